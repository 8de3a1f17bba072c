//! Each format from the publisher's file to the reader's page: a sentence of the source is found there, and its picture is seen.

use offprint::pack::{Level, Message, Settings, Watch, build, sources};
use serde_json::json;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::built::reader;
use crate::fixtures::Folder;
use crate::harness::check;
use crate::options::Chromium;
use crate::server::Site;

/// Red; large enough to be no counter of visits.
fn picture() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 120, 90);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().unwrap().write_image_data(&[200, 30, 20].repeat(120 * 90)).unwrap();
    bytes
}

fn book() -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, content: &[u8]| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    };
    add("mimetype", b"application/epub+zip");
    add(
        "META-INF/container.xml",
        br#"<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"#,
    );
    add(
        "book.opf",
        r#"<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:uuid:00000000-0000-0000-0000-000000000001</dc:identifier><dc:title>河边手册</dc:title><dc:language>zh-CN</dc:language><meta property="dcterms:modified">2022-01-01T00:00:00Z</meta></metadata><manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="c1" href="c1.xhtml" media-type="application/xhtml+xml"/><item id="p" href="p.png" media-type="image/png"/></manifest><spine><itemref idref="c1"/></spine></package>"#.as_bytes(),
    );
    add(
        "nav.xhtml",
        r#"<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>目录</title></head><body><nav epub:type="toc"><ol><li><a href="c1.xhtml">看水</a></li></ol></nav></body></html>"#.as_bytes(),
    );
    add(
        "c1.xhtml",
        r#"<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="zh-CN"><head><title>看水</title></head><body><h1>看水</h1><p>春天看水要趁早，<ruby>沁<rt>qìn</rt></ruby>河先涨后落。</p><p><img src="p.png" alt="水尺"/></p></body></html>"#.as_bytes(),
    );
    add("p.png", &picture());
    zip.finish().unwrap().into_inner()
}

const PAGE: &str = r#"<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>渡口恢复摆渡_河谷之窗</title></head><body>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/x">栏目</a></li></ul>
<div class="article"><h1>渡口恢复摆渡</h1><div class="content">
<p>停了两个月的渡口昨天恢复摆渡，头一班船坐了二十一个人，多半是去对岸赶集的。</p>
<p><img src="page.png" alt="渡口" width="120" height="90"></p>
<p>摆渡人说，水位降到警戒线以下才开船，以后每天早上六点看一次水尺，不合适就停。</p>
<p>两岸的村子商量好，赶集的日子加开一班，船票不涨，学生和老人不要钱。</p></div></div>
<div class="footer">版权所有 河谷之窗</div></body></html>"#;

const FEED: &str = r#"<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>河谷日报</title><id>urn:x</id><updated>2022-05-01T00:00:00Z</updated>
<entry><title>晒谷场腾空了</title><id>urn:x:1</id><updated>2022-05-01T00:00:00Z</updated><link href="https://example.org/1"/><content type="html">&lt;p&gt;晒谷场腾出来停收割机，一共停了九台。&lt;/p&gt;&lt;p&gt;&lt;img src="feed.png" alt="收割机" width="120" height="90"&gt;&lt;/p&gt;</content></entry></feed>"#;

const NEWS: &str = r#"{"uri":"urn:x:news","standard":{"name":"ninjs","version":"2.1"},"type":"text","language":"en","headlines":[{"value":"Ferry runs again"}],"bodies":[{"value":"<p>The ferry ran again yesterday with twenty-one people on board.</p>","contentType":"text/html"}]}"#;

const OWN: &str = r#"{"offprint":1,"id":"own","lang":"en","title":"The gauge","sections":[{"id":"s","blocks":[{"paragraph":{"id":"p","text":"The gauge is read at six."}},{"image":{"id":"i","src":"own.png","alt":"The gauge","width":120,"height":90}}]}]}"#;

/// File, what it holds, a sentence of it, and whether it has a picture.
fn files() -> Vec<(&'static str, Vec<u8>, &'static str, bool)> {
    let word = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/import/word/python-docx.docx")).unwrap();
    let markdown =
        "---\ntitle: 水渠放水\nlang: zh-Hans\n---\n\n上游**先放水。**下游\n等三天。[^1]\n\n![水渠](markdown.png)\n\n[^1]: 按老规矩。\n";
    let text = "河谷之窗首页  > 首页  > 农事\n\n谷雨前后抢种\n\n2022年04月19日 08:00:00 来源:河谷日报 编辑:\n\n谷雨前后雨水足,各村抢种玉米,一天能种三百亩。\n\n种子怎么领\n\n种子在村委会领,每户两袋,领完登记。\n";
    vec![
        ("markdown.md", markdown.into(), "等三天", true),
        ("text.txt", text.into(), "一天能种三百亩", false),
        ("page.html", PAGE.into(), "水位降到警戒线以下", true),
        ("word.docx", word, "清明前后进山入林须登记", true),
        ("book.epub", book(), "春天看水要趁早", true),
        // Its pictures are on the feed's own host, which nobody has allowed.
        ("feed.xml", FEED.into(), "一共停了九台", false),
        ("news.json", NEWS.into(), "twenty-one people", false),
        ("own.article.json", OWN.into(), "read at six", true),
    ]
}

/// Fails at an error; what was left out of a page is said, and may be.
struct NoErrors;

impl Watch for NoErrors {
    fn said(&mut self, messages: Vec<Message>) {
        let errors: Vec<_> = messages.into_iter().filter(|message| message.level == Level::Error).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
}

#[test]
fn a_sentence_and_a_picture_of_every_format_reach_the_page() {
    let folder = Folder::with(&[("offprint.toml", "title = \"河谷\"\nlanguages = [\"zh-Hans\", \"en\"]\n")]);
    for (name, content, _, _) in files() {
        folder.write(&format!("in/{name}"), content);
    }
    for name in ["markdown.png", "page.png", "own.png"] {
        folder.write(&format!("in/{name}"), picture());
    }
    let settings = Settings::read(&folder.path().join("offprint.toml")).unwrap();
    let found = sources(&[folder.path().join("in")]).unwrap();
    let out = folder.path().join("site");
    let built = build(&found, &settings, &reader(), &out, &mut NoErrors).unwrap();
    assert_eq!(built.articles, files().len());
    let site = Site::serve(&out, "/any/depth/").rewriting("/offline-", |_| b"export const start = () => {};".to_vec());
    check(Chromium::desktop(), async |b| {
        for (name, _, sentence, has_picture) in files() {
            // Found among all articles, and opened from there.
            let is_english = sentence.is_ascii();
            b.open(&site.url(if is_english { "en/search/" } else { "search/" })).await;
            b.ready().await;
            b.type_into("#_q", sentence).await;
            b.until("document.querySelectorAll('main.results li mark').length == 1").await;
            b.click("main.results li a").await;
            b.until(&format!("document.querySelector('article')?.textContent.includes({})", json!(sentence))).await;
            b.ready().await;
            b.shows(".marked", "1").await;
            assert_eq!(b.js("document.querySelectorAll('article img').length > 0").await, has_picture, "{name}");
            if has_picture {
                b.js("document.querySelector('article img').scrollIntoView()").await;
                b.until("document.querySelector('article img').naturalWidth > 0").await;
                assert_ne!(b.js("document.querySelector('article img').alt").await, "", "{name}");
            }
        }
    });
}

#[test]
fn a_copy_to_hand_on_holds_the_pictures_too() {
    let folder = Folder::with(&[("offprint.toml", "title = \"The river\"\n"), ("own.article.json", OWN)]);
    folder.write("own.png", picture());
    let settings = Settings::read(&folder.path().join("offprint.toml")).unwrap();
    let found = sources(&[folder.path().join("own.article.json")]).unwrap();
    let out = folder.path().join("site");
    build(&found, &settings, &reader(), &out, &mut NoErrors).unwrap();
    check(Chromium::desktop(), async |b| {
        b.open(&format!("file://{}/a/own/one.html", out.display())).await;
        b.ready().await;
        b.until("document.querySelector('article img').naturalWidth == 120").await;
        assert_eq!(b.js("document.querySelector('article img').src.startsWith('data:image/png;base64,')").await, true);
    });
}
