//! The words of the interface, a file for each language. A translator copies one, translates what stands in quotation marks, and adds
//! a line to [`LANGUAGES`].

mod en;
mod zh_hans;

use crate::library::{Language, Word, Words};
use serde::Serialize;

struct Translation {
    /// The first part of the language's tags.
    primary: &'static str,
    /// The language's own name for itself.
    name: &'static str,
    /// The offer to read a page in this language, as its readers would put it.
    offer: &'static str,
    say: fn(Word) -> &'static str,
    demo: &'static DemoWords,
    scripts: &'static ScriptWords,
}

/// The words of the page that shows embeds; no bundle has them.
pub struct DemoWords {
    pub title: &'static str,
    pub intro: &'static str,
    pub back: &'static str,
    pub code: &'static str,
    /// Heading and text of each sample: a section in the page's colours, dark, with a search box, in other colours, isolated.
    pub samples: [(&'static str, &'static str); 5],
}

/// What scripts say, which have it with them; and what is drawn beforehand. No bundle has these either.
#[derive(Serialize)]
pub struct ScriptWords {
    pub figures: FigureWords,
    pub keys: KeyWords,
    pub keeping: KeepWords,
    pub files: FileWords,
    pub share: ShareWords,
    pub drawn: DrawnWords,
    pub library: LibraryWords,
}

/// Of a library's own pages.
#[derive(Serialize)]
pub struct LibraryWords {
    pub count: &'static str,
    pub none: &'static str,
    /// Heading of the facets.
    pub narrow: &'static str,
    pub years: &'static str,
    pub months: &'static str,
    pub outlets: &'static str,
    pub channels: &'static str,
    pub topics: &'static str,
    pub languages: &'static str,
    pub older: &'static str,
    pub newer: &'static str,
    /// Which page of how many.
    pub page: &'static str,
    pub sort: &'static str,
    pub by_newest: &'static str,
    pub by_oldest: &'static str,
    pub by_title: &'static str,
    /// Takes a choice back.
    pub without: &'static str,
    pub everything: &'static str,
    pub failed: &'static str,
    pub mentioned: &'static str,
    pub all: &'static str,
    pub no_numbers: &'static str,
    /// Takes an article off the shelf.
    pub forget: &'static str,
}

/// Of tables, pictures and images.
#[derive(Serialize)]
pub struct FigureWords {
    pub find: &'static str,
    pub sort: &'static str,
    /// First of the choices among the rows that hold a word.
    pub only: &'static str,
    /// How many rows are shown, of how many.
    pub rows: &'static str,
    pub none: &'static str,
    pub all: &'static str,
    pub enlarge: &'static str,
    pub smaller: &'static str,
    pub larger: &'static str,
    pub close: &'static str,
}

/// Of the map of the keyboard.
#[derive(Serialize)]
pub struct KeyWords {
    pub title: &'static str,
    /// Keys, with spaces between them, and what they do.
    pub map: &'static [(&'static str, &'static str)],
    pub single: &'static str,
    pub close: &'static str,
}

/// Of what is kept on the device.
#[derive(Serialize)]
pub struct KeepWords {
    pub title: &'static str,
    pub impossible: &'static str,
    pub off: &'static str,
    pub coming: &'static str,
    /// With its size.
    pub done: &'static str,
    /// The same in a library.
    pub read: &'static str,
    pub full: &'static str,
    pub failed: &'static str,
    pub promised: &'static str,
    pub not_promised: &'static str,
    pub room: &'static str,
    pub keep: &'static str,
    pub ask: &'static str,
    pub remove: &'static str,
    pub install: &'static str,
    pub hint: &'static str,
}

/// Of files of the reader's own.
#[derive(Serialize)]
pub struct FileWords {
    pub title: &'static str,
    pub text: &'static str,
    pub keep: &'static str,
    pub checking: &'static str,
    /// With the file's name.
    pub problems: &'static str,
    pub full: &'static str,
    pub failed: &'static str,
    pub forget: &'static str,
}

/// Of code to copy.
#[derive(Serialize)]
pub struct ShareWords {
    pub theme: &'static str,
    pub auto: &'static str,
    pub light: &'static str,
    pub dark: &'static str,
    pub part: &'static str,
    pub whole: &'static str,
    pub host: &'static str,
    pub height: &'static str,
    pub follows: &'static str,
    pub isolation: &'static str,
    pub usual: &'static str,
    pub strict: &'static str,
    pub tag: &'static str,
    pub frame: &'static str,
    pub link: &'static str,
    pub passage: &'static str,
    pub quote: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub preview: &'static str,
    pub demo: &'static str,
}

/// Around the tables of pictures: heads of the columns where a link starts, what it says, where it ends, and of what is counted.
#[derive(Serialize)]
pub struct DrawnWords {
    pub as_table: &'static str,
    pub save: &'static str,
    pub from: &'static str,
    pub how: &'static str,
    pub to: &'static str,
    pub category: &'static str,
}

/// The first one stands in for languages without a file.
const LANGUAGES: &[Translation] = &[
    Translation {
        primary: "en",
        name: "English",
        offer: "This page is available in English",
        say: en::en,
        demo: &en::DEMO,
        scripts: &en::SCRIPTS,
    },
    Translation {
        primary: "zh",
        name: "中文",
        offer: "这一页有中文版",
        say: zh_hans::zh_hans,
        demo: &zh_hans::DEMO,
        scripts: &zh_hans::SCRIPTS,
    },
];

fn translation(lang: &str) -> &'static Translation {
    let primary = lang.split('-').next();
    LANGUAGES.iter().find(|translation| Some(translation.primary) == primary).unwrap_or(&LANGUAGES[0])
}

/// The interface in the language that comes closest to a tag.
pub fn words(lang: &str) -> Words {
    let say = translation(lang).say;
    Words(Word::ALL.iter().map(|word| say(*word).to_owned()).collect())
}

pub fn demo_words(lang: &str) -> &'static DemoWords {
    translation(lang).demo
}

pub fn script_words(lang: &str) -> &'static ScriptWords {
    translation(lang).scripts
}

/// Whether the interface speaks a language, rather than another in its place.
pub fn has_own_words(lang: &str) -> bool {
    let primary = lang.split('-').next();
    LANGUAGES.iter().any(|translation| Some(translation.primary) == primary)
}

/// What pages in other languages say of this one.
pub fn language(lang: &str) -> Language {
    let Translation { name, offer, .. } = translation(lang);
    Language { tag: lang.to_owned(), name: (*name).to_owned(), offer: (*offer).to_owned() }
}
