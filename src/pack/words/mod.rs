//! The words of the interface, a file for each language. A translator copies one, translates what stands in quotation marks, and adds
//! a line to [`LANGUAGES`].

mod en;
mod zh_hans;

use crate::library::{Language, Word, Words};

struct Translation {
    /// The first part of the language's tags.
    primary: &'static str,
    /// The language's own name for itself.
    name: &'static str,
    /// The offer to read a page in this language, as its readers would put it.
    offer: &'static str,
    say: fn(Word) -> &'static str,
    demo: &'static DemoWords,
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

/// The first one stands in for languages without a file.
const LANGUAGES: &[Translation] = &[
    Translation { primary: "en", name: "English", offer: "This page is available in English", say: en::en, demo: &en::DEMO },
    Translation { primary: "zh", name: "中文", offer: "这一页有中文版", say: zh_hans::zh_hans, demo: &zh_hans::DEMO },
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

/// What pages in other languages say of this one.
pub fn language(lang: &str) -> Language {
    let Translation { name, offer, .. } = translation(lang);
    Language { tag: lang.to_owned(), name: (*name).to_owned(), offer: (*offer).to_owned() }
}
