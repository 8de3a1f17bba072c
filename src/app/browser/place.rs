//! Where the reader is on the page, in blocks and pixels, and how to get there again.

use super::document::{document, element, focus_without_scroll, window};
use crate::reading::Place;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The block at the top of the window: the last one that begins above it.
pub fn place() -> Place {
    let top = |element: &Element| element.get_bounding_client_rect().top();
    let blocks = blocks();
    // Blocks stand in reading order, so those that begin above the window come first.
    let above = blocks.partition_point(|block| top(block) <= 0.0);
    match above.checked_sub(1).map(|last| &blocks[last]) {
        Some(block) => Place { block: Some(block.id()), offset_px: -top(block) },
        None => Place { block: None, offset_px: window().scroll_y().unwrap_or_default() },
    }
}

pub fn return_to(place: &Place) {
    let origin = match &place.block {
        None => Some(0.0),
        Some(id) => element(id).map(|block| block.get_bounding_client_rect().top() + window().scroll_y().unwrap_or_default()),
    };
    if let Some(origin) = origin {
        window().scroll_to_with_x_and_y(0.0, origin + place.offset_px);
    }
}

pub fn to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Brings a section or block into view and marks it as the one that was meant. Returns whether there is one.
///
/// `:target` would do that, but `pushState` never updates it.
pub fn land_on(id: &str) -> bool {
    forget_landing();
    let Some(block) = element(id) else { return false };
    // The interface's own elements need no mark.
    if !id.starts_with('_') {
        let _ = block.set_attribute("data-landed", "");
    }
    block.scroll_into_view();
    if !block.has_attribute("tabindex") {
        let _ = block.set_attribute("tabindex", "-1");
    }
    focus_without_scroll(&block);
    true
}

/// Takes the mark away again.
pub fn forget_landing() {
    if let Ok(Some(before)) = document().query_selector("[data-landed]") {
        let _ = before.remove_attribute("data-landed");
    }
}

fn blocks() -> Vec<HtmlElement> {
    let Ok(found) = document().query_selector_all("article [id]") else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}
