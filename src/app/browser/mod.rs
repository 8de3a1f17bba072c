//! The only door to the web's APIs. Everything here is small: it asks the browser for a value, or tells it one.

mod address;
mod document;
mod events;
mod fetch;
mod host;
mod json;
mod place;
mod sections;
mod storage;

pub use address::{Address, Arrival, address};
pub use document::*;
pub use events::{on_clear, on_link, on_theme, typed};
pub use fetch::fetch_text;
pub use host::Host;
pub use json::from_json;
pub use place::{forget_landing, land_on, return_to, to_top};
pub use sections::watch_sections;
pub use storage::{store_preferences, stored_preferences};
