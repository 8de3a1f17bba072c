//! As far as a program can judge it, everyone can read every page.

mod colours;
mod document;
mod hands;
mod heard;
mod keyboard;
mod magnified;
mod told;
mod visit;

use crate::built::{PAGES, built};
use crate::harness::{Browser, check};
use crate::options::{Chromium, Options};
use crate::server::Site;

#[test]
fn on_a_light_desktop_axe_finds_nothing() {
    axe_finds_nothing(Chromium::desktop());
}

#[test]
fn on_a_dark_desktop_axe_finds_nothing() {
    axe_finds_nothing(Chromium::desktop().dark());
}

#[test]
fn on_a_light_phone_axe_finds_nothing() {
    axe_finds_nothing(Chromium::phone());
}

#[test]
fn on_a_dark_phone_axe_finds_nothing() {
    axe_finds_nothing(Chromium::phone().dark());
}

#[test]
fn axe_finds_nothing_on_any_topic() {
    axe_finds_nothing_on_topics("");
}

#[test]
fn axe_finds_nothing_on_any_topic_in_english() {
    axe_finds_nothing_on_topics("en/");
}

#[test]
fn no_page_is_wider_than_the_narrowest_phone() {
    let site = built("/");
    check(Chromium::phone().tolerating(&["404"]), async |b| {
        b.size(320, 568).await;
        for page in PAGES.into_iter().chain(["nowhere/"]) {
            open(b, &site, page).await;
            let wide = "[innerWidth, document.documentElement.scrollWidth, document.body.scrollWidth]";
            assert_eq!(b.js(wide).await, serde_json::json!([320, 320, 320]), "{page}");
            if page.ends_with("qinyuan/") {
                b.type_into("#_q", "2022").await;
                b.until("document.querySelector('#_hits.asked a')").await;
                assert_eq!(b.js(wide).await, serde_json::json!([320, 320, 320]), "{page} with hits");
            }
        }
    });
}

/// Opens a page and waits until it is whole.
async fn open(b: &Browser, site: &Site, page: &str) {
    b.open(&site.url(page)).await;
    if page != "nowhere/" {
        b.ready().await;
    }
    if page.contains("side=") {
        b.until("document.querySelector('.pair')").await;
    }
}

/// On every page, as it comes and with all open that can be opened.
#[track_caller]
fn axe_finds_nothing(options: Options) {
    let site = built("/");
    check(options.tolerating(&["404"]), async |b| {
        let mut found = Vec::new();
        for page in PAGES.into_iter().chain(["nowhere/"]) {
            open(b, &site, page).await;
            if page.ends_with("qinyuan/") {
                b.js("document.querySelector('.colophon').open = true").await;
            }
            found.extend(b.axe().await.into_iter().map(|problem| format!("/{page}: {problem}")));
            if page.ends_with("qinyuan/") {
                b.type_into("#_q", "2022").await;
                b.until("document.querySelector('#_hits.asked a')").await;
                found.extend(b.axe().await.into_iter().map(|problem| format!("/{page} with hits: {problem}")));
                if b.options.viewport.phone {
                    b.keys(thirtyfour::Key::Escape).await;
                    b.tap(".contents-button").await;
                    b.until("document.querySelector('#_contents').matches(':popover-open')").await;
                    found.extend(b.axe().await.into_iter().map(|problem| format!("/{page} with contents: {problem}")));
                }
            }
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
    });
}

/// Those are the pages of which [`PAGES`] has but one.
#[track_caller]
fn axe_finds_nothing_on_topics(language: &str) {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url(&format!("{language}topics/"))).await;
        b.ready().await;
        let topics = b.js("[...document.querySelectorAll('.topics dt a')].map(a => a.pathname)").await;
        let topics: Vec<String> = serde_json::from_value(topics).unwrap();
        assert!(topics.len() > 80, "{topics:?}");
        // Of pages that are made of the same elements in the same order, one stands for all.
        let shape = "[...document.querySelectorAll('main *')].map(e => `${e.localName}.${e.className.baseVal ?? e.className}`)\
                     .filter((name, at, all) => name != all[at - 1] && name != all[at - 2]).join(' ')";
        let mut shapes = std::collections::HashSet::new();
        let mut found = Vec::new();
        for topic in topics {
            b.click(&format!("a[href$={topic:?}]")).await;
            b.until("document.querySelector('main.topic h1')").await;
            if shapes.insert(b.js(shape).await.to_string()) {
                found.extend(b.axe().await.into_iter().map(|problem| format!("{topic}: {problem}")));
            }
            b.back().await;
            b.until("document.querySelector('main.topics')").await;
        }
        assert!(shapes.len() > 5);
        assert!(found.is_empty(), "{}", found.join("\n"));
    });
}
