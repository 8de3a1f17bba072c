//! The session: the one home of what changes while a reader reads. Its methods are the actions; it is `Copy`.

mod finding;
mod going;

use super::browser::{self, Address, Arrival, Typed};
use super::loading::EditionFile;
use crate::library::{Bundle, Edition};
use crate::reading::{AddressForm, Links, Opened, Page, Params, Places, Preferences};
use crate::search::Corpus;
use crate::view::{Live, Margin, Notice, ids};
use going::{Then, is_at};
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use std::rc::Rc;
use std::sync::Arc;

#[derive(Clone, Copy)]
pub struct Session {
    opened: RwSignal<Opened>,
    query: RwSignal<String>,
    margin: RwSignal<Margin>,
    kept: StoredValue<Kept, LocalStorage>,
}

/// What no view shows.
struct Kept {
    links: Arc<Links>,
    address: Rc<dyn Address>,
    edition_file: Option<EditionFile>,
    edition: Option<Arc<Edition>>,
    /// Bundles that are here, one for a language.
    bundles: Vec<Arc<Bundle>>,
    /// What can be found in each, made when it is first searched.
    corpora: Vec<(Arc<Bundle>, Rc<Corpus>)>,
    /// Whether the other languages have been asked for, so that they are asked for once.
    has_asked_others: bool,
    /// Counts the pages asked for, so that one which arrives late does not push away a later one.
    asked: u32,
}

impl Session {
    pub fn new(opened: Opened, links: Arc<Links>, edition_file: Option<EditionFile>) -> Self {
        let (bundle, first) = (opened.bundle().clone(), opened.route());
        let address = browser::address(links.clone(), first);
        Session {
            opened: RwSignal::new(opened),
            query: RwSignal::new(String::new()),
            margin: RwSignal::new(Margin::default()),
            kept: StoredValue::new_local(Kept {
                links,
                address,
                edition_file,
                edition: None,
                bundles: vec![bundle],
                corpora: Vec::new(),
                has_asked_others: false,
                asked: 0,
            }),
        }
    }

    pub fn opened(self) -> Signal<Opened> {
        self.opened.into()
    }

    /// What the view shows of the session.
    pub fn live(self) -> Live {
        Live { answer: self.answer().into(), margin: self.margin.into() }
    }

    /// What could not be part of the first render, since the packed page knows nothing of the reader and the device.
    pub fn begin(self, live: Live, before: Typed) {
        let is_framed = self.is_framed();
        // A choice made before the takeover stands.
        let before_takeover = browser::chosen();
        if before_takeover.iter().any(|(name, value)| Preferences::default().text_of(name) != *value) {
            before_takeover.iter().for_each(|(name, value)| self.choose(name, value));
        } else {
            self.show_preferences();
        }
        browser::on_choice(move |name, value| self.choose(&name, &value));
        // In a frame, places and languages are the business of the page around it.
        let places = if is_framed { String::new() } else { browser::stored(browser::PLACES).unwrap_or_default() };
        let places = Places::parse(&places);
        browser::on_leaving(move || self.keep_place());
        // Built anew, the box is empty.
        browser::set_typed_query(&before.text);
        self.query.set(before.text.clone());
        if before.is_focused {
            browser::focus(ids::QUERY);
        }
        let lang = self.opened.with_untracked(|opened| opened.bundle().article.lang.clone());
        let languages: Vec<String> =
            self.opened.with_untracked(|opened| opened.bundle().languages().map(|language| language.tag.clone()).collect());
        let offer = preferred(&browser::languages(), &languages).filter(|preferred| *preferred != lang && !is_framed);
        self.margin.update(|margin| (margin.places, margin.offer) = (places, offer));

        browser::on_typing(move |typed| self.ask(typed));
        browser::on_submit(move |typed| self.submit(typed));
        browser::on_told("edition", move |notes| self.margin.update(|margin| margin.edition = Some(notes)));
        browser::on_leaving_search(move || self.close_hits());
        browser::on_search_keys(move || self.clear());
        browser::on_button(move |name| match name.as_str() {
            "clear" => self.clear(),
            "forget" => self.forget(),
            "back" => self.kept.with_value(|kept| kept.address.clone()).back(),
            "previous-mark" => browser::announce(&browser::step_marks(-1)),
            "next-mark" => browser::announce(&browser::step_marks(1)),
            "unmark" => self.unmark(),
            _ => {}
        });
        self.tell(live);
        browser::on_mention(move |topic| {
            self.margin.update(|margin| margin.card = Some(topic));
            spawn_local(async {
                tick().await;
                browser::show_card();
            });
        });
        browser::on_link(move |href| self.follow(&href));
        browser::on_told("go", move |href| {
            self.follow(&href);
        });
        browser::on_told("become", move |href| self.become_page(&href));
        let address = self.kept.with_value(|kept| kept.address.clone());
        address.clone().listen(Box::new(move |arrival| self.arrive(arrival)));
        browser::watch_sections();
        // What the address names may be another page than the packed one, or a place on it: the one file carries all of it behind the `#`,
        // and no packed page knows what stands behind the `?`. What was typed meanwhile goes before what the address asks for.
        let Arrival { route: Some(route), place } = address.here() else { return };
        let is_place = place.is_some() || route.anchor.is_some();
        let is_typing = before.is_focused || !before.text.is_empty();
        let is_hash = self.links().form == AddressForm::Hash;
        let is_other =
            if is_hash { !self.opened.with_untracked(|opened| is_at(opened, &route)) } else { !route.params.show_as(&Params::default()) };
        let then = if is_hash && !is_typing { Then::Return(place) } else { Then::Begin(before.text) };
        if is_other {
            self.show(route, then);
        } else if is_place {
            self.stand(&route, then);
        }
    }

    /// What the reader has chosen, on the page and in its foot. In a frame the page around it chooses.
    pub(super) fn show_preferences(self) {
        if self.is_framed() {
            return;
        }
        let preferences = Preferences::parse(&browser::stored(browser::PREFERENCES).unwrap_or_default());
        for name in ["theme", "size"] {
            browser::show_choice(name, preferences.text_of(name));
        }
    }

    fn choose(self, name: &str, value: &str) {
        let mut preferences = Preferences::parse(&browser::stored(browser::PREFERENCES).unwrap_or_default());
        preferences.set(name, value);
        browser::show_choice(name, preferences.text_of(name));
        if browser::store(browser::PREFERENCES, &preferences.to_text()).is_none() {
            self.notify(Notice::NotKept);
        }
    }

    pub(super) fn notify(self, notice: Notice) {
        self.margin.update(|margin| margin.notice = Some(notice));
    }

    /// Remembers how far the reader has come in the article that is open.
    pub(super) fn keep_place(self) {
        let article = self.opened.with_untracked(|opened| match opened.page() {
            // Of a file that may be kept nowhere, neither is the place; nor on behalf of a page around the reader.
            Some(Page::Article(id)) if self.is_of_the_site() && !self.is_framed() => Some(id.clone()),
            _ => None,
        });
        if let Some((article, block)) = article.zip(browser::place().block) {
            self.margin.update(|margin| margin.places.keep(&article, &block));
            self.store_places();
        }
    }

    fn forget(self) {
        let article = self.opened.with_untracked(|opened| opened.bundle().article.id.clone());
        self.margin.update(|margin| margin.places.forget(&article));
        self.store_places();
    }

    /// A device that keeps nothing has said so when a choice was made; nobody has asked for this.
    fn store_places(self) {
        let _ = browser::store(browser::PLACES, &self.margin.with_untracked(|margin| margin.places.to_text()));
    }
}

/// The first of the device's languages that the site has, by the part before the first hyphen.
fn preferred(device: &[String], site: &[String]) -> Option<String> {
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    device.iter().find_map(|wanted| site.iter().find(|lang| primary(lang) == primary(wanted))).cloned()
}
