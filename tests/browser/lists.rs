//! Topics, numbers, two languages, the shelf, and the size of the text.

use serde_json::json;

use crate::built::{ARTICLE, built};
use crate::harness::check;
use crate::options::Chromium;

#[test]
fn a_mention_leads_to_its_topic_and_the_topic_back_to_every_mention() {
    let site = built("/any/depth/");
    check(Chromium::phone(), async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        b.js("document.body.dataset.marker = 'here'").await;
        // Blocks that mention it, as the article's page has them.
        let mentioning =
            "[...new Set([...document.querySelectorAll('a.mention[href$=\"t/grid-management/\"]')].map(a => a.closest('[id]').id))].sort()";
        let blocks = b.js(mentioning).await;
        assert!(!blocks.as_array().unwrap().is_empty());
        b.click("a.mention[href$='t/grid-management/']").await;
        b.click("#_card a").await;
        b.shows("h1", "网格化管理").await;
        b.until(&format!("location.href == {:?}", site.url("t/grid-management/"))).await;
        let listed = "[...new Set([...document.querySelectorAll('.passages a')].map(a => a.hash.slice(1)))].sort()";
        assert_eq!(b.js(listed).await, blocks);
        assert_eq!(b.js("[...document.querySelectorAll('.passages li')].every(li => li.querySelector('mark'))").await, true);
        b.shows(".relations", "二级小网格").await;
        b.click(".passages a").await;
        b.until("document.querySelector('article [data-landed]')").await;
        b.back().await;
        b.shows("h1", "网格化管理").await;
        assert_eq!(b.js("document.body.dataset.marker").await, "here");
    });
}

#[test]
fn every_topic_and_number_of_the_lists_leads_somewhere() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        for (lang, other) in [("", "qinyuan"), ("en/", "qinyuan")] {
            b.open(&site.url(&format!("{lang}topics/"))).await;
            b.ready().await;
            let answers = "Promise.all([...document.querySelectorAll('.topics dt a')].map(async a => (await fetch(a.href)).status))";
            assert_eq!(b.js(answers).await, json!(vec![200; 87]), "{lang}");
            b.open(&site.url(&format!("{lang}numbers/"))).await;
            b.ready().await;
            let blocks = b.js("[...document.querySelectorAll('.numbers tbody a')].map(a => a.hash)").await;
            assert_eq!(blocks.as_array().unwrap().len(), 18);
            b.open(&site.url(&format!("{lang}a/{other}/"))).await;
            assert_eq!(b.js(&format!("{blocks}.filter(hash => !document.querySelector(hash))")).await, json!([]));
        }
    });
}

#[test]
fn two_languages_stand_side_by_side_block_by_block() {
    let site = built("/");
    for options in [Chromium::desktop(), Chromium::phone()] {
        check(options, async |b| {
            b.open(&site.url(ARTICLE)).await;
            b.ready().await;
            b.click(".byline a").await;
            b.until("document.querySelector('.pair') && location.search == '?side=en'").await;
            let pairs = "[...document.querySelectorAll('section .pair')]";
            assert_eq!(b.js(&format!("{pairs}.every(pair => pair.children.length == 2 && pair.children[1].lang == 'en')")).await, true);
            assert_eq!(
                b.js("[...document.querySelectorAll('[id]')].length - new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size")
                    .await,
                0
            );
            b.shows(".pair:has(#grid) > :last-child", "grid").await;
            // Beside it where there is room, else below it.
            let tops = "(pair => [...pair.children].map(side => Math.round(side.getBoundingClientRect().top)))(document.querySelector('.pair:has(#grid)'))";
            let is_beside = b.js(&format!("({tops})[0] == ({tops})[1]")).await;
            assert_eq!(is_beside, !b.options.viewport.phone);
            b.click(".byline a").await;
            b.until("!document.querySelector('.pair') && location.search == ''").await;
        });
    }
}

#[test]
fn what_is_typed_before_takeover_stays_where_the_address_says_more() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        for (page, there) in [("a/qinyuan/?side=en", ".pair"), ("search/?q=%E6%B9%96%E7%BE%8A", ".results mark")] {
            let wasm = site.hold(".wasm");
            b.set_off_to(&site.url(page)).await;
            wasm.reached();
            b.type_into("#_q", "网格").await;
            wasm.open();
            b.ready().await;
            b.until(&format!("document.querySelector({there:?})")).await;
            b.until("[...document.querySelectorAll('.asked mark, .results mark')].some(mark => mark.textContent == '网格')").await;
            assert_eq!(b.js("[_q.value, document.activeElement.id]").await, json!(["网格", "_q"]), "{page}");
            site.mend();
        }
    });
}

#[test]
fn the_way_to_the_open_page_leads_to_its_top() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        b.js("scrollTo(0, 1500)").await;
        b.click(".ways a[href$='a/qinyuan/']").await;
        b.until("scrollY == 0").await;
    });
}

#[test]
fn the_place_is_kept_offered_on_the_cover_and_forgotten_on_the_shelf() {
    let site = built("/any/depth/");
    check(Chromium::phone(), async |b| {
        b.open(&site.url("shelf/")).await;
        b.ready().await;
        b.shows("main", "还没有读过的文章").await;
        b.open(&site.url("a/qinyuan/#corn")).await;
        b.ready().await;
        b.until("document.querySelector('#corn').getBoundingClientRect().top < innerHeight").await;
        b.js("scrollBy(0, document.querySelector('#corn').getBoundingClientRect().top + 1)").await;
        b.click(".home").await;
        b.shows(".start a", "接着读：规划").await;
        b.reload().await;
        b.ready().await;
        b.shows(".start a", "接着读：规划").await;
        b.click(".start a").await;
        b.until("document.querySelector('#corn[data-landed]')").await;
        b.click(".foot a[href$='shelf/']").await;
        // On the way to the foot the reader has come through the last section.
        b.shows("main li", "读到：合起来").await;
        b.click("[data-do=forget]").await;
        b.shows("main", "还没有读过的文章").await;
        assert_eq!(b.js("localStorage.getItem('offprint:places')").await, "");
    });
}

#[test]
fn a_chosen_size_is_there_from_the_first_paint_on() {
    let site = built("/");
    let size = "parseFloat(getComputedStyle(document.documentElement).fontSize)";
    check(Chromium::phone(), async |b| {
        b.open(&site.url("about/")).await;
        b.ready().await;
        let medium = b.js(size).await.as_f64().unwrap();
        b.click("label:has(input[name=size][value=huge])").await;
        b.until(&format!("{size} > {medium} * 1.2")).await;
        let boot = site.hold("boot-");
        b.set_off_to(&site.url(ARTICLE)).await;
        boot.reached();
        b.until("location.pathname.endsWith('/a/qinyuan/') && performance.getEntriesByName('first-contentful-paint').length").await;
        assert!(b.js(size).await.as_f64().unwrap() > medium * 1.2);
        boot.open();
        b.ready().await;
        assert_eq!(b.js("document.querySelector('input[name=size]:checked').value").await, "huge");
        assert_eq!(b.js("document.documentElement.scrollWidth <= innerWidth").await, true);
    });
}
