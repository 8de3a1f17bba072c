//! Packing: the same sources give the same site, and every page names what it needs by its hash.
#![cfg(feature = "pack")]

use offprint::pack::{ReaderFiles, Settings, SiteFiles, Source, pack};
use std::path::Path;

fn site(base_url: Option<&str>) -> SiteFiles {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let settings = Settings::read(&root.join("offprint.toml")).unwrap().with_base_url(base_url.map(str::to_owned)).unwrap();
    let source = Source::read(&root.join("content/qinyuan.article.json")).unwrap();
    let reader = ReaderFiles {
        glue: b"export default 1;".to_vec(),
        wasm: b"\0asm".to_vec(),
        checker_glue: b"export default 2;".to_vec(),
        checker_wasm: b"\0asm".to_vec(),
    };
    pack(&source, &settings, &reader).unwrap()
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
    for page in site.paths().filter(|path| path.ends_with("index.html")) {
        let html = text(&site, page);
        let folder = page.strip_suffix("index.html").unwrap();
        let up = "../".repeat(folder.matches('/').count());
        let named = html.split(['"', ' ']).filter_map(|part| part.strip_prefix(if up.is_empty() { "./" } else { &up }));
        let files: Vec<&str> = named.filter(|name| name.contains('.') && *name != "app.webmanifest").collect();
        assert!(files.len() >= 6, "{page}: {files:?}");
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
fn a_change_of_the_text_makes_another_edition() {
    let (one, other) = (site(None), site(Some("https://example.org/x/")));
    let edition = |site: &SiteFiles| site.paths().find(|path| path.starts_with("edition-")).unwrap().to_owned();
    assert_ne!(edition(&one), edition(&other));
}

#[test]
fn a_site_is_written_over_a_site_but_never_over_anything_else() {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("written");
    let _ = std::fs::remove_dir_all(&folder);
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
