//! The map of the keyboard, and keys that work alone.

use serde_json::json;
use thirtyfour::Key;

use crate::built::{ARTICLE, built};
use crate::harness::check;
use crate::one_file::Copy;
use crate::options::{Chromium, Firefox, WebKit};

/// The script that hears these keys has run: it brings a style along.
pub const IS_LATER: &str = "document.adoptedStyleSheets.length";
const MAP: &str = "document.querySelector('dialog.keys')?.open";

#[test]
fn a_question_mark_opens_the_map_of_the_keyboard_and_escape_closes_it() {
    let site = built("/");
    for (page, word) in [(ARTICLE.to_owned(), "查找"), (format!("en/{ARTICLE}"), "Search")] {
        for options in [Chromium::desktop(), Firefox::desktop(), WebKit::desktop()] {
            check(options, async |b| {
                b.open(&site.url(&page)).await;
                b.ready().await;
                b.until(IS_LATER).await;
                // In the box it is a letter like others.
                b.click("#_q").await;
                b.keys("?").await;
                b.until("_q.value == '?'").await;
                assert_eq!(b.js(&format!("!!({MAP})")).await, false);
                b.js("_q.value = '', document.activeElement.blur()").await;
                b.keys("?").await;
                b.until(MAP).await;
                b.shows(".keys", word).await;
                assert!(b.axe().await.is_empty());
                b.keys(Key::Escape).await;
                b.until("!document.querySelector('.keys')").await;
                // For those who do not know the key.
                b.click(".foot [data-do=keys]").await;
                b.until(MAP).await;
            });
        }
    }
}

#[test]
fn every_key_on_the_map_does_what_it_says() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        b.until(IS_LATER).await;
        b.keys("?").await;
        b.until(MAP).await;
        let keys = "[...document.querySelectorAll('.keys dt')].map(keys => [...keys.children].map(key => key.textContent).join(' '))";
        // What is tried below, and in the tests of search, pictures and enlarging.
        assert_eq!(b.js(keys).await, json!(["/", "Ctrl K", "↑ ↓ Enter", "Esc", "← → Home End", "+ −", "Tab Enter", "?"]));
        b.keys(Key::Escape).await;
        b.until("!document.querySelector('.keys')").await;
        b.keys("/").await;
        b.until("document.activeElement.id == '_q' && _q.value == ''").await;
        b.js("document.activeElement.blur()").await;
        b.keys(Key::Control + "k").await;
        b.until("document.activeElement.id == '_q'").await;
    });
}

#[test]
fn keys_that_work_alone_can_be_switched_off_for_good() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        b.until(IS_LATER).await;
        b.keys("?").await;
        b.click(".keys input").await;
        b.keys(Key::Escape).await;
        b.until("!document.querySelector('.keys')").await;
        for is_again in [false, true] {
            if is_again {
                b.reload().await;
                b.ready().await;
                b.until("document.documentElement.dataset.keys == 'off'").await;
            }
            b.keys("/?").await;
            // Ctrl K comes behind them, so they have been heard.
            b.keys(Key::Control + "k").await;
            b.until("document.activeElement.id == '_q'").await;
            assert_eq!(b.js(&format!("[_q.value, !!({MAP})]")).await, json!(["", false]));
            b.js("document.activeElement.blur()").await;
        }
        b.click(".foot [data-do=keys]").await;
        b.click(".keys input").await;
        b.keys(Key::Escape).await;
        b.until("!document.querySelector('.keys')").await;
        b.keys("/").await;
        b.until("document.activeElement.id == '_q'").await;
    });
}

#[test]
fn the_one_file_has_the_map_as_well() {
    let copy = Copy::built();
    check(Chromium::desktop(), async |b| {
        b.open(&copy.url("")).await;
        b.ready().await;
        b.keys("?").await;
        b.until(MAP).await;
    });
}
