//! The edition: which bundles one published state of a site consists of, each with the hash it must have.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edition {
    pub id: String,
    pub bundles: Vec<BundleFile>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BundleFile {
    pub article: String,
    pub lang: String,
    /// Path from the site's root.
    pub file: String,
    /// Subresource Integrity value, `sha256-…`.
    pub integrity: String,
    /// The file of its pictures and that one's integrity; empty where there are none.
    #[serde(default)]
    pub pictures: String,
    #[serde(default)]
    pub pictures_integrity: String,
}

impl Edition {
    pub fn bundle(&self, article: &str, lang: &str) -> Option<&BundleFile> {
        self.bundles.iter().find(|bundle| bundle.article == article && bundle.lang == lang)
    }
}
