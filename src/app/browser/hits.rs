//! The search box with its hits as a combobox (ARIA 1.2): the focus stays in the box while the arrow keys choose among them.

use super::document::{document, element};
use super::events::{on_document, query_field_of};
use crate::view::ids;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, HtmlElement, HtmlInputElement, KeyboardEvent, NodeList, ScrollIntoViewOptions, ScrollLogicalPosition};

/// What an input method takes for itself: Safari ends the composition before the key that has ended it is heard.
const TAKEN: u32 = 229;

/// The keys that work in the search box: arrows and Enter; Escape is handed over. Those that lead there are heard by the page's script.
pub fn on_search_keys(escape: impl Fn() + 'static) {
    on_document("keydown", move |event: KeyboardEvent| {
        let key = event.key();
        if event.is_composing() || event.key_code() == TAKEN {
            return;
        }
        let Some(field) = query_field_of(&event) else { return };
        match key.as_str() {
            "ArrowDown" if choose(&field, 1) => {}
            "ArrowUp" if choose(&field, -1) => {}
            "Enter" => match chosen(&field) {
                Some(option) => option.click(),
                None => return,
            },
            "Escape" => return escape(),
            _ => return,
        }
        event.prevent_default();
    });
}

/// Calls back when the focus goes from box and hits to something else.
pub fn on_leaving_search(leave: impl Fn() + 'static) {
    on_document("focusout", move |event: FocusEvent| {
        let is_search = |target: Option<web_sys::EventTarget>| {
            let target = target.and_then(|target| target.dyn_into::<Element>().ok());
            target.is_some_and(|target| target.closest(".search, .hits").is_ok_and(|found| found.is_some()))
        };
        // A window that is left keeps its focus, and what it shows.
        if is_search(event.target()) && !is_search(event.related_target()) && document().has_focus().unwrap_or(true) {
            leave();
        }
    });
}

/// Says of the box whether there are hits to choose from. None is chosen yet.
pub fn expand_search(has_hits: bool) {
    if let Some(field) = element(ids::QUERY) {
        let _ = field.set_attribute("aria-expanded", if has_hits { "true" } else { "false" });
        select(&field, None);
    }
}

/// Chooses the next hit or the one before; past either end, none. Returns whether there is any.
fn choose(field: &HtmlInputElement, step: i32) -> bool {
    let options = options();
    let many = options.length() as i32;
    if many == 0 {
        return false;
    }
    let at = (0..many).find(|at| option(&options, *at).is_some_and(|option| option.matches("[aria-selected=true]").unwrap_or_default()));
    let at = at.unwrap_or(if step > 0 { -1 } else { many });
    select(field, option(&options, at + step).as_ref());
    true
}

fn select(field: &HtmlElement, chosen: Option<&HtmlElement>) {
    let options = options();
    for option in (0..options.length() as i32).filter_map(|at| option(&options, at)) {
        let _ = option.set_attribute("aria-selected", if chosen == Some(&option) { "true" } else { "false" });
    }
    let _ = match chosen {
        Some(option) => {
            let nearest = ScrollIntoViewOptions::new();
            nearest.set_block(ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&nearest);
            field.set_attribute("aria-activedescendant", &option.id())
        }
        None => field.remove_attribute("aria-activedescendant"),
    };
}

fn option(options: &NodeList, at: i32) -> Option<HtmlElement> {
    options.get(u32::try_from(at).ok()?)?.dyn_into().ok()
}

fn chosen(field: &HtmlInputElement) -> Option<HtmlElement> {
    element(&field.get_attribute("aria-activedescendant")?)
}

fn options() -> NodeList {
    document().query_selector_all("#_options [role=option]").expect("the selector is well formed")
}
