//! Exporting: the one file made again out of a built site's folder, and written where the publisher wants it.

use super::built::{BuiltSite, BuiltSiteError};
use super::one_file::{GlueError, Parts, one_file};
use super::prerender::render;
use crate::library::Bundle;
use crate::reading::{AddressForm, Links, Opened, Page, Route};
use miette::Diagnostic;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use thiserror::Error;

#[derive(Debug, Error, Diagnostic)]
pub enum ExportError {
    #[error(transparent)]
    #[diagnostic(transparent)]
    Site(#[from] BuiltSiteError),
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
    let site = BuiltSite::open(site)?;
    let (list, edition) = site.edition()?;
    let mut held = Vec::new();
    for bundle in &edition.bundles {
        let files = [(&bundle.file, &bundle.integrity), (&bundle.pictures, &bundle.pictures_integrity)];
        for (file, hash) in files.into_iter().filter(|(file, _)| !file.is_empty()) {
            held.push((file.as_str(), site.listed(file, hash)?));
        }
    }
    let listed = site.bundle_in(&edition, lang)?.ok_or_else(|| site.other_version(format!("{} names no bundle", list.name)))?;
    let json = |name: &str| held.iter().find(|(file, _)| *file == name).map_or("null", |(_, json)| json.as_str());
    let first: Bundle = site.parsed(&listed.file, json(&listed.file))?;
    if !listed.pictures.is_empty() {
        drop(first.pictures.set(site.parsed(&listed.pictures, json(&listed.pictures))?));
    }
    let first = Arc::new(first);
    let ((_, glue), (_, wasm)) = (site.hashed_bytes("reader-", ".js")?, site.hashed_bytes("reader-", ".wasm")?);
    let (script, print) = (site.hashed("one-file-", ".js")?, site.hashed("print-", ".css")?);
    let own_style = match site.hashed("site-", ".css") {
        Err(BuiltSiteError::NotOne { found: 0, .. }) => String::new(),
        found => found?.content,
    };
    if !is_rendered_so(&site, &first)? {
        return Err(site.other_version("its article page is not what this version writes".into()).into());
    }
    let parts = Parts {
        script: &script.content,
        glue: &glue,
        wasm: &wasm,
        print: &print.content,
        own_style: &own_style,
        edition: (&list.name, &list.content),
        held: held.iter().map(|(name, json)| (*name, json.as_str())).collect(),
        first: (&listed.file, &first),
    };
    Ok(one_file(&parts)?.into_bytes())
}

/// The reader takes over only what views of its own version have rendered.
fn is_rendered_so(site: &BuiltSite, bundle: &Arc<Bundle>) -> Result<bool, ExportError> {
    let route = Route::new(&bundle.language_prefix(), Page::Article(bundle.article.id.clone()));
    let page = site.file(&format!("{}index.html", route.folder()))?;
    let links = Links { root: route.to_root(), form: AddressForm::Path };
    Ok(page.contains(&render(Opened::new(route, bundle.clone()), links)))
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
