//! The bundle: all that a reader's browser needs to show an article's pages in one language.
//!
//! The packer writes it, and the page names its hash; so the reader trusts what has that hash.

use super::{Lexicon, Words};
use crate::article::{Article, Block, Mark, Run, Text};
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
    /// Whether it holds many articles, each with a bundle of its own; then pages of the library lead from one to the other.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_library: bool,
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

    /// The languages in which the bundle's pages are to be had: those of the site, or in a library those of the article.
    pub fn languages(&self) -> impl Iterator<Item = &Language> {
        let Bundle { site, article, .. } = self;
        let is_there = move |language: &&Language| {
            let is_own = language.tag == article.lang || article.translations.iter().any(|other| other.lang == language.tag);
            !site.is_library || article.id.is_empty() || is_own
        };
        site.languages.iter().filter(is_there)
    }

    /// The picture of a block, if it is here.
    pub fn picture(&self, block: &str) -> Option<&Picture> {
        self.pictures.get()?.iter().find(|picture| picture.block == block)
    }

    /// Whether the article's own pages show pictures.
    pub fn is_drawn(&self) -> bool {
        self.blocks().any(is_drawn)
    }

    /// The pictures and registers in which a topic has a part: it stands in them, or something that is in it, of it or by it.
    pub fn showing<'a>(&'a self, topic: &'a str) -> impl Iterator<Item = &'a Block> {
        let topics = &self.article.topics;
        let name = topics.iter().find(|named| named.id == topic).map(|named| named.name.as_str());
        let has_part = move |row: &&str| {
            let of = topics.iter().find(|of| of.id == **row);
            **row == *topic || of.is_some_and(|of| of.relations.iter().any(|relation| relation.topic == topic))
        };
        let shows = move |block: &&Block| match block {
            Block::Diagram(diagram) => diagram.nodes.iter().any(|node| node.topic.as_deref() == Some(topic)),
            Block::Chart(chart) => chart.categories.iter().any(|category| Some(category.as_str()) == name),
            Block::Register(register) => {
                let first = register.rows.iter().filter_map(|row| row.first());
                first.flat_map(mentioned).any(|row| has_part(&row))
            }
            _ => false,
        };
        self.blocks().filter(shows)
    }

    fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.article.sections.iter().flat_map(|section| &section.blocks)
    }
}

/// Whether a block is drawn beforehand.
pub fn is_drawn(block: &Block) -> bool {
    matches!(block, Block::Diagram(_) | Block::Chart(_)) || matches!(block, Block::Code(code) if !code.language.is_empty())
}

/// The topics that a cell is about, by its outermost mentions.
fn mentioned(cell: &Text) -> impl Iterator<Item = &str> {
    cell.0.iter().filter_map(|run| match run {
        Run::Marked(Mark::Mention(mention)) => Some(mention.topic.as_str()),
        _ => None,
    })
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
