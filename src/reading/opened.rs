//! What is open: a page of a bundle, or an address that leads nowhere.

use super::{Page, Route};
use crate::library::Bundle;
use std::sync::Arc;

#[derive(Clone, Debug)]
pub enum Opened {
    Page {
        route: Route,
        bundle: Arc<Bundle>,
    },
    /// There is no such page; the bundle says how to get back.
    Lost {
        bundle: Arc<Bundle>,
    },
}

impl Opened {
    /// A bundle's page at a route, if the bundle has it.
    pub fn new(route: Route, bundle: Arc<Bundle>) -> Self {
        let is_here = match &route.page {
            Page::Front | Page::About => true,
            Page::Article(id) => *id == bundle.article.id,
        };
        if is_here && route.language == bundle.language_prefix() { Opened::Page { route, bundle } } else { Opened::Lost { bundle } }
    }

    pub fn bundle(&self) -> &Arc<Bundle> {
        match self {
            Opened::Page { bundle, .. } | Opened::Lost { bundle } => bundle,
        }
    }

    pub fn page(&self) -> Option<&Page> {
        match self {
            Opened::Page { route, .. } => Some(&route.page),
            Opened::Lost { .. } => None,
        }
    }

    /// The same page in another language, or the front there when the page is lost.
    pub fn in_language(&self, lang: &str) -> Route {
        let prefix = self.bundle().site.prefix(lang);
        Route::new(&prefix, self.page().cloned().unwrap_or(Page::Front))
    }
}
