//! What the command has to say of a publisher's files: as lines for people, with the line of the source, and as JSON for machines.

use super::source_lines::SourceLines;
use crate::article::Position;
use crate::import::{ImportError, Loss, Spot};
use miette::{MietteDiagnostic, Report, Severity};
use serde::Serialize;
use std::path::Path;
use std::sync::Arc;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The article is not in the site.
    Error,
    /// Something of the source is not in the article.
    Warning,
    /// All is there, in another form.
    Note,
}

/// One thing that is said of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Message {
    pub level: Level,
    /// As the command was given it.
    pub file: String,
    /// From 1; none where the format has no lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// In characters, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// Where in a file without lines: a chapter, or how a paragraph begins.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place: String,
    pub message: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// Words of the source that the article has not.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub words: String,
    #[serde(skip)]
    offset: usize,
    /// The whole text, so that the line can be shown.
    #[serde(skip)]
    text: Option<Arc<str>>,
}

/// Of lost words, so many are shown; JSON has all.
const SHOWN: usize = 80;

impl Message {
    pub fn error(file: &Path, message: impl Into<String>, help: impl Into<String>) -> Self {
        Message {
            level: Level::Error,
            file: file.display().to_string(),
            line: None,
            column: None,
            place: String::new(),
            message: message.into(),
            help: help.into(),
            words: String::new(),
            offset: 0,
            text: None,
        }
    }

    pub fn warning(file: &Path, message: impl Into<String>, help: impl Into<String>) -> Self {
        Message { level: Level::Warning, ..Self::error(file, message, help) }
    }

    pub fn note(file: &Path, message: impl Into<String>) -> Self {
        Message { level: Level::Note, ..Self::error(file, message, "") }
    }

    pub fn of_loss(file: &Path, loss: &Loss, text: Option<&Arc<str>>) -> Self {
        let level = if loss.what.is_kept_otherwise() { Level::Note } else { Level::Warning };
        let message = Message { level, words: loss.words.clone(), ..Self::error(file, loss.what.to_string(), "") };
        match &loss.at {
            Spot::Unknown => message,
            Spot::At(position) => message.at(*position, text),
            Spot::Near(words) => message.in_place(&format!("“{words}”")),
            Spot::In(part) => message.in_place(part),
        }
    }

    pub fn of_import(file: &Path, error: &ImportError, text: Option<&Arc<str>>) -> Self {
        let message = Self::error(file, &error.message, &error.help);
        match error.position {
            Some(position) => message.at(position, text),
            None => message,
        }
    }

    /// Where in a file that has no lines, or besides the line.
    pub fn in_place(self, place: &str) -> Self {
        Message { place: place.to_owned(), ..self }
    }

    pub fn at(self, position: Position, text: Option<&Arc<str>>) -> Self {
        Message { line: Some(position.line), column: Some(position.column), offset: position.offset, text: text.cloned(), ..self }
    }

    /// `notice.md:12:5: …` with the line itself below, if the file has lines.
    pub fn report(&self) -> Report {
        let place = match (self.line, self.column) {
            (Some(line), Some(column)) => format!("{}:{line}:{column}", self.file),
            _ if self.place.is_empty() => self.file.clone(),
            _ => format!("{}, {}", self.file, self.place),
        };
        let severity = match self.level {
            Level::Error => Severity::Error,
            Level::Warning => Severity::Warning,
            Level::Note => Severity::Advice,
        };
        let mut diagnostic = MietteDiagnostic::new(format!("{place}: {}", self.message)).with_severity(severity);
        let words = shortened(&self.words);
        let help = [self.help.as_str(), &if words.is_empty() { words } else { format!("its words: {words}") }];
        let help: Vec<&str> = help.into_iter().filter(|line| !line.is_empty()).collect();
        if !help.is_empty() {
            diagnostic = diagnostic.with_help(help.join("\n"));
        }
        match (&self.text, self.line, self.column) {
            (Some(text), Some(line), Some(column)) => {
                let lines = SourceLines::around(text, Position { line, column, offset: self.offset });
                Report::new(diagnostic.with_label(lines.label())).with_source_code(lines)
            }
            _ => Report::new(diagnostic),
        }
    }
}

fn shortened(words: &str) -> String {
    let one_line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if one_line.chars().count() <= SHOWN { one_line } else { one_line.chars().take(SHOWN).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Lost;

    #[test]
    fn a_loss_says_where_it_was_and_shows_the_line() {
        let text: Arc<str> = "一\n<script>x</script>\n".into();
        let loss = Loss::new(Lost::Script).at(Spot::At(Position { line: 2, column: 1, offset: 4 }));
        let message = Message::of_loss(Path::new("a.md"), &loss, Some(&text));
        assert_eq!((message.level, message.line, message.column), (Level::Warning, Some(2), Some(1)));
        let shown = format!("{:?}", message.report());
        assert!(shown.contains("a.md:2:1: a script was left out") && shown.contains("<script>x</script>"), "{shown}");
    }

    #[test]
    fn what_machines_read_leaves_out_what_is_not_known() {
        let json = serde_json::to_value(Message::note(Path::new("a.docx"), "gone")).unwrap();
        assert_eq!(json, serde_json::json!({"level": "note", "file": "a.docx", "message": "gone"}));
    }
}
