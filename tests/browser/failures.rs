//! Whatever fails on the way, the text stays and says what does not work.

use serde_json::json;

use crate::built::{ARTICLE, built};
use crate::faults::Fault;
use crate::harness::{Browser, check};
use crate::options::{Chromium, Options};
use crate::server::Site;

#[test]
fn without_its_wasm_the_text_stays_and_says_so() {
    the_text_stays_without(".wasm", &[Fault::Missing, Fault::Truncated, Fault::Altered, Fault::Html, Fault::Dropped]);
}

#[test]
fn without_its_bundle_the_text_stays_and_says_so() {
    the_text_stays_without("*qinyuan.*.json", &[Fault::Missing, Fault::Truncated, Fault::Altered, Fault::Html, Fault::Dropped]);
}

#[test]
fn without_its_glue_the_text_stays_and_says_so() {
    the_text_stays_without("*reader-*.js", &[Fault::Missing, Fault::Truncated, Fault::Altered, Fault::Html, Fault::Dropped]);
}

#[test]
fn without_its_boot_file_a_page_is_a_page() {
    let site = built("/");
    for fault in [Fault::Missing, Fault::Truncated, Fault::Html, Fault::Dropped] {
        site.mend();
        site.fault("boot-", fault);
        check(troubled(), async |b| {
            b.open(&site.url(ARTICLE)).await;
            text_is_complete(b).await;
            assert_eq!(b.js("document.documentElement.dataset.reader ?? null").await, json!(null), "{fault:?}");
            b.click(".ways a[href$='about/']").await;
            b.shows("h1", "关于").await;
            assert_eq!(b.js("location.href").await, site.url("about/"));
        });
    }
}

#[test]
fn a_missing_stylesheet_costs_the_printer_only() {
    let site = built("/");
    site.fault("print-", Fault::Missing);
    check(troubled(), async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        text_is_complete(b).await;
    });
}

#[test]
fn a_page_of_the_other_language_that_fails_leaves_the_present_one_and_a_way() {
    for file in ["qinyuan.en-", "edition-"] {
        let site = built("/any/depth/");
        check(troubled(), async |b| {
            b.open(&site.url(ARTICLE)).await;
            b.ready().await;
            b.js("(document.body.dataset.marker = 'here', scrollTo(0, 1200))").await;
            site.fault(file, Fault::Missing);
            b.click(".language").await;
            b.until("document.querySelector('#_app .notice a')?.getClientRects().length").await;
            b.shows("#_app .notice", "这一页没能取回").await;
            b.shows("h1", "沁源：").await;
            let now = b.js("[document.body.dataset.marker, location.href, document.documentElement.lang, scrollY]").await;
            assert_eq!(now, json!(["here", site.url(ARTICLE), "zh-Hans", 1200]), "{file}");
            assert_eq!(b.js("document.querySelector('#_app .notice a').href").await, site.url("en/a/qinyuan/"));
            site.mend();
            b.click("#_app .notice a").await;
            b.until("document.readyState == 'complete' && !document.body.dataset.marker").await;
            b.ready().await;
            b.shows("h1", "Qinyuan").await;
        });
    }
}

#[test]
fn every_kind_of_failure_of_the_other_language_is_noticed_and_can_be_tried_again() {
    let site = built("/");
    for fault in [Fault::ServerError, Fault::Truncated, Fault::Altered, Fault::Html, Fault::Dropped] {
        site.mend();
        site.fault("qinyuan.en-", fault);
        check(troubled(), async |b| {
            b.open(&site.url("about/")).await;
            b.ready().await;
            b.js("document.body.dataset.marker = 'here'").await;
            b.click(".language").await;
            b.shows("#_app .notice", "这一页没能取回").await;
            b.shows("h1", "关于").await;
            site.mend();
            b.click(".language").await;
            b.shows("h1", "About").await;
            b.until("document.querySelector('#_app .notice').innerText.trim() == ''").await;
            assert_eq!(b.js("[document.body.dataset.marker, location.href]").await, json!(["here", site.url("en/about/")]));
        });
    }
}

#[track_caller]
fn the_text_stays_without(file: &str, faults: &[Fault]) {
    let site = built("/any/depth/");
    for &fault in faults {
        site.mend();
        site.fault(file, fault);
        check(troubled().expecting(&["The reader did not start."]), async |b| {
            failed_page(b, &site, ARTICLE, fault).await;
            text_is_complete(b).await;
            b.shows("#_failed", "查找暂不可用").await;
            b.click(".ways a[href$='about/']").await;
            b.until(&format!("location.href == {:?} && document.readyState == 'complete'", site.url("about/"))).await;
            b.shows("h1", "关于").await;
            b.until("document.documentElement.dataset.reader == 'failed'").await;
            // The line's link loads the page again, and by then all is well.
            site.mend();
            b.click("#_failed a").await;
            b.ready().await;
            assert_eq!(b.js("_failed.hidden").await, true);
        });
    }
}

async fn failed_page(b: &Browser, site: &Site, page: &str, fault: Fault) {
    b.open(&site.url(page)).await;
    b.until("document.documentElement.dataset.reader").await;
    assert_eq!(b.js("document.documentElement.dataset.reader").await, "failed", "{fault:?}");
    assert_eq!(b.js("_failed.hidden || !_failed.getClientRects().length").await, false, "{fault:?}");
}

async fn text_is_complete(b: &Browser) {
    b.shows("h1", "沁源").await;
    let seen = "[document.querySelectorAll('article > section').length, document.querySelector('#last').getClientRects().length > 0]";
    assert_eq!(b.js(seen).await, json!([6, true]));
}

/// What the browser itself says about files that fail.
fn troubled() -> Options {
    Chromium::desktop().tolerating(&["404", "500", "ERR_", "integrity", "Failed to load", "Fetch API cannot load", "did not start"])
}

#[test]
fn a_trap_of_the_reader_says_that_search_has_stopped_and_leaves_the_text() {
    // Without what scripts add to figures, when they come.
    let site = built("/").rewriting("/figures-", |_| Vec::new());
    check(Chromium::desktop().expecting(&["unreachable"]), async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        // A module of one function, which does nothing but trap, called from a task of its own as a listener of the reader is.
        let module = "[0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,7,5,1,1,116,0,0,10,5,1,3,0,0,11]";
        let trap = format!(
            "WebAssembly.instantiate(new Uint8Array({module})).then(({{ instance }}) => {{ document.addEventListener('click', instance.exports.t); \
             document.querySelector('h1').click() }})"
        );
        let text = b.text("article").await;
        b.js(&trap).await;
        b.until("document.documentElement.dataset.reader == 'failed' && _failed.getClientRects().length").await;
        b.shows("#_failed", "查找").await;
        assert_eq!(b.text("article").await, text);
    });
}
