//! The house keeps its walls: a room uses only those before it, and what must be absent is absent.

use std::path::{Path, PathBuf};

const ROOMS: [&str; 9] = ["article", "import", "picture", "library", "search", "reading", "view", "app", "pack"];

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
fn every_file_is_part_of_the_house() {
    for (path, _) in sources(&src()) {
        let (name, folder) = (path.file_stem().unwrap().to_string_lossy().into_owned(), path.parent().unwrap());
        // A folder's own file is declared one folder up; the doors are declared in Cargo.toml.
        let (name, folder) = match name.as_str() {
            "mod" => (folder.file_name().unwrap().to_string_lossy().into_owned(), folder.parent().unwrap()),
            _ => (name, folder),
        };
        if name == "lib" || folder.ends_with("bin") {
            continue;
        }
        let home = if folder == src() { folder.join("lib.rs") } else { folder.join("mod.rs") };
        assert!(std::fs::read_to_string(&home).unwrap().contains(&format!("mod {name};")), "{}", path.display());
    }
}

#[test]
fn the_web_is_reached_through_one_door() {
    let outside = sources(&src()).into_iter().filter(|(path, _)| {
        !path.starts_with(src().join("app/browser")) && !path.ends_with("bin/reader.rs") && !path.ends_with("bin/checker.rs")
    });
    let words = ["web_sys", "js_sys", "wasm_bindgen", "gloo_net"].map(str::to_owned);
    assert_eq!(lines_with(&outside.collect::<Vec<_>>(), &words), Vec::<String>::new());
}

#[test]
fn nothing_sets_html_or_style_from_text() {
    let words =
        ["inner_html", "innerHTML", "set_inner", "insert_adjacent", "outer_html", "document.write", "style=", "eval("].map(str::to_owned);
    assert_eq!(lines_with(&sources(&src()), &words), Vec::<String>::new());
}

#[test]
fn no_path_leads_above_the_root() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = sources(&src());
    for (path, text) in &files {
        for named in text.split("include_").skip(1).filter_map(|rest| rest.split('"').nth(1)).filter(|named| named.contains("../")) {
            let target =
                path.parent().unwrap().join(named).canonicalize().unwrap_or_else(|error| panic!("{}: {named}: {error}", path.display()));
            assert!(target.starts_with(root.canonicalize().unwrap()), "{}: {named}", path.display());
        }
    }
    for name in ["Cargo.toml", "Trunk.toml", "index.html", "offprint.toml", "Makefile"] {
        assert!(!std::fs::read_to_string(root.join(name)).unwrap().contains("../"), "{name}");
    }
}

/// What the core may be built of. A crate is added here with a thought for browsers and disks: it may know neither.
const CORE: [&str; 5] = ["offprint", "schemars", "serde", "serde_json", "schemars_derive"];

#[test]
fn the_core_knows_no_browser_and_no_disk() {
    let output = std::process::Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--edges", "normal", "--depth", "1", "--prefix", "none", "--format", "{p}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).unwrap();
    let strangers: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).filter(|name| !CORE.contains(name)).collect();
    assert_eq!(strangers, Vec::<&str>::new());
    let whole = std::process::Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--edges", "normal", "--prefix", "none", "--format", "{p}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let whole = String::from_utf8(whole.stdout).unwrap();
    for forbidden in ["web-sys", "js-sys", "wasm-bindgen", "leptos", "gloo-net", "tokio", "clap", "miette"] {
        assert!(!whole.lines().any(|line| line.split(' ').next() == Some(forbidden)), "{forbidden} is in the core's tree");
    }
}

#[test]
fn switches_of_features_stand_in_one_place() {
    let elsewhere = sources(&src()).into_iter().filter(|(path, _)| !path.ends_with("src/lib.rs")).collect::<Vec<_>>();
    let words = ["cfg(feature", "cfg(any(feature", "cfg(all(feature", "cfg(not(feature", "cfg(target", "cfg_attr"].map(str::to_owned);
    assert_eq!(lines_with(&elsewhere, &words), Vec::<String>::new());
}
