//! What a query marks on the page, and the way from one mark to the next.
//!
//! Marks are painted over the text (CSS Custom Highlight API), which stays as it is: selection, focus and what the views hold. Where a
//! browser cannot (Safari before 17.2, Firefox before 140), `<mark>` elements go into the text and out again.

use super::document::{document, element, window};
use super::place::{scrolled, tell_spot};
use crate::view::ids;
use std::cell::{Cell, RefCell};
use std::ops::Range as Span;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Range};

thread_local! {
    /// Each mark in its pieces, which lie in one text node each; in reading order.
    static MARKS: RefCell<Vec<Vec<Range>>> = const { RefCell::new(Vec::new()) };
    /// Position of the mark at which the reader is.
    static AT: Cell<usize> = const { Cell::new(0) };
}

/// Elements whose text is read as one line.
const LINE: &str = "p, li, text, h1, h2, h3, h4, h5, h6, dt, dd, th, td, caption, figcaption, pre, footer, summary";
/// Text that is no part of what is searched.
const APART: &str = "rt, rp, .note-mark, .turns, .byline, .colophon, nav, .label, .data, .tools, [hidden]";

/// Names of the highlights, as the style knows them.
const MARK: &str = "mark";
const MARK_HERE: &str = "mark-here";

#[wasm_bindgen]
extern "C" {
    type HighlightRegistry;
    #[wasm_bindgen(method)]
    fn set(this: &HighlightRegistry, name: &str, highlight: &Highlight);
    #[wasm_bindgen(method)]
    fn delete(this: &HighlightRegistry, name: &str);

    type Highlight;
    #[wasm_bindgen(constructor)]
    fn new() -> Highlight;
    #[wasm_bindgen(method)]
    fn add(this: &Highlight, range: &Range);
    #[wasm_bindgen(method, setter)]
    fn set_priority(this: &Highlight, priority: i32);
}

/// Marks the page's text, line by line: `marks` says which bytes of a line. Returns how many marks there are.
pub fn mark(marks: impl Fn(&str) -> Vec<Span<usize>>) -> usize {
    unmark();
    let Some(main) = element(ids::MAIN) else { return 0 };
    let mut found = Vec::new();
    for line in lines(&main) {
        let text: String = line.iter().map(|(_, text)| text.as_str()).collect();
        found.extend(marks(&text).into_iter().map(|bytes| pieces(&line, bytes)).filter(|pieces| !pieces.is_empty()));
    }
    match registry() {
        Some(registry) => highlight(&registry, MARK, 0, found.iter().flatten()),
        // From the end, so that what comes before is still where it was.
        None => found.iter().rev().flat_map(|pieces| pieces.iter().rev()).for_each(surround),
    }
    let count = found.len();
    MARKS.set(found);
    count
}

/// Goes to the first mark at or behind an element, and returns where that is: `3 / 12`.
pub fn first_mark(behind: Option<&str>) -> String {
    let anchor = behind.and_then(element);
    let is_behind = |range: &Range| match &anchor {
        // A point in the range is compared with the element: 1 when the element begins behind it.
        Some(anchor) => range.compare_point(anchor, 0).is_ok_and(|order| order <= 0),
        None => true,
    };
    let first = MARKS.with_borrow(|marks| marks.iter().position(|pieces| pieces.first().is_some_and(is_behind)));
    show(first.unwrap_or_default())
}

/// Goes some marks on, or back, round the ends.
pub fn step_marks(step: isize) -> String {
    let many = MARKS.with_borrow(Vec::len).max(1) as isize;
    show((AT.get() as isize + step).rem_euclid(many) as usize)
}

/// Takes all marks away.
pub fn unmark() {
    MARKS.take();
    if let Some(registry) = registry() {
        registry.delete(MARK);
        registry.delete(MARK_HERE);
        return;
    }
    while let Ok(Some(mark)) = document().query_selector("[data-mark]") {
        let Some(parent) = mark.parent_node() else { return };
        while let Some(child) = mark.first_child() {
            let _ = parent.insert_before(&child, Some(&mark));
        }
        mark.remove();
        parent.normalize();
    }
}

fn show(at: usize) -> String {
    AT.set(at);
    MARKS.with_borrow(|marks| {
        let Some(pieces) = marks.get(at) else { return String::new() };
        match registry() {
            Some(registry) => highlight(&registry, MARK_HERE, 1, pieces.iter()),
            None => show_element(pieces),
        }
        if let Some(piece) = pieces.first() {
            bring_into_view(piece);
        }
        let place = format!("{} / {}", at + 1, marks.len());
        if let Some(shown) = element(ids::MARK) {
            shown.set_text_content(Some(&place));
        }
        place
    })
}

/// Scrolls no more than needed: a mark that can be read stays where it is.
fn bring_into_view(range: &Range) {
    let rect = range.get_bounding_client_rect();
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    // Free of the head above and the bar below.
    if rect.top() < height * 0.15 || rect.bottom() > height * 0.85 {
        window().scroll_to_with_x_and_y(0.0, scrolled() + rect.top() - height / 3.0);
    }
    tell_spot(scrolled() + range.get_bounding_client_rect().top());
}

fn registry() -> Option<HighlightRegistry> {
    let css = js_sys::Reflect::get(&js_sys::global(), &"CSS".into()).ok()?;
    let registry = js_sys::Reflect::get(&css, &"highlights".into()).ok()?;
    registry.is_object().then(|| registry.unchecked_into())
}

fn highlight<'a>(registry: &HighlightRegistry, name: &str, priority: i32, ranges: impl Iterator<Item = &'a Range>) {
    let highlight = Highlight::new();
    highlight.set_priority(priority);
    ranges.for_each(|range| highlight.add(range));
    registry.set(name, &highlight);
}

fn surround(range: &Range) {
    // In a picture nothing but its own kind of element is shown.
    let around = range.start_container().ok().and_then(|text| text.parent_element()?.namespace_uri());
    let mark = match around.as_deref() {
        Some("http://www.w3.org/2000/svg") => document().create_element_ns(around.as_deref(), "tspan"),
        _ => document().create_element("mark"),
    };
    if let Ok(mark) = mark {
        let _ = mark.set_attribute("data-mark", "");
        let _ = range.surround_contents(&mark);
    }
}

fn show_element(pieces: &[Range]) {
    while let Ok(Some(before)) = document().query_selector("[data-here]") {
        let _ = before.remove_attribute("data-here");
    }
    for piece in pieces {
        let node = piece.common_ancestor_container().ok();
        // The range lies around the element, or within its text.
        let inside = node.as_ref().and_then(|node| node.child_nodes().get(piece.start_offset().unwrap_or_default()));
        let mark = inside.or(node).and_then(|node| node.dyn_into::<Element>().ok());
        if let Some(mark) = mark {
            let _ = mark.set_attribute("data-here", "");
        }
    }
}

type Line = Vec<(web_sys::Node, String)>;

/// The text nodes of an element by lines, each with its text.
fn lines(of: &Element) -> Vec<Line> {
    const TEXT: u32 = 4;
    let mut lines: Vec<Line> = Vec::new();
    let mut last: Option<Element> = None;
    let Ok(walker) = document().create_tree_walker_with_what_to_show(of, TEXT) else { return lines };
    while let Ok(Some(node)) = walker.next_node() {
        let Some(parent) = node.parent_element() else { continue };
        if parent.closest(APART).is_ok_and(|found| found.is_some()) {
            continue;
        }
        let line = parent.closest(LINE).ok().flatten();
        let text = node.text_content().unwrap_or_default();
        match lines.last_mut().filter(|_| line.is_some() && line == last) {
            Some(line) => line.push((node, text)),
            None => lines.push(vec![(node, text)]),
        }
        last = line;
    }
    lines
}

/// The ranges of some bytes of a line: one for each text node.
fn pieces(line: &Line, bytes: Span<usize>) -> Vec<Range> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (node, text) in line {
        let within = |byte: usize| byte.saturating_sub(start).min(text.len());
        let (from, to) = (within(bytes.start), within(bytes.end));
        if from < to
            && let Ok(range) = Range::new()
        {
            let units = |byte: usize| text[..byte].encode_utf16().count() as u32;
            let _ = range.set_start(node, units(from));
            let _ = range.set_end(node, units(to));
            pieces.push(range);
        }
        start += text.len();
    }
    pieces
}
