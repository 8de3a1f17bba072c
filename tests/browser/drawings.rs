//! Pictures of the article's data: what is drawn is what the data and the table say, for eyes, hands and voices.

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::built::{ARTICLE, built};
use crate::fixtures::Folder;
use crate::harness::{Browser, check};
use crate::options::{Chromium, Firefox, Options, WebKit};

/// The data as the article has it.
fn data(lang: &str) -> Vec<(String, Value)> {
    let file = if lang == "en" { "content/qinyuan.en.json" } else { "content/qinyuan.article.json" };
    let text = std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
    let article: Value = serde_json::from_str(&text).unwrap();
    let blocks = article["sections"].as_array().unwrap().iter().flat_map(|section| section["blocks"].as_array().unwrap());
    let pictures = blocks.filter_map(|block| block.as_object()?.iter().next().map(|(kind, block)| (kind.clone(), block.clone())));
    pictures.filter(|(kind, _)| kind == "chart" || kind == "diagram").collect()
}

/// What a figure shows: the words of its parts and beside its ways, what the parts say, and the cells of its table.
async fn shown(b: &Browser, id: &str) -> Value {
    let words = "(element => [...element.children].some(child => child.tagName == 'tspan') ? [...element.children].map(line => line.textContent).join('') : element.textContent)";
    b.js(&format!(
        "(figure => figure && ({{ parts: [...figure.querySelectorAll('svg .part')].map(part => [...part.querySelectorAll('text')].map({words})), \
         beside: [...figure.querySelectorAll('svg > text')].map({words}), said: [...figure.querySelectorAll('svg .part')].map(part => part.getAttribute('aria-label')), \
         ways: figure.querySelectorAll('svg > .way').length, bars: [...figure.querySelectorAll('.part rect')].map(bar => Number(bar.getAttribute('width'))), \
         rows: [...figure.querySelectorAll('tbody tr')].map(row => [...row.cells].map(cell => cell.textContent)) }}))(document.getElementById('{id}'))"
    ))
    .await
}

#[test]
fn data_drawing_and_table_agree_in_both_languages() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        for (lang, page) in [("zh", ARTICLE.to_owned()), ("en", format!("en/{ARTICLE}"))] {
            b.open(&site.url(&page)).await;
            b.ready().await;
            let pictures = data(lang);
            assert!(pictures.len() >= 6);
            for (kind, block) in pictures {
                let id = block["id"].as_str().unwrap();
                let shown = shown(b, id).await;
                if kind == "diagram" {
                    is_diagram(&block, &shown);
                } else {
                    is_bars(&block, &shown);
                }
            }
        }
    });
}

fn is_diagram(block: &Value, shown: &Value) {
    let (nodes, links) = (block["nodes"].as_array().unwrap(), block["links"].as_array().unwrap());
    let label = |id: &Value| nodes.iter().find(|node| node["id"] == *id).unwrap()["label"].clone();
    let parts: Vec<Value> = nodes.iter().map(|node| json!([node["label"]])).collect();
    assert_eq!(shown["parts"], json!(parts), "{}", block["id"]);
    assert_eq!(shown["ways"], links.len(), "{}", block["id"]);
    let text = |link: &Value| link["label"].as_str().unwrap_or_default().to_owned();
    let beside: Vec<String> = links.iter().map(text).filter(|label| !label.is_empty()).collect();
    assert_eq!(shown["beside"], json!(beside), "{}", block["id"]);
    let rows: Vec<Value> = links.iter().map(|link| json!([label(&link["from"]), text(link), label(&link["to"])])).collect();
    assert_eq!(shown["rows"], json!(rows), "{}", block["id"]);
    for (node, said) in nodes.iter().zip(shown["said"].as_array().unwrap()) {
        for link in links.iter().filter(|link| link["from"] == node["id"]) {
            let to = label(&link["to"]);
            assert!(said.as_str().unwrap().contains(&format!("→ {}", to.as_str().unwrap())), "{said}");
        }
    }
}

fn is_bars(block: &Value, shown: &Value) {
    let values = block["series"][0]["values"].as_array().unwrap();
    let categories = block["categories"].as_array().unwrap();
    assert_eq!(shown["beside"], block["categories"]);
    let rows: Vec<Value> = categories.iter().zip(values).map(|(category, value)| json!([category, value.to_string()])).collect();
    assert_eq!(shown["rows"], json!(rows));
    // As long as the numbers are large.
    let bars: Vec<f64> = shown["bars"].as_array().unwrap().iter().map(|bar| bar.as_f64().unwrap()).collect();
    let numbers: Vec<f64> = values.iter().map(|value| value.as_f64().unwrap()).collect();
    for (bar, number) in bars.iter().zip(&numbers) {
        assert!((bar / bars[0] - number / numbers[0]).abs() < 0.03, "{bars:?} {numbers:?}");
    }
    for (said, category) in shown["said"].as_array().unwrap().iter().zip(categories) {
        assert!(said.as_str().unwrap().contains(category.as_str().unwrap()));
    }
}

#[test]
fn the_keyboard_walks_through_a_picture_and_opens_its_topics() {
    for options in [Chromium::desktop(), Firefox::desktop()] {
        let site = built("/any/depth/");
        check(options, async |b| {
            b.open(&site.url(ARTICLE)).await;
            b.ready().await;
            b.js("document.querySelector('#stages .part').focus()").await;
            b.until("document.querySelector('.enlarge')").await;
            let here = "document.activeElement.getAttribute('aria-label')";
            b.until(&format!("{here} == '签约 → 早开工 → 开工'")).await;
            b.keys(Key::Right).await;
            b.until(&format!("{here} == '开工 → 早投产 → 投产'")).await;
            b.keys(Key::Down).await;
            b.until(&format!("{here} == '投产 → 早达效 → 达效'")).await;
            // Where it was left, it is entered again.
            assert_eq!(b.js("document.querySelectorAll('#stages g.part[tabindex]').length").await, 1);
            b.keys(Key::End).await;
            b.until(&format!("{here} == '达效'")).await;
            b.keys(Key::Enter).await;
            b.until("document.querySelector('#_card').matches(':popover-open')").await;
            b.shows("#_card .card-name", "达效").await;
            b.click("#_card a").await;
            b.until("document.querySelector('main.topic')").await;
            // Its page shows the picture as well, drawn from the file of pictures.
            b.until("document.querySelectorAll('#stages svg .part').length == 4").await;
            b.keys(Key::Escape).await;
            b.back().await;
            b.until("document.querySelectorAll('article #stages svg .part').length == 4").await;
        });
    }
}

#[test]
fn pictures_come_with_pages_that_are_opened_from_others() {
    for options in [Chromium::desktop(), Firefox::desktop(), WebKit::desktop()] {
        pictures_come(options);
    }
}

fn pictures_come(options: Options) {
    let site = built("/");
    check(options, async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        let packed = shown(b, "four-systems").await;
        // What is packed with the page is not asked for.
        assert!(!site.requests().iter().any(|path| path.contains(".pictures-")));
        b.open(&site.url("numbers/")).await;
        b.ready().await;
        b.click(".ways a[href$='a/qinyuan/']").await;
        b.until("document.querySelector('article #four-systems svg')").await;
        assert_eq!(shown(b, "four-systems").await, packed);
        assert_eq!(b.js("document.querySelector('#four-systems svg').namespaceURI").await, "http://www.w3.org/2000/svg");
        b.until("document.querySelector('#four-systems .part').getBoundingClientRect().height > 10").await;
        assert_eq!(site.requests().iter().filter(|path| path.contains(".pictures-")).count(), 1);
    });
}

#[test]
fn without_the_file_of_pictures_the_facts_stand_in_words() {
    let site = built("/").rewriting(".pictures-", |_| b"altered".to_vec());
    check(Chromium::desktop().tolerating(&["integrity", "pictures-"]), async |b| {
        b.open(&site.url("numbers/")).await;
        b.ready().await;
        b.click(".ways a[href$='a/qinyuan/']").await;
        b.shows("#stages", "签约 → 早开工 → 开工").await;
        b.shows("#grid-counts", "2980").await;
        assert_eq!(b.js("document.querySelectorAll('article svg').length").await, 0);
    });
}

#[test]
fn a_page_whose_text_is_here_does_not_wait_for_pictures_that_do_not_come() {
    let site = built("/");
    check(Chromium::desktop().tolerating(&["pictures-"]), async |b| {
        let gate = site.hold(".pictures-");
        b.open(&site.url("topics/")).await;
        b.ready().await;
        // A topic that has no part in any opens without asking.
        b.click("a[href$='t/jiaokou/']").await;
        b.until("document.querySelector('main.topic')").await;
        assert!(!site.requests().iter().any(|path| path.contains(".pictures-")));
        b.click(".ways a[href$='a/qinyuan/']").await;
        gate.reached();
        b.shows("#stages", "签约 → 早开工 → 开工").await;
    });
}

#[test]
fn what_a_picture_says_is_found_and_marked_in_it() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        b.type_into("#_q", "有人领头").await;
        b.click("#_hits a[href$='#four-systems']").await;
        b.until("[...CSS.highlights.get('mark')].some(range => range.startContainer.parentElement.closest('#four-systems svg text'))")
            .await;
    });
}

#[test]
fn a_table_is_saved_as_csv() {
    let (site, kept) = (built("/"), Folder::with(&[("before.txt", "")]));
    check(Chromium::desktop(), async |b| {
        b.cdp("Browser.setDownloadBehavior", json!({ "behavior": "allow", "downloadPath": kept.path() })).await;
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        b.click("#stages summary").await;
        b.until("document.querySelector('#stages .enlarge')").await;
        b.click("#stages [data-do=csv]").await;
        let rows = ["从,怎样,到", "签约,早开工,开工", "开工,早投产,投产", "投产,早达效,达效"];
        let expected = rows.map(|row| format!("\"{}\"\r\n", row.replace(',', "\",\""))).concat();
        let saved = kept.path().join("stages.csv");
        b.wait(async || match std::fs::read_to_string(&saved) {
            Ok(saved) if saved == format!("\u{feff}{expected}") => Ok(()),
            Ok(saved) => Err(saved),
            Err(error) => Err(error.to_string()),
        })
        .await
        .unwrap();
    });
}

#[test]
fn a_picture_can_be_read_on_the_narrowest_phone() {
    let site = built("/");
    for options in [Chromium::phone(), Chromium::phone().dark()] {
        check(options, async |b| {
            b.size(320, 568).await;
            for page in [ARTICLE.to_owned(), format!("en/{ARTICLE}")] {
                b.open(&site.url(&page)).await;
                b.ready().await;
                // Inside the window, in letters of 11 pixels at least, and no word over the edge of its box.
                let wrong = "[...document.querySelectorAll('.picture svg text')].filter(text => { const box = text.getBoundingClientRect(); \
                             const rect = text.parentElement.matches('.part') && text.parentElement.querySelector('rect')?.getBoundingClientRect(); \
                             const isBar = text.matches('.start, .end'); \
                             return box.left < 0 || box.right > innerWidth || box.height < 11 || (rect && !isBar && (box.left < rect.left || box.right > rect.right)) \
                             }).map(text => text.textContent)";
                assert_eq!(b.js(wrong).await, json!([]), "{page}");
            }
        });
    }
}

#[test]
fn beside_another_language_a_drawing_has_the_same_colours() {
    let site = built("/");
    check(Chromium::desktop(), async |b| {
        let ground = "[...document.querySelectorAll('#review-tree rect')].map(box => getComputedStyle(box).fill)";
        b.open(&site.url(ARTICLE)).await;
        b.ready().await;
        let alone = b.js(ground).await;
        b.open(&site.url(&format!("{ARTICLE}?side=en"))).await;
        b.ready().await;
        b.until("document.querySelector('.pair #review-tree')").await;
        assert_eq!(b.js(ground).await, alone);
    });
}
