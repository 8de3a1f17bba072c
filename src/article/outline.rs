//! The outline: an article's headings in order, and how long the reading takes.

use super::{Article, plain_text};

/// One line of the table of contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Id of the section.
    pub section: String,
    pub title: String,
    pub level: u8,
    pub minutes: u32,
}

/// The sections that have a heading.
pub fn outline(article: &Article) -> Vec<Entry> {
    let passages = plain_text(article);
    let mut rest = passages.as_slice();
    let mut entries = Vec::new();
    for (index, section) in article.sections.iter().enumerate() {
        let (own, later) = rest.split_at(rest.iter().take_while(|passage| passage.section == index).count());
        rest = later;
        if !section.title.is_empty() {
            let minutes = minutes(own.iter().map(|passage| passage.text.as_str()));
            entries.push(Entry { section: section.id.clone(), title: section.title.clone(), level: section.level, minutes });
        }
    }
    entries
}

/// Whole minutes to read an article, at least one.
pub fn reading_minutes(article: &Article) -> u32 {
    minutes(plain_text(article).iter().map(|passage| passage.text.as_str()))
}

/// Characters and words that an adult reads silently in a minute. Sensible ranges 300–500 and 200–260: Brysbaert 2019
/// (doi 10.1016/j.jml.2019.104047) for English, the same rate of information for Chinese.
const HAN_A_MINUTE: f32 = 440.0;
const WORDS_A_MINUTE: f32 = 240.0;

fn minutes<'a>(texts: impl Iterator<Item = &'a str>) -> u32 {
    let (mut characters, mut words) = (0u32, 0u32);
    for text in texts {
        let mut in_word = false;
        for c in text.chars() {
            let is_word = !is_han(c) && !c.is_whitespace() && !is_punctuation(c);
            characters += u32::from(is_han(c));
            words += u32::from(is_word && !in_word);
            in_word = is_word;
        }
    }
    ((characters as f32 / HAN_A_MINUTE + words as f32 / WORDS_A_MINUTE).round() as u32).max(1)
}

/// Roughly: a dash that counts as a word makes no minute. The exact tables would be kilobytes of wasm.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() || matches!(c, '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff0f}')
}

/// Scripts read character by character: Han and kana.
fn is_han(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
