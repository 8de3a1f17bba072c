//! The words of an article, and how near they are to those expected.

use offprint::article::{Block, Mark, MathNode, Run, Section, Text};
use std::collections::HashMap;

/// Every word that a reader of the sections sees, headings and readings among them; not what pictures are said to show.
pub fn words_of(sections: &[Section]) -> String {
    let mut out = String::new();
    for section in sections {
        line(&section.title, &mut out);
        blocks(&section.blocks, &mut out);
    }
    out
}

fn blocks(blocks_here: &[Block], out: &mut String) {
    for block in blocks_here {
        match block {
            Block::Paragraph(b) => text(&b.text, out),
            Block::List(b) => b.items.iter().for_each(|item| {
                text(&item.text, out);
                blocks(&item.blocks, out);
            }),
            Block::Quote(b) => {
                blocks(&b.blocks, out);
                b.cite.iter().for_each(|cite| text(cite, out));
            }
            Block::Callout(b) => {
                line(&b.title, out);
                blocks(&b.blocks, out);
            }
            Block::Register(b) => {
                text(&b.caption, out);
                b.columns.iter().for_each(|column| line(&column.title, out));
                b.rows.iter().flatten().for_each(|cell| text(cell, out));
            }
            Block::Image(b) => b.caption.iter().for_each(|caption| text(caption, out)),
            Block::Code(b) => line(&b.text, out),
            Block::Math(b) => b.tree.iter().for_each(|node| math(node, out)),
            Block::Note(b) => blocks(&b.blocks, out),
            other => panic!("no import makes a {}", other.kind()),
        }
    }
}

fn text(text: &Text, out: &mut String) {
    runs(text, out);
    out.push('\n');
}

fn line(words: &str, out: &mut String) {
    out.push_str(words);
    out.push('\n');
}

fn runs(text: &Text, out: &mut String) {
    for run in &text.0 {
        match run {
            Run::Plain(words) | Run::Marked(Mark::Code(words)) => out.push_str(words),
            Run::Marked(Mark::Emphasis(text) | Mark::Strong(text) | Mark::Sub(text) | Mark::Sup(text)) => runs(text, out),
            Run::Marked(Mark::Link(link)) => runs(&link.text, out),
            Run::Marked(Mark::Lang(span)) => runs(&span.text, out),
            Run::Marked(Mark::Ruby(ruby)) => {
                out.push_str(&ruby.base);
                out.push_str(&ruby.reading);
            }
            Run::Marked(Mark::Math(formula)) => formula.tree.iter().for_each(|node| math(node, out)),
            Run::Marked(Mark::Note(_)) => {}
            Run::Marked(other) => panic!("no import makes {other:?}"),
        }
    }
}

fn math(node: &MathNode, out: &mut String) {
    out.push_str(&node.text);
    out.push(' ');
    node.children.iter().for_each(|child| math(child, out));
}

/// Words in lower case; each Han character and each kana is one.
pub fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut word = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        let is_wide = offprint::import::is_han(c) && c.is_alphanumeric();
        if is_wide || !c.is_alphanumeric() {
            if !word.is_empty() {
                tokens.push(std::mem::take(&mut word));
            }
            if is_wide {
                tokens.push(c.to_string());
            }
        } else {
            word.push(c);
        }
    }
    tokens.extend((!word.is_empty()).then_some(word));
    tokens
}

/// The harmonic mean of how much of what was found is expected and how much of what was expected is found, by words.
pub fn f1(found: &str, expected: &str) -> f64 {
    let (found, expected) = (tokens(found), tokens(expected));
    if found.is_empty() && expected.is_empty() {
        return 1.0;
    }
    let mut counts: HashMap<&str, usize> = HashMap::new();
    expected.iter().for_each(|word| *counts.entry(word).or_default() += 1);
    let mut common = 0;
    for word in &found {
        if let Some(count) = counts.get_mut(word.as_str()).filter(|count| **count > 0) {
            *count -= 1;
            common += 1;
        }
    }
    2.0 * common as f64 / (found.len() + expected.len()) as f64
}
