//! Formulas: MathML as the article's tree.

use super::blocks::{Flow, Reading};
use super::dom::{attribute, characters, squeezed, tag};
use crate::article::{Block, Formula, LIMITS, Mark, Math, MathNode, math_tag};
use crate::import::{Line, Lost, is_allowed};
use dom_query::NodeRef;

impl Reading<'_> {
    pub(super) fn math_in_line(&mut self, node: &NodeRef, line: &mut Line) {
        match formula(node) {
            Ok(formula) => line.mark(Mark::Math(formula)),
            Err(reason) => {
                let words = squeezed(&node.text());
                self.lose(Lost::Formula { reason }, "", node);
                line.words(&words);
            }
        }
    }

    pub(super) fn display_math(&mut self, node: &NodeRef, flow: &mut Flow) {
        match formula(node) {
            Ok(Formula { text, tree }) => {
                self.end_paragraph(flow);
                flow.push(Block::Math(Math { id: String::new(), text, tree }));
            }
            Err(_) => self.math_in_line(node, &mut flow.line),
        }
    }
}

/// A formula as the article has it, or why not.
pub fn formula(node: &NodeRef) -> Result<Formula, String> {
    let tree = inside(node);
    if tree.is_empty() {
        return Err("it is empty".into());
    }
    if tree.iter().any(|node| depth(node) > LIMITS.depth) {
        return Err("it is nested too deep".into());
    }
    let said =
        attribute(node, "alttext").or_else(|| attribute(node, "aria-label")).map(|said| cleaned(&said)).filter(|said| says_something(said));
    let text = said.unwrap_or_else(|| tree.iter().map(words).collect::<Vec<_>>().join(" "));
    let text = squeezed(&text);
    if text.is_empty() || text.len() > LIMITS.run_units {
        return Err("it says nothing".into());
    }
    Ok(Formula { text, tree })
}

/// Some programs write that there is no description, in place of one.
fn says_something(said: &str) -> bool {
    !said.is_empty() && !said.eq_ignore_ascii_case("alternative text not available")
}

fn inside(node: &NodeRef) -> Vec<MathNode> {
    node.children_it(false).filter_map(|child| element(&child)).collect()
}

fn element(node: &NodeRef) -> Option<MathNode> {
    let Some(name) = tag(node) else {
        // Words outside any token are words all the same.
        let words = characters(node).map(|words| cleaned(&words)).filter(|words| !words.is_empty())?;
        return Some(token("mtext", words));
    };
    match &*name {
        "annotation" | "annotation-xml" | "script" | "none" | "mglyph" | "malignmark" => {
            (&*name == "none").then(|| layout("mrow", Vec::new()))
        }
        "mi" | "mn" | "mo" | "ms" | "mtext" => Some(token(&name, cleaned(&node.text()))),
        // The first of them is what is shown.
        "semantics" | "maction" => node.children_it(false).filter(|child| child.is_element()).find_map(|child| element(&child)),
        "mfenced" => Some(fenced(node)),
        "mspace" | "mprescripts" => Some(layout(&name, Vec::new())),
        name => Some(match math_tag(name) {
            Some(known) => row(known, inside(node)),
            None => row("mrow", inside(node)),
        }),
    }
}

/// Brackets around parts with commas between, as MathML once wrote them.
fn fenced(node: &NodeRef) -> MathNode {
    let sign = |name: &str, usual: &str| token("mo", node.attr(name).map_or(usual.to_owned(), |sign| cleaned(&sign)));
    let separators: Vec<char> =
        node.attr("separators").map_or(",".to_owned(), |signs| cleaned(&signs)).chars().filter(|c| !c.is_whitespace()).collect();
    let mut parts = vec![sign("open", "(")];
    for (index, part) in inside(node).into_iter().enumerate() {
        if index > 0
            && let Some(separator) = separators.get(index - 1).or(separators.last())
        {
            parts.push(token("mo", separator.to_string()));
        }
        parts.push(part);
    }
    parts.push(sign("close", ")"));
    layout("mrow", parts)
}

fn token(tag: &str, text: String) -> MathNode {
    MathNode { tag: tag.to_owned(), text, children: Vec::new() }
}

fn layout(tag: &str, children: Vec<MathNode>) -> MathNode {
    MathNode { tag: tag.to_owned(), text: String::new(), children }
}

/// A row of one is that one: sources nest rows deeply.
fn row(tag: &str, mut children: Vec<MathNode>) -> MathNode {
    match (tag, children.len()) {
        ("mrow" | "mstyle" | "mpadded", 1) => children.remove(0),
        _ => layout(tag, children),
    }
}

fn cleaned(words: &str) -> String {
    squeezed(&words.chars().filter(|c| is_allowed(*c)).collect::<String>())
}

fn words(node: &MathNode) -> String {
    let inside = node.children.iter().map(words).collect::<Vec<_>>().join(" ");
    squeezed(&format!("{} {inside}", node.text))
}

fn depth(node: &MathNode) -> usize {
    1 + node.children.iter().map(depth).max().unwrap_or(0)
}
