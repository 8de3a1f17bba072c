//! Pages that others have built: what they forbid, how they look, what their styles would do to a frame.

use serde_json::json;

use super::{MARKED, engines, two_engines};
use crate::around::{around, frame, told};
use crate::built::built;
use crate::harness::{Browser, check};
use crate::options::{Chromium, Options};

const LIGHT: [u8; 3] = [251, 248, 241];
const DARK: [u8; 3] = [22, 21, 15];

#[test]
fn a_page_that_forbids_all_but_script_and_frame_can_embed() {
    for options in engines() {
        let site = built("/any/depth/");
        let host = around(&site);
        // A style at the end.
        check(options.expecting(&["style-src"]).tolerating(&["img-src"]), async |b| {
            b.open_around(&host, "csp.html", &["first", "strict", "search"]).await;
            b.fits("first").await;
            b.type_in("search", "#_q", "考评").await;
            b.click_in("search", "a[href*='#exchange']").await;
            b.until_inside("first", &format!("{MARKED}.includes('考评')")).await;
            b.fits("first").await;
            b.fits("search").await;
            assert_eq!(b.js(&format!("{}.clientHeight", frame("strict"))).await, 500);
            // All but the page's own icon.
            let violations = "violations.filter(violation => !violation.startsWith('img-src'))";
            assert_eq!(b.js(violations).await, json!([]));
            assert_eq!(b.js("told.filter(({ name }) => name == 'error')").await, json!([]));
            // Had anything else been forbidden, it would have been told.
            b.js("void document.body.append(Object.assign(document.createElement('style'), { textContent: 'p {}' }))").await;
            b.until(&format!("{violations}.length == 1")).await;
        });
    }
}

#[test]
fn no_frame_is_white_on_a_dark_page() {
    for options in engines() {
        no_frame_has_a_ground_of_its_own(options, "#000", [0, 0, 0]);
    }
}

#[test]
fn no_frame_is_dark_on_a_light_page_before_it_is_there() {
    for options in engines() {
        no_frame_has_a_ground_of_its_own(options, "#fff", [255, 255, 255]);
    }
}

/// Before the frames are there, the page is seen through them; after that, nothing but their own paper, to the edges.
fn no_frame_has_a_ground_of_its_own(options: Options, ground: &'static str, shown: [u8; 3]) {
    let site = built("/");
    let host = around(&site);
    if ground == "#fff" {
        let light = |page: Vec<u8>| {
            String::from_utf8(page).unwrap().replace("dark\">", "light\">").replace("color-scheme: dark", "color-scheme: light")
        };
        host.rewrite("/dark.html", move |page| light(page).replace("background: #000", "background: #fff").into_bytes());
    }
    check(options, async |b| {
        let gate = site.hold("/embed.html");
        b.set_off_to(&host.url("dark.html")).await;
        b.until(&format!("customElements.get('offprint-article') && document.getElementById('host')?.shadowRoot && {}", frame("host")))
            .await;
        b.until("document.getElementById('host').getBoundingClientRect().height == 340").await;
        gate.reached();
        for id in ["light", "dark", "auto", "host"] {
            // It stays on its way until the gate opens; the browser may have a picture to paint first.
            comes_to(b, id, &[shown]).await;
        }
        gate.open();
        for id in ["light", "dark", "auto", "host"] {
            b.embedded(id).await;
        }
        comes_to(b, "light", &[LIGHT]).await;
        comes_to(b, "dark", &[DARK]).await;
        comes_to(b, "host", &[shown]).await;
        // Not every engine passes the scheme of the page around on.
        comes_to(b, "auto", if shown == [0; 3] { &[LIGHT, DARK] } else { &[LIGHT] }).await;
    });
}

/// A frame that is ready is painted a moment later: then it has one of these papers, to its edges.
async fn comes_to(b: &Browser, id: &str, papers: &[[u8; 3]]) {
    let painted = b.wait(async || {
        let seen = edges(b, id).await;
        if papers.iter().any(|paper| seen == [*paper; 6]) { Ok(()) } else { Err(format!("{id}: {seen:?} instead of {papers:?}")) }
    });
    painted.await.unwrap();
}

/// What is shown near the edges of a frame, beside its scrollbar if there is one.
async fn edges(b: &Browser, id: &str) -> Vec<[u8; 3]> {
    let edges = "(({ left, right, top, bottom }) => [[left + 4, top + 4], [left + 4, top + 170], [left + 4, bottom - 4], \
        [right - 25, top + 4], [right - 25, top + 170], [right - 25, bottom - 4]])";
    let points = b.js(&format!("{edges}({}.getBoundingClientRect())", frame(id))).await;
    b.pixels(serde_json::from_value(points).unwrap()).await
}

#[test]
fn on_a_page_from_right_to_left_a_frame_reads_from_left_to_right() {
    for options in engines() {
        let site = built("/");
        let host = around(&site);
        check(options, async |b| {
            b.open_around(&host, "rtl.html", &["first"]).await;
            b.fits("first").await;
            assert_eq!(is_as_wide_as(b, "p").await, true);
            let read = "[getComputedStyle(document.querySelector('article p')).direction, getComputedStyle(document.querySelector('article p')).textAlign]";
            assert_eq!(b.inside("first", read).await, json!(["ltr", "start"]));
        });
    }
}

#[test]
fn a_theme_that_styles_everything_reaches_nothing_of_the_embed() {
    for options in two_engines() {
        let site = built("/");
        let host = around(&site);
        check(options, async |b| {
            b.open_around(&host, "wordpress.html", &["first"]).await;
            b.fits("first").await;
            assert_eq!(is_as_wide_as(b, ".entry-content p").await, true);
            let styled = format!("(({{ borderTopWidth, maxWidth }}) => [borderTopWidth, maxWidth])(getComputedStyle({}))", frame("first"));
            assert_eq!(b.js(&styled).await, json!(["0px", "none"]));
            assert_eq!(b.js(&format!("getComputedStyle({}.parentElement).overflow", frame("first"))).await, "visible");
            // A head that stays at the top of the window covers nothing of what is opened.
            b.js("document.getElementById('first').open('planning')").await;
            b.until_inside("first", "document.querySelector('[data-landed]')").await;
            let top = b.inside("first", "document.getElementById('planning').getBoundingClientRect().top").await;
            b.until(&format!("(top => top > 72 && top < innerHeight * 0.7)({}.getBoundingClientRect().top + {top})", frame("first"))).await;
        });
    }
}

async fn is_as_wide_as(b: &Browser, css: &str) -> serde_json::Value {
    b.js(&format!("{}.getBoundingClientRect().width == document.querySelector('{css}').getBoundingClientRect().width", frame("first")))
        .await
}

#[test]
fn what_the_search_finds_opens_in_the_article_on_the_page() {
    for options in two_engines() {
        let site = built("/any/depth/");
        let host = around(&site);
        check(options, async |b| {
            b.open_around(&host, "search.html", &["box", "article"]).await;
            b.fits("box").await;
            let around = b.js(super::AROUND).await;
            let before = b.js(&format!("{}.clientHeight", frame("box"))).await;
            b.type_in("box", "#_q", "考评").await;
            b.enter_embed("box").await;
            b.shows(".count", "处").await;
            b.leave_frames().await;
            b.until(&format!("{}.some(({{ query, hits }}) => query == '考评' && hits > 3)", told("box", "search"))).await;
            b.fits("box").await;
            b.until(&format!("{}.clientHeight > {before}", frame("box"))).await;
            b.click_in("box", "a[href*='#exchange']").await;
            b.until_inside("article", &format!("{MARKED}.includes('考评') && document.querySelector('[data-landed]')?.id == 'exchange'"))
                .await;
            b.fits("article").await;
            let top = b.inside("article", "document.getElementById('exchange').getBoundingClientRect().top").await;
            b.until(&format!("(top => top > 0 && top < innerHeight)({}.getBoundingClientRect().top + {top})", frame("article"))).await;
            assert_eq!(b.js(super::AROUND).await, around);
            assert_eq!(b.session.windows().await.unwrap().len(), 1);
            // The box is where it was, for the next one.
            b.enter_embed("box").await;
            b.until("document.getElementById('_q').value == '考评' && document.querySelector('a[href*=\"#exchange\"]')").await;
            b.leave_frames().await;
        });
    }
}

#[test]
fn what_a_search_by_itself_finds_opens_on_the_site_in_a_tab_of_its_own() {
    for options in two_engines() {
        let site = built("/any/depth/");
        let host = around(&site);
        check(options, async |b| {
            b.open_around(&host, "search.html", &["alone"]).await;
            let around = b.js(super::AROUND).await;
            b.type_in("alone", "#_q", "考评").await;
            b.click_in("alone", "a[href*='#exchange']").await;
            b.to_opened_tab().await;
            b.until(&format!("location.href == '{}?q=%E8%80%83%E8%AF%84#exchange'", site.url("a/qinyuan/"))).await;
            b.ready().await;
            b.until(&format!("{MARKED}.includes('考评')")).await;
            assert_eq!(b.js("opener").await, json!(null));
            b.close_tab().await;
            assert_eq!(b.js(super::AROUND).await, around);
        });
    }
}

#[test]
fn nothing_on_the_page_around_moves_while_a_frame_comes() {
    let of_a_section =
        |page: &str| page.replace("height=\"auto 1500px\"", "section=\"grid\" height=\"auto 900px\"").replace("1500px", "900px");
    for (is_section, width) in [(false, 1280), (false, 390), (true, 1280), (true, 390)] {
        let site = built("/");
        let host = around(&site);
        if is_section {
            host.rewrite("/steady.html", move |page| of_a_section(&String::from_utf8(page).unwrap()).into_bytes());
        }
        check(Chromium::desktop(), async |b| {
            b.size(width, 800).await;
            b.open_around(&host, "steady.html", &["first"]).await;
            b.fits("first").await;
            // One frame more, in which a shift would be counted.
            b.js("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))").await;
            let shifted = b.js("shifts.reduce((sum, { value }) => sum + value, 0)").await.as_f64().unwrap();
            assert!(shifted < 0.02, "{shifted} with a section: {is_section}, at {width}; {}", b.js("told").await);
            // A shift of one's own is seen.
            b.js("void document.body.prepend(Object.assign(document.createElement('p'), { style: 'height: 300px' }))").await;
            b.until("shifts.reduce((sum, { value }) => sum + value, 0) > 0.02").await;
        });
    }
}

#[test]
fn a_frame_without_an_element_reads_and_searches_and_says_nothing() {
    let site = built("/any/depth/");
    let host = around(&site);
    check(Chromium::desktop().dark(), async |b| {
        b.open(&host.url("iframe.html")).await;
        let around = b.js(super::AROUND).await;
        b.enter_frame("#raw").await;
        b.ready().await;
        assert_eq!(
            b.js("[document.documentElement.dataset.theme, document.documentElement.scrollHeight > innerHeight]").await,
            json!(["light", true])
        );
        b.type_into("#_q", "考评").await;
        b.click("#_hits a[href$='#exchange']").await;
        b.until(&format!("{MARKED}.includes('考评') && scrollY > 0")).await;
        b.click(".ways [hreflang=en]").await;
        b.until("document.documentElement.lang == 'en'").await;
        b.click(".back").await;
        b.until("document.documentElement.lang == 'zh-Hans'").await;
        b.leave_frames().await;
        assert_eq!(b.js(super::AROUND).await, around);
        assert_eq!(b.js("messages").await, json!([]));
    });
}

#[test]
fn a_page_with_embeds_is_whole_without_the_site() {
    let site = built("/");
    let host = around(&site);
    let address = site.url("");
    drop(site);
    check(Chromium::desktop().expecting(&["ERR_CONNECTION_REFUSED"]), async |b| {
        b.open(&host.url("plain.html")).await;
        assert_eq!(b.js("document.querySelector('#first a').checkVisibility()").await, true);
        assert_eq!(b.js("document.querySelector('#first a').href").await, format!("{address}a/qinyuan/"));
    });
}
