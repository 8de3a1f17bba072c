//! Where the reader is on the page, in blocks and pixels, and how to get there again.

use super::document::{document, element, focus_without_scroll, is_in_frame, window};
use super::events::tell;
use crate::reading::Place;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The block at the top of the window: the last one that begins above it.
pub fn place() -> Place {
    let line = reading_line();
    let top = |element: &Element| element.get_bounding_client_rect().top() - line;
    let blocks = blocks();
    // Blocks stand in reading order, so those that begin above the window come first.
    let above = blocks.partition_point(|block| top(block) <= 0.0);
    match above.checked_sub(1).map(|last| &blocks[last]) {
        Some(block) => Place { block: Some(block.id()), offset_px: -top(block) },
        None => Place { block: None, offset_px: line + scrolled() },
    }
}

/// A frame that is as high as its content knows nothing of the window around it; its script says where the reader was last seen, in pixels.
fn reading_line() -> f64 {
    let spot = document().document_element().and_then(|root| root.get_attribute("data-spot"));
    spot.and_then(|spot| spot.parse::<i32>().ok()).map_or(0.0, f64::from)
}

pub fn return_to(place: &Place) {
    let origin = match &place.block {
        None => Some(0.0),
        Some(id) => element(id).map(|block| block.get_bounding_client_rect().top() + scrolled()),
    };
    if let Some(origin) = origin {
        scroll_to(origin + place.offset_px);
    }
}

pub fn to_top() {
    scroll_to(0.0);
}

pub(super) fn scroll_to(top: f64) {
    window().scroll_to_with_x_and_y(0.0, top);
    tell_spot(top);
}

/// Where nothing can be scrolled, whoever is around the frame can.
pub(super) fn tell_spot(top: f64) {
    tell("spot", top);
}

pub(super) fn scrolled() -> f64 {
    window().scroll_y().unwrap_or_default()
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
    let top = block.get_bounding_client_rect().top() + scrolled();
    if is_in_frame() {
        // Bringing it into view would scroll the page around as well, where that is of the same origin.
        window().scroll_to_with_x_and_y(0.0, top - HEAD_PX);
    } else {
        block.scroll_into_view();
    }
    tell_spot(top);
    if !block.has_attribute("tabindex") {
        let _ = block.set_attribute("tabindex", "-1");
    }
    focus_without_scroll(&block);
    true
}

/// What the head of a frame covers, with some room.
const HEAD_PX: f64 = 80.0;

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
