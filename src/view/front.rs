//! The front of a site with one article: its cover.

use super::messages::fill;
use super::tree::{Tree, element};
use super::{Scene, ids};
use crate::article::{Entry, outline, reading_minutes};
use crate::reading::Page;

pub fn front_page(scene: &Scene) -> Tree {
    let words = scene.messages();
    let article = &scene.bundle.article;
    let standfirst = (!article.standfirst.is_empty()).then(|| element("p").class("standfirst").text(&article.standfirst));
    let start = element("a").attr("href", &scene.to(Page::Article(article.id.clone()))).text(words.start_reading);
    let header = element("header")
        .add(element("h1").attr("tabindex", "-1").text(&article.title))
        .add_if(standfirst)
        .add(element("p").class("byline").text(&byline(scene)))
        .add(element("p").class("start").add(start));
    let entry = |entry: &Entry| {
        let link = element("a").attr("href", &scene.to_block(&entry.section)).text(&entry.title);
        element("li").add(link).add(element("span").class("minutes").text(&minutes(scene, entry.minutes)))
    };
    let heading = element("h2").id("_cover-contents").class("label").text(words.contents);
    let entries = element("ol").all(outline(article).iter().map(entry).collect());
    let contents = element("nav").attr("aria-labelledby", "_cover-contents").add(heading).add(entries);
    element("main").id(ids::MAIN).class("cover").attr("lang", &article.lang).add(header).add(contents)
}

/// What the article is based on, and how long it takes to read.
pub fn byline(scene: &Scene) -> String {
    let article = &scene.bundle.article;
    let minutes = minutes(scene, reading_minutes(article));
    match &article.source {
        Some(source) => {
            let (outlet, day) = (source.outlet.as_str(), super::about::day(&source.published, &article.lang));
            format!("{} · {minutes}", fill(scene.messages().based_on, &[outlet, &day]))
        }
        None => minutes,
    }
}

fn minutes(scene: &Scene, minutes: u32) -> String {
    fill(scene.messages().minutes, &[&minutes.to_string()])
}
