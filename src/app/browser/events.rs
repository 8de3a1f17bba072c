//! Events of the page, as the values that the session asks for.

use super::document::{document, element, location, typed_query};
use crate::view::ids;
use leptos::ev::Event;
use wasm_bindgen::{JsCast, JsValue, closure::Closure, convert::FromWasmAbi};
use web_sys::{CustomEvent, CustomEventInit, Element, HtmlAnchorElement, HtmlInputElement, InputEvent, MouseEvent};

/// Hands over what stands in the search box whenever it changes, but not while an input method is still composing it.
pub fn on_typing(hear: impl Fn(String) + Copy + 'static) {
    // Coming back to the box opens again what leaving it has closed.
    for name in ["input", "compositionend", "focusin"] {
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

pub(super) fn query_field_of(event: &Event) -> Option<HtmlInputElement> {
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
        let is_plain = is_plain(&event);
        let Some(link) = link_of(&event) else { return };
        let is_elsewhere = ["target", "download"].iter().any(|name| link.has_attribute(name));
        if !is_plain || event.default_prevented() || is_elsewhere {
            return;
        }
        close_popover(&link);
        if !link.has_attribute("data-native") && follow(href_of(&link)) {
            event.prevent_default();
        }
    });
}

/// Neither a new tab nor a download is asked for.
pub(super) fn is_plain(event: &MouseEvent) -> bool {
    event.button() == 0 && !(event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key())
}

/// The link that an event is about, in the text or in a picture.
pub(super) fn link_of(event: &Event) -> Option<Element> {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok())?;
    target.closest("a[href]").ok()?
}

/// Where it leads. A link in a picture has no such property; its address is absolute, since the boot file and the views make it so, but for
/// a place behind the `#`.
fn href_of(link: &Element) -> String {
    if let Some(link) = link.dyn_ref::<HtmlAnchorElement>() {
        return link.href();
    }
    let href = link.get_attribute("href").unwrap_or_default();
    if href.starts_with('#') { location().split('#').next().unwrap_or_default().to_owned() + &href } else { href }
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
        // The search box changes too, and what the script answers.
        if let Some(radio) = field.filter(|field| field.type_() == "radio") {
            choose(radio.name(), radio.value());
        }
    });
}

/// Hands over what the page's script tells: `kept` of what is kept on the device, `edition` of a new edition that waits, `go` the address
/// of a page to open, `become` of one to open in the place of this.
pub fn on_told(name: &str, hear: impl Fn(String) + 'static) {
    on_document(&format!("offprint:{name}"), move |event: Event| {
        if let Some(told) = js_sys::Reflect::get(&event, &"detail".into()).ok().and_then(|detail| detail.as_string()) {
            hear(told);
        }
    });
}

/// Tells the page's script something; only one in a frame listens, for whoever embeds it. `went` names the address of the page that is
/// shown, `asked` the number of hits and the query, `spot` the height on the page to which the reader is brought, in pixels.
pub fn tell(name: &str, detail: impl Into<JsValue>) {
    dispatch(name, &detail.into());
}

fn dispatch(name: &str, detail: &JsValue) {
    let init = CustomEventInit::new();
    init.set_detail(detail);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(&("offprint:".to_owned() + name), &init) {
        let _ = document().dispatch_event(&event);
    }
}

/// A drawer closes when one of its links is followed.
fn close_popover(link: &Element) {
    let drawer = link.closest("[popover]").ok().flatten().and_then(|drawer| element(&drawer.id()));
    if let Some(drawer) = drawer.filter(|drawer| knows_popovers(drawer) && drawer.matches(":popover-open").unwrap_or_default()) {
        let _ = drawer.hide_popover();
    }
}

/// Unknown before Chromium 114, Safari 17 and Firefox 125: there the contents stand in the page, and mentions are plain links.
pub(super) fn knows_popovers(element: &Element) -> bool {
    js_sys::Reflect::has(element, &"showPopover".into()).unwrap_or_default()
}

/// Listens as long as the page lives, so that what comes and goes on it needs no listeners of its own.
pub(super) fn on_document<E: FromWasmAbi + 'static>(event: &str, then: impl Fn(E) + 'static) {
    listen(event, Box::new(then));
}

/// Apart, so that it is compiled once for a kind of event and not once for each listener.
#[inline(never)]
fn listen<E: FromWasmAbi + 'static>(event: &str, then: Box<dyn Fn(E)>) {
    let then = Closure::wrap(then);
    let _ = document().add_event_listener_with_callback(event, then.as_ref().unchecked_ref());
    then.forget();
}
