//! Program text: its lines as they are, and the language it says it is in.

use super::blocks::{Flow, Reading};
use super::dom::{attribute, characters, is_hidden, tag};
use crate::article::{Block, Code, LIMITS};
use crate::import::Lost;
use dom_query::NodeRef;

impl Reading<'_> {
    pub(super) fn code(&mut self, node: &NodeRef, flow: &mut Flow) {
        let pictures = node.descendants_it().filter(|node| node.has_name("img"));
        for picture in pictures.collect::<Vec<_>>() {
            flow.side.after.extend(self.picture(&picture).map(super::blocks::Piece::Block));
        }
        for link in node.descendants_it().filter(|node| node.has_name("a")).collect::<Vec<_>>() {
            if let Some(to) = attribute(&link, "href") {
                self.lose(Lost::Link { to }, "", &link);
            }
        }
        let language = language(node);
        for text in pieces(&lines_of(node)) {
            flow.push(Block::Code(Code { id: String::new(), language: language.clone(), text: text.to_owned() }));
        }
    }
}

/// The characters of an element, each `<br>` a line's end.
pub(super) fn lines_of(node: &NodeRef) -> String {
    let mut out = String::new();
    push_lines(node, &mut out);
    let kept = |c: &char| {
        matches!(c, '\n' | '\t')
            || !(c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'))
    };
    out.chars().filter(kept).collect()
}

fn push_lines(node: &NodeRef, out: &mut String) {
    for child in node.children_it(false) {
        match (characters(&child), tag(&child).as_deref()) {
            (Some(words), _) => out.push_str(&words),
            (None, Some("br")) => out.push('\n'),
            (None, Some("script")) => {}
            (None, Some(name)) if !is_hidden(&child) => {
                // Some pages set each line of a program as a block.
                let is_line = matches!(name, "div" | "p" | "li" | "tr") && !out.is_empty() && !out.ends_with('\n');
                if is_line {
                    out.push('\n');
                }
                push_lines(&child, out);
            }
            _ => {}
        }
    }
}

/// No longer than browsers keep whole, parted between lines.
fn pieces(text: &str) -> Vec<&str> {
    let text = text.trim_matches('\n').trim_end();
    let mut pieces = Vec::new();
    let mut rest = text;
    while rest.len() > LIMITS.run_units {
        let most = (0..=LIMITS.run_units).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(0);
        let at = rest[..most].rfind('\n').map_or(most, |line| line + 1);
        pieces.push(rest[..at].trim_end_matches('\n'));
        rest = &rest[at..];
    }
    pieces.push(rest);
    pieces.retain(|piece| !piece.trim().is_empty());
    pieces
}

/// From `language-rust`, `lang-rust`, `highlight-source-rust`, `brush: rust` or `data-lang`, on the element, inside it or around it.
fn language(node: &NodeRef) -> String {
    let inside = node.descendants_it().find(|inner| inner.has_name("code"));
    let above = node.parent();
    let around = above.and_then(|above| above.parent());
    [Some(*node), inside, above, around].into_iter().flatten().find_map(|node| said(&node)).unwrap_or_default()
}

fn said(node: &NodeRef) -> Option<String> {
    if let Some(named) = ["data-lang", "data-language"].iter().find_map(|name| attribute(node, name)) {
        return Some(named.to_lowercase()).filter(|named| is_name(named));
    }
    let classes = attribute(node, "class")?.to_lowercase();
    if let Some(brush) = classes.split("brush:").nth(1) {
        return brush.split([' ', ';']).find(|word| !word.is_empty()).map(str::to_owned).filter(|named| is_name(named));
    }
    let prefixes = ["language-", "lang-", "highlight-source-", "highlight-text-", "highlight-"];
    let named = |class: &str| prefixes.iter().find_map(|prefix| class.strip_prefix(prefix)).map(str::to_owned);
    classes.split_whitespace().filter_map(named).find(|named| is_name(named))
}

fn is_name(word: &str) -> bool {
    word.len() < 30
        && word.chars().all(|c| c.is_ascii_alphanumeric() || "+#-_.".contains(c))
        && !matches!(word, "none" | "text" | "plaintext" | "default")
}
