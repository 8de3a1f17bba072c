//! Content: a tree of elements and text, built at run time, and its HTML. How it stands in a document is in `standing`.
//!
//! Leptos compiles every shape of view into code of its own, which is right for a few and far too much for all that an article is
//! made of: with an article's blocks as Leptos views the reader's wasm was over twice as large. A tree is one shape for all of them.

use std::ops::{Deref, DerefMut};

/// An element with its attributes and what is inside it. Boxed, since it is handed on at every step of its making: a pointer makes the
/// reader smaller.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree(Box<Element>);

#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// From the code, never from data: no article can make an element that is not in the views.
    pub(super) tag: &'static str,
    pub(super) attributes: Vec<(&'static str, String)>,
    pub(super) inside: Vec<Inside>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Inside {
    Text(String),
    Tree(Tree),
}

pub fn element(tag: &'static str) -> Tree {
    Tree(Box::new(Element { tag, attributes: Vec::new(), inside: Vec::new() }))
}

impl Deref for Tree {
    type Target = Element;

    fn deref(&self) -> &Element {
        &self.0
    }
}

impl DerefMut for Tree {
    fn deref_mut(&mut self) -> &mut Element {
        &mut self.0
    }
}

/// A link with words for a name.
pub fn link(href: &str, name: &str) -> Tree {
    element("a").attr("href", href).text(name)
}

/// A button that the reader answers, by the name of what it does.
pub fn button(does: &str, name: &str) -> Tree {
    element("button").attr("type", "button").attr("data-do", does).text(name)
}

impl Tree {
    pub fn attr(mut self, name: &'static str, value: &str) -> Self {
        self.attributes.push((name, value.to_owned()));
        self
    }

    pub fn attr_if(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    pub fn id(self, id: &str) -> Self {
        self.attr("id", id)
    }

    pub fn class(self, class: &str) -> Self {
        self.attr("class", class)
    }

    pub fn text(mut self, text: &str) -> Self {
        self.inside.push(Inside::Text(text.to_owned()));
        self
    }

    // Not a sum: what is added stands inside.
    #[allow(clippy::should_implement_trait)]
    pub fn add(mut self, tree: Tree) -> Self {
        self.inside.push(Inside::Tree(tree));
        self
    }

    pub fn add_if(self, tree: Option<Tree>) -> Self {
        match tree {
            Some(tree) => self.add(tree),
            None => self,
        }
    }

    pub fn all(mut self, trees: Vec<Tree>) -> Self {
        self.inside.extend(trees.into_iter().map(Inside::Tree));
        self
    }

    pub(super) fn html(&self, html: &mut String) {
        html.push('<');
        html.push_str(self.tag);
        for (name, value) in &self.attributes {
            html.push(' ');
            html.push_str(name);
            html.push_str("=\"");
            escape(value, html);
            html.push('"');
        }
        html.push('>');
        for inside in &self.inside {
            match inside {
                Inside::Text(text) => escape(text, html),
                Inside::Tree(tree) => tree.html(html),
            }
        }
        if !matches!(self.tag, "img" | "input" | "br" | "wbr" | "hr") {
            html.push_str("</");
            html.push_str(self.tag);
            html.push('>');
        }
    }
}

fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            c => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(tree: &Tree) -> String {
        let mut html = String::new();
        tree.html(&mut html);
        html
    }

    #[test]
    fn a_tree_renders_to_html_and_escapes_what_it_is_given() {
        let tree = element("p").id("x").attr("title", "\"><script>").text("a < b & ").add(element("em").text("c"));
        assert_eq!(html(&tree), r#"<p id="x" title="&quot;&gt;&lt;script&gt;">a &lt; b &amp; <em>c</em></p>"#);
        assert_eq!(html(&element("img").attr("alt", "")), r#"<img alt="">"#);
    }
}
