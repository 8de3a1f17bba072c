//! The house keeps its walls: a room uses only those before it, and what must be absent is absent.

use std::path::{Path, PathBuf};

const ROOMS: [&str; 7] = ["article", "library", "search", "reading", "view", "app", "pack"];

fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            files.push((path, text));
        }
    }
    files
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Lines of code, comments left out, that hold any of the words, as `file:line: text`.
fn lines_with(files: &[(PathBuf, String)], words: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in files {
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            if words.iter().any(|word| code.contains(word.as_str())) {
                found.push(format!("{}:{}: {}", path.display(), number + 1, line.trim()));
            }
        }
    }
    found
}

#[test]
fn a_room_uses_only_the_rooms_before_it() {
    for (index, room) in ROOMS.iter().enumerate() {
        // `app` and `pack` never meet.
        let later = ROOMS[index + 1..].iter().chain((*room == "pack").then_some(&"app"));
        let words: Vec<String> = later.map(|other| format!("crate::{other}")).collect();
        assert_eq!(lines_with(&sources(&src().join(room)), &words), Vec::<String>::new(), "in {room}");
    }
}

#[test]
fn the_web_is_reached_through_one_door() {
    let outside =
        sources(&src()).into_iter().filter(|(path, _)| !path.starts_with(src().join("app/browser")) && !path.ends_with("bin/reader.rs"));
    let words = ["web_sys", "js_sys", "wasm_bindgen", "gloo_net"].map(str::to_owned);
    assert_eq!(lines_with(&outside.collect::<Vec<_>>(), &words), Vec::<String>::new());
}

#[test]
fn nothing_sets_html_or_style_from_text() {
    let words =
        ["inner_html", "innerHTML", "set_inner", "insert_adjacent", "outer_html", "document.write", "style=", "eval("].map(str::to_owned);
    assert_eq!(lines_with(&sources(&src()), &words), Vec::<String>::new());
}
