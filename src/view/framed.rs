//! Head and foot in a frame on somebody else's page: no more than is needed there, and the way to the full site.

use super::head::{contents_button, languages};
use super::search::search_box;
use super::tree::{Tree, button, element, link};
use super::{Live, Scene};
use crate::library::Word;
use crate::reading::{Opened, Page, Route};
use leptos::prelude::With;

pub fn framed_head(opened: &Opened, scene: &Scene, live: &Live) -> Tree {
    let article = Route::new(&scene.route.language, Page::Article(scene.bundle.article.id.clone()));
    let title = link(&scene.links.to(&article), &scene.bundle.article.title).class("framed-title");
    let head = element("header").class("head framed").add_if(way_back(scene, live)).add(title).add(search_box(scene));
    let ways = element("nav").class("ways").attr("aria-label", scene.say(Word::Pages)).add_if(contents_button(opened, scene));
    head.add(ways.all(languages(opened, scene)).add(full_site(opened, scene, "↗").attr("aria-label", scene.say(Word::FullSite))))
}

/// To the page before; the browser's own button leads away from where there is no address.
pub fn way_back(scene: &Scene, live: &Live) -> Option<Tree> {
    let can_return = live.margin.with(|margin| margin.can_return);
    can_return.then(|| button("back", "←").class("back").attr("aria-label", scene.say(Word::Back)))
}

pub fn framed_foot(opened: &Opened, scene: &Scene) -> Tree {
    let article = scene.to(Page::Article(scene.bundle.article.id.clone()));
    let whole = link(&article, scene.say(Word::WholeArticle)).class("whole");
    let full = full_site(opened, scene, scene.say(Word::FullSite));
    let ways = element("p").class("foot-ways").add(element("span").text(&scene.bundle.site.title)).add(whole).add(full);
    element("footer").class("foot framed").add(ways)
}

/// To the page that is open, on the site itself, in a tab of its own.
fn full_site(opened: &Opened, scene: &Scene, name: &str) -> Tree {
    link(&scene.links.to(&opened.route()), name).attr("target", "_blank").attr("rel", "noopener")
}
