//! What stays the same on a page while it is shown: its bundle, its route, its links and its language.

use super::messages::{Messages, messages};
use crate::article::Target;
use crate::library::Bundle;
use crate::reading::{Links, Opened, Page, Route};
use std::sync::Arc;

#[derive(Clone)]
pub struct Scene {
    pub bundle: Arc<Bundle>,
    pub route: Route,
    pub links: Arc<Links>,
}

impl Scene {
    pub fn of(opened: &Opened, links: &Arc<Links>) -> Self {
        let bundle = opened.bundle().clone();
        let route = match opened {
            Opened::Page { route, .. } => route.clone(),
            // Where nothing is, links are written as from the front.
            Opened::Lost { .. } => Route::new(&bundle.language_prefix(), Page::Front),
        };
        Scene { bundle, route, links: links.clone() }
    }

    pub fn messages(&self) -> &'static Messages {
        messages(&self.bundle.article.lang)
    }

    /// A page in this page's language.
    pub fn to(&self, page: Page) -> String {
        self.links.to(&Route::new(&self.route.language, page))
    }

    /// A section or block of the article, from whichever page.
    pub fn to_block(&self, block: &str) -> String {
        let article = Page::Article(self.bundle.article.id.clone());
        if self.route.page == article {
            self.links.within(&self.route, block)
        } else {
            self.links.to(&Route::new(&self.route.language, article).at(block))
        }
    }

    /// Where a link in the text leads; `None` for what the check at the border has refused.
    pub fn to_target(&self, to: &str) -> Option<String> {
        Some(match Target::parse(to)? {
            Target::Outside(address) => address.to_owned(),
            Target::Block(block) => self.to_block(block),
            Target::Article { article, block } => {
                let route = Route::new(&self.route.language, Page::Article(article.to_owned()));
                self.links.to(&match block {
                    Some(block) => route.at(block),
                    None => route,
                })
            }
        })
    }
}
