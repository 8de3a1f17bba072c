//! Pages: opened, reloaded, followed, left and come back to, wherever the site stands and whatever form its addresses have.

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::built::{ARTICLE, PAGES, REBUILT, built, dist};
use crate::harness::{Browser, check};
use crate::options::Chromium;
use crate::server::Site;

const MOUNTS: [&str; 2] = ["/", "/any/depth/"];

#[test]
fn icons_and_manifest_stay_when_the_address_changes() {
    let site = built("/any/depth/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url("")).await;
        b.ready().await;
        let named = "[...document.querySelectorAll('link[rel$=icon], link[rel=manifest]')].map(link => link.href)";
        let icon = b.js(named).await;
        assert_eq!(icon.as_array().unwrap().len(), 3);
        b.click(".start a").await;
        b.until("document.querySelector('article')").await;
        assert_eq!(b.js(named).await, icon);
    });
}

#[test]
fn every_page_opens_directly_and_again() {
    for mount in MOUNTS {
        let site = built(mount);
        check(Chromium::desktop(), async |b| {
            for page in PAGES {
                // Left while the second language is still on its way, the page would complain of what it does not get.
                let whole =
                    if page.contains("side=") { "document.querySelector('.pair')" } else { "document.querySelector('h1').innerText" };
                b.open(&site.url(page)).await;
                b.ready().await;
                b.until(&format!("{whole} && document.title")).await;
                let lang = if page.starts_with("en/") { "en" } else { "zh-Hans" };
                let expected = json!([site.url(page), lang, 1, 0]);
                let seen = "[location.href, document.documentElement.lang, document.querySelectorAll('h1').length, \
                            [...document.querySelectorAll('a[href]')].filter(a => !/^(#|http)/.test(a.getAttribute('href'))).length]";
                assert_eq!(b.js(seen).await, expected);
                b.reload().await;
                b.ready().await;
                b.until(whole).await;
                assert_eq!(b.js(seen).await, expected);
            }
            let elsewhere =
                format!("performance.getEntriesByType('resource').map(e => e.name).filter(name => !name.startsWith({:?}))", site.url(""));
            assert_eq!(b.js(&elsewhere).await, json!([]));
        });
        assert!(site.requests().iter().all(|path| path.starts_with(mount)), "{:?}", site.requests());
    }
}

#[test]
fn pages_follow_one_another_without_loading_anew() {
    for mount in MOUNTS {
        let site = built(mount);
        check(Chromium::desktop(), async |b| {
            b.open(&site.url("")).await;
            b.ready().await;
            mark(b).await;
            b.click(".start a").await;
            arrived(b, &site.url(ARTICLE), "沁源：四套办法，一个循环 · 抽印本").await;
            b.click(".home").await;
            arrived(b, &site.url(""), "沁源：四套办法，一个循环 · 抽印本").await;
            b.click(".ways a[href$='about/']").await;
            arrived(b, &site.url("about/"), "关于 · 抽印本").await;
            b.click(".language").await;
            arrived(b, &site.url("en/about/"), "About · Offprint").await;
            assert_eq!(b.js("document.documentElement.lang").await, "en");
            b.click(".ways a[href$='a/qinyuan/']").await;
            arrived(b, &site.url("en/a/qinyuan/"), "Qinyuan: four systems, one loop · Offprint").await;
            for (page, h1) in [("en/about/", "About"), ("about/", "关于"), ("", "沁源"), (ARTICLE, "沁源"), ("", "沁源")] {
                b.back().await;
                b.until(&format!("location.href == {:?}", site.url(page))).await;
                b.shows("h1", h1).await;
            }
            assert_eq!(b.js("document.body.dataset.marker").await, "here");
        });
        let pages = site.requests().iter().filter(|path| path.ends_with('/')).count();
        assert_eq!(pages, 1, "{:?}", site.requests());
    }
}

#[test]
fn a_change_of_language_changes_every_word_and_link() {
    // Without what scripts add to figures, when they come.
    let site = built("/any/depth/").rewriting("/figures-", |_| Vec::new());
    check(Chromium::desktop(), async |b| {
        // What the page has when it is opened directly, but for what depends on the moment.
        let seen = "(root => { root.querySelectorAll('.announced, .offer').forEach(e => e.remove()); \
                    root.querySelectorAll('*').forEach(e => ['data-landed', 'data-shown', 'aria-current'].forEach(a => e.removeAttribute(a))); \
                    root.querySelectorAll('a').forEach(a => a.setAttribute('href', a.href)); \
                    return [...root.querySelectorAll('*')].map(e => [e.localName, ...[...e.attributes].map(a => `${a.name}=${a.value}`).sort(), \
                    ...[...e.childNodes].filter(n => n.nodeType == 3 && n.data.trim()).map(n => n.data)].join(' ')) })\
                    (document.querySelector('#_app').cloneNode(true))";
        for (from, to, h1) in [(ARTICLE, "en/a/qinyuan/", "Qinyuan"), ("en/about/", "about/", "关于")] {
            b.open(&site.url(to)).await;
            b.ready().await;
            let expected = b.js(seen).await;
            b.open(&site.url(from)).await;
            b.ready().await;
            b.click(".language").await;
            b.shows("h1", h1).await;
            let found = b.js(seen).await;
            let (expected, found) = (expected.as_array().unwrap(), found.as_array().unwrap());
            let differing: Vec<_> = found.iter().zip(expected).filter(|(a, b)| a != b).take(5).collect();
            assert!(differing.is_empty() && found.len() == expected.len(), "from {from}, found and expected: {differing:#?}");
        }
    });
}

#[test]
fn back_leads_to_the_place_and_forward_on_again() {
    let site = built("/any/depth/");
    for options in [Chromium::desktop(), Chromium::phone()] {
        check(options, async |b| {
            b.open(&site.url(ARTICLE)).await;
            b.ready().await;
            mark(b).await;
            b.js("scrollTo(0, 1777)").await;
            b.click(".home").await;
            b.until("document.querySelector('.cover') && scrollY == 0").await;
            b.back().await;
            b.until("document.querySelector('article') && Math.abs(scrollY - 1777) <= 2").await;
            b.forward().await;
            b.until("document.querySelector('.cover')").await;
            b.back().await;
            b.until("document.querySelector('article') && Math.abs(scrollY - 1777) <= 2").await;
            assert_eq!(b.js("document.body.dataset.marker").await, "here");
        });
    }
}

#[test]
fn back_within_an_article_leads_to_where_the_link_was() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        b.js("scrollTo(0, 333)").await;
        b.click("#_contents a[href$='#planning']").await;
        b.until("location.hash == '#planning'").await;
        in_view(b, "#planning").await;
        b.back().await;
        b.until("location.hash == '' && Math.abs(scrollY - 333) <= 2").await;
        b.forward().await;
        in_view(b, "#planning").await;
    });
}

#[test]
fn a_reload_stays_at_the_place() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        b.js("scrollTo(0, 1777)").await;
        b.until("Math.abs(scrollY - 1777) <= 1").await;
        b.reload().await;
        b.ready().await;
        b.until("Math.abs(scrollY - 1777) <= 2").await;
    });
}

#[test]
fn an_entry_of_the_covers_contents_leads_to_its_section() {
    for mount in MOUNTS {
        let site = built(mount);
        check(Chromium::desktop(), async |b| {
            b.open(&site.url("")).await;
            b.ready().await;
            mark(b).await;
            b.click(".cover nav a[href$='#delivery']").await;
            b.until(&format!("location.href == {:?}", site.url("a/qinyuan/#delivery"))).await;
            in_view(b, "#delivery").await;
            b.until("document.querySelector('#delivery').matches('[data-landed], :target')").await;
            assert_eq!(b.js("document.body.dataset.marker").await, "here");
        });
    }
}

#[test]
fn an_address_with_a_place_opens_there() {
    let site = built("/any/depth/");
    check(Chromium::phone(), async |b| {
        b.open(&site.url("en/a/qinyuan/#greenhouses")).await;
        b.ready().await;
        in_view(b, "#greenhouses").await;
        b.until("document.querySelector('#greenhouses').matches('[data-landed], :target')").await;
    });
}

#[test]
fn a_note_leads_back_to_its_mark() {
    // Where no script shows it beside the mark.
    let site = built("/").rewriting("/figures-", |_| Vec::new());
    check(Chromium::desktop(), async |b| {
        b.size(1280, 400).await;
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        let far = "[...document.querySelectorAll('.note-mark a')].at(-1)";
        let note = b.js(&format!("{far}.getAttribute('href')")).await;
        let mark = b.js(&format!("{far}.id")).await;
        let (note, mark) = (note.as_str().unwrap(), mark.as_str().unwrap());
        b.click(&format!("#{mark}")).await;
        in_view(b, note).await;
        b.click(&format!("{note} .note-number")).await;
        b.until(&format!("location.hash == '#{mark}'")).await;
        in_view(b, &format!("#{mark}")).await;
    });
}

#[test]
fn a_page_that_arrives_late_does_not_push_away_a_later_one() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        let english = site.hold("qinyuan.en-");
        b.click(".language").await;
        english.reached();
        b.click(".ways a[href$='about/']").await;
        b.shows("h1", "关于").await;
        english.open();
        b.until("performance.getEntriesByType('resource').some(e => e.name.includes('qinyuan.en-') && e.responseEnd)").await;
        // The answer has been read by now, and with it all that would follow from it.
        b.js("new Promise(done => requestAnimationFrame(() => setTimeout(done)))").await;
        assert_eq!(b.js("[document.querySelector('h1').innerText, location.href]").await, json!(["关于", site.url("about/")]));
        b.click(".language").await;
        b.until(&format!("location.href == {:?}", site.url("en/about/"))).await;
        b.shows("h1", "About").await;
    });
}

#[test]
fn the_keyboard_skips_to_the_text() {
    let site = built("/");
    for (options, page) in [(Chromium::desktop(), ARTICLE), (Chromium::desktop(), "en/")] {
        check(options, async |b| {
            b.open(&site.url(page)).await;
            b.ready().await;
            b.keys(Key::Tab).await;
            b.until("document.activeElement.matches('.skip') && document.activeElement.getBoundingClientRect().top >= 0").await;
            b.keys(Key::Enter).await;
            b.until("!document.activeElement.matches('.skip')").await;
            b.keys(Key::Tab).await;
            b.until("document.activeElement.closest('#_main')").await;
        });
    }
}

#[test]
fn a_link_opens_in_a_new_tab_when_it_is_asked_to() {
    let site = built("/any/depth/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url("")).await;
        b.ready().await;
        b.js("document.querySelector('.start a').focus()").await;
        b.keys(Key::Control + Key::Enter).await;
        let opened = b.wait(async || match b.session.windows().await {
            Ok(tabs) if tabs.len() == 2 => Ok(()),
            other => Err(format!("the tabs are {other:?}")),
        });
        opened.await.unwrap();
        b.to_tab(1).await;
        b.until(&format!("location.href == {:?}", site.url(ARTICLE))).await;
        b.to_tab(0).await;
        assert_eq!(b.js("[location.href, !!document.querySelector('.cover')]").await, json!([site.url(""), true]));
    });
}

#[test]
fn an_unknown_address_says_so_and_leads_home() {
    for mount in MOUNTS {
        let site = built(mount);
        check(Chromium::desktop().expecting(&["404"]), async |b| {
            b.open(&site.url("nowhere/")).await;
            b.shows("h1", "没有这一页").await;
            b.click("a[href='../']").await;
            b.until(&format!("location.href == {:?}", site.url(""))).await;
            b.shows("h1", "沁源").await;
            b.ready().await;
        });
    }
}

#[test]
fn without_javascript_every_page_is_read_and_every_link_works() {
    for mount in MOUNTS {
        let site = built(mount);
        check(Chromium::desktop().without_javascript(), async |b| {
            for page in PAGES {
                b.open(&site.url(page)).await;
                b.until("document.querySelector('h1').getClientRects().length && document.querySelector('main').innerText.length > 50")
                    .await;
                assert_eq!(b.js("[...document.querySelectorAll('#_failed, .search')].filter(e => e.checkVisibility({ visibilityProperty: true })).length").await, 0);
            }
            b.open(&site.url("")).await;
            for (link, page) in
                [(".start a", ARTICLE), (".language", "en/a/qinyuan/"), (".ways a[href$='about/']", "en/about/"), (".home", "en/")]
            {
                b.click(link).await;
                b.until(&format!("location.href == {:?} && document.readyState == 'complete'", site.url(page))).await;
                b.until("document.querySelector('h1').getClientRects().length").await;
            }
        });
        let useless: Vec<_> = site.requests().into_iter().filter(|path| path.contains(".wasm") || path.contains(".json")).collect();
        assert!(useless.is_empty(), "fetched for nothing: {useless:?}");
    }
}

#[test]
fn a_reader_of_another_language_is_offered_it() {
    let site = built("/any/depth/");
    check(Chromium::desktop().languages(&["en-GB", "zh"]), async |b| {
        b.open(&site.url("about/")).await;
        b.ready().await;
        b.shows(".offer a", "This page is available in English").await;
        mark(b).await;
        b.click(".offer a").await;
        arrived(b, &site.url("en/about/"), "About · Offprint").await;
        assert_eq!(b.js("document.querySelector('.offer a')").await, Value::Null);
    });
    check(Chromium::desktop().languages(&["fr", "zh"]), async |b| {
        b.open(&site.url("about/")).await;
        b.ready().await;
        assert_eq!(b.js("document.querySelector('.offer a')").await, Value::Null);
    });
}

#[test]
fn addresses_behind_the_hash_sign_stay_in_their_file() {
    let site = built("/any/depth/");
    as_packed(&site, "<div id=\"_app\" data-address=\"hash\"");
    // Packed links name paths, so the page is built anew, with links of its own form.
    check(Chromium::desktop().expecting(&["did not match its bundle"]).tolerating(&["unreachable", "hydration"]), async |b| {
        b.open(&site.url("")).await;
        b.until(REBUILT).await;
        mark(b).await;
        b.click(".start a").await;
        arrived(b, &site.url("#/a/qinyuan/"), "沁源：四套办法，一个循环 · 抽印本").await;
        b.js("scrollTo(0, 1777)").await;
        b.click(".ways a[href$='about/']").await;
        arrived(b, &site.url("#/about/"), "关于 · 抽印本").await;
        b.back().await;
        b.until("document.querySelector('article') && Math.abs(scrollY - 1777) <= 2").await;
        assert_eq!(b.js("location.href").await, site.url("#/a/qinyuan/"));
        b.click("#_contents a[href$='#planning']").await;
        in_view(b, "#planning").await;
        b.until("location.hash == '#/a/qinyuan/#planning'").await;
        assert_eq!(b.js("document.body.dataset.marker").await, "here");
        b.reload().await;
        b.until(REBUILT).await;
        b.until("document.querySelector('#planning')").await;
        in_view(b, "#planning").await;
    });
}

#[test]
fn addresses_in_memory_leave_the_page_around_alone() {
    let site = built("/any/depth/");
    as_packed(&site, "<div id=\"_app\" data-address=\"memory\"");
    check(Chromium::desktop().expecting(&["did not match its bundle"]).tolerating(&["unreachable", "hydration"]), async |b| {
        b.open(&site.url("")).await;
        b.until(REBUILT).await;
        mark(b).await;
        let around = b.js("[location.href, history.length]").await;
        b.click(".start a").await;
        b.until("document.querySelector('article')").await;
        b.click("#_contents a[href$='#planning']").await;
        in_view(b, "#planning").await;
        b.click(".ways a[href$='about/']").await;
        b.shows("h1", "关于").await;
        b.click(".language").await;
        b.shows("h1", "About").await;
        assert_eq!(b.js("[location.href, history.length]").await, around);
        assert_eq!(b.js("document.body.dataset.marker").await, "here");
    });
}

#[test]
fn every_page_is_guarded_and_none_needs_more_than_its_policy_allows() {
    let mut pages = Vec::new();
    let mut folders = vec![dist()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "html") {
                pages.push(path);
            }
        }
    }
    assert!(pages.len() >= 7, "{pages:?}");
    for path in pages {
        let html = std::fs::read_to_string(&path).unwrap();
        let name = path.display();
        let (_, policy) =
            html.split_once("<meta http-equiv=\"Content-Security-Policy\" content=\"").unwrap_or_else(|| panic!("{name} has no policy"));
        let (policy, rest) = policy.split_once('"').unwrap();
        let scripts = rest.matches("<script>").count();
        assert!(policy.contains("require-trusted-types-for 'script'"), "{name}: {policy}");
        assert!(policy.contains("default-src 'none'") && policy.contains("base-uri 'none'"), "{name}: {policy}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'") && !policy.contains("http"), "{name}: {policy}");
        let (_, sources) = policy.split_once("script-src ").unwrap();
        let hashes = sources.split(';').next().unwrap().matches("'sha256-").count();
        assert_eq!(hashes, scripts, "{name}: a hash for each inline script");
        assert!(scripts <= 1, "{name}");
        // A policy holds for what follows it, so nothing of weight may stand before it.
        assert!(!html[..html.len() - rest.len()].contains("<script"), "{name}");
        let mut rest = &*html;
        while let Some((_, tag)) = rest.split_once("<script ") {
            // A file, or data that no browser runs.
            let is_data = ["type=\"application/json\"", "type=\"application/octet-stream\""].iter().any(|data| tag.starts_with(data));
            assert!(is_data || tag.split('>').next().unwrap().contains("src="), "{name}: {}", tag.chars().take(60).collect::<String>());
            rest = tag;
        }
        for forbidden in [" style=", "<base", "javascript:", " onclick=", " onload=", " onerror="] {
            assert!(!html.contains(forbidden), "{name} has {forbidden}");
        }
        for address in [" src=\"http", " src=\"//", "<link rel=\"stylesheet\" href=\"http"] {
            assert!(!html.contains(address), "{name} has {address}");
        }
    }
}

#[test]
fn a_visit_asks_its_own_host_and_nobody_else() {
    let site = built("/any/depth/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url("")).await;
        b.ready().await;
        b.click(".start a").await;
        b.until("document.querySelector('article')").await;
        b.type_into("#_q", "网格").await;
        b.until("document.querySelector('#_hits a')").await;
        b.click(".language").await;
        b.shows("h1", "Qinyuan").await;
        let asked = b.js("performance.getEntriesByType('resource').map(e => e.name)").await;
        let asked: Vec<&str> = asked.as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert!(asked.len() >= 5 && asked.iter().all(|address| address.starts_with(&site.url(""))), "{asked:?}");
        assert_eq!(b.js("[document.cookie, localStorage.length, sessionStorage.length]").await, json!(["", 0, 0]));
    });
    assert!(site.requests().iter().all(|path| path.starts_with("/any/depth/") && !path.contains('?')), "{:?}", site.requests());
}

/// Marks the document, so that a full load is seen.
async fn mark(b: &Browser) {
    b.js("document.body.dataset.marker = 'here'").await;
}

/// The page stands, is the same document, and eye, keyboard and screen reader are told.
async fn arrived(b: &Browser, url: &str, title: &str) {
    b.until(&format!("location.href == {url:?}")).await;
    b.until(&format!("document.title == {title:?}")).await;
    b.until("document.activeElement.matches('h1[tabindex=\"-1\"]') && scrollY == 0").await;
    b.shows(".announced", title).await;
    assert_eq!(b.js("document.body.dataset.marker").await, "here");
}

/// The element's beginning is below the head and within the window.
async fn in_view(b: &Browser, css: &str) {
    let place = "(e => e && e.getBoundingClientRect().top >= document.querySelector('.head').getBoundingClientRect().bottom - 1 \
                 && e.getBoundingClientRect().top < innerHeight - 20)";
    b.until(&format!("{place}(document.querySelector({css:?}))")).await;
}

/// Every page with another host element, spoilt so that the reader builds it anew.
fn as_packed(site: &Site, host: &'static str) {
    site.rewrite("*/", move |body| {
        let page = String::from_utf8_lossy(&body).replace("<div id=\"_app\"", host);
        page.replace("<a class=\"skip\"", "<i></i><a class=\"skip\"").into_bytes()
    });
}
