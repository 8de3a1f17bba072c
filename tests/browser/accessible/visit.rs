//! One visit to every kind of page in both languages, of which each test of this folder takes its part. What is looked at is in
//! `looks.js`; with which eyes and hands, here.

use serde_json::{Value, json};
use std::panic::{catch_unwind, resume_unwind};
use std::sync::LazyLock;

use super::heard;
use crate::built::{PAGES, dist};
use crate::fixtures::Folder;
use crate::harness::{Browser, check};
use crate::options::Chromium;
use crate::server::Site;

/// Everything that was found wrong with this on any page. Empty is good.
#[track_caller]
pub fn is_right(look: Look) {
    let (visited, found) = FOUND.as_ref().expect("the visit ended early: the first of these tests to fail says where");
    assert_eq!(*visited, PAGES.len() + MORE.len() + 1, "the visit saw every page");
    let wrong: Vec<&str> = found.iter().filter(|(of, _)| *of == look).map(|(_, wrong)| &**wrong).collect();
    assert!(wrong.is_empty(), "{} found:\n{}", wrong.len(), wrong.join("\n"));
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Look {
    Magnified,
    Doubled,
    Spaced,
    ForcedColours,
    MoreContrast,
    Texts,
    Parts,
    Targets,
    Stillness,
    Heard,
    Languages,
}

/// Pages that [`PAGES`] lacks: with hits, with marks, and of lost addresses.
const MORE: [&str; 4] = ["search/?q=2022", "en/search/?q=2022", MARKED, "nowhere/"];

/// The mark that is gone to stands in a picture.
const MARKED: &str = "a/qinyuan/?q=有人领头#four-systems";

/// The first test to come makes the visit; the others wait for it.
static FOUND: LazyLock<Option<Found>> = LazyLock::new(|| catch_unwind(visit).ok());

/// How many pages were seen, and what was wrong with them.
type Found = (usize, Vec<(Look, String)>);

/// In two browsers at once, one for each language: the tests that wait for them need no core.
fn visit() -> Found {
    let (english, chinese): (Vec<_>, Vec<_>) = PAGES.into_iter().chain(MORE).partition(|page| page.starts_with("en/"));
    let pages = std::thread::scope(|scope| {
        let english = scope.spawn(|| visit_pages(&english));
        let chinese = visit_pages(&chinese);
        english.join().map(|english| [chinese, english])
    });
    let [chinese, english] = pages.unwrap_or_else(|panic| resume_unwind(panic));
    (chinese.0 + english.0 + 1, [chinese.1, english.1, visit_every_kind()].concat())
}

fn visit_pages(pages: &[&str]) -> Found {
    let (mut visited, mut found) = (0, Vec::new());
    // With all that a reader gets, so that what is kept on the device is told.
    let site = Site::serve(dist(), "/");
    check(Chromium::desktop().tolerating(&["404"]), async |b| {
        prepare(b).await;
        for page in pages {
            b.open(&site.url(page)).await;
            if *page != "nowhere/" {
                b.ready().await;
            }
            let whole = match *page {
                _ if page.contains("side=") => "document.querySelector('.pair')",
                MARKED => {
                    "document.querySelector('.marked button') && \
                     [...CSS.highlights.get('mark-here') ?? []].some(range => range.startContainer.parentElement.closest('svg'))"
                }
                _ if page.contains("q=") => "document.querySelector('.results li a') && document.querySelector('.elsewhere a')",
                "about/" | "en/about/" => "document.querySelector('[data-do=remove]')",
                "shelf/" | "en/shelf/" => "'shown' in _files.dataset",
                _ => "document.querySelector('h1')",
            };
            b.until(whole).await;
            furnished(b).await;
            look_around(b, &format!("/{page}"), &mut found).await;
            visited += 1;
        }
    });
    (visited, found)
}

/// Every kind of block there is, which the bundled article has not.
fn visit_every_kind() -> Vec<(Look, String)> {
    let mut found = Vec::new();
    let (site, folder) = (Site::serve(dist(), "/"), Folder::with(&[("every.article.json", every_kind())]));
    check(Chromium::desktop(), async |b| {
        prepare(b).await;
        b.open(&site.url("shelf/")).await;
        b.ready().await;
        b.until("'shown' in _files.dataset").await;
        b.type_into("#_file", folder.path().join("every.article.json").to_str().unwrap()).await;
        b.until("document.querySelector('main.cover') && document.documentElement.dataset.reader == 'ready'").await;
        b.click(".start a").await;
        b.until("document.querySelector('article .picture > svg') && document.querySelector('article pre, article .math')").await;
        furnished(b).await;
        look_around(b, "every kind of block", &mut found).await;
    });
    found
}

/// Makes the looks known to every page that is opened from now on.
pub async fn prepare(b: &Browser) {
    b.cdp("Page.enable", json!({})).await;
    b.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": include_str!("looks.js") })).await;
}

/// Waits until figures have all that their script adds, which comes when the first of them comes near; the reader stays.
pub async fn furnished(b: &Browser) {
    b.js("(self.before = scrollY, document.querySelector('figure')?.scrollIntoView())").await;
    let has_all = "[...document.querySelectorAll('.register[id]')].every(figure => figure.querySelector('.tools')) && \
                   [...document.querySelectorAll('figure > svg')].every(svg => svg.parentElement.querySelector('.enlarge'))";
    b.until(has_all).await;
    b.js("scrollTo(0, before)").await;
}

/// What the reader's system asks for: `[("forced-colors", "active")]`.
async fn system(b: &Browser, features: &[(&str, &str)]) {
    let features: Vec<Value> = features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
    b.cdp("Emulation.setEmulatedMedia", json!({ "features": features })).await;
}

/// The lines that a look gives.
pub async fn look(b: &Browser, look: &str) -> Vec<String> {
    serde_json::from_value(b.js(&format!("looks.{look}")).await).unwrap()
}

/// All looks at the page that is open, in one visit: loading it takes longer than a look.
async fn look_around(b: &Browser, page: &str, found: &mut Vec<(Look, String)>) {
    let mut keep = |look: Look, how: &str, wrong: Vec<String>| {
        found.extend(wrong.into_iter().map(|wrong| (look, format!("{page}{how}: {wrong}"))));
    };
    keep(Look::Heard, "", heard::faults(b).await);
    keep(Look::Languages, "", look(b, &format!("unsaid({})", json!(heard::NAMES))).await);
    keep(Look::Targets, "", look(b, "small()").await);
    for theme in ["light", "dark"] {
        let scheme = ("prefers-color-scheme", theme);
        system(b, &[scheme]).await;
        keep(Look::Texts, &format!(", {theme}"), look(b, "pale(4.5)").await);
        keep(Look::Parts, &format!(", {theme}"), look(b, "faint()").await);
        system(b, &[scheme, ("prefers-contrast", "more")]).await;
        keep(Look::MoreContrast, &format!(", {theme}"), look(b, "pale(7)").await);
        keep(Look::MoreContrast, &format!(", {theme}"), look(b, "hairlines()").await);
        system(b, &[scheme, ("forced-colors", "active")]).await;
        for forced in ["pale(4.5)", "faint()", "unmarked()"] {
            keep(Look::ForcedColours, &format!(", {theme}"), look(b, forced).await);
        }
        // Whoever has chosen the other theme for the page has the system's colours all the same.
        b.js(&format!("document.documentElement.dataset.theme = {:?}", if theme == "light" { "dark" } else { "light" })).await;
        for forced in ["pale(4.5)", "faint()"] {
            keep(Look::ForcedColours, &format!(", {theme} over another"), look(b, forced).await);
        }
        b.js("delete document.documentElement.dataset.theme").await;
    }
    system(b, &[("prefers-reduced-motion", "reduce")]).await;
    keep(Look::Stillness, "", look(b, "moving()").await);
    system(b, &[]).await;

    b.js(&format!("looks.wear({SPACED:?})")).await;
    keep(Look::Spaced, "", look(b, "wide()").await);
    keep(Look::Spaced, "", look(b, "overlaps()").await);
    b.js(&format!("looks.wear({DOUBLED:?})")).await;
    keep(Look::Doubled, "", look(b, "wide()").await);
    keep(Look::Doubled, "", look(b, "overlaps()").await);
    b.js("looks.wear('')").await;

    // A phone, and a window of 1280 at 400 %.
    for (width, height) in [(320, 568), (320, 256)] {
        narrow(b, width, height).await;
        keep(Look::Magnified, &format!(", {width} × {height}"), look(b, "wide()").await);
    }
    // In the lower window, of which the head takes more.
    keep(Look::Magnified, ", 320 × 256", look(b, "unreachable()").await);
    keep(Look::Magnified, ", 320", look(b, "overlaps()").await);
    keep(Look::Magnified, ", 320", look(b, "jumps()").await);
    keep(Look::Targets, ", 320", look(b, "small()").await);
    b.js(&format!("looks.wear({SPACED:?})")).await;
    keep(Look::Spaced, ", 320", look(b, "wide()").await);
    keep(Look::Spaced, ", 320", look(b, "overlaps()").await);
    b.js("looks.wear('')").await;
    narrow(b, 1280, 800).await;
}

/// Changes the window, and waits until the page has it.
pub async fn narrow(b: &Browser, width: u32, height: u32) {
    b.size(width, height).await;
    b.until(&format!("innerWidth == {width} && innerHeight == {height}")).await;
}

/// WCAG 2.2, 1.4.12.
const SPACED: &str = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } \
                      p { margin-block-end: 2em !important }";
/// Twice the page's own 106.25 %, and nothing else: as a browser that enlarges text alone.
const DOUBLED: &str = "html { font-size: 212.5% !important }";

/// As the reader opens it: without pictures from elsewhere, which are not loaded, and without another language. Its sections stand on one
/// level: how headings nest is an author's affair.
fn every_kind() -> String {
    let mut article: Value = serde_json::from_str(include_str!("../../fixtures/every-kind.article.json")).unwrap();
    article["translations"] = json!([]);
    for section in article["sections"].as_array_mut().unwrap() {
        section["level"] = json!(1);
        section["blocks"].as_array_mut().unwrap().retain(|block| !block["image"].is_object());
    }
    article.to_string()
}
