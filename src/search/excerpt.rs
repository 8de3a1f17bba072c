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
/// Matches of a text from which a window may begin. All of them, but for texts that are longer than any reader would look through.
const CANDIDATES: usize = 200;
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

/// The words around a window of a text: as many as fit, not cut within a word, nor after the end of a clause. All matches in it are marked.
pub fn excerpt(text: &str, shown: &Range<usize>, matches: &[Match]) -> Vec<Piece> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let index = |byte: usize| chars.partition_point(|(at, _)| *at < byte);
    let (first, last) = (index(shown.start), index(shown.end));
    let (mut from, mut to) = (start(&chars, first), end(&chars, last));
    let ranges = merged(matches);
    // What is marked is shown whole.
    for range in &ranges {
        let (first, last) = (index(range.start), index(range.end));
        if first < from && last > from {
            from = first;
        }
        if first < to && last > to {
            to = last;
        }
    }
    let mut pieces: Vec<Piece> = Vec::new();
    if from > 0 {
        pieces.push(Piece { text: CUT.to_owned(), is_match: false });
    }
    for (at, c) in &chars[from..to] {
        let is_match = ranges.iter().any(|range| range.contains(at));
        if pieces.last().is_none_or(|last| last.is_match != is_match) {
            pieces.push(Piece { text: String::new(), is_match });
        }
        if let Some(piece) = pieces.last_mut() {
            piece.text.push(if matches!(c, '\n' | '\t') { ' ' } else { *c });
        }
    }
    if to < chars.len() {
        pieces.push(Piece { text: CUT.to_owned(), is_match: false });
    }
    pieces
}

/// The window with the most that was found, and what that is worth; without matches, the beginning.
pub fn best_window(matches: &[Match]) -> (u32, Range<usize>) {
    let mut best = (0, 0..0);
    let mut slots: Vec<usize> = Vec::new();
    for first in matches.iter().take(CANDIDATES) {
        let (start, mut end, mut worth) = (first.bytes.start, first.bytes.end, 0);
        slots.clear();
        for found in matches {
            if found.bytes.start >= start && found.bytes.end <= start + WINDOW && !slots.contains(&found.slot) {
                slots.push(found.slot);
                (end, worth) = (end.max(found.bytes.end), worth + found.weight);
            }
        }
        if worth > best.0 {
            best = (worth, start..end);
        }
    }
    best
}

/// Where the excerpt begins that leads up to a character.
fn start(chars: &[(usize, char)], first: usize) -> usize {
    let (mut from, mut columns) = (first, 0);
    while from > 0 && columns + width(chars[from - 1].1) <= AROUND {
        from -= 1;
        columns += width(chars[from].1);
    }
    if from > 0 && is_word(chars[from - 1].1) {
        let rest = (from..first).find(|at| !is_word(chars[*at].1));
        from = rest.unwrap_or(from);
    }
    while 0 < from && from < first && ends_clause(chars[from].1) {
        from += 1;
    }
    from
}

/// Where the excerpt ends that leads on from a character.
fn end(chars: &[(usize, char)], last: usize) -> usize {
    let (mut to, mut columns) = (last, 0);
    while to < chars.len() && columns + width(chars[to].1) <= AROUND {
        columns += width(chars[to].1);
        to += 1;
    }
    if to == chars.len() {
        return to;
    }
    if is_word(chars[to].1) {
        let rest = (last..to).rev().find(|at| !is_word(chars[*at].1));
        to = rest.map_or(to, |rest| rest + 1);
    }
    while to > last && matches!(chars[to - 1].1, ' ' | '\n' | '\t') {
        to -= 1;
    }
    to
}

fn width(c: char) -> usize {
    if c < '\u{1100}' { 1 } else { 2 }
}

/// What is not to be cut, unless it is as long as all there is.
fn is_word(c: char) -> bool {
    matches!(class(c), Class::Letter | Class::Digit)
}

fn ends_clause(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '、' | '：' | '！' | '？' | '”' | '）' | ',' | '.' | ';' | ':' | '!' | '?' | ')' | ' ' | '\n' | '\t')
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
        assert_eq!(excerpt(text, &best_window(&matches).1, &matches).into_iter().map(shown).collect::<String>(), expected);
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
