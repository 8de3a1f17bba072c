//! Events of the page, as the values that the session asks for.

use super::document::{document, element};
use leptos::ev::Event;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlAnchorElement, HtmlInputElement, InputEvent, MouseEvent};

/// The text of the field that an event comes from; `None` while an input method is still composing it.
pub fn typed(event: &Event) -> Option<String> {
    if event.dyn_ref::<InputEvent>().is_some_and(InputEvent::is_composing) {
        return None;
    }
    Some(event.target()?.dyn_into::<HtmlInputElement>().ok()?.value())
}

/// Hands over the address of each link that is followed by a plain click, wherever it is on the page.
/// When `follow` returns true the browser does nothing more.
pub fn on_link(follow: impl Fn(String) -> bool + 'static) {
    let on_click = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| {
        let is_plain = event.button() == 0 && !(event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key());
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = target.and_then(|target| target.closest("a[href]").ok().flatten());
        let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) else { return };
        if !is_plain || event.default_prevented() || !link.target().is_empty() || link.has_attribute("download") {
            return;
        }
        close_popover(&link);
        if !link.has_attribute("data-native") && follow(link.href()) {
            event.prevent_default();
        }
    });
    let _ = document().add_event_listener_with_callback("click", on_click.as_ref().unchecked_ref());
    on_click.forget();
}

/// Calls back when the button below the search box is pressed.
pub fn on_clear(clear: impl Fn() + 'static) {
    let on_click = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|target| target.has_attribute("data-clear")) {
            clear();
        }
    });
    let _ = document().add_event_listener_with_callback("click", on_click.as_ref().unchecked_ref());
    on_click.forget();
}

/// Hands over the theme that the reader chooses in the foot of whichever page.
pub fn on_theme(choose: impl Fn(String) + 'static) {
    let on_change = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        let radio = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(radio) = radio.filter(|radio| radio.name() == "theme") {
            choose(radio.value());
        }
    });
    let _ = document().add_event_listener_with_callback("change", on_change.as_ref().unchecked_ref());
    on_change.forget();
}

/// A drawer closes when one of its links is followed.
fn close_popover(link: &Element) {
    if let Ok(Some(drawer)) = link.closest("[popover]")
        && let Some(drawer) = element(&drawer.id())
    {
        // Missing before Chromium 114, where the contents stand in the page.
        if js_sys::Reflect::has(&drawer, &"hidePopover".into()).unwrap_or_default() && drawer.matches(":popover-open").unwrap_or_default() {
            let _ = drawer.hide_popover();
        }
    }
}
