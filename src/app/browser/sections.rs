//! Which section the reader is in: the one at the reading line, a third down the window.

use super::document::document;
use std::cell::RefCell;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

thread_local! {
    /// The observer at work, with its callback; replaced when another page opens.
    static WATCH: RefCell<Option<(IntersectionObserver, Callback)>> = const { RefCell::new(None) };
}

type Callback = Closure<dyn Fn(js_sys::Array)>;

/// Keeps the link of the section at the reading line marked in the table of contents.
pub fn watch_sections() {
    let callback = Callback::new(move |entries: js_sys::Array| {
        let mut entries = entries.iter().filter_map(|entry| entry.dyn_into::<IntersectionObserverEntry>().ok());
        if let Some(entry) = entries.rfind(IntersectionObserverEntry::is_intersecting) {
            mark_current(&entry.target().id());
        }
    });
    let options = IntersectionObserverInit::new();
    options.set_root_margin("-33% 0px -67% 0px");
    let Ok(observer) = IntersectionObserver::new_with_options(callback.as_ref().unchecked_ref(), &options) else { return };
    if let Ok(sections) = document().query_selector_all("article > section[id]") {
        for index in 0..sections.length() {
            if let Some(section) = sections.get(index) {
                observer.observe(section.unchecked_ref());
            }
        }
    }
    let before = WATCH.with(|watch| watch.replace(Some((observer, callback))));
    if let Some((observer, _)) = before {
        observer.disconnect();
    }
}

fn mark_current(section: &str) {
    let Ok(links) = document().query_selector_all(".contents a") else { return };
    for link in (0..links.length()).filter_map(|index| links.get(index)?.dyn_into::<Element>().ok()) {
        let leads_here = link.get_attribute("href").is_some_and(|href| href.rsplit('#').next() == Some(section));
        let _ = match leads_here {
            true => link.set_attribute("aria-current", "location"),
            false => link.remove_attribute("aria-current"),
        };
    }
}
