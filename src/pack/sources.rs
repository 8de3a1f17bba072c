//! Which files a publisher means: those named, and all that a folder holds and that can become an article.

use miette::Diagnostic;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Files in the order of their paths, whatever the order on the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    pub files: Vec<SourceFile>,
    /// Files of folders that no format has; pictures and the like, which belong to articles, are not among them.
    pub passed_over: Vec<PathBuf>,
}

/// A file, and the folder that the publisher has named for it: what it takes from the disk is in there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceFile {
    pub path: PathBuf,
    pub root: PathBuf,
}

#[derive(Debug, Error, Diagnostic)]
pub enum SourcesError {
    #[error("{} cannot be read: {error}", path.display())]
    #[diagnostic(help("check the name, and that you may read it"))]
    Unreadable { path: PathBuf, error: std::io::Error },
    #[error("there is nothing to make an article of in {}", names(sources))]
    #[diagnostic(help("name files, or folders that hold some: .md, .txt, .html, .docx, .epub, feeds, or .article.json"))]
    None { sources: Vec<PathBuf> },
}

fn names(sources: &[PathBuf]) -> String {
    sources.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
}

/// How deep folders may lie in one another: deeper is a loop of links.
const DEEPEST: usize = 32;

const ARTICLE: &str = ".article.json";

/// Endings of files that can become articles.
const READ: &[&str] = &[
    "md", "markdown", "mdown", "mkd", "mdx", "txt", "text", "html", "htm", "xhtml", "docx", "docm", "dotx", "epub", "rss", "atom", "rdf",
    "xml", "json",
];

/// Endings of files that people would expect to be read, and that are not: the importer says what to do.
const REFUSED: &[&str] = &["doc", "wps", "rtf", "odt", "pages", "pdf"];

/// Endings of files that stand beside articles and are no articles themselves.
const BESIDE: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "bmp", "tif", "tiff", "ico", "css", "js", "mjs", "map", "woff", "woff2", "ttf",
    "otf", "toml", "yaml", "yml", "lock",
];

/// All files that the sources name or hold.
pub fn sources(named: &[PathBuf]) -> Result<Sources, SourcesError> {
    let mut found = Sources::default();
    for path in named {
        let metadata = std::fs::metadata(path).map_err(|error| SourcesError::Unreadable { path: path.clone(), error })?;
        if metadata.is_dir() {
            folder(path, path, 0, &mut found)?;
        } else {
            let root = path.parent().filter(|root| !root.as_os_str().is_empty()).unwrap_or(Path::new("."));
            found.files.push(SourceFile { path: path.clone(), root: root.to_owned() });
        }
    }
    found.files.sort();
    found.files.dedup_by(|one, other| one.path == other.path);
    found.passed_over.sort();
    found.passed_over.dedup();
    if found.files.is_empty() {
        return Err(SourcesError::None { sources: named.to_vec() });
    }
    Ok(found)
}

fn folder(root: &Path, path: &Path, depth: usize, found: &mut Sources) -> Result<(), SourcesError> {
    let unreadable = |error| SourcesError::Unreadable { path: path.to_owned(), error };
    let mut names = BTreeMap::new();
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        names.insert(entry.file_name().to_string_lossy().into_owned(), entry.path());
    }
    let translations = translations(&names);
    for (name, path) in names {
        // Hidden files are somebody else's, and so are the lock files that Word leaves beside an open document.
        if name.starts_with(['.', '~']) {
            continue;
        }
        if path.is_dir() {
            if depth < DEEPEST {
                folder(root, &path, depth + 1, found)?;
            }
            continue;
        }
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        if READ.contains(&ending.as_str()) || REFUSED.contains(&ending.as_str()) {
            if !translations.contains(&name) {
                found.files.push(SourceFile { path, root: root.to_owned() });
            }
        } else if !BESIDE.contains(&ending.as_str()) {
            found.passed_over.push(path);
        }
    }
    Ok(())
}

/// Files that articles of the same folder name as their translations: parts of these, not articles of their own.
fn translations(names: &BTreeMap<String, PathBuf>) -> BTreeSet<String> {
    #[derive(Deserialize)]
    struct Head {
        #[serde(default)]
        translations: Vec<Translation>,
    }
    #[derive(Deserialize)]
    struct Translation {
        file: String,
    }
    let is_candidate = |name: &String| name.ends_with(".json") && !name.ends_with(ARTICLE);
    if !names.keys().any(is_candidate) {
        return BTreeSet::new();
    }
    let articles = names.iter().filter(|(name, _)| name.ends_with(ARTICLE));
    // What cannot be read is said when the article itself is.
    let heads = articles.filter_map(|(_, path)| serde_json::from_slice::<Head>(&std::fs::read(path).ok()?).ok());
    heads.flat_map(|head| head.translations).map(|translation| translation.file).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(files: &[(&str, &str)]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content).unwrap();
        }
        let path = folder.path().to_owned();
        (folder, path)
    }

    #[test]
    fn a_folder_gives_what_can_be_an_article_in_the_order_of_paths() {
        let head = r#"{"translations": [{"lang": "en", "file": "c.en.json"}]}"#;
        let files = [
            ("b.md", ""),
            ("a/z.docx", ""),
            ("c.article.json", head),
            ("c.en.json", ""),
            ("feed.json", ""),
            ("x.png", ""),
            (".git/y.md", ""),
            ("~$b.docx", ""),
            ("n.xyz", ""),
            ("old.doc", ""),
        ];
        let (_kept, path) = made(&files);
        let found = sources(std::slice::from_ref(&path)).unwrap();
        let names: Vec<_> = found.files.iter().map(|file| file.path.strip_prefix(&path).unwrap().to_str().unwrap()).collect();
        assert_eq!(names, ["a/z.docx", "b.md", "c.article.json", "feed.json", "old.doc"]);
        assert_eq!(found.passed_over, [path.join("n.xyz")]);
    }

    #[test]
    fn nothing_to_read_is_an_error_that_says_what_could_be() {
        let (_kept, path) = made(&[("x.png", "")]);
        assert!(matches!(sources(&[path]), Err(SourcesError::None { .. })));
        assert!(matches!(sources(&["not there".into()]), Err(SourcesError::Unreadable { .. })));
    }
}
