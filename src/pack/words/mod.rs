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
}

/// The first one stands in for languages without a file.
const LANGUAGES: &[Translation] = &[
    Translation { primary: "en", name: "English", offer: "This page is available in English", say: en::en },
    Translation { primary: "zh", name: "中文", offer: "这一页有中文版", say: zh_hans::zh_hans },
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

/// What pages in other languages say of this one.
pub fn language(lang: &str) -> Language {
    let Translation { name, offer, .. } = translation(lang);
    Language { tag: lang.to_owned(), name: (*name).to_owned(), offer: (*offer).to_owned() }
}
