//! Reading an article: text in, a checked article or every problem with its place out.

use super::check::{Fault, LIMITS, Problem, check};
use super::{Article, FORMAT, FORMAT_MINOR};
use serde::Deserialize;
use serde_json::de::StrRead;

/// A place in a text. Line and column count from 1, the column in characters; the offset counts bytes from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: usize,
    pub column: usize,
    pub offset: usize,
}

/// Reads and checks an article.
pub fn read(text: &str) -> Result<Article, Vec<Problem>> {
    read_with(text, |json| Article::deserialize(json))
}

/// [`read`] with a decoder of the caller's, which may watch what it passes over.
pub fn read_with<'a>(
    text: &'a str,
    decode: impl FnOnce(&mut serde_json::Deserializer<StrRead<'a>>) -> serde_json::Result<Article>,
) -> Result<Article, Vec<Problem>> {
    if text.len() > LIMITS.file_bytes {
        return Err(vec![Problem::at_start(Fault::FileTooLong { bytes: text.len() })]);
    }
    // The version first: in another version's file every other message would mislead.
    let header: Header = serde_json::from_str(text).map_err(|error| vec![json_problem(text, &error)])?;
    match header.offprint {
        None => return Err(vec![Problem::at_start(Fault::NotAnArticle)]),
        Some(version) if version != u64::from(FORMAT) => {
            let position = locate(text, "/offprint").unwrap_or_default();
            return Err(vec![Problem { fault: Fault::OtherVersion { version }, pointer: "/offprint".into(), position }]);
        }
        Some(_) => {}
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let article = decode(&mut json).and_then(|article| json.end().map(|()| article)).map_err(|error| vec![json_problem(text, &error)])?;
    let mut problems = check(&article);
    if problems.is_empty() {
        return Ok(article);
    }
    for problem in &mut problems {
        problem.position = locate(text, &problem.pointer).unwrap_or_default();
    }
    problems.sort_by_key(|problem| problem.position);
    Err(problems)
}

/// Whether a file of this minor version may hold what these types do not know.
pub fn is_newer(minor: u32) -> bool {
    minor > FORMAT_MINOR
}

#[derive(Deserialize)]
struct Header {
    offprint: Option<u64>,
}

fn json_problem(text: &str, error: &serde_json::Error) -> Problem {
    let line_start = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    // serde_json counts the bytes it has read of the line, so the character at fault is the last of them.
    let mut offset = (line_start + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let mut message = error.to_string();
    if let Some(end) = message.rfind(" at line ") {
        message.truncate(end);
    }
    let fault = if error.is_data() { Fault::NotTheFormat { message } } else { Fault::NotJson { message } };
    Problem { fault, pointer: String::new(), position: position(text, offset) }
}

fn position(text: &str, offset: usize) -> Position {
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    Position { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1, offset }
}

/// Where the value of a JSON pointer (RFC 6901) starts in a text that is valid JSON.
pub fn locate(text: &str, pointer: &str) -> Option<Position> {
    let mut scan = Scan { bytes: text.as_bytes(), at: 0 };
    scan.space();
    for token in pointer.split('/').skip(1) {
        let token = token.replace("~1", "/").replace("~0", "~");
        scan.enter(&token)?;
    }
    Some(position(text, scan.at))
}

/// Walks over valid JSON; it trusts the parser that has seen the text before.
struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scan<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while self.peek().is_some_and(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r' | b',' | b':')) {
            self.at += 1;
        }
    }

    /// Moves to the start of the member or element that the token names.
    fn enter(&mut self, token: &str) -> Option<()> {
        let is_object = self.peek()? == b'{';
        self.at += 1;
        let mut index = 0;
        loop {
            self.space();
            if matches!(self.peek()?, b'}' | b']') {
                return None;
            }
            let found = if is_object {
                let start = self.at;
                self.skip()?;
                let key: String = serde_json::from_slice(&self.bytes[start..self.at]).ok()?;
                self.space();
                key == token
            } else {
                index += 1;
                token.parse() == Ok(index - 1)
            };
            if found {
                return Some(());
            }
            self.skip()?;
        }
    }

    /// Passes over one value.
    fn skip(&mut self) -> Option<()> {
        let mut depth = 0usize;
        loop {
            match self.peek()? {
                b'"' => {
                    self.at += 1;
                    while self.peek()? != b'"' {
                        self.at += if self.peek()? == b'\\' { 2 } else { 1 };
                    }
                    self.at += 1;
                }
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth -= 1;
                    self.at += 1;
                }
                _ => {
                    while self.peek().is_some_and(|b| !matches!(b, b',' | b'}' | b']' | b' ' | b'\t' | b'\n' | b'\r')) {
                        self.at += 1;
                    }
                }
            }
            if depth == 0 {
                return Some(());
            }
            self.space();
        }
    }
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
        check(text, "/d", None);
    }

    #[test]
    fn lines_and_columns_count_characters_from_one() {
        let text = "{\n  \"沁源\": \"x\"\n}";
        assert_eq!(locate(text, "/沁源"), Some(Position { line: 2, column: 9, offset: 14 }));
    }
}
