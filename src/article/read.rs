//! Reading an article: text in, a checked article or every problem with its place out.

use super::check::{LIMITS, check};
use super::fault::{Fault, Problem, printable};
use super::locate::{nearest, position, start_of, without_mark};
use super::strict::Object;
use super::{Article, FORMAT, FORMAT_MINOR};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::de::StrRead;

/// Reads and checks an article.
pub fn read(text: &str) -> Result<Article, Vec<Problem>> {
    read_with(text, |json| Deserialize::deserialize(json))
}

/// [`read`] with a decoder of the caller's, which may watch what it passes over.
pub fn read_with<'a>(
    text: &'a str,
    decode: impl FnOnce(&mut serde_json::Deserializer<StrRead<'a>>) -> serde_json::Result<Article>,
) -> Result<Article, Vec<Problem>> {
    if text.len() > LIMITS.file_bytes {
        return Err(vec![Problem::at_start(Fault::FileTooLong { bytes: text.len() })]);
    }
    let start = without_mark(text);
    // The version first: in another version's file every other message would mislead.
    match version(start).map_err(|error| vec![json_problem(text, &error)])? {
        Some(version) if version == u64::from(FORMAT) => {}
        Some(version) => {
            let position = nearest(text, &["/offprint"])[0];
            return Err(vec![Problem { fault: Fault::OtherVersion { version }, pointer: "/offprint".into(), position }]);
        }
        None => return Err(vec![Problem::at_start(Fault::NotAnArticle)]),
    }
    let mut json = serde_json::Deserializer::from_str(start);
    let article = decode(&mut json).and_then(|article| json.end().map(|()| article)).map_err(|error| vec![format_problem(text, &error)])?;
    let mut problems = check(&article);
    if problems.is_empty() {
        return Ok(article);
    }
    let pointers: Vec<&str> = problems.iter().map(|problem| problem.pointer.as_str()).collect();
    let positions = nearest(text, &pointers);
    problems.iter_mut().zip(positions).for_each(|(problem, position)| problem.position = position);
    problems.sort_by_key(|problem| (matches!(problem.fault, Fault::TooManyProblems { .. }), problem.position));
    Err(problems)
}

/// Whether a file of this minor version may hold what these types do not know.
pub fn is_newer(minor: u32) -> bool {
    minor > FORMAT_MINOR
}

/// Passes over the whole text, so that what comes after may trust it to be JSON.
fn version(json: &str) -> serde_json::Result<Option<u64>> {
    #[derive(Deserialize)]
    #[serde(expecting = "an article")]
    struct Header {
        offprint: Option<u64>,
    }
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let header = Header::deserialize(Object(&mut deserializer)).and_then(|header| deserializer.end().map(|()| header.offprint));
    match header {
        Err(error) if error.is_data() => serde_json::from_str::<IgnoredAny>(json).and(Err(error)),
        header => header,
    }
}

fn json_problem(text: &str, error: &serde_json::Error) -> Problem {
    if error.is_data() {
        return format_problem(text, error);
    }
    let fault = Fault::NotJson { message: in_plain_words(&message(error)) };
    Problem { fault, pointer: String::new(), position: position(text, offset(text, error)) }
}

/// How many brackets within one another serde_json reads before it refuses, to spare the stack.
const JSON_DEPTH: usize = 127;

/// A problem with a text that is JSON.
fn format_problem(text: &str, error: &serde_json::Error) -> Problem {
    let message = message(error);
    // serde notices at the end of a value that it is wrong, and before an array or object that another type is wanted.
    let end = start_of(text, offset(text, error));
    let offset = end + text[end..].bytes().take_while(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r' | b':' | b',')).count();
    let fault = match message.as_str() {
        "recursion limit exceeded" => Fault::TooDeep { limit: JSON_DEPTH },
        _ => Fault::NotTheFormat { message: printable(&in_plain_words(&message), 300) },
    };
    Problem { fault, pointer: String::new(), position: position(text, offset) }
}

/// What serde_json says, without the place at its end.
fn message(error: &serde_json::Error) -> String {
    let mut message = error.to_string();
    if error.line() > 0
        && let Some(end) = message.rfind(" at line ")
    {
        message.truncate(end);
    }
    message
}

fn offset(text: &str, error: &serde_json::Error) -> usize {
    let json = without_mark(text);
    let line_start = json.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    // serde_json counts the bytes it has read of the line, so the character at fault is the last of them.
    let mut offset = (line_start + error.column().saturating_sub(1)).min(json.len());
    while !json.is_char_boundary(offset) {
        offset -= 1;
    }
    offset + text.len() - json.len()
}

/// What serde says, in the words of JSON instead of Rust's.
fn in_plain_words(message: &str) -> String {
    let wrong = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "));
    if let Some((found, expected)) = wrong.and_then(|wrong| wrong.rsplit_once(", expected ")) {
        let found = match found {
            "sequence" => "an array",
            "map" => "an object",
            _ => ["integer ", "floating point ", "boolean ", "string "].iter().find_map(|sort| found.strip_prefix(sort)).unwrap_or(found),
        };
        let expected = match expected {
            "u8" => "a whole number from 0 to 255",
            "u32" => "a whole number from 0 to 4294967295",
            "u64" => "a whole number from 0",
            "f64" => "a number",
            "a sequence" => "an array",
            "enum" => "an object with one field",
            _ if expected.starts_with("struct ") => "an object",
            _ => expected,
        };
        return format!("{expected} is expected here, not {found}");
    }
    match message {
        "lone leading surrogate in hex escape" | "unexpected end of hex escape" => "this escape is half of a character".into(),
        "number out of range" => "this number is too large".into(),
        _ => message.replacen("EOF while parsing", "the text ends within", 1).replacen("unknown variant", "unknown name", 1),
    }
}
