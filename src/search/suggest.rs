//! What to ask instead, when nothing is found.

use super::Query;
use super::corpus::{Corpus, Part};
use super::fold::{Class, class};
use super::letters::shell_sort;

/// As many as are worth looking at.
const SUGGESTIONS: usize = 4;
/// In percent of both: less than this in common is a coincidence.
const ALIKE: usize = 34;

impl Corpus {
    /// The query without its quotation marks, if that finds something, and names that look like it.
    pub(super) fn suggestions(&self, query: &str, parsed: &Query) -> Vec<String> {
        let mut suggestions = Vec::new();
        let words: String = query.chars().filter(|c| !matches!(c, '"' | '“' | '”' | '「' | '」')).collect();
        let words = words.trim();
        if !parsed.exact.is_empty() && !self.find(words).hits.is_empty() {
            suggestions.push(words.to_owned());
        }
        let folded = self.folder.fold(words).chars;
        let asked = pairs(&folded);
        let mut keys = Vec::new();
        for (index, text) in self.texts.iter().enumerate().filter(|(_, text)| matches!(text.part, Part::Name | Part::Alias)) {
            let name = pairs(self.folded(text));
            let common = name.iter().filter(|pair| asked.contains(pair)).count();
            // Dice's coefficient.
            let alike = 200 * common / (name.len() + asked.len()).max(1);
            if alike >= ALIKE {
                keys.push((!alike as u64) << 32 | index as u64);
            }
        }
        shell_sort(&mut keys);
        for key in keys {
            let name = &self.texts[key as u32 as usize].text;
            if suggestions.len() < SUGGESTIONS && !suggestions.contains(name) {
                suggestions.push(name.clone());
            }
        }
        suggestions
    }
}

/// The characters that stand side by side, and each that is a unit by itself.
fn pairs(chars: &[char]) -> Vec<&[char]> {
    let mut pairs = Vec::new();
    for at in 0..chars.len() {
        if class(chars[at]) == Class::Single {
            pairs.push(&chars[at..=at]);
        }
        if at > 0 {
            pairs.push(&chars[at - 1..=at]);
        }
    }
    pairs
}
