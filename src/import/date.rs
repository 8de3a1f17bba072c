//! Days as news write them, as an article writes them.

use std::ops::Range;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The first day in a text, as `2022-07-26`, and where it stands: `2022年7月26日`, `2022/7/26`, `July 26, 2022`, `26 July 2022`.
pub fn date_of(text: &str) -> Option<(String, Range<usize>)> {
    let words = words(text);
    (0..words.len()).find_map(|first| {
        let word = |index: usize| words.get(first + index).map(|(range, word)| (range.clone(), *word));
        let (a, b, c) = (word(0)?, word(1)?, word(2)?);
        let (year, month, day) = match (number(a.1, 4), month(a.1)) {
            (Some(year), _) => (year, number(b.1, 2)?, number(c.1, 2)?),
            (None, Some(month)) => (number(c.1, 4)?, month, number(b.1, 2)?),
            (None, None) => (number(c.1, 4)?, self::month(b.1)?, number(a.1, 2)?),
        };
        let between = |from: usize, to: usize| text[from..to].chars().all(|c| " \u{3000}年月-/.,，、".contains(c)) && to - from < 8;
        let is_one = between(a.0.end, b.0.start) && between(b.0.end, c.0.start);
        let is_day = (1000..=9999).contains(&year) && (1..=12).contains(&month) && (1..=days(year, month)).contains(&day);
        let end = c.0.end + if text[c.0.end..].starts_with('日') { '日'.len_utf8() } else { 0 };
        (is_one && is_day).then(|| (format!("{year:04}-{month:02}-{day:02}"), a.0.start..end))
    })
}

/// Runs of digits, and of Latin letters.
fn words(text: &str) -> Vec<(Range<usize>, &str)> {
    let kind = |c: char| (c.is_ascii_digit(), c.is_ascii_alphabetic());
    let mut words: Vec<(Range<usize>, &str)> = Vec::new();
    let mut before = (false, false);
    for (at, c) in text.char_indices() {
        let now = kind(c);
        if now != (false, false) {
            match words.last_mut() {
                Some((range, word)) if range.end == at && before == now => {
                    range.end = at + 1;
                    *word = &text[range.clone()];
                }
                _ => words.push((at..at + 1, &text[at..at + 1])),
            }
        }
        before = now;
    }
    words
}

fn number(word: &str, digits: usize) -> Option<u32> {
    let fits = if digits == 4 { word.len() == 4 } else { word.len() <= digits };
    // `26T10:00` and `3rd` are cut where letters begin, so this is digits or letters only.
    if fits { word.parse().ok() } else { None }
}

fn month(word: &str) -> Option<u32> {
    let word = word.to_ascii_lowercase();
    let names = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    let at = MONTHS.iter().position(|short| *short == word).or_else(|| names.iter().position(|name| *name == word));
    at.or((word == "sept").then_some(8)).and_then(|at| u32::try_from(at + 1).ok())
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, &str)>) {
        assert_eq!(date_of(text).as_ref().map(|(date, range)| (date.as_str(), &text[range.clone()])), expected, "{text}");
    }

    #[test]
    fn a_day_is_found_as_news_write_it() {
        check("2022年07月26日 10:10:40 来源:", Some(("2022-07-26", "2022年07月26日")));
        check("发布于 2022/7/6", Some(("2022-07-06", "2022/7/6")));
        check("2022-07-26T10:10:40+08:00", Some(("2022-07-26", "2022-07-26")));
        check("July 26, 2022 · Source: The Gazette", Some(("2022-07-26", "July 26, 2022")));
        check("Tuesday, 6 Sept. 2022", Some(("2022-09-06", "6 Sept. 2022")));
    }

    #[test]
    fn what_is_on_no_calendar_is_no_day() {
        check("2022-02-30", None);
        check("1257个小网格、2980个", None);
        check("in 2022, 12 of 30", None);
        check("", None);
    }
}
