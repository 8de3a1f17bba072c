//! `offprint new`: a small example to begin with. What it says is in `example/`, as it is written out.

use super::End;
use super::telling::{plain, print};
use clap::Args;
use miette::{Result, miette};
use std::fs;
use std::path::PathBuf;

#[derive(Args)]
#[command(after_help = "Example:\n  offprint new notices    then: cd notices, and offprint serve articles")]
pub struct New {
    /// Folder to write to, new or empty.
    dir: PathBuf,
}

const FILES: [(&str, &[u8]); 7] = [
    ("offprint.toml", include_bytes!("example/offprint.toml")),
    ("topics.toml", include_bytes!("example/topics.toml")),
    ("articles/begin.md", include_bytes!("example/articles/begin.md")),
    ("articles/kaishi.md", include_bytes!("example/articles/kaishi.md")),
    ("articles/plain.txt", include_bytes!("example/articles/plain.txt")),
    ("articles/figures.article.json", include_bytes!("example/articles/figures.article.json")),
    ("articles/sheet.png", include_bytes!("example/articles/sheet.png")),
];

impl New {
    pub fn run(self, json: bool) -> Result<End> {
        let dir = self.dir;
        let is_empty = match fs::read_dir(&dir) {
            Ok(mut entries) => entries.next().is_none(),
            Err(error) => error.kind() == std::io::ErrorKind::NotFound,
        };
        if !is_empty {
            return Err(miette!(help = "name a folder that is new or empty", "{} holds something already", dir.display()));
        }
        plain(fs::create_dir_all(dir.join("articles")))?;
        for (name, content) in FILES {
            plain(fs::write(dir.join(name), content))?;
        }
        if json {
            let names: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
            print(&format!("{}\n", serde_json::json!({ "level": "result", "folder": dir, "files": names })))?;
        } else {
            print(&format!(
                "{dir} holds four articles, their topics, and the settings of a site. Next:\n\n  \
                 cd {dir}\n  \
                 offprint serve articles --open     the site, while you write\n  \
                 offprint check articles            what is wrong, and where\n  \
                 offprint build articles -o site    the site, for any static host\n",
                dir = dir.display()
            ))?;
        }
        Ok(End::Well)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{Glossary, Settings};

    fn written() -> (tempfile::TempDir, PathBuf) {
        let place = tempfile::tempdir().unwrap();
        let dir = place.path().join("new");
        New { dir: dir.clone() }.run(true).unwrap();
        (place, dir)
    }

    #[test]
    fn the_example_explains_every_key_of_the_settings() {
        let text = include_str!("example/offprint.toml");
        for key in crate::pack::settings::KEYS {
            assert!(text.lines().any(|line| line.trim_start_matches("# ").starts_with(&format!("{key} = "))), "{key}");
        }
        // What stands behind a # is right as well.
        let is_key = |line: &str| crate::pack::settings::KEYS.iter().any(|key| line.starts_with(&format!("# {key} = ")));
        let all: String = text.lines().map(|line| if is_key(line) { &line[2..] } else { line }).map(|line| format!("{line}\n")).collect();
        let all = all.lines().filter(|line| !line.starts_with("screenshots")).map(|line| format!("{line}\n")).collect::<String>();
        let (_place, dir) = written();
        fs::write(dir.join("offprint.toml"), all).unwrap();
        assert!(Settings::read(&dir.join("offprint.toml")).unwrap().with_base_url(None).is_ok());
        assert!(!Glossary::read(&dir.join("topics.toml")).unwrap().topics().is_empty());
    }

    #[test]
    fn a_folder_that_is_not_empty_is_left_alone() {
        let (_place, dir) = written();
        fs::write(dir.join("offprint.toml"), "mine").unwrap();
        assert!(New { dir: dir.clone() }.run(true).is_err());
        assert_eq!(fs::read_to_string(dir.join("offprint.toml")).unwrap(), "mine");
    }
}
