//! Lists, and terms with what is said of them.

use super::blocks::{Flow, Piece, Reading};
use super::dom::{attribute, children, tag};
use super::paragraphs::has_content;
use crate::article::{Block, Item, List, Mark, Run, Text};
use dom_query::NodeRef;

impl Reading<'_> {
    pub(super) fn list(&mut self, node: &NodeRef, numbered: bool, flow: &mut Flow) {
        let parts = children(node);
        let mut items: Vec<Item> = Vec::new();
        for part in parts.iter().filter(|part| part.is_element() || part.is_nonempty_text()) {
            if self.context.notes.of(part).is_some() {
                self.inside_of(std::slice::from_ref(part), flow);
                continue;
            }
            // A list right within a list belongs to the item before it.
            let is_inner = matches!(tag(part).as_deref(), Some("ul" | "ol"));
            let inside = if part.has_name("li") { children(part) } else { vec![*part] };
            let Some(blocks) = self.nested_item(part, &inside, flow) else { continue };
            match items.last_mut() {
                Some(last) if is_inner => last.blocks.extend(blocks),
                _ => items.extend(item(blocks, task(part))),
            }
        }
        if !items.is_empty() {
            let first = attribute(node, "start")
                .or_else(|| parts.iter().find(|part| part.has_name("li")).and_then(|item| attribute(item, "value")));
            let start = numbered.then(|| first.and_then(|start| start.parse().ok()).unwrap_or(1));
            flow.push(Block::List(List { id: String::new(), start, items }));
        }
    }

    /// A list whose items are the terms, each followed by what is said of it.
    pub(super) fn definitions(&mut self, node: &NodeRef, flow: &mut Flow) {
        let mut items: Vec<Item> = Vec::new();
        for part in definition_parts(node) {
            if self.context.notes.of(&part).is_some() {
                self.inside_of(&[part], flow);
            } else if part.has_name("dt") {
                let text = self.text_of(&part, &mut flow.side);
                if has_content(&text) {
                    let text = self.marked(Text(vec![Run::Marked(Mark::Strong(text))]));
                    items.push(Item { text, done: None, blocks: Vec::new() });
                }
            } else if let Some(blocks) = self.nested(&if part.has_name("dd") { children(&part) } else { vec![part] }, flow) {
                match items.last_mut() {
                    Some(last) => last.blocks.extend(blocks),
                    None => items.extend(item(blocks, None)),
                }
            }
        }
        if !items.is_empty() {
            flow.push(Block::List(List { id: String::new(), start: None, items }));
        }
    }

    fn nested_item(&mut self, item: &NodeRef, inside: &[NodeRef], flow: &mut Flow) -> Option<Vec<Block>> {
        flow.pieces.extend(attribute(item, "id").filter(|_| item.has_name("li")).map(|id| Piece::Anchor(self.context.place.anchor(&id))));
        self.nested(inside, flow)
    }

    fn inside_of(&mut self, nodes: &[NodeRef], flow: &mut Flow) {
        for node in nodes {
            self.node(node, flow);
        }
    }
}

/// The first paragraph is the item's line, the others stand below it.
fn item(mut blocks: Vec<Block>, done: Option<bool>) -> Option<Item> {
    if blocks.is_empty() {
        return None;
    }
    let text = match &mut blocks[0] {
        Block::Paragraph(first) => {
            let text = std::mem::take(&mut first.text);
            blocks.remove(0);
            text
        }
        _ => Text::default(),
    };
    Some(Item { text, done, blocks })
}

/// Whether a task is done: a box at the item's start says.
fn task(item: &NodeRef) -> Option<bool> {
    let is_box =
        |node: &NodeRef| node.has_name("input") && attribute(node, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"));
    let first = item.descendants_it().find(|node| node.is_nonempty_text() || is_box(node))?;
    is_box(&first).then(|| first.has_attr("checked"))
}

/// Terms and descriptions, also those within a `<div>` each.
fn definition_parts<'a>(node: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    let mut parts = Vec::new();
    for child in children(node) {
        match tag(&child).as_deref() {
            Some("div") => parts.extend(children(&child).into_iter().filter(|part| part.is_element() || part.is_nonempty_text())),
            Some(_) => parts.push(child),
            None if child.is_nonempty_text() => parts.push(child),
            None => {}
        }
    }
    parts
}
