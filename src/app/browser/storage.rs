//! What the device keeps for this site. A browser may deny it; nothing depends on it.

use super::document::window;
use web_sys::Storage;

/// Also read by the packer's inline script, before the first paint.
const PREFERENCES: &str = "offprint:preferences";

pub fn stored_preferences() -> Option<String> {
    storage()?.get_item(PREFERENCES).ok()?
}

/// `None` when the device keeps nothing.
pub fn store_preferences(text: &str) -> Option<()> {
    storage()?.set_item(PREFERENCES, text).ok()
}

fn storage() -> Option<Storage> {
    window().local_storage().ok()?
}
