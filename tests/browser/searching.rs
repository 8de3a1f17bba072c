//! Finding, the contents, and the choice of appearance: what a reader does on a page.

use serde_json::json;
use thirtyfour::Key;

use crate::built::{ARTICLE, built};
use crate::harness::{Browser, check};
use crate::options::Chromium;

#[test]
fn a_query_finds_every_passage_that_holds_it_in_either_language() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        for (page, query, unit) in [(ARTICLE, "网格", "处"), ("en/a/qinyuan/", "Grid", "passages")] {
            b.open(&site.url(page)).await;
            b.ready().await;
            b.type_into("#_q", query).await;
            b.until("document.querySelector('#_hits.asked')?.getClientRects().length").await;
            b.shows("#_hits .count", unit).await;
            let paragraphs = format!(
                "[...document.querySelectorAll('article p[id]')].filter(p => p.textContent.toLowerCase().includes({:?})).map(p => p.id)",
                query.to_lowercase()
            );
            let paragraphs = b.js(&paragraphs).await;
            assert!(paragraphs.as_array().unwrap().len() >= 3, "{paragraphs:?}");
            b.keys(Key::Enter).await;
            b.until("document.querySelector('.results li a')").await;
            assert_eq!(b.js("new URLSearchParams(location.search).get('q')").await, query);
            let hits = b.js("[...document.querySelectorAll('.results li a')].map(a => a.hash.slice(1))").await;
            let hits = hits.as_array().unwrap();
            assert!(b.text(".results .count").await.starts_with(&hits.len().to_string()));
            // Each paragraph that holds the query is among the hits, and shows it.
            for paragraph in paragraphs.as_array().unwrap() {
                assert!(hits.contains(paragraph), "{paragraph} is not among {hits:?}");
                let marks = format!(
                    "[...document.querySelectorAll('.results a[href$=\"#{}\"] mark')].map(mark => mark.textContent.toLowerCase())",
                    paragraph.as_str().unwrap()
                );
                let marks = b.js(&marks).await;
                let shows_it = |mark: &serde_json::Value| mark.as_str().is_some_and(|mark| mark.contains(&query.to_lowercase()));
                assert!(marks.as_array().unwrap().iter().any(shows_it), "{paragraph}: {marks:?}");
            }
        }
    });
}

#[test]
fn a_hit_leads_to_its_passage() {
    let site = built("/any/depth/");
    for options in [Chromium::desktop(), Chromium::phone()] {
        check(options, async |b| {
            b.open(&site.url(ARTICLE)).await;
            b.ready().await;
            b.type_into("#_q", "网格").await;
            b.click("#_hits a[href$='#grid']").await;
            landed(b, "grid").await;
            b.until("!document.querySelector('#_hits.asked') && _q.value == ''").await;
            b.until(&format!("location.href == {:?}", site.url("a/qinyuan/?q=%E7%BD%91%E6%A0%BC#grid"))).await;
        });
    }
}

#[test]
fn a_hit_on_another_page_leads_into_the_article() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        for (page, query) in [("about/", "网格"), ("en/", "grid")] {
            b.open(&site.url(page)).await;
            b.ready().await;
            b.js("document.body.dataset.marker = 'here'").await;
            b.type_into("#_q", query).await;
            b.click("#_hits a[href$='#grid']").await;
            b.until("document.querySelector('article')").await;
            landed(b, "grid").await;
            assert_eq!(b.js("document.body.dataset.marker").await, "here");
        }
    });
}

#[test]
fn the_keyboard_searches_from_question_to_hit() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        b.js("document.body.dataset.marker = 'here'").await;
        b.type_into("#_q", "网格").await;
        b.keys(Key::Enter).await;
        // All that was found, on a page with an address of its own; the keyboard starts at its heading.
        b.until("document.querySelector('.results li a') && document.activeElement.localName == 'h1'").await;
        assert_eq!(b.js("[location.pathname, new URLSearchParams(location.search).get('q')]").await, json!(["/search/", "网格"]));
        for _ in 0..20 {
            b.keys(Key::Tab).await;
            if b.js("document.activeElement.hash == '#grid'").await == json!(true) {
                break;
            }
        }
        b.keys(Key::Enter).await;
        landed(b, "grid").await;
        assert_eq!(
            b.js("[document.body.dataset.marker, location.pathname, location.search]").await,
            json!(["here", "/a/qinyuan/", "?q=%E7%BD%91%E6%A0%BC"])
        );
    });
}

#[test]
fn escape_and_the_button_clear_the_search() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        for clear in ["escape", "button"] {
            b.type_into("#_q", "网格").await;
            b.until("document.querySelector('#_hits.asked a')").await;
            match clear {
                "escape" => b.keys(Key::Escape).await,
                _ => b.click("#_hits button").await,
            }
            b.until("!document.querySelector('#_hits.asked') && _q.value == '' && !document.querySelector('#_hits a')").await;
            b.until("document.activeElement.id == '_q'").await;
        }
    });
}

#[test]
fn a_query_that_finds_nothing_is_told_so() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        b.type_into("#_q", " 长颈鹿<b> ").await;
        b.shows("#_hits.asked .count", "文中没有“长颈鹿<b>”").await;
        b.open(&site.url("en/about/")).await;
        b.ready().await;
        b.type_into("#_q", "giraffe").await;
        b.shows("#_hits.asked .count", "Nothing here contains “giraffe”").await;
    });
}

#[test]
fn an_address_with_a_query_opens_with_its_answer() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url("search/?q=%E7%BD%91%E6%A0%BC")).await;
        b.ready().await;
        b.until("_q.value == '网格' && document.querySelector('.results mark')?.textContent == '网格'").await;
    });
}

#[test]
fn an_input_method_is_left_alone_until_it_has_done() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        b.click("#_q").await;
        b.compose("wang").await;
        b.compose("wangge").await;
        let quiet = "new Promise(done => requestAnimationFrame(() => setTimeout(() => done([!!document.querySelector('#_hits.asked'), _q.value]))))";
        assert_eq!(b.js(quiet).await, json!([false, "wangge"]));
        b.key_for_input_method("Enter").await;
        assert_eq!(b.js(quiet).await, json!([false, "wangge"]));
        assert_eq!(b.js("[document.activeElement.id, location.search]").await, json!(["_q", ""]));
        b.commit("网格").await;
        b.until("document.querySelector('#_hits.asked mark')?.textContent == '网格'").await;
        // The next word, too, waits for its end: meanwhile the hits are those of the last.
        b.compose("li").await;
        assert_eq!(b.js(quiet).await, json!([true, "网格li"]));
        assert_eq!(b.js("document.querySelector('#_hits mark').textContent").await, "网格");
    });
}

#[test]
fn the_contents_follow_the_reader() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        let current = |id: &str| format!("[...document.querySelectorAll('[aria-current=location]')].map(a => a.hash).join() == '#{id}'");
        for id in ["delivery", "together", "review"] {
            b.js(&format!("document.querySelector('#{id}').scrollIntoView()")).await;
            b.until(&current(id)).await;
        }
        // Also on an article that was come back to.
        b.click(".ways a[href$='about/']").await;
        b.shows("h1", "关于").await;
        b.back().await;
        b.until("document.querySelector('article')").await;
        b.until(&current("review")).await;
        b.js("document.querySelector('#governance').scrollIntoView()").await;
        b.until(&current("governance")).await;
    });
}

#[test]
fn on_a_phone_the_contents_are_a_drawer() {
    let site = built("/");
    check(Chromium::phone(), async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        let open = "document.querySelector('#_contents').matches(':popover-open')";
        assert_eq!(b.js("document.querySelector('#_contents').getClientRects().length").await, 0);
        b.tap(".contents-button").await;
        b.until(open).await;
        b.tap("#_contents a[href$='#planning']").await;
        b.until(&format!("!{open} && location.hash == '#planning'")).await;
        landed(b, "planning").await;
        b.tap(".contents-button").await;
        b.until(open).await;
        b.keys(Key::Escape).await;
        b.until(&format!("!{open}")).await;
    });
}

#[test]
fn the_drawer_opens_before_takeover_and_stays_open_through_it() {
    let site = built("/");
    check(Chromium::phone(), async |b| {
        let wasm = site.hold(".wasm");
        b.set_off_to(&site.url(ARTICLE)).await;
        wasm.reached();
        b.until("document.styleSheets.length == 2").await;
        b.tap(".contents-button").await;
        b.until("document.querySelector('#_contents').matches(':popover-open')").await;
        wasm.open();
        b.ready().await;
        assert_eq!(b.js("document.querySelector('#_contents').matches(':popover-open')").await, true);
    });
}

#[test]
fn a_chosen_theme_is_there_from_the_first_paint_on() {
    let site = built("/any/depth/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url("about/")).await;
        b.ready().await;
        let paper = "getComputedStyle(document.documentElement).backgroundColor";
        let light = b.js(paper).await;
        choose(b, "dark").await;
        b.until(&format!("document.documentElement.dataset.theme == 'dark' && {paper} != {light}")).await;
        assert_eq!(b.js("localStorage.getItem('offprint:preferences')").await, "theme=dark size=medium");
        let dark = b.js(paper).await;
        let boot = site.hold("boot-");
        b.set_off_to(&site.url("en/a/qinyuan/")).await;
        boot.reached();
        b.until("location.pathname.endsWith('/en/a/qinyuan/') && performance.getEntriesByName('first-contentful-paint').length").await;
        assert_eq!(b.js(&format!("[document.documentElement.dataset.theme, {paper}]")).await, json!(["dark", dark]));
        boot.open();
        b.ready().await;
        b.until("document.querySelector('input[name=theme][value=dark]').checked").await;
        // It goes with the reader to other pages, and can be taken back.
        b.click(".language").await;
        b.shows("h1", "沁源").await;
        b.until("document.querySelector('input[name=theme][value=dark]').checked").await;
        choose(b, "auto").await;
        b.until(&format!("{paper} == {light}")).await;
        b.reload().await;
        b.ready().await;
        assert_eq!(b.js(&format!("[document.querySelector('input[name=theme]:checked').value, {paper}]")).await, json!(["auto", light]));
    });
}

#[test]
fn a_theme_chosen_before_takeover_holds() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        let wasm = site.hold(".wasm");
        b.set_off_to(&site.url("about/")).await;
        wasm.reached();
        choose(b, "dark").await;
        wasm.open();
        b.ready().await;
        b.until("document.documentElement.dataset.theme == 'dark' && document.querySelector('input[value=dark]').checked").await;
    });
}

#[test]
fn where_nothing_is_kept_the_theme_holds_for_the_page() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        let deny = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError') } })";
        b.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": deny })).await;
        b.open(&site.url("about/")).await;
        b.ready().await;
        choose(b, "dark").await;
        b.until("document.documentElement.dataset.theme == 'dark'").await;
        b.shows("#_app .notice", "只在这一页有效").await;
    });
}

async fn choose(b: &Browser, theme: &str) {
    b.click(&format!("label:has(input[name=theme][value={theme}])")).await;
}

/// The passage is marked as the one that was meant, and in view below the head.
async fn landed(b: &Browser, id: &str) {
    b.until(&format!("document.querySelector('#{id}')?.matches('[data-landed], :target')")).await;
    b.until(&format!(
        "(box => box.top >= document.querySelector('.head').getBoundingClientRect().bottom - 1 && box.top < innerHeight - 20)\
         (document.querySelector('#{id}').getBoundingClientRect())"
    ))
    .await;
}
