//! Finding: what the search box asks for, what of it is marked on the page, and what the other languages have.

use super::going::Then;
use super::{Session, browser};
use crate::library::Bundle;
use crate::reading::{Opened, Page, Route};
use crate::search::Corpus;
use crate::view::{Answer, Elsewhere, Live, count, ids};
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use std::rc::Rc;
use std::sync::Arc;

impl Session {
    /// What the box asks for, in the language of the page and in the others that are here.
    pub(super) fn answer(self) -> Memo<Answer> {
        let Session { opened, query, .. } = self;
        Memo::new(move |_| {
            let here = opened.with(|opened| opened.bundle().clone());
            let query = query.get();
            if query.trim().is_empty() {
                return Answer::default();
            }
            let found = self.corpus(here.clone()).find(&query);
            let elsewhere = |bundle: Arc<Bundle>| {
                let language = bundle.site.language(&bundle.article.lang)?.clone();
                Some(Elsewhere { language, hits: self.corpus(bundle).find(&query).hits.len() })
            };
            let others = self.kept.with_value(|kept| kept.bundles.clone());
            let elsewhere = others.into_iter().filter(|bundle| bundle.article.lang != here.article.lang).filter_map(elsewhere).collect();
            Answer { query, found, elsewhere }
        })
    }

    pub(super) fn corpus(self, bundle: Arc<Bundle>) -> Rc<Corpus> {
        let made =
            self.kept.with_value(|kept| kept.corpora.iter().find(|(of, _)| Arc::ptr_eq(of, &bundle)).map(|(_, corpus)| corpus.clone()));
        made.unwrap_or_else(|| {
            let corpus = Rc::new(Corpus::of(&bundle));
            self.kept.update_value(|kept| kept.corpora.push((bundle, corpus.clone())));
            corpus
        })
    }

    /// What was asked in one language may stand in the others. A reader who never searches does not pay for them.
    pub(super) fn load_others(self) {
        let here = self.opened.with_untracked(|opened| opened.bundle().clone());
        let others = here.languages().map(|language| language.tag.clone()).filter(|lang| self.bundle_here(lang).is_none());
        let others: Vec<String> = others.collect();
        if others.is_empty() || self.kept.with_value(|kept| kept.has_asked_others) {
            return;
        }
        self.kept.update_value(|kept| kept.has_asked_others = true);
        spawn_local(async move {
            for lang in others {
                // Without a network there is nothing to offer, and nobody has asked for it.
                if self.load(&here.article.id, &lang).await.is_ok() {
                    self.query.update(|_| {});
                }
            }
        });
    }

    /// Tells a screen reader what was found, and the box whether there is something to choose from.
    pub(super) fn tell(self, live: Live) {
        Effect::new(move |before: Option<String>| {
            let words = self.opened.with_untracked(|opened| opened.bundle().clone());
            live.answer.with(|answer| {
                // What another language has comes later, and changes nothing of what has been said and chosen.
                if before.as_ref() != Some(&answer.query) {
                    browser::expand_search(!answer.found.hits.is_empty() && !self.is_searching());
                    if !answer.query.is_empty() {
                        browser::announce(&count(answer, &words.words));
                        browser::tell("asked", answer.found.hits.len().to_string() + " " + &answer.query);
                        self.load_others();
                    }
                }
                answer.query.clone()
            })
        });
    }

    /// Marks on the page what its address asks for.
    pub(super) fn mark(self, route: &Route) {
        let query = route.params.query.trim();
        if query.is_empty() || route.page == Page::Search {
            return;
        }
        let corpus = self.corpus(self.opened.with_untracked(|opened| opened.bundle().clone()));
        let marker = corpus.marker(query);
        if browser::mark(|text| marker.marks(text)) == 0 {
            return;
        }
        self.margin.update(|margin| margin.marked = Some(query.to_owned()));
        let anchor = route.anchor.clone();
        spawn_local(async move {
            tick().await;
            browser::announce(&browser::first_mark(anchor.as_deref()));
        });
    }

    /// Takes the marks away, and out of the address.
    pub(super) fn unmark(self) {
        browser::unmark();
        self.margin.update(|margin| margin.marked = None);
        // The address knows the place as well.
        let Some(route) = self.kept.with_value(|kept| kept.address.here().route) else { return };
        let route = route.asking("");
        self.kept.with_value(|kept| kept.address.replace(&route));
        self.opened.update(|opened| {
            if let Opened::Page { route: here, .. } = opened {
                *here = route;
            }
        });
    }

    /// Whatever stands in the box. When that is nothing, as when the reader has just come to it, what the first letter would wait for is
    /// done before it: the corpus, and the browser's compiling of what answers, which it puts off until something is asked.
    pub(super) fn ask(self, typed: String) {
        if typed.is_empty() {
            let here = self.opened.with_untracked(|opened| opened.bundle().clone());
            self.corpus(here.clone()).find(&here.article.title);
        }
        self.query.set(typed);
    }

    /// Enter in the search box: the page with all hits.
    pub(super) fn submit(self, typed: String) {
        if typed.trim().is_empty() {
            return;
        }
        let language = self.opened.with_untracked(|opened| opened.route().language);
        let route = Route::new(&language, Page::Search).asking(&typed);
        if self.is_elsewhere(&route.page) {
            return browser::go(&self.links().to(&route));
        }
        self.show(route, Then::Enter);
    }

    pub(super) fn clear(self) {
        self.clear_hits();
        browser::focus(ids::QUERY);
    }

    /// The results page shows what the box asks for, whoever has the focus.
    pub(super) fn close_hits(self) {
        if !self.is_searching() {
            self.query.set(String::new());
        }
    }

    pub(super) fn is_searching(self) -> bool {
        self.opened.with_untracked(|opened| opened.page() == Some(&Page::Search))
    }

    pub(super) fn clear_hits(self) {
        browser::set_typed_query("");
        self.query.set(String::new());
    }
}
