//! What can be wrong with an article, and what to do about it.

use super::check::LIMITS;
use super::locate::Position;
use super::spelling::is_bidi_control;
use super::{FORMAT, KINDS};
use std::fmt;

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    pub fault: Fault,
    /// JSON pointer (RFC 6901) to the value at fault; empty when the text could not be read that far.
    pub pointer: String,
    pub position: Position,
}

/// What is wrong. `Display` says it, [`Fault::help`] says what to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    NotJson { message: String },
    NotTheFormat { message: String },
    NotAnArticle,
    OtherVersion { version: u64 },
    UnknownField { name: String },
    FileTooLong { bytes: usize },
    TooManyBlocks { limit: usize },
    TooManyParts { found: usize, limit: usize },
    TooDeep { limit: usize },
    TooManyProblems { limit: usize },
    TextTooLong { units: usize, limit: usize },
    ForbiddenCharacter { character: char },
    NoSections,
    Empty { what: &'static str },
    BadId { id: String },
    DuplicateId { id: String, what: &'static str },
    Dangling { id: String, what: &'static str },
    BadLanguage { tag: String },
    BadDate { date: String },
    BadLink { to: String },
    BadFile { file: String },
    BadLevel { level: u8 },
    UnknownKind { kind: String },
    WrongLength { what: &'static str, found: usize, expected: usize },
    UnknownMathTag { tag: String },
    MisplacedMath { tag: String, holds: &'static str },
    LinkInLink,
    NoSize,
}

impl Problem {
    pub(super) fn at_start(fault: Fault) -> Self {
        Problem { fault, pointer: String::new(), position: Position { line: 1, column: 1, offset: 0 } }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Fault::NotJson { message } => write!(f, "this is not JSON: {message}"),
            Fault::NotTheFormat { message } => write!(f, "{message}"),
            Fault::NotAnArticle => f.write_str("this is not an article: it has no field `offprint`"),
            Fault::OtherVersion { version } => write!(f, "article format {version}; this program reads {FORMAT}"),
            Fault::UnknownField { name } => write!(f, "unknown field `{name}`"),
            Fault::FileTooLong { bytes } => write!(f, "the file has {bytes} bytes; at most {} are read", LIMITS.file_bytes),
            Fault::TooManyBlocks { limit } => write!(f, "more than {limit} sections and blocks"),
            Fault::TooManyParts { found, limit } => write!(f, "{found} of these in a diagram; at most {limit} can be shown"),
            Fault::TooDeep { limit } => write!(f, "nested more than {limit} levels deep"),
            Fault::TooManyProblems { limit } => write!(f, "more than {limit} problems; the rest is not listed"),
            Fault::TextTooLong { units, limit } => write!(f, "a text of {units} UTF-16 units; at most {limit} are allowed here"),
            Fault::ForbiddenCharacter { character } => write!(f, "the character U+{:04X} is not allowed in text", *character as u32),
            Fault::NoSections => f.write_str("the article has no sections"),
            Fault::Empty { what } => write!(f, "the {what} is empty"),
            Fault::BadId { id } => write!(f, "`{id}` is not an id"),
            Fault::DuplicateId { id, what } => write!(f, "a second {what} named `{id}`"),
            Fault::Dangling { id, what } => write!(f, "there is no {what} named `{id}`"),
            Fault::BadLanguage { tag } => write!(f, "`{tag}` is not a language tag"),
            Fault::BadDate { date } => write!(f, "`{date}` is not a date"),
            Fault::BadLink { to } => write!(f, "`{to}` is not a link that may be followed"),
            Fault::BadFile { file } => write!(f, "`{file}` is not a file beside this one"),
            Fault::BadLevel { level } => write!(f, "a heading of level {level}"),
            Fault::UnknownKind { kind } => write!(f, "unknown kind of block `{kind}`"),
            Fault::WrongLength { what, found, expected } => write!(f, "{found} {what} where {expected} are expected"),
            Fault::UnknownMathTag { tag } => write!(f, "`{tag}` is not an element of MathML Core"),
            Fault::MisplacedMath { tag, holds } => write!(f, "`{tag}` holds {holds} only"),
            Fault::LinkInLink => f.write_str("a link, mention or note mark within a link"),
            Fault::NoSize => f.write_str("the image has no size"),
        }
    }
}

impl Fault {
    /// The next step for whoever wrote the file.
    pub fn help(&self) -> String {
        match self {
            Fault::NotJson { .. } => "look at the character shown: a comma, quote or bracket is missing or one too many".into(),
            Fault::NotTheFormat { .. } => {
                "compare with schema/article.schema.json; an editor that knows JSON Schema shows it while you type".into()
            }
            Fault::NotAnArticle => "an article starts with {\"offprint\": 1, …}".into(),
            Fault::OtherVersion { .. } => "use a newer Offprint, or write the article in the version that this one reads".into(),
            Fault::UnknownField { .. } => "correct its spelling or remove it".into(),
            Fault::FileTooLong { .. } | Fault::TooManyBlocks { .. } => "divide the article into several".into(),
            Fault::TooManyParts { .. } => "divide the diagram into several".into(),
            Fault::TooDeep { .. } => "take out a level of nesting".into(),
            Fault::TooManyProblems { .. } => "mend those shown first".into(),
            Fault::TextTooLong { .. } => "shorten it, or divide it into paragraphs".into(),
            Fault::ForbiddenCharacter { .. } => "remove it; for text in another direction use a `lang` mark".into(),
            Fault::NoSections => "give it at least one section with one block".into(),
            Fault::Empty { .. } => "fill it in, or take out what it belongs to".into(),
            Fault::BadId { .. } => "use lower-case letters, digits and hyphens, starting with a letter, at most 64".into(),
            Fault::DuplicateId { .. } => "rename one of them".into(),
            Fault::Dangling { .. } => "correct the name, or add what it names".into(),
            Fault::BadLanguage { .. } => "write a BCP 47 tag such as zh-Hans, zh-Hant-TW or en".into(),
            Fault::BadDate { .. } => "write 2022, 2022-07 or 2022-07-26".into(),
            Fault::BadLink { .. } => "use https:, http:, mailto:, tel:, #block, or the id of an article of this library".into(),
            Fault::BadFile { .. } => {
                "name a file in the same folder, without spaces; a picture may also lie in a folder below or at an https: address".into()
            }
            Fault::BadLevel { .. } => "use a level from 1 to 5".into(),
            Fault::UnknownKind { .. } => format!("the kinds are {}", KINDS.join(", ")),
            Fault::WrongLength { .. } => "fill in what is missing or take out what is too much; a cell may be \"\", a value null".into(),
            Fault::UnknownMathTag { .. } => "use MathML Core's presentation elements".into(),
            Fault::MisplacedMath { .. } => "put characters into mi, mn, mo, ms or mtext, and these into the other elements".into(),
            Fault::LinkInLink => "end the link before it".into(),
            Fault::NoSize => "give its width and height in pixels".into(),
        }
    }
}

/// As much of a value as a message needs.
pub(super) fn excerpt(value: &str) -> String {
    printable(value, 60)
}

/// The first characters of a text, with nothing among them that would rule the terminal on which they are shown.
pub(super) fn printable(value: &str, characters: usize) -> String {
    let mut short = String::new();
    for (index, c) in value.chars().enumerate() {
        match c {
            _ if index == characters => {
                short.push('…');
                break;
            }
            _ if c.is_control() || is_bidi_control(c) => short.extend(c.escape_unicode()),
            _ => short.push(c),
        }
    }
    short
}
