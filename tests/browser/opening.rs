//! A file of the reader's own: chosen or dropped, checked, read, searched, kept or not.

use serde_json::{Value, json};
use std::path::{Path, PathBuf};

use crate::built::dist;
use crate::faults::Fault;
use crate::fixtures::Folder;
use crate::harness::check;
use crate::options::{Chromium, Firefox};
use crate::server::Site;

#[test]
fn a_chosen_file_is_read_and_searched_as_the_site_is() {
    for options in [Chromium::desktop(), Chromium::phone(), Firefox::desktop()] {
        let (site, folder) = (Site::serve(dist(), "/any/depth/"), Folder::with(&[("other.article.json", other())]));
        check(options, async |b| {
            shelf(b, &site).await;
            b.type_into("#_file", &path(&folder, "other.article.json")).await;
            b.until(
                "document.querySelector('.cover h1')?.innerText == '山里的另一篇' && document.documentElement.dataset.reader == 'ready'",
            )
            .await;
            b.until("document.title.startsWith('山里的另一篇')").await;
            // Its pages have no addresses: the site's stays.
            let address = b.js("location.href").await;
            b.click(".start a").await;
            b.shows("article", "三级微网格").await;
            b.type_into("#_q", "微网格").await;
            b.click("#_hits a[href$='#grid']").await;
            b.until("document.querySelector('#grid[data-landed]') && document.querySelector('.marked button')").await;
            b.click("#grid a.mention").await;
            b.click("#_card a").await;
            b.until("document.querySelector('main.topic')").await;
            assert_eq!(b.js("location.href").await, address);
            // Nothing of it has gone anywhere.
            assert!(!site.requests().iter().any(|path| path.contains("other")), "{:?}", site.requests());
            assert!(!b.js("localStorage.getItem('offprint:places') ?? ''").await.as_str().unwrap().contains("other"));
            // Not kept: it is gone with the page, and the shelf is where it came from.
            b.click(".foot a[href$='shelf/']").await;
            b.until("location.href.endsWith('/any/depth/shelf/') && document.querySelector('main.shelf')").await;
            b.ready().await;
            assert_eq!(
                b.js("caches.keys().then(async names => (await Promise.all(names.filter(n => n.startsWith('offprint-files'))\
                             .map(async name => (await (await caches.open(name)).keys()).length))).reduce((a, b) => a + b, 0))")
                    .await,
                0
            );
        });
    }
}

#[test]
fn the_pictures_of_a_file_are_drawn_for_it() {
    let text = include_str!("../fixtures/every-kind.article.json");
    let mut article: Value = serde_json::from_str(text).unwrap();
    article["translations"] = json!([]);
    // Pictures from elsewhere are not loaded, which the browser would complain of.
    for section in article["sections"].as_array_mut().unwrap() {
        section["blocks"].as_array_mut().unwrap().retain(|block| !block["image"].is_object());
    }
    let blocks: Vec<&Value> = article["sections"].as_array().unwrap().iter().flat_map(|s| s["blocks"].as_array().unwrap()).collect();
    let pictures = blocks.iter().filter(|block| block["chart"].is_object() || block["diagram"].is_object()).count();
    assert!(pictures >= 8);
    let (site, folder) = (Site::serve(dist(), "/"), Folder::with(&[("every.article.json", article.to_string())]));
    check(Chromium::phone(), async |b| {
        shelf(b, &site).await;
        b.type_into("#_file", &path(&folder, "every.article.json")).await;
        b.until("document.querySelector('main.cover') && document.documentElement.dataset.reader == 'ready'").await;
        b.click(".start a").await;
        b.until(&format!("document.querySelectorAll('article .picture > svg').length == {pictures}")).await;
        // Each of its amounts is there, what is not known is not, and the words around the tables are the site's.
        b.until("document.querySelectorAll('#bars .part').length == 3").await;
        assert_eq!(
            b.js("[...document.querySelectorAll('#bars td')].map(cell => cell.textContent)").await,
            json!(["6", "", "7.5", "-0.25"])
        );
        assert_eq!(b.js("document.querySelector('#bars summary').textContent").await, "列成表格");
        assert_eq!(b.js("document.querySelector('#formula math').namespaceURI").await, "http://www.w3.org/1998/Math/MathML");
        b.until("document.querySelector('#formula msup').getBoundingClientRect().height > 5").await;
        let wide = b.js("document.documentElement.scrollWidth <= innerWidth").await;
        assert_eq!(wide, true);
        // The levels of its headings are the file's own.
        let found: Vec<String> = b.axe().await.into_iter().filter(|problem| !problem.starts_with("heading-order")).collect();
        assert_eq!(found, Vec::<String>::new());
    });
}

#[test]
fn a_file_that_is_kept_stands_on_the_shelf_until_it_is_forgotten() {
    let (site, folder) = (Site::serve(dist(), "/"), Folder::with(&[("other.article.json", other())]));
    check(Chromium::phone().tolerating(&["ERR_"]), async |b| {
        shelf(b, &site).await;
        b.click("#_files [type=checkbox]").await;
        b.type_into("#_file", &path(&folder, "other.article.json")).await;
        b.until("document.querySelector('.cover h1')?.innerText == '山里的另一篇'").await;
        b.ready().await;
        b.until("navigator.serviceWorker.controller && caches.keys().then(names => names.length == 2)").await;
        // Also without a network, and by reload.
        site.fault("*", Fault::Dropped);
        b.reload().await;
        b.ready().await;
        b.shows(".cover h1", "山里的另一篇").await;
        b.open(&site.url("en/shelf/")).await;
        b.ready().await;
        b.click("#_files li a").await;
        b.until("document.querySelector('.cover h1')?.innerText == '山里的另一篇'").await;
        b.open(&site.url("shelf/")).await;
        b.ready().await;
        b.shows("#_files li", "山里的另一篇").await;
        assert!(b.axe().await.is_empty());
        b.click("#_files li button").await;
        b.until("!document.querySelector('#_files li')").await;
        b.reload().await;
        b.ready().await;
        b.until("'shown' in _files.dataset && !document.querySelector('#_files li')").await;
    });
}

#[test]
fn a_file_with_problems_is_told_where_they_are() {
    let broken = other().replacen("\"lang\": \"zh-Hans\"", "\"lang\": \"chinese!\"", 1);
    let site = Site::serve(dist(), "/");
    let folder = Folder::with(&[("bad.json", broken.as_str()), ("none.json", "{\"a\": 1}"), ("text.json", "not JSON")]);
    let line = broken.lines().position(|line| line.contains("chinese!")).unwrap() + 1;
    check(Chromium::desktop(), async |b| {
        shelf(b, &site).await;
        b.type_into("#_file", &path(&folder, "bad.json")).await;
        b.shows("#_files [role=status]", "bad.json 还不能打开").await;
        b.shows("#_files .problems", &format!("{line}:")).await;
        b.shows("#_files .problems", "chinese!").await;
        assert!(b.axe().await.is_empty());
        for file in ["none.json", "text.json"] {
            b.type_into("#_file", &path(&folder, file)).await;
            b.shows("#_files [role=status]", file).await;
            b.until("document.querySelectorAll('#_files .problems li').length == 1").await;
        }
        assert_eq!(b.js("location.pathname").await, "/shelf/");
    });
}

#[test]
fn a_file_dropped_on_any_page_opens() {
    let (site, folder) = (Site::serve(dist(), "/"), Folder::with(&[("other.article.json", other()), ("bad.json", "[]".to_owned())]));
    check(Chromium::desktop(), async |b| {
        b.open(&site.url("en/about/")).await;
        b.ready().await;
        b.until("performance.getEntriesByType('resource').some(({ name }) => name.includes('offline-'))").await;
        for (file, seen) in
            [("bad.json", "document.querySelector('#_files .problems')"), ("other.article.json", "document.querySelector('.cover')")]
        {
            let data = json!({ "items": [], "files": [path(&folder, file)], "dragOperationsMask": 1 });
            for kind in ["dragEnter", "dragOver", "drop"] {
                b.cdp("Input.dispatchDragEvent", json!({ "type": kind, "x": 600, "y": 400, "data": data })).await;
            }
            b.until(seen).await;
        }
        // No site has a copy of it to hand out.
        b.click(".ways a[href$='about/']").await;
        b.until("document.querySelector('main.about dl') && !document.querySelector('[download]')").await;
    });
}

#[test]
fn without_the_checker_the_reader_is_told_and_can_try_again() {
    let (site, folder) = (Site::serve(dist(), "/"), Folder::with(&[("other.article.json", other())]));
    check(Chromium::desktop().tolerating(&["checker-", "Failed", "not opened"]), async |b| {
        // Saving data, nothing is fetched ahead.
        let saves = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })";
        b.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": saves })).await;
        shelf(b, &site).await;
        site.fault("/checker-", Fault::ServerError);
        b.type_into("#_file", &path(&folder, "other.article.json")).await;
        b.shows("#_files [role=status]", "没能打开").await;
        site.mend();
        b.reload().await;
        b.until("'shown' in _files.dataset").await;
        b.type_into("#_file", &path(&folder, "other.article.json")).await;
        b.until("document.querySelector('.cover')").await;
    });
}

/// The bundled article as a file of somebody's own.
fn other() -> String {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("content/qinyuan.article.json")).unwrap();
    let mut article: Value = serde_json::from_str(&text).unwrap();
    article["id"] = "other".into();
    article["title"] = "山里的另一篇".into();
    article["translations"] = json!([]);
    serde_json::to_string_pretty(&article).unwrap()
}

fn path(folder: &Folder, file: &str) -> String {
    let path: PathBuf = folder.path().join(file);
    path.to_str().unwrap().to_owned()
}

async fn shelf(b: &crate::harness::Browser, site: &Site) {
    b.open(&site.url("shelf/")).await;
    b.ready().await;
    b.until("'shown' in _files.dataset").await;
}
