//! What stands where no page is.

use super::tree::{Tree, element};
use super::{Scene, ids};
use crate::reading::Page;

pub fn lost_page(scene: &Scene) -> Tree {
    let words = scene.messages();
    let home = element("a").attr("href", &scene.to(Page::Front)).text(words.home);
    element("main")
        .id(ids::MAIN)
        .class("lost")
        .add(element("h1").attr("tabindex", "-1").text(words.lost))
        .add(element("p").text(words.lost_text))
        .add(element("p").class("start").add(home))
}
