//! `isolation="strict"`: the one file in a sandbox that belongs to no origin, from a host that sends no CORS headers.

use serde_json::json;
use thirtyfour::Key;

use super::{AROUND, MARKED, engines};
use crate::around::{around, asked, frame, told};
use crate::built::built;
use crate::harness::check;
use crate::options::Chromium;

#[test]
fn a_strict_frame_reads_and_searches_and_belongs_to_nobody() {
    for options in engines() {
        let site = built("/any/depth/");
        let host = around(&site);
        check(options.expecting(&["404"]), async |b| {
            b.open_around(&host, "strict.html", &["strict"]).await;
            b.fits("strict").await;
            let around = b.js(AROUND).await;
            let stores = "['localStorage', 'sessionStorage'].map(name => { try { return Boolean(self[name]) } catch { return false } })";
            assert_eq!(b.inside("strict", &format!("[self.origin, ...{stores}]")).await, json!(["null", false, false]));
            let sandbox = b.js(&format!("{}.getAttribute('sandbox')", frame("strict"))).await;
            assert!(!sandbox.as_str().unwrap().contains("same-origin"), "{sandbox}");
            // Nothing but the file.
            let file = |path: &String| path.ends_with("/one.html?embed") || path.ends_with("/embed.js");
            assert!(site.requests().iter().all(file), "{:?}", site.requests());
            assert_eq!(asked(&site, "/any/depth/a/qinyuan/one.html?embed"), 1);
            assert_eq!(b.inside("strict", "document.documentElement.dataset.theme").await, "dark");
            b.type_in("strict", "#_q", "网格").await;
            b.enter_embed("strict").await;
            b.shows("#_hits.asked .count", "处").await;
            b.leave_frames().await;
            b.click_in("strict", "#_hits a[href$='#grid']").await;
            b.until_inside("strict", &format!("{MARKED}.includes('网格') && document.querySelector('[data-landed]')?.id == 'grid'")).await;
            b.click_in("strict", ".ways [hreflang=en]").await;
            b.until_inside("strict", "document.documentElement.lang == 'en'").await;
            b.type_in("strict", "#_q", "grid").await;
            b.enter_embed("strict").await;
            b.keys(Key::Enter).await;
            b.shows(".results .count", "passages").await;
            b.leave_frames().await;
            b.click_in("strict", ".back").await;
            b.until_inside("strict", "document.querySelector('article')").await;
            b.fits("strict").await;
            b.until(&format!("{}.some(({{ query, hits }}) => query == '网格' && hits > 3)", told("strict", "search"))).await;
            // Its addresses are those of the site, though it knows them only by where it lies.
            let went = b.js(&format!("{}.map(({{ href }}) => href)", told("strict", "navigate"))).await;
            assert!(went.as_array().unwrap().contains(&json!(site.url("en/a/qinyuan/"))), "{went}");
            assert_eq!(b.js(AROUND).await, around);
            assert!(site.requests().iter().all(file), "{:?}", site.requests());
        });
    }
}

#[test]
fn where_there_is_no_such_file_the_link_is_shown() {
    for options in engines() {
        let site = built("/");
        let host = around(&site);
        check(options.expecting(&["404"]), async |b| {
            b.open_around(&host, "strict.html", &["strict"]).await;
            b.until(&format!("{}.some(({{ code, message }}) => code == 'silent' && message)", told("without", "error"))).await;
            b.shows("#without a", "Qinyuan in numbers").await;
            assert_eq!(b.js("document.querySelector('#without a').checkVisibility()").await, true);
            assert_eq!(b.js("document.querySelector('#strict a').checkVisibility()").await, false);
            assert_eq!(b.js(&format!("{}.checkVisibility()", frame("without"))).await, false);
            assert_eq!(b.js(&format!("{}.length", told("strict", "error"))).await, 0);
        });
    }
}

#[test]
fn a_strict_frame_follows_its_element() {
    let site = built("/");
    let host = around(&site);
    check(Chromium::desktop().expecting(&["404"]), async |b| {
        b.open_around(&host, "strict.html", &["strict"]).await;
        let strict = "document.getElementById('strict')";
        b.js(&format!("void Object.assign({strict}, {{ theme: 'light', section: 'planning' }})")).await;
        let alone = "[...document.querySelectorAll('article > section')].filter(e => e.checkVisibility()).map(e => e.id) == 'planning'";
        b.until_inside("strict", &format!("document.documentElement.dataset.theme == 'light' && {alone}")).await;
        b.fits("strict").await;
        b.js(&format!("{strict}.search('考评')")).await;
        b.enter_embed("strict").await;
        b.shows(".results .count", "处").await;
        b.leave_frames().await;
        b.js(&format!("void ({strict}.src = '{}')", site.url("en/a/qinyuan/"))).await;
        b.until(&format!("{}.some(({{ lang }}) => lang == 'en')", told("strict", "ready"))).await;
        assert_eq!(asked(&site, "/en/a/qinyuan/one.html?embed"), 1);
        b.fits("strict").await;
        // Apart or not is decided when it is loaded.
        let began = b.inside("strict", "performance.timeOrigin").await;
        b.js(&format!("told.length = 0, {strict}.isolation = ''")).await;
        b.embedded("strict").await;
        assert_eq!(b.inside("strict", "self.origin").await, site.origin());
        assert_ne!(b.inside("strict", "performance.timeOrigin").await, began);
        b.fits("strict").await;
    });
}
