//! What a reader sees: of a page of HTML, and of an article.

use dom_query::{Document, NodeRef};
use offprint::article::{Article, Block, plain_text_of_block, plain_text_of_runs};

/// The words, white space made one.
pub fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of an article in the order of its page; of a picture, what is said in its place.
pub fn shown(article: &Article) -> String {
    article.sections.iter().map(|section| format!("{}\n{}", section.title, below(&section.blocks))).collect()
}

fn below(blocks: &[Block]) -> String {
    let own = |block: &Block| match block {
        Block::Quote(b) => below(&b.blocks),
        Block::Callout(b) => format!("{}\n{}", b.title, below(&b.blocks)),
        Block::Note(b) => below(&b.blocks),
        Block::List(b) => b.items.iter().map(|item| format!("{}\n{}", plain_text_of_runs(&item.text), below(&item.blocks))).collect(),
        Block::Image(b) => b.alt.clone(),
        other => plain_text_of_block(other),
    };
    blocks.iter().map(|block| own(block) + "\n").collect()
}

/// The words that a browser shows of a fragment of HTML, controls of forms aside.
pub fn visible(html: &str) -> String {
    let page = Document::from(format!("<!doctype html><html><head></head><body>{html}"));
    let mut text = String::new();
    page.body().iter().for_each(|body| gather(body, &mut text));
    text
}

const HIDDEN: &[&str] = &[
    "script", "style", "template", "noscript", "title", "iframe", "textarea", "select", "button", "rt", "rp", "svg", "canvas", "video",
    "audio", "object", "noembed", "noframes", "head",
];

/// Elements beside which words are not joined; all others stand within a line.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "table",
    "tr",
    "td",
    "th",
    "hr",
    "br",
    "section",
    "article",
    "details",
    "summary",
    "dl",
    "dt",
    "dd",
    "img",
    "figure",
    "body",
    "main",
    "header",
    "footer",
    "aside",
    "nav",
    "form",
    "center",
];

fn gather(node: &NodeRef, text: &mut String) {
    if node.is_text() {
        return text.push_str(&node.text());
    }
    let name = node.node_name().unwrap_or_default().to_string();
    if HIDDEN.contains(&name.as_str()) {
        return;
    }
    let space = if BLOCKS.contains(&name.as_str()) { " " } else { "" };
    text.push_str(space);
    if name == "img" {
        text.push_str(&node.attr("alt").unwrap_or_default());
    }
    node.children().iter().for_each(|child| gather(child, text));
    text.push_str(space);
}
