//! Pictures of every kind of page, for people to look at: `make screenshots` writes them to docs/screenshots. Without
//! `SCREENSHOTS`, the folder to write to, there is nothing to do.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;
use std::path::{Path, PathBuf};

use crate::built::dist;
use crate::harness::{Browser, check};
use crate::options::{Chromium, Options};
use crate::server::Site;

const PICTURES: [(&str, &str); 12] = [
    ("cover", ""),
    ("article", "a/qinyuan/"),
    ("villages", "a/qinyuan/#villages"),
    ("two-languages", "a/qinyuan/?side=en"),
    ("topics", "topics/"),
    ("topic", "t/qinyuan/"),
    ("numbers", "numbers/?sort.numbers=-2"),
    ("results", "search/?q=2022"),
    ("shelf", "shelf/"),
    ("about", "about/"),
    ("offline", "about/#_offline"),
    ("lost", "404.html"),
];

#[test]
fn every_kind_of_page_has_its_picture_taken_when_asked() {
    let Some(folder) = std::env::var_os("SCREENSHOTS").map(PathBuf::from) else { return };
    // With all that a reader gets, the worker too.
    let site = Site::serve(dist(), "/");
    type View = (&'static str, fn() -> Options);
    let views: [View; 4] = [
        ("desktop", Chromium::desktop),
        ("desktop-dark", || Chromium::desktop().dark()),
        ("phone", Chromium::phone),
        ("phone-dark", || Chromium::phone().dark()),
    ];
    for (view, options) in views {
        for (lang, tag) in [("", "zh-CN"), ("en/", "en")] {
            check(options().languages(&[tag]), async |b| {
                let take = async |what: &str| {
                    let name = format!("{what}-{view}{}.webp", if lang.is_empty() { "" } else { "-en" });
                    take(b, &folder.join(name)).await;
                };
                if b.options.viewport.phone {
                    // Three device pixels for one of CSS would make them four times as large.
                    let half = json!({ "width": 390, "height": 844, "deviceScaleFactor": 1.5, "mobile": true });
                    b.cdp("Emulation.setDeviceMetricsOverride", half).await;
                }
                for (page, path) in PICTURES {
                    let path = if lang.is_empty() { path.to_owned() } else { path.replace("side=en", "side=zh-hans") };
                    // One for all languages.
                    if page == "lost" {
                        b.open(&site.url(&path)).await;
                    } else {
                        b.open(&site.url(&format!("{lang}{path}"))).await;
                        b.ready().await;
                    }
                    if path.contains("side=") {
                        b.until("document.querySelector('.pair')").await;
                    }
                    if page == "offline" {
                        b.until("document.querySelector('[data-do=remove]')").await;
                        b.js("document.querySelector('[data-do=remove]').scrollIntoView({ block: 'end' })").await;
                    }
                    if page == "shelf" {
                        b.until("'shown' in _files.dataset").await;
                    }
                    b.until("document.fonts.status == 'loaded'").await;
                    take(page).await;
                }
                b.open(&site.url(&format!("{lang}about/"))).await;
                b.ready().await;
                b.click("#_share > summary").await;
                b.until("document.querySelector('#_share textarea')?.value.includes('height=\"auto ')").await;
                b.js("document.querySelector('#_share').scrollIntoView()").await;
                take("sharing").await;
                b.open(&site.url(&format!("{lang}embed-demo/"))).await;
                b.until(EMBEDDED).await;
                take("embed-section").await;
                b.js("document.querySelector('.night').scrollIntoView()").await;
                take("embed-dark").await;
                b.js("document.querySelector('.poster').scrollIntoView()").await;
                b.until(EMBEDDED).await;
                take("embed-colours").await;
                b.open(&site.url(&format!("{lang}a/qinyuan/"))).await;
                b.ready().await;
                b.type_into("#_q", if lang.is_empty() { "网格" } else { "grid" }).await;
                b.until("document.querySelector('#_hits.asked [role=option]')").await;
                take("search").await;
                b.click("#_hits a[href$='#grid']").await;
                b.until("document.querySelector('.marked button')").await;
                take("marks").await;
                b.click("[data-do=unmark]").await;
                b.click("#grid a.mention").await;
                b.until("document.querySelector('#_card').matches(':popover-open')").await;
                take("card").await;
                // As on most phones, which have no song face.
                for (page, path) in [("cover-sans", ""), ("article-sans", "a/qinyuan/")] {
                    b.open(&site.url(&format!("{lang}{path}"))).await;
                    b.ready().await;
                    b.js("['--song', '--text'].forEach(face => document.documentElement.style.setProperty(face, 'var(--hei)'))").await;
                    take(page).await;
                }
            });
        }
    }
}

/// Every embed of the page that has begun to load has its reader.
const EMBEDDED: &str = "(embeds => embeds.length && embeds.every(embed => !embed.shadowRoot?.querySelector('iframe') || \
    embed.shadowRoot.querySelector('iframe').contentDocument?.documentElement.dataset.reader == 'ready'))\
    ([...document.querySelectorAll('offprint-article:not([isolation])')])";

/// As WebP, a quarter of what PNG takes: they are kept with the project.
async fn take(b: &Browser, path: &Path) {
    let picture = b.cdp("Page.captureScreenshot", json!({ "format": "webp", "quality": 40 })).await;
    let bytes = BASE64_STANDARD.decode(picture["data"].as_str().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}
