//! Quotations within quotations and lists within lists, cut off far below what an article can hold: the parser takes a time that
//! grows with the square of their number.

use std::borrow::Cow;

/// Marks of containers at the start of a line. An article holds 16 levels, so what is cut here is flat in any case.
const MOST: usize = 64;

/// The text without the marks beyond [`MOST`] of any line.
pub fn shallow(text: &str) -> Cow<'_, str> {
    if !text.lines().any(|line| excess(line).is_some()) {
        return Cow::Borrowed(text);
    }
    let line = |line: &str| match excess(line) {
        Some((from, to)) => format!("{}{}", &line[..from], &line[to..]),
        None => line.to_owned(),
    };
    Cow::Owned(text.split_inclusive('\n').map(line).collect())
}

/// Where the marks beyond the last that is read begin and end.
fn excess(line: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    let mut from = None;
    let mut count = 0;
    loop {
        let rest = &line[at..];
        at += rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let rest = &line[at..];
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let length = match rest[digits..].chars().next() {
            Some('>') if digits == 0 => 1,
            Some('-' | '*' | '+') if digits == 0 && rest[1..].starts_with([' ', '\t']) => 2,
            Some('.' | ')') if digits > 0 && rest[digits + 1..].starts_with([' ', '\t']) => digits + 2,
            _ => return from.map(|from| (from, at)),
        };
        count += 1;
        if count == MOST + 1 {
            from = Some(at);
        }
        at += length;
    }
}
