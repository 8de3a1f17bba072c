//! What the device keeps for this site. A browser may deny it; nothing depends on it.

use super::document::window;
use web_sys::Storage;

/// Also read by the packer's inline script, before the first paint.
pub const PREFERENCES: &str = "offprint:preferences";
pub const PLACES: &str = "offprint:places";

pub fn stored(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

/// `None` when the device keeps nothing.
pub fn store(key: &str, text: &str) -> Option<()> {
    storage()?.set_item(key, text).ok()
}

fn storage() -> Option<Storage> {
    window().local_storage().ok()?
}
