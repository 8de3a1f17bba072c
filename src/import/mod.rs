//! Files of other formats as articles: text comes in, drafts come out, each with what of the source it has not.
//!
//! Here are the parts that every format needs, and plain text, which the reader can open too. The formats that only the packer
//! reads are in `pack::formats`: the parser for Markdown alone is 97 kB of packed wasm, and 60 kB was all there was room for. Knows no disk
//! and no network: what lies beside a file is for the packer to fetch.

mod body;
mod date;
mod language;
mod line;
mod loss;
mod naming;
pub mod text;

pub use body::Body;
pub use date::date_of;
pub use language::{language_of, language_of_article, language_tag};
pub use line::{Line, is_allowed, is_han, join, tidy};
pub use loss::{Loss, Lost, Spot};
pub use naming::name_for;

use crate::article::{Article, Author, FORMAT, Position, Source};

/// An article out of a file, before it has been checked.
///
/// Its `id` may be empty: the packer then names it after its file. Its images name their files as the source does, with a size
/// of 0 where the source does not say one.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    pub article: Article,
    /// Files that came within the source, by the names under which its images look for them.
    pub files: Vec<EmbeddedFile>,
    /// What the source calls the article's subjects, in its order: tags, keywords.
    pub tags: Vec<String>,
    /// Whether the source says that it is not to be published yet.
    pub is_unpublished: bool,
    /// What the article has not, or has in another form, in the order of the source.
    pub losses: Vec<Loss>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmbeddedFile {
    pub name: String,
    pub content: Vec<u8>,
}

/// What a publisher decides about how files are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// BCP 47 tag for files that do not say their language and whose text does not tell.
    pub lang: Option<String>,
    pub punctuation: Punctuation,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Punctuation {
    /// As the source has it.
    #[default]
    Kept,
    /// Between Han characters the marks of Chinese print: `，` for `,`.
    Chinese,
}

/// Why a file could not become an article at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportError {
    /// One line, as it is shown.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// Where in the text, if it is one.
    pub position: Option<Position>,
}

impl Draft {
    /// An article without text in it.
    pub fn new(lang: &str, title: &str) -> Self {
        let article = Article {
            offprint: FORMAT,
            minor: 0,
            id: String::new(),
            lang: lang.to_owned(),
            title: title.to_owned(),
            standfirst: String::new(),
            source: None,
            authors: Vec::new(),
            published: String::new(),
            rights: String::new(),
            sections: Vec::new(),
            topics: Vec::new(),
            statistics: Vec::new(),
            key_statistics: Vec::new(),
            translations: Vec::new(),
        };
        Draft { article, files: Vec::new(), tags: Vec::new(), is_unpublished: false, losses: Vec::new() }
    }

    /// The source, made on first use: what was published elsewhere is cited as it stands there.
    pub fn source(&mut self) -> &mut Source {
        let Article { source, title, .. } = &mut self.article;
        source.get_or_insert_with(|| Source {
            title: title.clone(),
            outlet: String::new(),
            published: String::new(),
            channel: String::new(),
            url: None,
        })
    }

    pub fn author(&mut self, name: &str) {
        let name = name.trim();
        if !name.is_empty() && !self.article.authors.iter().any(|author| author.name == name) {
            self.article.authors.push(Author { name: name.to_owned(), role: String::new() });
        }
    }
}

impl ImportError {
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        ImportError { message: message.into(), help: help.into(), position: None }
    }
}
