//! What an article cannot hold: programs, frames, film, fields. Each is reported with the words that were seen on it.

use super::blocks::Reading;
use super::dom::{attribute, characters, line_of, squeezed};
use crate::import::{Loss, Lost};
use dom_query::NodeRef;

impl Reading<'_> {
    pub(super) fn left_out(&mut self, node: &NodeRef, name: &str) {
        if let Some(loss) = loss_of(node, name) {
            self.losses.push(loss.at((self.context.spot)(node)));
        }
    }
}

/// Elements that are reported wherever they stand.
pub const LEFT_OUT: &[&str] = &[
    "script", "iframe", "frame", "video", "audio", "embed", "object", "applet", "svg", "canvas", "input", "button", "select", "textarea",
    "progress", "meter",
];

/// What is lost with an element; nothing for one that nobody sees.
pub fn loss_of(node: &NodeRef, name: &str) -> Option<Loss> {
    let named = |attributes: &[&str]| attributes.iter().find_map(|attribute_name| attribute(node, attribute_name)).unwrap_or_default();
    let source = || {
        let inside = node
            .descendants_it()
            .filter(|inner| inner.has_name("source") || inner.has_name("embed"))
            .find_map(|inner| attribute(&inner, "src"));
        Some(named(&["src", "data", "data-src"])).filter(|src| !src.is_empty()).or(inside).unwrap_or_default()
    };
    Some(match name {
        "script" => Loss::new(Lost::Script),
        "iframe" | "frame" | "frameset" => Loss::new(Lost::Frame { src: source() }),
        "video" | "audio" => Loss::new(Lost::Media { src: source() }).with_words(line_of(node)),
        "embed" => Loss::new(Lost::Media { src: source() }),
        "object" | "applet" => {
            Loss::new(Lost::Object { kind: Some(named(&["type"])).filter(|kind| !kind.is_empty()).unwrap_or_else(source) })
                .with_words(line_of(node))
        }
        "svg" if holds_only_a_picture(node) => return None,
        "svg" => Loss::new(Lost::Drawing).with_words(words_of_drawing(node)),
        "canvas" => Loss::new(Lost::Drawing).with_words(line_of(node)),
        "input" => match named(&["type"]).to_lowercase().as_str() {
            "hidden" => return None,
            // The box of a task is in the article.
            "checkbox" if node.ancestors_it(Some(3)).any(|above| above.has_name("li")) => return None,
            "submit" | "button" | "reset" => Loss::new(Lost::Control).with_words(named(&["value"])),
            "image" => Loss::new(Lost::Control).with_words(named(&["alt"])),
            "checkbox" | "radio" => Loss::new(Lost::Control),
            _ => Loss::new(Lost::Control).with_words(named(&["value", "placeholder"])),
        },
        "textarea" => Loss::new(Lost::Control).with_words(squeezed(&format!("{} {}", node.text(), named(&["placeholder"])))),
        "select" => {
            let options: Vec<String> =
                node.descendants_it().filter(|inner| inner.has_name("option")).map(|option| line_of(&option)).collect();
            Loss::new(Lost::Control).with_words(options.join(" "))
        }
        "button" | "progress" | "meter" => Loss::new(Lost::Control).with_words(line_of(node)),
        _ => return None,
    })
}

fn holds_only_a_picture(node: &NodeRef) -> bool {
    let inside = || node.descendants_it().filter(|inner| inner.is_element());
    inside().any(|inner| inner.has_name("image"))
        && inside().all(|inner| ["image", "g", "title", "desc"].iter().any(|name| inner.has_name(name)))
}

fn words_of_drawing(node: &NodeRef) -> String {
    let unseen = |node: &NodeRef| {
        node.parent()
            .is_some_and(|parent| ["title", "desc", "style", "script", "metadata", "defs"].iter().any(|name| parent.has_name(name)))
    };
    let words: Vec<String> =
        node.descendants_it().filter(|inner| inner.is_text() && !unseen(inner)).filter_map(|inner| characters(&inner)).collect();
    squeezed(&words.join(" "))
}
