//! What items of lists begin with.

/// How an item begins, and with which number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Marker {
    Sign(char),
    /// `1.`, `1、`, `(1)`: by the characters around the number.
    Number(u32, (bool, char)),
}

/// Numerals up to ten; beyond twenty nobody counts in lines.
const NUMERALS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/// The marker of a line, and the words behind it.
pub fn marker(line: &str) -> Option<(Marker, &str)> {
    if let Some(sign) = line.chars().next().filter(|c| "-*•·●○■◆▪–".contains(*c)) {
        let words = &line[sign.len_utf8()..];
        // Without a space `-3` is a number and `*` belongs to a word.
        let is_bare = !sign.is_ascii() && sign != '–';
        return (words.starts_with(char::is_whitespace) || is_bare)
            .then(|| (Marker::Sign(sign), words.trim_start()))
            .filter(|(_, words)| !words.is_empty());
    }
    let opened = line.strip_prefix(['(', '（']);
    let rest = opened.unwrap_or(line);
    let length = rest.find(|c: char| !c.is_ascii_digit() && !NUMERALS.contains(&c)).filter(|length| *length > 0)?;
    let number = number(&rest[..length])?;
    let end = rest[length..].chars().next()?;
    let words = &rest[length + end.len_utf8()..];
    let is_end = match end {
        '、' | ')' | '）' | '．' => true,
        // `3.5` is a number.
        '.' => words.starts_with(|c: char| !c.is_ascii_digit()),
        _ => false,
    };
    let words = words.trim_start();
    (is_end && !words.is_empty()).then_some((Marker::Number(number, (opened.is_some(), end)), words))
}

fn number(digits: &str) -> Option<u32> {
    if let Ok(number) = digits.parse() {
        return Some(number);
    }
    let value = |c: char| NUMERALS.iter().position(|numeral| *numeral == c).and_then(|at| u32::try_from(at + 1).ok());
    let chars: Vec<char> = digits.chars().collect();
    match chars.as_slice() {
        [c] => value(*c),
        ['十', c] if *c != '十' => Some(10 + value(*c)?),
        _ => None,
    }
}

impl Marker {
    /// Whether this is the marker of the item `distance` behind the one that `start` begins.
    pub fn follows(self, start: Marker, distance: usize) -> bool {
        match (start, self) {
            (Marker::Sign(first), Marker::Sign(sign)) => first == sign,
            (Marker::Number(first, around), Marker::Number(number, other)) => {
                around == other && first as usize + distance == number as usize
            }
            _ => false,
        }
    }

    pub fn number(self) -> Option<u32> {
        match self {
            Marker::Sign(_) => None,
            Marker::Number(number, _) => Some(number),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marker_is_told_from_a_number() {
        assert_eq!(marker("一、开门"), Some((Marker::Number(1, (false, '、')), "开门")));
        assert_eq!(marker("十二、开门"), Some((Marker::Number(12, (false, '、')), "开门")));
        assert_eq!(marker("(2) doors"), Some((Marker::Number(2, (true, ')')), "doors")));
        assert_eq!(marker("- doors"), Some((Marker::Sign('-'), "doors")));
        for line in ["3.5 million", "-3 degrees", "2022年", "一带一路", "1.", "doors", ""] {
            assert_eq!(marker(line), None, "{line}");
        }
    }
}
