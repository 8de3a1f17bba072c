//! Inline runs as elements.

use super::tree::{Tree, element, link};
use super::{Scene, blocks};
use crate::article::{Mark, Run, Text};
use crate::library::Word;

/// Puts a line of text into an element.
pub fn line(into: Tree, text: &Text, scene: &Scene) -> Tree {
    text.0.iter().fold(into, |into, run| match run {
        Run::Plain(words) => into.text(words),
        Run::Marked(mark) => into.add(mark_tree(mark, scene)),
    })
}

fn mark_tree(mark: &Mark, scene: &Scene) -> Tree {
    match mark {
        Mark::Emphasis(text) => line(element("em"), text, scene),
        Mark::Strong(text) => line(element("strong"), text, scene),
        Mark::Sub(text) => line(element("sub"), text, scene),
        Mark::Sup(text) => line(element("sup"), text, scene),
        Mark::Code(code) => element("code").text(code),
        Mark::Link(link) => match scene.to_target(&link.to) {
            Some(href) => line(element("a").attr("href", &href), &link.text, scene),
            None => line(element("span"), &link.text, scene),
        },
        Mark::Mention(mention) => link(&scene.to_topic(&mention.topic), &mention.text).class("mention"),
        Mark::Statistic(statistic) => element("span").class("figure").text(&statistic.text),
        Mark::Ruby(ruby) => element("ruby")
            .text(&ruby.base)
            .add(element("rp").text("（"))
            .add(element("rt").text(&ruby.reading))
            .add(element("rp").text("）")),
        // What it says aloud stands for what it shows.
        Mark::Math(formula) => {
            element("span").attr("role", "math").attr("aria-label", &formula.text).add(element("math").all(blocks::formula(&formula.tree)))
        }
        Mark::Lang(span) => line(element("span").attr("lang", &span.lang), &span.text, scene),
        Mark::Note(note) => {
            let number = number_of_note(scene, note).to_string();
            let label = format!("{} {number}", scene.say(Word::Note));
            let mark = element("a").attr("href", &scene.to_block(note)).attr("aria-label", &label).text(&number);
            let mark = if scene.is_beside { mark } else { mark.id(&back_id(note)) };
            element("sup").class("note-mark").add(mark)
        }
    }
}

/// Id of the mark that leads to a note, so that the note can lead back.
pub fn back_id(note: &str) -> String {
    format!("_{note}")
}

/// Notes are numbered in the order in which they stand, from 1.
pub fn number_of_note(scene: &Scene, id: &str) -> usize {
    let blocks = scene.bundle.article.sections.iter().flat_map(|section| &section.blocks);
    let notes = blocks.filter(|block| block.kind() == "note");
    notes.take_while(|block| block.id() != id).count() + 1
}
