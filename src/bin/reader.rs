//! The browser's door: what the boot file calls.

use offprint::app::{Takeover, start};
use wasm_bindgen::prelude::wasm_bindgen;

/// Takes over the page by hydration.
#[wasm_bindgen]
pub fn hydrate(bundle: &str, root: &str) -> Result<(), String> {
    start(bundle, root, Takeover::Hydrate)
}

/// Builds the page anew; for an instance that has not tried hydration.
#[wasm_bindgen]
pub fn mount(bundle: &str, root: &str) -> Result<(), String> {
    start(bundle, root, Takeover::Mount)
}

fn main() {}
