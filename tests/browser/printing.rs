//! On paper: what Chromium's PDF says, page by page.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use pdf_extract::Document;
use pdf_extract::content::Content;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

use crate::built::{ARTICLE, PAGES, built, dist};
use crate::harness::{Browser, check};
use crate::options::{Chromium, Options};

/// Sheets as printers have them, and some on which pages end elsewhere; in inches.
const A4: (f64, f64) = (8.268, 11.693);
const LETTER: (f64, f64) = (8.5, 11.0);
const A5: (f64, f64) = (5.827, 8.268);

/// Of an article in its languages: the address, the language, its title as it is read from a PDF, words that stand in one drawing alone,
/// and its last.
const ARTICLES: [(&str, &str, &str, &[&str], &str); 2] = [
    ("", "zh-CN", "沁源:四套办法,一个循环", &["项目成岗位", "有新可看"], "所据报道的文字没有收录。"),
    ("en/", "en", "Qinyuan:foursystems,oneloop", &["projectsbecomejobs", "somethingnewtosee"], "thereport’stextisnotreproduced."),
];

#[test]
fn an_article_is_printed_whole_and_without_the_interface() {
    let site = built("/");
    for (lang, tag, title, drawn, last) in ARTICLES {
        check(Chromium::desktop().languages(&[tag]), async |b| {
            b.open(&site.url(&format!("{lang}{ARTICLE}"))).await;
            b.ready().await;
            // A query is in the box and on the page, the contents are open, a notice stands below.
            b.js("document.querySelector('#_contents').showPopover()").await;
            b.js("document.querySelector('.notice').append('kept')").await;
            let interface = b
                .js("[...document.querySelectorAll('.skip, .language, .foot legend, .notice, .data > summary, [data-do=csv], .byline a, .search input')]\
                     .map(e => e.placeholder || e.textContent).filter(Boolean)")
                .await;
            let interface = interface.as_array().unwrap();
            assert!(interface.len() >= 10, "{interface:?}");
            for sheet in [A4, LETTER] {
                let paper = print(b, sheet).await;
                let all = paper.pages.concat();
                for &word in drawn.iter().chain([&title, &last]) {
                    assert!(all.contains(word), "{word}\n{all}");
                }
                for word in interface {
                    let word = plain(word.as_str().unwrap());
                    assert!(!all.contains(&word), "{word}\n{all}");
                }
                assert!(!all.contains('#'), "{all}");
            }
        });
    }
}

#[test]
fn pages_are_numbered_and_all_but_the_first_titled_with_scripts_and_without() {
    let site = built("/");
    let read: [fn() -> Options; 2] = [Chromium::desktop, || Chromium::desktop().without_javascript()];
    for (lang, _, title, ..) in ARTICLES {
        for options in read {
            check(options(), async |b| {
                b.open(&site.url(&format!("{lang}{ARTICLE}"))).await;
                if b.options.javascript {
                    b.ready().await;
                }
                are_numbered_and_titled(&print(b, A4).await, title);
            });
        }
    }
}

fn are_numbered_and_titled(paper: &Paper, title: &str) {
    let count = paper.pages.len();
    assert!(count > 3);
    for (at, page) in paper.pages.iter().enumerate() {
        assert!(page.contains(&format!("{}/{count}", at + 1)), "{page}");
        // The first has it as its heading.
        assert_eq!(page.matches(title).count(), 1, "{page}");
    }
}

#[test]
fn a_file_of_the_readers_own_has_no_other_articles_title() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url(&format!("shelf/?file={}", "chosen"))).await;
        b.ready().await;
        let title = "getComputedStyle(document.documentElement).getPropertyValue('--running')";
        b.cdp("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
        assert_eq!(b.js(title).await, "\"沁源：四套办法，一个循环\"");
        b.js("document.querySelector('#_app').dataset.address = 'memory'").await;
        assert_eq!(b.js(title).await, "\"\"");
    });
}

/// Two links out of the site, and one to another page of it.
const ADD_LINKS: &str = "for (const [id, ...hrefs] of [['june', 'https://example.org/first/?a=1&b=2'], \
    ['last', 'https://example.net/second', new URL('topics/', document.querySelector('.home').href).href]]) for (const href of hrefs) { \
    const link = document.createElement('a'); link.href = href; link.append('link'); document.getElementById(id).append(link); }";

#[test]
fn addresses_out_of_the_site_are_notes_at_the_end_while_it_is_printed() {
    let site = built("/in/a/folder/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        notes_are_printed(b).await;
    });
}

#[test]
fn the_one_file_is_printed_as_a_site_is() {
    let file = format!("file://{}", dist().join(ARTICLE).join("one.html").display());
    assert!(Path::new(file.trim_start_matches("file://")).is_file());
    check(Chromium::desktop(), async |b| {
        b.open(&file).await;
        b.ready().await;
        are_numbered_and_titled(&print(b, A4).await, ARTICLES[0].2);
        notes_are_printed(b).await;
    });
}

async fn notes_are_printed(b: &Browser) {
    b.until("document.adoptedStyleSheets.length").await;
    b.js(&format!("(() => {{ {ADD_LINKS} }})()")).await;
    // Figures may get their tools meanwhile; those are another script's.
    let body = "[[...document.body.children].map(e => e.localName + e.id), [...document.querySelectorAll('#_app :is(h1, h2, p:not(.found), li, a)')].map(e => e.outerHTML)]";
    let before = b.js(body).await;
    let all = print(b, A4).await.pages.concat();
    assert!(all.contains("link[1]") && all.contains("link[2]link"), "{all}");
    let (_, after) = all.split_once(ARTICLES[0].4).unwrap();
    for note in ["[1]", "https://example.org/first/?a=1&b=2", "[2]", "https://example.net/second"] {
        assert!(after.contains(note), "{note}: {after}");
    }
    assert!(!all.contains("[3]") && !all.contains("topics/"), "{all}");
    // Nothing of it stays.
    assert_eq!(b.js(body).await, before);
    assert_eq!(print(b, A4).await.pages.concat(), all);
}

#[test]
fn without_scripts_an_address_stands_beside_its_link() {
    let site = built("/");
    site.rewrite(&format!("/{ARTICLE}"), |page| {
        let page = String::from_utf8(page).unwrap();
        page.replacen("<p id=\"last\">", "<p id=\"last\"><a href=\"https://example.org/first/\">link</a>", 1).into_bytes()
    });
    check(Chromium::desktop().without_javascript(), async |b| {
        b.open(&site.url(ARTICLE)).await;
        let all = print(b, A4).await.pages.concat();
        assert!(all.contains("link(https://example.org/first/)"), "{all}");
        assert_eq!(all.matches("http").count(), 1, "{all}");
    });
}

#[test]
fn a_dark_page_is_printed_as_a_light_one_black_on_white() {
    let site = built("/");
    let printed = async |b: &Browser, theme: &str| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        b.click(&format!("[name=theme][value={theme}]")).await;
        b.until(&format!("document.documentElement.dataset.theme == '{theme}'")).await;
        print(b, A4).await.colours
    };
    check(Chromium::desktop().dark(), async |b| {
        let light = printed(b, "light").await;
        assert!(light.contains("0 0 0"), "{light:?}");
        assert_eq!(printed(b, "dark").await, light);
    });
}

#[test]
fn drawings_and_boxes_are_on_one_page_and_no_heading_is_the_last_of_its_page() {
    let site = built("/");
    for (lang, _, _, drawn, _) in ARTICLES {
        check(Chromium::desktop(), async |b| {
            b.open(&site.url(&format!("{lang}{ARTICLE}"))).await;
            b.ready().await;
            let headings = texts(b, "h2, figcaption, .callout-title").await;
            assert!(headings.len() > 10);
            let said = texts(b, ".callout li").await;
            assert!(said.len() > 3);
            for height in [6.5, 7.0, 7.5, 8.0, 8.5, 9.0] {
                let paper = print(b, (A4.0, height)).await;
                let with = |word: &str| paper.pages.iter().find(|page| page.contains(word)).unwrap();
                let drawing = with(drawn[0]);
                assert!(drawn.iter().all(|&word| drawing.contains(word)), "{height}: {drawing}");
                let callout = with(&said[0]);
                assert!(said.iter().all(|line| callout.contains(line)), "{height}: {callout}");
                for page in &paper.pages {
                    assert!(!headings.iter().any(|heading| page.ends_with(heading.as_str())), "{height}: {page}");
                }
            }
        });
    }
}

#[test]
fn a_table_that_goes_on_has_its_head_again() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url("en/numbers/")).await;
        b.ready().await;
        let paper = print(b, A5).await;
        assert!(paper.pages.len() > 1);
        for page in &paper.pages {
            assert!(page.contains("WhatitcountsValueWhenStatedin"), "{page}");
        }
    });
}

#[test]
fn every_kind_of_page_fits_its_sheets_and_begins_no_empty_one() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        for page in PAGES {
            b.open(&site.url(page)).await;
            b.ready().await;
            if page.contains("side=") {
                b.until("document.querySelector('.pair')").await;
            }
            for sheet in [A4, LETTER] {
                let pages = print(b, sheet).await.pages;
                let (count, last) = (pages.len(), pages.last().unwrap());
                let around = [format!("{count}/{count}"), ARTICLES[0].2.to_owned(), ARTICLES[1].2.to_owned()];
                let content = around.iter().fold(last.clone(), |last, word| last.replacen(word, "", 1));
                assert!(!content.is_empty(), "{page}: {last}");
            }
            b.cdp("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
            for (width, _) in [A4, A5] {
                // Between the margins, in CSS pixels.
                let between = (width * 96.0 - 30.0 * 96.0 / 25.4) as u32;
                b.size(between, 800).await;
                let beyond = b.js("document.documentElement.scrollWidth - document.documentElement.clientWidth").await;
                assert_eq!(beyond, 0, "{page} at {between}");
            }
            b.cdp("Emulation.setEmulatedMedia", json!({ "media": "" })).await;
            b.size(1280, 800).await;
        }
    });
}

async fn texts(b: &Browser, css: &str) -> Vec<String> {
    let texts = b.js(&format!("[...document.querySelectorAll('{css}')].map(e => e.textContent)")).await;
    texts.as_array().unwrap().iter().map(|text| plain(text.as_str().unwrap())).collect()
}

/// What has been printed.
struct Paper {
    /// The words of each page without spaces, and as letters rather than the forms that fonts have for them.
    pages: Vec<String>,
    /// All that it is painted in.
    colours: BTreeSet<String>,
}

async fn print(b: &Browser, (width, height): (f64, f64)) -> Paper {
    let asked = json!({
        "paperWidth": width, "paperHeight": height, "preferCSSPageSize": true, "displayHeaderFooter": false, "printBackground": true,
    });
    let answer = b.cdp("Page.printToPDF", asked).await;
    let pdf = BASE64_STANDARD.decode(answer["data"].as_str().unwrap()).unwrap();
    let pages = pdf_extract::extract_text_from_mem_by_pages(&pdf).unwrap();
    Paper { pages: pages.iter().map(|page| plain(page)).collect(), colours: colours(&pdf) }
}

fn plain(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

fn colours(pdf: &[u8]) -> BTreeSet<String> {
    let document = Document::load_mem(pdf).unwrap();
    let content = document.get_pages().into_values().map(|page| Content::decode(&document.get_page_content(page).unwrap()).unwrap());
    let painted = content.flat_map(|content| content.operations).filter(|operation| ["rg", "RG"].contains(&&*operation.operator));
    let colour = |operands: Vec<pdf_extract::Object>| {
        let parts = operands.iter().map(|part| part.as_float().unwrap().to_string());
        parts.collect::<Vec<_>>().join(" ")
    };
    painted.map(|operation| colour(operation.operands)).collect()
}
