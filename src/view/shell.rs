//! The whole of what the reader takes over: head, hits, the page itself, foot, and the lines that say what happened.

use super::about::about_page;
use super::article::article_page;
use super::card::card_tree;
use super::foot::foot;
use super::front::front_page;
use super::head::{head, skip};
use super::lost::lost_page;
use super::marked::marked_tree;
use super::numbers::numbers_page;
use super::search::{hits_tree, search_page};
use super::shelf::shelf_page;
use super::standing::following;
use super::topics::{topic_page, topics_page};
use super::tree::{Tree, button, element, link};
use super::{Live, Margin, Notice, Scene, ids};
use crate::library::{Bundle, Language, Word};
use crate::reading::{Links, Opened, Page};
use leptos::prelude::*;
use std::sync::Arc;

/// Each part follows what is open by itself. What a page has in common with the one before is left alone: the search box keeps what is
/// typed into it as long as the language stays. Nothing but parts, all of one type: every other shape of view would be compiled for itself.
#[component]
pub fn Shell(opened: Signal<Opened>, links: Arc<Links>, live: Live) -> impl IntoView {
    let part = |tree: fn(&Opened, &Scene, &Live) -> Tree| {
        let links = links.clone();
        following(move || opened.with(|opened| tree(opened, &Scene::of(opened, &links), &live)))
    };
    (
        part(|_, scene, _| skip(scene)),
        part(head),
        part(|opened, scene, live| live.margin.with(|margin| offer(opened, scene, margin.offer.as_deref()))),
        part(|_, scene, live| live.answer.with(|answer| hits_tree(answer, scene))),
        part(page_tree),
        part(|_, scene, live| live.margin.with(|margin| marked_tree(margin.marked.as_deref(), scene))),
        part(|opened, scene, _| foot(opened, scene)),
        part(|_, scene, live| live.margin.with(|margin| card_tree(margin.card.as_deref().and_then(|topic| scene.topic(topic)), scene))),
        part(|_, scene, live| live.margin.with(|margin| notices(margin, scene))),
        part(|_, _, _| element("p").class("announced").attr("role", "status")),
    )
}

/// The head over an empty page: what stands for pages that the packed ones do not show one by one.
pub fn waiting(opened: &Opened, links: &Arc<Links>) -> impl IntoView {
    (head(opened, &Scene::of(opened, links), &Live::still()), element("main").id(ids::MAIN))
}

fn page_tree(opened: &Opened, scene: &Scene, live: &Live) -> Tree {
    match opened.page() {
        // As packed: what they show is in no bundle, and the ways from one to the next are the browser's own.
        Some(Page::Front | Page::Topics | Page::Topic(_) | Page::Numbers | Page::About | Page::Shelf) if scene.bundle.site.is_library => {
            element("main").id(ids::MAIN)
        }
        Some(Page::Article(_)) => article_page(scene, opened.side().map(|side| scene.beside(side)).as_ref()),
        Some(Page::Front) => live.margin.with(|margin| front_page(scene, margin.places.block(&scene.bundle.article.id))),
        Some(Page::Topics) => topics_page(scene),
        Some(Page::Topic(id)) => scene.topic(id).map_or_else(|| lost_page(scene), |topic| topic_page(topic, scene)),
        Some(Page::Numbers) => numbers_page(scene),
        Some(Page::Search) => search_page(live, scene),
        Some(Page::About) => about_page(scene),
        Some(Page::Shelf) => live.margin.with(|margin| shelf_page(scene, &margin.places)),
        None => lost_page(scene),
    }
}

/// Offers the page in a language that the reader's device asks for, in that language.
fn offer(opened: &Opened, scene: &Scene, lang: Option<&str>) -> Tree {
    let language = lang.and_then(|lang| scene.bundle.site.language(lang));
    let link = language.map(|Language { tag, offer, .. }| {
        let link = link(&scene.links.to(&opened.in_language(tag)), offer);
        link.attr("hreflang", tag).attr("lang", tag)
    });
    element("p").class("offer").attr("aria-live", "polite").add_if(link)
}

/// What has happened, in a place that a screen reader listens to.
fn notices(margin: &Margin, scene: &Scene) -> Tree {
    let notices = element("div").attr("role", "status").add(notice(margin.notice.as_ref(), scene));
    notices.add(new_edition(margin.edition.as_deref(), scene))
}

fn notice(notice: Option<&Notice>, scene: &Scene) -> Tree {
    let said = notice.map(|notice| match notice {
        Notice::PageFailed { href } => {
            let link = link(href, scene.say(Word::OpenDirectly)).attr("data-native", "");
            element("span").text(scene.say(Word::PageFailed)).text(" ").add(link)
        }
        Notice::NotKept => element("span").text(scene.say(Word::NotKept)),
    });
    element("p").class("notice").add_if(said)
}

/// Says that there is a new edition, and what is new in it. It comes when the reader wants it.
fn new_edition(notes: Option<&str>, scene: &Scene) -> Tree {
    let line = element("p").class("notice");
    let Some(notes) = notes else { return line };
    let note = notes.lines().find_map(|line| line.strip_prefix(scene.bundle.article.lang.as_str())).unwrap_or_default();
    let said = scene.fill(Word::NewEdition, &[note.trim()]);
    line.text(&said).text(" ").add(button("update", scene.say(Word::Update)).class("quiet"))
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
