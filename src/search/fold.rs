//! Folding: spellings that mean the same become the same characters, for text and query alike.
//!
//! Folded are case, width, accents, Traditional Chinese and variants, by the rules of a few lines here and by the bundle's `Lexicon` for
//! all that would need a table. The result is Unicode's NFKC in lower case, without accents, in Simplified characters.
//!
//! A *unit* is one Han, kana or hangul character, one word of a script that has words, or one number. Folded text holds the units with
//! nothing between them, but for
//! - a space between two words or two numbers: where there was a space, or one hyphen, dash or apostrophe within (`dedicated-team`);
//! - a comma wherever other punctuation or the end of a line stood, however much of it.
//!
//! So a phrase is found across spaces and line-free layout, and across punctuation only when it has some itself. A number keeps its decimal
//! point and drops what separates its thousands: `2,980` is `2980`.

use super::letters::{OTHERS, plain, shell_sort};
use crate::library::Lexicon;
use std::ops::Range;

/// What a bundle's lexicon says, ready for looking up.
pub struct Folder {
    /// The character in the upper half, what it is searched as in the lower; sorted.
    folds: Vec<u64>,
    expansions: Vec<(char, Vec<char>)>,
}

/// Folded text, with the bytes of the original that each character stands for.
#[derive(Default)]
pub struct Folded {
    pub chars: Vec<char>,
    /// First byte, and the one behind the last.
    bytes: Vec<(u32, u32)>,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Class {
    /// Part of a word.
    Letter,
    /// Part of a number; the point within one counts as well.
    Digit,
    /// A unit by itself.
    Single,
    /// No part of any unit.
    Gap,
}

impl Folder {
    pub fn new(lexicon: &Lexicon) -> Self {
        let mut folds = Vec::new();
        let mut chars = OTHERS.chars().chain(lexicon.folds.chars());
        while let (Some(from), Some(to)) = (chars.next(), chars.next()) {
            folds.push(u64::from(u32::from(from)) << 32 | u64::from(u32::from(to)));
        }
        shell_sort(&mut folds);
        let expansions = lexicon.expansions.iter().filter_map(|e| Some((e.from.chars().next()?, e.to.chars().collect())));
        Folder { folds, expansions: expansions.collect() }
    }

    pub fn fold(&self, text: &str) -> Folded {
        let mut raw = Folded::default();
        for (start, c) in text.char_indices() {
            let end = start + c.len_utf8();
            let bytes = (start as u32, end as u32);
            match plain(c) {
                Some(folded) if folded != c || c < '\u{80}' => raw.push(folded, bytes),
                // What is dropped belongs to the character before it.
                None => {
                    if let Some(last) = raw.bytes.last_mut() {
                        last.1 = end as u32;
                    }
                }
                Some(_) => self.look_up(c, bytes, &mut raw),
            }
        }
        units(&raw)
    }

    fn look_up(&self, c: char, bytes: (u32, u32), raw: &mut Folded) {
        let key = u64::from(u32::from(c)) << 32;
        let at = self.folds.partition_point(|fold| *fold < key);
        if let Some(fold) = self.folds.get(at).filter(|fold| **fold >> 32 == key >> 32) {
            return raw.push(char::from_u32(*fold as u32).unwrap_or(c), bytes);
        }
        for (from, to) in &self.expansions {
            if *from == c {
                return to.iter().for_each(|to| raw.push(*to, bytes));
            }
        }
        raw.push(c, bytes);
    }
}

impl Folded {
    /// Bytes of the original that stand for some of the characters; at least one.
    pub fn bytes(&self, chars: Range<usize>) -> Range<usize> {
        self.bytes[chars.start].0 as usize..self.bytes[chars.end - 1].1 as usize
    }

    fn push(&mut self, c: char, bytes: (u32, u32)) {
        self.chars.push(c);
        self.bytes.push(bytes);
    }

    /// Copies one character.
    fn copy(&mut self, from: &Folded, at: usize) {
        self.push(from.chars[at], from.bytes[at]);
    }

    fn class(&self, at: usize) -> Class {
        self.chars.get(at).map_or(Class::Gap, |c| class(*c))
    }

    fn is_digit(&self, at: usize) -> bool {
        self.chars.get(at).is_some_and(char::is_ascii_digit)
    }

    /// Where the digits that begin at a position end.
    fn digits_end(&self, mut at: usize) -> usize {
        while self.is_digit(at) {
            at += 1;
        }
        at
    }
}

const SPACE: u8 = 1;
const JOINER: u8 = 2;
const PUNCTUATION: u8 = 4;

/// Puts the agreed separators between the units.
fn units(raw: &Folded) -> Folded {
    let mut folded = Folded::default();
    let (mut gap, mut before, mut at) = (0, Class::Gap, 0);
    while at < raw.chars.len() {
        let class = raw.class(at);
        if class == Class::Gap {
            gap |= match raw.chars[at] {
                ' ' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => SPACE,
                '-' | '_' | '\'' | '\u{2010}'..='\u{2014}' | '\u{2018}' | '\u{2019}' if gap == 0 => JOINER,
                _ => PUNCTUATION,
            };
            at += 1;
            continue;
        }
        let is_within = gap & PUNCTUATION == 0 && gap != SPACE | JOINER;
        let is_joined = gap != JOINER || before != Class::Single && class != Class::Single;
        if gap != 0 && before != Class::Gap {
            let is_phrase = is_within && is_joined;
            if !is_phrase || before == class && class != Class::Single {
                let end = folded.bytes.last().map_or(0, |bytes| bytes.1);
                folded.push(if is_phrase { ' ' } else { ',' }, (end, end));
            }
        }
        let mut end = at + 1;
        if class == Class::Digit {
            end = number(raw, at, &mut folded);
        } else {
            folded.copy(raw, at);
        }
        (gap, before, at) = (0, class, end);
    }
    folded
}

/// Copies the number that begins at a position, and returns where it ends.
fn number(raw: &Folded, start: usize, folded: &mut Folded) -> usize {
    let is = |at: usize, c: char| raw.chars.get(at) == Some(&c);
    // 2022.07.26 is three numbers.
    let mut may_have_point = !(start > 1 && is(start - 1, '.') && raw.is_digit(start - 2));
    let mut may_group = true;
    let mut at = start;
    loop {
        let end = raw.digits_end(at);
        for digit in at..end {
            folded.copy(raw, digit);
        }
        let length = end - at;
        may_group &= if at == start { length <= 3 } else { length == 3 };
        let next = raw.digits_end(end + 1);
        if may_group && is(end, ',') && next == end + 4 {
            at = end + 1;
        } else if may_have_point && is(end, '.') && next > end + 1 && !(is(next, '.') && raw.is_digit(next + 1)) {
            folded.copy(raw, end);
            (may_have_point, may_group, at) = (false, false, end + 1);
        } else {
            return end;
        }
    }
}

/// What sort of thing a folded character is. By ranges: scripts with words below U+0E00 and in a few blocks above; all that is neither
/// that nor known as punctuation stands for itself, so it is found wherever it is.
pub fn class(c: char) -> Class {
    match c {
        '0'..='9' => Class::Digit,
        'a'..='z' | 'A'..='Z' => Class::Letter,
        '%' => Class::Single,
        '\0'..='\u{bf}' | '×' | '÷' => Class::Gap,
        '\u{37e}' | '\u{387}' | '\u{589}' | '\u{5be}' | '\u{60c}' | '\u{61b}' | '\u{61f}' | '\u{6d4}' | '\u{964}' | '\u{965}' => Class::Gap,
        '\u{c0}'..='\u{dff}' | '\u{10a0}'..='\u{10ff}' | '\u{1200}'..='\u{177f}' | '\u{1e00}'..='\u{1fff}' | '\u{2c00}'..='\u{2dff}' => {
            Class::Letter
        }
        '\u{2000}'..='\u{2bff}' | '\u{2e00}'..='\u{2e7f}' | '\u{2ff0}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}' | '\u{303d}' => {
            Class::Gap
        }
        '\u{30a0}' | '\u{30fb}' | '\u{fe10}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff65}' | '\u{ffe0}'..='\u{ffff}' => Class::Gap,
        _ => Class::Single,
    }
}

/// The class of a character of folded text, where a point stands in numbers only.
pub fn class_in_folded(c: char) -> Class {
    if c == '.' { Class::Digit } else { class(c) }
}
