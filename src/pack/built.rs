//! A built site, read back from its folder.
//!
//! What is read is checked against the hashes in the site's names and lists, so that a file which has been altered or half copied is an
//! error here and not a blank page at a reader's, or a hit that leads nowhere.

use super::hash::{integrity, short_hash};
use crate::library::{Bundle, BundleFile, Edition};
use miette::Diagnostic;
use std::path::{Path, PathBuf};
use thiserror::Error;

#[derive(Debug, Error, Diagnostic)]
pub enum BuiltSiteError {
    #[error("{} is no site: it holds no edition-….json", site.display())]
    #[diagnostic(help("name the folder that `make site` or `offprint build` has written; `make site` writes dist"))]
    NotASite { site: PathBuf },
    #[error("{} holds many articles", site.display())]
    #[diagnostic(help("build a site of the one article; the pages of articles in small libraries also offer a copy to save"))]
    IsLibrary { site: PathBuf },
    #[error("{} cannot be read: {error}", path.display())]
    #[diagnostic(help("the site is not whole; build it anew, or copy all of it again"))]
    Missing { path: PathBuf, error: std::io::Error },
    #[error("{} holds {found} files {pattern}; a site has one", site.display())]
    #[diagnostic(help("the site is not whole, or mixed with another; build it anew"))]
    NotOne { site: PathBuf, pattern: String, found: usize },
    #[error("{} has been altered: its content does not have the hash that the site names", path.display())]
    #[diagnostic(help("build the site anew, or copy it again without anything that rewrites its files"))]
    Altered { path: PathBuf },
    #[error("{} has no article in `{lang}`; it has {}", site.display(), have.join(", "))]
    #[diagnostic(help("name one of those, or leave --lang out for the site's first language"))]
    NoSuchLanguage { site: PathBuf, lang: String, have: Vec<String> },
    #[error("{} was built by another version of offprint: {found}", site.display())]
    #[diagnostic(help("build the site anew with this version, or use the one that has built it"))]
    OtherVersion { site: PathBuf, found: String },
}

/// The folder of a site, and the names of the files in it.
pub struct BuiltSite<'a> {
    pub folder: &'a Path,
    names: Vec<String>,
}

/// A file whose name holds the hash of its content.
pub struct Hashed {
    pub name: String,
    pub content: String,
}

impl<'a> BuiltSite<'a> {
    pub fn open(folder: &'a Path) -> Result<Self, BuiltSiteError> {
        let not_a_site = || BuiltSiteError::NotASite { site: folder.to_owned() };
        let entries = std::fs::read_dir(folder).map_err(|_| not_a_site())?;
        let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        let site = BuiltSite { folder, names };
        let is_site = site.is_library() || !site.named("edition-", ".json").is_empty();
        if is_site { Ok(site) } else { Err(not_a_site()) }
    }

    /// Whether it is one of many articles, which has a list for each of its own parts.
    pub fn is_library(&self) -> bool {
        !self.named("edition.library.", ".json").is_empty()
    }

    /// The list of the bundles of a site's one article.
    pub fn edition(&self) -> Result<(Hashed, Edition), BuiltSiteError> {
        if self.is_library() {
            return Err(BuiltSiteError::IsLibrary { site: self.folder.to_owned() });
        }
        self.list("edition-")
    }

    /// The article of a site of one in a language, or all that is searched in a library; in the site's first language if none is named.
    pub fn searched(&self, lang: Option<&str>) -> Result<Bundle, BuiltSiteError> {
        if !self.is_library() {
            let (list, edition) = self.edition()?;
            let listed = self.in_language(&edition.bundles, lang, |bundle| &bundle.lang)?;
            let listed = listed.ok_or_else(|| self.other_version(format!("{} names no bundle", list.name)))?;
            return self.parsed(&listed.file, &self.listed(&listed.file, &listed.integrity)?);
        }
        let tags = self.tags();
        let tag = self.in_language(&tags, lang, |tag| tag)?.ok_or_else(|| self.other_version("it has no search".into()))?;
        let (list, edition) = self.list(&format!("edition.search.{tag}-"))?;
        let listed = edition.bundles.first().ok_or_else(|| self.other_version(format!("{} names no bundle", list.name)))?;
        // Two halves of one object: the first is the same for all bundles of the language.
        let shared = self.hashed(&format!("shared.{tag}-"), ".json")?;
        let own = self.listed(&listed.file, &listed.integrity)?;
        let halves = (shared.content.trim().strip_suffix('}'), own.trim().strip_prefix('{'));
        let (Some(first), Some(second)) = halves else { return Err(self.other_version(format!("{} is no half", listed.file))) };
        self.parsed(&listed.file, &format!("{first},{second}"))
    }

    /// Languages of a library's own pages, as its files are named after them, the site's first language in front.
    fn tags(&self) -> Vec<String> {
        let tag = |name: &str| name.strip_prefix("edition.search.")?.rsplit_once('-').map(|(tag, _)| tag.to_owned());
        let mut tags: Vec<String> = self.names.iter().filter_map(|name| tag(name)).collect();
        // Only that one has its pages in no folder of its own.
        tags.sort_by_key(|tag| (self.folder.join(tag).is_dir(), tag.clone()));
        tags
    }

    fn in_language<'l, T>(
        &self,
        all: &'l [T],
        lang: Option<&str>,
        lang_of: impl Fn(&T) -> &String,
    ) -> Result<Option<&'l T>, BuiltSiteError> {
        let Some(lang) = lang else { return Ok(all.first()) };
        let found = all.iter().find(|one| lang_of(one).eq_ignore_ascii_case(lang));
        let have = || all.iter().map(|one| lang_of(one).clone()).collect();
        let none = || BuiltSiteError::NoSuchLanguage { site: self.folder.to_owned(), lang: lang.to_owned(), have: have() };
        found.ok_or_else(none).map(Some)
    }

    /// One that the list has, if none is named the first.
    pub fn bundle_in<'l>(&self, edition: &'l Edition, lang: Option<&str>) -> Result<Option<&'l BundleFile>, BuiltSiteError> {
        self.in_language(&edition.bundles, lang, |bundle| &bundle.lang)
    }

    fn list(&self, start: &str) -> Result<(Hashed, Edition), BuiltSiteError> {
        let list = self.hashed(start, ".json")?;
        let edition = self.parsed(&list.name, &list.content)?;
        Ok((list, edition))
    }

    pub fn parsed<T: serde::de::DeserializeOwned>(&self, name: &str, json: &str) -> Result<T, BuiltSiteError> {
        serde_json::from_str(json).map_err(|error| self.other_version(format!("{name}: {error}")))
    }

    pub fn other_version(&self, found: String) -> BuiltSiteError {
        BuiltSiteError::OtherVersion { site: self.folder.to_owned(), found }
    }

    /// The only file of a name, which the hash of its content completes.
    pub fn hashed(&self, start: &str, end: &str) -> Result<Hashed, BuiltSiteError> {
        let (name, content) = self.hashed_bytes(start, end)?;
        let content = text(&self.folder.join(&name), content)?;
        Ok(Hashed { name, content })
    }

    pub fn hashed_bytes(&self, start: &str, end: &str) -> Result<(String, Vec<u8>), BuiltSiteError> {
        let found = self.named(start, end);
        let [name] = found.as_slice() else {
            return Err(BuiltSiteError::NotOne { site: self.folder.to_owned(), pattern: format!("{start}…{end}"), found: found.len() });
        };
        let content = self.bytes(name)?;
        if **name != format!("{start}{}{end}", short_hash(&content)) {
            return Err(BuiltSiteError::Altered { path: self.folder.join(name) });
        }
        Ok(((*name).clone(), content))
    }

    fn named(&self, start: &str, end: &str) -> Vec<&String> {
        self.names.iter().filter(|name| name.starts_with(start) && name.ends_with(end)).collect()
    }

    /// A file that a list names with its hash.
    pub fn listed(&self, file: &str, hash: &str) -> Result<String, BuiltSiteError> {
        let content = self.bytes(file)?;
        if integrity(&content) != hash {
            return Err(BuiltSiteError::Altered { path: self.folder.join(file) });
        }
        text(&self.folder.join(file), content)
    }

    pub fn file(&self, file: &str) -> Result<String, BuiltSiteError> {
        text(&self.folder.join(file), self.bytes(file)?)
    }

    fn bytes(&self, file: &str) -> Result<Vec<u8>, BuiltSiteError> {
        let path = self.folder.join(file);
        std::fs::read(&path).map_err(|error| BuiltSiteError::Missing { path, error })
    }
}

fn text(path: &Path, content: Vec<u8>) -> Result<String, BuiltSiteError> {
    String::from_utf8(content).map_err(|_| BuiltSiteError::Altered { path: path.to_owned() })
}
