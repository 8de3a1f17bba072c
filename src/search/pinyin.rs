//! Names found by how they are read: `qinyuan`, `qy`, `qin yuan` for 沁源.

use std::ops::Range;

/// How characters are read, from the bundle's lexicon.
pub struct Readings(Vec<(char, Vec<String>)>);

/// How well letters fit a name; the greater, the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fit(pub u32);

const FULL: u32 = 1;
const FROM_START: u32 = 2;
const WHOLE: u32 = 4;

impl Readings {
    /// Reads `沁qin长chang/zhang`.
    pub fn new(readings: &str) -> Self {
        let mut all: Vec<(char, Vec<String>)> = Vec::new();
        for c in readings.chars() {
            match all.last_mut() {
                Some((_, syllables)) if c.is_ascii_lowercase() => match syllables.last_mut() {
                    Some(syllable) => syllable.push(c),
                    None => syllables.push(c.to_string()),
                },
                Some((_, syllables)) if c == '/' => syllables.push(String::new()),
                _ => all.push((c, Vec::new())),
            }
        }
        Readings(all)
    }

    fn of(&self, c: char) -> &[String] {
        self.0.iter().find(|(of, _)| *of == c).map_or(&[], |(_, readings)| readings)
    }

    /// How well letters read a name, or a part of it from any character on, and which characters. Each is read in full or by its
    /// initial; the last may be cut.
    pub fn fit(&self, name: &[char], letters: &[char]) -> Option<(Fit, Range<usize>)> {
        let mut best: Option<(Fit, Range<usize>)> = None;
        for from in 0..name.len() {
            // It begins with a character that is read.
            if self.of(name[from]).is_empty() {
                continue;
            }
            if let Some((end, full)) = self.read(name, from, letters, FULL) {
                let position = match (from, end == name.len()) {
                    (0, true) => WHOLE,
                    (0, false) => FROM_START,
                    _ => 0,
                };
                let fit = Fit(position + full);
                if best.as_ref().is_none_or(|(best, _)| fit > *best) {
                    best = Some((fit, from..end));
                }
            }
        }
        best
    }

    /// Where reading the letters from a character on ends, and whether they are read in full; the fullest of all ways.
    fn read(&self, name: &[char], at: usize, letters: &[char], full: u32) -> Option<(usize, u32)> {
        let Some(first) = letters.first() else { return Some((at, full)) };
        // Between syllables.
        if matches!(first, ' ' | ',') {
            return self.read(name, at, &letters[1..], full);
        }
        let c = *name.get(at)?;
        if c == *first {
            return self.read(name, at + 1, &letters[1..], full);
        }
        if matches!(c, ' ' | ',') {
            return self.read(name, at + 1, letters, full);
        }
        let mut best: Option<(usize, u32)> = None;
        for reading in self.of(c) {
            let mut same = 0;
            for (sign, letter) in reading.chars().zip(letters) {
                // Folding has taken the dots off ü, which is read as v.
                if sign != *letter && !(sign == 'v' && *letter == 'u') {
                    break;
                }
                same += 1;
            }
            let whole = if same == reading.len() || same > 1 && same == letters.len() { same } else { 0 };
            let initials = if same > 1 && matches!(reading.as_bytes()[..2], [_, b'h']) { 2 } else { same.min(1) };
            for (length, full) in [(whole, full), (initials, 0), (same.min(1), 0)] {
                if length > 0
                    && let Some(found) = self.read(name, at + 1, &letters[length..], full)
                    && best.is_none_or(|best| found.1 > best.1)
                {
                    best = Some(found);
                }
            }
        }
        best
    }
}

/// Whether folded words can be pinyin: two Latin letters or more, with nothing but spaces and apostrophes between.
pub fn is_pinyin(words: &[char]) -> bool {
    words.len() > 1 && words.iter().all(|c| matches!(c, 'a'..='z' | ' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(letters: &str, name: &str, expected: Option<(u32, Range<usize>)>) {
        let readings = Readings::new("沁qin源yuan县xian长chang/zhang安an吕lv梁liang党dang");
        let name: Vec<char> = name.chars().collect();
        let letters: Vec<char> = letters.chars().collect();
        assert_eq!(readings.fit(&name, &letters).map(|(fit, range)| (fit.0, range)), expected);
    }

    #[test]
    fn a_name_is_read_in_full_by_initials_or_mixed() {
        check("qinyuanxian", "沁源县", Some((WHOLE + FULL, 0..3)));
        check("qinyuan", "沁源县", Some((FROM_START + FULL, 0..2)));
        check("qin yuan", "沁源县", Some((FROM_START + FULL, 0..2)));
        check("qinyu", "沁源县", Some((FROM_START + FULL, 0..2)));
        check("qyx", "沁源县", Some((WHOLE, 0..3)));
        check("qyxian", "沁源县", Some((WHOLE, 0..3)));
        check("yuanxian", "沁源县", Some((FULL, 1..3)));
        check("yx", "沁源县", Some((0, 1..3)));
        check("qx", "沁源县", None);
        check("qinyuanxianx", "沁源县", None);
    }

    #[test]
    fn all_readings_count() {
        for letters in ["changan", "zhangan", "chan", "cha", "zhan", "zha", "ca", "za"] {
            assert!(Readings::new("长chang/zhang安an").fit(&['长', '安'], &letters.chars().collect::<Vec<_>>()).is_some(), "{letters}");
        }
        check("lvliang", "吕梁", Some((WHOLE + FULL, 0..2)));
        check("luliang", "吕梁", Some((WHOLE + FULL, 0..2)));
        check("danga", "党a", Some((WHOLE + FULL, 0..2)));
    }
}
