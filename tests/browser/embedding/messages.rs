//! What page and frame say to one another is heard from nobody else.

use serde_json::{Value, json};

use super::LANDED;
use crate::around::{around, frame, told};
use crate::built::built;
use crate::harness::check;
use crate::options::Chromium;

#[test]
fn a_frame_hears_nobody_but_the_page_around_it() {
    let (site, elsewhere) = (built("/"), built("/"));
    let host = around(&site);
    // The browser itself says so when a message's origin is not that of its window.
    check(Chromium::desktop().tolerating(&["target origin"]), async |b| {
        b.open_around(&host, "plain.html", &["first"]).await;
        let other = format!("Object.assign(document.createElement('iframe'), {{ id: 'other', src: '{}' }})", host.url("rtl.html"));
        b.js(&format!("void document.body.append({other})")).await;
        b.enter_frame("#other").await;
        b.until("document.readyState == 'complete' && self.told").await;
        let theirs = format!("parent.{}", frame("first"));
        let to = |message: &str| format!("{theirs}.contentWindow.postMessage({{ ...{message}, id: JSON.parse({theirs}.name).id }}, '*')");
        // From another window on the same page, of the same origin, with everything else as it should be.
        let set = |theme: &str| format!("{{ offprint: 1, is: 'set', theme: '{theme}' }}");
        b.js(&to(&set("dark"))).await;
        b.js(&to("{ offprint: 1, is: 'open', section: 'grid' }")).await;
        b.leave_frames().await;
        let post = |message: String| format!("{}.contentWindow.postMessage({message}, '*')", frame("first"));
        let id = format!("JSON.parse({}.name).id", frame("first"));
        // From the page around, with another id, another version, none of them, or what is no message at all.
        b.js(&post("{ offprint: 1, is: 'set', theme: 'dark', id: 'x' }".to_owned())).await;
        b.js(&post("{ offprint: 1, is: 'set', theme: 'dark' }".to_owned())).await;
        b.js(&post(format!("{{ offprint: 2, is: 'set', theme: 'dark', id: {id} }}"))).await;
        b.js(&post(format!("{{ offprint: 1, is: 'constructor', theme: 'dark', id: {id} }}"))).await;
        b.js(&post(format!("{{ offprint: 1, is: 'go', href: 'https://elsewhere.invalid/', id: {id} }}"))).await;
        b.js(&post(format!("{{ offprint: 1, is: 'go', href: 'javascript:document.title=1', id: {id} }}"))).await;
        b.js(&post("null".to_owned())).await;
        // Messages come in the order in which they were sent: once this one is here, the others were.
        b.js(&post(format!("{{ offprint: 1, is: 'set', height: 'fixed', id: {id} }}"))).await;
        b.until_inside("first", "document.documentElement.dataset.height == 'fixed'").await;
        assert_eq!(b.inside("first", "document.documentElement.dataset.theme").await, "light");
        assert_eq!(b.inside("first", &format!("{LANDED} ?? ''")).await, "");
        assert_eq!(b.js(&format!("{}.length", told("first", "navigate"))).await, 0);
        b.js(&post(format!("{{ offprint: 1, is: 'set', theme: 'dark', id: {id} }}"))).await;
        b.until_inside("first", "document.documentElement.dataset.theme == 'dark'").await;
        // A frame that belongs to a page of another origin hears nothing of this one.
        for (origin, theme) in [(elsewhere.origin(), "light"), (host.origin(), "dark")] {
            let name = json!({ "offprint": 1, "id": "raw", "origin": origin, "theme": "light", "height": "fixed", "section": "" });
            let raw = json!({ "id": "raw", "src": site.url("a/qinyuan/embed.html"), "name": name.to_string() });
            b.js("document.getElementById('raw')?.remove()").await;
            b.js(&format!("void document.body.append(Object.assign(document.createElement('iframe'), {raw}))")).await;
            b.enter_frame("#raw").await;
            b.until("document.readyState == 'complete' && document.querySelector('article')").await;
            b.ready().await;
            b.js("addEventListener('message', () => self.came = true)").await;
            b.leave_frames().await;
            b.js("raw.contentWindow.postMessage({ offprint: 1, id: 'raw', is: 'set', theme: 'dark' }, '*')").await;
            b.enter_frame("#raw").await;
            b.until("self.came").await;
            assert_eq!(b.js("document.documentElement.dataset.theme").await, theme);
            b.leave_frames().await;
        }
    });
}

#[test]
fn the_page_around_hears_nobody_but_the_frame_it_has_made() {
    let site = built("/");
    let host = around(&site);
    check(Chromium::desktop(), async |b| {
        b.open_around(&host, "plain.html", &["first", "second"]).await;
        b.fits("first").await;
        let id = b.js(&format!("JSON.parse({}.name).id", frame("first"))).await;
        let before = b.js(&format!("{}.clientHeight", frame("first"))).await;
        let resize = |id: &Value, version: u32, height: u32| format!("{{ offprint: {version}, id: {id}, is: 'resize', height: {height} }}");
        let other = format!("Object.assign(document.createElement('iframe'), {{ id: 'other', src: '{}' }})", host.url("rtl.html"));
        b.js(&format!("void document.body.append({other})")).await;
        b.enter_frame("#other").await;
        b.until("document.readyState == 'complete' && self.told").await;
        b.js(&format!("parent.postMessage({}, '*')", resize(&id, 1, 77))).await;
        let lie = format!("{{ offprint: 1, id: {id}, is: 'navigate', href: 'https://elsewhere.invalid/', title: 'x', lang: 'x' }}");
        b.js(&format!("parent.postMessage({lie}, '*')")).await;
        b.leave_frames().await;
        // From another embed, which is of the right origin.
        b.inside("second", &format!("parent.postMessage({}, '*')", resize(&id, 1, 77))).await;
        // From the right window, with what is not of its kind.
        b.enter_embed("first").await;
        for message in [
            resize(&json!("x"), 1, 77),
            resize(&id, 2, 77),
            format!("{{ offprint: 1, id: {id}, is: 'resize', height: 77.5 }}"),
            format!("{{ offprint: 1, id: {id}, is: 'resize', height: -1 }}"),
            format!("{{ offprint: 1, id: {id}, is: 'resize', height: 1e9 }}"),
            format!("{{ offprint: 1, id: {id}, is: 'resize', height: '77px' }}"),
            format!("{{ offprint: 1, id: {id}, is: 'constructor', height: 77 }}"),
            format!("{{ offprint: 1, id: {id}, is: 'error', code: 'contrast', token: '__proto__', given: [0, 0, 0], used: [0, 0, 0] }}"),
            "null".to_owned(),
            // The last is as it should be.
            resize(&id, 1, 1234),
        ] {
            b.js(&format!("parent.postMessage({message}, '*')")).await;
        }
        b.leave_frames().await;
        b.until(&format!("{}.clientHeight == 1234", frame("first"))).await;
        let heights = format!("{}.map(({{ height }}) => height).filter(height => height < 1000)", told("first", "resize"));
        assert_eq!(b.js(&heights).await, json!([]), "{before}");
        assert_eq!(b.js("told.filter(({ name }) => ['navigate', 'error'].includes(name))").await, json!([]));
        // The right window with the right id, from another origin: what has come into the frame in the meantime.
        b.js(&format!("{}.src = {:?}", frame("first"), host.url("rtl.html"))).await;
        b.until_inside("first", "document.dir == 'rtl' && document.readyState == 'complete' && self.told").await;
        b.enter_embed("first").await;
        b.js(&format!("parent.postMessage({}, '*')", resize(&id, 1, 77))).await;
        b.leave_frames().await;
        b.until("messages.at(-1)?.height == 77").await;
        assert_eq!(b.js(&format!("{}.clientHeight", frame("first"))).await, 1234);
    });
}
