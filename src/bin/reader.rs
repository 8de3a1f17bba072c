//! The browser's door: what the boot file calls.

use offprint::app::{Takeover, browser, start};
use wasm_bindgen::prelude::wasm_bindgen;

/// Takes over the page by hydration.
#[wasm_bindgen]
pub fn hydrate(bundle: &str, root: &str) -> Result<(), String> {
    start(bundle, root, Takeover::Hydrate)?;
    say_panics();
    Ok(())
}

/// Builds the page anew; for an instance that has not tried hydration.
#[wasm_bindgen]
pub fn mount(bundle: &str, root: &str) -> Result<(), String> {
    start(bundle, root, Takeover::Mount)?;
    say_panics();
    Ok(())
}

/// A panic ends the reader for good, so the page says that it has stopped. Set once the page is taken over: until then the
/// boot file says what has failed, and may still find a way.
fn say_panics() {
    std::panic::set_hook(Box::new(|panic| {
        browser::warn(&panic.to_string());
        browser::stopped();
    }));
}

fn main() {}
