//! The bundle: all that a reader's browser needs to show an article's pages in one language.
//!
//! The packer writes it, and the page names its hash; so the reader trusts what has that hash.

use super::{Lexicon, Words};
use crate::article::{Article, Block};
use crate::picture::Picture;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bundle {
    pub site: Site,
    pub article: Article,
    /// The interface in the article's language.
    pub words: Words,
    /// What search needs to know of this article's characters.
    #[serde(default)]
    pub lexicon: Lexicon,
    /// Drawn beforehand, in a file of their own, which is read when a page is opened that shows some and was not packed with them.
    #[serde(skip)]
    pub pictures: OnceLock<Vec<Picture>>,
}

/// What a site says of itself, on every page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Site {
    pub title: String,
    /// The languages to be had, the original first.
    pub languages: Vec<Language>,
    /// Names this edition by its content, 12 hex digits.
    pub edition: String,
    /// What is new in this edition, in the publisher's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub edition_note: String,
    /// Where the site stands, for citations: `https://example.org/articles/`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_url: Option<String>,
}

/// A language of a site, as its own readers would speak of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Language {
    /// BCP 47.
    pub tag: String,
    /// `English`.
    pub name: String,
    /// `This page is available in English`.
    pub offer: String,
}

impl Bundle {
    /// The first part of this language's addresses: empty for the original, `en` for English.
    pub fn language_prefix(&self) -> String {
        self.site.prefix(&self.article.lang)
    }

    /// The picture of a block, if it is here.
    pub fn picture(&self, block: &str) -> Option<&Picture> {
        self.pictures.get()?.iter().find(|picture| picture.block == block)
    }

    /// The blocks that are drawn; with a topic, those in which it has a part.
    pub fn drawn<'a>(&'a self, topic: Option<&'a str>) -> impl Iterator<Item = &'a Block> {
        let named = move |id: &str| self.article.topics.iter().find(|topic| topic.id == id).map(|topic| topic.name.as_str());
        let shows = move |block: &&Block| match (block, topic) {
            (Block::Diagram(_) | Block::Chart(_), None) => true,
            (Block::Diagram(diagram), topic) => diagram.nodes.iter().any(|node| node.topic.as_deref() == topic),
            (Block::Chart(chart), Some(topic)) => chart.categories.iter().any(|category| Some(category.as_str()) == named(topic)),
            _ => false,
        };
        self.article.sections.iter().flat_map(|section| &section.blocks).filter(shows)
    }
}

impl Site {
    /// The first part of a language's addresses; empty for the original.
    pub fn prefix(&self, lang: &str) -> String {
        if self.languages.first().is_some_and(|original| original.tag == lang) { String::new() } else { lang.to_ascii_lowercase() }
    }

    pub fn language(&self, tag: &str) -> Option<&Language> {
        self.languages.iter().find(|language| language.tag == tag)
    }

    /// The language of which [`Site::prefix`] is the first part.
    pub fn language_of_prefix(&self, prefix: &str) -> Option<&str> {
        self.languages.iter().map(|language| language.tag.as_str()).find(|lang| self.prefix(lang) == prefix)
    }
}
