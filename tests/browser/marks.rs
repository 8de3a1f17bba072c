//! What was looked for, marked on the page that a hit has opened.

use serde_json::json;
use thirtyfour::Key;

use crate::built::{ARTICLE, built};
use crate::harness::{Browser, check};
use crate::options::{Chromium, Firefox, WebKit};

/// The words that are painted, in reading order.
const MARKED: &str = "[...CSS.highlights.get('mark') ?? []].map(range => range.toString())";
/// How often the text of the sections says it, read as a person would.
const SAID: &str = "[...document.querySelectorAll('article :is(h1, h2, p, li, td, th, caption, figcaption, text)')]\
    .filter(e => !e.closest('nav, .turns, .byline, .colophon, .data')).flatMap(e => [...e.textContent.matchAll('考评')]).length";
const AT: &str = "document.querySelector('#_mark').textContent.split(' / ').map(Number)";

#[test]
fn an_opened_hit_has_every_match_marked_and_the_keys_go_from_one_to_the_next() {
    let site = built("/any/depth/");
    for options in [Chromium::desktop(), Chromium::phone()] {
        check(options, async |b| {
            b.open(&site.url("about/")).await;
            b.ready().await;
            b.type_into("#_q", "考评").await;
            b.click("#_hits a[href$='#exchange']").await;
            b.until("document.querySelector('.marked button')").await;
            let said = b.js(SAID).await.as_u64().unwrap();
            let marked = b.js(MARKED).await;
            assert!(marked.as_array().unwrap().iter().all(|words| words == "考评"), "{marked}");
            assert_eq!(marked.as_array().unwrap().len() as u64, said);
            b.shows(".marked", "考评").await;
            // The first is in the passage that was opened, and can be seen.
            here_is_in(b, "#exchange").await;
            let at = b.js(AT).await;
            assert_eq!(at[1], said);
            // On through all of them and round, by the keyboard; the focus stays on the button.
            b.js("document.querySelector('[data-do=next-mark]').focus()").await;
            for step in 1..=said {
                b.keys(Key::Enter).await;
                let expected = (at[0].as_u64().unwrap() - 1 + step) % said + 1;
                assert_eq!(b.js(AT).await[0], expected);
                in_view(b).await;
            }
            assert_eq!(b.js("document.activeElement.dataset.do").await, "next-mark");
            b.click("[data-do=previous-mark]").await;
            assert_eq!(b.js(AT).await[0], (at[0].as_u64().unwrap() + said - 2) % said + 1);
            // Taken away, they are gone from the address too.
            b.click("[data-do=unmark]").await;
            b.until("!CSS.highlights.size && !document.querySelector('.marked button') && location.search == ''").await;
            assert_eq!(b.js("location.hash").await, "#exchange");
        });
    }
}

#[test]
fn a_match_across_marks_of_the_text_is_marked_whole() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        // Partly a mention, partly plain.
        b.open(&site.url("a/qinyuan/?q=%E9%92%B1%E4%BB%8E%E5%8E%BF%E8%B4%A2%E6%94%BF%E5%87%BA#money")).await;
        b.ready().await;
        b.until("document.querySelector('.marked button')").await;
        assert_eq!(b.js(&format!("{MARKED}.join('')")).await, "钱从县财政出");
        assert_eq!(b.js(AT).await, json!([1, 1]));
        here_is_in(b, "#money").await;
    });
}

#[test]
fn marks_come_and_go_with_back_and_forward() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url("en/a/qinyuan/?q=grid#grid")).await;
        b.ready().await;
        b.until(&format!("{MARKED}.length > 3")).await;
        let marked = b.js(MARKED).await;
        b.click(".home").await;
        b.until("document.querySelector('.cover') && !CSS.highlights.size && !document.querySelector('.marked button')").await;
        b.back().await;
        b.until("document.querySelector('article')").await;
        b.until(&format!("JSON.stringify({MARKED}) == JSON.stringify({marked})")).await;
        // The same page without the question.
        b.open(&site.url("en/a/qinyuan/")).await;
        b.ready().await;
        assert_eq!(b.js("CSS.highlights.size").await, 0);
    });
}

#[test]
fn a_number_leads_to_its_row_and_a_topic_to_its_page_with_the_words_marked() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        b.type_into("#_q", "2980").await;
        b.click("#_hits a[href*='/numbers/']").await;
        b.until("document.querySelector('tr[data-landed]')").await;
        // As the table writes it.
        b.until(&format!("{MARKED}.includes('2,980')")).await;
        b.type_into("#_q", "赵永进").await;
        b.click("#_hits a[href*='/t/zhao-yongjin/']").await;
        b.shows("h1", "赵永进").await;
        b.until(&format!("{MARKED}.length > 1 && {MARKED}.every(words => words == '赵永进')")).await;
    });
}

#[test]
fn where_nothing_can_be_painted_elements_mark_and_leave_the_text_as_it_was() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        b.cdp(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": "delete CSS.highlights; Object.defineProperty(CSS, 'highlights', {})" }),
        )
        .await;
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        // Without what the page's script adds to tables and pictures when they come near.
        let text = "[...document.querySelectorAll('article :is(p, li, td)')].filter(e => e.matches('td') || !e.closest('figure')).map(e => e.textContent).join('\\n')";
        let before = b.js(text).await;
        b.type_into("#_q", "考评").await;
        b.click("#_hits a[href$='#exchange']").await;
        b.until("document.querySelector('[data-mark]')").await;
        let said = b.js(SAID).await;
        assert_eq!(b.js("[...document.querySelectorAll('[data-mark]')].filter(mark => mark.textContent == '考评').length").await, said);
        b.until("document.querySelector('#exchange mark[data-here]')").await;
        b.click("[data-do=next-mark]").await;
        b.until("document.querySelectorAll('[data-here]').length == 1").await;
        b.click("[data-do=unmark]").await;
        b.until("!document.querySelector('[data-mark]')").await;
        let texts =
            "[...document.querySelectorAll('#exchange')].flatMap(e => [...e.childNodes]).filter(n => n.nodeType == 3 && !n.data).length";
        assert_eq!(b.js(text).await, before);
        assert_eq!(b.js(texts).await, 0);
    });
}

#[test]
fn the_other_engines_mark_as_well() {
    let site = built("/");
    for options in [Firefox::desktop(), WebKit::desktop()] {
        check(options, async |b| {
            b.open(&site.url("a/qinyuan/?q=%E8%80%83%E8%AF%84#exchange")).await;
            b.ready().await;
            b.until("document.querySelector('.marked button')").await;
            let said = b.js(SAID).await;
            assert_eq!(b.js(AT).await[1], said);
            b.click("[data-do=next-mark]").await;
            b.until(&format!("{AT}[0] > 1")).await;
        });
    }
}

/// The mark at which the reader is lies in an element, and in view.
async fn here_is_in(b: &Browser, css: &str) {
    let here = "[...CSS.highlights.get('mark-here') ?? []]";
    b.until(&format!("{here}.length && {here}.every(range => document.querySelector('{css}').contains(range.startContainer))")).await;
    in_view(b).await;
}

async fn in_view(b: &Browser) {
    b.until(
        "(box => box.top >= document.querySelector('.head').getBoundingClientRect().bottom && box.bottom <= \
         document.querySelector('.marked').getBoundingClientRect().top)([...CSS.highlights.get('mark-here')][0].getBoundingClientRect())",
    )
    .await;
}
