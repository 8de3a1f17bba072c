//! Where values stand in a JSON text.
//!
//! The text has been parsed before, so the scan does not check it again; on a text that is not JSON it finds nothing.

use std::collections::{BTreeMap, HashMap};

/// A place in a text. Line and column count from 1, the column in characters; the offset counts bytes from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: usize,
    pub column: usize,
    pub offset: usize,
}

/// Where the value of a JSON pointer (RFC 6901) starts in a text that is valid JSON.
pub fn locate(text: &str, pointer: &str) -> Option<Position> {
    let found = search(text, &[pointer])[0];
    found.whole.then(|| position(text, found.offset))
}

/// Where the values of many pointers start, found in one pass. A value that is left out of the text is placed at the one around it.
pub(super) fn nearest(text: &str, pointers: &[&str]) -> Vec<Position> {
    let found = search(text, pointers);
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&index| found[index].offset);
    let mut places = vec![Position::default(); found.len()];
    let ascending = positions(text, order.iter().map(|&index| found[index].offset));
    order.iter().zip(ascending).for_each(|(&index, position)| places[index] = position);
    places
}

/// Where the value or key starts whose last byte is at `end`; for an end elsewhere, that place itself.
pub(super) fn start_of(text: &str, end: usize) -> usize {
    let mut scan = Scan::of(text);
    let mut open = Vec::new();
    while scan.at <= end {
        let mut start = scan.at;
        match scan.peek() {
            Some(b'{' | b'[') => open.push(start),
            Some(b'}' | b']') => start = open.pop().unwrap_or(start),
            _ => {}
        }
        if scan.token().is_none() {
            break;
        }
        if scan.at == end + 1 {
            return start;
        }
        scan.space();
    }
    end
}

/// The line and column of a byte.
pub fn position(text: &str, offset: usize) -> Position {
    positions(text, std::iter::once(offset)).next().expect("one offset has one position")
}

/// The text without the mark that Windows editors put before UTF-8; it counts in offsets, but is no column.
pub(super) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Positions of ascending offsets.
fn positions(text: &str, offsets: impl Iterator<Item = usize>) -> impl Iterator<Item = Position> {
    let mut line_start = text.len() - without_mark(text).len();
    let (mut line, mut seen) = (1, line_start);
    offsets.map(move |offset| {
        let passed = text.get(seen..offset).unwrap_or_default();
        line += passed.matches('\n').count();
        line_start = passed.rfind('\n').map_or(line_start, |end| seen + end + 1);
        seen = seen.max(offset);
        let column = text.get(line_start..offset).unwrap_or_default().chars().count() + 1;
        Position { line, column, offset }
    })
}

/// How far a pointer leads.
#[derive(Clone, Copy, Default)]
struct Found {
    offset: usize,
    /// Whether it led all the way.
    whole: bool,
}

/// A pointer's place among those looked for, and what of it lies below the current value.
type Wanted<'a> = (usize, &'a str);

fn search(text: &str, pointers: &[&str]) -> Vec<Found> {
    let mut scan = Scan::of(text);
    let mut found = vec![Found::default(); pointers.len()];
    let wanted = pointers.iter().copied().enumerate().collect();
    // Where the text ends too early, what was found before stays found.
    let _ = scan.value(wanted, 0, &mut found);
    found
}

/// serde_json reads no deeper than this, so no pointer into an article is longer.
const DEPTH: usize = 128;

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Scan<'a> {
    fn of(text: &'a str) -> Self {
        let mut scan = Scan { bytes: text.as_bytes(), at: text.len() - without_mark(text).len() };
        scan.space();
        scan
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while self.peek().is_some_and(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r' | b',' | b':')) {
            self.at += 1;
        }
    }

    /// Passes over one value and notes what is wanted of it.
    fn value(&mut self, wanted: Vec<Wanted>, depth: usize, found: &mut [Found]) -> Option<()> {
        for (index, rest) in &wanted {
            found[*index] = Found { offset: self.at, whole: rest.is_empty() };
        }
        let below = by_first_token(wanted);
        match self.peek()? {
            _ if below.is_empty() || depth == DEPTH => self.skip(),
            b'{' => self.object(below, depth, found),
            b'[' => self.array(below, depth, found),
            _ => self.skip(),
        }
    }

    fn object(&mut self, mut below: HashMap<String, Vec<Wanted>>, depth: usize, found: &mut [Found]) -> Option<()> {
        self.at += 1;
        while self.has_more()? {
            let key = self.key()?;
            self.space();
            match below.remove(&key) {
                Some(wanted) => self.value(wanted, depth + 1, found)?,
                None => self.skip()?,
            }
        }
        self.at += 1;
        Some(())
    }

    fn array(&mut self, below: HashMap<String, Vec<Wanted>>, depth: usize, found: &mut [Found]) -> Option<()> {
        let is_index = |index: &usize, token: &str| index.to_string() == token; // neither `+1` nor `01` is
        let index_of = |token: &str| token.parse().ok().filter(|index| is_index(index, token));
        let mut below: BTreeMap<usize, Vec<Wanted>> =
            below.into_iter().filter_map(|(token, wanted)| Some((index_of(&token)?, wanted))).collect();
        let mut index = 0;
        self.at += 1;
        while self.has_more()? {
            match below.remove(&index) {
                Some(wanted) => self.value(wanted, depth + 1, found)?,
                None => self.skip()?,
            }
            index += 1;
        }
        self.at += 1;
        Some(())
    }

    /// Whether another member or element follows.
    fn has_more(&mut self) -> Option<bool> {
        self.space();
        self.peek().map(|b| !matches!(b, b'}' | b']'))
    }

    fn key(&mut self) -> Option<String> {
        let start = self.at;
        self.string()?;
        serde_json::from_slice(&self.bytes[start..self.at]).ok()
    }

    /// Passes over one value.
    fn skip(&mut self) -> Option<()> {
        let mut depth = 0usize;
        loop {
            match self.peek()? {
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth = depth.checked_sub(1)?,
                _ => {}
            }
            self.token()?;
            if depth == 0 {
                return Some(());
            }
            self.space();
        }
    }

    /// Passes over a bracket, a string, a number or a name.
    fn token(&mut self) -> Option<()> {
        match self.peek()? {
            b'"' => self.string()?,
            b'{' | b'[' | b'}' | b']' => self.at += 1,
            _ => {
                let is_end = |b: &u8| matches!(b, b',' | b'}' | b']' | b' ' | b'\t' | b'\n' | b'\r');
                let rest = &self.bytes[self.at..];
                self.at += rest.iter().position(is_end).unwrap_or(rest.len());
            }
        }
        Some(())
    }

    fn string(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            self.at += self.bytes.get(self.at..)?.iter().position(|b| matches!(b, b'"' | b'\\'))?;
            if self.bytes[self.at] == b'"' {
                self.at += 1;
                return Some(());
            }
            self.at += 2;
        }
    }
}

fn by_first_token(wanted: Vec<Wanted>) -> HashMap<String, Vec<Wanted>> {
    let mut below: HashMap<String, Vec<Wanted>> = HashMap::new();
    for (index, pointer) in wanted {
        if let Some(path) = pointer.strip_prefix('/') {
            let (token, rest) = path.split_at(path.find('/').unwrap_or(path.len()));
            below.entry(token.replace("~1", "/").replace("~0", "~")).or_default().push((index, rest));
        }
    }
    below
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, pointer: &str, rest: Option<&str>) {
        assert_eq!(locate(text, pointer).map(|p| &text[p.offset..]), rest, "{pointer}");
    }

    #[test]
    fn a_pointer_leads_to_its_value() {
        let text = r#"{"a": [1, {"沁/源": "x\"}", "b" : [ ]}], "c": -1.5e3}"#;
        check(text, "", Some(text));
        check(text, "/a/0", Some(r#"1, {"沁/源": "x\"}", "b" : [ ]}], "c": -1.5e3}"#));
        check(text, "/a/1/沁~1源", Some(r#""x\"}", "b" : [ ]}], "c": -1.5e3}"#));
        check(text, "/a/1/b", Some(r#"[ ]}], "c": -1.5e3}"#));
        check(text, "/c", Some("-1.5e3}"));
        check(text, "/a/2", None);
        check(text, "/a/00", None);
        check(text, "/d", None);
        check(text, "a", None);
    }

    #[test]
    fn lines_and_columns_count_characters_from_one() {
        let text = "{\n  \"沁源\": \"x\"\n}";
        assert_eq!(locate(text, "/沁源"), Some(Position { line: 2, column: 9, offset: 14 }));
    }

    #[test]
    fn what_is_left_out_is_placed_at_the_value_around_it() {
        let text = "{\"a\": {\n\"b\": [\n1]}}";
        let lines = nearest(text, &["/a/b/0/c", "/x", "/a/b/7", "/a/x/y"]).into_iter().map(|place| place.line);
        assert_eq!(lines.collect::<Vec<_>>(), [3, 1, 2, 1]);
    }

    #[test]
    fn an_end_leads_back_to_its_start() {
        let text = r#"{"a]": [12, {"b": "\"}"}], "c": {}}"#;
        let starts = |ends: &[usize]| ends.iter().map(|end| start_of(text, *end)).collect::<Vec<_>>();
        assert_eq!(starts(&[34, 33, 24, 23, 22, 9, 4]), [0, 32, 7, 12, 18, 8, 1]);
        assert_eq!(starts(&[0, 2, 5, 6, 8, 20, 99]), [0, 2, 5, 6, 8, 20, 99]);
    }

    #[test]
    fn a_text_that_is_not_json_gives_nothing() {
        for text in ["", "]", "{\"a\" }", "[}", "{\"a", "{\"a\\", "\u{feff}", "{\"a\": ", "{1: 2}", "[,,]"] {
            assert_eq!(locate(text, "/a/0"), None, "{text}");
            assert_eq!(start_of(text, text.len()), text.len(), "{text}");
        }
    }
}
