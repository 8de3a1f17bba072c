//! The session: the one home of what changes while a reader reads. Its methods are the actions; it is `Copy`.

use super::browser::{self, Address, Arrival, Typed};
use super::loading::{EditionFile, LoadError, load_bundle, load_edition};
use crate::library::{Bundle, Edition};
use crate::reading::{AddressForm, Links, Opened, Page, Place, Preferences, Route, Theme};
use crate::search::Corpus;
use crate::view::messages::messages;
use crate::view::{Live, Notice, count, ids, title};
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use std::rc::Rc;
use std::sync::Arc;

#[derive(Clone, Copy)]
pub struct Session {
    opened: RwSignal<Opened>,
    query: RwSignal<String>,
    offer: RwSignal<Option<String>>,
    notice: RwSignal<Option<Notice>>,
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
    /// Counts the pages asked for, so that one which arrives late does not push away a later one.
    asked: u32,
}

/// What to do once a page stands.
enum Then {
    /// A link was followed: a new entry, and the reader at its start or at the anchor.
    Enter,
    /// Back or Forward: the reader where they were.
    Return(Option<Place>),
}

impl Session {
    pub fn new(opened: Opened, links: Arc<Links>, edition_file: Option<EditionFile>) -> Self {
        let bundle = opened.bundle().clone();
        let first = match &opened {
            Opened::Page { route, .. } => route.clone(),
            Opened::Lost { .. } => Route::new(&bundle.language_prefix(), Page::Front),
        };
        let address = browser::address(links.clone(), first);
        Session {
            opened: RwSignal::new(opened),
            query: RwSignal::new(String::new()),
            offer: RwSignal::new(None),
            notice: RwSignal::new(None),
            kept: StoredValue::new_local(Kept { links, address, edition_file, edition: None, bundles: vec![bundle], asked: 0 }),
        }
    }

    pub fn opened(self) -> Signal<Opened> {
        self.opened.into()
    }

    /// What the view shows of the session, and what its controls do to it.
    pub fn live(self) -> Live {
        let Session { opened, query, offer, notice, .. } = self;
        let corpus = StoredValue::new_local(None::<(Arc<Bundle>, Corpus)>);
        let hits = Memo::new(move |_| match query.get() {
            query if query.trim().is_empty() => Vec::new(),
            query => {
                let bundle = opened.with(|opened| opened.bundle().clone());
                if corpus.with_value(|corpus| corpus.as_ref().is_none_or(|(of, _)| !Arc::ptr_eq(of, &bundle))) {
                    corpus.set_value(Some((bundle.clone(), Corpus::of(&bundle))));
                }
                corpus.with_value(|corpus| corpus.as_ref().map(|(_, corpus)| corpus.find(&query).hits).unwrap_or_default())
            }
        });
        Live {
            query: query.into(),
            hits: hits.into(),
            on_query: Callback::new(move |event| {
                if let Some(typed) = browser::typed(&event) {
                    query.set(typed);
                }
            }),
            on_submit: Callback::new(move |event: leptos::ev::SubmitEvent| {
                event.prevent_default();
                query.set(browser::typed_query());
                spawn_local(async {
                    tick().await;
                    browser::focus_first_link(ids::HITS);
                });
            }),
            on_clear: Callback::new(move |()| self.clear()),
            offer: offer.into(),
            notice: notice.into(),
        }
    }

    /// What could not be part of the first render, since the packed page knows nothing of the reader and the device.
    pub fn begin(self, live: Live, before: Typed) {
        // A choice made before the takeover stands.
        match browser::checked_theme().as_deref().and_then(Theme::named) {
            Some(theme) if theme != Theme::Auto => self.choose_theme(theme),
            _ => self.show_theme(),
        }
        browser::on_theme(move |name| self.choose_theme(Theme::named(&name).unwrap_or_default()));
        let asked = if before.text.trim().is_empty() { browser::query_of_address() } else { before.text };
        if let Some(asked) = Some(asked).filter(|asked| !asked.trim().is_empty()) {
            browser::set_typed_query(&asked);
            self.query.set(asked);
        }
        if before.is_focused {
            browser::focus(ids::QUERY);
        }
        let lang = self.opened.with_untracked(|opened| opened.bundle().article.lang.clone());
        let languages = self.opened.with_untracked(|opened| opened.bundle().site.languages.clone());
        self.offer.set(preferred(&browser::languages(), &languages).filter(|preferred| *preferred != lang));

        browser::on_clear(move || self.clear());
        let Live { query, hits, .. } = live;
        Effect::new(move |_| {
            let words = self.opened.with_untracked(|opened| messages(&opened.bundle().article.lang));
            let said = query.with(|query| hits.with(|hits| count(query, hits.len(), words)));
            if !said.is_empty() {
                browser::announce(&said);
            }
        });
        browser::on_link(move |href| self.follow(&href));
        let address = self.kept.with_value(|kept| kept.address.clone());
        address.clone().listen(Box::new(move |arrival| self.arrive(arrival)));
        browser::watch_sections();
        // The one file carries its address behind the `#`, so its first page may be another than the packed one.
        if let Some(route) = address.here().filter(|_| self.links().form == AddressForm::Hash)
            && self.opened.with_untracked(|opened| !is_at(opened, &route))
        {
            self.show(route, Then::Return(None));
        }
    }

    /// Follows a link if it leads to a page of this site. Returns whether it did, so that the browser need not.
    fn follow(self, href: &str) -> bool {
        let links = self.links();
        let here = browser::location();
        if let Some(fragment) = fragment_within(href, &here) {
            if links.form == AddressForm::Path {
                // The browser itself is best at going to a place of the page: it knows `:target`.
                self.kept.with_value(|kept| kept.address.leave());
                self.clear_hits();
                return false;
            }
            // Elsewhere the fragment is taken: by the address, or by the page around the reader.
            if fragment.starts_with('_') {
                return browser::land_on(fragment);
            }
        }
        let Some(route) = links.route(href, &here) else { return false };
        self.offer.set(None);
        self.show(route, Then::Enter);
        true
    }

    /// Back, Forward, or an address typed by hand.
    fn arrive(self, arrival: Arrival) {
        let Some(route) = arrival.route else { return };
        if !self.opened.with_untracked(|opened| is_at(opened, &route)) {
            return self.show(route, Then::Return(arrival.place));
        }
        let here = browser::location();
        let is_fragment = self.links().form == AddressForm::Path && fragment_within(&here, &here).is_some();
        if arrival.place.is_some() || !is_fragment {
            self.stand(&route, Then::Return(arrival.place));
        }
        // Else a fragment followed natively: the browser has gone there.
    }

    /// Opens a page, from the bundles that are here or from the network.
    fn show(self, route: Route, then: Then) {
        let asked = self.kept.try_update_value(|kept| {
            kept.asked += 1;
            kept.asked
        });
        let bundle = self.opened.with_untracked(|opened| opened.bundle().clone());
        let lang = bundle.site.language_of_prefix(&route.language).map(str::to_owned);
        let Some(lang) = lang else { return self.put(Opened::Lost { bundle }, route, then) };
        if let Some(bundle) = self.kept.with_value(|kept| kept.bundles.iter().find(|bundle| bundle.article.lang == lang).cloned()) {
            return self.put(Opened::new(route.clone(), bundle), route, then);
        }
        spawn_local(async move {
            let loaded = self.load(&bundle.article.id, &lang).await;
            if self.kept.with_value(|kept| Some(kept.asked) != asked) {
                return;
            }
            match loaded {
                Ok(bundle) => self.put(Opened::new(route.clone(), bundle), route, then),
                Err(error) => {
                    browser::warn(&error.to_string());
                    self.notice.set(Some(Notice::PageFailed { href: self.links().to(&route) }));
                }
            }
        });
    }

    async fn load(self, article: &str, lang: &str) -> Result<Arc<Bundle>, LoadError> {
        let root = self.links().root.clone();
        let edition = match self.kept.with_value(|kept| kept.edition.clone()) {
            Some(edition) => edition,
            None => {
                let at = self.kept.with_value(|kept| kept.edition_file.clone()).ok_or(LoadError::NotInEdition)?;
                Arc::new(load_edition(&root, &at).await?)
            }
        };
        let bundle = Arc::new(load_bundle(&root, &edition, article, lang).await?);
        self.kept.update_value(|kept| {
            kept.edition = Some(edition);
            kept.bundles.push(bundle.clone());
        });
        Ok(bundle)
    }

    fn put(self, opened: Opened, route: Route, then: Then) {
        if matches!(then, Then::Enter) {
            self.kept.with_value(|kept| kept.address.push(&route));
        }
        let is_other_language = self.opened.with_untracked(|before| before.bundle().article.lang != opened.bundle().article.lang);
        self.notice.set(None);
        self.opened.set(opened);
        if is_other_language {
            // The head is made anew, and what was asked in one language is no question in the other.
            self.query.set(String::new());
        } else {
            self.clear_hits();
        }
        spawn_local(async move {
            // The page stands once the effects that `opened` has set off have run.
            tick().await;
            self.tell_document();
            browser::watch_sections();
            self.show_theme();
            self.stand(&route, then);
        });
    }

    /// Brings the reader to where they want to be on the page that is open.
    fn stand(self, route: &Route, then: Then) {
        browser::forget_landing();
        match (then, &route.anchor) {
            (Then::Return(Some(place)), _) => browser::return_to(&place),
            (_, Some(anchor)) if browser::land_on(anchor) => return,
            (_, _) => browser::to_top(),
        }
        browser::focus_heading();
    }

    fn tell_document(self) {
        let title = self.opened.with_untracked(title);
        browser::set_title(&title);
        browser::set_language(&self.opened.with_untracked(|opened| opened.bundle().article.lang.clone()));
        browser::announce(&title);
    }

    /// The theme that the reader has chosen, on the page and in its foot.
    fn show_theme(self) {
        let stored = browser::stored_preferences().unwrap_or_default();
        browser::show_theme(Preferences::parse(&stored).theme.name());
    }

    fn choose_theme(self, theme: Theme) {
        browser::show_theme(theme.name());
        if browser::store_preferences(&Preferences { theme }.to_text()).is_none() {
            self.notice.set(Some(Notice::NotKept));
        }
    }

    fn clear(self) {
        self.clear_hits();
        browser::focus(ids::QUERY);
    }

    fn clear_hits(self) {
        browser::set_typed_query("");
        self.query.set(String::new());
    }

    fn links(self) -> Arc<Links> {
        self.kept.with_value(|kept| kept.links.clone())
    }
}

fn is_at(opened: &Opened, to: &Route) -> bool {
    match opened {
        Opened::Page { route, .. } => route.page == to.page && route.language == to.language,
        Opened::Lost { .. } => false,
    }
}

/// What stands behind the `#` of a link within the document.
fn fragment_within<'a>(href: &'a str, here: &str) -> Option<&'a str> {
    let (document, fragment) = href.split_once('#')?;
    (Some(document) == here.split('#').next()).then_some(fragment)
}

/// The first of the device's languages that the site has, by the part before the first hyphen.
fn preferred(device: &[String], site: &[String]) -> Option<String> {
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    device.iter().find_map(|wanted| site.iter().find(|lang| primary(lang) == primary(wanted))).cloned()
}
