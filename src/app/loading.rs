//! Fetching the bundles of pages that are not here yet. Each is checked against the hash that its edition names.

use super::browser::{fetch_text, from_json};
use crate::library::{Bundle, Decode, Edition};
use crate::picture::Picture;
use std::fmt;

/// Where the edition's list of bundles is, and the hash it must have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionFile {
    pub file: String,
    pub integrity: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// No network, a server's error, or bytes that do not have their hash.
    Fetch(String),
    Unreadable(String),
    /// The edition has no such article in that language.
    NotInEdition,
}

pub async fn load_edition(root: &str, at: &EditionFile) -> Result<Edition, LoadError> {
    read(root, &at.file, &at.integrity, None).await
}

pub async fn load_bundle(root: &str, edition: &Edition, article: &str, lang: &str) -> Result<Bundle, LoadError> {
    let bundle = edition.bundle(article, lang).ok_or(LoadError::NotInEdition)?;
    read(root, &bundle.file, &bundle.integrity, None).await
}

/// How long a page whose text is here waits for its pictures.
const PATIENCE_MS: u32 = 2000;

/// An error where the network is too slow.
pub async fn load_pictures(root: &str, edition: &Edition, article: &str, lang: &str) -> Result<Vec<Picture>, LoadError> {
    let bundle = edition.bundle(article, lang).ok_or(LoadError::NotInEdition)?;
    if bundle.pictures.is_empty() {
        return Ok(Vec::new());
    }
    read(root, &bundle.pictures, &bundle.pictures_integrity, Some(PATIENCE_MS)).await
}

async fn read<T: Decode>(root: &str, file: &str, integrity: &str, limit_ms: Option<u32>) -> Result<T, LoadError> {
    let text = fetch_text(&format!("{root}{file}"), integrity, limit_ms).await.map_err(LoadError::Fetch)?;
    from_json(&text).map_err(|error| LoadError::Unreadable(format!("{file}: {error}")))
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            LoadError::Fetch(error) | LoadError::Unreadable(error) => f.write_str(error),
            LoadError::NotInEdition => f.write_str("not in this edition"),
        }
    }
}
