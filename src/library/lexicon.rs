//! What search needs to know of the characters of one bundle. The packer works it out, so that the browser carries no tables.

use serde::{Deserialize, Serialize};

/// The spellings that count as one, and how the characters of names are read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Lexicon {
    /// Characters that are searched as another, each with the other behind it: `開开發发`. Those that a rule of a few lines covers
    /// (case, width, accents off Latin) are not listed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub folds: String,
    /// Characters of the text that are searched as several, or as none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expansions: Vec<Expansion>,
    /// The characters of titles and names with their readings in pinyin, the usual one first, without tones, ü as v:
    /// `沁qin源yuan长chang/zhang`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub readings: String,
}

/// A character that is searched as several: `㎞` as `km`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Expansion {
    /// One character.
    pub from: String,
    pub to: String,
}
