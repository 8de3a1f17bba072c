//! The test server: what a page sees of it, on good days and bad ones.

use serde_json::{Value, json};

use crate::faults::Fault;
use crate::fixtures::{Folder, page, page_with};
use crate::harness::{Browser, check};
use crate::options::Chromium;
use crate::server::Site;

#[test]
fn a_site_stands_at_any_depth_without_rewrite_rules() {
    let lost = ("404.html", page("<h1>lost</h1>"));
    let folder = Folder::with(&[("a/x/index.html", page("<h1>x</h1>")), ("a/中/index.html", page("<h1>中</h1>")), lost]);
    let site = Site::serve(folder.path(), "/b/c/");
    check(Chromium::desktop().expecting(&["404"]).tolerating(&["405"]), async |b| {
        b.open(&site.url("a/x?q=1#f")).await;
        assert_eq!(b.js("location.href").await, site.url("a/x/?q=1#f"));
        assert_eq!(b.text("h1").await, "x");
        b.open(&site.url("a/中/")).await;
        assert_eq!(b.text("h1").await, "中");
        b.open(&site.url("nowhere/")).await;
        assert_eq!(b.text("h1").await, "lost");
        assert_eq!(b.js("fetch('/b/c').then(r => [r.status, r.url])").await, json!([404, site.url("")]));
        assert_eq!(b.js("fetch('/elsewhere').then(r => r.status)").await, 404);
        assert_eq!(b.js("fetch('/b/c/a/..%2f..%2fsecret', { method: 'HEAD' }).then(r => r.status)").await, 404);
        assert_eq!(b.js("fetch('/b/c/', { method: 'POST' }).then(r => r.status)").await, 405);
    });
    assert_eq!(site.requests()[..3], ["/b/c/a/x?q=1", "/b/c/a/x/?q=1", "/b/c/a/中/"]);
}

#[test]
fn each_fault_is_seen_by_a_fetch() {
    let text = "0123456789".repeat(100);
    let folder = Folder::with(&[("index.html", page("")), ("data.txt", text.clone())]);
    let site = Site::serve(folder.path(), "/");
    let expected = ["404", "500", "ERR_CONTENT_LENGTH_MISMATCH", "ERR_EMPTY_RESPONSE"];
    check(Chromium::desktop().expecting(&expected), async |b| {
        b.open(&site.url("")).await;
        let mend_and_strike = async |fault| {
            site.mend();
            assert_eq!(fetched(b).await, json!([200, "text/plain; charset=utf-8", text]));
            site.fault("*.txt", fault);
            fetched(b).await
        };
        assert_eq!(mend_and_strike(Fault::Missing).await[0], 404);
        assert_eq!(mend_and_strike(Fault::ServerError).await[0], 500);
        assert_eq!(mend_and_strike(Fault::Truncated).await, "Failed to fetch");
        assert_eq!(mend_and_strike(Fault::Dropped).await, "Failed to fetch");
        let portal = mend_and_strike(Fault::Html).await;
        assert_eq!((&portal[0], &portal[1]), (&json!(200), &json!("text/html; charset=utf-8")));
        let altered = mend_and_strike(Fault::Altered).await;
        let altered = altered[2].as_str().unwrap();
        assert_eq!(altered.len(), text.len());
        assert_eq!(altered.bytes().zip(text.bytes()).filter(|(a, b)| a != b).count(), 1);
    });
}

#[test]
fn a_body_is_rewritten_on_its_way() {
    let folder = Folder::with(&[("index.html", page("")), ("data.txt", "old".to_owned())]);
    let site = Site::serve(folder.path(), "/");
    site.rewrite("data", |body| [b"not so ", &*body].concat());
    check(Chromium::desktop(), async |b| {
        b.open(&site.url("")).await;
        assert_eq!(fetched(b).await[2], "not so old");
    });
}

#[test]
fn a_held_file_comes_when_its_gate_opens() {
    let late = page_with("<link rel=stylesheet href=late.css>", "<h1>early</h1>");
    let folder = Folder::with(&[("index.html", late), ("late.css", "h1 { color: rgb(1, 2, 3) }".to_owned())]);
    let site = Site::serve(folder.path(), "/");
    check(Chromium::desktop(), async |b| {
        let page = site.hold("/");
        b.set_off_to(&site.url("")).await;
        page.reached();
        let style = site.hold("*.css");
        page.open();
        style.reached();
        b.until("document.readyState == 'interactive'").await;
        assert_eq!(b.js("document.styleSheets.length").await, 0);
        style.open();
        b.until("document.readyState == 'complete'").await;
        assert_eq!(b.js("getComputedStyle(document.querySelector('h1')).color").await, "rgb(1, 2, 3)");
    });
}

#[test]
fn a_tab_that_is_offline_gets_nothing_until_it_is_back() {
    let folder = Folder::with(&[("index.html", page("")), ("data.txt", "here".to_owned())]);
    let site = Site::serve(folder.path(), "/");
    check(Chromium::desktop().expecting(&["ERR_INTERNET_DISCONNECTED"]), async |b| {
        b.open(&site.url("")).await;
        b.offline(true).await;
        assert_eq!(b.js("navigator.onLine").await, false);
        assert_eq!(fetched(b).await, "Failed to fetch");
        b.offline(false).await;
        assert_eq!(fetched(b).await[2], "here");
    });
}

#[test]
fn a_stopped_site_cannot_be_reached() {
    let folder = Folder::with(&[("index.html", page(""))]);
    let site = Site::serve(folder.path(), "/");
    check(Chromium::desktop().expecting(&["ERR_CONNECTION_REFUSED"]), async move |b| {
        b.open(&site.url("")).await;
        drop(site);
        assert_eq!(fetched(b).await, "Failed to fetch");
    });
}

/// Status, type and body of `data.txt` as a page fetches it, or the error.
async fn fetched(b: &Browser) -> Value {
    b.js("fetch('data.txt').then(async r => [r.status, r.headers.get('content-type'), await r.text()]).catch(e => e.message)").await
}
