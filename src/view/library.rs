//! The pages of a library. Only the packer renders them: the reader takes them over as they are, and has none of what they show.

use super::page::main;
use super::topics::{about, kind};
use super::tree::{Tree, element, link};
use super::{Scene, ids};
use crate::article::{Topic, TopicKind};
use crate::library::Word;
use crate::reading::Page;

/// An article in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    pub href: String,
    pub title: String,
    /// Day, outlet and language, as far as they are known.
    pub label: String,
    pub standfirst: String,
    /// Language of its words, where that is not the page's.
    pub lang: Option<String>,
}

/// A way to divide a library: by year, by outlet.
#[derive(Clone, Debug, PartialEq)]
pub struct FacetList {
    /// As addresses name it, `year`.
    pub name: &'static str,
    pub heading: String,
    pub values: Vec<FacetValue>,
    /// How many more there are than are shown.
    pub more: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FacetValue {
    pub value: String,
    pub name: String,
    pub count: usize,
}

/// What the front shows.
#[derive(Clone, Debug, PartialEq)]
pub struct FrontList {
    /// How many articles there are, in words.
    pub count: String,
    pub entries: Vec<Listed>,
    pub facets: Vec<FacetList>,
    /// Words of the link to what comes after these, if there is more.
    pub next: Option<String>,
    /// File and integrity of the catalogue, which the page's script asks for when something else is to be listed.
    pub catalogue: (String, String),
    /// Heading of the facets.
    pub narrow: String,
}

pub fn front(scene: &Scene, list: &FrontList) -> Tree {
    let (file, integrity) = &list.catalogue;
    let main = main(scene, "library", &scene.bundle.site.title)
        .attr("data-catalogue", file)
        .attr("data-integrity", integrity)
        .add(element("p").class("count").attr("role", "status").text(&list.count));
    // What each article has to itself divides nothing.
    let divides = |facet: &&FacetList| facet.values.len() > 1 && facet.values.iter().any(|value| value.count > 1);
    let facets = list.facets.iter().filter(divides).map(facet_tree).collect::<Vec<_>>();
    let facets = (!facets.is_empty()).then(|| {
        let summary = element("summary").text(&list.narrow);
        element("details").class("facets").add(summary).all(facets)
    });
    let entries = element("ol").class("entries").all(list.entries.iter().map(entry_tree).collect());
    let next = list.next.as_ref().map(|words| link("?page=2", words).attr("rel", "next"));
    let pages = element("nav").class("pages").attr("aria-label", scene.say(Word::Articles)).add_if(next);
    main.add(element("div").class("listing").add_if(facets).add(element("div").class("listed").add(entries).add(pages)))
}

fn facet_tree(facet: &FacetList) -> Tree {
    let value = |FacetValue { value, name, count }: &FacetValue| {
        let link = link(&format!("?{}={}", facet.name, encoded(value)), name).attr("data-value", value);
        element("li").add(link).text(" ").add(element("span").class("label").text(&count.to_string()))
    };
    let heading = element("h2").class("label").text(&facet.heading);
    let more = (facet.more > 0).then(|| element("p").class("label").text(&format!("+ {}", facet.more)));
    let list = element("ul").all(facet.values.iter().map(value).collect());
    element("section").attr("data-facet", facet.name).add(heading).add(list).add_if(more)
}

fn encoded(value: &str) -> String {
    let mut to = String::new();
    crate::reading::encode(value, &mut to);
    to
}

fn entry_tree(listed: &Listed) -> Tree {
    let title = element("a").attr("href", &listed.href).attr_if("lang", listed.lang.as_deref()).text(&listed.title);
    let label = (!listed.label.is_empty()).then(|| element("p").class("label").text(&listed.label));
    let standfirst = (!listed.standfirst.is_empty())
        .then(|| element("p").class("standfirst").attr_if("lang", listed.lang.as_deref()).text(&listed.standfirst));
    element("li").add(element("h2").add(title)).add_if(label).add_if(standfirst)
}

/// All topics by kind, each with how many articles mention it.
pub fn topics(scene: &Scene, topics: &[(Topic, usize)]) -> Tree {
    const KINDS: [TopicKind; 7] = [
        TopicKind::Person,
        TopicKind::Place,
        TopicKind::Organisation,
        TopicKind::Project,
        TopicKind::Programme,
        TopicKind::Measure,
        TopicKind::Term,
    ];
    let entry = |(topic, count): &(Topic, usize)| {
        let name = element("dt").add(link(&scene.to_topic(&topic.id), &topic.name));
        let summary = (!topic.summary.is_empty()).then(|| element("dd").text(&topic.summary));
        element("div").add(name).add_if(summary).add(element("dd").class("label").text(&count.to_string()))
    };
    KINDS.iter().fold(main(scene, "topics", scene.say(Word::Topics)), |main, of| {
        let of_kind: Vec<&(Topic, usize)> = topics.iter().filter(|(topic, _)| topic.kind == *of).collect();
        let Some((first, _)) = of_kind.first() else { return main };
        let heading = element("h2").class("label").text(kind(first, scene));
        main.add(element("section").add(heading).add(element("dl").all(of_kind.into_iter().map(entry).collect())))
    })
}

/// A line of an article that mentions a topic.
#[derive(Clone, Debug, PartialEq)]
pub struct Mentioned {
    pub href: String,
    pub title: String,
    /// The words before, the name as it stands there, the words after.
    pub line: [String; 3],
    pub lang: Option<String>,
}

/// What the page of a topic shows.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicList {
    pub topic: Topic,
    /// What the relations are called, and the topics that they lead to: id and name.
    pub relations: Vec<(Word, Vec<(String, String)>)>,
    /// How many lines mention it, in words.
    pub count: String,
    pub lines: Vec<Mentioned>,
    /// Words and address of the list of all articles that do, if not all are shown.
    pub all: Option<(String, String)>,
}

pub fn topic(scene: &Scene, list: &TopicList) -> Tree {
    let TopicList { topic, relations, count, lines, all } = list;
    let kind = element("p").class("label").add(link(&scene.to(Page::Topics), kind(topic, scene)));
    let neighbours = |(word, others): &(Word, Vec<(String, String)>)| {
        let mut links = element("dd");
        for (index, (id, name)) in others.iter().enumerate() {
            links = if index > 0 { links.text(" · ") } else { links };
            links = links.add(link(&scene.to_topic(id), name));
        }
        [element("dt").text(scene.say(*word)), links]
    };
    let relations = element("dl").class("relations").all(relations.iter().flat_map(neighbours).collect());
    let line = |mentioned: &Mentioned| {
        let [before, name, after] = &mentioned.line;
        let title = element("span").class("label").text(&mentioned.title);
        let words = element("span").class("excerpt").text(before).add(element("mark").text(name)).text(after);
        let link = element("a").attr("href", &mentioned.href).attr_if("lang", mentioned.lang.as_deref());
        element("li").add(link.add(title).add(words))
    };
    let all = all.as_ref().map(|(words, href)| element("p").class("more").add(link(href, words)));
    let heading = element("h2").class("label").text(count);
    let passages = element("ol").class("passages").all(lines.iter().map(line).collect());
    let section = element("section").add(heading).add(passages).add_if(all);
    main(scene, "topic", &topic.name).add(kind).add(about(topic, scene)).add(relations).add(section)
}

/// A name and what it says, one below the other.
pub fn about_library(scene: &Scene, facts: &[(String, String)]) -> Tree {
    let facts = facts.iter().filter(|(_, value)| !value.is_empty());
    let facts = facts.flat_map(|(name, value)| [element("dt").text(name), element("dd").text(value)]).collect();
    main(scene, "about", scene.say(Word::About)).add(element("dl").all(facts)).add(element("dl").id("_keep").attr("data-library", ""))
}

/// What this device's reader has read: the page's script lists it.
pub fn shelf(scene: &Scene) -> Tree {
    let intro = element("p").class("label").text(scene.say(Word::ShelfIntro));
    let read = element("div").id("_read").add(element("p").text(scene.say(Word::ShelfEmpty)));
    main(scene, "shelf", scene.say(Word::Shelf)).add(intro).add(read).add(element("section").id("_files").class("files"))
}

/// The table of all figures, or the sentence that there are none.
pub fn numbers(scene: &Scene, rows: &[[(String, Option<String>); 5]], none: &str) -> Tree {
    use super::blocks::{cell, register};
    if rows.is_empty() {
        return main(scene, "numbers", scene.say(Word::Numbers)).add(element("p").text(none));
    }
    let columns = [(Word::Subject, false), (Word::Value, true), (Word::Unit, false), (Word::When, false), (Word::Stated, false)];
    let columns = columns.map(|(word, is_number)| (scene.say(word), is_number));
    let row = |row: &[(String, Option<String>); 5]| {
        let cells = row.iter().enumerate().map(|(index, (words, to))| match (index, to) {
            // What it sorts by.
            (1, Some(value)) => cell(&columns, index).attr("data-value", value).text(words),
            (_, Some(href)) => cell(&columns, index).add(link(href, words)),
            (_, None) => cell(&columns, index).text(words),
        });
        element("tr").all(cells.collect())
    };
    let intro = element("figcaption").text(scene.say(Word::NumbersIntro));
    let rows = rows.iter().map(row).collect();
    let numbers = register(element("figure").id("_numbers"), intro, scene.say(Word::Numbers), &columns, rows);
    main(scene, "numbers", scene.say(Word::Numbers)).add(numbers)
}

/// A page's content with its main part, which the views leave open in a library.
pub fn with_main(content: &str, main: &Tree) -> String {
    let open = format!("<main id=\"{}\"></main>", ids::MAIN);
    let mut html = String::new();
    main.html(&mut html);
    debug_assert!(content.contains(&open), "a library's page has a place for its main part");
    content.replacen(&open, &html, 1)
}
