//! The search box of the head, and what it has found.

use super::messages::{Messages, fill};
use super::tree::{Tree, element};
use super::{Live, Scene, ids};
use crate::search::Hit;
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

/// The hits, below the head; nothing while nothing is asked.
#[component]
pub fn Hits(scene: Scene, live: Live) -> impl IntoView {
    let words = scene.messages();
    let is_asked = move || live.query.with(|query| !query.trim().is_empty());
    let count = move || {
        let query = live.query.get();
        match live.hits.with(Vec::len) {
            _ if query.trim().is_empty() => String::new(),
            0 => fill(words.hits_none, &[query.trim()]),
            1 => words.hits_one.to_owned(),
            count => fill(words.hits_many, &[&count.to_string()]),
        }
    };
    let hits = move || live.hits.with(|hits| element("ol").all(hits.iter().map(|hit| hit_tree(hit, &scene)).collect()));
    view! {
        <div id=ids::HITS class="hits" class:asked=is_asked>
            <div class="hits-head">
                <p role="status">{count}</p>
                <button type="button" class="quiet" on:click=move |_| live.on_clear.run(())>{words.clear}</button>
            </div>
            {hits}
        </div>
    }
}

fn hit_tree(hit: &Hit, scene: &Scene) -> Tree {
    let article = &scene.bundle.article;
    let section = article.sections.get(hit.section).map(|section| section.title.as_str()).filter(|title| !title.is_empty());
    let excerpt = element("span").class("excerpt").text(&hit.excerpt.before);
    let excerpt = excerpt.add(element("mark").text(&hit.excerpt.matched)).text(&hit.excerpt.after);
    let link = element("a").attr("href", &scene.to_block(&hit.block));
    element("li").add(link.add(element("span").class("label").text(section.unwrap_or(&article.title))).add(excerpt))
}
