//! What a screen reader is given: Chromium's accessibility tree, against what the page shows.

use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

use super::visit::{Look, is_right, look};
use crate::harness::Browser;

#[test]
fn what_is_heard_is_what_is_seen_in_the_same_order_with_every_part_named() {
    is_right(Look::Heard);
}

#[test]
fn no_language_stands_unsaid_within_another() {
    is_right(Look::Languages);
}

/// Names of people, places, papers and languages are not of a language (3.1.2): what stands in the article's source, among a topic's
/// other names, and in the list of languages.
pub const NAMES: [&str; 6] =
    ["山西新闻网", "吕梁新闻网", "奋进新征程 建功新时代——走进县城看发展", "沁源：党建引领全方位高质量发展", "国道", "中文"];

/// A page as it is heard.
pub struct Tree {
    nodes: BTreeMap<String, Value>,
    root: String,
}

impl Tree {
    pub async fn of(b: &Browser) -> Tree {
        let answer = b.cdp("Accessibility.getFullAXTree", json!({})).await;
        let nodes = answer["nodes"].as_array().expect("a tree has nodes");
        let id = |node: &Value| node["nodeId"].as_str().unwrap_or_default().to_owned();
        Tree { root: id(&nodes[0]), nodes: nodes.iter().map(|node| (id(node), node.clone())).collect() }
    }

    /// All that is heard at or below this node, in order.
    fn below<'a>(&'a self, id: &str, found: &mut Vec<&'a Value>) {
        let Some(node) = self.nodes.get(id) else { return };
        if node["ignored"] != true {
            found.push(node);
        }
        // What is within a picture's part is presentational (ARIA 1.2, 5.2.8); a formula is read by rules of its own.
        if matches!(role(node), "StaticText" | "ListMarker" | "image" | "MathMLMath" | "math") {
            return;
        }
        for child in node["childIds"].as_array().into_iter().flatten() {
            self.below(child.as_str().unwrap_or_default(), found);
        }
    }

    pub fn all(&self) -> Vec<&Value> {
        let mut found = Vec::new();
        self.below(&self.root, &mut found);
        found
    }

    /// The text within a node.
    pub fn text(&self, node: &Value) -> String {
        let mut found = Vec::new();
        self.below(node["nodeId"].as_str().unwrap_or_default(), &mut found);
        // The text of a label is the name of its box.
        let is_said = |node: &&&Value| matches!(role(node), "StaticText" | "image" | "checkbox" | "radio");
        found.iter().filter(is_said).map(|node| name(node)).collect()
    }
}

pub fn role(node: &Value) -> &str {
    node["role"]["value"].as_str().unwrap_or_default()
}

pub fn name(node: &Value) -> &str {
    node["name"]["value"].as_str().unwrap_or_default()
}

pub fn property<'a>(node: &'a Value, named: &str) -> &'a Value {
    let properties = node["properties"].as_array().map_or(&[][..], Vec::as_slice);
    properties.iter().find(|property| property["name"] == named).map_or(&Value::Null, |property| &property["value"]["value"])
}

/// What is missing, unnamed or out of order in the present page.
pub async fn faults(b: &Browser) -> Vec<String> {
    let tree = Tree::of(b).await;
    let heard = tree.all();
    let having = |wanted: &str| heard.iter().copied().filter(|node| role(node) == wanted).collect::<Vec<_>>();
    let mut wrong = Vec::new();

    let is_lost = having("banner").is_empty() && having("contentinfo").is_empty();
    for landmark in ["banner", "main", "contentinfo", "search"] {
        let expected = usize::from(landmark == "main" || !is_lost);
        let many = having(landmark).len();
        if many != expected {
            wrong.push(format!("{many} × {landmark}"));
        }
    }
    for landmark in ["navigation", "region"] {
        let names: Vec<&str> = having(landmark).iter().map(|node| name(node)).collect();
        if names.contains(&"") || names.iter().collect::<BTreeSet<_>>().len() < names.len() {
            wrong.push(format!("{landmark} is called {names:?}"));
        }
    }

    let headings = having("heading");
    let levels: Vec<u64> = headings.iter().map(|node| property(node, "level").as_u64().unwrap_or(0)).collect();
    let is_nested = levels.windows(2).all(|pair| pair[1] <= pair[0] + 1);
    // A lost address is told of once in each language.
    let titles = if is_lost { 2 } else { 1 };
    if levels.first() != Some(&1) || levels.iter().filter(|level| **level == 1).count() != titles || !is_nested {
        wrong.push(format!("the headings are of levels {levels:?}"));
    }

    const NAMED: [&str; 16] = [
        "link",
        "button",
        "heading",
        "image",
        "img",
        "SvgRoot",
        "searchbox",
        "textbox",
        "combobox",
        "radio",
        "checkbox",
        "option",
        "listbox",
        "dialog",
        "form",
        "DisclosureTriangle",
    ];
    for node in heard.iter().filter(|node| NAMED.contains(&role(node)) && name(node).trim().is_empty()) {
        wrong.push(format!("{} in {:?} has no name", role(node), node["backendDOMNodeId"]));
    }

    let main = having("main");
    if let [main] = &main[..] {
        let said: String = tree.text(main).split_whitespace().collect();
        let shown = b.js("looks.words()").await;
        let shown = shown.as_str().unwrap_or_default();
        if said != shown {
            wrong.push(difference(&said, shown));
        }
        if shown.chars().count() < 10 {
            wrong.push("main shows nothing".to_owned());
        }
    }
    wrong.extend(look(b, "silent()").await.into_iter().map(|text| format!("{text} is not said")));
    wrong
}

fn difference(said: &str, shown: &str) -> String {
    let (said, shown): (Vec<char>, Vec<char>) = (said.chars().collect(), shown.chars().collect());
    let at = said.iter().zip(&shown).take_while(|(said, shown)| said == shown).count();
    let from = at.saturating_sub(12);
    let around = |text: &[char]| text.iter().skip(from).take(40).collect::<String>();
    format!("after {at} letters it says {:?} and shows {:?}", around(&said), around(&shown))
}
