//! Questions to a node of the parsed tree.

use dom_query::{LocalName, NodeData, NodeRef};

/// Name of an element in lower case; nothing for a text or a comment.
pub fn tag(node: &NodeRef) -> Option<LocalName> {
    node.element_ref().map(|element| element.name.local.clone())
}

pub fn is(node: &NodeRef, name: &str) -> bool {
    node.has_name(name)
}

/// An attribute without the white space around it; nothing for one that is empty.
pub fn attribute(node: &NodeRef, name: &str) -> Option<String> {
    let value = node.attr(name)?;
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

pub fn characters(node: &NodeRef) -> Option<String> {
    node.query_or(None, |node| match &node.data {
        NodeData::Text { contents } => Some(contents.to_string()),
        _ => None,
    })
}

pub fn children<'a>(node: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    node.children()
}

/// The words of a node as one line.
pub fn line_of(node: &NodeRef) -> String {
    squeezed(&node.text())
}

/// White space as one space, and none at the ends.
pub fn squeezed(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub fn has_class(node: &NodeRef, any_of: &[&str]) -> bool {
    node.class().is_some_and(|classes| classes.split_whitespace().any(|class| any_of.contains(&class)))
}

/// Whether one of the words of `epub:type` or `role` is among these.
pub fn is_typed(node: &NodeRef, any_of: &[&str]) -> bool {
    ["epub:type", "role"]
        .iter()
        .filter_map(|name| node.attr(name))
        .any(|words| words.split_whitespace().any(|word| any_of.contains(&word.trim_start_matches("doc-"))))
}

/// Whether a browser would not show it: asked for by an attribute, or never shown at all.
pub fn is_hidden(node: &NodeRef) -> bool {
    let never = tag(node).is_some_and(|name| {
        matches!(
            &*name,
            "head"
                | "style"
                | "template"
                | "title"
                | "meta"
                | "link"
                | "base"
                | "noscript"
                | "datalist"
                | "rp"
                | "param"
                | "source"
                | "track"
                | "col"
                | "colgroup"
                | "epub:default"
                | "ops:default"
        )
    });
    never || node.has_attr("hidden") || node.attr("style").is_some_and(|style| hides(&style))
}

fn hides(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect();
    style.split(';').any(|rule| matches!(rule.trim_end_matches("!important"), "display:none" | "visibility:hidden"))
}

/// Elements that begin on a line of their own.
pub fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "listing"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "optgroup"
            | "p"
            | "plaintext"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "xmp"
    )
}
