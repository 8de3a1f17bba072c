//! Public test sets, too large or not ours to be kept here: `CORPORA=DIR make conformance`, where DIR holds them unpacked.
//!
//! Without `CORPORA` these tests pass by and say what they want; with it, a set that is missing is a failure. What they find is
//! written to docs/conformance.md, a section for each set.
#![cfg(feature = "pack")]

mod epub;
mod feeds;
mod json;
mod markdown;
mod visible;
mod ninjs;
mod readability;
mod text;

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::{env, fs};

/// The folder of a public set, if public sets are to be read.
fn public_set(name: &str, origin: &str) -> Option<PathBuf> {
    let Some(corpora) = env::var_os("CORPORA") else {
        println!("passed by: set CORPORA to the folder that holds {name} ({origin})");
        return None;
    };
    let folder = PathBuf::from(corpora).join(name);
    assert!(folder.is_dir(), "{} is missing: unpack {origin} there", folder.display());
    Some(folder)
}

/// Puts what was found with a set into docs/conformance.md, in the place of what stood there of it; sections stand in the
/// order of their headings.
fn write_section(heading: &str, body: &str) {
    static FILE: Mutex<()> = Mutex::new(());
    let _one_at_a_time = FILE.lock().unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/conformance.md");
    let before = fs::read_to_string(&path).unwrap_or_default();
    let (head, sections) = before.split_once("\n## ").unwrap_or((&before, ""));
    let name = |section: &str| section.lines().next().unwrap_or_default().to_owned();
    let mut sections: Vec<String> = sections.split("\n## ").map(|section| section.trim().to_owned()).collect();
    sections.retain(|section| !section.is_empty() && name(section) != heading);
    sections.push(format!("{heading}\n\n{}", body.trim()));
    sections.sort_by_key(|section| name(section));
    let sections: String = sections.iter().map(|section| format!("\n## {section}\n")).collect();
    fs::write(&path, format!("{}\n{sections}", head.trim())).unwrap();
}
