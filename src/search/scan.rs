//! Looking through folded text for many patterns at once.

use super::fold::{Class, class_in_folded};
use super::numerals::{is_numeral, magnitude};

/// Folded characters to be found, and what finding them is good for.
pub struct Pattern {
    pub chars: Vec<char>,
    /// What is found: 0 the whole query, then its terms.
    pub slot: usize,
    /// Whether the last word or number may go on.
    pub is_open: bool,
    /// A number that stands for another spelling is a number by itself, not part of a longer one.
    pub is_numeral: bool,
    /// Another name of what was asked for.
    pub is_alias: bool,
}

pub struct Occurrence {
    pub pattern: usize,
    /// Position of the first character, and of the one behind the last.
    pub at: usize,
    pub end: usize,
    /// Not just the beginning of a word or number.
    pub is_whole: bool,
}

/// Where the patterns occur, by position.
///
/// Most positions are passed over by one look at the low byte of their character.
pub fn scan(text: &[char], patterns: &[Pattern]) -> Vec<Occurrence> {
    let mut begins = [false; 256];
    for pattern in patterns {
        begins[pattern.chars[0] as usize & 255] = true;
    }
    let mut found = Vec::new();
    for at in 0..text.len() {
        if !begins[text[at] as usize & 255] {
            continue;
        }
        for (index, pattern) in patterns.iter().enumerate() {
            if text[at..].starts_with(&pattern.chars)
                && let Some(is_whole) = fits(text, at, pattern)
            {
                found.push(Occurrence { pattern: index, at, end: at + pattern.chars.len(), is_whole });
            }
        }
    }
    found
}

/// Whether a pattern that stands at a position does not cut a word or number; and if so, whether it ends with one.
fn fits(text: &[char], at: usize, pattern: &Pattern) -> Option<bool> {
    let end = at + pattern.chars.len();
    let (first, last) = (text[at], text[end - 1]);
    let before = if at > 0 { text[at - 1] } else { ',' };
    let after = text.get(end).copied().unwrap_or(',');
    let goes_on = |one: char, other: char| {
        let class = class_in_folded(one);
        class != Class::Single && class != Class::Gap && class == class_in_folded(other)
    };
    if goes_on(before, first) {
        return None;
    }
    // 二百五十七 within 一千二百五十七. What follows may be a magnitude, as in 321亿.
    let is_cut = is_numeral(before) && is_numeral(first) || is_numeral(last) && is_numeral(after) && magnitude(after).unwrap_or(1) < 10_000;
    if pattern.is_numeral && is_cut {
        return None;
    }
    let is_whole = !goes_on(last, after);
    (is_whole || pattern.is_open).then_some(is_whole && !is_cut)
}
