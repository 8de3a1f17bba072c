//! IPTC's examples of news in JSON: every item with a body comes in with the words of it.

use super::text::{f1, words_of};
use super::{public_set, write_section};
use offprint::import::Options;
use offprint::pack::formats::{Format, import};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn news_items_come_in_with_the_words_of_their_body() {
    let Some(set) = public_set("ninjs", "iptc/ninjs, examples, MIT") else { return };
    let mut files = Vec::new();
    gather(&set, &mut files);
    files.sort();
    let (mut items, mut read, mut bodies) = (0, 0, 0);
    let mut least = 1.0_f64;
    for file in &files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = fs::read(file).unwrap();
        // A schema is no news.
        if Format::of(&name, &bytes) != Ok(Format::Ninjs) {
            println!("{}: no news", file.display());
            continue;
        }
        items += 1;
        match import(&name, &bytes, &Options::default()) {
            Ok(imported) => {
                read += 1;
                let value: Value = serde_json::from_slice(&bytes).unwrap();
                let article = &imported.drafts[0].article;
                let words = words_of(&article.sections);
                // A body that begins with the headline has it as the article's title.
                let headed = format!("{}\n{words}", article.title);
                let likeness = |body: &String| f1(&words, body).max(f1(&headed, body));
                if let Some(best) = texts(&value).iter().map(likeness).max_by(f64::total_cmp) {
                    bodies += 1;
                    println!("{best:.4} {}", file.display());
                    least = least.min(best);
                }
            }
            Err(error) => println!("{}: {}", file.display(), error.message),
        }
    }
    let body = format!(
        "iptc/ninjs, examples of 1.4, 2.1 and 3.0, MIT, in `ninjs`. Likeness is F1 over words; captions of pictures are words of the article and not of the body.\n\n\
         | | |\n|---|---|\n| files of news | {items} |\n| with any text | {read} |\n| with a body | {bodies} |\n| likeness with the body, the least | {least:.4} |\n"
    );
    write_section("ninjs", &body);
    assert!(items >= 35 && read * 10 >= items * 9, "{read} of {items}");
    assert!(bodies >= 15 && least >= 0.9, "{bodies} {least}");
}

/// The body, in each of the forms in which an item has it.
fn texts(item: &Value) -> Vec<String> {
    let of = |text: &str| {
        let document = dom_query::Document::from(text.replace('<', " <"));
        document.select("head").remove();
        document.text().to_string()
    };
    let old = ["body_xhtml", "body_text"].iter().filter_map(|name| item[name].as_str());
    let new = item["bodies"].as_array().into_iter().flatten().filter_map(|body| body["value"].as_str());
    old.chain(new).map(of).collect()
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "json") {
            files.push(path);
        }
    }
}
