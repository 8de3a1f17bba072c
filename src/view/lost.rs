//! What stands where no page is.

use super::tree::{Tree, element};
use super::{Scene, ids};
use crate::library::Word;
use crate::reading::Page;

pub fn lost_page(scene: &Scene) -> Tree {
    let home = element("a").attr("href", &scene.to(Page::Front)).text(scene.say(Word::Home));
    element("main")
        .id(ids::MAIN)
        .class("lost")
        .add(element("h1").attr("tabindex", "-1").text(scene.say(Word::Lost)))
        .add(element("p").text(scene.say(Word::LostText)))
        .add(element("p").class("start").add(home))
}
