//! Footnotes: which links are marks of notes, and which elements the notes are. Pages write them in many ways; what they share is
//! a short sign, often raised, that leads down to a place from which another link leads back.

use super::dom::{attribute, has_class, is_block, is_typed, line_of, tag};
use super::place::Place;
use dom_query::{NodeId, NodeRef};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// The notes of one text, and the names of all that stand in the texts read together.
#[derive(Debug, Default)]
pub struct Notes {
    containers: HashMap<NodeId, String>,
    names: Rc<HashSet<String>>,
}

impl Notes {
    /// Name of the note that an element is.
    pub fn of(&self, element: &NodeRef) -> Option<&str> {
        self.containers.get(&element.id).map(String::as_str)
    }

    pub fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }
}

/// Longer than this it is a chapter, whatever leads to it.
const LONGEST: usize = 20_000;

/// Finds the notes of texts that belong together, in their order: marks of one may lead to notes of another.
pub fn notes(texts: &[(NodeRef, &dyn Place)]) -> Vec<Notes> {
    let mut marks: HashMap<String, (usize, usize)> = HashMap::new();
    let mut targets: HashMap<String, (usize, usize, NodeId)> = HashMap::new();
    for (text, (root, place)) in texts.iter().enumerate() {
        for (order, node) in root.descendants_it().enumerate() {
            if !node.is_element() {
                continue;
            }
            if is_mark(&node)
                && let Some(name) =
                    attribute(&node, "href").and_then(|href| place.link(&href)).and_then(|to| to.strip_prefix('#').map(str::to_owned))
            {
                marks.entry(name).or_insert((text, order));
            }
            let ids = [attribute(&node, "id"), attribute(&node, "name").filter(|_| node.has_name("a"))];
            for id in ids.into_iter().flatten() {
                targets.entry(place.anchor(&id)).or_insert((text, order, node.id));
            }
        }
    }
    let mut containers: Vec<HashMap<NodeId, String>> = texts.iter().map(|_| HashMap::new()).collect();
    let mut twice: HashSet<(usize, NodeId)> = HashSet::new();
    let mut marks: Vec<_> = marks.into_iter().collect();
    marks.sort_by_key(|(_, place)| *place);
    for (name, mark) in marks {
        let Some((text, order, id)) = targets.get(&name).copied() else { continue };
        // A link that leads up is the way back from a note.
        if (text, order) <= mark {
            continue;
        }
        let (root, _) = &texts[text];
        let Some(container) = container(&NodeRef::new(id, root.tree), root) else { continue };
        if containers[text].insert(container.id, name).is_some() {
            twice.insert((text, container.id));
        }
    }
    for (text, id) in twice {
        containers[text].remove(&id);
    }
    for (text, (root, _)) in texts.iter().enumerate() {
        for node in root.descendants_it().filter(|node| is_typed(node, &["footnote", "rearnote", "endnote"]) && !node.has_name("a")) {
            containers[text].entry(node.id).or_insert_with(|| format!("\n{:?}", node.id));
        }
    }
    let names: Rc<HashSet<String>> = Rc::new(containers.iter().flat_map(HashMap::values).cloned().collect());
    containers.into_iter().map(|containers| Notes { containers, names: Rc::clone(&names) }).collect()
}

/// The block that is the note: the target itself, or what the target stands in.
fn container<'a>(target: &NodeRef<'a>, root: &NodeRef) -> Option<NodeRef<'a>> {
    let mut node = *target;
    loop {
        let name = tag(&node)?;
        if node.id == root.id || matches!(&*name, "body" | "html" | "td" | "th" | "tr" | "table" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
        {
            return None;
        }
        if is_block(&name) {
            let words = node.text();
            return (!words.trim().is_empty() && words.len() < LONGEST).then_some(node);
        }
        node = node.parent()?;
    }
}

/// Whether a link looks like the mark of a note.
pub fn is_mark(node: &NodeRef) -> bool {
    if !node.has_name("a") || attribute(node, "href").is_none_or(|href| !href.contains('#')) {
        return false;
    }
    if is_typed(node, &["noteref"]) || has_class(node, &["footnote-ref", "footnote-reference", "noteref", "footnoteref"]) {
        return true;
    }
    let words = line_of(node);
    let is_raised = || {
        let near = |node: &NodeRef| node.has_name("sup") || has_class(node, &["reference", "footnote", "super"]);
        node.parent().is_some_and(|parent| near(&parent)) || node.children_it(false).any(|child| near(&child))
    };
    is_sign(&words) && (is_raised() || is_bracketed(&words))
}

/// Whether a link in a note leads back to its mark.
pub fn leads_back(node: &NodeRef) -> bool {
    let words = line_of(node);
    attribute(node, "href").is_some_and(|href| href.contains('#'))
        && (is_typed(node, &["backlink", "referrer"])
            || has_class(node, &["footnote-backref", "footnote-back", "backref"])
            || is_sign(&words)
            || (!words.is_empty() && words.chars().all(|c| matches!(c, '↩' | '↑' | '^' | '↵' | '⏎' | '\u{fe0e}' | '⤴' | '←' | ' '))))
}

fn is_bracketed(words: &str) -> bool {
    words.starts_with(['[', '［', '〔', '【', '(', '（']) && words.ends_with([']', '］', '〕', '】', ')', '）'])
}

/// `1`, `[12]`, `*`, `†`, `①`, `a`, `iv`, `注1`.
fn is_sign(words: &str) -> bool {
    let bare = words.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '[' | ']' | '［' | '］' | '〔' | '〕' | '【' | '】' | '(' | ')' | '（' | '）' | '.')
    });
    let bare = bare.trim_start_matches(['注', '註']);
    let count = bare.chars().count();
    let digits = bare.chars().all(|c| c.is_ascii_digit()) && count <= 4;
    let sign = bare.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§' | '¶' | '#' | '＊' | '※')) && count <= 3;
    let ringed = bare.chars().all(|c| matches!(c, '①'..='⓿' | '❶'..='➓' | '㊀'..='㊉'));
    let letter = count == 1 && bare.chars().all(|c| c.is_ascii_alphabetic());
    let roman = count <= 5 && bare.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    (count > 0 && (digits || sign || ringed || letter || roman)) || (count == 0 && words.starts_with(['注', '註']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_is_short_and_of_few_kinds() {
        for sign in ["1", "[12]", "*", "†", "①", "〔3〕", "注1", "iv", "（2）"] {
            assert!(is_sign(sign), "{sign}");
        }
        for words in ["", "here", "沁源", "2022年", "12345"] {
            assert!(!is_sign(words), "{words}");
        }
    }
}
