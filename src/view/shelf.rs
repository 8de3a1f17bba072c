//! The shelf: what this device's reader has read, and how far.

use super::Scene;
use super::page::main;
use super::tree::{Tree, button, element, link};
use crate::library::Word;
use crate::reading::{Page, Places};

pub fn shelf_page(scene: &Scene, places: &Places) -> Tree {
    let article = &scene.bundle.article;
    let main = main(scene, "shelf", scene.say(Word::Shelf)).add(element("p").class("label").text(scene.say(Word::ShelfIntro)));
    let Some(block) = places.block(&article.id) else {
        let open = link(&scene.to(Page::Article(article.id.clone())), &article.title);
        return main.add(element("p").text(scene.say(Word::ShelfEmpty))).add(element("p").class("start").add(open));
    };
    let at = element("p").class("label").text(&scene.fill(Word::LeftAt, &[scene.section_title(block)]));
    let forget = button("forget", scene.say(Word::Forget)).class("quiet");
    main.add(element("ul").add(element("li").add(link(&scene.to_block(block), &article.title)).add(at).add(forget)))
}
