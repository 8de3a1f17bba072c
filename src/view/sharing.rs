//! The about page's place for whoever wants the article on a page of their own. The page's script fills it when it is opened. Pages that have no address, and the one file, have nothing that others could show.

use super::Scene;
use super::tree::{Tree, element};
use crate::library::Word;
use crate::reading::{AddressForm, Page, Route};

pub fn sharing(scene: &Scene) -> Option<Tree> {
    if scene.links.form != AddressForm::Path {
        return None;
    }
    let article = &scene.bundle.article;
    let path = Route::new(&scene.route.language, Page::Article(article.id.clone())).path();
    let place = element("div").attr("data-article", &article.id).attr("data-lang", &article.lang).attr("data-path", &path);
    let summary = element("summary").text(scene.say(Word::ShareOpen));
    Some(element("details").id("_share").class("share").add(summary).add(place))
}
