//! The shelf: what this device's reader has read, and how far.

use super::Scene;
use super::front::section_of;
use super::topics::main;
use super::tree::{Tree, button, element, link};
use crate::library::Word;
use crate::reading::Places;

pub fn shelf_page(scene: &Scene, places: &Places) -> Tree {
    let article = &scene.bundle.article;
    let main = main(scene, "shelf", scene.say(Word::Shelf)).add(element("p").class("label").text(scene.say(Word::ShelfIntro)));
    let Some(block) = places.block(&article.id) else { return main.add(element("p").text(scene.say(Word::ShelfEmpty))) };
    let section = section_of(scene, block).map_or("", |section| section.title.as_str());
    let section = if section.is_empty() { &article.title } else { section };
    let at = element("p").class("label").text(&scene.fill(Word::LeftAt, &[section]));
    let forget = button("forget", scene.say(Word::Forget)).class("quiet");
    main.add(element("ul").add(element("li").add(link(&scene.to_block(block), &article.title)).add(at).add(forget)))
}
