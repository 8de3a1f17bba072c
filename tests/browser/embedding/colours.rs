//! The look of a frame in the page around: which values reach it, what is done so that it can be read, and that it follows.

use serde_json::{Value, json};

use super::{engines, two_engines};
use crate::around::{around, asked, told};
use crate::built::built;
use crate::harness::check;
use crate::options::Chromium;

const FIRST: &str = "document.getElementById('first')";
/// Ground and text of the article, as they are shown.
const SHOWN: &str =
    "[getComputedStyle(document.documentElement).backgroundColor, getComputedStyle(document.querySelector('article p')).color]";
/// WCAG 2: the contrast of two colours as the browser writes them.
const CONTRAST: &str = "(...colours) => { \
    const [a, b] = colours.map(colour => colour.match(/\\d+/g).map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) \
        .map(([red, green, blue]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue).sort((a, b) => b - a); \
    return (a + 0.05) / (b + 0.05) }";

#[test]
fn the_page_says_its_colours_in_any_way_that_browsers_know() {
    for options in engines() {
        let site = built("/");
        let host = around(&site);
        check(options, async |b| {
            b.open_around(&host, "colours.html", &["first"]).await;
            // A page that says nothing is asked what it looks like.
            b.until_inside("first", &format!("{SHOWN}.join() == 'rgb(244, 247, 251),rgb(20, 33, 43)'")).await;
            b.js(&format!("void ({FIRST}.className = 'branded')")).await;
            b.until_inside("first", &format!("{SHOWN}.join() == 'rgb(255, 250, 240),rgb(25, 25, 112)'")).await;
            let looks = "(style => [style.getPropertyValue('--radius'), style.fontSize, style.getPropertyValue('--text') == style.getPropertyValue('--hei')])\
                         (getComputedStyle(document.documentElement))";
            assert_eq!(b.inside("first", looks).await, json!(["6px", "20px", true]));
            let seal = "getComputedStyle(document.documentElement).getPropertyValue('--seal')";
            let accent = b.inside("first", &format!("{seal}.match(/\\d+/g).map(Number)")).await;
            // oklch(50% 0.15 250) is rgb(0 101 180).
            let accent: Vec<i32> = serde_json::from_value(accent).unwrap();
            assert!(accent.iter().zip([0, 101, 180]).all(|(shown, meant)| (shown - meant).abs() <= 2), "{accent:?}");
            assert_eq!(b.js("told.filter(({ name }) => name == 'error')").await, json!([]));
            b.fits("first").await;
            // The device's own again.
            b.js(&format!("void ({FIRST}.theme = 'light')")).await;
            b.until_inside("first", &format!("{SHOWN}[0] == 'rgb(251, 248, 241)' && document.documentElement.style.length == 0")).await;
        });
    }
}

#[test]
fn what_is_no_value_of_its_kind_is_refused_and_said() {
    for options in two_engines() {
        let site = built("/");
        let host = around(&site);
        check(options, async |b| {
            b.open_around(&host, "colours.html", &["first"]).await;
            b.js(&format!("void ({FIRST}.className = 'unsafe')")).await;
            let refused = format!("{}.filter(({{ code, message }}) => code == 'token' && message)", told("first", "error"));
            b.until(&format!("{refused}.length >= 8")).await;
            let refused = b.js(&format!("Object.fromEntries({refused}.map(({{ token, value }}) => [token, value]))")).await;
            let mut tokens: Vec<&String> = refused.as_object().unwrap().keys().collect();
            tokens.sort();
            assert_eq!(tokens, ["font", "ink", "line", "mark", "paper", "quiet", "radius", "size"]);
            for (token, part) in [("paper", "url("), ("ink", ";"), ("quiet", "}"), ("radius", "50%"), ("font", "papyrus"), ("mark", "url(")]
            {
                assert!(refused[token].as_str().unwrap().contains(part), "{token}: {refused}");
            }
            // The rest is used, and in the place of what was refused what the page looks like.
            b.until_inside("first", &format!("{SHOWN}.join() == 'rgb(244, 247, 251),rgb(20, 33, 43)'")).await;
            let style = b.inside("first", "document.documentElement.style.cssText").await;
            let style = style.as_str().unwrap();
            assert!(style.contains("--seal: rgb(") && !style.contains("--radius") && !style.contains("--text"), "{style}");
            assert!(["url", "}", "red", "papyrus", "%"].iter().all(|text| !style.contains(text)), "{style}");
            // Said once, not with every change of the page.
            b.js("void (document.body.className = 'x')").await;
            b.js(&format!("void ({FIRST}.style.color = 'rgb(1, 2, 3)')")).await;
            b.until_inside("first", &format!("{SHOWN}[1] == 'rgb(1, 2, 3)'")).await;
            let said = format!("{}.filter(({{ code }}) => code == 'token').length", told("first", "error"));
            assert_eq!(b.js(&said).await, 8);
        });
    }
}

#[test]
fn the_frame_looks_again_at_what_it_is_sent() {
    let site = built("/");
    let host = around(&site);
    check(Chromium::desktop(), async |b| {
        b.open_around(&host, "colours.html", &["first"]).await;
        let before = b.inside("first", "document.documentElement.style.cssText").await;
        let hostile = json!({ "paper": "red", "ink": [1, 2, 300], "accent": [1, 2, 3.5], "quiet": [1, 2], "line": "url(x)", "mark": [0, 0, "0"],
            "radius": 49, "size": "20px", "font": "constructor" });
        let frame = crate::around::frame("first");
        let post = |tokens: &Value| {
            format!(
                "{frame}.contentWindow.postMessage({{ offprint: 1, id: JSON.parse({frame}.name).id, is: 'set', theme: 'host', tokens: {tokens} }}, '*')"
            )
        };
        b.js(&post(&hostile)).await;
        b.until_inside("first", "document.documentElement.style.length == 0").await;
        assert_ne!(before, "");
        b.js(&post(&json!({ "paper": [0, 0, 0], "radius": 48, "size": 20, "font": "system" }))).await;
        b.until_inside("first", &format!("{SHOWN}[0] == 'rgb(0, 0, 0)'")).await;
        let looks = "(style => [style.getPropertyValue('--radius'), style.fontSize, style.getPropertyValue('--text')])(document.documentElement.style)";
        assert_eq!(b.inside("first", looks).await, json!(["48px", "20px", "system-ui, sans-serif"]));
    });
}

#[test]
fn a_colour_that_cannot_be_read_is_changed_and_said() {
    for options in two_engines() {
        let site = built("/");
        let host = around(&site);
        check(options, async |b| {
            b.open_around(&host, "colours.html", &["first"]).await;
            b.js(&format!("void ({FIRST}.className = 'faint')")).await;
            let changed = format!("{}.filter(({{ code, message }}) => code == 'contrast' && message)", told("first", "error"));
            b.until(&format!("{changed}.length == 2")).await;
            let changed = b.js(&format!("{changed}.map(({{ token, given, used }}) => [token, given, used])")).await;
            assert_eq!((&changed[0][0], &changed[0][1]), (&json!("ink"), &json!("187,187,187")));
            assert_eq!((&changed[1][0], &changed[1][1]), (&json!("accent"), &json!("255,255,0")));
            let [ground, ink]: [String; 2] = serde_json::from_value(b.inside("first", SHOWN).await).unwrap();
            assert_eq!(ground, "rgb(255, 255, 255)");
            assert_eq!(ink, format!("rgb({})", changed[0][2].as_str().unwrap().replace(',', ", ")));
            // Enough, and no more than that: the nearest that can be read.
            let contrast = b.js(&format!("({CONTRAST})('{ground}', '{ink}')")).await.as_f64().unwrap();
            assert!((4.5..5.0).contains(&contrast), "{contrast}");
            let small = "['.foot', '.byline', '.contents a', '.here'].map(css => document.querySelector(css)).filter(Boolean).map(e => getComputedStyle(e).color)";
            let small: Vec<String> = serde_json::from_value(b.inside("first", small).await).unwrap();
            for colour in small {
                let contrast = b.js(&format!("({CONTRAST})('{ground}', '{colour}')")).await.as_f64().unwrap();
                assert!(contrast >= 4.5, "{colour}: {contrast}");
            }
        });
    }
}

#[test]
fn when_the_page_changes_its_theme_the_frame_follows_without_loading() {
    for options in two_engines() {
        let site = built("/");
        let host = around(&site);
        check(options, async |b| {
            b.open_around(&host, "colours.html", &["first"]).await;
            let began = b.inside("first", "performance.timeOrigin").await;
            let (day, night) = ("rgb(244, 247, 251),rgb(20, 33, 43)", "rgb(16, 22, 28),rgb(223, 232, 239)");
            for (change, shown) in [
                ("document.documentElement.className = 'night'", night),
                ("document.documentElement.className = ''", day),
                ("document.documentElement.dataset.theme = 'dark'", night),
                ("delete document.documentElement.dataset.theme", day),
            ] {
                b.js(&format!("void ({change})")).await;
                b.until_inside("first", &format!("{SHOWN}.join() == '{shown}'")).await;
            }
            assert_eq!(b.inside("first", "performance.timeOrigin").await, began);
            assert_eq!(asked(&site, "/embed.html"), 1);
        });
    }
}

#[test]
fn with_the_theme_of_the_device_a_frame_changes_when_the_device_does() {
    let site = built("/");
    let host = around(&site);
    check(Chromium::desktop(), async |b| {
        b.open_around(&host, "colours.html", &["first"]).await;
        b.js(&format!("void ({FIRST}.theme = 'auto')")).await;
        for (scheme, ground) in [("light", "rgb(251, 248, 241)"), ("dark", "rgb(22, 21, 15)"), ("light", "rgb(251, 248, 241)")] {
            let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
            b.js("void (document.documentElement.style.colorScheme = 'light dark')").await;
            b.cdp("Emulation.setEmulatedMedia", features).await;
            b.until_inside("first", &format!("{SHOWN}[0] == '{ground}'")).await;
        }
    });
}

#[test]
fn axe_finds_nothing_in_frames_of_any_look() {
    let site = built("/");
    let host = around(&site);
    check(Chromium::desktop(), async |b| {
        let mut found = Vec::new();
        b.open_around(&host, "search.html", &["box", "article"]).await;
        for theme in ["light", "dark", "host"] {
            b.js(&format!("void ['box', 'article'].forEach(id => document.getElementById(id).theme = '{theme}')")).await;
            for (id, seen) in [("box", ".results .count"), ("article", "#_hits.asked .count")] {
                b.enter_embed(id).await;
                if theme != "host" {
                    b.until(&format!("document.documentElement.dataset.theme == '{theme}'")).await;
                }
                found.extend(b.axe().await.into_iter().map(|problem| format!("{id}, {theme}: {problem}")));
                b.type_into("#_q", "2022").await;
                b.shows(seen, "处").await;
                found.extend(b.axe().await.into_iter().map(|problem| format!("{id} with hits, {theme}: {problem}")));
                b.click("#_q").await;
                b.js("void (_q.value = '', _q.dispatchEvent(new InputEvent('input', { bubbles: true })))").await;
                b.leave_frames().await;
            }
        }
        b.open_around(&host, "colours.html", &["first"]).await;
        for class in ["branded", "faint"] {
            b.js(&format!("void ({FIRST}.className = '{class}')")).await;
            for section in ["", "planning"] {
                b.js(&format!("void ({FIRST}.section = '{section}')")).await;
                let alone = !section.is_empty();
                b.until_inside("first", &format!("document.documentElement.matches('[data-alone]') == {alone}")).await;
                b.enter_embed("first").await;
                found.extend(b.axe().await.into_iter().map(|problem| format!("{class}, {section}: {problem}")));
                b.leave_frames().await;
            }
        }
        // The page around, with the frames on it.
        found.extend(b.axe().await.into_iter().map(|problem| format!("around: {problem}")));
        assert!(found.is_empty(), "{}", found.join("\n"));
    });
}
