//! The search box of the head, and what it has found.

use super::messages::{Messages, fill};
use super::tree::{Tree, element};
use super::{Live, Scene, ids};
use crate::search::{Hit, Piece, Target};
use leptos::prelude::*;

/// The box is a form that leads back to this page, so that a query sent before the reader has taken over is answered by it afterwards.
///
/// Its value is the browser's own: what is typed before takeover must survive it, so nothing here sets it.
#[component]
pub fn SearchBox(words: &'static Messages, live: Live) -> impl IntoView {
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() {
            live.on_clear.run(());
        }
    };
    view! {
        <form role="search" class="search" method="get" on:submit=move |event| live.on_submit.run(event) on:keydown=on_key>
            <input
                id=ids::QUERY
                name="q"
                type="search"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                enterkeyhint="search"
                placeholder=words.search_hint
                aria-label=words.search
                aria-controls=ids::HITS
                on:input=move |event| live.on_query.run(event)
                on:compositionend=move |event| live.on_query.run(event.into())
            />
        </form>
    }
}

/// The hits, below the head; hidden while nothing is asked.
pub fn hits_tree(query: &str, hits: &[Hit], scene: &Scene) -> Tree {
    let words = scene.messages();
    let class = if query.trim().is_empty() { "hits" } else { "hits asked" };
    let clear = element("button").attr("type", "button").class("quiet").attr("data-clear", "").text(words.clear);
    let head = element("div").class("hits-head").add(element("p").class("count").text(&count(query, hits.len(), words))).add(clear);
    let list = element("ol").all(hits.iter().map(|hit| hit_tree(hit, scene)).collect());
    element("div").id(ids::HITS).class(class).attr("role", "region").attr("aria-label", words.hits).add(head).add(list)
}

/// How many passages were found; nothing while nothing is asked.
pub fn count(query: &str, hits: usize, words: &Messages) -> String {
    match (query.trim(), hits) {
        ("", _) => String::new(),
        (query, 0) => fill(words.hits_none, &[query]),
        (_, 1) => words.hits_one.to_owned(),
        (_, hits) => fill(words.hits_many, &[&hits.to_string()]),
    }
}

fn hit_tree(hit: &Hit, scene: &Scene) -> Tree {
    let article = &scene.bundle.article;
    let section = hit.section.and_then(|section| article.sections.get(section));
    let label = hit.title.as_deref().or(section.map(|section| section.title.as_str())).filter(|label| !label.is_empty());
    let href = match &hit.target {
        Target::Block(id) | Target::Section(id) => scene.to_block(id),
        Target::Statistic(id) => {
            let stated = article.statistics.iter().find(|statistic| statistic.id == *id);
            scene.to_block(stated.map_or("", |statistic| &statistic.stated))
        }
        _ => scene.to_block(""),
    };
    let piece = |piece: &Piece| element(if piece.is_match { "mark" } else { "span" }).text(&piece.text);
    let excerpt = element("span").class("excerpt").all(hit.excerpt.iter().map(piece).collect());
    element("li")
        .add(element("a").attr("href", &href).add(element("span").class("label").text(label.unwrap_or(&article.title))).add(excerpt))
}
