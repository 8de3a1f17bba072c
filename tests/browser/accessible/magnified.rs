//! Larger text, wider spacing, narrower windows: nothing is cut off, overlaps, or has to be scrolled to from side to side.

use thirtyfour::Key;

use super::visit::{Look, is_right, look, narrow, prepare};
use crate::built::built;
use crate::harness::check;
use crate::options::Chromium;

/// 320 × 256 is a window of 1280 × 1024 at 400 % (1.4.10).
#[test]
fn at_four_times_the_size_no_page_scrolls_sideways_and_all_can_be_reached() {
    is_right(Look::Magnified);
}

#[test]
fn text_of_twice_the_size_has_its_place() {
    is_right(Look::Doubled);
}

#[test]
fn text_spaced_as_a_reader_wants_it_has_its_place() {
    is_right(Look::Spaced);
}

/// Hits, contents and card come over the page, in a window that has little room for them.
#[test]
fn what_opens_over_the_page_can_be_read_and_reached_at_four_times_the_size() {
    let site = built("/");
    for page in ["a/qinyuan/", "en/a/qinyuan/"] {
        check(Chromium::desktop(), async |b| {
            prepare(b).await;
            b.open(&site.url(page)).await;
            b.ready().await;
            narrow(b, 320, 256).await;
            let is_right = async |css: &str, least: u64| {
                let root = format!("document.querySelector({css:?})");
                assert!(b.js(&format!("looks.stops({root}).length")).await.as_u64() >= Some(least), "{page} {css}");
                for wrong in ["wide()", "overlaps()", &format!("unreachable({root})")] {
                    assert_eq!(look(b, wrong).await, Vec::<String>::new(), "{page} {css}");
                }
                let edges = "(({ left, top, right, bottom }) => left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight + 1)";
                assert_eq!(b.js(&format!("{edges}({root}.getBoundingClientRect())")).await, true, "{page} {css} stands in the window");
            };
            b.type_into("#_q", "2022").await;
            b.until("document.querySelector('#_hits.asked [role=option]') && document.querySelector('#_hits .elsewhere a')").await;
            is_right("#_hits", 3).await;
            // The last hit is brought into view by the arrow keys.
            b.js("_q.focus()").await;
            b.keys(Key::Up).await;
            b.until("(hit => hit?.matches('#_options [role=option]:last-of-type') && hit.getBoundingClientRect().bottom <= innerHeight + 6)(document.querySelector('#_hits [aria-selected=true]'))").await;
            b.keys(Key::Escape).await;
            b.click(".contents-button").await;
            b.until("_contents.matches(':popover-open')").await;
            is_right("#_contents", 5).await;
            b.keys(Key::Escape).await;
            b.click("#grid a.mention").await;
            b.until("_card.matches(':popover-open')").await;
            is_right("#_card", 1).await;
        });
    }
}
