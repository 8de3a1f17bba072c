//! Packing: the same sources give the same site, and every page names what it needs by its hash.
#![cfg(feature = "pack")]

use offprint::article::{Block, Run};
use offprint::library::Bundle;
use offprint::pack::{ReaderFiles, Settings, SiteFiles, Source, export, pack, write_export};
use std::path::{Path, PathBuf};

fn site(base_url: Option<&str>) -> SiteFiles {
    site_of(&source(), base_url)
}

fn source() -> Source {
    Source::read(&root().join("content/qinyuan.article.json")).unwrap()
}

fn site_of(source: &Source, base_url: Option<&str>) -> SiteFiles {
    let settings = Settings::read(&root().join("offprint.toml")).unwrap().with_base_url(base_url.map(str::to_owned)).unwrap();
    // Shaped as the bundler leaves it.
    let glue = b"var a=1;var u=new URL(\"reader_bg.wasm\",import.meta.url);export{a as default,h as hydrate,m as mount};\n".to_vec();
    let (wasm, checker_wasm) = (b"\0asm".to_vec(), b"\0asm".to_vec());
    let scripts = ReaderFiles::read_scripts(&root().join("src/pack/scripts")).unwrap();
    let reader = ReaderFiles { glue, wasm, checker_glue: b"export default 2;".to_vec(), checker_wasm, scripts };
    pack(source, &settings, &reader).unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder of the test's own, not there yet.
fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

fn text<'a>(site: &'a SiteFiles, path: &str) -> &'a str {
    std::str::from_utf8(site.get(path).unwrap_or_else(|| panic!("{path} is in the site"))).unwrap()
}

#[test]
fn the_same_sources_give_the_same_bytes() {
    let (one, two) = (site(None), site(None));
    assert_eq!(one.paths().collect::<Vec<_>>(), two.paths().collect::<Vec<_>>());
    for path in one.paths() {
        assert!(one.get(path) == two.get(path), "{path}");
    }
}

#[test]
fn whatever_a_page_loads_is_in_the_site_under_the_hash_of_its_content() {
    let site = site(None);
    for page in site.paths().filter(|path| path.ends_with("index.html") && !path.contains("embed-demo/")) {
        let html = text(&site, page);
        let folder = page.strip_suffix("index.html").unwrap();
        let up = "../".repeat(folder.matches('/').count());
        let named = html.split(['"', ' ']).filter_map(|part| part.strip_prefix(if up.is_empty() { "./" } else { &up }));
        let is_hashed = |name: &&str| name.contains('.') && *name != "app.webmanifest";
        let (copies, files): (Vec<&str>, Vec<&str>) = named.filter(is_hashed).partition(|name| name.ends_with("one.html"));
        assert!(files.len() >= 6, "{page}: {files:?}");
        // What is handed on keeps its name.
        assert_eq!(copies.len(), usize::from(page.ends_with("about/index.html")), "{page}");
        assert!(copies.iter().all(|copy| site.get(copy).is_some()), "{page}: {copies:?}");
        for file in files {
            let content = site.get(file).unwrap_or_else(|| panic!("{page} names {file}"));
            let hash = file.rsplit_once('-').and_then(|(_, rest)| rest.split('.').next()).unwrap();
            assert!(hash.len() == 12 && hash.bytes().all(|b| b.is_ascii_hexdigit()), "{file}");
            assert!(!content.is_empty());
        }
    }
}

#[test]
fn pages_stand_in_every_language_with_their_text_before_any_script() {
    let site = site(None);
    for (page, lang, words) in [
        ("index.html", "zh-Hans", "四套办法"),
        ("a/qinyuan/index.html", "zh-Hans", "三级微网格"),
        ("about/index.html", "zh-Hans", "山西新闻网"),
        ("en/index.html", "en", "Start reading"),
        ("en/a/qinyuan/index.html", "en", "greenhouses"),
        ("en/about/index.html", "en", "not reproduced"),
    ] {
        let html = text(&site, page);
        assert!(html.contains(&format!("<html lang=\"{lang}\">")), "{page}");
        assert!(html.contains(words), "{page}");
    }
}

#[test]
fn absolute_addresses_are_written_only_when_the_base_url_is_known() {
    let without = site(None);
    assert!(!text(&without, "a/qinyuan/index.html").contains("rel=\"canonical\""));
    let with = site(Some("https://example.org/x/"));
    let html = text(&with, "en/a/qinyuan/index.html");
    assert!(html.contains(r#"<link rel="canonical" href="https://example.org/x/en/a/qinyuan/">"#));
    assert!(html.contains(r#"<link rel="alternate" hreflang="zh-Hans" href="https://example.org/x/a/qinyuan/">"#));
    assert!(text(&with, "404.html").contains(r#"href="https://example.org/x/""#));
}

#[test]
fn an_article_says_how_to_embed_it_once_the_base_url_is_known() {
    assert!(site(None).paths().all(|path| !path.ends_with("oembed.json")));
    let base = "https://example.org/x/";
    let site = site(Some(base));
    for (folder, title) in [("a/qinyuan/", "沁源"), ("en/a/qinyuan/", "Qinyuan")] {
        let page = text(&site, &format!("{folder}index.html"));
        let link = page.split("<link ").find(|link| link.contains("application/json+oembed")).unwrap();
        let address = link.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let description: serde_json::Value = serde_json::from_str(text(&site, address.strip_prefix(base).unwrap())).unwrap();
        assert_eq!((&description["version"], &description["type"]), (&"1.0".into(), &"rich".into()));
        assert!(description["title"].as_str().unwrap().contains(title));
        assert!(description["width"].is_u64() && description["height"].is_u64());
        let frame = description["html"].as_str().unwrap().split("src=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        assert!(site.get(frame.strip_prefix(base).unwrap()).is_some(), "{frame}");
    }
    assert!(!text(&site, "about/index.html").contains("oembed"));
}

#[test]
fn what_other_sites_ask_for_is_no_part_of_what_a_visit_keeps() {
    let site = site(Some("https://example.org/"));
    let worker = text(&site, "sw.js");
    for name in ["embed.html", "embed.js", "oembed.json", "embed-demo/", "frame-"] {
        assert!(site.paths().any(|path| path.contains(name)) && !worker.contains(name), "{name}");
    }
}

#[test]
fn a_change_of_the_text_makes_another_edition() {
    let (one, other) = (site(None), site(Some("https://example.org/x/")));
    let edition = |site: &SiteFiles| site.paths().find(|path| path.starts_with("edition-")).unwrap().to_owned();
    assert_ne!(edition(&one), edition(&other));
}

#[test]
fn a_site_is_written_over_a_site_but_never_over_anything_else() {
    let folder = scratch("written");
    let site = site(None);
    site.write(&folder).unwrap();
    std::fs::write(folder.join("left-over.html"), "of an earlier edition").unwrap();
    site.write(&folder).unwrap();
    assert!(!folder.join("left-over.html").exists());
    assert!(folder.join("a/qinyuan/index.html").is_file());

    std::fs::remove_dir_all(&folder).unwrap();
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("letters.txt"), "dear").unwrap();
    let error = site.write(&folder).unwrap_err().to_string();
    assert!(error.contains("something else than a site"), "{error}");
    assert_eq!(std::fs::read_to_string(folder.join("letters.txt")).unwrap(), "dear");
}

const ONE: &str = "a/qinyuan/one.html";

/// The data that stands in a page: name and content of each element, as a browser reads them.
fn held(html: &str) -> Vec<(&str, &str)> {
    let mut held = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once("<script type=\"application/") {
        let (tag, after) = after.split_once('>').unwrap();
        let (content, after) = after.split_once("</script>").unwrap();
        held.push((tag.split("id=\"").nth(1).unwrap().trim_end_matches('"'), content));
        rest = after;
    }
    held
}

#[test]
fn the_one_file_holds_everything_and_refers_to_nothing() {
    let site = site(Some("https://example.org/x/"));
    let html = text(&site, ONE);
    let names: Vec<&str> = held(html).into_iter().map(|(name, _)| name).collect();
    let is_own = |path: &&str| {
        path.ends_with(".json") && *path != "article.schema.json" && !path.ends_with("oembed.json") && !path.ends_with("feed.json")
    };
    let files: Vec<&str> = site.paths().filter(is_own).collect();
    assert_eq!(names.len(), files.len() + 1);
    assert!(files.iter().all(|file| names.contains(file)) && names.contains(&"_wasm"), "{names:?}");
    for (name, content) in held(html).into_iter().filter(|(name, _)| *name != "_wasm") {
        let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(json(content), json(self::text(&site, name)), "{name}");
    }
    // Nothing is loaded, and the page is nobody's duplicate.
    let (markup, _) = html.split_once("<script type=\"application/json\"").unwrap();
    for reference in [" src=", "rel=\"stylesheet\"", "rel=\"canonical\"", "hreflang=\"x", "modulepreload", "type=\"module\""] {
        assert!(!markup.contains(reference), "{reference}");
    }
    assert!(markup.contains("default-src 'none'; script-src 'sha256-"));
    assert!(markup.contains("三级微网格") && markup.contains("data-address=\"hash\""));
}

#[test]
fn text_that_pretends_to_be_markup_survives_in_the_one_file() {
    const TEXT: &str = "</script><!-- <script>alert(1)</script> --> ]]> & \u{2028} \\u003c";
    let mut source = source();
    let paragraphs = source.original.sections.iter_mut().flat_map(|section| &mut section.blocks);
    let paragraph = paragraphs.filter_map(|block| if let Block::Paragraph(paragraph) = block { Some(paragraph) } else { None }).next();
    paragraph.unwrap().text.0.push(Run::Plain(TEXT.into()));
    let site = site_of(&source, None);
    let html = text(&site, ONE);
    // One script, the bundles and their pictures, the list and the wasm; none more by the text, and no comment.
    assert_eq!(html.matches("<script").count(), 7);
    assert_eq!(html.matches("</script").count(), 7);
    assert!(!html.contains("<!--"));
    let (_, json) = held(html).into_iter().find(|(name, _)| name.starts_with("qinyuan.zh-hans-")).unwrap();
    let bundle: Bundle = serde_json::from_str(json).unwrap();
    assert_eq!(bundle.article, source.original);
    assert!(html.contains("&lt;/script&gt;&lt;!-- &lt;script&gt;alert(1)"), "in the article as it is read");
}

#[test]
fn an_export_of_a_written_site_is_the_file_that_the_site_has() {
    let folder = scratch("exported");
    let site = site(Some("https://example.org/x/"));
    site.write(&folder).unwrap();
    assert!(export(&folder, None).unwrap() == site.get(ONE).unwrap());
    assert!(export(&folder, Some("zh-hans")).unwrap() == site.get(ONE).unwrap());
    // In another language, and with all of them all the same.
    let english = export(&folder, Some("en")).unwrap();
    assert!(english == site.get("en/a/qinyuan/one.html").unwrap());
    let english = String::from_utf8(english).unwrap();
    assert!(english.contains("<html lang=\"en\">") && english.contains("data-route=\"en/a/qinyuan/\""));
    assert_eq!(held(&english).len(), held(text(&site, ONE)).len());
    let error = miette::Report::new(export(&folder, Some("fr")).unwrap_err());
    assert!(error.to_string().contains("no article in `fr`; it has zh-Hans, en"), "{error}");
    // Written whole, over an earlier one.
    let out = folder.join("out.html");
    write_export(&out, b"an earlier one").unwrap();
    write_export(&out, b"this one").unwrap();
    assert_eq!(std::fs::read(&out).unwrap(), b"this one");
}

/// An export fails, and says what of and what to do.
#[track_caller]
fn check_refused(folder: &Path, said: &str, help: &str) {
    let report = miette::Report::new(export(folder, None).unwrap_err());
    assert!(report.to_string().contains(said), "{report}");
    assert!(report.help().unwrap().to_string().contains(help), "{}", report.help().unwrap());
}

#[test]
fn an_export_of_what_is_no_whole_site_says_what_is_wrong() {
    let folder = scratch("spoilt");
    check_refused(&folder, "spoilt is no site", "make site");
    std::fs::create_dir_all(&folder).unwrap();
    check_refused(&folder, "it holds no edition-", "make site");
    let site = site(None);
    let named = |start: &str, end: &str| site.paths().find(|path| path.starts_with(start) && path.ends_with(end)).unwrap().to_owned();
    let spoil = |name: &str, said: &str, content: Option<&str>, help: &str| {
        site.write(&folder).unwrap();
        match content {
            Some(content) => std::fs::write(folder.join(name), content).unwrap(),
            None => std::fs::remove_file(folder.join(name)).unwrap(),
        }
        check_refused(&folder, said, help);
    };
    for (start, end) in [("reader-", ".js"), ("reader-", ".wasm"), ("edition-", ".json"), ("qinyuan.en-", ".json")] {
        let name = named(start, end);
        spoil(&name, &format!("{name} has been altered"), Some("{}"), "build the site anew");
    }
    spoil(&named("reader-", ".wasm"), "0 files reader-….wasm", None, "not whole");
    spoil("reader-0123456789ab.wasm", "2 files reader-….wasm", Some(""), "mixed with another");
    spoil(&named("qinyuan.en-", ".json"), "cannot be read", None, "not whole");
    let page = text(&site, "a/qinyuan/index.html").replace("class=\"standfirst\"", "class=\"lead\"");
    spoil("a/qinyuan/index.html", "another version of offprint", Some(&page), "build the site anew with this version");
}

#[test]
fn an_export_never_takes_the_place_of_a_folder_and_leaves_nothing_half_done() {
    let folder = scratch("letters");
    std::fs::create_dir_all(&folder).unwrap();
    let error = miette::Report::new(write_export(&folder, b"x").unwrap_err());
    assert!(error.to_string().contains("letters is a folder") && error.help().unwrap().to_string().contains("article.html"), "{error:?}");
    assert!(folder.is_dir());
    let error = write_export(&folder.join("missing/x.html"), b"x").unwrap_err();
    assert!(error.to_string().contains("x.html cannot be written"), "{error}");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
}
