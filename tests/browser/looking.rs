//! Looking closer: pictures enlarged, notes beside their marks, the map of topics.

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::around::around;
use crate::built::{ARTICLE, built};
use crate::fixtures::Folder;
use crate::harness::check;
use crate::options::{Chromium, Firefox, WebKit};

const OPEN_CARD: &str = "document.querySelector('#_card').matches(':popover-open')";

#[test]
fn a_picture_is_enlarged_and_enlarged_again_and_closes_to_where_it_was() {
    let site = built("/");
    for options in [Chromium::desktop(), Chromium::phone().dark(), Firefox::desktop(), WebKit::desktop()] {
        check(options, async |b| {
            b.open(&site.url(ARTICLE)).await;
            b.ready().await;
            b.js("document.querySelector('#review-tree').scrollIntoView()").await;
            b.until("document.querySelector('#review-tree .enlarge')").await;
            let width = "(document.querySelector('.zoom svg')?.getBoundingClientRect().width ?? 0)";
            let small = b.js("document.querySelector('#review-tree svg').getBoundingClientRect().width").await;
            b.js("document.querySelector('#review-tree .enlarge').focus()").await;
            b.keys(Key::Enter).await;
            b.until(&format!("document.querySelector('dialog.zoom')?.open && {width} >= {small}")).await;
            // All of it fits at first, and its words are as in the text.
            assert_eq!(b.js("(room => room.scrollWidth <= room.clientWidth && room.scrollHeight <= room.clientHeight)(document.querySelector('.room'))").await, true);
            b.shows(".zoom", "大检验").await;
            let fit = b.js(width).await;
            b.keys("+").await;
            b.until(&format!("Math.abs({width} / {fit} - 1.5) < 0.01")).await;
            b.click(".zoom-tools button:nth-child(1)").await;
            b.until(&format!("Math.abs({width} / {fit} - 1) < 0.01 && document.querySelector('.zoom-tools button').disabled")).await;
            // Nothing in it leads away.
            assert_eq!(b.js("document.querySelector('.zoom a[href]')").await, Value::Null);
            b.keys(Key::Escape).await;
            b.until("!document.querySelector('.zoom') && document.activeElement.matches('#review-tree .enlarge')").await;
        });
    }
}

#[test]
fn in_a_frame_as_high_as_its_content_a_picture_is_enlarged_where_it_is() {
    let site = built("/");
    let host = around(&site);
    check(Chromium::desktop(), async |b| {
        b.open_around(&host, "plain.html", &["first", "second"]).await;
        b.fits("first").await;
        b.js("void (document.getElementById('first').section = '')").await;
        b.until_inside("first", "innerHeight > 3000").await;
        b.js("void document.getElementById('first').scrollIntoView({ block: 'end' })").await;
        b.until_inside("first", "document.querySelector('#loop .enlarge')").await;
        b.click_in("first", "#loop .enlarge").await;
        let near = "(zoom => zoom && Math.abs(zoom.top - document.querySelector('#loop').getBoundingClientRect().top) < 900 && zoom.height < 1000)(document.querySelector('.zoom')?.getBoundingClientRect())";
        b.until_inside("first", near).await;
        // The keyboard is the page's around: no map of it comes.
        b.keys("?").await;
        b.keys("+").await;
        b.until_inside(
            "first",
            "document.querySelector('.zoom svg').getBoundingClientRect().width > document.querySelector('.room').clientWidth",
        )
        .await;
        assert_eq!(
            b.inside(
                "first",
                "[document.querySelector('.keys'), performance.getEntriesByType('resource').some(({ name }) => name.includes('/keys-'))]"
            )
            .await,
            json!([null, false])
        );
    });
}

#[test]
fn an_image_is_enlarged_to_its_own_size() {
    let article = json!({ "offprint": 1, "id": "own", "lang": "en", "title": "One picture", "sections": [{ "id": "one", "title": "One", "blocks": [
        { "image": { "id": "seal", "src": "seal.svg", "alt": "A seal", "width": 64, "height": 64, "caption": "A seal." } }
    ] }] });
    let site = built("/").rewriting("/seal.svg", |_| include_bytes!("../../public/seal.svg").to_vec());
    let folder = Folder::with(&[("own.article.json", article.to_string())]);
    check(Chromium::desktop().tolerating(&["seal.svg"]), async |b| {
        b.open(&site.url("shelf/")).await;
        b.ready().await;
        b.type_into("#_file", &folder.path().join("own.article.json").display().to_string()).await;
        b.click(".cover .start a").await;
        b.click("#seal .enlarge").await;
        b.until("document.querySelector('.zoom img')?.getBoundingClientRect().width > 300").await;
        assert_eq!(
            b.js("[document.querySelector('.zoom').getAttribute('aria-label'), document.querySelector('.zoom img').alt]").await,
            json!(["A seal", "A seal"])
        );
        b.click(".zoom-tools button:last-child").await;
        b.until("!document.querySelector('.zoom')").await;
    });
}

#[test]
fn a_note_out_of_view_opens_beside_its_mark() {
    let site = built("/");
    for options in [Chromium::desktop(), Chromium::phone()] {
        check(options, async |b| {
            b.size(b.options.viewport.width, 360).await;
            b.open(&site.url(ARTICLE)).await;
            b.ready().await;
            // The mark at the lower edge, its note below it.
            b.js("scrollBy(0, document.querySelector('#_carrier').getBoundingClientRect().bottom - innerHeight + 10)").await;
            b.until("document.querySelector('.enlarge')").await;
            let before = b.js("[scrollY, location.href]").await;
            b.js("document.querySelector('#_carrier').focus({ preventScroll: true })").await;
            b.keys(Key::Enter).await;
            b.until("document.querySelector('.note-card')?.matches(':popover-open')").await;
            let said = "(element => element.textContent)";
            assert_eq!(
                b.js(&format!("{said}(document.querySelector('.note-card'))")).await,
                b.js(&format!("{said}(document.querySelector('#carrier > div'))")).await
            );
            assert_eq!(b.js("[scrollY, location.href]").await, before);
            assert_eq!(
                b.js("[document.activeElement.matches('.note-card'), document.querySelectorAll('#carrier-text').length]").await,
                json!([true, 1])
            );
            b.keys(Key::Escape).await;
            b.until("!document.querySelector('.note-card').matches(':popover-open') && document.activeElement.id == '_carrier'").await;
            // A note that can be seen is gone to.
            b.size(b.options.viewport.width, 700).await;
            b.js("document.querySelector('#_carrier').scrollIntoView({ block: 'start' }), scrollBy(0, -120)").await;
            b.until("document.querySelector('#carrier').getBoundingClientRect().bottom < innerHeight").await;
            b.keys(Key::Enter).await;
            b.until("location.hash == '#carrier'").await;
        });
    }
}

#[test]
fn the_map_shows_every_relation_of_what_is_on_it_in_both_languages() {
    let site = built("/any/depth/");
    for (lang, file) in [("", "content/qinyuan.article.json"), ("en/", "content/qinyuan.en.json")] {
        let text = std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        let article: Value = serde_json::from_str(&text).unwrap();
        let topics = article["topics"].as_array().unwrap();
        let name = |id: &Value| topics.iter().find(|topic| topic["id"] == *id).unwrap()["name"].as_str().unwrap().to_owned();
        let relations = |topic: &Value| topic["relations"].as_array().cloned().unwrap_or_default();
        let is_shown = |topic: &&Value| ["place", "organisation", "project", "programme"].contains(&topic["kind"].as_str().unwrap());
        let mut expected = Vec::new();
        for topic in topics.iter().filter(is_shown) {
            for relation in relations(topic) {
                expected.push([topic["name"].as_str().unwrap().to_owned(), name(&relation["topic"])]);
            }
        }
        expected.sort();
        check(Chromium::desktop(), async |b| {
            b.open(&site.url(&format!("{lang}topics/"))).await;
            b.ready().await;
            let rows = b
                .js("[...document.querySelectorAll('#_map tbody tr')].map(row => [row.cells[0].textContent, row.cells[2].textContent])")
                .await;
            let mut rows: Vec<[String; 2]> = serde_json::from_value(rows).unwrap();
            rows.sort();
            assert_eq!(rows, expected, "{lang}");
            // Each has its name on the map once, in lines, and its way to its page.
            let names = "[...document.querySelectorAll('#_map .part')].map(part => [[...part.querySelectorAll('text')].map(text => text.textContent).join(''), part.getAttribute('aria-label').split(' → ')[0]])";
            let names: Vec<[String; 2]> = serde_json::from_value(b.js(names).await).unwrap();
            assert!(names.len() > 30 && names.iter().all(|[shown, said]| shown == said), "{names:?}");
            assert!(expected.iter().flatten().all(|name| names.iter().any(|[shown, _]| shown == name)));
            // Projects lead to the programme of which they are a part: seven side ways and one with the arrow's head.
            assert_eq!(b.js("document.querySelectorAll('#_map .way:not(.stem)').length").await, 8);
            b.click("main .label a[href$='#_map']").await;
            b.until("(box => box.top >= 0 && box.top < innerHeight)(document.querySelector('#_map').getBoundingClientRect())").await;
            b.click("#_map .part[href$='t/guyue/']").await;
            b.until(OPEN_CARD).await;
            b.click("#_card a").await;
            b.until("document.querySelector('main.topic')").await;
            // Opened from another page it is drawn from the file of pictures.
            b.click(".ways a[href$='topics/']").await;
            b.until(&format!("document.querySelectorAll('#_map .part').length == {}", names.len())).await;
        });
    }
}

#[test]
fn a_topics_page_shows_the_registers_in_which_it_has_a_part() {
    let site = built("/");
    // The manifest of a page that is left is cut off.
    check(Chromium::desktop().tolerating(&["Manifest: Line: 1, column: 1, Syntax error"]), async |b| {
        // Named in a row; what holds one of the named; what all of them belong to; and none.
        for (topic, registers) in [
            ("ziqiang", json!(["villages"])),
            ("chishiqiao", json!(["villages"])),
            ("site-projects", json!(["projects"])),
            ("contest", json!([])),
        ] {
            b.open(&site.url(&format!("t/{topic}/"))).await;
            b.ready().await;
            assert_eq!(b.js("[...document.querySelectorAll('.register')].map(figure => figure.id)").await, registers, "{topic}");
        }
    });
}

/// The bundled article with some lines of code in it, packed with the built reader.
#[cfg(feature = "pack")]
fn site_with_code() -> (Folder, crate::server::Site) {
    use offprint::article::{Block, Code};
    use offprint::pack::{Settings, Source, pack};
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut source = Source::read(&root.join("content/qinyuan.article.json")).unwrap();
    let code =
        Code {
            id: "lines".into(), language: "rust".into(), text: "fn ping() {\n    // 注释 comment\n    print!(\"你好\");\n}\n".into()
        };
    source.original.sections[1].blocks.insert(0, Block::Code(code));
    let site = pack(&source, &Settings::read(&root.join("offprint.toml")).unwrap(), &crate::built::reader()).unwrap();
    let files: Vec<(&str, &[u8])> = site.paths().map(|path| (path, site.get(path).unwrap())).collect();
    let folder = Folder::with(&files);
    let site = crate::server::Site::serve(folder.path(), "/").rewriting("/offline-", |_| b"export const start = () => {};".to_vec());
    (folder, site)
}

#[cfg(feature = "pack")]
#[test]
fn code_is_in_colours_from_its_page_and_from_others_and_is_found() {
    let (_folder, site) = site_with_code();
    let classes = "[...document.querySelectorAll('#lines code > span')].filter(span => span.className).map(span => [span.className, span.textContent])";
    check(Chromium::desktop(), async |b| {
        for start in [ARTICLE, "search/"] {
            b.open(&site.url(start)).await;
            b.ready().await;
            if start != ARTICLE {
                b.click(".ways a[href$='a/qinyuan/']").await;
                b.until("document.querySelector('#lines')").await;
            }
            let found = b.js(classes).await;
            assert_eq!(found, json!([["keyword", "fn"], ["comment", "// 注释 comment\n"], ["string", "\"你好\""]]), "{start}");
            assert_eq!(b.js("document.querySelector('#lines').textContent.split('\\n').length").await, 5);
        }
        let colours = "['.keyword', '.comment', '.string'].map(part => (style => style.color + style.fontWeight)(getComputedStyle(document.querySelector(`#lines ${part}`))))";
        assert_eq!(b.js(&format!("new Set({colours}).size")).await, 3);
        // A word that begins in one span and ends in the next.
        b.type_into("#_q", "fn ping").await;
        b.click("#_hits a[href$='#lines']").await;
        b.until("[...CSS.highlights.get('mark') ?? []].map(range => range.toString()).join('') == 'fn ping'").await;
    });
}
