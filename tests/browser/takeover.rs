//! The reader takes over a page that is already being read, and nothing that was done on it is lost.

use serde_json::json;
use thirtyfour::Key;

use crate::built::{ARTICLE, REBUILT, built, replace_in_pages};
use crate::harness::check;
use crate::options::{Chromium, Options};

#[test]
fn an_article_is_read_before_any_script_has_run() {
    let site = built("/");
    for options in [Chromium::phone(), Chromium::desktop()] {
        check(options, async |b| {
            let boot = site.hold("boot-");
            b.set_off_to(&site.url(ARTICLE)).await;
            boot.reached();
            b.shows("h1", "沁源").await;
            b.until("document.querySelector('#last')?.getClientRects().length && document.querySelectorAll('#_contents a').length == 5")
                .await;
            assert_eq!(b.js("document.documentElement.dataset.reader ?? null").await, json!(null));
            b.until(
                "[...document.querySelectorAll('a')].length > 8 && document.querySelector('.language').href.endsWith('/en/a/qinyuan/')",
            )
            .await;
            boot.open();
            b.ready().await;
            site.mend();
        });
    }
}

#[test]
fn what_is_done_before_takeover_stays_done() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        let wasm = site.hold(".wasm");
        b.set_off_to(&site.url(ARTICLE)).await;
        wasm.reached();
        b.shows("#last", "。").await;
        b.until("document.styleSheets.length == 2").await;
        b.click(".colophon summary").await;
        b.until("document.querySelector('.colophon').open").await;
        b.js("scrollTo(0, 1500)").await;
        b.js("getSelection().selectAllChildren(document.querySelector('#task'))").await;
        b.js(STASH).await;
        assert_eq!(b.js("document.documentElement.dataset.reader ?? null").await, json!(null));
        wasm.open();
        b.ready().await;
        assert_eq!(b.js(SAME).await, json!([]));
        assert_eq!(b.js("getSelection().toString().trim() == document.querySelector('#task').innerText.trim()").await, true);
        assert_eq!(b.js("getSelection().anchorNode == stash.nodes['#task']").await, true);
        assert_eq!(b.js("document.querySelector('.colophon').open").await, true);
        assert!(b.js("Math.abs(scrollY - 1500)").await.as_f64().unwrap() <= 2.0);
    });
}

#[test]
fn a_query_typed_before_takeover_is_answered_after_it() {
    let site = built("/");
    for options in [Chromium::desktop(), Chromium::phone()] {
        check(options, async |b| {
            let wasm = site.hold(".wasm");
            b.set_off_to(&site.url(ARTICLE)).await;
            wasm.reached();
            b.until("document.styleSheets.length == 2").await;
            b.js("scrollTo(0, 1500)").await;
            b.type_into("#_q", "网格").await;
            b.js("document.querySelector('#_q').setSelectionRange(1, 2)").await;
            b.js(STASH).await;
            assert_eq!(b.js("document.querySelectorAll('#_hits a').length").await, 0);
            wasm.open();
            b.ready().await;
            b.until("document.querySelector('#_hits.asked a mark')?.textContent == '网格'").await;
            assert_eq!(b.js(SAME).await, json!([]));
            assert_eq!(
                b.js("[document.activeElement.id, _q.value, _q.selectionStart, _q.selectionEnd]").await,
                json!(["_q", "网格", 1, 2])
            );
            assert!(b.js("Math.abs(scrollY - stash.y)").await.as_f64().unwrap() <= 2.0);
            site.mend();
        });
    }
}

#[test]
fn a_composition_begun_before_takeover_goes_on_after_it() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        let wasm = site.hold(".wasm");
        b.set_off_to(&site.url(ARTICLE)).await;
        wasm.reached();
        b.click("#_q").await;
        b.compose("wangge").await;
        b.js(STASH).await;
        b.js("(stash.ends = 0, _q.addEventListener('compositionend', () => stash.ends++))").await;
        wasm.open();
        b.ready().await;
        assert_eq!(b.js("[document.activeElement.id, _q.value, stash.ends]").await, json!(["_q", "wangge", 0]));
        b.compose("wang'ge").await;
        b.commit("网格").await;
        b.until("document.querySelector('#_hits.asked a mark')?.textContent == '网格'").await;
        assert_eq!(b.js("[_q.value, stash.ends]").await, json!(["网格", 1]));
        assert_eq!(b.js(SAME).await, json!([]));
    });
}

#[test]
fn a_query_sent_before_takeover_is_answered_by_the_page_that_comes() {
    let site = built("/any/depth/");
    check(Chromium::desktop(), async |b| {
        let wasm = site.hold(".wasm");
        b.set_off_to(&site.url(ARTICLE)).await;
        wasm.reached();
        b.type_into("#_q", "网格").await;
        b.keys(Key::Enter).await;
        b.until("new URLSearchParams(location.search).get('q') == '网格' && document.readyState != 'loading'").await;
        wasm.open();
        b.ready().await;
        b.shows(".results .count", "处").await;
        b.until("location.pathname.endsWith('/search/') && document.querySelector('.results mark')?.textContent == '网格'").await;
        assert_eq!(b.js("_q.value").await, "网格");
    });
}

#[test]
fn nothing_moves_when_an_article_is_taken_over() {
    let site = built("/");
    for options in [Chromium::phone(), Chromium::desktop(), Chromium::phone().languages(&["en"]), Chromium::desktop().languages(&["en"])] {
        check(options, async |b| {
            let wasm = site.hold(".wasm");
            b.set_off_to(&site.url(ARTICLE)).await;
            wasm.reached();
            b.until("document.readyState != 'loading' && document.styleSheets.length == 2").await;
            b.until("performance.getEntriesByName('first-contentful-paint').length").await;
            let before = b.js(SHIFTS).await;
            wasm.open();
            b.ready().await;
            assert_eq!(b.js(SHIFTS).await, before, "{:?}", b.options);
            // That a shift would have been seen:
            b.js("document.querySelector('#_main').prepend(Object.assign(document.createElement('p'), { textContent: 'moved' }))").await;
            b.until(&format!("{SHIFTS}.then(shifts => shifts.length > {})", before.as_array().unwrap().len())).await;
            site.mend();
        });
    }
}

#[test]
fn no_page_waits_for_a_stylesheet_nor_moves_when_it_comes() {
    for page in [ARTICLE, "", "about/", "en/a/qinyuan/"] {
        for options in [Chromium::phone(), Chromium::desktop()] {
            let site = built("/");
            check(options, async |b| {
                let style = site.hold("print-");
                b.set_off_to(&site.url(page)).await;
                style.reached();
                b.until("performance.getEntriesByName('first-contentful-paint').length").await;
                style.open();
                b.ready().await;
                b.until("document.readyState == 'complete' && document.styleSheets.length == 2").await;
                assert_eq!(b.js(SHIFTS).await, json!([]), "{page} {:?}", b.options.viewport);
            });
        }
    }
}

#[test]
fn what_is_painted_before_the_rest_of_a_list_has_come_stays_where_it_is() {
    let site = built("/");
    for options in [Chromium::phone(), Chromium::desktop()] {
        check(options, async |b| {
            b.open(&site.url("")).await;
            b.ready().await;
            for list in [".systems ol", ".key-numbers dl"] {
                let lefts = format!("[...document.querySelector({list:?}).children].map(item => item.getBoundingClientRect().left)");
                let whole = b.js(&lefts).await;
                assert!(whole.as_array().unwrap().len() >= 4);
                b.js(&format!("[...document.querySelector({list:?}).children].slice(2).forEach(item => item.remove())")).await;
                assert_eq!(b.js(&lefts).await, json!([whole[0], whole[1]]), "{list}");
            }
        });
    }
}

#[test]
fn a_page_that_does_not_match_its_bundle_is_built_anew() {
    let site = built("/any/depth/");
    spoil(&site);
    check(spoilt(Chromium::desktop()), async |b| {
        let wasm = site.hold(".wasm");
        b.set_off_to(&site.url(ARTICLE)).await;
        wasm.reached();
        b.type_into("#_q", "网格").await;
        wasm.open();
        b.until(REBUILT).await;
        b.until("document.querySelector('#_hits.asked a mark')?.textContent == '网格' && _q.value == '网格'").await;
        let once = "['#_app', 'h1', '#_main', '#_q', '#last', 'footer'].map(css => document.querySelectorAll(css).length)";
        assert_eq!(b.js(once).await, json!([1, 1, 1, 1, 1, 1]));
        assert_eq!(b.js("[_failed.hidden, document.querySelectorAll('#_app > i').length]").await, json!([true, 0]));
        b.js("document.body.dataset.marker = 'here'").await;
        b.click(".ways a[href$='about/']").await;
        b.shows("h1", "关于").await;
        assert_eq!(b.js("[document.body.dataset.marker, location.href]").await, json!(["here", site.url("about/")]));
    });
}

#[test]
fn a_page_built_anew_keeps_the_focus_in_the_search_box() {
    let site = built("/");
    spoil(&site);
    check(spoilt(Chromium::desktop()), async |b| {
        let wasm = site.hold(".wasm");
        b.set_off_to(&site.url(ARTICLE)).await;
        wasm.reached();
        b.type_into("#_q", "网").await;
        wasm.open();
        b.until(REBUILT).await;
        b.keys("格").await;
        b.until("_q.value == '网格' && document.querySelector('#_hits.asked a mark')?.textContent == '网格'").await;
    });
}

#[test]
fn a_page_built_anew_never_says_that_it_has_failed() {
    let site = built("/");
    spoil(&site);
    check(spoilt(Chromium::desktop()), async |b| {
        let wasm = site.hold(".wasm");
        b.set_off_to(&site.url(ARTICLE)).await;
        wasm.reached();
        b.until("document.body && document.querySelector('#_failed')").await;
        let watch = "(window.said = [], new MutationObserver(() => said.push([document.documentElement.dataset.reader, _failed.hidden]))\
                     .observe(document.documentElement, { attributes: true, attributeFilter: ['data-reader'] }))";
        b.js(watch).await;
        wasm.open();
        b.until(REBUILT).await;
        assert_eq!(b.js("said").await, json!([["ready", true]]));
    });
}

fn spoil(site: &crate::server::Site) {
    replace_in_pages(site, "*a/qinyuan/", "<a class=\"skip\"", "<i></i><a class=\"skip\"");
}

fn spoilt(options: Options) -> Options {
    options.expecting(&["did not match its bundle"]).tolerating(&["unreachable", "hydration"])
}

/// Keeps hold of nodes of the packed page.
const STASH: &str = "(window.stash = { y: scrollY, nodes: {} }, ['h1', '#task', '#last', '#_q', '#_contents', '.colophon', '.language', 'footer', \
     'input[name=theme]', '#_hits', 'article', '#_app'].forEach(css => stash.nodes[css] = document.querySelector(css)))";

/// The places where another node stands now.
const SAME: &str = "Object.entries(stash.nodes).filter(([css, node]) => !node || document.querySelector(css) != node).map(([css]) => css)";

/// Every layout shift of the page so far, by its value and what moved, once two frames have passed, in words.
const SHIFTS: &str = "new Promise(done => { const seen = []; \
     const note = list => list.forEach(shift => seen.push(`${shift.value}: ${shift.sources.map(({ node }) => node?.outerHTML?.slice(0, 60) ?? node?.textContent).join()} ${JSON.stringify(shift.sources.map(s => [s.previousRect.y, s.currentRect.y, s.currentRect.height]))}`)); \
     const observer = new PerformanceObserver(list => note(list.getEntries())); \
     observer.observe({ type: 'layout-shift', buffered: true }); \
     requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => { note(observer.takeRecords()); done(seen) }))) })";
