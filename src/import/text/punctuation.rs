//! The marks of Chinese print for those of a keyboard, between Han characters and nowhere else.

use crate::import::is_han;

/// The text with `，` for `,` and the like. Numbers, addresses and Latin words keep their own.
pub fn chinese(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut closing = vec![None; chars.len()];
    pairs(&chars, &mut closing);
    for (at, &c) in chars.iter().enumerate() {
        let mark = match c {
            ',' => '，',
            ':' => '：',
            ';' => '；',
            '?' => '？',
            '!' => '！',
            _ => {
                out.push(closing[at].unwrap_or(c));
                continue;
            }
        };
        out.push(if is_between_han(&chars, at) { mark } else { c });
    }
    out
}

/// Whether a mark stands among Han: beside one such character at least, and beside no Latin letter.
fn is_between_han(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).map(|at| chars[at]);
    let after = chars[at + 1..].iter().copied().find(|c| *c != ' ');
    let is_neutral =
        |c: Option<char>| c.is_none_or(|c| is_wide(c) || c.is_ascii_digit() || matches!(c, '%' | '"' | '\'' | '(' | ')' | '\n'));
    let is_one = |c: Option<char>| c.is_some_and(is_wide);
    let is_time = before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_digit());
    (is_one(before) || (is_one(after) && before.is_some())) && is_neutral(before) && is_neutral(after) && !is_time
}

/// What each quotation mark and parenthesis becomes that has its other half in the same line.
fn pairs(chars: &[char], into: &mut [Option<char>]) {
    /// Further apart two marks are no pair.
    const FURTHEST: usize = 400;
    let mut at = 0;
    while at < chars.len() {
        let (open, close, shut) = match chars[at] {
            '"' => ('“', '”', '"'),
            '\'' => ('‘', '’', '\''),
            '(' => ('（', '）', ')'),
            _ => {
                at += 1;
                continue;
            }
        };
        let end = chars[at + 1..].iter().take(FURTHEST).take_while(|c| **c != '\n').position(|c| *c == shut).map(|length| at + 1 + length);
        let Some(end) = end else {
            at += 1;
            continue;
        };
        let around = [at.checked_sub(1).map(|at| chars[at]), chars.get(end + 1).copied()];
        let has_han = chars[at + 1..end].iter().any(|c| is_han(*c));
        let is_among = around.iter().all(|c| c.is_none_or(|c| is_wide(c) || !c.is_ascii_alphanumeric()));
        if is_among && (has_han || around.iter().all(|c| c.is_some_and(is_wide))) {
            (into[at], into[end]) = (Some(open), Some(close));
            // Marks within quotation marks are looked at by themselves.
            at += 1;
            while at < end && chars[at] != '\'' && chars[at] != '(' {
                at += 1;
            }
            if at == end {
                at += 1;
            }
            continue;
        }
        at = end + 1;
    }
}

/// Han, and marks that stand among Han only.
fn is_wide(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff5e}' | '“' | '”' | '‘' | '’' | '…' | '—')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(chinese(text), expected);
        assert_eq!(chinese(expected), expected, "set once, it stays so");
    }

    #[test]
    fn marks_between_han_are_those_of_print() {
        check("六点开门,四十个摊位;人多吗?多!", "六点开门，四十个摊位；人多吗？多！");
        check("他说:\"开门,请进。\"", "他说：“开门，请进。”");
        check("市集(旧称集场)开门", "市集（旧称集场）开门");
        check("安排650万元,新建11个", "安排650万元，新建11个");
    }

    #[test]
    fn numbers_addresses_and_latin_words_keep_theirs() {
        for text in ["共2,980个", "10:10:40", "见 https://example.org/a,b?c=d", "Hello, world; f(x)", "用 map(a, b) 一次", "it's 5 o'clock"]
        {
            assert_eq!(chinese(text), text);
        }
    }
}
