//! What changes while a page is open, and what its controls do.

use crate::reading::Places;
use crate::search::Found;
use leptos::prelude::*;

/// Filled by the browser's session; still in packed pages.
#[derive(Clone, Copy)]
pub struct Live {
    /// The query that the hits answer; empty when nothing is asked.
    pub query: Signal<String>,
    pub found: Signal<Found>,
    /// How far the reader has come, as far as this device knows.
    pub places: Signal<Places>,
    /// A language in which the reader would rather read, if the site has it.
    pub offer: Signal<Option<String>>,
    pub notice: Signal<Option<Notice>>,
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
        Live {
            query: Signal::stored(String::new()),
            found: Signal::stored(Found::default()),
            places: Signal::stored(Places::default()),
            offer: Signal::stored(None),
            notice: Signal::stored(None),
        }
    }
}
