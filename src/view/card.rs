//! The card that a mention opens: what is known of its topic, and the way to the topic's page.

use super::topics::{about, kind};
use super::tree::{Tree, element, link};
use super::{Scene, ids};
use crate::article::{Topic, mentions};
use crate::library::Word;

/// Empty until a mention has been chosen.
pub fn card_tree(topic: Option<&Topic>, scene: &Scene) -> Tree {
    let card = element("div").id(ids::CARD).class("card").attr("popover", "auto");
    let Some(topic) = topic else { return card };
    let count = mentions(&scene.bundle.article, &topic.id).len().to_string();
    let further = link(&scene.to_topic(&topic.id), &scene.fill(Word::Mentioned, &[&count])).class("further");
    card.attr("role", "dialog")
        .attr("aria-label", &topic.name)
        .add(element("p").class("card-name").text(&topic.name))
        .add(element("p").class("label").text(kind(topic, scene)))
        .add(about(topic, scene))
        .add(element("p").class("label").add(further))
}
