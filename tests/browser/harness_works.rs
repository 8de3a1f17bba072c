//! The harness itself: a browser test is worth what its failures are worth, so each kind is provoked here.

use serde_json::json;
use std::panic::{AssertUnwindSafe, catch_unwind};
use thirtyfour::Key;

use crate::fixtures::{Folder, page, page_with};
use crate::harness::{Browser, check};
use crate::options::{Chromium, Firefox, Options, WebKit};
use crate::server::Site;

#[test]
fn a_warning_is_no_failure() {
    on_page(Chromium::desktop(), &page("<h1>静</h1><script>console.warn('the ink is low')</script>"), async |b| {
        assert_eq!(b.text("h1").await, "静");
    });
}

#[test]
fn a_console_error_fails_the_test() {
    let why = failure(Chromium::desktop(), &page("<script>console.error('the ink is out')</script>"), async |_| {});
    assert!(why.contains("the ink is out"), "{why}");
}

#[test]
fn an_exception_fails_the_test_though_the_page_was_left_since() {
    let why = failure(Chromium::desktop(), &page("<script>nobody()</script><a href=next/>next</a>"), async |b| {
        b.click("a").await;
        b.shows("h1", "next").await;
    });
    assert!(why.contains("nobody is not defined"), "{why}");
}

#[test]
fn an_error_in_a_sandboxed_frame_fails_the_test() {
    let why = failure(Chromium::desktop(), &page("<iframe title=f sandbox=allow-scripts src=loud/></iframe>"), async |b| {
        b.enter_frame("iframe").await;
        assert_eq!(b.text("h1").await, "loud");
        b.leave_frames().await;
        b.until("document.querySelector('iframe')").await;
    });
    assert!(why.contains("said aloud"), "{why}");
}

#[test]
fn an_error_in_a_second_tab_fails_the_test() {
    let why = failure(Chromium::desktop().dark(), &page(""), async |b| {
        let first = b.js("location.href").await;
        b.new_tab().await;
        b.open(&format!("{}loud/", first.as_str().unwrap())).await;
        assert_eq!(b.js("matchMedia('(prefers-color-scheme: dark)').matches").await, true);
        b.to_tab(0).await;
        assert_eq!(b.js("location.href").await, first);
    });
    assert!(why.contains("said aloud"), "{why}");
}

#[test]
fn an_exception_in_a_worker_fails_the_test() {
    let why = failure(Chromium::desktop(), &page("<script>new Worker('worker.js').onerror = () => failed = true</script>"), async |b| {
        b.until("globalThis.failed").await;
    });
    assert!(why.contains("nobodyInAWorker is not defined"), "{why}");
}

#[test]
fn an_exception_in_a_service_worker_fails_the_test() {
    let register = "<script>asked = navigator.serviceWorker.register('worker.js').catch(() => 'refused')</script>";
    let why = failure(Chromium::desktop().tolerating(&["bad HTTP"]), &page(register), async |b| {
        b.until("asked.then(answer => answer == 'refused')").await;
    });
    assert!(why.contains("nobodyInAWorker is not defined"), "{why}");
}

#[test]
fn a_broken_policy_fails_the_test() {
    let body = "<p style='color: red'>red</p><img src='https://elsewhere.test/a.png' alt=''>";
    let why = failure(Chromium::desktop(), &strict(body), async |_| {});
    assert!(why.contains("securitypolicyviolation: style-src-attr inline"), "{why}");
    assert!(why.contains("securitypolicyviolation: img-src https://elsewhere.test/a.png"), "{why}");
}

#[test]
fn an_untrusted_type_fails_the_test_though_the_page_caught_it() {
    let why = failure(Chromium::desktop(), &strict("<script src=sink.js></script>"), async |_| {});
    assert!(why.contains("This document requires 'TrustedHTML' assignment"), "{why}");
    assert!(why.contains("securitypolicyviolation: require-trusted-types-for"), "{why}");
}

#[test]
fn announced_errors_pass_and_must_come() {
    let noisy = page("<script>console.error('one'); console.error('two')</script>");
    on_page(Chromium::desktop().expecting(&["one"]).tolerating(&["two", "three"]), &noisy, async |_| {});
    let why = failure(Chromium::desktop().expecting(&["one"]), &noisy, async |_| {});
    assert!(why.contains("two") && !why.contains("one"), "{why}");
    let why = failure(Chromium::desktop().expecting(&["one", "two", "three"]), &noisy, async |_| {});
    assert!(why.contains(r#"expected to complain of ["three"]"#), "{why}");
}

#[test]
fn a_step_that_fails_says_where_and_what_the_console_said() {
    let why = failure(Chromium::desktop(), &page("<script>console.error('the reason')</script>"), async |b| b.ready().await);
    assert!(why.contains(file!()), "{why}");
    assert!(why.contains("data-reader is null"), "{why}");
    assert!(why.contains("the reason"), "{why}");
}

#[test]
fn an_address_that_cannot_be_reached_fails_at_once() {
    let gone = Site::serve("nowhere", "/").url("");
    for options in [Chromium::desktop(), Firefox::desktop()] {
        let why = failure(options, &page(""), async |b| b.open(&gone).await);
        assert!(why.contains("the browser shows an error page"), "{why}");
    }
}

#[test]
fn the_reader_is_ready_when_it_says_so_and_not_when_it_failed() {
    let says = |state| page(&format!("<script>setTimeout(() => document.documentElement.dataset.reader = '{state}', 100)</script>"));
    on_page(Chromium::desktop(), &says("ready"), async |b| b.ready().await);
    let why = failure(Chromium::desktop(), &says("failed"), async |b| b.ready().await);
    assert!(why.contains("data-reader is \"failed\""), "{why}");
}

#[test]
fn axe_finds_planted_problems() {
    let planted = "<main><h1>Planted</h1><img src='data:,'><style>button { width: 9px; height: 9px; padding: 0 }</style>\
                   <button aria-label=a></button><button aria-label=b></button></main>";
    on_page(Chromium::desktop(), &page(planted), async |b| {
        let problems = b.axe().await;
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(problems[0].starts_with("image-alt (critical)") && problems[0].ends_with(": img"), "{problems:?}");
        assert!(problems[1].starts_with("target-size (serious)"), "{problems:?}");
    });
}

#[test]
fn a_phone_is_narrow_and_touched() {
    let body = "<button>touch</button><p></p><script>for (const type of ['touchstart', 'click']) \
                document.querySelector('button').addEventListener(type, e => document.querySelector('p').append(`${e.type} ${e.pointerType} `))</script>";
    on_page(Chromium::phone(), &page(body), async |b| {
        let device = "[innerWidth, innerHeight, devicePixelRatio, matchMedia('(pointer: coarse) and (hover: none)').matches]";
        assert_eq!(b.js(device).await, json!([390, 844, 3, true]));
        b.tap("button").await;
        b.shows("p", "touchstart undefined click touch").await;
        b.size(320, 568).await;
        assert_eq!(b.js(device).await, json!([320, 568, 3, true]));
    });
}

#[test]
fn a_desktop_is_light_and_chinese_until_told_otherwise() {
    let seen = "[innerWidth, innerHeight, navigator.languages, matchMedia('(prefers-color-scheme: dark)').matches, \
                matchMedia('(prefers-reduced-motion)').matches]";
    on_page(Chromium::desktop(), &page(""), async |b| {
        assert_eq!(b.js(seen).await, json!([1280, 800, ["zh-CN", "zh"], false, false]));
    });
    let told = Chromium::desktop().dark().prefers("prefers-reduced-motion", "reduce").languages(&["en"]);
    on_page(told, &page(""), async |b| {
        b.reload().await;
        assert_eq!(b.js(seen).await, json!([1280, 800, ["en"], true, true]));
    });
}

#[test]
fn without_javascript_a_page_stands_still_yet_is_read_and_audited() {
    let body = "<main><noscript><p>no scripts here</p></noscript><h1>as packed</h1></main>\
                <script>document.querySelector('h1').textContent = 'changed'</script>";
    on_page(Chromium::desktop().without_javascript(), &page(body), async |b| {
        b.reload().await;
        assert_eq!(b.text("h1").await, "as packed");
        assert_eq!(b.text("noscript").await, "no scripts here");
        assert_eq!(b.axe().await, Vec::<String>::new());
    });
}

#[test]
fn keys_go_where_the_focus_is() {
    let body = "<label>a <input id=a></label><label>b <input id=b></label><p>quiet</p>\
                <script>document.querySelector('p').onmouseenter = e => e.target.textContent = 'hovered'</script>";
    on_page(Chromium::desktop(), &page(body), async |b| {
        b.type_into("#a", "沁河 ok").await;
        b.keys(Key::Tab).await;
        b.keys("next").await;
        assert_eq!(b.js("[a.value, b.value]").await, json!(["沁河 ok", "next"]));
        b.keys(Key::Control + "a").await;
        b.keys("X").await;
        assert_eq!(b.js("b.value").await, "X");
        b.hover("p").await;
        b.shows("p", "hovered").await;
    });
}

#[test]
fn an_input_method_composes_before_it_commits() {
    let body = "<label>q <input id=q></label><script>log = []; for (const type of ['compositionstart', 'compositionend', 'input', 'keydown']) \
                q.addEventListener(type, e => log.push(`${type} ${e.data ?? e.keyCode} ${e.isComposing}`))</script>";
    on_page(Chromium::desktop(), &page(body), async |b| {
        b.click("#q").await;
        b.compose("shu").await;
        b.compose("shuxue").await;
        assert_eq!(b.js("q.value").await, "shuxue");
        b.key_for_input_method("Enter").await;
        b.commit("数学").await;
        assert_eq!(b.js("q.value").await, "数学");
        let composing = ["compositionstart  undefined", "input shu true", "input shuxue true", "keydown 229 true"];
        let committing = ["input 数学 true", "compositionend 数学 undefined"];
        assert_eq!(b.js("log").await, json!([&composing[..], &committing[..]].concat()));
    });
}

#[test]
fn three_engines_work_under_the_strictest_policy() {
    for options in [Chromium::desktop(), Firefox::desktop(), WebKit::desktop()] {
        let body = "<main><h1>严</h1><label>q <input id=q></label> <a href='#x'>x</a></main>";
        on_page(options, &strict(body), async |b| {
            assert_eq!(b.js("Promise.resolve([innerWidth, innerHeight])").await, json!([1280, 800]));
            assert_eq!(b.axe().await, Vec::<String>::new());
            b.type_into("#q", "沁河").await;
            b.keys(Key::Tab).await;
            b.until("document.activeElement.matches('a')").await;
            b.click("a").await;
            b.until("location.hash == '#x'").await;
            b.back().await;
            b.until("location.hash == '' && document.querySelector('input').value == '沁河'").await;
            b.forward().await;
            b.until("location.hash == '#x'").await;
            b.size(1000, 700).await;
            b.reload().await;
            assert_eq!(b.text("h1").await, "严");
        });
    }
}

#[test]
fn firefox_tells_of_exceptions_and_can_be_dark_and_english() {
    let seen = "[navigator.languages, matchMedia('(prefers-color-scheme: dark)').matches]";
    let why = failure(Firefox::desktop().dark().languages(&["en"]), &page("<script>nobody()</script>"), async |b| {
        assert_eq!(b.js(seen).await, json!([["en"], true]));
    });
    assert!(why.contains("nobody is not defined"), "{why}");
}

#[test]
fn a_host_that_compresses_sends_less_of_the_same_page() {
    let folder = Folder::with(&[("index.html", page(&format!("<h1>{}</h1>", "静".repeat(1000))))]);
    let sizes = "(page => [page.encodedBodySize, page.decodedBodySize])(performance.getEntriesByType('navigation')[0])";
    for (site, compresses) in [(Site::serve(folder.path(), "/"), false), (Site::serve(folder.path(), "/").compressing(), true)] {
        check(Chromium::desktop(), async |b| {
            b.open(&site.url("")).await;
            let sizes = b.js(sizes).await;
            let (sent, full) = (sizes[0].as_u64().unwrap(), sizes[1].as_u64().unwrap());
            assert!(full > 3000 && if compresses { sent < 1000 } else { sent == full }, "{sizes}");
        });
    }
}

#[test]
fn a_file_opens_without_a_server() {
    let folder = Folder::with(&[("one.html", page("<h1>一</h1><script>document.documentElement.dataset.reader = 'ready'</script>"))]);
    check(Chromium::desktop(), async |b| {
        b.open(&format!("file://{}#x", folder.path().join("one.html").display())).await;
        b.ready().await;
        b.screenshot(folder.path().join("one.png")).await;
        b.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": 2 })).await;
    });
    assert!(std::fs::read(folder.path().join("one.png")).unwrap().starts_with(b"\x89PNG"));
}

/// Opens a page of its own in a browser of its own.
#[track_caller]
fn on_page(options: Options, html: &str, test: impl AsyncFnOnce(&Browser)) {
    let folder = Folder::with(&[
        ("index.html", html),
        ("next/index.html", &page("<h1>next</h1>")),
        ("loud/index.html", &page("<h1>loud</h1><script>console.error('said aloud')</script>")),
        ("worker.js", "nobodyInAWorker()"),
        ("sink.js", "try { document.body.innerHTML = '<b>bold</b>' } catch {}"),
    ]);
    let site = Site::serve(folder.path(), "/");
    check(options, async |b| {
        b.open(&site.url("")).await;
        test(b).await;
    });
}

/// What such a test fails with.
#[track_caller]
fn failure(options: Options, html: &str, test: impl AsyncFnOnce(&Browser)) -> String {
    let failed = catch_unwind(AssertUnwindSafe(|| on_page(options, html, test))).expect_err("the test fails");
    *failed.downcast::<String>().expect("panics carry text")
}

/// A page under the policy of the packed site.
fn strict(body: &str) -> String {
    let policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; \
                  form-action 'self'; require-trusted-types-for 'script'; trusted-types offprint";
    page_with(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">"), body)
}
