//! The search box of the head, what it has found, and the page that shows all of it.

use super::page::main;
use super::tree::{Tree, button, element, link};
use super::{Live, Scene, ids};
use crate::library::{Word, Words};
use crate::reading::{Page, Route};
use crate::search::{Found, Hit, Piece, Target, Tier};
use leptos::prelude::*;

/// The box is a form that leads to the results page, so that a query sent before the reader has taken over is answered there.
///
/// Its value is the browser's own: what is typed before takeover must survive it, so nothing here sets it.
pub fn search_box(scene: &Scene) -> Tree {
    let input = [
        ("name", "q"),
        ("type", "search"),
        ("autocomplete", "off"),
        ("autocapitalize", "off"),
        ("spellcheck", "false"),
        ("enterkeyhint", "search"),
        ("aria-controls", ids::HITS),
        ("placeholder", scene.say(Word::SearchHint)),
        ("aria-label", scene.say(Word::SearchHint)),
    ];
    let input = input.iter().fold(element("input").id(ids::QUERY), |input, (name, value)| input.attr(name, value));
    element("form").attr("role", "search").class("search").attr("method", "get").attr("action", &scene.to(Page::Search)).add(input)
}

/// Hits shown below the head; the page has all.
const BELOW_THE_HEAD: usize = 12;

/// The first hits, below the head; hidden while nothing is asked, and on the page that shows all of them.
pub fn hits_tree(query: &str, found: &Found, scene: &Scene) -> Tree {
    let is_asked = !query.trim().is_empty() && scene.route.page != Page::Search;
    let class = if is_asked { "hits asked" } else { "hits" };
    let region = element("div").id(ids::HITS).class(class).attr("role", "region").attr("aria-label", scene.say(Word::Hits));
    if !is_asked {
        return region;
    }
    let words = &scene.bundle.words;
    let clear = button("clear", scene.say(Word::Clear)).class("quiet").attr("data-clear", "");
    let head = element("div").class("hits-head").add(element("p").class("count").text(&count(query, found, words))).add(clear);
    let more = (found.hits.len() > BELOW_THE_HEAD).then(|| {
        let all = scene.fill(Word::AllHits, &[&found.hits.len().to_string()]);
        element("p").class("all-hits").add(link(&to_results(query, scene), &all))
    });
    region.add(head).all(found_trees(found, BELOW_THE_HEAD, scene)).add_if(more)
}

fn to_results(query: &str, scene: &Scene) -> String {
    scene.links.to(&Route::new(&scene.route.language, Page::Search).asking(query))
}

/// All hits of what the box asks for, and how to ask.
pub fn search_page(live: &Live, scene: &Scene) -> Tree {
    let help = element("p").class("label").text(scene.say(Word::SearchHelp));
    let without_scripts = element("p").class("without-scripts").text(scene.say(Word::SearchNeedsScript));
    let main = main(scene, "results", scene.say(Word::Search)).add(help).add(without_scripts);
    live.query.with(|query| {
        if query.trim().is_empty() {
            return main;
        }
        live.found.with(|found| {
            let count = element("p").class("count").text(&count(query, found, &scene.bundle.words));
            main.add(count).all(found_trees(found, usize::MAX, scene))
        })
    })
}

/// Hits in the order of their tiers, with a line above those that only come close; or what else to ask.
fn found_trees(found: &Found, at_most: usize, scene: &Scene) -> Vec<Tree> {
    let mut parts = Vec::new();
    let hits = &found.hits[..found.hits.len().min(at_most)];
    for tier in [None, Some(Tier::Pinyin), Some(Tier::Most)] {
        let is_here = |hit: &&Hit| match tier {
            Some(tier) => hit.tier == tier,
            None => !matches!(hit.tier, Tier::Pinyin | Tier::Most),
        };
        let list: Vec<Tree> = hits.iter().filter(is_here).map(|hit| hit_tree(hit, scene)).collect();
        if list.is_empty() {
            continue;
        }
        if let Some(tier) = tier {
            let word = if tier == Tier::Pinyin { Word::ByPinyin } else { Word::OnlySome };
            parts.push(element("p").class("label").text(scene.say(word)));
        }
        parts.push(element("ol").all(list));
    }
    if !found.suggestions.is_empty() {
        let suggestions = found.suggestions.iter().map(|other| link(&to_results(other, scene), other)).collect();
        parts.push(element("p").class("suggested").text(scene.say(Word::Suggested)).text(" ").all(suggestions));
    }
    parts
}

/// How many places were found; nothing while nothing is asked.
pub fn count(query: &str, found: &Found, words: &Words) -> String {
    match (query.trim(), found.hits.len()) {
        ("", _) => String::new(),
        (query, 0) => words.fill(Word::HitsNone, &[query]),
        (_, 1) => words[Word::HitsOne].to_owned(),
        (_, hits) => words.fill(Word::HitsMany, &[&hits.to_string()]),
    }
}

fn hit_tree(hit: &Hit, scene: &Scene) -> Tree {
    let article = &scene.bundle.article;
    let section = hit.section.and_then(|section| article.sections.get(section)).map(|section| section.title.as_str());
    let kind = match &hit.target {
        Target::Topic(_) => Some(scene.say(Word::Topics)),
        Target::Statistic(_) => Some(scene.say(Word::Numbers)),
        Target::Source => Some(scene.say(Word::About)),
        Target::Title => Some(scene.say(Word::Article)),
        Target::Block(_) => section,
        // Its title stands below.
        Target::Section(_) => None,
    };
    let href = match &hit.target {
        Target::Block(id) | Target::Section(id) => scene.to_block(id),
        Target::Title => scene.to(Page::Article(article.id.clone())),
        Target::Topic(id) => scene.to_topic(id),
        Target::Statistic(_) => scene.to(Page::Numbers),
        Target::Source => scene.to(Page::About),
    };
    let kind = kind.filter(|kind| !kind.is_empty()).unwrap_or(&article.title);
    let label = element("span").class("label").text(kind);
    let title = hit.title.as_ref().map(|title| element("span").class("hit-title").text(title));
    let excerpt = hit.excerpt.iter().fold(element("span").class("excerpt"), |excerpt, Piece { text, is_match }| match is_match {
        true => excerpt.add(element("mark").text(text)),
        false => excerpt.text(text),
    });
    element("li").add(element("a").attr("href", &href).add(label).add_if(title).add(excerpt))
}
