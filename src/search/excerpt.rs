//! Excerpts around what was found, and what is marked in them. Works on plain text and bytes; `<mark>` is `view`'s business.

use super::Piece;
use super::fold::{Class, class};
use super::letters::shell_sort;
use std::ops::Range;

/// Something found in a text.
pub struct Match {
    /// Bytes of the text.
    pub bytes: Range<usize>,
    /// What was found; matches of one slot are of the same thing.
    pub slot: usize,
    /// What finding it is worth.
    pub weight: u32,
}

/// Bytes within which matches are shown together. Some forty Han characters, or twenty words.
const WINDOW: usize = 120;
/// Columns kept on each side of the matches; a Han character takes two.
const AROUND: usize = 48;
/// Where the text goes on.
const CUT: &str = "…";

/// The ranges of the matches in order, those that touch as one.
pub fn merged(matches: &[Match]) -> Vec<Range<usize>> {
    let mut keys: Vec<u64> = matches.iter().map(|found| (found.bytes.start as u64) << 32 | found.bytes.end as u64).collect();
    shell_sort(&mut keys);
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for key in keys {
        let (start, end) = ((key >> 32) as usize, key as u32 as usize);
        match ranges.last_mut() {
            Some(last) if start <= last.end => last.end = last.end.max(end),
            _ => ranges.push(start..end),
        }
    }
    ranges
}

/// The window with the most that was found, with the words around it; without matches, how the text begins.
pub fn excerpt(text: &str, matches: &[Match]) -> Vec<Piece> {
    let shown = best_window(matches);
    let (from, to) = edges(text, &shown);
    let mut pieces = Vec::new();
    let mut push = |part: &str, is_match: bool| {
        if !part.is_empty() {
            let text = part.chars().map(|c| if matches!(c, '\n' | '\t') { ' ' } else { c }).collect();
            pieces.push(Piece { text, is_match });
        }
    };
    if from > 0 {
        push(CUT, false);
    }
    let mut at = from;
    for range in merged(matches) {
        let (start, end) = (range.start.max(at), range.end.min(to));
        if start < end {
            push(&text[at..start], false);
            push(&text[start..end], true);
            at = end;
        }
    }
    push(if to < text.len() { text[at..to].trim_end() } else { &text[at..] }, false);
    if to < text.len() {
        push(CUT, false);
    }
    pieces
}

fn best_window(matches: &[Match]) -> Range<usize> {
    let mut best = (0, 0..0);
    for first in matches {
        let (start, mut end, mut worth) = (first.bytes.start, first.bytes.end, 0);
        let mut slots: Vec<usize> = Vec::new();
        for found in matches {
            if found.bytes.start >= start && found.bytes.end <= start + WINDOW && !slots.contains(&found.slot) {
                slots.push(found.slot);
                (end, worth) = (end.max(found.bytes.end), worth + found.weight);
            }
        }
        if worth > best.0 || best.1.end == 0 {
            best = (worth, start..end);
        }
    }
    best.1
}

/// How far the excerpt reaches: not into a word, and not into the clause before.
fn edges(text: &str, shown: &Range<usize>) -> (usize, usize) {
    let (mut from, mut columns) = (shown.start, 0);
    for c in text[..shown.start].chars().rev() {
        columns += width(c);
        if columns > AROUND {
            break;
        }
        from -= c.len_utf8();
    }
    let (mut to, mut columns) = (shown.end, 0);
    for c in text[shown.end..].chars() {
        columns += width(c);
        if columns > AROUND {
            break;
        }
        to += c.len_utf8();
    }
    if from > 0 {
        from += cut_word(text[..from].chars().next_back(), text[from..shown.start].chars());
        from = shown.start - text[from..shown.start].trim_start_matches(ends_clause).len();
    }
    if to < text.len() {
        to -= cut_word(text[to..].chars().next(), text[shown.end..to].chars().rev());
    }
    (from, to)
}

fn width(c: char) -> usize {
    if c < '\u{1100}' { 1 } else { 2 }
}

/// Bytes of the word that is cut when it goes on beyond the edge; nothing when it is as long as all there is.
fn cut_word(beyond: Option<char>, inside: impl Iterator<Item = char>) -> usize {
    let is_word = |c: char| matches!(class(c), Class::Letter | Class::Digit);
    if !beyond.is_some_and(is_word) {
        return 0;
    }
    let mut bytes = 0;
    for c in inside {
        if !is_word(c) {
            return bytes;
        }
        bytes += c.len_utf8();
    }
    0
}

fn ends_clause(c: char) -> bool {
    c.is_whitespace() || matches!(c, '，' | '。' | '；' | '、' | '：' | '！' | '？' | '”' | '）' | ',' | '.' | ';' | ':' | '!' | '?' | ')')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Marks the words where they first stand.
    #[track_caller]
    fn check(text: &str, words: &[&str], expected: &str) {
        let found = |(slot, word): (usize, &&str)| {
            let start = text.find(word).unwrap();
            Match { bytes: start..start + word.len(), slot, weight: 1 }
        };
        let matches: Vec<Match> = words.iter().enumerate().map(found).collect();
        let shown = |piece: Piece| if piece.is_match { format!("|{}|", piece.text) } else { piece.text };
        assert_eq!(excerpt(text, &matches).into_iter().map(shown).collect::<String>(), expected);
    }

    #[test]
    fn an_excerpt_says_that_it_was_cut() {
        let text = "一".repeat(30) + "网格" + &"二".repeat(30);
        check(&text, &["网格"], &format!("…{}|网格|{}…", "一".repeat(24), "二".repeat(24)));
        check("治理网格", &["网格"], "治理|网格|");
    }

    #[test]
    fn an_excerpt_is_not_cut_within_a_word_nor_after_a_clause() {
        check(
            "Somewhere far away the county put organisation into the grid, compound and industrial chain of its products.",
            &["grid"],
            "…far away the county put organisation into the |grid|, compound and industrial chain of its products.",
        );
        let clause = "三".repeat(23);
        check(&format!("一二。{clause}网格"), &["网格"], &format!("…{clause}|网格|"));
    }

    #[test]
    fn an_excerpt_shows_where_most_was_found() {
        let far = "一".repeat(200);
        check(&format!("甲{far}甲乙"), &["乙"], &format!("…{}甲|乙|", "一".repeat(23)));
        let text = format!("丙{far}甲丁乙");
        check(&text, &["丙", "甲", "乙"], &format!("…{}|甲|丁|乙|", "一".repeat(24)));
    }

    #[test]
    fn without_matches_it_is_the_beginning() {
        check(&"一".repeat(60), &[], &("一".repeat(24) + "…"));
    }

    #[test]
    fn what_touches_is_marked_as_one() {
        check("沁源县", &["沁源", "源县"], "|沁源县|");
    }
}
