//! What stands around the article, and what was taken out of it before it was read: every word of a page is in the article or in
//! here.

use super::dom::{characters, is_block, is_hidden, tag};
use super::left_out::{LEFT_OUT, loss_of};
use crate::import::{Loss, Lost, Spot};
use dom_query::{Document, NodeId, NodeRef};
use std::collections::HashSet;

/// The losses between a page and the nodes of it that are its article.
pub fn around(page: &Document, kept: &HashSet<NodeId>, spot: &dyn Fn(&NodeRef) -> Spot) -> Vec<Loss> {
    let mut report = Report { kept, spot, losses: Vec::new(), words: String::new() };
    if let Some(body) = page.body() {
        report.inside(&body, false);
    }
    let words = lines(&report.words);
    let mut losses = report.losses;
    if !words.is_empty() {
        losses.push(Loss::new(Lost::Surroundings).with_words(words));
    }
    losses
}

struct Report<'a> {
    kept: &'a HashSet<NodeId>,
    spot: &'a dyn Fn(&NodeRef) -> Spot,
    losses: Vec<Loss>,
    words: String,
}

impl Report<'_> {
    /// `within` is whether the article is around.
    fn inside(&mut self, node: &NodeRef, within: bool) {
        for child in node.children_it(false) {
            self.node(&child, within);
        }
    }

    fn node(&mut self, node: &NodeRef, within: bool) {
        if let Some(words) = characters(node) {
            if !self.kept.contains(&node.id) {
                self.words.push_str(&words);
            }
            return;
        }
        let Some(name) = tag(node) else { return };
        let is_kept = self.kept.contains(&node.id);
        if !is_kept && LEFT_OUT.contains(&&*name) {
            let loss = loss_of(node, &name);
            return match (within, loss) {
                (true, Some(loss)) => self.losses.push(loss.at((self.spot)(node))),
                // Words on buttons around the article are words around the article.
                (false, Some(loss)) => self.line(&loss.words),
                (_, None) => {}
            };
        }
        if is_hidden(node) {
            return;
        }
        if is_block(&name) || &*name == "br" {
            self.words.push('\n');
        }
        self.inside(node, within || is_kept);
        if is_block(&name) {
            self.words.push('\n');
        }
    }

    fn line(&mut self, words: &str) {
        self.words.push('\n');
        self.words.push_str(words);
        self.words.push('\n');
    }
}

/// Lines without blanks, and none that is empty.
fn lines(words: &str) -> String {
    let lines: Vec<String> = words.lines().map(super::dom::squeezed).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}
