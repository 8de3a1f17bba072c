//! The article and the search on other people's pages: what the reader sees of it.

mod colours;
mod element;
mod frameworks;
mod hosts;
mod isolation;
mod messages;

use serde_json::json;
use std::time::Duration;
use thirtyfour::Key;

use crate::around::{around, asked, frame, told};
use crate::built::built;
use crate::harness::check;
use crate::options::{Chromium, Firefox, Options, WebKit};

/// What must stay as it is around a frame, whatever the reader does in it.
const AROUND: &str = "[location.href, document.title, history.length]";
const LANDED: &str = "document.querySelector('[data-landed]')?.id";
const MARKED: &str = "[...CSS.highlights.get('mark') ?? []].map(range => range.toString())";

/// Where the engines do the same by the same means, two of them are asked: every page with frames takes WebKitGTK its time.
fn two_engines() -> [Options; 2] {
    [Chromium::desktop(), Firefox::desktop()]
}

/// What is opened in a browser of each engine.
fn engines() -> [Options; 3] {
    [Chromium::desktop(), Firefox::desktop(), WebKit::desktop()]
}

#[test]
fn two_embeds_on_a_page_know_nothing_of_one_another() {
    for options in engines() {
        let site = built("/any/depth/");
        let host = around(&site);
        check(options, async |b| {
            b.open_around(&host, "plain.html", &["first", "second"]).await;
            b.fits("first").await;
            assert_eq!(b.js(&format!("{}.clientHeight", frame("second"))).await, 600);
            assert_eq!(b.inside("first", "document.documentElement.dataset.theme").await, "light");
            assert_eq!(b.inside("second", "document.documentElement.dataset.theme").await, "dark");
            let before = b.js(&format!("[{}.clientHeight, {}.name]", frame("first"), frame("second"))).await;
            b.js("Object.assign(document.getElementById('second'), { height: '333px', theme: 'light' })").await;
            b.until_inside("second", "innerHeight == 333 && document.documentElement.dataset.theme == 'light'").await;
            b.js("document.getElementById('first').theme = 'dark'").await;
            b.until_inside("first", "document.documentElement.dataset.theme == 'dark'").await;
            b.click_in("first", ".ways [hreflang=en]").await;
            b.until_inside("first", "document.documentElement.lang == 'en' && document.querySelector('.back')").await;
            b.until(&format!("{}.some(({{ lang, href }}) => lang == 'en' && href.endsWith('/en/a/qinyuan/'))", told("first", "navigate")))
                .await;
            b.fits("first").await;
            let seen = "[document.documentElement.lang, document.documentElement.dataset.theme, Boolean(document.querySelector('.back'))]";
            assert_eq!(b.inside("second", seen).await, json!(["zh-Hans", "light", false]));
            assert_eq!(b.js(&format!("{}.length", told("second", "navigate"))).await, 0);
            assert_ne!(b.js(&format!("{}.clientHeight", frame("first"))).await, before[0]);
            // One script, of which there is one instance.
            assert_eq!((asked(&site, "/embed.js"), asked(&site, "/embed.html")), (1, 2));
        });
    }
}

#[test]
fn without_scripts_the_link_in_the_tag_is_what_there_is() {
    let site = built("/");
    let host = around(&site);
    check(Chromium::desktop().without_javascript(), async |b| {
        b.open(&host.url("plain.html")).await;
        for id in ["first", "second"] {
            b.shows(&format!("#{id} a"), "沁源：四套办法，一个循环").await;
            assert_eq!(b.js(&format!("document.querySelector('#{id} a').checkVisibility()")).await, true);
        }
        assert_eq!(b.js("document.querySelector('#first a').href").await, site.url("a/qinyuan/"));
    });
}

#[test]
fn with_scripts_the_link_gives_way_to_the_frame() {
    let site = built("/");
    let host = around(&site);
    check(Chromium::desktop(), async |b| {
        b.open_around(&host, "plain.html", &["first"]).await;
        assert_eq!(b.js("document.querySelector('#first a').checkVisibility()").await, false);
        // The frame's name, for those who hear it.
        assert_eq!(b.js(&format!("{}.title", frame("first"))).await, "沁源：四套办法，一个循环");
        // Scripts of the page around come and go; the element's stays one.
        let again = format!("Object.assign(document.createElement('script'), {{ src: '{}?again' }})", site.url("embed.js"));
        b.js(&format!("new Promise(done => document.head.append(Object.assign({again}, {{ onload: () => done(true) }})))")).await;
        b.fits("first").await;
    });
}

#[test]
fn a_wrong_address_leaves_the_link_and_says_so() {
    let site = built("/");
    let host = around(&site);
    check(Chromium::desktop().expecting(&["404"]), async |b| {
        b.open_around(&host, "plain.html", &["first"]).await;
        for src in ["javascript:alert(1)", "data:text/html,x", "http://", "blob:x"] {
            b.js(&format!("told.length = 0, document.getElementById('first').src = {src:?}")).await;
            b.until(&format!("{}.some(({{ code, message }}) => code == 'address' && message)", told("first", "error"))).await;
            b.until("document.querySelector('#first a').checkVisibility() && !document.getElementById('first').shadowRoot.querySelector('iframe')").await;
        }
        b.js(&format!("document.getElementById('first').src = {:?}", site.url("a/nowhere/"))).await;
        b.until(&format!("{}.some(({{ code }}) => code == 'silent')", told("first", "error"))).await;
        b.until("document.querySelector('#first a').checkVisibility()").await;
        b.js(&format!("document.getElementById('first').src = {:?}", site.url("en/a/qinyuan/"))).await;
        b.until(&format!("{}.some(({{ lang }}) => lang == 'en')", told("first", "ready"))).await;
        b.until("!document.querySelector('#first a').checkVisibility()").await;
        b.fits("first").await;
    });
}

#[test]
fn a_frame_is_as_high_as_its_content_at_every_width_and_follows_it() {
    let site = built("/");
    let host = around(&site);
    check(Chromium::desktop(), async |b| {
        b.size(320, 800).await;
        b.open_around(&host, "plain.html", &["first"]).await;
        let mut heights = Vec::new();
        for width in [320, 768, 1280] {
            b.size(width, 800).await;
            b.fits("first").await;
            heights.push(b.js(&format!("{}.clientHeight", frame("first"))).await.as_u64().unwrap());
        }
        assert!(heights[0] > heights[1] && heights[1] > 1000, "{heights:?}");
        // What is found makes room for itself, and gives it back.
        b.type_in("first", "#_q", "网格").await;
        b.enter_embed("first").await;
        b.shows("#_hits.asked .count", "处").await;
        b.leave_frames().await;
        b.until(&format!("{}.clientHeight > {}", frame("first"), heights[2] + 200)).await;
        b.fits("first").await;
        b.enter_embed("first").await;
        b.click("[data-do=clear]").await;
        b.leave_frames().await;
        b.until(&format!("{}.clientHeight == {}", frame("first"), heights[2])).await;
        // A section alone, and from there the whole.
        b.js("document.getElementById('first').section = 'planning'").await;
        b.until(&format!("{}.clientHeight < {}", frame("first"), heights[2] / 2)).await;
        b.fits("first").await;
        assert_eq!(
            b.inside("first", "[...document.querySelectorAll('article > section')].filter(e => e.checkVisibility()).map(e => e.id)").await,
            json!(["planning"])
        );
        b.enter_embed("first").await;
        b.click(".whole").await;
        b.leave_frames().await;
        b.until(&format!("{}.clientHeight >= {}", frame("first"), heights[2])).await;
        b.fits("first").await;
        let last = format!("{}.at(-1).height == {}.clientHeight", told("first", "resize"), frame("first"));
        assert_eq!(b.js(&last).await, true);
    });
}

#[test]
fn the_other_engines_give_a_frame_the_height_of_its_content() {
    for options in [Firefox::desktop(), WebKit::desktop()] {
        let site = built("/");
        let host = around(&site);
        check(options, async |b| {
            b.open_around(&host, "plain.html", &["first"]).await;
            for width in [768, 1280] {
                b.size(width, 800).await;
                b.fits("first").await;
            }
            b.js("document.getElementById('first').section = 'planning'").await;
            b.until_inside("first", "document.querySelector('[data-landed]')").await;
            b.fits("first").await;
        });
    }
}

#[test]
fn an_idle_embed_is_silent() {
    let site = built("/");
    let host = around(&site);
    check(Chromium::desktop(), async |b| {
        b.open_around(&host, "plain.html", &["first", "second"]).await;
        b.fits("first").await;
        for id in ["first", "second"] {
            b.inside(id, "void (self.heard = 0, addEventListener('message', () => self.heard++))").await;
        }
        b.until("messages.length > 3 && new Promise(done => { const { length } = messages; setTimeout(() => done(length == messages.length), 700) })").await;
        let before = b.js("[messages.length, told.length]").await;
        tokio::time::sleep(Duration::from_secs(3)).await;
        assert_eq!(b.js("[messages.length, told.length]").await, before);
        for id in ["first", "second"] {
            assert_eq!(b.inside(id, "self.heard").await, 0, "{id}");
        }
    });
}

#[test]
fn a_page_that_answers_each_height_with_another_width_comes_to_rest() {
    let site = built("/");
    let host = around(&site);
    check(Chromium::desktop(), async |b| {
        b.open_around(&host, "plain.html", &["first"]).await;
        let mut heights = Vec::new();
        for width in [400, 520] {
            b.js(&format!("void (document.getElementById('first').style.width = '{width}px')")).await;
            b.until(&format!("{}.clientWidth == {width}", frame("first"))).await;
            b.fits("first").await;
            heights.push(b.js(&format!("{}.clientHeight", frame("first"))).await.as_u64().unwrap());
        }
        assert!(heights[0] > heights[1] + 100, "{heights:?}");
        // As a scrollbar does that comes and goes: too high makes it wider, which makes it lower, which makes it narrower.
        let answer = format!(
            "addEventListener('offprint:resize', ({{ detail }}) => {{ \
            document.getElementById('first').style.width = detail.height > {} ? '520px' : '400px' }})",
            heights[1]
        );
        b.js(&format!("void {answer}")).await;
        b.js("void (messages.length = 0, document.getElementById('first').style.width = '400px')").await;
        b.until("messages.length > 2 && new Promise(done => { const { length } = messages; setTimeout(() => done(length == messages.length), 700) })").await;
        assert_eq!(b.js(&format!("{}.clientHeight", frame("first"))).await, heights[0]);
        // Nor does it stop for good.
        b.js("void (document.getElementById('first').section = 'planning')").await;
        b.until(&format!("{}.clientHeight < {}", frame("first"), heights[1] / 2)).await;
    });
}

#[test]
fn going_on_in_the_frame_leaves_the_page_around_where_and_what_it_is() {
    for options in engines() {
        let site = built("/any/depth/");
        let host = around(&site);
        check(options, async |b| {
            b.open_around(&host, "plain.html", &["first"]).await;
            b.fits("first").await;
            let around = b.js(AROUND).await;
            // To a topic by its card, and back to the mention.
            b.click_in("first", "#grid a.mention").await;
            b.until_inside(
                "first",
                "document.querySelector('#_card').matches(':popover-open') && document.activeElement.matches('#_card a')",
            )
            .await;
            b.click_in("first", "#_card a").await;
            b.until_inside("first", "document.querySelector('main.topic h1')").await;
            b.fits("first").await;
            // What was opened is in the window, and not above or below it.
            b.until(&format!("(({{ top }}) => top > -200 && top < innerHeight)({}.getBoundingClientRect())", frame("first"))).await;
            b.click_in("first", ".back").await;
            b.until_inside("first", "document.querySelector('#grid a.mention') && !document.querySelector('.back')").await;
            b.fits("first").await;
            let mention = b.inside("first", "document.querySelector('#grid a.mention').getBoundingClientRect().top").await;
            b.until(&format!("(top => top > 0 && top < innerHeight)({}.getBoundingClientRect().top + {mention})", frame("first"))).await;
            b.type_in("first", "#_q", "考评").await;
            b.click_in("first", "#_hits a[href$='#exchange']").await;
            b.until_inside("first", &format!("{MARKED}.includes('考评')")).await;
            b.click_in("first", ".ways [hreflang=en]").await;
            b.until_inside("first", "document.documentElement.lang == 'en'").await;
            b.type_in("first", "#_q", "grid").await;
            b.enter_embed("first").await;
            b.keys(Key::Enter).await;
            b.shows(".results .count", "passages").await;
            b.leave_frames().await;
            b.click_in("first", ".framed-title").await;
            b.until_inside("first", "document.querySelector('main.reading h1')").await;
            assert_eq!(b.js(AROUND).await, around);
            let went = b.js(&format!("{}.map(({{ href }}) => href)", told("first", "navigate"))).await;
            let went: Vec<String> = serde_json::from_value(went).unwrap();
            for part in ["/t/", "?q=", "/en/a/qinyuan/", "/en/search/?q=grid"] {
                assert!(went.iter().any(|href| href.starts_with(&site.url("")) && href.contains(part)), "{part}: {went:?}");
            }
            assert_eq!(asked(&site, "/embed.html"), 2);
        });
    }
}

#[test]
fn the_contents_lead_to_a_section_to_which_the_page_around_scrolls() {
    let site = built("/");
    let host = around(&site);
    for width in [390, 1280] {
        check(Chromium::desktop(), async |b| {
            b.size(width, 800).await;
            b.open_around(&host, "plain.html", &["first"]).await;
            b.fits("first").await;
            let around = b.js(AROUND).await;
            b.enter_embed("first").await;
            if b.js("document.querySelector('.contents-button').checkVisibility()").await == true {
                b.click(".contents-button").await;
            }
            b.click("#_contents a[href$='#planning']").await;
            b.until(&format!("{LANDED} == 'planning'")).await;
            let top = b.js("document.getElementById('planning').getBoundingClientRect().top").await;
            assert!(top.as_f64().unwrap() > 1000.0);
            b.leave_frames().await;
            b.until(&format!("(top => top >= 0 && top < innerHeight / 2)({}.getBoundingClientRect().top + {top})", frame("first"))).await;
            assert_eq!(b.js(AROUND).await, around);
        });
    }
}

#[test]
fn the_way_from_mark_to_mark_stays_under_the_pointer_and_brings_the_page_along() {
    let site = built("/");
    let host = around(&site);
    for width in [390, 1280] {
        check(Chromium::desktop(), async |b| {
            b.size(width, 800).await;
            b.open_around(&host, "plain.html", &["first"]).await;
            b.fits("first").await;
            b.type_in("first", "#_q", "考评").await;
            b.click_in("first", "#_hits a[href$='#exchange']").await;
            b.until_inside("first", "document.querySelector('.marked button')").await;
            let at = "document.querySelector('#_mark').textContent.split(' / ').map(Number)[0]";
            for _ in 0..4 {
                let before = b.inside("first", at).await;
                b.click_in("first", "[data-do=next-mark]").await;
                b.until_inside("first", &format!("{at} != {before}")).await;
                // Mark and bar are both in the window.
                let places = "[CSS.highlights.get('mark-here') ?? [], [document.querySelector('.marked')]].flatMap(found => [...found]).map(e => e.getBoundingClientRect().top)";
                let places: Vec<f64> = serde_json::from_value(b.inside("first", places).await).unwrap();
                assert_eq!(places.len(), 2);
                for top in places {
                    b.until(&format!("(top => top >= 0 && top < innerHeight)({}.getBoundingClientRect().top + {top})", frame("first")))
                        .await;
                }
            }
        });
    }
}

#[test]
fn a_lazy_embed_asks_for_nothing_until_it_is_near() {
    for options in engines() {
        let site = built("/");
        let host = around(&site);
        check(options, async |b| {
            b.open(&host.url("lazy.html")).await;
            b.until("customElements.get('offprint-article') && document.getElementById('far').shadowRoot").await;
            b.js("scrollTo(0, 1500)").await;
            // Long enough for an observer to have been asked; that there is no request cannot be waited for.
            b.js("new Promise(done => setTimeout(done, 700))").await;
            assert_eq!(site.requests(), ["/embed.js"]);
            b.js("scrollTo(0, document.getElementById('far').offsetTop - innerHeight - 300)").await;
            b.embedded("far").await;
            b.fits("far").await;
        });
    }
}
