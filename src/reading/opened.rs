//! What is open: a page of a bundle, or an address that leads nowhere.

use super::{Page, Route};
use crate::library::Bundle;
use std::sync::Arc;

#[derive(Clone, Debug)]
pub enum Opened {
    Page {
        route: Route,
        bundle: Arc<Bundle>,
        /// The bundle of the language that the route wants beside its own.
        side: Option<Arc<Bundle>>,
    },
    /// There is no such page; the bundle says how to get back.
    Lost { bundle: Arc<Bundle> },
}

impl Opened {
    /// A bundle's page at a route, if the bundle has it.
    pub fn new(route: Route, bundle: Arc<Bundle>) -> Self {
        let is_here = match &route.page {
            Page::Article(id) => *id == bundle.article.id,
            // A library's bundles hold one article each; that of its own pages holds none.
            Page::Search => true,
            _ if bundle.site.is_library => bundle.article.id.is_empty(),
            Page::Topic(id) => bundle.article.topics.iter().any(|topic| topic.id == *id),
            _ => true,
        };
        let is_here = is_here && route.language == bundle.language_prefix();
        if is_here { Opened::Page { route, bundle, side: None } } else { Opened::Lost { bundle } }
    }

    /// The same with another language beside it.
    pub fn beside(self, side: Option<Arc<Bundle>>) -> Self {
        match self {
            Opened::Page { route, bundle, .. } => Opened::Page { route, bundle, side },
            lost => lost,
        }
    }

    pub fn bundle(&self) -> &Arc<Bundle> {
        match self {
            Opened::Page { bundle, .. } | Opened::Lost { bundle } => bundle,
        }
    }

    pub fn side(&self) -> Option<&Arc<Bundle>> {
        match self {
            Opened::Page { side, .. } => side.as_ref(),
            Opened::Lost { .. } => None,
        }
    }

    pub fn page(&self) -> Option<&Page> {
        match self {
            Opened::Page { route, .. } => Some(&route.page),
            Opened::Lost { .. } => None,
        }
    }

    /// Where the page is; the front of its language when it is lost.
    pub fn route(&self) -> Route {
        match self {
            Opened::Page { route, .. } => route.clone(),
            Opened::Lost { bundle } => Route::new(&bundle.language_prefix(), Page::Front),
        }
    }

    /// The same page in another language, or the front there when the page is lost.
    pub fn in_language(&self, lang: &str) -> Route {
        let prefix = self.bundle().site.prefix(lang);
        Route::new(&prefix, self.page().cloned().unwrap_or(Page::Front))
    }
}
