//! What changes while a page is open, and what its controls do.

use crate::library::Language;
use crate::reading::Places;
use crate::search::Found;
use leptos::prelude::*;

/// Filled by the browser's session; still in packed pages.
///
/// Two signals, not one for each thing: every type of signal is compiled anew, a kilobyte of the reader's each. What a change leaves as it
/// was, its tree leaves alone.
#[derive(Clone, Copy)]
pub struct Live {
    pub answer: Signal<Answer>,
    pub margin: Signal<Margin>,
}

/// What stands around a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Margin {
    /// How far the reader has come, as far as this device knows.
    pub places: Places,
    /// The query that is marked on the page.
    pub marked: Option<String>,
    /// Id of the topic on the card.
    pub card: Option<String>,
    /// Whether there is a page before this one to which no button of the browser leads.
    pub can_return: bool,
    /// A language in which the reader would rather read, if the site has it.
    pub offer: Option<String>,
    pub notice: Option<Notice>,
    /// What is new in an edition that waits: a line for each language, its tag before it.
    pub edition: Option<String>,
}

/// What was asked, and what was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// Empty when nothing is asked.
    pub query: String,
    pub found: Found,
    /// What the same query finds in the other languages, as far as they are here.
    pub elsewhere: Vec<Elsewhere>,
}

/// Hits in another language.
#[derive(Clone, Debug, PartialEq)]
pub struct Elsewhere {
    pub language: Language,
    pub hits: usize,
}

/// Something that did not work, said quietly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A page could not be fetched; it may still open by its own address.
    PageFailed { href: String },
    /// The device keeps nothing.
    NotKept,
}

impl Live {
    /// A page before anything has happened to it.
    pub fn still() -> Self {
        Live { answer: Signal::stored(Answer::default()), margin: Signal::stored(Margin::default()) }
    }
}
