//! What Lighthouse makes of every kind of page, as a phone and as a desktop: `make audit` asks for its scores and is content with 100
//! alone. Without `AUDIT` there is nothing to do: it takes minutes. How soon a page is there is the business of `speed`.

use serde_json::Value;
use std::fmt::Write;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::built::{PAGES, built, dist};
use crate::drivers::{Engine, browser};

/// What `make audit` builds the site for. Its pages name their own addresses, which must be those at which they are found.
const BASE_URL: &str = "https://offprint.example/";

const LIGHTHOUSE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/lighthouse.mjs");
const CATEGORIES: [&str; 3] = ["accessibility", "best-practices", "seo"];
const FORMS: [&str; 2] = ["phone", "desktop"];

#[test]
fn lighthouse_gives_every_page_all_points_when_asked() {
    if std::env::var_os("AUDIT").is_none() {
        return;
    }
    let front = std::fs::read_to_string(dist().join("index.html")).unwrap();
    assert!(front.contains(BASE_URL), "build the site for {BASE_URL}: make audit");
    let site = built("/").compressing();
    let here = site.url("");
    site.rewrite("*/", move |page| String::from_utf8(page).unwrap().replace(BASE_URL, &here).into_bytes());
    let pages = PAGES.map(|page| if page.ends_with("search/") { format!("{page}?q=2022") } else { page.to_owned() });
    let addresses: Vec<String> = pages.iter().map(|page| site.url(page)).collect();
    let mut lost = String::new();
    println!("{:<35}{:>16}{:>16}{:>8}", "", CATEGORIES[0], CATEGORIES[1], CATEGORIES[2]);
    for form in FORMS {
        let mut seen = 0;
        audit(form, &addresses, |report| {
            let page = &pages[seen];
            assert_eq!(report["finalDisplayedUrl"], addresses[seen].as_str());
            assert!(report["runtimeError"].is_null(), "/{page}: {}", report["runtimeError"]);
            let scores = CATEGORIES.map(|category| points(report, category));
            println!("{:<35}{:>16}{:>16}{:>8}", format!("/{page} {form}"), scores[0], scores[1], scores[2]);
            for (category, _) in CATEGORIES.iter().zip(scores).filter(|(_, points)| *points < 100) {
                let _ = writeln!(lost, "/{page} as a {form}, {category}: {}", failed(report, category).join("; "));
            }
            seen += 1;
        });
        assert_eq!(seen, pages.len(), "Lighthouse has stopped");
    }
    assert!(lost.is_empty(), "points are lost:\n{lost}");
}

/// Hands each page's report over as it comes.
fn audit(form: &str, addresses: &[String], mut each: impl FnMut(&Value)) {
    let chromium = browser(Engine::Chromium).unwrap_or_else(|why| panic!("{why}"));
    let started =
        Command::new("node").arg(LIGHTHOUSE).arg(form).args(addresses).env("CHROME_PATH", chromium).stdout(Stdio::piped()).spawn();
    let mut lighthouse = started.expect("node is there: tools/setup browsers");
    let reports = BufReader::new(lighthouse.stdout.take().expect("it was asked for"));
    for report in reports.lines() {
        each(&serde_json::from_str(&report.unwrap()).unwrap());
    }
    assert!(lighthouse.wait().unwrap().success(), "Lighthouse has failed");
}

/// Of 100.
fn points(report: &Value, category: &str) -> u64 {
    let score = report["categories"][category]["score"].as_f64().unwrap_or_else(|| panic!("no score for {category}"));
    (score * 100.0).round() as u64
}

/// What cost points, with the first things that it names.
fn failed(report: &Value, category: &str) -> Vec<String> {
    let counted =
        report["categories"][category]["auditRefs"].as_array().unwrap().iter().filter(|audit| audit["weight"].as_f64() > Some(0.0));
    let audits = counted.map(|audit| &report["audits"][audit["id"].as_str().unwrap()]);
    let failed = audits.filter(|audit| audit["score"].as_f64().is_some_and(|score| score < 1.0));
    let named = |audit: &Value| audit["details"]["items"].as_array().map(|items| items.iter().take(3).cloned().collect::<Vec<_>>());
    failed.map(|audit| format!("{} {}", audit["title"], Value::from(named(audit).unwrap_or_default()))).collect()
}
