//! The whole of what the reader takes over: head, hits, the page itself, foot, and the lines that say what happened.

use super::about::about_page;
use super::article::article_page;
use super::foot::foot;
use super::front::front_page;
use super::head::Head;
use super::lost::lost_page;
use super::numbers::numbers_page;
use super::search::{hits_tree, search_page};
use super::shelf::shelf_page;
use super::topics::{topic_page, topics_page};
use super::tree::{self, Tree, element, link};
use super::{Live, Notice, Scene};
use crate::library::{Bundle, Word};
use crate::reading::{Links, Opened, Page};
use leptos::prelude::*;
use std::sync::Arc;

#[component]
pub fn Shell(opened: Signal<Opened>, links: Arc<Links>, live: Live) -> impl IntoView {
    let language = Memo::new(move |_| opened.with(|opened| opened.bundle().article.lang.clone()));
    move || {
        // Read, not only tracked: a memo that nobody has read has no sources and never runs.
        language.with(|_| ());
        view! { <InLanguage opened links=links.clone() live/> }
    }
}

/// Everything in one language; made anew only when the language changes.
#[component]
fn InLanguage(opened: Signal<Opened>, links: Arc<Links>, live: Live) -> impl IntoView {
    let scene = opened.with_untracked(|opened| Scene::of(opened, &links));
    let bundle = scene.bundle.clone();
    let foot = foot(&scene);
    let page = {
        let links = links.clone();
        tree::live(move || opened.with(|opened| page_tree(opened, &Scene::of(opened, &links), &live)))
    };
    let hits = {
        let links = links.clone();
        tree::live(move || {
            let scene = opened.with(|opened| Scene::of(opened, &links));
            live.query.with(|query| live.found.with(|found| hits_tree(query, found, &scene)))
        })
    };
    let offered = {
        let links = links.clone();
        tree::live(move || {
            let link = live.offer.get().map(|lang| opened.with(|opened| offer(opened, &links, &lang)));
            element("p").class("offer").attr("aria-live", "polite").add_if(link)
        })
    };
    let notice = tree::live(move || element("p").class("notice").add_if(live.notice.get().map(|notice| said(&notice, &bundle))));
    view! {
        <Head scene opened links/>
        {offered}
        {hits}
        {page}
        {foot}
        <div role="status">{notice}</div>
        {element("p").class("announced").attr("role", "status")}
    }
}

fn page_tree(opened: &Opened, scene: &Scene, live: &Live) -> Tree {
    match opened.page() {
        Some(Page::Article(_)) => article_page(scene, opened.side().map(|side| scene.beside(side)).as_ref()),
        Some(Page::Front) => live.places.with(|places| front_page(scene, places.block(&scene.bundle.article.id))),
        Some(Page::Topics) => topics_page(scene),
        Some(Page::Topic(id)) => scene.topic(id).map_or_else(|| lost_page(scene), |topic| topic_page(topic, scene)),
        Some(Page::Numbers) => numbers_page(scene),
        Some(Page::Search) => search_page(live, scene),
        Some(Page::About) => about_page(scene),
        Some(Page::Shelf) => live.places.with(|places| shelf_page(scene, places)),
        None => lost_page(scene),
    }
}

/// Offers the page in a language that the reader's device asks for, in that language.
fn offer(opened: &Opened, links: &Links, lang: &str) -> Tree {
    let offer = opened.bundle().site.language(lang).map_or("", |language| language.offer.as_str());
    link(&links.to(&opened.in_language(lang)), offer).attr("hreflang", lang).attr("lang", lang)
}

fn said(notice: &Notice, bundle: &Bundle) -> Tree {
    let words = &bundle.words;
    match notice {
        Notice::PageFailed { href } => {
            let link = link(href, &words[Word::OpenDirectly]).attr("data-native", "");
            element("span").text(&words[Word::PageFailed]).text(" ").add(link)
        }
        Notice::NotKept => element("span").text(&words[Word::NotKept]),
    }
}

/// The title of what is open, as a tab shows it.
pub fn title(opened: &Opened) -> String {
    let Bundle { site, article, words, .. } = &**opened.bundle();
    let page = match opened.page() {
        Some(Page::Front | Page::Article(_)) => &article.title,
        Some(Page::Topic(id)) => article.topics.iter().find(|topic| topic.id == *id).map_or("", |topic| topic.name.as_str()),
        Some(Page::Topics) => &words[Word::Topics],
        Some(Page::Numbers) => &words[Word::Numbers],
        Some(Page::Search) => &words[Word::Search],
        Some(Page::About) => &words[Word::About],
        Some(Page::Shelf) => &words[Word::Shelf],
        None => &words[Word::Lost],
    };
    format!("{page} · {}", site.title)
}
