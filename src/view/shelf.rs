//! The shelf: what this device's reader has read, and how far.

use super::Scene;
use super::page::main;
use super::tree::{Tree, button, element, link};
use crate::library::Word;
use crate::reading::{AddressForm, Page, Places};

pub fn shelf_page(scene: &Scene, places: &Places) -> Tree {
    let article = &scene.bundle.article;
    let main = main(scene, "shelf", scene.say(Word::Shelf)).add(element("p").class("label").text(scene.say(Word::ShelfIntro)));
    let Some(block) = places.block(&article.id) else {
        let open = link(&scene.to(Page::Article(article.id.clone())), &article.title);
        return main.add(element("p").text(scene.say(Word::ShelfEmpty))).add(element("p").class("start").add(open)).add_if(files(scene));
    };
    let at = element("p").class("label").text(&scene.fill(Word::LeftAt, &[scene.section_title(block)]));
    let forget = button("forget", scene.say(Word::Forget)).class("quiet");
    main.add(element("ul").add(element("li").add(link(&scene.to_block(block), &article.title)).add(at).add(forget))).add_if(files(scene))
}

/// The place where a file of the reader's own is opened: the page's script fills it. Pages without addresses of their own, as in the one file,
/// have no such script.
fn files(scene: &Scene) -> Option<Tree> {
    (scene.links.form == AddressForm::Path).then(|| element("section").id("_files").class("files"))
}
