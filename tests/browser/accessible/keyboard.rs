//! A walk by the Tab key through whole pages: everything is reached in the order in which it is read, with a ring to be seen, and nothing
//! has the focus under the head or under the bar of marks.

use serde_json::{Value, json};
use thirtyfour::Key;

use super::visit::{furnished, narrow, prepare};
use crate::built::built;
use crate::harness::{Browser, check};
use crate::options::{Chromium, Options};

#[test]
fn the_cover_is_walked_through_by_tab_in_both_languages() {
    walks(Chromium::desktop(), &["", "en/"]);
}

#[test]
fn the_article_is_walked_through_by_tab() {
    walks(Chromium::desktop(), &["a/qinyuan/"]);
}

/// The bar that leads from mark to mark stands over the end of the window.
#[test]
fn the_article_with_marks_is_walked_through_by_tab_in_the_dark() {
    walks(Chromium::desktop().dark(), &["en/a/qinyuan/?q=grid"]);
}

#[test]
fn lists_and_results_are_walked_through_by_tab_in_the_systems_colours() {
    walks(Chromium::desktop().prefers("forced-colors", "active"), &["numbers/", "t/g241/", "en/search/?q=2022", "en/about/"]);
}

/// At 400 % the head takes a quarter of the window.
#[test]
fn the_article_is_walked_through_by_tab_at_four_times_the_size() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        prepare(b).await;
        b.open(&site.url("a/qinyuan/?q=网格")).await;
        b.ready().await;
        b.until("document.querySelector('.marked button')").await;
        furnished(b).await;
        narrow(b, 320, 256).await;
        walk(b, "a/qinyuan/?q=网格 at 320 × 256").await;
    });
}

#[test]
fn a_hit_chosen_by_the_arrows_is_seen_to_be_chosen() {
    let site = built("/");
    for options in [Chromium::desktop(), Chromium::desktop().dark(), Chromium::desktop().prefers("forced-colors", "active")] {
        check(options, async |b| {
            prepare(b).await;
            b.open(&site.url("a/qinyuan/")).await;
            b.ready().await;
            b.type_into("#_q", "2022").await;
            b.until("document.querySelector('#_hits.asked a')").await;
            b.keys(Key::Down).await;
            b.until("document.querySelector('#_hits [aria-selected=true]')").await;
            let edge = |css: &str| {
                format!(
                    "(({{ outlineStyle, outlineColor }}, {{ backgroundColor }}) => outlineStyle == 'none' ? 1 : \
                     looks.contrast(outlineColor, backgroundColor))(getComputedStyle(document.querySelector({css:?})), getComputedStyle(_hits))"
                )
            };
            let (chosen, other) = (b.js(&edge("#_hits [aria-selected=true]")).await, b.js(&edge("#_hits [aria-selected=false]")).await);
            assert!(chosen.as_f64() >= Some(3.0) && other == 1, "{chosen} : 1, the others {other} : 1");
        });
    }
}

#[track_caller]
fn walks(options: Options, pages: &[&str]) {
    let site = built("/");
    check(options, async |b| {
        prepare(b).await;
        for page in pages {
            b.open(&site.url(page)).await;
            b.ready().await;
            if page.contains("q=") {
                b.until("document.querySelector('.marked button, .elsewhere a')").await;
            }
            furnished(b).await;
            walk(b, page).await;
        }
    });
}

/// Presses Tab until everything has had its turn.
async fn walk(b: &Browser, page: &str) {
    let stops =
        b.js("(self.expected = looks.stops(), looks.follow(), document.activeElement.blur(), scrollTo(0, 0), expected.length)").await;
    let stops = stops.as_u64().unwrap();
    assert!(stops > 10, "{page} has {stops} stops");
    for _ in 0..stops {
        for kind in ["rawKeyDown", "keyUp"] {
            b.cdp("Input.dispatchKeyEvent", json!({ "type": kind, "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9 })).await;
        }
    }
    b.until(&format!("followed.length >= {stops}")).await;
    assert_eq!(b.js("looks.walked(expected)").await, json!([stops, Vec::<Value>::new()]), "{page}");
}
