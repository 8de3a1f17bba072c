//! Pages whose elements a framework makes, changes and throws away.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use super::LANDED;
use crate::around::{HOSTS, around_in, asked, frame, host_file};
use crate::built::built;
use crate::fixtures::Folder;
use crate::harness::{Browser, check};
use crate::options::Chromium;

const MODULES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/node_modules");

#[test]
fn react_mounts_changes_and_throws_away() {
    let folder = page("react.html");
    // React has no file for browsers, so its page is built as such pages are.
    let script = folder.path().join("react.js");
    let mut esbuild = Command::new("esbuild");
    esbuild.arg(Path::new(HOSTS).join("react.jsx")).arg(format!("--outfile={}", script.display()));
    esbuild.args(["--bundle", "--minify", "--jsx=automatic", "--define:process.env.NODE_ENV=\"production\"", "--log-level=error"]);
    let built = esbuild.output().unwrap_or_else(|why| panic!("esbuild is missing ({why}): run tools/setup build browsers"));
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    mounts_changes_and_throws_away(&folder, "react.html");
}

#[test]
fn vue_mounts_changes_and_throws_away() {
    let folder = page("vue.html");
    let vue = Path::new(MODULES).join("vue/dist/vue.global.prod.js");
    folder.write("vue.js", std::fs::read(vue).unwrap_or_else(|why| panic!("Vue is missing ({why}): run tools/setup browsers")));
    mounts_changes_and_throws_away(&folder, "vue.html");
}

fn page(name: &str) -> Folder {
    Folder::with(&[(name, host_file(name)), ("told.js", host_file("told.js"))])
}

fn mounts_changes_and_throws_away(folder: &Folder, page: &str) {
    let site = built("/any/depth/");
    let host = around_in(folder.path(), &site);
    check(Chromium::desktop(), async |b| {
        b.open_around(&host, page, &["first"]).await;
        b.shows("figcaption", "沁源").await;
        assert_eq!(b.js(&format!("{}.clientHeight", frame("first"))).await, 400);
        let began = b.inside("first", "performance.timeOrigin").await;
        b.click("#theme").await;
        b.until_inside("first", "document.documentElement.dataset.theme == 'dark'").await;
        b.click("#section").await;
        b.until_inside("first", &format!("{LANDED} == 'grid'")).await;
        assert_eq!(b.inside("first", "performance.timeOrigin").await, began);
        assert_eq!(asked(&site, "/embed.html"), 1);
        // The driver holds on to frames that it has been in, so from here on it stays out of them.
        b.open_around(&host, page, &["first"]).await;
        let around = b.js(super::AROUND).await;
        again(b, 5).await;
        let before = held(b).await;
        again(b, 20).await;
        // Two nodes a time would be room for chance; an element that stays has more.
        let is_more = |after: &BTreeMap<String, f64>| {
            let room = |name: &str| if name == "Nodes" { 40.0 } else { 1.0 };
            after.iter().any(|(name, many)| *many > before[name] + room(name))
        };
        // The browser throws away when it comes to it.
        let is_given_back = async || {
            let after = held(b).await;
            if is_more(&after) { Err(format!("before: {before:?}, after: {after:?}")) } else { Ok(()) }
        };
        b.wait(is_given_back).await.unwrap();
        assert_eq!(b.js("document.querySelectorAll('offprint-article').length").await, 1);
        assert_eq!(b.js("[...document.querySelector('offprint-article').shadowRoot.querySelectorAll('iframe')].length").await, 1);
        assert_eq!(b.js(super::AROUND).await, around);
        b.type_in("first", "#_q", "网格").await;
        b.enter_embed("first").await;
        b.shows("#_hits.asked .count", "处").await;
        b.leave_frames().await;
        b.shows("figcaption", "沁源").await;
    });
}

/// Throws the embed away and has a new one made, so many times; each comes to life.
async fn again(b: &Browser, times: usize) {
    for _ in 0..times {
        b.js("void (told.length = messages.length = 0)").await;
        b.click("#toggle").await;
        b.until("!document.querySelector('offprint-article')").await;
        b.click("#toggle").await;
        b.embedded("first").await;
    }
}

/// What the page holds on to, once all that it can let go of is gone and all that its embed loads later is there.
async fn held(b: &Browser) -> BTreeMap<String, f64> {
    // A world of its own in the frame: the driver would hold on to the frame.
    b.wait(async || {
        let tree = b.cdp("Page.getFrameTree", json!({})).await;
        let frame = tree["frameTree"]["childFrames"][0]["frame"]["id"].clone();
        let world = b.cdp("Page.createIsolatedWorld", json!({ "frameId": frame })).await["executionContextId"].clone();
        let expression = "!!document.querySelector('.enlarge')";
        let is_there = b.cdp("Runtime.evaluate", json!({ "contextId": world, "expression": expression, "returnByValue": true })).await;
        if is_there["result"]["value"] == true { Ok(()) } else { Err(format!("no figure of the embed has its button: {is_there}")) }
    })
    .await
    .unwrap();
    b.cdp("Performance.enable", json!({})).await;
    b.cdp("HeapProfiler.collectGarbage", json!({})).await;
    let metrics = b.cdp("Performance.getMetrics", json!({})).await;
    let metrics = metrics["metrics"].as_array().unwrap();
    let named = |metric: &Value| Some((metric["name"].as_str()?.to_owned(), metric["value"].as_f64()?));
    metrics
        .iter()
        .filter_map(named)
        .filter(|(name, _)| ["Documents", "Frames", "JSEventListeners", "Nodes"].contains(&name.as_str()))
        .collect()
}
