//! What the command prints while it works: what it has to say of files, and how far it is.

use super::super::build::Watch;
use super::super::messages::{Level, Message};
use super::super::sources::Sources;
use super::{End, PunctuationChoice, Reading};
use crate::import::Punctuation;
use crate::pack::Settings;
use indicatif::{ProgressBar, ProgressStyle};
use miette::{IntoDiagnostic, MietteHandlerOpts, Report, Result};
use serde_json::Value;
use std::io::{IsTerminal, Write, stderr};
use std::path::{Path, PathBuf};

/// Hears of messages and progress, and tells the person or the machine that has called.
pub struct Teller {
    json: bool,
    quiet: bool,
    /// Drawn on a terminal only.
    bar: ProgressBar,
    pub errors: usize,
    pub warnings: usize,
    notes: usize,
}

/// Messages of one file that are shown; JSON has all.
const OF_ONE_FILE: usize = 20;

impl Teller {
    pub fn new(json: bool, quiet: bool) -> Self {
        Teller { json, quiet, bar: ProgressBar::hidden(), errors: 0, warnings: 0, notes: 0 }
    }

    /// How the command ends by what was said so far.
    pub fn end(&self, strict: bool) -> End {
        if self.errors > 0 || (strict && self.warnings > 0) { End::Problems } else { End::Well }
    }

    /// A line for people; machines get it as a message of its own.
    pub fn line(&self, words: &str) {
        if self.quiet {
            return;
        }
        if self.json {
            println!("{}", serde_json::json!({ "level": "info", "message": words }));
        } else {
            self.bar.suspend(|| eprintln!("offprint: {words}"));
        }
    }

    /// A line for people, or what it says as fields for machines.
    pub fn facts(&self, words: &str, mut facts: serde_json::Value) {
        if self.json {
            facts["level"] = "info".into();
            println!("{facts}");
        } else {
            self.line(words);
        }
    }

    /// What the command has come to: a line for people behind how much of each sort was said, an object for machines.
    pub fn result(&self, words: &str, mut object: Value) {
        if self.json {
            object["level"] = "result".into();
            for (sort, count) in [("errors", self.errors), ("warnings", self.warnings), ("notes", self.notes)] {
                object[sort] = count.into();
            }
            println!("{object}");
        } else {
            self.summary();
            self.line(words);
        }
    }

    /// How much of each sort was said.
    pub fn summary(&self) {
        let sorts = [(self.errors, "error", "errors"), (self.warnings, "warning", "warnings"), (self.notes, "note", "notes")];
        let sorts = sorts.iter().filter(|(count, _, _)| *count > 0);
        let words: Vec<String> = sorts.map(|(count, one, many)| counted(*count, one, many)).collect();
        if !words.is_empty() {
            self.line(&words.join(", "));
        }
    }

    fn tell(&self, message: &Message) {
        if self.quiet && message.level != Level::Error {
            return;
        }
        if self.json {
            println!("{}", serde_json::to_string(message).expect("a message is plain JSON"));
        } else {
            self.bar.suspend(|| eprintln!("{:?}", message.report()));
        }
    }
}

impl Watch for Teller {
    fn begun(&mut self, files: usize) {
        // Hidden by itself where the standard error is no terminal.
        self.bar = if self.json || self.quiet || files < 2 { ProgressBar::hidden() } else { ProgressBar::new(files as u64) };
        let style = ProgressStyle::with_template("{wide_bar} {pos} of {len} files, {eta} left");
        self.bar.set_style(style.expect("the template is right"));
    }

    fn taken(&self, files: usize) {
        self.bar.inc(files as u64);
    }

    fn said(&mut self, messages: Vec<Message>) {
        for (index, message) in messages.iter().enumerate() {
            match message.level {
                Level::Error => self.errors += 1,
                Level::Warning => self.warnings += 1,
                Level::Note => self.notes += 1,
            }
            if self.json || index < OF_ONE_FILE {
                self.tell(message);
            }
        }
        if !self.json && messages.len() > OF_ONE_FILE {
            self.line(&format!("… and {} more of that file; --json lists all", messages.len() - OF_ONE_FILE));
        }
    }
}

/// `1 article`, `2 articles`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Says which files of the folders no format has.
pub fn passed_over(sources: &Sources, teller: &mut Teller) {
    let message = |path: &PathBuf| Message::warning(path, "passed over: no format has this ending", "");
    teller.said(sources.passed_over.iter().map(message).collect());
}

/// Says how messages look: on terminals as wide as these, with colours if they are wanted; elsewhere a line each, for whatever reads them.
pub fn dress() {
    let (is_terminal, is_plain) = (stderr().is_terminal(), wants_no_colour());
    // Nobody has done so before.
    let _ = miette::set_hook(Box::new(move |_| {
        let options = MietteHandlerOpts::new().wrap_lines(is_terminal).break_words(false);
        Box::new(if is_plain { options.color(false).terminal_links(false) } else { options }.build())
    }));
}

/// <https://no-color.org>
pub fn wants_no_colour() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

/// An error that has ended the command.
pub fn failed(error: &Report, json: bool) {
    if json {
        let help = error.help().map(|help| help.to_string());
        println!("{}", serde_json::json!({ "level": "error", "message": error.to_string(), "help": help }));
    } else {
        eprintln!("{error:?}");
    }
}

impl Reading {
    pub fn settings_file(&self) -> &Path {
        self.settings.as_deref().unwrap_or(Path::new("offprint.toml"))
    }

    /// The settings in force: those of the file, with what the call says on top.
    pub fn settings(&self) -> Result<Settings> {
        let read = if self.settings.is_some() { Settings::read } else { Settings::read_or_default };
        let mut settings = read(self.settings_file())?;
        if let Some(lang) = &self.lang {
            if !crate::article::is_language_tag(lang) {
                return Err(miette::miette!(help = "write a BCP 47 tag such as zh-Hans or en", "`{lang}` is not a language tag"));
            }
            settings.lang = Some(lang.clone());
        }
        match self.punctuation {
            Some(PunctuationChoice::Zh) => settings.punctuation = Punctuation::Chinese,
            Some(PunctuationChoice::Keep) => settings.punctuation = Punctuation::Kept,
            None => {}
        }
        Ok(settings)
    }
}

/// Prints what was asked for. Whoever has read enough of it may leave.
pub fn print(words: &str) -> Result<()> {
    match std::io::stdout().write_all(words.as_bytes()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        written => plain(written),
    }
}

/// For errors that say enough by themselves.
pub fn plain<T>(result: std::io::Result<T>) -> Result<T> {
    result.into_diagnostic()
}
