//! The checker's door: the text of a file in, an article or its problems out. It is large, since it reads JSON with all care; the page loads
//! it when a file is opened, and only then.

use offprint::article::{Article, Problem, read};
use offprint::picture::{Picture, PictureWords, pictures};
use wasm_bindgen::prelude::wasm_bindgen;

/// `{"article": …, "pictures": …}`, written anew and drawn, or `{"problems": [{"line": 3, "column": 5, "message": "…", "help": "…"}]}`.
///
/// `words` is [`PictureWords`] as JSON.
#[wasm_bindgen]
pub fn check(text: &str, words: &str) -> String {
    // The page's own script hands them over; without them, pictures are drawn all the same.
    let words: PictureWords = serde_json::from_str(words).unwrap_or_default();
    let answer = match read(text) {
        Ok(article) => Answer::Read { pictures: pictures(&article, &words), article: Box::new(article) },
        Err(problems) => Answer::Refused { problems: problems.iter().map(said).collect() },
    };
    serde_json::to_string(&answer).expect("an article is plain JSON")
}

#[derive(serde::Serialize)]
#[serde(untagged)]
enum Answer {
    Read { article: Box<Article>, pictures: Vec<Picture> },
    Refused { problems: Vec<Said> },
}

#[derive(serde::Serialize)]
struct Said {
    line: usize,
    column: usize,
    message: String,
    help: String,
}

fn said(problem: &Problem) -> Said {
    let Problem { fault, position, .. } = problem;
    Said { line: position.line, column: position.column, message: fault.to_string(), help: fault.help() }
}

fn main() {}
