//! The whole of what the reader takes over: head, hits, the page itself, foot, and the lines that say what happened.

use super::about::about_page;
use super::article::article_page;
use super::foot::foot;
use super::front::front_page;
use super::head::Head;
use super::lost::lost_page;
use super::messages::{Messages, messages};
use super::search::hits_tree;
use super::tree::{self, Tree, element};
use super::{Live, Notice, Scene};
use crate::library::Bundle;
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
    let words = scene.messages();
    let foot = foot(&scene);
    let page = {
        let links = links.clone();
        tree::live(move || opened.with(|opened| page_tree(opened, &Scene::of(opened, &links))))
    };
    let hits = {
        let links = links.clone();
        tree::live(move || {
            let scene = opened.with(|opened| Scene::of(opened, &links));
            live.query.with(|query| live.hits.with(|hits| hits_tree(query, hits, &scene)))
        })
    };
    let offered = {
        let links = links.clone();
        tree::live(move || {
            let link = live.offer.get().map(|lang| opened.with(|opened| offer(opened, &links, &lang)));
            element("p").class("offer").attr("aria-live", "polite").add_if(link)
        })
    };
    let notice = tree::live(move || element("p").class("notice").add_if(live.notice.get().map(|notice| said(&notice, words))));
    view! {
        <Head scene opened links live/>
        {offered}
        {hits}
        {page}
        {foot}
        <div role="status">{notice}</div>
        {element("p").class("announced").attr("role", "status")}
    }
}

fn page_tree(opened: &Opened, scene: &Scene) -> Tree {
    match opened.page() {
        Some(Page::Article(_)) => article_page(scene),
        Some(Page::Front) => front_page(scene),
        Some(Page::About) => about_page(scene),
        None => lost_page(scene),
    }
}

/// Offers the page in a language that the reader's device asks for, in that language.
fn offer(opened: &Opened, links: &Links, lang: &str) -> Tree {
    let href = links.to(&opened.in_language(lang));
    element("a").attr("href", &href).attr("hreflang", lang).attr("lang", lang).text(messages(lang).read_in_this)
}

fn said(notice: &Notice, words: &Messages) -> Tree {
    match notice {
        Notice::PageFailed { href } => {
            let link = element("a").attr("href", href).attr("data-native", "").text(words.open_directly);
            element("span").text(words.page_failed).text(" ").add(link)
        }
        Notice::NotKept => element("span").text(words.not_kept),
    }
}

/// The title of what is open, as a tab shows it.
pub fn title(opened: &Opened) -> String {
    let Bundle { site, article, .. } = &**opened.bundle();
    let words = messages(&article.lang);
    match opened.page() {
        Some(Page::Front | Page::Article(_)) => format!("{} · {}", article.title, site.title),
        Some(Page::About) => format!("{} · {}", words.about, site.title),
        None => format!("{} · {}", words.lost, site.title),
    }
}
