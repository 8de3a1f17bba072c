//! Without a network: what a first visit keeps, how an edition follows another, and what befalls a copy that cannot be made, is broken or
//! is not wanted. docs/offline.md lists these faults, with what the reader sees.

use offprint::pack::{Settings, Source, pack};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

use crate::built::{ARTICLE, PAGES, dist, reader};
use crate::faults::Fault;
use crate::fixtures::scratch_path;
use crate::harness::{Browser, check};
use crate::options::{Chromium, Firefox, Options, WebKit};
use crate::server::Site;

/// What Chromium says of a network that is not there. The manifest it fetches when it likes, which may be just then: it comes empty.
const CUT: [&str; 5] = ["ERR_", "Failed to fetch", "404", "offline", "Manifest: Line: 1, column: 1, Syntax error"];
const CACHES: &str = "caches.keys().then(names => names.filter(name => name.startsWith('offprint:')))";
const EDITION: &str = "document.querySelector('#_app').dataset.edition.split(' ')[0]";

#[test]
fn after_a_first_visit_every_page_opens_without_a_network() {
    for mount in ["/", "/any/depth/"] {
        let site = Site::serve(dist(), mount);
        check(Chromium::desktop().tolerating(&CUT), async |b| {
            b.open(&site.url(ARTICLE)).await;
            is_kept(b).await;
            // Bundles, pages and all: nothing of the site is asked for any more.
            site.fault("*", Fault::Dropped);
            for page in PAGES {
                b.open(&site.url(page)).await;
                b.ready().await;
                let lang = if page.starts_with("en/") { "en" } else { "zh-Hans" };
                b.until(&format!("document.documentElement.lang == '{lang}' && document.querySelector('h1').innerText")).await;
                assert_eq!(b.js("location.href").await, site.url(page));
            }
            for (spelling, path) in [("a/qinyuan", "a/qinyuan/"), ("en/a/qinyuan?q=grid", "en/a/qinyuan/"), ("t/g241", "t/g241/")] {
                b.open(&site.url(spelling)).await;
                b.ready().await;
                assert_eq!(b.js("location.pathname").await, format!("{mount}{path}"));
            }
            b.open(&site.url("a/qinyuan/index.html#grid")).await;
            b.ready().await;
            b.until("document.querySelector('#grid:target')").await;
            b.type_into("#_q", "网格").await;
            b.until("document.querySelector('#_hits.asked [role=option]') && document.querySelector('.elsewhere')").await;
            // Topics by their own addresses: one page stands for all of them. Of one language at each mount.
            b.open(&site.url(if mount == "/" { "topics/" } else { "en/topics/" })).await;
            b.ready().await;
            let topics = b.js("[...document.querySelectorAll('.topics dt a')].map(a => [a.href, a.innerText])").await;
            let topics: Vec<(String, String)> = serde_json::from_value(topics).unwrap();
            assert!(topics.len() > 80);
            for (address, name) in topics.into_iter().step_by(8) {
                b.open(&address).await;
                b.ready().await;
                let shown =
                    format!("document.querySelector('main.topic h1')?.innerText == {name:?} && document.title.startsWith({name:?})");
                b.until(&shown).await;
            }
            b.open(&site.url("t/no-such-topic/")).await;
            b.ready().await;
            b.shows("h1", "没有这一页").await;
            b.open(&site.url("no/such/page/")).await;
            b.shows("h1", "没有这一页").await;
        });
    }
}

#[test]
fn firefox_opens_without_a_network() {
    opens_without_a_network(Firefox::desktop());
}

#[test]
fn webkit_opens_without_a_network() {
    opens_without_a_network(WebKit::desktop());
}

fn opens_without_a_network(options: Options) {
    let site = Site::serve(dist(), "/any/depth/");
    check(options, async |b| {
        b.open(&site.url(ARTICLE)).await;
        is_kept(b).await;
        site.fault("*", Fault::Dropped);
        // Each kind of page, and the other language.
        let kinds =
            ["", ARTICLE, "topics/", "t/g241/", "numbers/", "shelf/", "about/", "en/", "en/a/qinyuan/", "en/about/", "search/?q=2022"];
        for page in kinds {
            b.open(&site.url(page)).await;
            b.ready().await;
            b.until("document.querySelector('h1').innerText").await;
        }
        b.until("document.querySelector('.results mark')").await;
    });
}

#[test]
fn a_new_edition_waits_until_it_is_wanted_and_other_tabs_go_on_with_theirs() {
    let (first, second) = (Edition::write("第一版。"), "第二版：改了一处。");
    let site = Site::serve(&first.0, "/any/depth/");
    check(Chromium::desktop().tolerating(&CUT), async |b| {
        b.open(&site.url(ARTICLE)).await;
        is_kept(b).await;
        let old = b.js(EDITION).await;
        b.new_tab().await;
        b.open(&site.url("about/")).await;
        is_kept(b).await;
        first.becomes(second);
        // A visit shows what is kept, and says what else there is.
        b.reload().await;
        b.ready().await;
        assert_eq!(b.js(EDITION).await, old);
        b.shows("div[role=status]", second).await;
        b.js("sessionStorage.setItem('loads', 0)").await;
        b.click("[data-do=update]").await;
        b.until(&format!("{EDITION} != {old} && document.documentElement.dataset.reader == 'ready'")).await;
        let new = b.js(EDITION).await;
        b.shows("main.about", second).await;
        // One reload, and then quiet.
        b.until("performance.getEntriesByType('navigation')[0].type == 'reload'").await;
        is_kept(b).await;
        assert_eq!(b.js("!!document.querySelector('[data-do=update]')").await, false);
        // The other tab has not been touched, and finds what it needs where it was, though the host has it no longer.
        b.to_tab(0).await;
        assert_eq!(b.js(EDITION).await, old);
        b.shows("div[role=status]", second).await;
        b.click(".language").await;
        b.shows("h1", "Qinyuan").await;
        b.shows("div[role=status]", "There is a new edition").await;
        assert_eq!(b.js(&format!("{CACHES}.then(names => names.length)")).await, 2);
        // When it follows, nobody needs the old edition any more.
        b.click("[data-do=update]").await;
        b.until(&format!("{EDITION} == {new} && document.documentElement.dataset.reader == 'ready'")).await;
        b.until(&format!("{CACHES}.then(names => names.length == 1 && names[0].endsWith({new}))")).await;
    });
}

#[test]
fn two_tabs_may_agree_at_once() {
    let first = Edition::write("第一版。");
    let site = Site::serve(&first.0, "/");
    check(Chromium::desktop().tolerating(&CUT), async |b| {
        b.open(&site.url(ARTICLE)).await;
        is_kept(b).await;
        let old = b.js(EDITION).await;
        b.new_tab().await;
        b.open(&site.url("about/")).await;
        b.ready().await;
        first.becomes("第二版。");
        b.reload().await;
        b.until("document.querySelector('[data-do=update]')").await;
        // Both are pressed before either has an answer.
        b.to_tab(0).await;
        b.until("document.querySelector('[data-do=update]')").await;
        b.js("setTimeout(() => document.querySelector('[data-do=update]').click(), 100)").await;
        b.to_tab(1).await;
        b.click("[data-do=update]").await;
        for tab in [1, 0] {
            b.to_tab(tab).await;
            b.until(&format!("{EDITION} != {old} && document.documentElement.dataset.reader == 'ready'")).await;
        }
    });
}

#[test]
fn a_copy_is_made_whole_or_not_at_all() {
    let site = Site::serve(dist(), "/");
    let noise = ["ERR_", "integrity", "Failed", "digest", "status", "numbers/", "qinyuan", "reader-", "shell.", "404"];
    check(Chromium::desktop().tolerating(&noise), async |b| {
        b.open(&site.url("about/")).await;
        b.ready().await;
        b.shows("main.about", "已留存在本机").await;
        // Every kind of file, and everything that can befall it on its way.
        for pattern in [".wasm", "/reader-*.js", "qinyuan.en-", "/shell.", "app.webmanifest", "/en/numbers/", "/404.html"] {
            for fault in [Fault::Missing, Fault::ServerError, Fault::Html, Fault::Truncated, Fault::Altered, Fault::Dropped] {
                b.click("[data-do=remove]").await;
                b.shows("main.about", "本机没有留存").await;
                site.fault(pattern, fault);
                b.click("[data-do=keep]").await;
                b.shows("main.about", "没有留存成功").await;
                b.until(&format!("{CACHES}.then(names => names.length == 0)")).await;
                // The page goes on, and the next try succeeds.
                site.mend();
                b.click("[data-do=keep]").await;
                b.shows("main.about", "已留存在本机").await;
            }
        }
    });
}

#[test]
fn a_bad_edition_leaves_the_good_one_in_place() {
    let first = Edition::write("第一版。");
    let site = Site::serve(&first.0, "/");
    check(Chromium::desktop().tolerating(&["ERR_", "integrity", "Failed", "digest", "numbers/"]), async |b| {
        b.open(&site.url(ARTICLE)).await;
        is_kept(b).await;
        let old = b.js(EDITION).await;
        first.becomes("第二版。");
        site.fault("/numbers/", Fault::Altered);
        b.reload().await;
        b.ready().await;
        b.js("navigator.serviceWorker.getRegistration().then(r => r.update()).catch(() => {}).then(() => true)").await;
        b.until("navigator.serviceWorker.getRegistration().then(r => !r.installing && !r.waiting)").await;
        site.fault("*", Fault::Dropped);
        b.open(&site.url("numbers/")).await;
        b.ready().await;
        assert_eq!(b.js(EDITION).await, old);
    });
}

#[test]
fn a_full_device_is_told_of_and_the_page_goes_on() {
    let site = Site::serve(dist(), "/");
    check(Chromium::desktop().tolerating(&["Quota", "quota"]), async |b| {
        b.cdp("Storage.overrideQuotaForOrigin", json!({ "origin": site.origin(), "quotaSize": 100_000 })).await;
        b.open(&site.url("about/")).await;
        b.ready().await;
        b.shows("main.about", "本机空间不够").await;
        b.type_into("#_q", "网格").await;
        b.until("document.querySelector('#_hits.asked [role=option]')").await;
        b.keys(thirtyfour::Key::Escape).await;
        b.cdp("Storage.overrideQuotaForOrigin", json!({ "origin": site.origin() })).await;
        b.click("[data-do=keep]").await;
        b.shows("main.about", "已留存在本机").await;
    });
}

#[test]
fn a_broken_copy_is_thrown_away_once_when_the_network_can_give_another() {
    let site = Site::serve(dist(), "/");
    check(Chromium::desktop().tolerating(&["integrity", "digest", "did not start", "Failed", "ERR_"]), async |b| {
        b.open(&site.url(ARTICLE)).await;
        is_kept(b).await;
        let spoil = "caches.keys().then(async ([name]) => { const cache = await caches.open(name); for (const { url } of await cache.keys()) \
                     if (url.endsWith('.wasm')) await cache.put(url, new Response('broken', { headers: { 'content-type': 'application/wasm' } })) })";
        // Without a network a broken copy is better than none: the text stays.
        b.js(spoil).await;
        site.fault("*", Fault::Dropped);
        b.open(&site.url("about/")).await;
        b.until("document.documentElement.dataset.reader == 'failed'").await;
        b.shows("h1", "关于").await;
        b.until(&format!("{CACHES}.then(names => names.length == 1)")).await;
        // With one it is made anew.
        site.mend();
        b.js("sessionStorage.clear()").await;
        b.set_off_to(&site.url(ARTICLE)).await;
        b.until("location.pathname == '/a/qinyuan/' && document.documentElement.dataset.reader == 'ready'").await;
        is_kept(b).await;
        assert_eq!(b.js("sessionStorage.getItem('offprint:healed')").await, "yes");
    });
}

#[test]
fn a_worker_that_was_ended_starts_again() {
    let site = Site::serve(dist(), "/");
    check(Chromium::desktop().tolerating(&CUT), async |b| {
        b.open(&site.url(ARTICLE)).await;
        is_kept(b).await;
        b.cdp("ServiceWorker.enable", json!({})).await;
        b.cdp("ServiceWorker.stopAllWorkers", json!({})).await;
        site.fault("*", Fault::Dropped);
        b.open(&site.url("en/")).await;
        b.ready().await;
        b.shows("h1", "Qinyuan").await;
    });
}

#[test]
fn behind_a_captive_portal_what_is_kept_is_read() {
    let site = Site::serve(dist(), "/");
    check(Chromium::desktop().tolerating(&["MIME", "script", "Failed"]), async |b| {
        b.open(&site.url(ARTICLE)).await;
        is_kept(b).await;
        site.fault("*", Fault::Html);
        for page in ["", "en/about/", ARTICLE] {
            b.open(&site.url(page)).await;
            b.ready().await;
        }
        // What it answers never enters the copy.
        site.mend();
        site.fault("*", Fault::Dropped);
        b.open(&site.url("numbers/")).await;
        b.ready().await;
    });
}

#[test]
fn a_page_that_is_not_kept_comes_from_the_network_when_that_answers() {
    let site = Site::serve(dist(), "/");
    check(Chromium::desktop().tolerating(&CUT), async |b| {
        b.open(&site.url(ARTICLE)).await;
        is_kept(b).await;
        let hydrated = "document.querySelector('#_app').hasAttribute('data-route')";
        b.open(&site.url("t/g241/")).await;
        b.ready().await;
        assert_eq!(b.js(hydrated).await, true);
        // A host that does not answer is not waited for.
        let gate = site.hold("/t/qinyuan/");
        b.open(&site.url("t/qinyuan/")).await;
        b.ready().await;
        b.shows("h1", "沁源县").await;
        assert_eq!(b.js(hydrated).await, false);
        gate.open();
    });
}

#[test]
fn what_is_kept_can_be_removed_and_kept_again_and_the_choice_holds() {
    let site = Site::serve(dist(), "/any/depth/");
    check(Chromium::phone(), async |b| {
        b.open(&site.url("about/")).await;
        b.ready().await;
        b.shows("main.about", "已留存在本机").await;
        b.shows("main.about", "MB").await;
        assert!(b.axe().await.is_empty());
        b.tap("[data-do=remove]").await;
        b.shows("main.about", "本机没有留存").await;
        b.until(&format!("{CACHES}.then(names => names.length == 0)")).await;
        b.reload().await;
        b.ready().await;
        b.shows("main.about", "本机没有留存").await;
        assert_eq!(b.js("navigator.serviceWorker.getRegistrations().then(all => all.length)").await, 0);
        b.tap("[data-do=keep]").await;
        b.shows("main.about", "已留存在本机").await;
        b.until(&format!("{CACHES}.then(names => names.length == 1)")).await;
        b.open(&site.url("en/about/")).await;
        b.ready().await;
        b.shows("main.about", "The whole site is kept on this device").await;
    });
}

#[test]
fn the_browsers_answer_is_told_when_it_is_asked_not_to_clear_the_copy_away() {
    let site = Site::serve(dist(), "/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url("about/")).await;
        b.ready().await;
        b.shows("main.about", "浏览器可能会清掉").await;
        b.cdp("Browser.grantPermissions", json!({ "permissions": ["durableStorage"], "origin": site.origin() })).await;
        b.click("[data-do=keep]").await;
        b.shows("main.about", "浏览器已答应").await;
    });
}

#[test]
fn whoever_saves_data_is_sent_nothing_unasked() {
    let site = Site::serve(dist(), "/");
    check(Chromium::desktop(), async |b| {
        let saves = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })";
        b.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": saves })).await;
        b.open(&site.url("about/")).await;
        b.ready().await;
        b.shows("main.about", "本机没有留存").await;
        assert!(!site.requests().iter().any(|path| path.ends_with("sw.js")));
        b.click("[data-do=keep]").await;
        b.shows("main.about", "已留存在本机").await;
    });
}

#[test]
fn nothing_of_other_sites_is_touched() {
    let site = Site::serve(dist(), "/one/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url("404.html")).await;
        let others = "['offprint:/two/:abc', 'offprint:/one/sub/:abc', 'someone']";
        b.js(&format!("Promise.all({others}.map(name => caches.open(name)))")).await;
        b.js("caches.open('offprint:/one/:old')").await;
        b.open(&site.url("")).await;
        is_kept(b).await;
        b.until("caches.keys().then(names => !names.includes('offprint:/one/:old'))").await;
        assert_eq!(b.js(&format!("caches.keys().then(names => {others}.every(name => names.includes(name)))")).await, true);
    });
}

#[test]
fn in_a_frame_nothing_is_kept() {
    let site = Site::serve(dist(), "/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url("404.html")).await;
        b.js("document.body.append(Object.assign(document.createElement('iframe'), { src: 'about/', id: 'frame' }))").await;
        b.enter_frame("#frame").await;
        b.ready().await;
        b.shows("main.about", "不能把本站留在设备上").await;
        b.until("performance.getEntriesByType('resource').some(({ name }) => name.includes('offline-'))").await;
        assert_eq!(b.js("navigator.serviceWorker.getRegistrations().then(all => all.length)").await, 0);
    });
}

#[test]
fn where_storage_is_denied_the_page_reads_as_ever() {
    let site = Site::serve(dist(), "/");
    check(Chromium::desktop().tolerating(&["denied", "Nothing new is kept"]), async |b| {
        let deny = "for (const name of ['localStorage', 'sessionStorage', 'caches', 'indexedDB']) Object.defineProperty(window, name, \
                    { get() { throw new DOMException('denied', 'SecurityError') } }); \
                    if (navigator.serviceWorker) navigator.serviceWorker.register = async () => { throw new DOMException('denied', 'SecurityError') }";
        b.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": deny })).await;
        b.open(&site.url("about/")).await;
        b.ready().await;
        b.shows("main.about", "没有留存成功").await;
        b.type_into("#_q", "网格").await;
        b.until("document.querySelector('#_hits.asked [role=option]')").await;
    });
}

#[test]
fn two_sites_of_one_host_install_as_two_apps() {
    let root = scratch_path();
    for place in ["one", "two"] {
        copy(&dist(), &root.join(place));
    }
    let site = Site::serve(&root, "/");
    check(Chromium::desktop(), async |b| {
        let mut ids = Vec::new();
        for place in ["one", "two"] {
            b.open(&site.url(&format!("{place}/a/qinyuan/"))).await;
            b.ready().await;
            let errors = b.cdp("Page.getInstallabilityErrors", json!({})).await;
            assert_eq!(errors["installabilityErrors"], json!([]), "{errors}");
            b.open(&site.url(&format!("{place}/about/"))).await;
            b.ready().await;
            b.until("document.querySelector('main.about [data-do=install]')").await;
            ids.push(b.cdp("Page.getAppId", json!({})).await["appId"].as_str().unwrap().to_owned());
        }
        assert_eq!(ids, [site.url("one/"), site.url("two/")]);
    });
    fs::remove_dir_all(root).unwrap();
}

/// Kept, and answered from what is kept.
async fn is_kept(b: &Browser) {
    b.ready().await;
    b.until(
        "navigator.serviceWorker.ready.then(registration => registration.active.state == 'activated' && navigator.serviceWorker.controller)",
    )
    .await;
    b.until(&format!("{CACHES}.then(names => names.length)")).await;
}

/// The built site in a folder of its own, which can become another edition.
struct Edition(PathBuf);

impl Edition {
    fn write(note: &str) -> Edition {
        let edition = Edition(scratch_path());
        edition.becomes(note);
        edition
    }

    /// Packs the same article anew, with another note.
    fn becomes(&self, note: &str) {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let text = fs::read_to_string(root.join("offprint.toml")).unwrap();
        let settings = scratch_path();
        // Its pictures lie beside the settings, which do not lie where they did.
        let text = text.split("[[screenshots]]").next().unwrap().replace("第一版。", note);
        fs::write(&settings, text).unwrap();
        let source = Source::read(&root.join("content/qinyuan.article.json")).unwrap();
        pack(&source, &Settings::read(&settings).unwrap(), &reader()).unwrap().write(&self.0).unwrap();
        fs::remove_file(settings).unwrap();
    }
}

impl Drop for Edition {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &to),
            false => _ = fs::copy(entry.path(), to).unwrap(),
        }
    }
}
