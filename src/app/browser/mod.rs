//! The only door to the web's APIs. Everything here is small: it asks the browser for a value, or tells it one.

mod address;
mod cards;
mod document;
mod events;
mod fetch;
mod host;
mod hits;
mod json;
mod marks;
mod place;
mod sections;
mod storage;

pub use address::{Address, Arrival, address};
pub use cards::{on_mention, show_card};
pub use document::*;
pub use events::{on_button, on_choice, on_leaving, on_link, on_submit, on_told, on_typing, tell};
pub use fetch::fetch_text;
pub use hits::{expand_search, on_leaving_search, on_search_keys};
pub use host::Host;
pub use json::from_json;
pub use marks::{first_mark, mark, step_marks, unmark};
pub use place::{forget_landing, land_on, place, return_to, to_top};
pub use sections::watch_sections;
pub use storage::{PLACES, PREFERENCES, store, stored};
