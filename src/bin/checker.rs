//! The checker's door: the text of a file in, an article or its problems out. It is large, since it reads JSON with all care; the page loads
//! it when a file is opened, and only then.

use offprint::article::{Article, Problem, read};
use wasm_bindgen::prelude::wasm_bindgen;

/// `{"article": …}`, written anew, or `{"problems": [{"line": 3, "column": 5, "message": "…", "help": "…"}]}`.
#[wasm_bindgen]
pub fn check(text: &str) -> String {
    let answer = match read(text) {
        Ok(article) => Answer::Article(Box::new(article)),
        Err(problems) => Answer::Problems(problems.iter().map(said).collect()),
    };
    serde_json::to_string(&answer).expect("an article is plain JSON")
}

#[derive(serde::Serialize)]
#[serde(rename_all = "lowercase")]
enum Answer {
    Article(Box<Article>),
    Problems(Vec<Said>),
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
