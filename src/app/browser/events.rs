//! Events of the page, as the values that the session asks for.

use super::document::{document, element};
use leptos::ev::Event;
use wasm_bindgen::{JsCast, closure::Closure, convert::FromWasmAbi};
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
    on_document("click", move |event: MouseEvent| {
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
}

/// Calls back when the button below the search box is pressed.
pub fn on_clear(clear: impl Fn() + 'static) {
    on_document("click", move |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|target| target.has_attribute("data-clear")) {
            clear();
        }
    });
}

/// Hands over the theme that the reader chooses in the foot of whichever page.
pub fn on_theme(choose: impl Fn(String) + 'static) {
    on_document("change", move |event: Event| {
        let radio = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(radio) = radio.filter(|radio| radio.name() == "theme") {
            choose(radio.value());
        }
    });
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

/// Listens as long as the page lives, so that what comes and goes on it needs no listeners of its own.
fn on_document<E: FromWasmAbi + 'static>(event: &str, then: impl Fn(E) + 'static) {
    let then = Closure::<dyn Fn(E)>::new(then);
    let _ = document().add_event_listener_with_callback(event, then.as_ref().unchecked_ref());
    then.forget();
}
