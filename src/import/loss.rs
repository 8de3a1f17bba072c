//! What an article has not of its source, or has in another form. Every visible word of a source is in the article or in here.

use crate::article::Position;
use std::fmt;

/// One thing that was not carried over, and where it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    pub what: Lost,
    /// The words that a reader of the source sees and one of the article does not; often none.
    pub words: String,
    pub at: Spot,
}

/// What was lost. `Display` says it in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lost {
    /// A program, which an article cannot hold.
    Script,
    /// Another page within the page, by its address.
    Frame { src: String },
    /// Sound or film, by its address.
    Media { src: String },
    /// A field, button or list to choose from.
    Control,
    /// A picture that cannot be taken over, and why.
    Picture { src: String, reason: String },
    /// A drawing made of shapes.
    Drawing,
    /// A chart that is drawn by the program that made the file.
    Chart,
    /// A formula that could not be read.
    Formula { reason: String },
    /// An object of another program.
    Object { kind: String },
    /// A link to where an article cannot lead; its words are kept.
    Link { to: String },
    /// A mark of a note that is not there.
    NoteMark { name: String },
    /// A note to which no mark leads; it is kept.
    UnmarkedNote { name: String },
    /// Cells that span others; their words stand in each row or column.
    MergedCells,
    /// A table within a table; its words are kept as lines.
    NestedTable,
    /// Words that are deleted in the source's tracked changes.
    Deleted,
    /// Words that are set not to be seen.
    Hidden,
    /// A remark in the margin, not part of the text.
    Comment,
    /// A text box; its words are kept, where it is anchored.
    TextBox,
    /// The line at the top or bottom of printed pages.
    RunningHead,
    /// Something that only a program works out: a field, an expression, a component of a template.
    Computed { name: String },
    /// An element or construct that this version does not know; its words are kept.
    Unknown { name: String },
    /// What stands around the article: navigation, advertisements, related links.
    Surroundings,
    /// A page set from top to bottom, shown in lines.
    Vertical,
    /// Nested deeper than an article may be; kept flat.
    TooDeep,
    /// A character that an article may not hold.
    Character { code: u32 },
    /// A heading below the fifth level, shown as one of the fifth.
    HeadingLevel,
    /// A field of the source's head that an article has no place for.
    Field { name: String },
}

/// Where something stood in the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Spot {
    #[default]
    Unknown,
    At(Position),
    /// The paragraph that begins with these words, of a format without lines.
    Near(String),
    /// A part of a file that has parts, a chapter of a book.
    In(String),
}

impl Loss {
    pub fn new(what: Lost) -> Self {
        Loss { what, words: String::new(), at: Spot::Unknown }
    }

    pub fn with_words(self, words: impl Into<String>) -> Self {
        Loss { words: words.into(), ..self }
    }

    pub fn at(self, at: Spot) -> Self {
        Loss { at, ..self }
    }
}

impl Lost {
    /// Whether what a reader sees is all there, only in another form.
    pub fn is_kept_otherwise(&self) -> bool {
        matches!(
            self,
            Lost::Link { .. }
                | Lost::UnmarkedNote { .. }
                | Lost::MergedCells
                | Lost::NestedTable
                | Lost::TextBox
                | Lost::Unknown { .. }
                | Lost::Vertical
                | Lost::TooDeep
                | Lost::HeadingLevel
        )
    }
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Lost::Script => f.write_str("a script was left out"),
            Lost::Frame { src } => write!(f, "a frame was left out{}", of(src)),
            Lost::Media { src } => write!(f, "sound or film was left out{}", of(src)),
            Lost::Control => f.write_str("a control of a form was left out"),
            Lost::Picture { src, reason } => write!(f, "a picture was left out{}: {reason}", of(src)),
            Lost::Drawing => f.write_str("a drawing was left out"),
            Lost::Chart => f.write_str("a chart was left out"),
            Lost::Formula { reason } => write!(f, "a formula is shown as its source: {reason}"),
            Lost::Object { kind } => write!(f, "an object was left out{}", of(kind)),
            Lost::Link { to } => write!(f, "a link was left out, its words kept{}", of(to)),
            Lost::NoteMark { name } => write!(f, "a mark leads to a note that is not there{}", of(name)),
            Lost::UnmarkedNote { name } => write!(f, "no mark leads to a note, which is kept{}", of(name)),
            Lost::MergedCells => f.write_str("cells that span others are repeated in each row or column"),
            Lost::NestedTable => f.write_str("a table within a table is kept as lines"),
            Lost::Deleted => f.write_str("words deleted in tracked changes were left out"),
            Lost::Hidden => f.write_str("hidden words were left out"),
            Lost::Comment => f.write_str("a comment was left out"),
            Lost::TextBox => f.write_str("a text box is kept as paragraphs"),
            Lost::RunningHead => f.write_str("a running head or foot was left out"),
            Lost::Computed { name } => write!(f, "something that a program works out was left out{}", of(name)),
            Lost::Unknown { name } => write!(f, "an unknown construct is kept as its words{}", of(name)),
            Lost::Surroundings => f.write_str("what stands around the article was left out"),
            Lost::Vertical => f.write_str("the text is set from top to bottom and shown in lines"),
            Lost::TooDeep => f.write_str("what is nested too deep is kept flat"),
            Lost::Character { code } => write!(f, "the character U+{code:04X} was left out"),
            Lost::HeadingLevel => f.write_str("a heading below the fifth level is shown as one of the fifth"),
            Lost::Field { name } => write!(f, "a field of the head has no place in an article{}", of(name)),
        }
    }
}

/// `: name`, shortened; nothing for a thing without one.
fn of(name: &str) -> String {
    const SHOWN: usize = 120;
    let mut shown: String = name.chars().filter(|c| !c.is_control()).take(SHOWN).collect();
    if shown.is_empty() {
        return shown;
    }
    if name.chars().count() > SHOWN {
        shown.push('…');
    }
    format!(": {shown}")
}
