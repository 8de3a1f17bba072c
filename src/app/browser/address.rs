//! Where the address of the open page is kept: in the path, behind the `#`, or in memory.
//!
//! Each entry of the history remembers the reader's place on its page, so that Back leads there.

use super::document::{location, window};
use super::place::place;
use crate::reading::{AddressForm, Links, Page, Place, Route};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{History, ScrollRestoration};

pub trait Address {
    /// The page that the address names, and the reader's place on it when they were there before: a reload.
    fn here(&self) -> Arrival;
    /// Remembers the reader's place with the entry that is about to be left.
    fn leave(&self);
    /// Makes a new entry, after leaving the present one.
    fn push(&self, route: &Route);
    /// Gives the present entry another address.
    fn replace(&self, route: &Route);
    /// Whether there is an earlier entry to which no button of the browser leads.
    fn can_return(&self) -> bool {
        false
    }
    /// Goes there.
    fn back(&self) {}
    /// Calls back when the address has changed by other means than [`Address::push`]: Back, Forward, by hand.
    fn listen(self: Rc<Self>, on_arrival: OnArrival);
}

type OnArrival = Box<dyn Fn(Arrival)>;

pub struct Arrival {
    pub route: Option<Route>,
    /// Where the reader was when they left the entry; `None` for one never left.
    pub place: Option<Place>,
}

/// The address of the form that the links have; `first` is the page that is open.
pub fn address(links: Arc<Links>, first: Route) -> Rc<dyn Address> {
    match links.form {
        AddressForm::Path | AddressForm::Hash => Rc::new(InHistory::new(links, first)),
        AddressForm::Memory | AddressForm::Frame => {
            Rc::new(InMemory { entries: RefCell::new(vec![(first, None)]), on_arrival: RefCell::default() })
        }
    }
}

/// Path and hash addresses: the browser's own history.
struct InHistory {
    links: Arc<Links>,
    /// The page that was packed: what the one file shows while nothing stands behind its `#`.
    first: Route,
    entry: Cell<u64>,
    /// Places of entries left by Back and Forward, which cannot be written into their state any more.
    places: RefCell<Vec<(u64, Place)>>,
}

/// What the browser keeps with an entry.
struct State {
    /// Milliseconds of its making: names the entry.
    entry: u64,
    place: Option<Place>,
}

impl InHistory {
    fn new(links: Arc<Links>, first: Route) -> Self {
        // Ours is more exact than the browser's, while this page lives; for reloads the browser's own is right.
        let _ = history().set_scroll_restoration(ScrollRestoration::Manual);
        on_window("pagehide", || {
            let _ = history().set_scroll_restoration(ScrollRestoration::Auto);
        });
        on_window("pageshow", || {
            let _ = history().set_scroll_restoration(ScrollRestoration::Manual);
        });
        let this = InHistory { links, first, entry: Cell::new(0), places: RefCell::default() };
        match state() {
            Some(state) => this.entry.set(state.entry),
            None => this.name_entry(),
        }
        this
    }

    /// Gives the present entry a name.
    fn name_entry(&self) {
        self.entry.set(self.next_entry());
        self.write(None);
    }

    /// Later than every entry before, also when two are made within a millisecond.
    fn next_entry(&self) -> u64 {
        (js_sys::Date::now() as u64).max(self.entry.get() + 1)
    }

    fn remember(&self, place: Place) {
        let entry = self.entry.get();
        let mut places = self.places.borrow_mut();
        places.retain(|(other, _)| *other != entry);
        places.push((entry, place));
    }

    fn write(&self, place: Option<&Place>) {
        let _ = history().replace_state(&self.state(place), "");
    }

    fn state(&self, place: Option<&Place>) -> JsValue {
        State { entry: self.entry.get(), place: place.cloned() }.to_value()
    }

    fn route(&self) -> Option<Route> {
        let here = location();
        let named = self.links.route(&here, &here);
        if named.is_some() || self.links.form == AddressForm::Path {
            return named;
        }
        // An address without a page is that of the packed one. Where no page is, an article without a name is: the page that says so.
        let is_page = here.split('#').nth(1).is_some_and(|fragment| fragment.starts_with('/'));
        Some(if is_page { Route::new("", Page::Article(String::new())) } else { self.first.clone() })
    }

    fn arrival(&self) -> Arrival {
        let route = self.route();
        let Some(state) = state() else {
            // A fragment followed natively, or an address typed by hand: an entry that is new.
            self.name_entry();
            return Arrival { route, place: None };
        };
        self.remember(place());
        self.entry.set(state.entry);
        let left = self.places.borrow().iter().find(|(entry, _)| *entry == state.entry).map(|(_, place)| place.clone());
        Arrival { route, place: left.or(state.place) }
    }
}

impl Address for InHistory {
    fn here(&self) -> Arrival {
        Arrival { route: self.route(), place: state().and_then(|state| state.place) }
    }

    fn leave(&self) {
        let place = place();
        self.write(Some(&place));
        self.remember(place);
    }

    fn push(&self, route: &Route) {
        self.leave();
        self.entry.set(self.next_entry());
        let _ = history().push_state_with_url(&self.state(None), "", Some(&self.links.to(route)));
    }

    fn replace(&self, route: &Route) {
        let _ = history().replace_state_with_url(&self.state(None), "", Some(&self.links.to(route)));
    }

    fn listen(self: Rc<Self>, on_arrival: OnArrival) {
        if self.links.form == AddressForm::Hash {
            // For a reload: the file then comes with another page, on which the browser would look for the place. Later, at `pagehide`,
            // Chromium no longer keeps what is written.
            let this = self.clone();
            on_window("beforeunload", move || this.leave());
        }
        on_window("popstate", move || on_arrival(self.arrival()));
    }
}

/// A memory address: that of the document, its title in the tab and its history stay as they are.
struct InMemory {
    entries: RefCell<Vec<(Route, Option<Place>)>>,
    on_arrival: RefCell<Option<OnArrival>>,
}

impl Address for InMemory {
    fn here(&self) -> Arrival {
        Arrival { route: self.entries.borrow().last().map(|(route, _)| route.clone()), place: None }
    }

    fn leave(&self) {
        if let Some((_, left)) = self.entries.borrow_mut().last_mut() {
            *left = Some(place());
        }
    }

    fn push(&self, route: &Route) {
        self.leave();
        self.entries.borrow_mut().push((route.clone(), None));
    }

    fn replace(&self, route: &Route) {
        if let Some((here, _)) = self.entries.borrow_mut().last_mut() {
            *here = route.clone();
        }
    }

    fn can_return(&self) -> bool {
        self.entries.borrow().len() > 1
    }

    fn back(&self) {
        if !self.can_return() {
            return;
        }
        self.entries.borrow_mut().pop();
        let before = self.entries.borrow().last().cloned();
        if let (Some((route, place)), Some(on_arrival)) = (before, &*self.on_arrival.borrow()) {
            on_arrival(Arrival { route: Some(route), place });
        }
    }

    /// Nothing but the reader's own links and buttons changes it.
    fn listen(self: Rc<Self>, on_arrival: OnArrival) {
        *self.on_arrival.borrow_mut() = Some(on_arrival);
    }
}

fn history() -> History {
    window().history().expect("a window has a history")
}

fn state() -> Option<State> {
    State::parse(&history().state().ok()?)
}

impl State {
    /// An array: the entry and, once it has been left, the place's offset and block.
    fn to_value(&self) -> JsValue {
        let value = js_sys::Array::of1(&JsValue::from_f64(self.entry as f64));
        if let Some(place) = &self.place {
            value.push(&JsValue::from_f64(place.offset_px));
            value.push(&place.block.as_deref().map_or(JsValue::NULL, JsValue::from_str));
        }
        value.into()
    }

    /// `None` for a state that is not ours.
    fn parse(value: &JsValue) -> Option<Self> {
        let value = value.dyn_ref::<js_sys::Array>()?;
        let entry = value.get(0).as_f64()? as u64;
        let place = value.get(1).as_f64().map(|offset_px| Place { offset_px, block: value.get(2).as_string() });
        Some(State { entry, place })
    }
}

fn on_window(event: &str, then: impl Fn() + 'static) {
    listen(event, Box::new(then));
}

/// Apart, so that it is compiled once and not once for each listener.
#[inline(never)]
fn listen(event: &str, then: Box<dyn Fn()>) {
    let then = Closure::wrap(then);
    let _ = window().add_event_listener_with_callback(event, then.as_ref().unchecked_ref());
    then.forget();
}
