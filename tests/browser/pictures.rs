//! Pictures of the main pages, for people to look at: `make screenshots` writes them to target/screenshots. Without
//! `SCREENSHOTS`, the folder to write to, there is nothing to do.

use std::path::PathBuf;

use crate::built::built;
use crate::harness::check;
use crate::options::{Chromium, Options};

const PICTURES: [(&str, &str); 10] = [
    ("cover", ""),
    ("article", "a/qinyuan/"),
    ("villages", "a/qinyuan/#villages"),
    ("two-languages", "a/qinyuan/?side=en"),
    ("topics", "topics/"),
    ("topic", "t/qinyuan/"),
    ("numbers", "numbers/?sort=-value"),
    ("results", "search/?q=2022"),
    ("shelf", "shelf/"),
    ("about", "about/"),
];

#[test]
fn the_main_pages_have_their_picture_taken_when_asked() {
    let Some(folder) = std::env::var_os("SCREENSHOTS").map(PathBuf::from) else { return };
    let site = built("/");
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
                for (page, path) in PICTURES {
                    let path = if lang.is_empty() { path.to_owned() } else { path.replace("side=en", "side=zh-hans") };
                    b.open(&site.url(&format!("{lang}{path}"))).await;
                    b.ready().await;
                    b.until("document.fonts.status == 'loaded'").await;
                    let name = format!("{page}-{view}{}.png", if lang.is_empty() { "" } else { "-en" });
                    b.screenshot(&folder.join(name)).await;
                }
                b.open(&site.url(&format!("{lang}a/qinyuan/"))).await;
                b.ready().await;
                b.type_into("#_q", if lang.is_empty() { "网格" } else { "grid" }).await;
                b.until("document.querySelector('#_hits.asked a')").await;
                let name = |what: &str| folder.join(format!("{what}-{view}{}.png", if lang.is_empty() { "" } else { "-en" }));
                b.screenshot(&name("search")).await;
                b.click("#_hits a[href$='#grid']").await;
                b.until("document.querySelector('.marked button')").await;
                b.screenshot(&name("marks")).await;
                b.click("[data-do=unmark]").await;
                b.click("#grid a.mention").await;
                b.until("document.querySelector('#_card').matches(':popover-open')").await;
                b.screenshot(&name("card")).await;
            });
        }
    }
}
