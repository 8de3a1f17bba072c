//! The search box of the head, what it has found, and the page that shows all of it.

use super::page::main;
use super::tree::{Tree, button, element, link};
use super::{Answer, Elsewhere, Live, Scene, ids};
use crate::library::{Word, Words};
use crate::reading::{Page, Route};
use crate::search::{Found, Hit, Piece, Target, Tier};
use leptos::prelude::*;

/// The box is a form that leads to the results page, so that a query sent before the reader has taken over is answered there.
///
/// Its value is the browser's own: what is typed before takeover must survive it, so nothing here sets it.
pub fn search_box(scene: &Scene) -> Tree {
    let hint = scene.say(if scene.is_of_many() { Word::SearchAllHint } else { Word::SearchHint });
    let input = [
        ("name", "q"),
        // Not `search`: HTML lets only a text field be a combobox.
        ("type", "text"),
        ("autocomplete", "off"),
        ("autocapitalize", "off"),
        ("spellcheck", "false"),
        ("enterkeyhint", "search"),
        // A combobox (ARIA 1.2): the hits are its options, among which the arrow keys choose.
        ("role", "combobox"),
        ("aria-autocomplete", "list"),
        ("aria-expanded", "false"),
        ("aria-controls", ids::OPTIONS),
        ("placeholder", hint),
        ("aria-label", hint),
    ];
    let input = input.iter().fold(element("input").id(ids::QUERY), |input, (name, value)| input.attr(name, value));
    element("form").attr("role", "search").class("search").attr("method", "get").attr("action", &scene.to(Page::Search)).add(input)
}

/// Hits shown below the head; the page has all.
const BELOW_THE_HEAD: usize = 12;

/// The first hits, below the head; hidden while nothing is asked, and on the page that shows all of them.
pub fn hits_tree(answer: &Answer, scene: &Scene) -> Tree {
    let Answer { query, found, .. } = answer;
    // The pages of a library leave that to the page of results.
    let is_asked = !query.trim().is_empty() && scene.route.page != Page::Search && !scene.is_of_many();
    let class = if is_asked { "hits asked" } else { "hits" };
    let region = element("div").id(ids::HITS).class(class).attr("role", "region").attr("aria-label", scene.say(Word::Hits));
    // Takes the focus when something within is pressed that does not: the box loses it, and the hits stay.
    let region = region.attr("tabindex", "-1");
    if !is_asked {
        return region;
    }
    let words = &scene.bundle.words;
    let clear = button("clear", scene.say(Word::Clear)).class("quiet").attr("data-clear", "");
    let head = element("div").class("hits-head").add(element("p").class("count").text(&count(answer, words))).add(clear);
    let more = (found.hits.len() > BELOW_THE_HEAD).then(|| {
        let all = scene.fill(Word::AllHits, &[&found.hits.len().to_string()]);
        element("p").class("all-hits").add(link(&to_results(query, scene), &all))
    });
    let options = (!found.hits.is_empty()).then(|| options_tree(query, found, scene));
    // What was asked of one article may stand in another.
    let is_one_of_many = scene.bundle.site.is_library && !scene.is_framed();
    let everywhere = is_one_of_many
        .then(|| element("p").class("all-hits").add(link(&to_results(query, scene), &scene.fill(Word::SearchAll, &[query.trim()]))));
    let more = everywhere.or(more);
    region.add(head).add_if(options).add_if(suggestions_tree(found, scene)).add_if(more).add_if(elsewhere_tree(answer, scene))
}

/// The first hits as what the search box offers to choose from.
fn options_tree(query: &str, found: &Found, scene: &Scene) -> Tree {
    let mut list = element("div").id(ids::OPTIONS).attr("role", "listbox").attr("aria-label", scene.say(Word::Hits));
    let mut number = 0;
    for (label, hits) in by_tier(&found.hits[..found.hits.len().min(BELOW_THE_HEAD)], scene) {
        let options = hits.into_iter().map(|hit| {
            number += 1;
            let option = hit_link(hit, query, scene).id(&format!("{}-{number}", ids::OPTIONS));
            option.attr("role", "option").attr("aria-selected", "false").attr("tabindex", "-1")
        });
        let options: Vec<Tree> = options.collect();
        list = match label {
            None => list.all(options),
            Some(label) => {
                let shown = element("p").class("label").attr("aria-hidden", "true").text(label);
                list.add(element("div").attr("role", "group").attr("aria-label", label).add(shown).all(options))
            }
        };
    }
    list
}

fn to_results(query: &str, scene: &Scene) -> String {
    scene.links.to(&Route::new(&scene.route.language, Page::Search).asking(query))
}

/// All hits of what the box asks for, and how to ask.
pub fn search_page(live: &Live, scene: &Scene) -> Tree {
    let help = element("p").class("label").text(scene.say(Word::SearchHelp));
    let without_scripts = element("p").class("without-scripts").text(scene.say(Word::SearchNeedsScript));
    let main = main(scene, "results", scene.say(Word::Search)).add(help).add(without_scripts);
    live.answer.with(|answer| {
        let Answer { query, found, .. } = answer;
        if query.trim().is_empty() {
            return main;
        }
        let count = element("p").class("count").text(&count(answer, &scene.bundle.words));
        let list = |(label, hits): (Option<&str>, Vec<&Hit>)| {
            let items = hits.into_iter().map(|hit| element("li").add(hit_link(hit, query, scene))).collect();
            let label = label.map(|label| element("p").class("label").text(label));
            element("div").add_if(label).add(element("ol").all(items))
        };
        let lists = by_tier(&found.hits, scene).into_iter().map(list).collect();
        main.add(count).add_if(elsewhere_tree(answer, scene)).all(lists).add_if(suggestions_tree(found, scene))
    })
}

/// Hits in the order of their tiers, with a label for those that only come close.
fn by_tier<'a>(hits: &'a [Hit], scene: &'a Scene) -> Vec<(Option<&'a str>, Vec<&'a Hit>)> {
    let mut parts = Vec::new();
    for label in [None, Some(Word::ByPinyin), Some(Word::OnlySome)] {
        let label_of = |tier| match tier {
            Tier::Pinyin => Some(Word::ByPinyin),
            Tier::Most => Some(Word::OnlySome),
            _ => None,
        };
        let part: Vec<&Hit> = hits.iter().filter(|hit| label_of(hit.tier) == label).collect();
        if !part.is_empty() {
            parts.push((label.map(|label| scene.say(label)), part));
        }
    }
    parts
}

/// What else to ask, when nothing was found.
fn suggestions_tree(found: &Found, scene: &Scene) -> Option<Tree> {
    let suggestions: Vec<Tree> = found.suggestions.iter().map(|other| link(&to_results(other, scene), other)).collect();
    (!suggestions.is_empty()).then(|| element("p").class("suggested").text(scene.say(Word::Suggested)).text(" ").all(suggestions))
}

/// Links to what the other languages have.
fn elsewhere_tree(answer: &Answer, scene: &Scene) -> Option<Tree> {
    let link_to = |Elsewhere { language, hits }: &Elsewhere| {
        let route = Route::new(&scene.bundle.site.prefix(&language.tag), Page::Search).asking(&answer.query);
        let name = element("span").attr("lang", &language.tag).text(&language.name);
        let link = element("a").attr("href", &scene.links.to(&route)).attr("hreflang", &language.tag);
        link.add(name).text(" · ").text(&passages(*hits, &scene.bundle.words))
    };
    let links: Vec<Tree> = answer.elsewhere.iter().filter(|other| other.hits > 0).map(link_to).collect();
    (!links.is_empty()).then(|| element("p").class("elsewhere").all(links))
}

/// How many places were found; nothing while nothing is asked.
pub fn count(Answer { query, found, .. }: &Answer, words: &Words) -> String {
    match (query.trim(), found.hits.len()) {
        ("", _) => String::new(),
        (query, 0) => words.fill(Word::HitsNone, &[query]),
        (_, hits) => passages(hits, words),
    }
}

fn passages(many: usize, words: &Words) -> String {
    if many == 1 { words[Word::HitsOne].to_owned() } else { words.fill(Word::HitsMany, &[&many.to_string()]) }
}

/// Leads to where the hit stands, with the query marked there.
fn hit_link(hit: &Hit, query: &str, scene: &Scene) -> Tree {
    let article = &scene.bundle.article;
    let section = hit.section.and_then(|section| article.sections.get(section));
    // What a library is searched in has its articles as sections.
    let id = section.filter(|_| scene.is_of_many()).map_or(&article.id, |section| &section.id);
    let section = section.map(|section| section.title.as_str());
    let kind = match &hit.target {
        Target::Topic(_) => Some(scene.say(Word::Topics)),
        Target::Statistic(_) => Some(scene.say(Word::Numbers)),
        Target::Source => Some(scene.say(Word::About)),
        Target::Title => Some(scene.say(Word::Article)),
        Target::Block(_) => section,
        // Its title stands below.
        Target::Section(_) => None,
    };
    let (page, anchor) = match &hit.target {
        Target::Section(_) if scene.is_of_many() => (Page::Article(id.clone()), None),
        Target::Block(block) | Target::Section(block) => (Page::Article(id.clone()), Some(block)),
        Target::Title => (Page::Article(id.clone()), None),
        Target::Topic(id) => (Page::Topic(id.clone()), None),
        Target::Statistic(id) => (Page::Numbers, Some(id)),
        Target::Source => (Page::About, None),
    };
    let route = Route { anchor: anchor.cloned(), ..Route::new(&scene.route.language, page).asking(query.trim()) };
    let kind = kind.filter(|kind| !kind.is_empty()).unwrap_or(&article.title);
    let label = element("span").class("label").text(kind);
    let pieces = |into: Tree, pieces: &[Piece]| {
        pieces.iter().fold(into, |into, Piece { text, is_match }| match is_match {
            true => into.add(element("mark").text(text)),
            false => into.text(text),
        })
    };
    let title = (!hit.title.is_empty()).then(|| pieces(element("span").class("hit-title"), &hit.title));
    let excerpt = pieces(element("span").class("excerpt"), &hit.excerpt);
    element("a").attr("href", &scene.links.to(&route)).add(label).add_if(title).add(excerpt)
}
