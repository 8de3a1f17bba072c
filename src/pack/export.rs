//! Exporting: the one file made again out of a built site's folder, and written where the publisher wants it.
//!
//! What is read is checked against the hashes in the site's names and list, so that a file which has been altered or half copied is an error
//! here and not a blank page at a reader's.

use super::hash::{integrity, short_hash};
use super::one_file::{GlueError, Parts, one_file};
use super::prerender::render;
use crate::library::{Bundle, Edition};
use crate::reading::{AddressForm, Links, Opened, Page, Route};
use miette::Diagnostic;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use thiserror::Error;

#[derive(Debug, Error, Diagnostic)]
pub enum ExportError {
    #[error("{} is no site: it holds no edition-….json", site.display())]
    #[diagnostic(help("name the folder that `make site` or `offprint build` has written; `make site` writes dist"))]
    NotASite { site: PathBuf },
    #[error("{} cannot be read: {error}", path.display())]
    #[diagnostic(help("the site is not whole; build it anew, or copy all of it again"))]
    Missing { path: PathBuf, error: std::io::Error },
    #[error("{} holds {found} files {pattern}; a site has one", site.display())]
    #[diagnostic(help("the site is not whole, or mixed with another; build it anew with `make site`"))]
    NotOne { site: PathBuf, pattern: String, found: usize },
    #[error("{} has been altered: its content does not have the hash that the site names", path.display())]
    #[diagnostic(help("build the site anew, or copy it again without anything that rewrites its files"))]
    Altered { path: PathBuf },
    #[error("{} has no article in `{lang}`; it has {}", site.display(), have.join(", "))]
    #[diagnostic(help("name one of those, or leave --lang out for the article's own language"))]
    NoSuchLanguage { site: PathBuf, lang: String, have: Vec<String> },
    #[error("{} was built by another version of offprint: {found}", site.display())]
    #[diagnostic(help("build the site anew with this version, or export with the one that has built it"))]
    OtherVersion { site: PathBuf, found: String },
    #[error(transparent)]
    #[diagnostic(transparent)]
    Glue(#[from] GlueError),
    #[error("{} is a folder", path.display())]
    #[diagnostic(help("name a file: -o {}", path.join("article.html").display()))]
    IsFolder { path: PathBuf },
    #[error("{} cannot be written: {error}", path.display())]
    #[diagnostic(help("check that its folder is there and may be written to, and that the disk is not full"))]
    Write { path: PathBuf, error: std::io::Error },
}

/// The one file of a site's article, which begins in a language, the article's own if none is named: the same bytes as lie beside the
/// article's page.
pub fn export(site: &Path, lang: Option<&str>) -> Result<Vec<u8>, ExportError> {
    let list = match hashed(site, "edition-", ".json") {
        Err(ExportError::NotOne { found: 0, .. } | ExportError::Missing { .. }) => Err(ExportError::NotASite { site: site.to_owned() }),
        found => found,
    }?;
    let other_version = |found: String| ExportError::OtherVersion { site: site.to_owned(), found };
    let edition: Edition = serde_json::from_slice(&list.content).map_err(|error| other_version(format!("{}: {error}", list.name)))?;
    let mut held = Vec::new();
    for bundle in &edition.bundles {
        let files = [(&bundle.file, &bundle.integrity), (&bundle.pictures, &bundle.pictures_integrity)];
        for (file, hash) in files.into_iter().filter(|(file, _)| !file.is_empty()) {
            let content = read(&site.join(file))?;
            if integrity(&content) != *hash {
                return Err(ExportError::Altered { path: site.join(file) });
            }
            held.push((file.as_str(), text(&site.join(file), content)?));
        }
    }
    let at = match lang {
        None => Some(0),
        Some(lang) => edition.bundles.iter().position(|bundle| bundle.lang.eq_ignore_ascii_case(lang)),
    };
    let Some(at) = at else {
        let have = edition.bundles.iter().map(|bundle| bundle.lang.clone()).collect();
        return Err(ExportError::NoSuchLanguage { site: site.to_owned(), lang: lang.unwrap_or_default().to_owned(), have });
    };
    let listed = edition.bundles.get(at).ok_or_else(|| other_version(format!("{} names no bundle", list.name)))?;
    let json = |name: &str| held.iter().find(|(file, _)| *file == name).map_or("null", |(_, json)| json.as_str());
    let first: Bundle = serde_json::from_str(json(&listed.file)).map_err(|error| other_version(format!("{}: {error}", listed.file)))?;
    if !listed.pictures.is_empty() {
        let pictures =
            serde_json::from_str(json(&listed.pictures)).map_err(|error| other_version(format!("{}: {error}", listed.pictures)))?;
        drop(first.pictures.set(pictures));
    }
    let first = Arc::new(first);
    let (glue, wasm) = (hashed(site, "reader-", ".js")?, hashed(site, "reader-", ".wasm")?);
    let script = hashed(site, "one-file-", ".js")?;
    let script = text(&site.join(script.name), script.content)?;
    let print = hashed(site, "print-", ".css")?;
    let print = text(&site.join(&print.name), print.content)?;
    let own_style = match hashed(site, "site-", ".css") {
        Err(ExportError::NotOne { found: 0, .. }) => String::new(),
        found => found.and_then(|file| text(&site.join(&file.name), file.content))?,
    };
    if !is_rendered_so(site, &first)? {
        return Err(other_version("its article page is not what this version writes".into()));
    }
    let list_text = text(&site.join(&list.name), list.content)?;
    let parts = Parts {
        script: &script,
        glue: &glue.content,
        wasm: &wasm.content,
        print: &print,
        own_style: &own_style,
        edition: (&list.name, &list_text),
        held: held.iter().map(|(name, json)| (*name, json.as_str())).collect(),
        first: (&listed.file, &first),
    };
    Ok(one_file(&parts)?.into_bytes())
}

/// The reader takes over only what views of its own version have rendered.
fn is_rendered_so(site: &Path, bundle: &Arc<Bundle>) -> Result<bool, ExportError> {
    let route = Route::new(&bundle.language_prefix(), Page::Article(bundle.article.id.clone()));
    let page = site.join(format!("{}index.html", route.folder()));
    let links = Links { root: route.to_root(), form: AddressForm::Path };
    let content = render(Opened::new(route, bundle.clone()), links);
    Ok(text(&page, read(&page)?)?.contains(&content))
}

struct Hashed {
    name: String,
    content: Vec<u8>,
}

/// The only file of a name, which the hash of its content completes.
fn hashed(site: &Path, start: &str, end: &str) -> Result<Hashed, ExportError> {
    let unreadable = |error| ExportError::Missing { path: site.to_owned(), error };
    let entries = std::fs::read_dir(site).map_err(unreadable)?.collect::<Result<Vec<_>, _>>().map_err(unreadable)?;
    let names = entries.iter().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let found: Vec<String> = names.filter(|name| name.starts_with(start) && name.ends_with(end)).collect();
    let [name] = found.as_slice() else {
        return Err(ExportError::NotOne { site: site.to_owned(), pattern: format!("{start}…{end}"), found: found.len() });
    };
    let content = read(&site.join(name))?;
    if *name != format!("{start}{}{end}", short_hash(&content)) {
        return Err(ExportError::Altered { path: site.join(name) });
    }
    Ok(Hashed { name: name.clone(), content })
}

fn read(path: &Path) -> Result<Vec<u8>, ExportError> {
    std::fs::read(path).map_err(|error| ExportError::Missing { path: path.to_owned(), error })
}

fn text(path: &Path, content: Vec<u8>) -> Result<String, ExportError> {
    String::from_utf8(content).map_err(|_| ExportError::Altered { path: path.to_owned() })
}

/// Writes the file beside its place and moves it there whole, over what an earlier export may have left.
pub fn write_export(path: &Path, content: &[u8]) -> Result<(), ExportError> {
    if path.is_dir() {
        return Err(ExportError::IsFolder { path: path.to_owned() });
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.part", std::process::id()));
    let beside = PathBuf::from(beside);
    let written = std::fs::write(&beside, content).and_then(|()| std::fs::rename(&beside, path));
    written.map_err(|error| {
        let _ = std::fs::remove_file(&beside);
        ExportError::Write { path: path.to_owned(), error }
    })
}
