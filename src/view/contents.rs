//! The table of contents: in the margin of a wide window, in a drawer that a button opens on a narrow one.

use super::tree::{Tree, element};
use super::{Scene, ids};
use crate::article::{Entry, outline};
use crate::library::Word;

/// The browser marks the link of the section at the reading line as the current one.
pub fn contents(scene: &Scene) -> Tree {
    let entry = |entry: &Entry| {
        let link = element("a").attr("href", &scene.to_block(&entry.section)).text(&entry.title);
        element("li").class(&format!("level-{}", entry.level)).add(link)
    };
    let label = element("p").class("label").attr("aria-hidden", "true").text(scene.say(Word::Contents));
    let entries = element("ol").all(outline(&scene.bundle.article).iter().map(entry).collect());
    let nav = element("nav").id(ids::CONTENTS).class("contents").attr("popover", "auto").attr("aria-label", scene.say(Word::Contents));
    nav.add(label).add(entries)
}
