//! Finding: which passages hold the words asked for, and an excerpt around them.
//!
//! Works on plain text; turning a hit into a link and `<mark>` is `view`'s business.

use crate::article::Passage;

/// A passage that holds the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub section: usize,
    pub block: String,
    pub excerpt: Excerpt,
}

/// The words around a match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    pub before: String,
    pub matched: String,
    pub after: String,
}

/// Passages that contain the query as it is written, whatever the case of its letters, in reading order.
pub fn find(passages: &[Passage], query: &str) -> Vec<Hit> {
    let query = query.trim();
    if query.is_empty() {
        return Vec::new();
    }
    let hit = |passage: &Passage| {
        let (start, end) = position(&passage.text, query)?;
        Some(Hit { section: passage.section, block: passage.block.clone(), excerpt: excerpt(&passage.text, start, end) })
    };
    passages.iter().filter_map(hit).collect()
}

/// Bytes of the first match.
fn position(text: &str, query: &str) -> Option<(usize, usize)> {
    text.char_indices().find_map(|(start, _)| matched(&text[start..], query).map(|length| (start, start + length)))
}

/// Length of the prefix that equals the query when both are in lower case.
fn matched(text: &str, query: &str) -> Option<usize> {
    let mut wanted = query.chars().flat_map(char::to_lowercase).peekable();
    for (offset, c) in text.char_indices() {
        if wanted.peek().is_none() {
            return Some(offset);
        }
        for lower in c.to_lowercase() {
            if wanted.next() != Some(lower) {
                return None;
            }
        }
    }
    wanted.peek().is_none().then_some(text.len())
}

/// Characters kept on each side of the match.
const AROUND: usize = 24;

fn excerpt(text: &str, start: usize, end: usize) -> Excerpt {
    let from = text[..start].char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let to = text[end..].char_indices().nth(AROUND).map_or(text.len(), |(at, _)| end + at);
    // Not within a word, and not with the end of the clause before.
    let from = if from == 0 { 0 } else { from + cut_word(text[..from].chars().next_back(), text[from..start].chars()) };
    let from = from + text[from..start].len() - text[from..start].trim_start_matches(ends_clause).len();
    let to = if to == text.len() { to } else { to - cut_word(text[to..].chars().next(), text[end..to].chars().rev()) };
    let one_line = |part: &str| part.replace(['\n', '\t'], " ");
    let before = if from > 0 { "…" } else { "" }.to_owned() + &one_line(&text[from..start]);
    let after = if to < text.len() { one_line(text[end..to].trim_end()) + "…" } else { one_line(&text[end..to]) };
    Excerpt { before, matched: one_line(&text[start..end]), after }
}

/// Bytes of the word that is cut when it goes on beyond the edge; nothing when it is as long as all there is.
fn cut_word(beyond: Option<char>, mut inside: impl Iterator<Item = char>) -> usize {
    if !beyond.is_some_and(|c| c.is_ascii_alphanumeric()) {
        return 0;
    }
    let mut bytes = 0;
    loop {
        match inside.next() {
            Some(c) if c.is_ascii_alphanumeric() => bytes += c.len_utf8(),
            Some(_) => return bytes,
            None => return 0,
        }
    }
}

fn ends_clause(c: char) -> bool {
    c.is_whitespace() || matches!(c, '，' | '。' | '；' | '、' | '：' | '！' | '？' | '”' | '）' | ',' | '.' | ';' | ':' | '!' | '?' | ')')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passages(texts: &[&str]) -> Vec<Passage> {
        let passage = |(index, text): (usize, &&str)| Passage { section: 0, block: format!("p{index}"), start: 0, text: (*text).into() };
        texts.iter().enumerate().map(passage).collect()
    }

    #[track_caller]
    fn check(texts: &[&str], query: &str, expected: &[&str]) {
        let shown = |hit: Hit| format!("{}|{}|{}", hit.excerpt.before, hit.excerpt.matched, hit.excerpt.after);
        assert_eq!(find(&passages(texts), query).into_iter().map(shown).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_substring_is_found_wherever_it_stands() {
        check(&["基层治理", "治", "project delivery"], "治", &["基层|治|理", "|治|"]);
        check(&["project delivery"], "ject del", &["pro|ject del|ivery"]);
    }

    #[test]
    fn the_case_of_letters_does_not_matter() {
        check(&["10万吨LNG联产"], "lng", &["10万吨|LNG|联产"]);
        check(&["İstanbul"], "i̇st", &["|İst|anbul"]);
    }

    #[test]
    fn nothing_is_found_for_nothing() {
        check(&["治理"], "", &[]);
        check(&["治理"], "  ", &[]);
        check(&["治理"], "治理好", &[]);
    }

    #[test]
    fn an_excerpt_says_that_it_was_cut() {
        let text = "一".repeat(30) + "网格" + &"二".repeat(30);
        check(&[&text], "网格", &[&format!("…{}|网格|{}…", "一".repeat(24), "二".repeat(24))]);
    }

    #[test]
    fn an_excerpt_is_not_cut_within_a_word_nor_after_a_clause() {
        check(
            &["The county put organisation into the grid, compound and industrial chain."],
            "grid",
            &["…organisation into the |grid|, compound and…"],
        );
        let clause = "三".repeat(23);
        check(&[&format!("一二。{clause}网格")], "网格", &[&format!("…{clause}|网格|")]);
    }
}
