//! Pictures as elements: what was drawn beforehand, of the elements and attributes that a picture may have.

use super::Scene;
use super::tree::{Tree, element};
use crate::picture::Shape;

/// Nothing else becomes an element, whatever a file says.
const TAGS: [&str; 19] = [
    "span", "svg", "g", "a", "path", "rect", "circle", "text", "tspan", "details", "summary", "div", "table", "thead", "tbody", "tr", "th",
    "td", "button",
];
#[rustfmt::skip]
const ATTRIBUTES: [&str; 17] = [
    "viewBox", "class", "d", "x", "y", "dy", "cx", "cy", "r", "width", "height", "role", "aria-label", "tabindex", "scope", "type", "data-do",
];

/// All of a block's picture; nothing when it is not here.
pub fn picture_trees(block: &str, scene: &Scene) -> Vec<Tree> {
    let picture = scene.bundle.picture(block);
    picture.map_or_else(Vec::new, |picture| picture.shapes.iter().filter_map(|shape| shape_tree(shape, scene)).collect())
}

fn shape_tree(shape: &Shape, scene: &Scene) -> Option<Tree> {
    let mut tree = element(TAGS.iter().find(|tag| **tag == shape.tag)?);
    for pair in shape.attributes.chunks_exact(2) {
        tree = match ATTRIBUTES.iter().find(|name| **name == pair[0]) {
            Some(name) => tree.attr(name, &pair[1]),
            // Where that leads depends on where it stands.
            None if pair[0] == "topic" => tree.attr("href", &scene.to_topic(&pair[1])),
            None => tree,
        };
    }
    let tree = if shape.text.is_empty() { tree } else { tree.text(&shape.text) };
    Some(tree.all(shape.inside.iter().filter_map(|shape| shape_tree(shape, scene)).collect()))
}

/// A block's drawing without its words, for a place where it is no more than a sign.
pub fn sign(block: &str, scene: &Scene) -> Option<Tree> {
    let drawing = scene.bundle.picture(block)?.shapes.first()?;
    let frame = drawing.attributes.get(1)?;
    let mut outlines = Vec::new();
    outline(drawing, &mut outlines);
    let sign = element("svg").class("sign").attr("viewBox", frame).attr("preserveAspectRatio", "xMinYMid").attr("aria-hidden", "true");
    Some(sign.all(outlines))
}

fn outline(shape: &Shape, outlines: &mut Vec<Tree>) {
    if let Some(tag) = ["path", "rect"].into_iter().find(|tag| *tag == shape.tag) {
        let pairs =
            shape.attributes.chunks_exact(2).filter_map(|pair| Some((*ATTRIBUTES.iter().find(|name| **name == pair[0])?, &pair[1])));
        outlines.push(pairs.fold(element(tag), |tree, (name, value)| tree.attr(name, value)));
    }
    shape.inside.iter().for_each(|shape| outline(shape, outlines));
}
