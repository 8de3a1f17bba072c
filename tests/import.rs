//! Files of other formats, as publishers have them, become articles.
#![cfg(feature = "pack")]

#[path = "conformance/text.rs"]
mod text;

use offprint::import::{Lost, Options};
use offprint::pack::formats::import;
use std::path::PathBuf;
use std::{env, fs};
use text::{f1, words_of};

fn fixtures(folder: &str, ending: &str) -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|found| found == ending));
    files.sort();
    files
}

#[test]
fn chinese_pages_come_in_without_what_stands_around_their_articles() {
    let mut likenesses = Vec::new();
    for page in fixtures("pages-zh", "html") {
        let name = page.file_name().unwrap().to_string_lossy().into_owned();
        let expected = fs::read_to_string(page.with_extension("txt")).unwrap();
        let (title, expected) = expected.split_once('\n').unwrap();
        let draft = import(&name, &fs::read(&page).unwrap(), &Options::default()).unwrap().drafts.remove(0);
        let found = words_of(&draft.article.sections);
        let likeness = f1(&found, expected);
        println!("{likeness:.4} {name}");
        assert_eq!(draft.article.title, title, "{name}");
        if likeness < 0.94 {
            println!("{found}");
        }
        assert!(draft.losses.iter().any(|loss| loss.what == Lost::Surroundings), "{name}: {:?}", draft.losses);
        assert!(draft.article.lang.starts_with("zh"), "{name}: {}", draft.article.lang);
        likenesses.push(likeness);
    }
    assert!(likenesses.len() >= 10);
    let mean = likenesses.iter().sum::<f64>() / likenesses.len() as f64;
    assert!(mean >= 0.97, "{mean}");
}

#[test]
fn a_page_of_a_government_says_when_where_and_about_what() {
    let page = &fixtures("pages-zh", "html")[0];
    let draft = import("page.html", &fs::read(page).unwrap(), &Options::default()).unwrap().drafts.remove(0);
    let source = draft.article.source.as_ref().unwrap();
    assert_eq!((source.outlet.as_str(), draft.article.published.as_str()), ("青溪县融媒体中心", "2023-04-18"));
    assert_eq!(draft.article.standfirst, "全县今年改造供水管网一百二十公里。");
    assert_eq!(draft.tags, ["饮水安全", "水利", "民生"]);
}
