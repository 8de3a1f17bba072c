//! Which part of a page is its article.
//!
//! Readability knows pages of many languages, and counts by characters of the Latin script: Chinese says the same in a third of
//! them. So short Chinese pages have rules of their own.

use super::chinese;
use dom_query::{Document, NodeId, NodeRef};
use dom_smoothie::{Config, Readability};

/// The page's tree, changed, and the element in it whose inside is the article. Nodes keep their ids.
pub struct Found {
    pub tree: Document,
    pub root: NodeId,
}

/// Characters of an article by Readability's own measure.
const USUAL: usize = 500;
/// The same of a Chinese one: three sentences.
const CHINESE: usize = 60;

pub fn find(page: &Document) -> Option<Found> {
    let is_chinese = chinese::is_chinese(page);
    if is_chinese && let Some(found) = chinese::known_container(page) {
        return Some(found);
    }
    let config = Config { char_threshold: if is_chinese { CHINESE } else { USUAL }, keep_classes: true, ..Config::default() };
    let mut readability = Readability::with_document(page.clone(), None, Some(config)).ok()?;
    if readability.parse().is_err() {
        return None;
    }
    let tree = readability.doc;
    let root = tree.select_single("#readability-page-1").nodes().first().map(|root| root.id)?;
    let found = Found { tree, root };
    if is_chinese {
        chinese::take_furniture_out(&found.root());
    }
    Some(found)
}

impl Found {
    pub fn root(&self) -> NodeRef<'_> {
        NodeRef::new(self.root, &self.tree.tree)
    }
}
