//! The session: the one home of what changes while a reader reads. Its methods are the actions; it is `Copy`.

use super::browser::{self, Address, Arrival, Typed};
use super::loading::{EditionFile, LoadError, load_bundle, load_edition};
use crate::library::{Bundle, Edition};
use crate::reading::{AddressForm, Links, Opened, Page, Params, Place, Places, Preferences, Route};
use crate::search::{Corpus, Found};
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
    places: RwSignal<Places>,
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
    /// The same page in another order or form: the reader stays.
    Stay,
    /// The page is here, but for what its parameters say: the reader stays, and so does what they have typed.
    Begin(String),
}

impl Session {
    pub fn new(opened: Opened, links: Arc<Links>, edition_file: Option<EditionFile>) -> Self {
        let (bundle, first) = (opened.bundle().clone(), opened.route());
        let address = browser::address(links.clone(), first);
        Session {
            opened: RwSignal::new(opened),
            query: RwSignal::new(String::new()),
            offer: RwSignal::new(None),
            notice: RwSignal::new(None),
            places: RwSignal::new(Places::default()),
            kept: StoredValue::new_local(Kept { links, address, edition_file, edition: None, bundles: vec![bundle], asked: 0 }),
        }
    }

    pub fn opened(self) -> Signal<Opened> {
        self.opened.into()
    }

    /// What the view shows of the session, and what its controls do to it.
    pub fn live(self) -> Live {
        let Session { opened, query, offer, notice, places, .. } = self;
        let corpus = StoredValue::new_local(None::<(Arc<Bundle>, Corpus)>);
        let found = Memo::new(move |_| match query.get() {
            query if query.trim().is_empty() => Found::default(),
            query => {
                let bundle = opened.with(|opened| opened.bundle().clone());
                if corpus.with_value(|corpus| corpus.as_ref().is_none_or(|(of, _)| !Arc::ptr_eq(of, &bundle))) {
                    corpus.set_value(Some((bundle.clone(), Corpus::of(&bundle))));
                }
                corpus.with_value(|corpus| corpus.as_ref().map(|(_, corpus)| corpus.find(&query)).unwrap_or_default())
            }
        });
        Live { query: query.into(), found: found.into(), offer: offer.into(), notice: notice.into(), places: places.into() }
    }

    /// What could not be part of the first render, since the packed page knows nothing of the reader and the device.
    pub fn begin(self, live: Live, before: Typed) {
        // A choice made before the takeover stands.
        let before_takeover = browser::chosen();
        if before_takeover.iter().any(|(name, value)| Preferences::default().text_of(name) != *value) {
            before_takeover.iter().for_each(|(name, value)| self.choose(name, value));
        } else {
            self.show_preferences();
        }
        browser::on_choice(move |name, value| self.choose(&name, &value));
        self.places.set(Places::parse(&browser::stored(browser::PLACES).unwrap_or_default()));
        browser::on_leaving(move || self.keep_place());
        // Built anew, the box is empty.
        browser::set_typed_query(&before.text);
        self.query.set(before.text.clone());
        if before.is_focused {
            browser::focus(ids::QUERY);
        }
        let lang = self.opened.with_untracked(|opened| opened.bundle().article.lang.clone());
        let languages = self.opened.with_untracked(|opened| opened.bundle().site.languages.clone());
        let languages: Vec<String> = languages.into_iter().map(|language| language.tag).collect();
        self.offer.set(preferred(&browser::languages(), &languages).filter(|preferred| *preferred != lang));

        browser::on_typing(move |typed| self.query.set(typed));
        browser::on_submit(move |typed| self.submit(typed));
        browser::on_escape(move || self.clear());
        browser::on_button(move |name| match name.as_str() {
            "clear" => self.clear(),
            "forget" => self.forget(),
            _ => {}
        });
        let Live { query, found, .. } = live;
        Effect::new(move |_| {
            let bundle = self.opened.with_untracked(|opened| opened.bundle().clone());
            let said = query.with(|query| found.with(|found| count(query, found, &bundle.words)));
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
            return self.show(route, Then::Return(None));
        }
        // Nor does a packed page know what stands behind the `?`. What was typed meanwhile goes before what the address asks for.
        if let Some(route) = address.here().filter(|route| route.params != Params::default()) {
            self.show(route, Then::Begin(before.text));
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
        let beside = bundle.site.languages.iter().find(|language| language.tag.eq_ignore_ascii_case(&route.params.side));
        let beside = beside.map(|language| language.tag.clone()).filter(|other| *other != lang);
        match (self.bundle_here(&lang), beside.as_deref().map(|lang| self.bundle_here(lang))) {
            (Some(bundle), None) => return self.put(Opened::new(route.clone(), bundle), route, then),
            (Some(bundle), Some(Some(side))) => return self.put(Opened::new(route.clone(), bundle).beside(Some(side)), route, then),
            _ => {}
        }
        spawn_local(async move {
            let mut loaded = self.load(&bundle.article.id, &lang).await.map(|bundle| Opened::new(route.clone(), bundle));
            if let (Ok(opened), Some(beside)) = (&loaded, &beside) {
                let opened = opened.clone();
                loaded = self.load(&bundle.article.id, beside).await.map(|side| opened.beside(Some(side)));
            }
            if self.kept.with_value(|kept| Some(kept.asked) != asked) {
                return;
            }
            match loaded {
                Ok(opened) => self.put(opened, route, then),
                Err(error) => {
                    browser::warn(&error.to_string());
                    self.notice.set(Some(Notice::PageFailed { href: self.links().to(&route) }));
                }
            }
        });
    }

    fn bundle_here(self, lang: &str) -> Option<Arc<Bundle>> {
        self.kept.with_value(|kept| kept.bundles.iter().find(|bundle| bundle.article.lang == lang).cloned())
    }

    async fn load(self, article: &str, lang: &str) -> Result<Arc<Bundle>, LoadError> {
        if let Some(bundle) = self.bundle_here(lang) {
            return Ok(bundle);
        }
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
        self.keep_place();
        if matches!(then, Then::Enter) {
            self.kept.with_value(|kept| kept.address.push(&route));
        }
        // The table in another order, a second column: the reader is where they were.
        let is_variant = self.opened.with_untracked(|before| is_variant(before, &route));
        let then = if is_variant && matches!(then, Then::Enter) && route.anchor.is_none() { Then::Stay } else { then };
        let is_other_language = self.opened.with_untracked(|before| before.bundle().article.lang != opened.bundle().article.lang);
        self.notice.set(None);
        self.opened.set(opened);
        let asked = match &then {
            Then::Begin(typed) if !typed.trim().is_empty() => typed.clone(),
            _ if route.page == Page::Search => route.params.query.clone(),
            _ => String::new(),
        };
        if is_other_language {
            // The head is made anew, and what was asked in one language is no question in the other.
            self.query.set(asked.clone());
        } else {
            browser::set_typed_query(&asked);
            self.query.set(asked.clone());
        }
        spawn_local(async move {
            // The page stands once the effects that `opened` has set off have run.
            tick().await;
            self.tell_document();
            browser::set_typed_query(&asked);
            browser::watch_sections();
            self.show_preferences();
            self.stand(&route, then);
        });
    }

    /// Brings the reader to where they want to be on the page that is open.
    fn stand(self, route: &Route, then: Then) {
        browser::forget_landing();
        if matches!(then, Then::Stay | Then::Begin(_)) {
            let column = route.params.sort.trim_start_matches('-');
            if matches!(then, Then::Stay) && !column.is_empty() {
                browser::focus(&format!("_sort-{column}"));
            }
            return;
        }
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

    /// What the reader has chosen, on the page and in its foot.
    fn show_preferences(self) {
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
            self.notice.set(Some(Notice::NotKept));
        }
    }

    /// Enter in the search box: the page with all hits.
    fn submit(self, typed: String) {
        if typed.trim().is_empty() {
            return;
        }
        let language = self.opened.with_untracked(|opened| opened.route().language);
        self.show(Route::new(&language, Page::Search).asking(&typed), Then::Enter);
    }

    /// Remembers how far the reader has come in the article that is open.
    fn keep_place(self) {
        let article = self.opened.with_untracked(|opened| match opened.page() {
            Some(Page::Article(id)) => Some(id.clone()),
            _ => None,
        });
        if let Some((article, block)) = article.zip(browser::place().block) {
            self.places.update(|places| places.keep(&article, &block));
            self.store_places();
        }
    }

    fn forget(self) {
        let article = self.opened.with_untracked(|opened| opened.bundle().article.id.clone());
        self.places.update(|places| places.forget(&article));
        self.store_places();
    }

    /// A device that keeps nothing has said so when a choice was made; nobody has asked for this.
    fn store_places(self) {
        let _ = browser::store(browser::PLACES, &self.places.with_untracked(Places::to_text));
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
        Opened::Page { route, .. } => route.is_same_page(to),
        Opened::Lost { .. } => false,
    }
}

/// Whether a route leads to the open page with other parameters.
fn is_variant(opened: &Opened, to: &Route) -> bool {
    let here = opened.route();
    opened.page() == Some(&to.page) && here.language == to.language && here.params != to.params
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
