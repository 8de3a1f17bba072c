//! Days as sources write them, and as an article has them: `2022-07-26`.

/// The first day named in a text: `2022-07-26T08:00`, `2022年7月26日`, `26 Jul 2022`, `July 26, 2022`.
pub fn day(text: &str) -> Option<String> {
    numbers(text).or_else(|| words(text))
}

/// Year, month and day as numbers with signs between.
fn numbers(text: &str) -> Option<String> {
    let runs: Vec<(usize, &str)> = runs(text);
    let between = |a: &(usize, &str), b: &(usize, &str)| {
        let gap = text[a.0 + a.1.len()..b.0].trim();
        matches!(gap, "-" | "/" | "." | "年" | "月" | "－" | "‐" | "–")
    };
    let compact =
        runs.iter().filter(|(_, run)| run.len() == 8 || run.len() == 14).find_map(|(_, run)| date(&run[..4], &run[4..6], &run[6..8]));
    let parted = runs
        .windows(3)
        .filter(|three| three[0].1.len() == 4 && between(&three[0], &three[1]) && between(&three[1], &three[2]))
        .find_map(|three| date(three[0].1, three[1].1, three[2].1));
    parted.or(compact)
}

/// A month's name beside its day and year.
fn words(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let parts: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let month = |part: &str| {
        let name: String = part.to_lowercase().chars().take(3).collect();
        (part.chars().all(char::is_alphabetic))
            .then(|| MONTHS.iter().position(|month| *month == name))
            .flatten()
            .map(|at| (at + 1).to_string())
    };
    let number = |part: &&str| part.trim_end_matches(|c: char| c.is_alphabetic()).to_owned();
    parts.windows(3).find_map(|three| {
        let (a, b, c) = (number(&three[0]), number(&three[1]), number(&three[2]));
        match (month(three[0]), month(three[1])) {
            (Some(month), _) if c.len() == 4 => date(&c, &month, &b),
            (_, Some(month)) if c.len() == 4 => date(&c, &month, &a),
            (_, Some(month)) if c.len() == 2 => date(&format!("20{c}"), &month, &a),
            _ => None,
        }
    })
}

fn runs(text: &str) -> Vec<(usize, &str)> {
    let mut runs = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, c.is_ascii_digit()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                runs.push((from, &text[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    runs
}

/// The day, if the calendar has it.
fn date(year: &str, month: &str, day: &str) -> Option<String> {
    let (year, month, day): (u32, u32, u32) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let days = match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    ((1000..=9999).contains(&year) && (1..=days).contains(&day)).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_found_however_it_is_written() {
        for text in [
            "2022-07-26T08:00:00+08:00",
            "2022年7月26日",
            "发布时间：2022-07-26 08:15",
            "Tue, 26 Jul 2022 08:00:00 GMT",
            "July 26, 2022",
            "20220726",
            "2022/7/26",
        ] {
            assert_eq!(day(text).as_deref(), Some("2022-07-26"), "{text}");
        }
        for text in ["", "2022", "2022-13-01", "2022-02-30", "13800138000", "1-2-3"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
