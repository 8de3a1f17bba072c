//! The running head: home, search, the ways to the other pages and to the other language.

use super::messages::messages;
use super::search::SearchBox;
use super::tree::{self, Tree, element};
use super::{Live, Scene, ids};
use crate::reading::{Links, Opened, Page};
use leptos::prelude::*;
use std::sync::Arc;

/// Stays while pages of one language come and go below it, and with it what is typed into the search box.
#[component]
pub fn Head(scene: Scene, opened: Signal<Opened>, links: Arc<Links>, live: Live) -> impl IntoView {
    let words = scene.messages();
    let skip = element("a").class("skip").attr("href", &format!("#{}", ids::MAIN)).text(words.skip);
    let home = element("a").class("home").attr("href", &scene.to(Page::Front));
    let home = home.attr("aria-label", &format!("{}: {}", scene.bundle.site.title, words.home)).add(seal());
    let ways = tree::live(move || opened.with(|opened| ways(opened, &Scene::of(opened, &links))));
    view! {
        {skip}
        <header class="head">
            {home}
            <SearchBox words live/>
            {ways}
        </header>
    }
}

/// Links to the other pages, with the open one marked, and to this page in the other languages.
fn ways(opened: &Opened, scene: &Scene) -> Tree {
    let words = scene.messages();
    let article = Page::Article(scene.bundle.article.id.clone());
    let way = |page: &Page, name: &str| {
        let is_current = (opened.page() == Some(page)).then_some("page");
        element("a").attr("href", &scene.to(page.clone())).attr_if("aria-current", is_current).text(name)
    };
    let contents = (opened.page() == Some(&article)).then(|| {
        let button = element("button").attr("type", "button").class("contents-button");
        button.attr("popovertarget", ids::CONTENTS).text(words.contents)
    });
    let others = scene.bundle.site.languages.iter().filter(|lang| **lang != scene.bundle.article.lang);
    let language = |lang: &String| {
        let words = messages(lang);
        let link = element("a").class("language").attr("href", &scene.links.to(&opened.in_language(lang)));
        link.attr("hreflang", lang).attr("lang", lang).text(words.autonym)
    };
    let nav = element("nav").class("ways").attr("aria-label", words.pages).add_if(contents);
    nav.add(way(&article, words.article)).add(way(&Page::About, words.about)).all(others.map(language).collect())
}

/// The mark: 抽, cut into a small seal.
fn seal() -> Tree {
    element("span").class("seal").attr("aria-hidden", "true").attr("lang", "zh-Hans").text("抽")
}
