//! The running head: home, search, the ways to the other pages and to the other language.

use super::framed::{framed_head, way_back};
use super::search::search_box;
use super::tree::{Tree, element, link};
use super::{Live, Scene, ids};
use crate::library::{Language, Word};
use crate::reading::{Opened, Page};

pub fn skip(scene: &Scene) -> Tree {
    element("a").class("skip").attr("href", &format!("#{}", ids::MAIN)).text(scene.say(Word::Skip))
}

/// All of it; what changes from page to page is in `ways`.
pub fn head(opened: &Opened, scene: &Scene, live: &Live) -> Tree {
    if scene.is_framed() {
        return framed_head(opened, scene, live);
    }
    element("header").class("head").add_if(way_back(scene, live)).add(home(scene)).add(search_box(scene)).add(ways(opened, scene))
}

fn home(scene: &Scene) -> Tree {
    let name = format!("{}: {}", scene.bundle.site.title, scene.say(Word::Home));
    element("a").class("home").attr("href", &scene.to(Page::Front)).attr("aria-label", &name).add(seal())
}

/// Links to the other pages, with the open one marked, and to this page in the other languages.
fn ways(opened: &Opened, scene: &Scene) -> Tree {
    let article = Page::Article(scene.bundle.article.id.clone());
    let way = |page: &Page, name: &str| {
        let is_current = (opened.page() == Some(page)).then_some("page");
        element("a").attr("href", &scene.to(page.clone())).attr_if("aria-current", is_current).text(name)
    };
    let nav = element("nav").class("ways").attr("aria-label", scene.say(Word::Pages)).add_if(contents_button(opened, scene));
    let first = if scene.bundle.site.is_library { (&Page::Front, Word::Articles) } else { (&article, Word::Article) };
    let nav = nav.add(way(first.0, scene.say(first.1))).add(way(&Page::Topics, scene.say(Word::Topics)));
    let nav = nav.add(way(&Page::Numbers, scene.say(Word::Numbers))).add(way(&Page::About, scene.say(Word::About)));
    nav.all(languages(opened, scene))
}

/// Opens the drawer of the contents, on the article's page.
pub fn contents_button(opened: &Opened, scene: &Scene) -> Option<Tree> {
    matches!(opened.page(), Some(Page::Article(_))).then(|| {
        let button = element("button").attr("type", "button").class("contents-button");
        button.attr("popovertarget", ids::CONTENTS).text(scene.say(Word::Contents))
    })
}

/// Links to the open page in the other languages.
pub fn languages(opened: &Opened, scene: &Scene) -> Vec<Tree> {
    let others = scene.bundle.languages().filter(|language| language.tag != scene.bundle.article.lang);
    let language = |language: &Language| {
        let link = link(&scene.links.to(&opened.in_language(&language.tag)), &language.name).class("language");
        link.attr("hreflang", &language.tag).attr("lang", &language.tag)
    };
    others.map(language).collect()
}

/// The mark: 抽, cut into a small seal.
fn seal() -> Tree {
    element("span").class("seal").attr("aria-hidden", "true").attr("lang", "zh-Hans").text("抽")
}
