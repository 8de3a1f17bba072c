//! The article as one file, opened from a disk without a network: every page, both languages, search, and the way back.

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::built::{PAGES, REBUILT, built, dist};
use crate::fixtures::Folder;
use crate::harness::{Browser, check};
use crate::options::{Chromium, Firefox, Options, WebKit};

/// What is painted on the page, in reading order.
const MARKED: &str = "[...CSS.highlights.get('mark') ?? []].map(range => range.toString())";
const OPEN_CARD: &str = "document.querySelector('#_card').matches(':popover-open')";
const DENY_STORAGE: &str = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError') } })";

#[test]
fn every_page_opens_from_a_disk_in_both_languages_and_again_after_a_reload() {
    let (site, copy) = (built("/"), Copy::built());
    check(Chromium::desktop(), async |b| {
        let whole = |page: &str| if page.contains("side=") { "document.querySelector('.pair')" } else { "document.querySelector('h1')" };
        // All that is read there, but for what only a site has: the offer of this file, code for other pages, and the place to open others.
        let said = "(main => { const save = main.querySelector('[download]')?.parentElement; \
                    const share = main.querySelector('#_share')?.parentElement; \
                    const offer = [save?.previousElementSibling, save, save?.nextElementSibling, \
                    share?.previousElementSibling.previousElementSibling, share?.previousElementSibling, share]; \
                    return [document.title, document.documentElement.lang, main.className, \
                    [...main.querySelectorAll('h1, h2, h3, p, li, td, th, dt, dd')].filter(e => !offer.includes(e) && !e.closest('.files, .found, #_keep')).map(e => e.textContent)] })\
                    (document.querySelector('main'))";
        for page in PAGES {
            b.open(&site.url(page)).await;
            b.ready().await;
            b.until(whole(page)).await;
            let expected = b.js(said).await;
            let copy = copy.url(&format!("#/{page}"));
            b.open(&copy).await;
            for _ in 0..2 {
                b.ready().await;
                b.until(whole(page)).await;
                b.until(&format!("JSON.stringify({said}) == JSON.stringify({expected})")).await;
                assert_eq!(b.js("location.href").await, copy);
                b.reload().await;
            }
        }
    });
}

#[test]
fn chromium_reads_searches_and_goes_on_without_a_network() {
    reads_searches_and_goes_on(Chromium::desktop());
}

#[test]
fn firefox_reads_searches_and_goes_on_without_a_host() {
    reads_searches_and_goes_on(Firefox::desktop());
}

#[test]
fn webkit_reads_searches_and_goes_on_without_a_host() {
    reads_searches_and_goes_on(WebKit::desktop());
}

#[test]
fn a_hit_opens_with_its_matches_marked_and_the_other_language_is_offered() {
    let copy = Copy::built();
    check(Chromium::desktop(), async |b| {
        open(b, &copy, "#/about/").await;
        b.type_into("#_q", "考评").await;
        b.click("#_hits a[href$='#exchange']").await;
        b.until(&format!("{MARKED}.length > 1 && {MARKED}.every(words => words == '考评')")).await;
        assert_eq!(b.js("location.hash").await, "#/a/qinyuan/?q=%E8%80%83%E8%AF%84#exchange");
        b.until("document.querySelector('#exchange[data-landed]')").await;
        // A place on the same page: the marks stay, and Back leads to where the link was.
        let before = b.js("[location.hash, scrollY]").await;
        b.click("#_contents a[href$='#delivery']").await;
        in_view(b, "#delivery").await;
        b.until(&format!("location.hash.endsWith('#delivery') && {MARKED}.length > 1")).await;
        b.back().await;
        b.until(&format!("location.hash == {} && Math.abs(scrollY - {}) <= 2", before[0], before[1])).await;
        // Opened again as it is, it shows the same.
        let marked = b.js(MARKED).await;
        b.reload().await;
        b.ready().await;
        b.until(&format!("JSON.stringify({MARKED}) == JSON.stringify({marked})")).await;
        b.click("[data-do=unmark]").await;
        b.until("!CSS.highlights.size && location.hash == '#/a/qinyuan/#exchange'").await;
        // The second language is in the file as well.
        b.type_into("#_q", "2980").await;
        b.until("document.querySelector('.elsewhere a[hreflang=en]')").await;
        b.click(".elsewhere a").await;
        b.until("location.hash == '#/en/search/?q=2980' && document.querySelector('.results li a')").await;
        assert_eq!(b.js("[document.documentElement.lang, _q.value]").await, json!(["en", "2980"]));
        b.reload().await;
        b.ready().await;
        b.until("document.querySelector('.results li a') && _q.value == '2980'").await;
    });
}

#[test]
fn back_leads_to_the_place_on_every_page_and_a_reload_stays_there() {
    let copy = Copy::built();
    check(Chromium::desktop(), async |b| {
        open(b, &copy, "").await;
        mark(b).await;
        b.js("scrollTo(0, 1777)").await;
        b.click(".home").await;
        b.until("document.querySelector('.cover') && location.hash == '#/' && scrollY == 0").await;
        // Goes on where the article was left.
        b.shows(".start a", "接着读").await;
        b.click(".start a").await;
        b.until("document.querySelector('article') && /^#\\/a\\/qinyuan\\/#[a-z]/.test(location.hash)").await;
        b.click(".language").await;
        b.until("document.documentElement.lang == 'en' && location.hash == '#/en/a/qinyuan/'").await;
        b.js("scrollTo(0, 1500)").await;
        b.click(".ways a[href$='topics/']").await;
        b.until("document.querySelector('.topics') && location.hash == '#/en/topics/'").await;
        b.back().await;
        b.until("document.querySelector('article') && Math.abs(scrollY - 1500) <= 2").await;
        assert_eq!(b.js("document.body.dataset.marker").await, "here");
        b.js("scrollTo(0, 1333)").await;
        b.until("Math.abs(scrollY - 1333) <= 1").await;
        b.reload().await;
        b.ready().await;
        b.until("document.documentElement.lang == 'en' && Math.abs(scrollY - 1333) <= 2").await;
        b.back().await;
        b.until("location.hash.startsWith('#/a/qinyuan/#') && document.documentElement.lang == 'zh-Hans'").await;
        b.back().await;
        b.until("document.querySelector('.cover')").await;
        // The address with which the file was opened has nothing behind it.
        b.back().await;
        b.until("location.hash == '' && document.querySelector('article') && Math.abs(scrollY - 1777) <= 2").await;
        b.forward().await;
        b.until("document.querySelector('.cover')").await;
    });
}

#[test]
fn an_address_leads_to_its_place_and_one_that_leads_nowhere_says_so() {
    let copy = Copy::built();
    for (place, lang) in [("#/a/qinyuan/#delivery", "zh-Hans"), ("#/en/a/qinyuan/#greenhouses", "en")] {
        check(Chromium::phone(), async |b| {
            open(b, &copy, place).await;
            let css = format!("#{}", place.rsplit('#').next().unwrap());
            b.until(&format!("document.documentElement.lang == {lang:?} && document.querySelector('{css}[data-landed]')")).await;
            in_view(b, &css).await;
        });
    }
    check(Chromium::desktop(), async |b| {
        open(b, &copy, "#/nowhere/").await;
        b.shows("h1", "没有这一页").await;
        b.click(".home").await;
        b.until("document.querySelector('.cover')").await;
        // Written by hand, into the file that is open.
        mark(b).await;
        b.js("location.hash = '#/t/zhao-yongjin/'").await;
        b.shows("h1", "赵永进").await;
        for nowhere in ["#/nowhere/", "#/t/nobody/", "#/fr/", "#/a/another/"] {
            b.js(&format!("location.hash = {nowhere:?}")).await;
            b.shows("h1", "没有这一页").await;
            b.back().await;
            b.shows("h1", "赵永进").await;
        }
        assert_eq!(b.js("document.body.dataset.marker").await, "here");
    });
}

#[test]
fn marks_of_notes_mentions_and_the_skip_link_lead_where_they_should() {
    let copy = Copy::built();
    check(Chromium::desktop(), async |b| {
        b.size(1280, 400).await;
        open(b, &copy, "").await;
        mark(b).await;
        // As where popovers are unknown: else a note that is out of view opens beside its mark.
        b.js("delete HTMLElement.prototype.showPopover").await;
        b.keys(Key::Tab).await;
        b.until("document.activeElement.matches('.skip')").await;
        b.keys(Key::Enter).await;
        b.keys(Key::Tab).await;
        b.until("document.activeElement.closest('#_main')").await;
        let far = "[...document.querySelectorAll('.note-mark a')].at(-1)";
        let back = b.js(&format!("{far}.id")).await;
        let back = back.as_str().unwrap();
        let note = b.js(&format!("{far}.hash.split('#').at(-1)")).await;
        let note = format!("#{}", note.as_str().unwrap());
        b.click(&format!("#{back}")).await;
        in_view(b, &note).await;
        b.click(&format!("{note} .note-number")).await;
        in_view(b, &format!("#{back}")).await;
        assert_eq!(b.js("document.body.dataset.marker").await, "here");
    });
    check(Chromium::desktop(), async |b| {
        open(b, &copy, "").await;
        mark(b).await;
        b.click("#grid a.mention").await;
        b.until(OPEN_CARD).await;
        b.click("#_card a").await;
        b.until(&format!("document.querySelector('main.topic') && location.hash.startsWith('#/t/') && !{OPEN_CARD}")).await;
        b.click(".ways a[href$='numbers/']").await;
        b.click(".numbers thead th:nth-child(2) button").await;
        b.until("location.hash == '#/numbers/?sort.numbers=2' && document.querySelector('.numbers [aria-sort=ascending]')").await;
        assert_eq!(b.js("document.body.dataset.marker").await, "here");
    });
    check(Chromium::phone(), async |b| {
        open(b, &copy, "").await;
        b.tap(".contents-button").await;
        b.until("document.querySelector('#_contents').matches(':popover-open')").await;
        b.tap("#_contents a[href$='#planning']").await;
        b.until("!document.querySelector('#_contents').matches(':popover-open')").await;
        in_view(b, "#planning").await;
        assert!(b.axe().await.is_empty());
    });
}

/// Packed here, with the built reader.
#[cfg(feature = "pack")]
#[test]
fn text_that_pretends_to_be_markup_is_text_in_the_file_as_well() {
    use crate::built::reader;
    use offprint::article::{Block, Run};
    use offprint::pack::{Settings, Source, pack};
    const TEXT: &str = "</script><!-- <script>alert(1)</script> --> ]]> & \\u003c";
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut source = Source::read(&root.join("content/qinyuan.article.json")).unwrap();
    let blocks = source.original.sections.iter_mut().flat_map(|section| &mut section.blocks);
    let mut paragraphs = blocks.filter_map(|block| if let Block::Paragraph(paragraph) = block { Some(paragraph) } else { None });
    let paragraph = paragraphs.next().unwrap();
    paragraph.text.0.push(Run::Plain(TEXT.into()));
    let css = format!("#{}", paragraph.id);
    let site = pack(&source, &Settings::read(&root.join("offprint.toml")).unwrap(), &reader()).unwrap();
    let copy = Copy::of(site.get("a/qinyuan/one.html").unwrap());
    check(Chromium::desktop(), async |b| {
        open(b, &copy, "").await;
        assert!(b.text(&css).await.contains(TEXT));
        // Rendered by the reader out of what the file holds, too.
        b.click(".home").await;
        b.click("nav.ways a[href='#/a/qinyuan/']").await;
        b.until("document.querySelector('article')").await;
        assert!(b.text(&css).await.contains(TEXT));
        b.type_into("#_q", "\"<!-- <script>\"").await;
        b.until("document.querySelector('#_hits a mark')").await;
        assert_eq!(b.js("document.querySelector('article script')").await, Value::Null);
    });
}

#[test]
fn a_chosen_theme_is_kept_or_the_file_says_that_it_is_not() {
    let copy = Copy::built();
    check(Chromium::desktop(), async |b| {
        open(b, &copy, "").await;
        let first = "addEventListener('DOMContentLoaded', () => { self.first = document.documentElement.dataset.theme })";
        b.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": first })).await;
        // The browser stores behind the page's back, and a reload may be faster: then the choice is lost, and made once more.
        b.wait(async || {
            b.click("input[name=theme][value=dark]").await;
            b.until("document.documentElement.dataset.theme == 'dark'").await;
            b.reload().await;
            b.ready().await;
            match b.js("[first ?? '', document.querySelector('input[name=theme]:checked').value]").await {
                kept if kept == json!(["dark", "dark"]) => Ok(()),
                other => Err(format!("the theme is {other}")),
            }
        })
        .await
        .unwrap();
    });
    check(Chromium::desktop(), async |b| {
        b.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": DENY_STORAGE })).await;
        open(b, &copy, "#/en/about/").await;
        b.click("input[name=theme][value=dark]").await;
        b.shows("#_app .notice", "does not let pages keep anything").await;
        b.until("document.documentElement.dataset.theme == 'dark'").await;
        b.type_into("#_q", "grid").await;
        b.shows("#_hits.asked .count", "passages").await;
    });
}

#[test]
fn a_damaged_file_keeps_its_text_and_says_what_does_not_work() {
    let whole = String::from_utf8(packed()).unwrap();
    let damaged = |start: &str| {
        let at = whole.find(start).unwrap() + start.len();
        format!("{}AAAA{}", &whole[..at], &whole[at..])
    };
    for start in ["id=\"_wasm\">", "<script type=\"application/json\" id=\"qinyuan.zh-hans-"] {
        let copy = Copy::of(damaged(start).as_bytes());
        check(Chromium::desktop().expecting(&["The reader did not start."]), async |b| {
            b.open(&copy.url("")).await;
            b.until("document.documentElement.dataset.reader == 'failed'").await;
            b.shows("#_failed", "正文完整").await;
            b.shows("#last", "。").await;
        });
    }
    // Nor is a page that is not what its bundle renders to the end.
    let other = Copy::of(whole.replace("<a class=\"skip\"", "<i></i><a class=\"skip\"").as_bytes());
    check(Chromium::desktop().expecting(&["did not match its bundle"]).tolerating(&["unreachable", "hydration"]), async |b| {
        b.open(&other.url("#/about/")).await;
        b.until(REBUILT).await;
        b.shows("h1", "关于").await;
        assert_eq!(b.js("document.querySelector('#_app > i')").await, Value::Null);
    });
}

#[test]
fn the_article_is_read_where_scripts_are_not_run() {
    let copy = Copy::built();
    check(Chromium::desktop().without_javascript(), async |b| {
        b.open(&copy.url("")).await;
        b.shows("h1", "沁源").await;
        b.shows("#last", "。").await;
        let shown =
            "[...document.querySelectorAll('#_failed, .search')].filter(e => e.checkVisibility({ visibilityProperty: true })).length";
        assert_eq!(b.js(shown).await, 0);
    });
}

#[test]
fn a_query_sent_before_the_reader_is_there_waits_in_its_box() {
    let copy = Copy::built();
    check(Chromium::desktop(), async |b| {
        // As fast as only a script is: typed and sent before the document has come to its end.
        let send = "new MutationObserver((_, seen) => { const box = document.querySelector('#_q'); if (!box) return; seen.disconnect(); \
                    box.value = '考评'; box.form.requestSubmit() }).observe(document, { childList: true, subtree: true })";
        b.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": send })).await;
        open(b, &copy, "").await;
        b.shows("#_hits.asked .count", "处").await;
        assert_eq!(b.js("[location.href, _q.value]").await, json!([copy.url(""), "考评"]));
    });
}

#[test]
fn the_about_page_hands_out_the_file_and_the_file_does_not_hand_out_itself() {
    let (site, copy, kept) = (built("/any/depth/"), Copy::built(), Folder::with(&[("before.txt", "")]));
    check(Chromium::desktop(), async |b| {
        let allow = json!({ "behavior": "allow", "downloadPath": kept.path() });
        b.cdp("Browser.setDownloadBehavior", allow).await;
        b.open(&site.url("en/numbers/")).await;
        b.ready().await;
        b.click(".ways a[href$='about/']").await;
        b.shows(".about a[download]", "Save a copy").await;
        b.click(".about a[download]").await;
        let saved = kept.path().join("qinyuan.html");
        let english = std::fs::read(dist().join("en/a/qinyuan/one.html")).unwrap();
        b.wait(async || match std::fs::read(&saved) {
            Ok(saved) if saved == english => Ok(()),
            Ok(part) => Err(format!("{} bytes are there", part.len())),
            Err(error) => Err(error.to_string()),
        })
        .await
        .unwrap();
        assert_eq!(b.js("location.href").await, site.url("en/about/"));
        for page in ["#/about/", "#/en/about/"] {
            b.open(&copy.url(page)).await;
            b.ready().await;
            b.until("document.querySelector('main.about dl')").await;
            assert_eq!(b.js("document.querySelectorAll('[download]').length").await, 0);
        }
        b.open(&copy.url("#/shelf/")).await;
        b.until("document.querySelector('main.shelf') && !document.querySelector('#_files')").await;
    });
}

fn reads_searches_and_goes_on(options: Options) {
    let copy = Copy::built();
    check(options, async |b| {
        if b.options.engine == crate::drivers::Engine::Chromium {
            b.offline(true).await;
        }
        b.open(&copy.url("")).await;
        b.ready().await;
        mark(b).await;
        b.shows("h1", "沁源").await;
        b.type_into("#_q", "网格").await;
        b.shows("#_hits.asked .count", "处").await;
        b.keys(Key::Enter).await;
        b.shows(".results .count", "处").await;
        assert_eq!(b.js("location.href").await, copy.url("#/search/?q=%E7%BD%91%E6%A0%BC"));
        b.click(".results a[href$='#grid']").await;
        b.until("document.querySelector('#grid[data-landed]') && document.querySelector('.marked button')").await;
        in_view(b, "#grid").await;
        b.js("scrollTo(0, 1500)").await;
        b.until("Math.abs(scrollY - 1500) <= 1").await;
        b.click(".ways a[href$='about/']").await;
        b.until(&format!("location.href == {:?} && document.title == '关于 · 抽印本'", copy.url("#/about/"))).await;
        b.until("document.activeElement.matches('h1')").await;
        b.click(".language").await;
        b.until(&format!("location.href == {:?} && document.documentElement.lang == 'en'", copy.url("#/en/about/"))).await;
        b.shows("h1", "About").await;
        b.back().await;
        b.shows("h1", "关于").await;
        b.back().await;
        b.until("document.querySelector('article') && Math.abs(scrollY - 1500) <= 2").await;
        assert_eq!(b.js("document.body.dataset.marker").await, "here");
        assert_eq!(
            b.js("performance.getEntriesByType('resource').map(e => e.name).filter(name => !name.startsWith('data:'))").await,
            json!([])
        );
        b.reload().await;
        b.ready().await;
        b.until("document.querySelector('article') && document.querySelector('.marked button')").await;
    });
}

/// A copy of the file in a folder of its own, as those have it to whom it was sent.
pub struct Copy(Folder);

impl Copy {
    fn of(content: &[u8]) -> Copy {
        Copy(Folder::with(&[("沁源 1.html", content)]))
    }

    pub fn built() -> Copy {
        Copy::of(&packed())
    }

    /// Its address, with something behind it.
    pub fn url(&self, behind: &str) -> String {
        format!("file://{}/%E6%B2%81%E6%BA%90%201.html{behind}", self.0.path().display())
    }
}

/// The file as the packer has left it in the site.
fn packed() -> Vec<u8> {
    std::fs::read(dist().join("a/qinyuan/one.html")).expect("build the site first: make site")
}

/// Opens it with the network cut.
async fn open(b: &Browser, copy: &Copy, behind: &str) {
    b.offline(true).await;
    b.open(&copy.url(behind)).await;
    b.ready().await;
}

/// Marks the document, so that a full load is seen.
async fn mark(b: &Browser) {
    b.js("document.body.dataset.marker = 'here'").await;
}

/// The element's beginning is below the head and within the window.
async fn in_view(b: &Browser, css: &str) {
    let place = "(e => e && e.getBoundingClientRect().top >= document.querySelector('.head').getBoundingClientRect().bottom - 1 \
                 && e.getBoundingClientRect().top < innerHeight - 20)";
    b.until(&format!("{place}(document.querySelector({css:?}))")).await;
}
