//! What must hold of every draft, whatever format it comes from.

use crate::article::{Fault, read};
use crate::import::Draft;

/// A draft passes the format's own check once it has an id; its pictures are looked for later, and have no size yet.
#[track_caller]
pub fn assert_sound(draft: &Draft) {
    let mut article = draft.article.clone();
    if article.id.is_empty() {
        article.id = "a".into();
    }
    let written = serde_json::to_string(&article).expect("an article can be written");
    let problems = read(&written).err().unwrap_or_default();
    let is_left = |fault: &Fault| matches!(fault, Fault::NoSize | Fault::BadFile { .. });
    let problems: Vec<_> = problems.into_iter().filter(|problem| !is_left(&problem.fault)).collect();
    assert!(problems.is_empty(), "{problems:?}\n{written}");
}
