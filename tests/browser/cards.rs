//! Mentions: the card that one opens, by mouse, finger and keyboard, and the plain link where there are no popovers.

use serde_json::json;
use thirtyfour::Key;

use crate::built::{ARTICLE, built};
use crate::harness::check;
use crate::options::{Chromium, Firefox, WebKit};

const MENTION: &str = "#grid a.mention";
const OPEN: &str = "document.querySelector('#_card').matches(':popover-open')";

#[test]
fn a_mention_opens_a_card_beside_it_that_leads_to_the_topic() {
    let site = built("/any/depth/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        b.click(MENTION).await;
        b.until(OPEN).await;
        let to = b.js(&format!("document.querySelector('{MENTION}').pathname")).await;
        assert!(to.as_str().unwrap().starts_with("/any/depth/t/"), "{to}");
        assert_eq!(b.js("document.querySelector('#_card a').pathname").await, to);
        // Named, filled, in the window, beside the mention and not over it.
        assert_eq!(b.js("_card.ariaLabel == _card.querySelector('.card-name').textContent && _card.role == 'dialog'").await, true);
        b.until(&format!(
            "(([card, mention]) => card.left >= 0 && card.right <= innerWidth && (card.top >= mention.bottom && card.top < mention.bottom + 20 || \
             card.bottom <= mention.top))([_card, document.querySelector('{MENTION}')].map(e => e.getBoundingClientRect()))"
        ))
        .await;
        // A press elsewhere closes it, and the page is where it was.
        b.click("#_contents .label").await;
        b.until(&format!("!{OPEN}")).await;
        assert_eq!(b.js("location.pathname").await, "/any/depth/a/qinyuan/");
        // Another mention, another card.
        b.click("#villages a.mention").await;
        b.until(&format!("{OPEN} && document.querySelector('#_card a').href == document.querySelector('#villages a.mention').href")).await;
        b.click("#_card a").await;
        b.until("document.querySelector('main.topic') && !document.querySelector('#_card').matches(':popover-open')").await;
        b.back().await;
        b.until("document.querySelector('article')").await;
    });
}

#[test]
fn the_keyboard_opens_a_card_and_comes_back_to_the_mention() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        b.js(&format!("document.querySelector('{MENTION}').focus()")).await;
        b.keys(Key::Enter).await;
        b.until(&format!("{OPEN} && document.activeElement.matches('#_card a')")).await;
        b.keys(Key::Escape).await;
        b.until(&format!("!{OPEN} && document.activeElement == document.querySelector('{MENTION}')")).await;
        b.keys(Key::Enter).await;
        b.until(&format!("{OPEN} && document.activeElement.matches('#_card a')")).await;
        b.keys(Key::Enter).await;
        b.until("document.querySelector('main.topic') && document.activeElement.matches('h1')").await;
    });
}

#[test]
fn on_a_phone_the_card_comes_from_below() {
    let site = built("/");
    check(Chromium::phone(), async |b| {
        b.open(&site.url("en/a/qinyuan/")).await;
        b.ready().await;
        b.tap(MENTION).await;
        b.until(OPEN).await;
        b.until(
            "(box => box.left == 0 && box.right == innerWidth && Math.abs(box.bottom - innerHeight) < 1)(_card.getBoundingClientRect())",
        )
        .await;
        assert!(b.axe().await.is_empty());
        b.tap("#_card a").await;
        b.until("document.querySelector('main.topic')").await;
    });
}

#[test]
fn a_mention_is_a_link_where_popovers_are_unknown_and_in_a_new_tab() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        b.js("document.querySelector('#grid a.mention').dispatchEvent(new MouseEvent('click', { ctrlKey: true, bubbles: true, cancelable: true }))").await;
        assert_eq!(b.js(OPEN).await, false);
        let unknown = "delete HTMLElement.prototype.showPopover; delete HTMLElement.prototype.hidePopover";
        b.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": unknown })).await;
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        b.click(MENTION).await;
        b.until("document.querySelector('main.topic')").await;
    });
}

#[test]
fn the_other_engines_open_cards_as_well() {
    let site = built("/");
    for options in [Firefox::desktop(), WebKit::desktop()] {
        check(options, async |b| {
            b.open(&site.url(ARTICLE)).await;
            b.ready().await;
            b.click(MENTION).await;
            b.until(OPEN).await;
            b.click("#_card a").await;
            b.until("document.querySelector('main.topic')").await;
        });
    }
}
