//! A site of many articles: its front with facets, pages and order; going from one article to another; what is kept as it is read; and each
//! format from the publisher's file to the page.

use offprint::pack::{Message, Settings, Watch, build, sources};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::around::{around_in, host_file};
use crate::built::reader;
use crate::faults::Fault;
use crate::fixtures::Folder;
use crate::harness::{Browser, check};
use crate::options::{Chromium, Firefox, Options, WebKit};
use crate::server::Site;

/// Sixty short reports over five years, from two outlets, and one in English; topics of a glossary are named in some.
fn reports() -> Folder {
    let folder = Folder::with(&[
        (
            "offprint.toml",
            "title = \"河谷简报\"\nlanguages = [\"zh-Hans\", \"en\"]\ntopics = \"topics.toml\"\naccent = \"#ffd000\"\n\
             base_url = \"https://example.org/valley/\"\nfooter = [{ text = \"备案号示例\", link = \"https://example.org/record\" }]\n",
        ),
        (
            "topics.toml",
            "[[topic]]\nid = \"terraces\"\nkind = \"place\"\nname = { \"zh-Hans\" = \"北坡梯田\", en = \"North Slope terraces\" }\nsummary = { \"zh-Hans\" = \"北坡上的六百亩梯田。\", en = \"Forty hectares on the north slope.\" }\n",
        ),
    ]);
    for number in 0..60 {
        let (year, month, outlet) = (2019 + number % 5, 1 + number % 12, if number % 3 == 0 { "河谷日报" } else { "北坡小报" });
        let special = match number {
            7 => "本期附记：白头翁回来了。",
            _ if number % 10 == 0 => "北坡梯田已经放水。",
            _ => "水渠通水，学校开课。",
        };
        let text = format!(
            "---\ntitle: 第{number}号简报\ndate: {year}-{month:02}-15\nsource: {outlet}\ntags: [{}]\n---\n\n第{number}号。{special}\n\n## 水情\n\n河水比去年高{number}厘米。\n",
            if number % 2 == 0 { "水利" } else { "教育" }
        );
        folder.write(&format!("reports/r{number:02}.md"), text);
    }
    folder.write(
        "reports/bridge.md",
        "---\ntitle: The footbridge\ndate: 2024-03-01\nlang: en\n---\n\nThe footbridge below the North Slope terraces opened in March.\n",
    );
    folder
}

struct Silent;

impl Watch for Silent {
    fn said(&mut self, messages: Vec<Message>) {
        assert!(messages.is_empty(), "{messages:?}");
    }
}

/// The built library, once for all tests.
fn built() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let folder = reports();
        let out = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("library");
        let settings = Settings::read(&folder.path().join("offprint.toml")).unwrap();
        let found = sources(&[folder.path().join("reports")]).unwrap();
        build(&found, &settings, &reader(), &out, &mut Silent).unwrap();
        out
    })
}

fn site(mount: &str) -> Site {
    Site::serve(built(), mount).rewriting("/offline-", |_| b"export const start = () => {};".to_vec())
}

async fn front(b: &Browser, site: &Site, path: &str) {
    b.open(&site.url(path)).await;
    b.ready().await;
    b.until("document.querySelector('.order a')").await;
}

const TITLES: &str = "[...document.querySelectorAll('.entries h2')].map(title => title.textContent)";

#[test]
fn the_front_lists_the_newest_first_also_without_scripts() {
    let site = site("/any/depth/");
    check(Chromium::desktop().without_javascript(), async |b| {
        b.open(&site.url("")).await;
        assert_eq!(b.js("document.querySelectorAll('.entries li').length").await, 24);
        assert_eq!(b.js(&format!("{TITLES}.slice(0, 2)")).await, json!(["The footbridge", "第59号简报"]));
        b.shows(".count", "61篇文章").await;
        assert_eq!(b.axe().await, Vec::<String>::new());
        b.click(".entries li:nth-child(2) a").await;
        b.until("document.querySelector('article h1')?.textContent == '第59号简报'").await;
    });
}

#[test]
fn facets_pages_and_order_stand_in_the_address_and_come_back() {
    for options in [Chromium::desktop(), Firefox::desktop(), WebKit::desktop()] {
        narrows(options);
    }
}

fn narrows(options: Options) {
    let site = site("/any/depth/");
    check(options, async |b| {
        front(b, &site, "").await;
        b.click("[data-facet=year] a[data-value='2021'], .facets a[href*='year=2021']").await;
        b.shows(".count", "12篇文章").await;
        assert_eq!(b.js("location.search").await, "?year=2021");
        b.click(".facets a[href*='outlet=']").await;
        b.until("document.querySelectorAll('.taken a').length > 1").await;
        let narrowed = b.js(TITLES).await;
        assert!(narrowed.as_array().unwrap().len() < 12, "{narrowed}");
        b.reload().await;
        b.ready().await;
        b.until(&format!("JSON.stringify({TITLES}) == JSON.stringify({narrowed})")).await;
        b.back().await;
        b.shows(".count", "12篇文章").await;
        // The oldest first, and the second page of all.
        front(b, &site, "?sort=oldest").await;
        b.until(&format!("{TITLES}[0] == '第0号简报'")).await;
        b.click(".pages [rel=next]").await;
        b.shows(".pages", "第2页，共3页").await;
        assert_eq!(b.js("location.search").await, "?sort=oldest&page=2");
        b.back().await;
        b.until(&format!("{TITLES}[0] == '第0号简报'")).await;
        // What nothing is, is said, with a way back to all.
        front(b, &site, "?year=1900&outlet=x").await;
        b.shows(".count", "没有同时符合").await;
        b.click(".taken li:last-child a").await;
        b.shows(".count", "61篇文章").await;
        assert_eq!(b.js("location.search").await, "");
    });
}

#[test]
fn from_an_article_all_others_are_searched_and_the_hit_is_marked_where_it_stands() {
    let site = site("/any/depth/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url("a/r03/")).await;
        b.ready().await;
        b.type_into("#_q", "白头翁").await;
        b.shows("#_hits.asked .count", "没有").await;
        b.click("#_hits .all-hits a").await;
        b.until("document.querySelector('main.results li mark')").await;
        assert_eq!(b.js("document.querySelectorAll('main.results li').length").await, 1);
        b.click("main.results li a").await;
        b.until("document.querySelector('article h1')?.textContent == '第7号简报'").await;
        b.ready().await;
        b.shows(".marked", "1").await;
        // Enter leads there at once.
        b.open(&site.url("")).await;
        b.ready().await;
        b.type_into("#_q", "厘米\u{e007}").await;
        b.until("document.querySelectorAll('main.results li').length == 60").await;
    });
}

#[test]
fn a_topic_gathers_the_articles_that_name_it_and_leads_to_the_line() {
    let site = site("/");
    check(Chromium::phone(), async |b| {
        b.open(&site.url("a/r10/")).await;
        b.ready().await;
        b.click("article .mention").await;
        b.click("#_card a").await;
        b.until("document.querySelector('main.topic h1')?.textContent == '北坡梯田'").await;
        b.ready().await;
        b.shows("main.topic", "7篇文章提到").await;
        assert_eq!(b.js("[...document.querySelectorAll('.passages mark')].at(-1).textContent").await, "北坡梯田");
        assert_eq!(b.js("document.querySelector('.passages a').lang").await, "en");
        b.click(".passages li:nth-child(2) a").await;
        b.until("document.querySelector('article') && location.hash").await;
        b.until("document.querySelector(':target .mention')").await;
    });
}

#[test]
fn no_page_of_a_library_has_a_fault_that_axe_finds() {
    let site = site("/");
    for options in [Chromium::phone(), Chromium::desktop().dark()] {
        check(options, async |b| {
            for page in ["", "en/", "?year=2021", "a/r10/", "topics/", "t/terraces/", "numbers/", "about/", "shelf/", "search/?q=水"] {
                b.open(&site.url(page)).await;
                b.ready().await;
                let is_front = matches!(page, "" | "en/" | "?year=2021");
                b.until(if is_front { "document.querySelector('.order a')" } else { "document.querySelector('h1')" }).await;
                assert_eq!(b.axe().await, Vec::<String>::new(), "{page}");
                assert_eq!(b.js("document.documentElement.scrollWidth <= innerWidth").await, true, "{page}");
            }
        });
    }
}

#[test]
fn an_article_that_was_read_opens_without_a_network_and_so_does_the_front() {
    let site = Site::serve(built(), "/any/depth/");
    check(Chromium::desktop().tolerating(&["ERR_", "Failed to fetch", "404", "offline", "catalogue", "Manifest"]), async |b| {
        b.open(&site.url("")).await;
        b.ready().await;
        b.until("navigator.serviceWorker.controller").await;
        b.open(&site.url("a/r07/")).await;
        b.ready().await;
        let read = "caches.open('offprint:/any/depth/:read').then(cache => cache.keys()).then(keys => keys.some(key => key.url.endsWith('/a/r07/')) && keys.some(key => /text\\./.test(key.url)))";
        b.until(read).await;
        site.fault("*", Fault::Dropped);
        b.open(&site.url("a/r07/")).await;
        b.ready().await;
        b.shows("article", "白头翁回来了").await;
        b.type_into("#_q", "水情").await;
        b.until("document.querySelector('#_hits.asked [role=option]')").await;
        b.open(&site.url("")).await;
        b.ready().await;
        assert_eq!(b.js("document.querySelectorAll('.entries li').length").await, 24);
        // What was never read is not there, and says so.
        b.open(&site.url("a/r08/")).await;
        b.until("document.querySelector('main.lost')").await;
    });
}

#[test]
fn the_shelf_lists_what_was_read_and_takes_it_off() {
    let site = site("/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url("a/r10/")).await;
        b.ready().await;
        b.until("localStorage.getItem('offprint:titles')").await;
        b.size(1280, 300).await;
        b.js("scrollTo(0, document.body.scrollHeight)").await;
        b.until("scrollY > 0").await;
        b.open(&site.url("shelf/")).await;
        b.ready().await;
        b.shows("#_read a", "第10号简报").await;
        b.click("#_read button").await;
        b.until("!document.querySelector('#_read a')").await;
        b.reload().await;
        b.ready().await;
        b.shows("#_read", "还没有").await;
    });
}

#[test]
fn a_publishers_colour_can_be_read_and_their_lines_stand_at_the_foot() {
    let site = site("/");
    check(Chromium::desktop(), async |b| {
        for page in ["", "a/r10/"] {
            b.open(&site.url(page)).await;
            b.ready().await;
            // Yellow on paper would not be read.
            assert_eq!(b.js("getComputedStyle(document.documentElement).getPropertyValue('--seal').trim()").await, "#897000", "{page}");
            assert_eq!(b.js("document.querySelector('.imprint a').href").await, "https://example.org/record", "{page}");
        }
    });
}

#[test]
fn in_a_frame_other_pages_of_a_library_have_tabs_of_their_own() {
    let site = site("/");
    let page = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Around</title><link rel=\"icon\" href=\"data:,\"><script src=\"told.js\"></script><script async src=\"{{site}}embed.js\"></script>\
                <offprint-article id=\"first\" src=\"{{site}}a/r10/\"><a href=\"{{site}}a/r10/\">Report</a></offprint-article></html>";
    let folder = Folder::with(&[("page.html", page.as_bytes().to_vec()), ("told.js", host_file("told.js"))]);
    let host = around_in(folder.path(), &site);
    check(Chromium::desktop(), async |b| {
        b.open_around(&host, "page.html", &["first"]).await;
        let tabs = b.session.windows().await.unwrap().len();
        b.click_in("first", "article .mention").await;
        b.click_in("first", "#_card a").await;
        b.wait(async || if b.session.windows().await.unwrap().len() > tabs { Ok(()) } else { Err("no tab".to_owned()) }).await.unwrap();
        b.until_inside("first", "document.querySelector('article h1').textContent == '第10号简报'").await;
        // Searched is what the frame was made for.
        b.type_in("first", "#_q", "水情").await;
        b.until_inside("first", "document.querySelector('#_hits.asked [role=option]') && !document.querySelector('.all-hits')").await;
    });
}

#[test]
fn a_site_is_announced_to_search_engines_and_readers_of_feeds() {
    let text = |path: &str| std::fs::read_to_string(built().join(path)).unwrap_or_else(|why| panic!("{path}: {why}"));
    assert!(text("sitemap.xml").contains("https://example.org/valley/a/r07/"));
    assert!(text("atom.xml").contains("第59号简报"));
    assert!(text("en/feed.json").contains("The footbridge"));
    assert!(text("robots.txt").contains("Sitemap: https://example.org/valley/sitemap.xml"));
    let article = text("a/r07/index.html");
    for part in [
        "application/ld+json",
        "citation_title",
        "twitter:card",
        "og:site_name",
        "<link rel=\"canonical\" href=\"https://example.org/valley/a/r07/\">",
    ] {
        assert!(article.contains(part), "{part}");
    }
}
