//! Going from page to page: by links, by Back and Forward, by what the address says.

use super::{Session, browser};
use crate::app::browser::Arrival;
use crate::app::loading::{LoadError, load_bundle, load_edition, load_pictures};
use crate::library::{Bundle, Edition, is_drawn};
use crate::reading::{AddressForm, Links, Opened, Page, Place, Route};
use crate::view::{Notice, title};
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use std::sync::Arc;

/// What to do once a page stands.
pub(super) enum Then {
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
    /// Follows a link if it leads to a page of this site. Returns whether it did, so that the browser need not.
    pub(super) fn follow(self, href: &str) -> bool {
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
        if self.is_elsewhere(&route.page) {
            // A frame is made for its own article; any other page of the site has a tab of its own.
            return self.is_framed() && browser::open_tab(href);
        }
        // The shelf, where a file came from, is then another page.
        if route.page == Page::Shelf && !self.is_of_the_site() {
            return false;
        }
        self.margin.update(|margin| margin.offer = None);
        if route.anchor.is_some() && self.opened.with_untracked(|opened| is_at(opened, &route)) {
            // A place of the page that is open: what is marked on it stays.
            self.enter(&route);
            self.clear_hits();
            self.tell_went(&route);
            self.stand(&route, Then::Enter);
        } else {
            self.show(route, Then::Enter);
        }
        true
    }

    /// Whether a page is none of those that the open bundle shows: in a library, the browser itself goes from article to article.
    pub(super) fn is_elsewhere(self, page: &Page) -> bool {
        self.opened.with_untracked(|opened| {
            let bundle = opened.bundle();
            let is_here = match page {
                Page::Article(id) => *id == bundle.article.id,
                Page::Search => self.is_framed() || opened.page() == Some(page),
                _ => false,
            };
            bundle.site.is_library && !is_here
        })
    }

    /// Opens a page in the place of the one that is open, as if the reader had come to it at once.
    pub(super) fn become_page(self, href: &str) {
        if let Some(route) = self.links().route(href, "") {
            self.kept.with_value(|kept| kept.address.replace(&route));
            let then = if route.anchor.is_some() { Then::Return(None) } else { Then::Begin(browser::typed_before().text) };
            self.show(route, then);
        }
    }

    /// Back, Forward, or an address typed by hand.
    pub(super) fn arrive(self, arrival: Arrival) {
        let Some(route) = arrival.route else { return };
        self.offer_return();
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
    pub(super) fn show(self, route: Route, then: Then) {
        let asked = self.kept.try_update_value(|kept| {
            kept.asked += 1;
            kept.asked
        });
        let bundle = self.opened.with_untracked(|opened| opened.bundle().clone());
        let lang = bundle.site.language_of_prefix(&route.language).map(str::to_owned);
        let Some(lang) = lang else { return self.put(Opened::Lost { bundle }, route, then) };
        let beside = bundle.site.languages.iter().find(|language| language.tag.eq_ignore_ascii_case(&route.params.side));
        let beside = beside.map(|language| language.tag.clone()).filter(|other| *other != lang);
        // What shows pictures waits for them, a little; without them, it shows their facts as text.
        let page = route.page.clone();
        let here = |lang: &str| self.bundle_here(lang).filter(|bundle| !lacks_pictures(bundle, &page));
        match (here(&lang), beside.as_deref().map(here)) {
            (Some(bundle), None) => return self.put(Opened::new(route.clone(), bundle), route, then),
            (Some(bundle), Some(Some(side))) => return self.put(Opened::new(route.clone(), bundle).beside(Some(side)), route, then),
            _ => {}
        }
        spawn_local(async move {
            let mut loaded = self.load(&bundle.article.id, &lang).await;
            let mut side = None;
            if let (Ok(_), Some(beside)) = (&loaded, &beside) {
                match self.load(&bundle.article.id, beside).await {
                    Ok(bundle) => side = Some(bundle),
                    Err(error) => loaded = Err(error),
                }
            }
            if let Ok(bundle) = &loaded {
                for bundle in [Some(bundle), side.as_ref()].into_iter().flatten() {
                    self.load_pictures(bundle, &route.page).await;
                }
            }
            let loaded = loaded.map(|bundle| Opened::new(route.clone(), bundle).beside(side));
            if self.kept.with_value(|kept| Some(kept.asked) != asked) {
                return;
            }
            match loaded {
                Ok(opened) => self.put(opened, route, then),
                Err(error) => {
                    browser::warn(&error.to_string());
                    self.notify(Notice::PageFailed { href: self.links().to(&route) });
                }
            }
        });
    }

    pub(super) fn bundle_here(self, lang: &str) -> Option<Arc<Bundle>> {
        self.kept.with_value(|kept| kept.bundles.iter().find(|bundle| bundle.article.lang == lang).cloned())
    }

    pub(super) async fn load(self, article: &str, lang: &str) -> Result<Arc<Bundle>, LoadError> {
        if let Some(bundle) = self.bundle_here(lang) {
            return Ok(bundle);
        }
        let (root, edition) = (self.links().root.clone(), self.edition().await?);
        let bundle = Arc::new(load_bundle(&root, &edition, article, lang).await?);
        self.kept.update_value(|kept| kept.bundles.push(bundle.clone()));
        Ok(bundle)
    }

    async fn edition(self) -> Result<Arc<Edition>, LoadError> {
        if let Some(edition) = self.kept.with_value(|kept| kept.edition.clone()) {
            return Ok(edition);
        }
        let at = self.kept.with_value(|kept| kept.edition_file.clone()).ok_or(LoadError::NotInEdition)?;
        let edition = Arc::new(load_edition(&self.links().root, &at).await?);
        self.kept.update_value(|kept| kept.edition = Some(edition.clone()));
        Ok(edition)
    }

    /// The bundle's pictures, once; a page goes without those that cannot be had.
    async fn load_pictures(self, bundle: &Bundle, page: &Page) {
        if !lacks_pictures(bundle, page) {
            return;
        }
        let Ok(edition) = self.edition().await else { return };
        match load_pictures(&self.links().root, &edition, &bundle.article.id, &bundle.article.lang).await {
            Ok(pictures) => drop(bundle.pictures.set(pictures)),
            Err(error) => browser::warn(&error.to_string()),
        }
    }

    pub(super) fn put(self, opened: Opened, route: Route, then: Then) {
        self.keep_place();
        if matches!(then, Then::Enter) {
            self.enter(&route);
        }
        // The table in another order, a second column: the reader is where they were.
        let is_variant = self.opened.with_untracked(|before| is_variant(before, &route));
        let then = if is_variant && matches!(then, Then::Enter) && route.anchor.is_none() { Then::Stay } else { then };
        let is_other_language = self.opened.with_untracked(|before| before.bundle().article.lang != opened.bundle().article.lang);
        browser::unmark();
        self.margin.update(|margin| (margin.notice, margin.marked) = (None, None));
        self.opened.set(opened);
        let asked = match &then {
            Then::Begin(typed) if !typed.trim().is_empty() => typed.clone(),
            _ if route.page == Page::Search => route.params.query.clone(),
            _ => String::new(),
        };
        // Another language makes the box anew, empty; what was asked in one is no question in the other.
        if !is_other_language {
            browser::set_typed_query(&asked);
        }
        self.query.set(asked.clone());
        spawn_local(async move {
            // The page stands once the effects that `opened` has set off have run.
            tick().await;
            self.tell_document();
            self.tell_went(&route);
            browser::set_typed_query(&asked);
            browser::watch_sections();
            self.show_preferences();
            // First where the reader goes, then the mark that is next.
            self.stand(&route, then);
            self.mark(&route);
        });
    }

    /// Brings the reader to where they want to be on the page that is open.
    pub(super) fn stand(self, route: &Route, then: Then) {
        browser::forget_landing();
        if matches!(then, Then::Stay | Then::Begin(_)) {
            return;
        }
        match (then, &route.anchor) {
            (Then::Return(Some(place)), _) => browser::return_to(&place),
            (_, Some(anchor)) if browser::land_on(anchor) => return,
            (_, _) => browser::to_top(),
        }
        browser::focus_heading();
    }

    pub(super) fn tell_document(self) {
        let title = self.opened.with_untracked(title);
        browser::set_title(&title);
        browser::set_language(&self.opened.with_untracked(|opened| opened.bundle().article.lang.clone()));
        browser::announce(&title);
    }

    fn enter(self, route: &Route) {
        self.kept.with_value(|kept| kept.address.push(route));
        self.offer_return();
    }

    /// Says of the way back whether it leads anywhere.
    fn offer_return(self) {
        let can_return = self.kept.with_value(|kept| kept.address.can_return());
        if self.margin.with_untracked(|margin| margin.can_return) != can_return {
            self.margin.update(|margin| margin.can_return = can_return);
        }
    }

    /// Before the reader is brought anywhere, so that what the page's script changes has changed.
    fn tell_went(self, route: &Route) {
        browser::tell("went", self.links().to(route));
    }

    pub(super) fn is_framed(self) -> bool {
        self.links().form == AddressForm::Frame
    }

    /// A file of the reader's own is not: no edition has it.
    pub(super) fn is_of_the_site(self) -> bool {
        self.opened.with_untracked(|opened| !opened.bundle().site.edition.is_empty())
    }

    pub(super) fn links(self) -> Arc<Links> {
        self.kept.with_value(|kept| kept.links.clone())
    }
}

pub(super) fn is_at(opened: &Opened, to: &Route) -> bool {
    match opened {
        Opened::Page { route, .. } => route.is_same_page(to),
        Opened::Lost { .. } => false,
    }
}

/// Whether a page shows pictures that are not here.
fn lacks_pictures(bundle: &Bundle, page: &Page) -> bool {
    let shows = match page {
        Page::Front | Page::Article(_) => bundle.is_drawn(),
        Page::Topic(id) => bundle.showing(id).any(is_drawn),
        // The map.
        Page::Topics => true,
        _ => false,
    };
    shows && bundle.pictures.get().is_none()
}

/// Whether a route leads to the open page with other parameters.
fn is_variant(opened: &Opened, to: &Route) -> bool {
    let here = opened.route();
    opened.page() == Some(&to.page) && here.language == to.language && !here.params.show_as(&to.params)
}

/// What stands behind the `#` of a link within the document.
fn fragment_within<'a>(href: &'a str, here: &str) -> Option<&'a str> {
    let (document, fragment) = href.split_once('#')?;
    (Some(document) == here.split('#').next()).then_some(fragment)
}
