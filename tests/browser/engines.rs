//! The other engines: all that matters works there too.

use serde_json::json;

use thirtyfour::Key;

use crate::built::{ARTICLE, built};
use crate::harness::check;
use crate::options::{Chromium, Firefox, Options, WebKit};

#[test]
fn firefox_reads_searches_and_goes_on() {
    for mount in ["/", "/any/depth/"] {
        reads_searches_and_goes_on(Firefox::desktop(), mount);
    }
}

#[test]
fn webkit_reads_searches_and_goes_on() {
    for mount in ["/", "/any/depth/"] {
        reads_searches_and_goes_on(WebKit::desktop(), mount);
    }
}

#[test]
fn firefox_reads_without_scripts() {
    let site = built("/any/depth/");
    check(Firefox::desktop().without_javascript(), async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.shows("h1", "沁源").await;
    });
}

#[test]
fn no_engine_fetches_anything_twice() {
    for options in [Chromium::desktop(), Firefox::desktop(), WebKit::desktop()] {
        let site = built("/");
        check(options, async |b| {
            b.open(&site.url(ARTICLE)).await;
            b.ready().await;
            let asked = site.requests();
            for file in [".wasm", ".json", "/reader-", "/boot-"] {
                let files: std::collections::BTreeSet<_> = asked.iter().filter(|path| path.contains(file)).collect();
                assert_eq!(asked.iter().filter(|path| path.contains(file)).count(), files.len(), "{file}: {asked:?}");
            }
        });
    }
}

fn reads_searches_and_goes_on(options: Options, mount: &str) {
    let site = built(mount);
    check(options, async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        b.shows("h1", "沁源").await;
        b.js("document.body.dataset.marker = 'here'").await;
        b.type_into("#_q", "网格").await;
        b.shows("#_hits.asked .count", "处").await;
        b.keys(Key::Enter).await;
        b.shows(".results .count", "处").await;
        b.click(".results a[href$='#grid']").await;
        b.until("document.querySelector('#grid').matches('[data-landed], :target')").await;
        b.until("(box => box.top >= 0 && box.top < innerHeight)(document.querySelector('#grid').getBoundingClientRect())").await;
        b.js("scrollTo(0, 1500)").await;
        b.until("Math.abs(scrollY - 1500) <= 1").await;
        b.click(".ways a[href$='about/']").await;
        b.until(&format!("location.href == {:?} && document.title == '关于 · 抽印本'", site.url("about/"))).await;
        b.until("document.activeElement.matches('h1')").await;
        b.click(".language").await;
        b.until(&format!("location.href == {:?} && document.documentElement.lang == 'en'", site.url("en/about/"))).await;
        b.shows("h1", "About").await;
        b.back().await;
        b.shows("h1", "关于").await;
        b.back().await;
        b.until("document.querySelector('article') && Math.abs(scrollY - 1500) <= 2").await;
        assert_eq!(b.js("document.body.dataset.marker").await, json!("here"));
    });
}
