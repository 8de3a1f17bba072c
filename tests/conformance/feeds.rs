//! The feeds that Mark Pilgrim's and Kurt McKee's feedparser is tested with. A comment in each says what is to be found in it.

use super::text::words_of;
use super::{public_set, write_section};
use offprint::import::Options;
use offprint::pack::formats::feed::{self, Feed, Words};
use offprint::pack::formats::import;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn feeds_are_read_and_say_what_they_are_to_say() {
    let Some(set) = public_set("feeds", "kurtmckee/feedparser, tests, BSD-style") else { return };
    let mut files = Vec::new();
    gather(&set.join("wellformed"), &mut files);
    files.sort();
    let (mut read, mut stated, mut equal) = (0, 0, 0);
    let mut wrong = Vec::new();
    for file in &files {
        let bytes = fs::read(file).unwrap();
        let name = file.strip_prefix(&set).unwrap().display().to_string();
        let _ = import("a.xml", &bytes, &Options::default());
        let found = match feed::read(&bytes) {
            Ok(found) => found,
            Err(error) => {
                wrong.push(format!("{name}: {}", error.message));
                continue;
            }
        };
        read += 1;
        if let Some((field, expected)) = expectation(&bytes) {
            let Some(ours) = ours(&field, &found, &bytes) else { continue };
            stated += 1;
            if ours.iter().any(|ours| plain(ours) == plain(&expected)) {
                equal += 1;
            } else {
                wrong.push(format!(
                    "{name}: {field}: {:?} is expected, {:?} found",
                    plain(&expected),
                    ours.iter().map(|words| plain(words)).collect::<Vec<_>>()
                ));
            }
        }
    }
    let mut broken = Vec::new();
    gather(&set.join("illformed"), &mut broken);
    gather(&set.join("json"), &mut broken);
    let not_refused = broken
        .iter()
        .filter(|file| import(&file.file_name().unwrap().to_string_lossy(), &fs::read(file).unwrap(), &Options::default()).is_ok())
        .count();
    wrong.iter().for_each(|line| println!("{line}"));
    let body = format!(
        "kurtmckee/feedparser, tests, BSD-style, in `feeds`. RSS, Atom, RDF, CDF and JSON Feed.\n\n| | |\n|---|---|\n\
         | well-formed feeds | {} |\n| read | {read} |\n| of which a comment states the text of the feed or of its first entry | {stated} |\n| ours is equal, markup aside | {equal} |\n\
         | ill-formed feeds, none of which stops the program | {} |\n| of which some text is read | {not_refused} |\n",
        files.len(),
        broken.len(),
    );
    write_section("Feeds", &body);
    assert!(files.len() >= 1_749, "{}", files.len());
    assert!(read * 100 >= files.len() * 98, "{read}");
    assert!(stated >= 1_000, "{stated}");
    assert!(equal * 100 >= stated * 90, "{equal} of {stated}");
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "xml" || ending == "json") {
            files.push(path);
        }
    }
}

/// `Expect: not bozo and entries[0]['title'] == u'Example'`: the field, and what is in it.
fn expectation(bytes: &[u8]) -> Option<(String, String)> {
    let text = String::from_utf8_lossy(bytes);
    let (_, after) = text.split_once("Expect:")?;
    let line = after.split("-->").next()?.trim();
    let rest = line.strip_prefix("not bozo and ")?;
    let (field, value) = rest.split_once(" == ")?;
    if field.contains(' ') {
        return None;
    }
    Some((field.to_owned(), string(value.trim())?))
}

/// A string as Python writes it; nothing for anything else.
fn string(value: &str) -> Option<String> {
    let value = value.strip_prefix('u').unwrap_or(value);
    let quote = value.chars().next().filter(|quote| matches!(quote, '\'' | '"'))?;
    let mut out = String::new();
    let mut characters = value[1..].chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => match characters.next()? {
                'n' => out.push('\n'),
                't' => out.push('\t'),
                'x' => out.push(code(&mut characters, 2)?),
                'u' => out.push(code(&mut characters, 4)?),
                other => out.push(other),
            },
            c if c == quote => return characters.as_str().trim().is_empty().then_some(out),
            c => out.push(c),
        }
    }
    None
}

fn code(characters: &mut std::str::Chars, digits: usize) -> Option<char> {
    let hex: String = characters.by_ref().take(digits).collect();
    char::from_u32(u32::from_str_radix(&hex, 16).ok()?)
}

/// What we have for a field that holds text; nothing for other fields.
fn ours(field: &str, feed: &Feed, bytes: &[u8]) -> Option<Vec<String>> {
    let first = || feed.entries.first().cloned().unwrap_or_default();
    let text = |words: Words| vec![words.text];
    // The text of the article, which is the content, or else the summary.
    let article = || import("a.xml", bytes, &Options::default()).ok().map(|found| words_of(&found.drafts[0].article.sections));
    let bare = field.replace("_detail']['value']", "']");
    Some(match bare.as_str() {
        "feed['title']" => text(feed.title.clone()),
        "feed['tagline']" | "feed['subtitle']" | "feed['description']" | "feed['info']" => text(feed.description.clone()),
        "feed['copyright']" | "feed['rights']" => text(feed.rights.clone()),
        "entries[0]['title']" => text(first().title),
        "entries[0]['description']" | "entries[0]['summary']" => article().into_iter().chain([first().summary.text]).collect(),
        "entries[0]['content'][0]['value']" => article().into_iter().chain([first().content.text]).collect(),
        "entries[0]['rights']" | "entries[0]['copyright']" => text(first().rights),
        _ => return None,
    })
}

/// Without markup, and without what is between the words.
fn plain(text: &str) -> String {
    let document = dom_query::Document::from(text);
    document.select("script, style, title").remove();
    document.text().split_whitespace().collect()
}
