//! Registers: tables that sort, filter and search, whose state stands in the address, and which are cards on a phone.

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::built::{ARTICLE, built};
use crate::fixtures::Folder;
use crate::harness::{Browser, check};
use crate::one_file::Copy;
use crate::options::{Chromium, Firefox, Options, WebKit};

/// The first cells of the rows that are shown.
async fn rows(b: &Browser, figure: &str) -> Value {
    b.js(&rows_of(figure)).await
}

fn rows_of(figure: &str) -> String {
    format!(
        "[...document.querySelectorAll('{figure} tbody tr')].filter(row => row.getClientRects().length).map(row => row.cells[0].textContent)"
    )
}

async fn shows_rows(b: &Browser, figure: &str, expected: Value) {
    b.until(&format!("JSON.stringify({}) == {:?}", rows_of(figure), expected.to_string())).await;
}

/// Brings a register near, so that its script is there.
async fn come_to(b: &Browser, figure: &str) {
    b.js(&format!("document.querySelector('{figure}').scrollIntoView()")).await;
    b.until(&format!("document.querySelector('{figure} .tools')")).await;
}

/// The eight projects by pinyin, figures first: guyue, guodao, hongxingta, qianmu, shuiguo, yanjinshi.
const BY_NAME: [&str; 8] = [
    "10万吨LNG联产10万吨合成氨",
    "10万只湖羊养殖",
    "古月生态农业产业园区",
    "国道241线沁源过境交口至有义段公路改建",
    "红星塔片区棚户区改造",
    "千亩设施农业",
    "水果玉米种植加工一体化",
    "岩进石文旅田园综合体",
];

#[test]
fn a_register_sorts_by_the_keyboard_and_keeps_its_order_in_the_address() {
    for options in [Chromium::desktop(), Firefox::desktop(), WebKit::desktop()] {
        sorts(options);
    }
}

fn sorts(options: Options) {
    let site = built("/any/depth/");
    check(options, async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        come_to(b, "#projects").await;
        let as_written = rows(b, "#projects").await;
        b.js("document.querySelector('#projects thead button').focus()").await;
        b.keys(Key::Enter).await;
        shows_rows(b, "#projects", json!(BY_NAME)).await;
        assert_eq!(b.js("document.querySelector('#projects thead th').getAttribute('aria-sort')").await, "ascending");
        assert_eq!(b.js("location.search").await, "?sort.projects=1");
        b.keys(Key::Enter).await;
        shows_rows(b, "#projects", reversed()).await;
        assert_eq!(b.js("document.querySelector('#projects thead th').getAttribute('aria-sort')").await, "descending");
        assert_eq!(b.js("document.activeElement.closest('th').cellIndex").await, 0);
        // Handed on and opened anew it is the same, at the same place.
        b.reload().await;
        b.ready().await;
        shows_rows(b, "#projects", reversed()).await;
        // Another page, and back.
        b.click("#projects a[href$='t/guyue/']").await;
        b.click("#_card a").await;
        b.until("document.querySelector('main.topic')").await;
        b.back().await;
        shows_rows(b, "article #projects", reversed()).await;
        // A third time, and it is as the text has it.
        b.click("#projects thead button").await;
        shows_rows(b, "#projects", as_written).await;
        assert_eq!(b.js("location.search").await, "");
    });
}

fn reversed() -> Value {
    json!(BY_NAME.into_iter().rev().collect::<Vec<_>>())
}

#[test]
fn a_register_is_searched_also_with_an_input_method_and_says_how_many_rows_there_are() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        come_to(b, "#projects").await;
        b.click("#projects input").await;
        // Nothing is looked for while it is being composed.
        b.compose("mingyuan").await;
        assert_eq!(rows(b, "#projects").await.as_array().unwrap().len(), 8);
        b.commit("明源").await;
        shows_rows(b, "#projects", json!(["10万只湖羊养殖", "千亩设施农业"])).await;
        b.shows("#projects [role=status]", "显示2行，共8行").await;
        assert_eq!(b.js("document.activeElement.matches('#projects input')").await, true);
        // Two words: both of them. Full width is no other word.
        b.type_into("#projects input", " １０").await;
        shows_rows(b, "#projects", json!(["10万只湖羊养殖"])).await;
        assert_eq!(b.js("new URLSearchParams(location.search).get('find.projects')").await, "明源 １０");
        b.reload().await;
        b.ready().await;
        shows_rows(b, "#projects", json!(["10万只湖羊养殖"])).await;
        assert_eq!(b.js("document.querySelector('#projects input').value").await, "明源 １０");
        b.type_into("#projects input", "甲乙丙").await;
        b.shows("#projects [role=status]", "没有这样的行").await;
        b.click("#projects [role=status] button").await;
        b.until("document.querySelectorAll('#projects tbody tr:not([hidden])').length == 8 && location.search == ''").await;
        assert_eq!(b.js("document.activeElement.matches('#projects input')").await, true);
    });
}

#[test]
fn numbers_sort_by_what_they_are_and_can_be_cut_down_to_a_unit() {
    let site = built("/");
    let values = "[...document.querySelectorAll('.numbers tbody tr')].filter(row => row.getClientRects().length).map(row => row.cells[1].textContent)";
    check(Chromium::desktop(), async |b| {
        b.open(&site.url("numbers/")).await;
        b.ready().await;
        b.click(".numbers thead th:nth-child(2) button").await;
        b.until(&format!("{values}.at(-1) == '321亿元'")).await;
        let numbers = b.js("[...document.querySelectorAll('.numbers tbody tr')].map(row => Number(row.cells[1].dataset.value))").await;
        let numbers: Vec<f64> = numbers.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect();
        assert_eq!(numbers.len(), 18);
        assert!(numbers.is_sorted(), "{numbers:?}");
        // A unit of which there are several.
        b.js("(select => { select.value = '3.元'; select.dispatchEvent(new Event('change', { bubbles: true })) })(document.querySelector('.numbers .only'))")
            .await;
        b.until(&format!("{values}.length > 1 && {values}.every(value => value.endsWith('元'))")).await;
        assert_eq!(b.js("new URLSearchParams(location.search).get('only.numbers')").await, "3.元");
        b.reload().await;
        b.ready().await;
        b.until(&format!("{values}.length > 1 && {values}.every(value => value.endsWith('元')) && {values}.at(-1) == '321亿元'")).await;
        assert_eq!(b.js("document.querySelector('.numbers .only').value").await, "3.元");
    });
}

#[test]
fn on_a_phone_rows_are_cards_that_name_their_columns_and_sort_by_a_choice() {
    let site = built("/");
    for (lang, label) in [("", "乡镇"), ("en/", "Township")] {
        check(Chromium::phone(), async |b| {
            b.size(320, 640).await;
            b.open(&site.url(&format!("{lang}{ARTICLE}"))).await;
            b.ready().await;
            come_to(b, "#villages").await;
            // One below another, and nothing to be scrolled sideways.
            let lefts = "new Set([...document.querySelector('#villages tbody tr').cells].map(cell => Math.round(cell.getBoundingClientRect().left))).size";
            assert_eq!(b.js(lefts).await, 1);
            assert_eq!(
                b.js("(region => region.scrollWidth <= region.clientWidth)(document.querySelector('#villages .table'))").await,
                true
            );
            let said = "getComputedStyle(document.querySelector('#villages td'), '::before').content";
            assert!(b.js(said).await.as_str().unwrap().contains(label));
            // To a screen reader it is a table all the same.
            let roles = "[...document.querySelectorAll('#villages :is(table, tbody tr:first-child, tbody tr:first-child > *)')].map(part => part.role)";
            assert_eq!(b.js(roles).await, json!(["table", "row", "rowheader", "cell", "cell", "cell"]));
            let before = rows(b, "#villages").await;
            b.js("(select => { select.value = '1'; select.dispatchEvent(new Event('change', { bubbles: true })) })(document.querySelector('#villages .sort'))")
                .await;
            b.until(&format!("JSON.stringify({}) != {:?}", rows_of("#villages"), before.to_string())).await;
            assert_eq!(b.js("new URLSearchParams(location.search).get('sort.villages')").await, "1");
            assert!(b.axe().await.is_empty());
        });
    }
}

#[test]
fn an_order_in_the_address_opens_the_same_page_and_a_link_without_it_begins_at_its_top() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url(&format!("{ARTICLE}?sort.projects=1#projects"))).await;
        b.ready().await;
        shows_rows(b, "#projects", json!(BY_NAME)).await;
        // The page is as it was packed: nothing has been fetched to make it anew.
        assert!(!site.requests().iter().any(|path| path.contains(".pictures-") || path.contains("edition-")), "{:?}", site.requests());
        b.until("scrollY > 1000").await;
        b.click(".ways a[aria-current=page]").await;
        b.until("location.search == '' && scrollY == 0 && document.activeElement.matches('h1')").await;
    });
}

#[test]
fn room_for_the_tools_is_there_before_they_are() {
    let site = built("/");
    for options in [Chromium::desktop(), Chromium::phone()] {
        check(options, async |b| {
            let gate = site.hold("figures-");
            b.open(&site.url(ARTICLE)).await;
            b.ready().await;
            b.js("document.querySelector('#villages').scrollIntoView()").await;
            gate.reached();
            let places =
                "[...document.querySelectorAll('#villages tr, #villages ~ *')].map(e => Math.round(e.getBoundingClientRect().top))";
            let before = b.js(places).await;
            gate.open();
            b.until("document.querySelector('#villages .tools')").await;
            assert_eq!(b.js(places).await, before);
        });
    }
}

#[test]
fn what_is_not_on_a_page_is_not_loaded() {
    let site = built("/");
    let asked = |name: &str| site.requests().iter().any(|path| path.contains(name));
    check(Chromium::desktop(), async |b| {
        b.open(&site.url("search/")).await;
        b.ready().await;
        b.until("document.adoptedStyleSheets.length").await;
        // Nothing here wants them; on the next page something does.
        b.click(".ways a[href$='topics/']").await;
        b.until("document.querySelector('main.topics')").await;
        assert!(!asked("/figures-") && !asked("/zoom-") && !asked("/keys-"), "{:?}", site.requests());
        b.click(".ways a[href$='numbers/']").await;
        b.until("document.querySelector('.numbers .tools')").await;
        assert!(asked("/figures-") && !asked("/zoom-") && !asked("/keys-"), "{:?}", site.requests());
    });
}

#[test]
fn marks_of_a_search_follow_rows_that_move_and_leave_those_that_are_hidden() {
    let site = built("/");
    let marked = "[...CSS.highlights.get('mark') ?? []].map(range => range.toString() && range.startContainer.parentElement.closest('#projects tr')?.cells[0].textContent).filter(Boolean)";
    check(Chromium::desktop(), async |b| {
        b.open(&site.url(&format!("{ARTICLE}?q=%E5%BE%AA%E7%8E%AF%E5%86%9C%E4%B8%9A#projects"))).await;
        b.ready().await;
        b.until("document.querySelector('#projects .tools')").await;
        b.until(&format!("{marked}.length == 2")).await;
        b.click("#projects thead button").await;
        b.until("document.querySelector('#projects [aria-sort=ascending]')").await;
        b.until(&format!("JSON.stringify({marked}) == JSON.stringify(['10万只湖羊养殖', '千亩设施农业'])")).await;
        b.type_into("#projects input", "湖羊").await;
        b.until(&format!("JSON.stringify({marked}) == JSON.stringify(['10万只湖羊养殖'])")).await;
        assert_eq!(b.js("document.activeElement.matches('#projects input')").await, true);
        // Taking the marks away leaves the table as it is.
        b.click("[data-do=unmark]").await;
        b.until("!CSS.highlights.size").await;
        assert_eq!(b.js("location.search").await, "?sort.projects=1&find.projects=%E6%B9%96%E7%BE%8A");
        assert_eq!(rows(b, "#projects").await, json!(["10万只湖羊养殖"]));
    });
}

#[test]
fn a_register_in_the_other_language_has_its_own_words_and_the_same_order() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url(&format!("{ARTICLE}?sort.villages=-2"))).await;
        b.ready().await;
        b.until("document.querySelector('#villages [aria-sort=descending]')").await;
        b.click(".ways .language").await;
        b.until("document.querySelector('#villages input')?.placeholder == 'Search rows'").await;
        let columns = "[...document.querySelectorAll('#villages thead th')].map(head => head.textContent)";
        assert_eq!(b.js(columns).await[1], "Township");
        // No row has been mixed out of two.
        let whole = b.js("[...document.querySelectorAll('#villages tbody tr')].map(row => row.textContent)").await;
        b.open(&site.url(&format!("en/{ARTICLE}"))).await;
        b.ready().await;
        come_to(b, "#villages").await;
        let expected = b.js("[...document.querySelectorAll('#villages tbody tr')].map(row => row.textContent)").await;
        let sorted = |rows: &Value| {
            let mut rows: Vec<String> = rows.as_array().unwrap().iter().map(|row| row.as_str().unwrap().to_owned()).collect();
            rows.sort();
            rows
        };
        assert_eq!(sorted(&whole), sorted(&expected));
    });
}

#[test]
fn in_the_one_file_the_state_stands_behind_the_hash() {
    let copy = Copy::built();
    check(Chromium::desktop(), async |b| {
        b.open(&copy.url("#/a/qinyuan/#projects")).await;
        b.ready().await;
        come_to(b, "#projects").await;
        b.click("#projects thead button").await;
        shows_rows(b, "#projects", json!(BY_NAME)).await;
        assert_eq!(b.js("location.hash").await, "#/a/qinyuan/?sort.projects=1#projects");
        b.reload().await;
        b.ready().await;
        shows_rows(b, "#projects", json!(BY_NAME)).await;
    });
}

#[test]
fn without_scripts_a_register_is_a_table_without_tools() {
    let site = built("/");
    check(Chromium::desktop().without_javascript(), async |b| {
        b.open(&site.url(&format!("{ARTICLE}#villages"))).await;
        let gap = b.js("(figure => figure.querySelector('.table').getBoundingClientRect().top - figure.querySelector('figcaption').getBoundingClientRect().bottom)(document.querySelector('#villages'))").await;
        assert!(gap.as_f64().unwrap() < 4.0, "{gap}");
    });
}

#[test]
fn a_register_is_saved_nowhere_else_and_a_file_of_ones_own_has_the_same_tools() {
    let site = built("/");
    let rows: Vec<Value> = (1..=12)
        .map(|index| json!([format!("第{index}村"), format!("{},000", 13 - index), if index % 2 == 0 { "甲乡" } else { "乙乡" }]))
        .collect();
    let article = json!({ "offprint": 1, "id": "own", "lang": "zh-Hans", "title": "自己的表", "standfirst": "一张表。", "sections": [{ "id": "one", "title": "表", "blocks": [
        { "register": { "id": "own-table", "caption": "十二个村", "columns": [{ "title": "村" }, { "title": "人口", "kind": "number" }, { "title": "乡" }], "rows": rows } }
    ] }] });
    let folder = Folder::with(&[("own.article.json", article.to_string())]);
    check(Chromium::desktop(), async |b| {
        b.open(&site.url("shelf/")).await;
        b.ready().await;
        b.type_into("#_file", &folder.path().join("own.article.json").display().to_string()).await;
        b.until("document.querySelector('.cover .start a')").await;
        b.click(".cover .start a").await;
        b.until("document.querySelector('#own-table .tools')").await;
        // By number, not by letter; a column of few words can be chosen from.
        b.click("#own-table thead th:nth-child(2) button").await;
        b.until(&format!("{}.at(0) == '第12村' && {0}.at(-1) == '第1村'", rows_of("#own-table"))).await;
        assert_eq!(
            b.js("[...document.querySelectorAll('#own-table .only option')].map(option => option.textContent)").await,
            json!(["只看", "乙乡", "甲乡"])
        );
        // It has no address, so nothing of it stands there.
        assert!(!b.js("location.href").await.as_str().unwrap().contains("sort."));
    });
}

#[test]
fn in_a_frame_a_register_sorts_and_nothing_of_it_stands_in_the_address() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url(&format!("{ARTICLE}embed.html"))).await;
        b.ready().await;
        come_to(b, "#projects").await;
        let before = b.js("location.href").await;
        b.click("#projects thead button").await;
        shows_rows(b, "#projects", json!(BY_NAME)).await;
        assert_eq!(b.js("location.href").await, before);
        // To another page and back within the frame: it is still so.
        b.click("#projects a[href$='t/guyue/']").await;
        b.click("#_card a").await;
        b.until("document.querySelector('main.topic')").await;
        b.click("[data-do=back]").await;
        shows_rows(b, "article #projects", json!(BY_NAME)).await;
    });
}
