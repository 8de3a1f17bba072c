//! The element in the page around: attributes, properties, methods, focus, and what becomes of it when the reader fails.

use serde_json::json;
use thirtyfour::Key;

use super::{AROUND, LANDED, engines, two_engines};
use crate::around::{around, asked, frame, told};
use crate::built::built;
use crate::faults::Fault;
use crate::harness::check;
use crate::options::Chromium;

const FIRST: &str = "document.getElementById('first')";

#[test]
fn attributes_and_properties_are_one_and_only_another_address_loads_anew() {
    let site = built("/any/depth/");
    let host = around(&site);
    check(Chromium::desktop(), async |b| {
        b.open_around(&host, "plain.html", &["first", "second"]).await;
        let around = b.js(AROUND).await;
        let began = b.inside("first", "performance.timeOrigin").await;
        let changes = [
            ("section", "planning", format!("{LANDED} == 'planning' && document.documentElement.matches('[data-alone]')")),
            ("theme", "dark", "document.documentElement.dataset.theme == 'dark'".to_owned()),
            ("height", "500px", "innerHeight == 500 && !document.documentElement.matches('[data-alone]')".to_owned()),
            ("section", "review", format!("{LANDED} == 'review' && scrollY > 0")),
            ("lang", "en", "document.documentElement.lang == 'en'".to_owned()),
            ("height", "auto", "innerHeight > 500".to_owned()),
            ("theme", "light", "document.documentElement.dataset.theme == 'light'".to_owned()),
            ("lang", "zh-Hans", "document.documentElement.lang == 'zh-Hans'".to_owned()),
        ];
        for (index, (name, value, seen)) in changes.iter().enumerate() {
            // By turns as a property and as an attribute.
            let set =
                if index % 2 == 0 { format!("{FIRST}.{name} = '{value}'") } else { format!("{FIRST}.setAttribute('{name}', '{value}')") };
            b.js(&format!("void ({set})")).await;
            assert_eq!(b.js(&format!("[{FIRST}.{name}, {FIRST}.getAttribute('{name}')]")).await, json!([value, value]));
            b.until_inside("first", seen).await;
        }
        // Without a section it is the whole article again.
        b.js(&format!("void ({FIRST}.section = null)")).await;
        assert_eq!(b.js(&format!("[{FIRST}.section, {FIRST}.hasAttribute('section')]")).await, json!(["", false]));
        b.until_inside("first", "!document.documentElement.matches('[data-alone]')").await;
        assert_eq!(b.inside("first", "performance.timeOrigin").await, began);
        assert_eq!(asked(&site, "/embed.html"), 2);
        assert_eq!(b.js(&format!("{}.length", told("first", "ready"))).await, 1);
        b.js(&format!("void ({FIRST}.src = '{}')", site.url("en/a/qinyuan/index.html"))).await;
        b.until(&format!("{}.length == 2", told("first", "ready"))).await;
        assert_ne!(b.inside("first", "performance.timeOrigin").await, began);
        assert_eq!(b.inside("first", "location.href").await, site.url("en/a/qinyuan/embed.html"));
        assert_eq!(asked(&site, "/embed.html"), 3);
        // Whatever has happened, it has left no entry.
        assert_eq!(b.js(AROUND).await, around);
        assert_eq!(b.inside("first", "Boolean(document.querySelector('.back'))").await, false);
    });
}

#[test]
fn what_was_set_before_the_script_came_is_taken_over() {
    let site = built("/");
    let host = around(&site);
    let gate = site.hold("/embed.js");
    check(Chromium::desktop(), async |b| {
        b.set_off_to(&host.url("plain.html")).await;
        b.until("document.getElementById('after')").await;
        gate.reached();
        let (first, second) = (
            format!("Object.assign({FIRST}, {{ theme: 'dark', section: 'planning' }})"),
            "Object.assign(document.getElementById('second'), { height: '', lang: 'en' })",
        );
        b.js(&format!("void [{first}, {second}]")).await;
        assert_eq!(b.js(&format!("{FIRST}.getAttribute('theme')")).await, "light");
        gate.open();
        b.embedded("first").await;
        assert_eq!(b.js(&format!("[{FIRST}.getAttribute('theme'), {FIRST}.getAttribute('section')]")).await, json!(["dark", "planning"]));
        let seen = "[document.documentElement.dataset.theme, document.documentElement.matches('[data-alone]')]";
        assert_eq!(b.inside("first", seen).await, json!(["dark", true]));
        b.embedded("second").await;
        b.until_inside("second", "document.documentElement.lang == 'en'").await;
        b.fits("second").await;
        // Properties are the element's class's from now on.
        assert_eq!(b.js(&format!("Object.keys({FIRST})")).await, json!([]));
        b.js(&format!("void ({FIRST}.theme = 'light')")).await;
        b.until_inside("first", "document.documentElement.dataset.theme == 'light'").await;
    });
}

#[test]
fn methods_open_and_search_also_before_there_is_a_reader() {
    for options in two_engines() {
        let site = built("/any/depth/");
        let host = around(&site);
        let gate = site.hold(".wasm");
        check(options, async |b| {
            b.set_off_to(&host.url("plain.html")).await;
            b.until("customElements.get('offprint-article') && document.getElementById('second')?.shadowRoot").await;
            b.js(&format!("{FIRST}.open('grid'), document.getElementById('second').search('网格')")).await;
            gate.reached();
            assert_eq!(b.js("told.filter(({ name }) => name == 'ready').length").await, 0);
            gate.open();
            b.until_inside("first", &format!("{LANDED} == 'grid'")).await;
            b.fits("first").await;
            // The place was called for, so the page is there.
            let top = b.inside("first", "document.getElementById('grid').getBoundingClientRect().top").await;
            b.until(&format!("(top => top >= 0 && top < innerHeight * 0.7)({}.getBoundingClientRect().top + {top})", frame("first"))).await;
            b.enter_embed("second").await;
            b.shows(".results .count", "处").await;
            b.leave_frames().await;
            b.until(&format!("{}.some(({{ query, hits }}) => query == '网格' && hits > 3)", told("second", "search"))).await;
            b.js(&format!("{FIRST}.search('考评')")).await;
            b.until(&format!("{}.some(({{ query, hits }}) => query == '考评' && hits > 3)", told("first", "search"))).await;
            b.js(&format!("{FIRST}.open('planning')")).await;
            b.until_inside("first", &format!("{LANDED} == 'planning'")).await;
        });
    }
}

#[test]
fn loading_a_frame_takes_no_focus() {
    for options in two_engines() {
        let site = built("/");
        let host = around(&site);
        let gate = site.hold(".wasm");
        check(options, async |b| {
            b.open(&host.url("wordpress.html")).await;
            gate.reached();
            b.until("document.activeElement.id == 's'").await;
            b.keys("while it loads").await;
            b.js(&format!("{FIRST}.section = 'planning'")).await;
            gate.open();
            b.embedded("first").await;
            b.js(&format!("{FIRST}.section = 'review'")).await;
            // Not by a look inside: WebKit's driver gives the focus to a frame that it enters.
            b.until(&format!("{}.some(({{ href }}) => href.endsWith('#review'))", told("first", "navigate"))).await;
            b.until(&format!("{}.length > 1", told("first", "resize"))).await;
            b.keys(" and after").await;
            b.until("document.getElementById('s').value == 'while it loads and after'").await;
            assert_eq!(b.js("[document.activeElement.id, scrollY]").await, json!(["s", 0]));
        });
    }
}

#[test]
fn the_keyboard_goes_through_a_frame_and_out_at_its_end() {
    for options in engines() {
        let site = built("/");
        let host = around(&site);
        check(options, async |b| {
            b.open_around(&host, "plain.html", &["first"]).await;
            b.js(&format!("void ({FIRST}.section = 'together')")).await;
            b.until_inside("first", &format!("{LANDED} == 'together'")).await;
            b.js("document.getElementById('before').focus()").await;
            let mut stops = Vec::new();
            while stops.last().is_none_or(|stop| stop != "between") && stops.len() < 60 {
                b.keys(Key::Tab).await;
                stops.push(b.js("document.activeElement.id").await);
            }
            assert_eq!(stops.pop(), Some(json!("between")), "{stops:?}");
            assert!(stops.len() > 5 && stops.iter().all(|stop| stop == "first"), "{stops:?}");
            b.keys(Key::Shift + Key::Tab).await;
            b.until("document.activeElement.id == 'first'").await;
            assert_eq!(b.inside("first", "document.activeElement.closest('.foot') != null").await, true);
        });
    }
}

#[test]
fn without_its_reader_a_frame_can_be_read_and_the_page_around_is_told() {
    let site = built("/");
    let host = around(&site);
    site.fault(".wasm", Fault::Missing);
    check(Chromium::desktop().expecting(&["404", "The reader did not start."]).tolerating(&["integrity"]), async |b| {
        b.open(&host.url("plain.html")).await;
        b.until(&format!("{}.some(({{ code, message }}) => code == 'reader' && message)", told("first", "error"))).await;
        assert_eq!(b.js("document.querySelector('#first a').checkVisibility()").await, false);
        b.fits("first").await;
        b.enter_embed("first").await;
        b.shows("#_failed", "正文完整").await;
        b.shows("#last", "。").await;
        b.leave_frames().await;
        // A link followed within would make an entry in the history around; it opens beside.
        let around = b.js(AROUND).await;
        b.click_in("first", ".framed-title").await;
        b.to_opened_tab().await;
        b.until(&format!("location.href == {:?}", site.url("a/qinyuan/"))).await;
        b.close_tab().await;
        assert_eq!(b.js(AROUND).await, around);
    });
}

#[test]
fn a_reader_that_comes_late_is_waited_for() {
    let site = built("/");
    let host = around(&site);
    let gate = site.hold("/embed.html");
    check(Chromium::desktop(), async |b| {
        b.set_off_to(&host.url("plain.html")).await;
        gate.reached();
        // Long enough for a frame that has loaded to be given up; one that is still on its way is not.
        b.js("new Promise(done => setTimeout(done, 3500))").await;
        assert_eq!(b.js("told.length").await, 0);
        gate.open();
        b.embedded("first").await;
        b.fits("first").await;
    });
}
