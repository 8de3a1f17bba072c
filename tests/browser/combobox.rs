//! The search box as a combobox: keys that reach it, keys that choose, what closes it, and what the other language has.

use serde_json::json;
use thirtyfour::Key;

use crate::built::{ARTICLE, built};
use crate::harness::{Browser, check};
use crate::options::Chromium;

/// Text of the option that is chosen, as a screen reader is told of it.
const CHOSEN: &str = "document.getElementById(_q.getAttribute('aria-activedescendant'))?.matches('[role=option][aria-selected=true]') \
                      ? [...document.querySelectorAll('[role=option]')].findIndex(o => o.id == _q.getAttribute('aria-activedescendant')) : -1";

#[test]
fn arrows_choose_a_hit_and_enter_opens_it() {
    let site = built("/any/depth/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url("about/")).await;
        b.ready().await;
        assert_eq!(b.js("[_q.role, _q.getAttribute('aria-expanded')]").await, json!(["combobox", "false"]));
        ask(b, "网格").await;
        b.until(
            "_q.getAttribute('aria-expanded') == 'true' && document.getElementById(_q.getAttribute('aria-controls')).role == 'listbox'",
        )
        .await;
        let many = b.js("document.querySelectorAll('[role=option]').length").await.as_i64().unwrap();
        assert!(many >= 3);
        // Down through all of them, past the end to none, and up again from there.
        for at in (0..many).chain([-1]) {
            b.keys(Key::Down).await;
            assert_eq!(b.js(CHOSEN).await, at);
        }
        for at in [many - 1, many - 2] {
            b.keys(Key::Up).await;
            assert_eq!(b.js(CHOSEN).await, at);
        }
        assert_eq!(b.js("document.querySelectorAll('[aria-selected=true]').length").await, 1);
        // The chosen one is in view, though the list is longer than its box.
        let in_view = "(box => box.top >= _hits.getBoundingClientRect().top && box.bottom <= _hits.getBoundingClientRect().bottom + 1)\
                       (document.querySelector('[aria-selected=true]').getBoundingClientRect())";
        assert_eq!(b.js(in_view).await, true);
        // What is typed on begins anew.
        b.keys("化").await;
        b.until(&format!("({CHOSEN}) == -1 && !document.querySelector('[aria-selected=true]')")).await;
        b.keys(Key::Down).await;
        let href = b.js("document.querySelector('[aria-selected=true]').href").await;
        b.keys(Key::Enter).await;
        b.until(&format!(
            "location.href == {href} && _q.getAttribute('aria-expanded') == 'false' && !document.querySelector('[role=option]')"
        ))
        .await;
    });
}

#[test]
fn enter_that_belongs_to_the_input_method_opens_nothing() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        ask(b, "网格").await;
        b.keys(Key::Down).await;
        b.key_for_input_method("Enter").await;
        b.key_for_input_method("ArrowDown").await;
        assert_eq!(b.js(&format!("[{CHOSEN}, location.search]")).await, json!([0, ""]));
    });
}

#[test]
fn a_slash_or_control_k_reaches_the_box_from_anywhere() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        b.until(crate::keyboard::IS_LATER).await;
        for keys in [thirtyfour::TypingData::from("/"), Key::Control + "k"] {
            b.js("document.querySelector('h1').focus()").await;
            b.keys(keys).await;
            b.until("document.activeElement.id == '_q' && _q.value == ''").await;
        }
        // Within the box a slash is a slash, and Control K takes all of it.
        b.keys("/2").await;
        assert_eq!(b.js("_q.value").await, "/2");
        b.keys(Key::Control + "k").await;
        assert_eq!(b.js("[_q.selectionStart, _q.selectionEnd]").await, json!([0, 2]));
    });
}

#[test]
fn hits_close_when_the_reader_turns_away_and_open_again_with_the_question() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        ask(b, "网格").await;
        // A press within the hits is not away from them.
        b.click("#_hits .count").await;
        assert_eq!(b.js("!!document.querySelector('#_hits.asked')").await, true);
        b.click(".foot").await;
        b.until("!document.querySelector('#_hits.asked') && _q.value == '网格'").await;
        b.click("#_q").await;
        b.until("document.querySelector('#_hits.asked [role=option]')").await;
    });
}

#[test]
fn what_the_other_language_has_is_offered_below() {
    let site = built("/");
    check(Chromium::phone(), async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        let bundles = || site.requests().iter().filter(|path| path.contains("qinyuan.")).cloned().collect::<Vec<_>>();
        assert_eq!(bundles().len(), 1, "{:?}", bundles());
        ask(b, "LNG").await;
        b.until("document.querySelector('#_hits .elsewhere a[hreflang=en]')").await;
        assert_eq!(bundles().len(), 2, "{:?}", bundles());
        let offered = b.text("#_hits .elsewhere a").await;
        b.js("document.body.dataset.marker = 'here'").await;
        b.click("#_hits .elsewhere a").await;
        b.until("location.pathname == '/en/search/' && document.querySelector('.results li')").await;
        let shown = b.js("document.querySelectorAll('.results li').length").await;
        assert_eq!(offered, format!("English · {shown}处"));
        // And back, from there.
        b.shows(".results .elsewhere", "中文 · ").await;
        assert_eq!(b.js("document.body.dataset.marker").await, "here");
    });
}

#[test]
fn without_the_other_language_search_goes_on() {
    let site = built("/");
    check(Chromium::desktop().expecting(&["500", "digest", "SRI"]), async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        site.fault("edition-", crate::faults::Fault::ServerError);
        ask(b, "LNG").await;
        b.until(&format!("{} && !document.querySelector('.elsewhere')", "document.querySelector('#_hits mark')?.textContent == 'LNG'"))
            .await;
    });
}

#[test]
fn five_queries_of_the_table_find_their_first_hit() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        for (lang, query, path) in [
            ("", "趙永進", "/t/zhao-yongjin/"),
            ("", "３２１亿元", "/numbers/"),
            ("", "qyx", "/t/qinyuan/"),
            ("", "钱从县财政出", "/a/qinyuan/#money"),
            ("en/", "Zhao Yongjin", "/en/t/zhao-yongjin/"),
        ] {
            b.open(&site.url(&format!("{lang}about/"))).await;
            b.ready().await;
            ask(b, query).await;
            let first = b.js("(a => a.pathname + (a.hash && !a.pathname.includes('numbers') ? a.hash : ''))(document.querySelector('[role=option]'))").await;
            assert_eq!(first, path, "{query}");
        }
    });
}

async fn ask(b: &Browser, query: &str) {
    b.click("#_q").await;
    b.js("_q.select()").await;
    b.type_into("#_q", query).await;
    b.until("document.querySelector('#_hits.asked [role=option]')").await;
}
