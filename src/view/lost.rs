//! What stands where no page is.

use super::Scene;
use super::page::main;
use super::tree::{Tree, element, link};
use crate::library::Word;
use crate::reading::Page;

pub fn lost_page(scene: &Scene) -> Tree {
    let home = link(&scene.to(Page::Front), scene.say(Word::Home));
    let main = main(scene, "lost", scene.say(Word::Lost)).add(element("p").text(scene.say(Word::LostText)));
    main.add(element("p").class("start").add(home))
}
