//! The words of the interface, a file for each language. A key that a file lacks does not compile.
//!
//! `{}` stands for what is filled in, in order.

mod en;
mod zh_hans;

pub struct Messages {
    /// The language's own name for itself.
    pub autonym: &'static str,
    /// The offer to read in this language, as its readers would put it.
    pub read_in_this: &'static str,
    pub skip: &'static str,
    pub home: &'static str,
    pub pages: &'static str,
    pub article: &'static str,
    pub about: &'static str,
    pub contents: &'static str,

    pub search: &'static str,
    pub search_hint: &'static str,
    pub hits: &'static str,
    pub hits_one: &'static str,
    pub hits_many: &'static str,
    pub hits_none: &'static str,
    pub clear: &'static str,

    pub start_reading: &'static str,
    pub minutes: &'static str,
    pub based_on: &'static str,

    pub colophon: &'static str,
    pub source: &'static str,
    pub source_note: &'static str,
    pub rights: &'static str,
    pub published: &'static str,
    pub languages: &'static str,
    pub edition: &'static str,
    pub edition_note: &'static str,
    pub about_offprint: &'static str,
    pub about_offprint_text: &'static str,
    pub privacy: &'static str,
    pub privacy_text: &'static str,
    pub note: &'static str,
    pub back_to_text: &'static str,
    pub done: &'static str,
    pub not_done: &'static str,

    pub theme: &'static str,
    pub theme_auto: &'static str,
    pub theme_light: &'static str,
    pub theme_dark: &'static str,

    pub lost: &'static str,
    pub lost_text: &'static str,
    pub page_failed: &'static str,
    pub open_directly: &'static str,
    pub reader_failed: &'static str,
    pub reload: &'static str,
    pub not_kept: &'static str,
}

/// The interface in the language that comes closest to a tag; English when none does.
pub fn messages(lang: &str) -> &'static Messages {
    match lang.split('-').next() {
        Some("zh") => &zh_hans::MESSAGES,
        _ => &en::MESSAGES,
    }
}

/// A message with its gaps filled in, in order.
pub fn fill(message: &str, values: &[&str]) -> String {
    let mut filled = String::new();
    let mut values = values.iter();
    for (index, part) in message.split("{}").enumerate() {
        if index > 0 {
            filled.push_str(values.next().copied().unwrap_or_default());
        }
        filled.push_str(part);
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_in_order() {
        assert_eq!(fill("{} of {}", &["3", "21"]), "3 of 21");
        assert_eq!(fill("no gap", &["3"]), "no gap");
    }
}
