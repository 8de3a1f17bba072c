//! What a screen reader is told without the focus going anywhere (4.1.3), and the card of a mention, which comes and goes only as the reader
//! wants (1.4.13).

use serde_json::{Value, json};
use thirtyfour::Key;

use super::heard::{Tree, property, role};
use crate::built::built;
use crate::harness::{Browser, check};
use crate::options::Chromium;

const MENTION: &str = "#grid a.mention";
const OPEN: &str = "document.querySelector('#_card').matches(':popover-open')";

/// The texts of all places that a screen reader listens to, as Chromium tells it.
async fn told(b: &Browser) -> Vec<String> {
    let tree = Tree::of(b).await;
    let listens = |node: &&Value| role(node) == "status" || property(node, "live") == "polite";
    tree.all().into_iter().filter(listens).map(|node| tree.text(node)).collect()
}

async fn is_told(b: &Browser, text: &str) {
    let waited = b.wait(async || match told(b).await {
        told if told.iter().any(|told| told == text) => Ok(()),
        told => Err(format!("what is told is {told:?}")),
    });
    waited.await.unwrap_or_else(|why| panic!("{text:?} is not told: {why}"));
}

#[test]
fn how_much_was_found_is_told_while_the_focus_stays_in_the_box() {
    let site = built("/");
    for (page, query, many, nothing, none) in [
        ("a/qinyuan/", "网格化", "处", "zzzz", "文中没有“zzzz”。"),
        ("en/a/qinyuan/", "grid", " passages", "zzzz", "Nothing here contains “zzzz”."),
    ] {
        check(Chromium::desktop(), async |b| {
            b.open(&site.url(page)).await;
            b.ready().await;
            b.type_into("#_q", query).await;
            b.until("document.querySelector('#_hits.asked .count')").await;
            let count = b.js("document.querySelector('#_hits .count').textContent").await;
            let count = count.as_str().unwrap();
            assert!(count.ends_with(many) && count.starts_with(|c: char| c.is_ascii_digit()), "{count}");
            is_told(b, count).await;
            b.js("document.querySelector('#_q').select()").await;
            b.type_into("#_q", nothing).await;
            is_told(b, none).await;
            assert_eq!(b.js("document.activeElement.id").await, "_q");
        });
    }
}

#[test]
fn a_page_that_has_come_is_told_by_its_title() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url("")).await;
        b.ready().await;
        assert_eq!(told(b).await.concat(), "");
        for (link, title) in
            [(".ways a[href$='topics/']", "条目 · 抽印本"), (".ways a[href$='about/']", "关于 · 抽印本"), (".language", "About · Offprint")]
        {
            b.click(link).await;
            is_told(b, title).await;
        }
    });
}

#[test]
fn a_page_in_the_readers_language_and_one_that_failed_are_told_of() {
    let site = built("/");
    check(Chromium::desktop().languages(&["en-GB", "zh"]), async |b| {
        b.open(&site.url("about/")).await;
        b.ready().await;
        is_told(b, "This page is available in English").await;
    });
    let broken = built("/").rewriting("qinyuan.en-", |_| b"{}".to_vec());
    check(Chromium::desktop().tolerating(&["integrity", "qinyuan.en-", "Failed to fetch"]), async |b| {
        b.open(&broken.url("about/")).await;
        b.ready().await;
        b.click(".language").await;
        b.until("document.querySelector('#_app .notice a')").await;
        let notice = b.js("document.querySelector('#_app .notice').textContent").await;
        is_told(b, notice.as_str().unwrap()).await;
    });
}

/// A card does not come by pointing or by the focus, and what it holds does not go away from under the hand.
#[test]
fn a_card_comes_when_it_is_asked_for_stays_under_the_hand_and_goes_by_escape() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url("a/qinyuan/")).await;
        b.ready().await;
        let frame = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))";
        b.hover(MENTION).await;
        b.js(frame).await;
        b.js(&format!("document.querySelector('{MENTION}').focus()")).await;
        b.js(frame).await;
        assert_eq!(b.js(OPEN).await, false);
        b.click(MENTION).await;
        b.until(OPEN).await;
        // Onto the card, and away from both.
        for place in ["#_card .known", "#_card a", "h1"] {
            let point = "(box => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 }))";
            let point = b.js(&format!("{point}(document.querySelector({place:?}).getBoundingClientRect())")).await;
            b.cdp("Input.dispatchMouseEvent", json!({ "type": "mouseMoved", "x": point["x"], "y": point["y"] })).await;
            b.js(frame).await;
            assert_eq!(b.js(OPEN).await, true, "after the mouse has been over {place}");
        }
        b.keys(Key::Escape).await;
        b.until(&format!("!{OPEN} && document.activeElement == document.querySelector('{MENTION}')")).await;
    });
}
