//! Formulas in LaTeX as the tree of MathML that an article holds.

use crate::article::{LIMITS, MathNode, math_tag};
use pulldown_latex::{Parser, RenderConfig, Storage, config::DisplayMode, push_mathml};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Braces within braces: the parser goes down with them, and a formula that a reader can follow has few.
const NESTED: usize = 64;

/// A formula longer than this is none.
const LONGEST: usize = 10_000;

/// The tree below `<math>`, or why there is none.
pub fn tree(latex: &str, is_display: bool) -> Result<Vec<MathNode>, String> {
    let nested = latex.chars().scan(0usize, |depth, c| {
        match c {
            '{' | '[' | '(' => *depth += 1,
            '}' | ']' | ')' => *depth = depth.saturating_sub(1),
            _ => {}
        }
        Some(*depth)
    });
    let commands = latex.matches('\\').count().max(latex.matches(['^', '_']).count());
    if latex.len() > LONGEST || nested.max().unwrap_or_default() > NESTED || commands > LONGEST / 10 {
        return Err("it is too long or nested too deep".into());
    }
    let storage = Storage::new();
    let display_mode = if is_display { DisplayMode::Block } else { DisplayMode::Inline };
    let mut mathml = String::new();
    push_mathml(&mut mathml, Parser::new(latex, &storage), RenderConfig { display_mode, ..RenderConfig::default() })
        .map_err(|error| error.to_string())?;
    // The writer leaves the two signs bare that XML reserves.
    let tree = read(&mathml.replace("><</", ">&lt;</").replace(">&</", ">&amp;</"))?;
    match tree.is_empty() {
        true => Err("it is empty".into()),
        false => Ok(tree),
    }
}

fn read(mathml: &str) -> Result<Vec<MathNode>, String> {
    let mut reader = Reader::from_str(mathml);
    // The elements that are open; the first stands for `<math>` and what is around it.
    let mut open = vec![node("")];
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(tag) => open.push(node(kept(&tag)?)),
            Event::Empty(tag) => {
                let child = node(kept(&tag)?);
                close(&mut open, child);
            }
            Event::End(_) if open.len() > 1 => {
                let child = open.pop().expect("one is open");
                close(&mut open, child);
            }
            Event::Text(text) => words(&mut open, &text),
            Event::GeneralRef(name) => match name.resolve_char_ref().map_err(|error| error.to_string())? {
                Some(c) => words(&mut open, c.encode_utf8(&mut [0; 4])),
                None => words(&mut open, named(&name)),
            },
            Event::Eof => break,
            _ => {}
        }
        if open.len() > LIMITS.depth + 1 {
            return Err("it is nested too deep".into());
        }
    }
    Ok(open.swap_remove(0).children)
}

fn node(tag: &str) -> MathNode {
    MathNode { tag: tag.to_owned(), text: String::new(), children: Vec::new() }
}

/// The element's name, empty for one that only holds others.
fn kept(tag: &BytesStart) -> Result<&'static str, String> {
    let name = tag.name().0;
    // A fraction without its line is another thing: \binom.

    if name == "mfrac" && tag.attributes().flatten().any(|a| a.key.0 == "linethickness" && a.value.starts_with('0')) {
        return Err("a fraction without a line cannot be shown".into());
    }
    match name {
        "math" | "semantics" => Ok(""),
        "merror" => Err("it holds a command that is not known".into()),
        _ => math_tag(name).ok_or_else(|| format!("it needs `{name}`, which articles have not")),
    }
}

fn close(open: &mut [MathNode], child: MathNode) {
    let Some(parent) = open.last_mut() else { return };
    match child.tag.is_empty() {
        true => parent.children.extend(child.children),
        false => parent.children.push(child),
    }
}

/// Characters stand in the elements that hold characters; elsewhere there is only white space.
fn words(open: &mut [MathNode], words: &str) {
    if let Some(MathNode { tag, text, .. }) = open.last_mut()
        && matches!(tag.as_str(), "mi" | "mn" | "mo" | "ms" | "mtext")
    {
        text.push_str(words);
    }
}

/// The entities of XML itself.
fn named(name: &str) -> &'static str {
    match name {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(nodes: &[MathNode]) -> String {
        nodes.iter().map(|node| format!("<{}>{}{}", node.tag, node.text, shown(&node.children))).collect()
    }

    #[test]
    fn a_formula_becomes_a_tree() {
        let of = |latex, is_display| tree(latex, is_display).map(|tree| shown(&tree));
        assert_eq!(of("a^2", false), Ok("<msup><mi>a<mn>2".into()));
        assert_eq!(of(r"\frac{1}{x} < 3", true), Ok("<mfrac><mrow><mn>1<mrow><mi>x<mo><<mn>3".into()));
    }

    #[test]
    fn what_is_no_formula_says_why() {
        for latex in [r"\nosuchcommand", r"\frac{", "", r"\binom{n}{k}"] {
            assert!(tree(latex, false).is_err(), "{latex}");
        }
        assert!(tree(&"{".repeat(100_000), false).is_err());
        assert!(tree(&"x^".repeat(4_000), false).is_err());
        assert!(tree(&r"\sqrt".repeat(2_000), false).is_err());
    }
}
