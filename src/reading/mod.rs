//! What outlives a page view: where things are, what is open, where the reader is, and what the reader prefers.

mod links;
mod opened;
pub mod percent;
mod place;
mod preferences;
mod routes;

pub use links::{AddressForm, Links};
pub use opened::Opened;
pub use percent::encode;
pub use place::{Place, Places};
pub use preferences::{Preferences, Size, Theme};
pub use routes::{Page, Params, Route};
