//! The document: its title, language, theme, focus, and the text in the search box.

use crate::view::ids;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, HtmlElement, HtmlInputElement, Window};

pub(super) fn window() -> Window {
    web_sys::window().expect("the reader runs in a window")
}

pub(super) fn document() -> Document {
    window().document().expect("a window that runs scripts has a document")
}

pub(super) fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// The address of the document.
/// Opens a page beside this one. Returns true, so that the browser does no more.
pub fn open_tab(href: &str) -> bool {
    let _ = window().open_with_url_and_target_and_features(href, "_blank", "noopener");
    true
}

/// Leaves this document for another.
pub fn go(href: &str) {
    let _ = window().location().set_href(href);
}

pub fn location() -> String {
    window().location().href().unwrap_or_default()
}

/// The languages that the device asks for, best first.
pub fn languages() -> Vec<String> {
    window().navigator().languages().iter().filter_map(|lang| lang.as_string()).collect()
}

pub fn set_title(title: &str) {
    document().set_title(title);
}

pub fn set_language(lang: &str) {
    root().set_lang(lang);
}

/// A choice stands on the root element, where the style finds it.
pub fn show_choice(name: &str, value: &str) {
    let _ = root().set_attribute(&format!("data-{name}"), value);
    if let Some(radio) = radio(&format!("input[name={name}][value={value}]")) {
        radio.set_checked(true);
    }
}

/// What is checked in the foot, by the names of the choices.
pub fn chosen() -> Vec<(&'static str, String)> {
    let checked = |name| Some((name, radio(&format!("input[name={name}]:checked"))?.value()));
    ["theme", "size"].into_iter().filter_map(checked).collect()
}

fn radio(selector: &str) -> Option<HtmlInputElement> {
    document().query_selector(selector).ok()??.dyn_into().ok()
}

fn root() -> HtmlElement {
    document().document_element().expect("a document has a root").unchecked_into()
}

fn query_field() -> Option<HtmlInputElement> {
    element(ids::QUERY)?.dyn_into().ok()
}

/// What was in the search box when the reader came, and whether someone was typing there.
pub struct Typed {
    pub text: String,
    pub is_focused: bool,
}

pub fn typed_before() -> Typed {
    let is_focused = document().active_element().is_some_and(|element| element.id() == ids::QUERY);
    Typed { text: typed_query(), is_focused }
}

pub fn typed_query() -> String {
    query_field().map(|field| field.value()).unwrap_or_default()
}

pub fn set_typed_query(query: &str) {
    if let Some(field) = query_field().filter(|field| field.value() != query) {
        field.set_value(query);
    }
}

/// Has a screen reader say something.
pub fn announce(text: &str) {
    if let Ok(Some(line)) = document().query_selector(".announced") {
        line.set_text_content(Some(text));
    }
}

pub fn focus(id: &str) {
    if let Some(element) = element(id) {
        let _ = element.focus();
    }
}

/// Moves the focus to the page's heading, so that keyboard and screen reader start there.
pub fn focus_heading() {
    if let Ok(Some(heading)) = document().query_selector("h1") {
        focus_without_scroll(heading.unchecked_ref());
    }
}

/// Whether another page stands around this one.
pub(super) fn is_in_frame() -> bool {
    window().parent().is_ok_and(|parent| parent != Some(window()))
}

/// The focus stays with the page around a frame until the reader takes it into the frame.
pub(super) fn focus_without_scroll(element: &HtmlElement) {
    if is_in_frame() && !document().has_focus().unwrap_or_default() {
        return;
    }
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// A line in the console, for whoever looks into it.
pub fn warn(message: &str) {
    web_sys::console::warn_1(&JsValue::from_str(message));
}
