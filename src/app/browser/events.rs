//! Events of the page, as the values that the session asks for.

use super::document::{document, element, typed_query};
use crate::view::ids;
use leptos::ev::Event;
use wasm_bindgen::{JsCast, closure::Closure, convert::FromWasmAbi};
use web_sys::{Element, HtmlAnchorElement, HtmlInputElement, InputEvent, KeyboardEvent, MouseEvent};

/// Hands over what stands in the search box whenever it changes, but not while an input method is still composing it.
pub fn on_typing(hear: impl Fn(String) + Copy + 'static) {
    for name in ["input", "compositionend"] {
        on_document(name, move |event: Event| {
            let is_composing = event.dyn_ref::<InputEvent>().is_some_and(InputEvent::is_composing);
            if let Some(field) = query_field_of(&event).filter(|_| !is_composing) {
                hear(field.value());
            }
        });
    }
}

/// Hands over what stands in the search box when it is sent, by Enter or a button of the keyboard on the screen.
pub fn on_submit(hear: impl Fn(String) + 'static) {
    on_document("submit", move |event: Event| {
        event.prevent_default();
        hear(typed_query());
    });
}

/// Escape in the search box, unless it ends a composition.
pub fn on_escape(hear: impl Fn() + 'static) {
    on_document("keydown", move |event: KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() && query_field_of(&event).is_some() {
            hear();
        }
    });
}

fn query_field_of(event: &Event) -> Option<HtmlInputElement> {
    event.target()?.dyn_into::<HtmlInputElement>().ok().filter(|field| field.id() == ids::QUERY)
}

/// Calls back when the page is about to go: closed, left, or put aside on a phone.
pub fn on_leaving(then: impl Fn() + 'static) {
    on_document("visibilitychange", move |_: Event| {
        if document().hidden() {
            then();
        }
    });
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

/// Hands over the name of what a button does, wherever on the page it is.
pub fn on_button(press: impl Fn(String) + 'static) {
    on_document("click", move |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(name) = target.and_then(|target| target.get_attribute("data-do")) {
            press(name);
        }
    });
}

/// Hands over what the reader chooses in the foot of whichever page: the name of the choice, and its value.
pub fn on_choice(choose: impl Fn(String, String) + 'static) {
    on_document("change", move |event: Event| {
        let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        // The search box changes too.
        if let Some(radio) = field.filter(|field| field.id() != ids::QUERY) {
            choose(radio.name(), radio.value());
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
