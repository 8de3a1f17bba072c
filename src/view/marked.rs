//! The bar below a page on which a query is marked: how often it stands there, and the ways from one place to the next.

use super::tree::{Tree, button, element};
use super::{Scene, ids};
use crate::library::Word;

/// Empty when nothing is.
pub fn marked_tree(query: Option<&str>, scene: &Scene) -> Tree {
    let bar = element("div").class("marked");
    let Some(query) = query else { return bar };
    let name = scene.fill(Word::Marked, &[query]);
    // At which place of how many the reader is says the browser, so that the buttons stay while it changes.
    let at = element("span").id(ids::MARK);
    let button = |does, word, sign| button(does, sign).attr("aria-label", scene.say(word)).attr("title", scene.say(word));
    bar.attr("role", "region")
        .attr("aria-label", &name)
        .add(element("p").class("marked-query").text(&name))
        .add(at)
        .add(button("previous-mark", Word::PreviousMark, "↑"))
        .add(button("next-mark", Word::NextMark, "↓"))
        .add(button("unmark", Word::Unmark, "×"))
}
