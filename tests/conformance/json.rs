//! Nicolas Seriot's JSONTestSuite. A file's name says what a parser does with it: `y_` accepts, `n_` refuses, `i_` either.

use super::{public_set, write_section};
use offprint::article::{Fault, Problem, read};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::time::{Duration, Instant};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Answer {
    Accepted,
    Refused,
    /// Not UTF-8: whoever reads the file as text is refused before an article is looked for. Counts as refused.
    NotText,
}
use Answer::*;

#[test]
fn a_file_by_itself_is_called_json_or_not_as_its_name_says() {
    check("by itself", |file| match soon(file) {
        Ok(()) => panic!("no file of the suite is an article"),
        Err(problems) if matches!(problems[..], [Problem { fault: Fault::NotJson { .. }, .. }]) => Refused,
        Err(_) => Accepted,
    });
}

#[test]
fn a_file_in_a_field_that_is_passed_over_is_accepted_or_refused_as_its_name_says() {
    for (place, pointer) in PLACES {
        check(&format!("at {pointer}"), |file| {
            let article = place.replace("FILE", file);
            if soon(&article).is_err() {
                return Refused;
            }
            // The file must stand there as the one value that it is by itself, or it was not the file that was accepted.
            if let Ok(alone) = serde_json::from_str::<Value>(file) {
                let whole: Value = serde_json::from_str(&article).expect("an article is JSON");
                assert_eq!(whole.pointer(pointer), Some(&alone), "{article}");
            }
            Accepted
        });
    }
}

/// A short article with room for a file, and where that is: in between, at the end, and deep inside.
const PLACES: [(&str, &str); 3] = [
    (r#"{"offprint":1,"between":FILE,"id":"a","lang":"en","title":"A","sections":[{"id":"s","blocks":[]}]}"#, "/between"),
    (r#"{"offprint":1,"id":"a","lang":"en","title":"A","sections":[{"id":"s","blocks":[]}],"end":FILE}"#, "/end"),
    (
        r#"{"offprint":1,"id":"a","lang":"en","title":"A","sections":[{"id":"s","blocks":[{"code":{"id":"c","text":"","deep":FILE}}]}]}"#,
        "/sections/0/blocks/0/code/deep",
    ),
];

#[track_caller]
fn check(place: &str, answer: impl Fn(&str) -> Answer) {
    let Some(suite) = public_set("jsontestsuite", "nst/JSONTestSuite, MIT") else { return };
    let mut counts = BTreeMap::new();
    let mut wrong = Vec::new();
    for entry in fs::read_dir(suite.join("test_parsing")).expect("the suite keeps its files in test_parsing") {
        let path = entry.expect("its files can be listed").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(&path).expect("its files can be read");
        let answer = str::from_utf8(&bytes).map_or(NotText, &answer);
        let sort = name.split('_').next().unwrap_or_default().to_owned();
        if sort == "y" && answer != Accepted || sort == "n" && answer == Accepted {
            wrong.push(name);
        }
        *counts.entry((sort, answer)).or_insert(0) += 1;
    }
    println!("JSONTestSuite {place}: {counts:?}");
    let rows: String = counts.iter().map(|((sort, answer), count)| format!("| `{sort}_` | {answer:?} | {count} |\n")).collect();
    let body = format!(
        "nst/JSONTestSuite, MIT, in `jsontestsuite`. `y_` is to be accepted, `n_` refused, `i_` either.\n\n| files | answer | how many |\n|---|---|---|\n{rows}"
    );
    write_section(&format!("JSONTestSuite: a file {place}"), &body);
    assert!(counts.values().sum::<i32>() > 300, "the suite is not whole: {counts:?}");
    assert!(wrong.is_empty(), "{place}: {wrong:?}");
}

fn soon(text: &str) -> Result<(), Vec<Problem>> {
    let start = Instant::now();
    let article = read(text);
    assert!(start.elapsed() < Duration::from_secs(1), "{text:.200} took {:?}", start.elapsed());
    article.map(|_| ())
}
