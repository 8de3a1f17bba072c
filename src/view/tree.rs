//! Content: a tree of elements and text, built at run time, and places where one tree follows another.
//!
//! Leptos compiles every shape of view into code of its own, which is right for a few and far too much for all that an article is
//! made of: with an article's blocks as Leptos views the reader's wasm was over twice as large. A tree is one shape for all of
//! them. It renders to HTML in the packer; in the browser hydration takes it over by its root, without a look at what is inside.

use leptos::attr::Attribute;
use leptos::attr::any_attribute::AnyAttribute;
use leptos::prelude::{AddAnyAttr, Mountable, Render, RenderHtml};
use leptos::tachys::hydration::Cursor;
use leptos::tachys::reactive_graph::SharedReactiveFunction;
use leptos::tachys::renderer::{CastFrom, Rndr, types};
use leptos::tachys::view::{Position, PositionState};
use std::sync::{Arc, Mutex};

/// An element with its attributes and what is inside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    /// From the code, never from data: no article can make an element that is not in the views.
    tag: &'static str,
    attributes: Vec<(&'static str, String)>,
    inside: Vec<Inside>,
}

#[derive(Clone, Debug, PartialEq)]
enum Inside {
    Text(String),
    Tree(Tree),
}

pub fn element(tag: &'static str) -> Tree {
    Tree { tag, attributes: Vec::new(), inside: Vec::new() }
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

    fn html(&self, html: &mut String) {
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

    fn dom(&self) -> types::Element {
        let element = Rndr::create_element(self.tag, None);
        for (name, value) in &self.attributes {
            Rndr::set_attribute(&element, name, value);
        }
        self.fill(&element);
        element
    }

    fn fill(&self, element: &types::Element) {
        for inside in &self.inside {
            match inside {
                Inside::Text(text) => Rndr::insert_node(element, Rndr::create_text_node(text).as_ref(), None),
                Inside::Tree(tree) => Rndr::insert_node(element, tree.dom().as_ref(), None),
            }
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

/// A place where one tree follows another, as what they show changes. All such places are of one type, for the reason above.
pub fn live(tree: impl Fn() -> Tree + Send + 'static) -> SharedReactiveFunction<Tree> {
    Arc::new(Mutex::new(tree))
}

/// A tree in the document.
pub struct Standing {
    tree: Tree,
    root: types::Element,
}

impl Render for Tree {
    type State = Standing;

    fn build(self) -> Standing {
        let root = self.dom();
        Standing { tree: self, root }
    }

    /// The root stays, so that a region which changes is the same region to whoever listens to it; what is inside is made anew.
    fn rebuild(self, state: &mut Standing) {
        let Standing { tree: before, root } = state;
        if self.tag != before.tag {
            let mut fresh = self.build();
            if state.insert_before_this(&mut fresh) {
                state.unmount();
            }
            *state = fresh;
            return;
        }
        if self.attributes != before.attributes {
            for (name, _) in &before.attributes {
                Rndr::remove_attribute(root, name);
            }
            for (name, value) in &self.attributes {
                Rndr::set_attribute(root, name, value);
            }
        }
        if self.inside != before.inside {
            Rndr::clear_children(root);
            self.fill(root);
        }
        *before = self;
    }
}

impl RenderHtml for Tree {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, buf: &mut String, position: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {
        self.html(buf);
        *position = Position::NextChild;
    }

    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> Standing {
        match position.get() {
            Position::FirstChild => cursor.child(),
            Position::Current => {}
            _ => cursor.sibling(),
        }
        let root = types::Element::cast_from(cursor.current()).expect("the page holds the element that its bundle renders to");
        assert!(root.tag_name().eq_ignore_ascii_case(self.tag), "the page holds the element that its bundle renders to");
        position.set(Position::NextChild);
        Standing { tree: self, root }
    }

    fn into_owned(self) -> Self {
        self
    }
}

/// A tree takes no attributes from outside.
impl AddAnyAttr for Tree {
    type Output<NewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self {
        self
    }
}

impl Mountable for Standing {
    fn unmount(&mut self) {
        Rndr::remove(self.root.as_ref());
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        Rndr::insert_node(parent, self.root.as_ref(), marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let Some(parent) = Rndr::get_parent(self.root.as_ref()).and_then(types::Element::cast_from) else { return false };
        child.mount(&parent, Some(self.root.as_ref()));
        true
    }

    fn elements(&self) -> Vec<types::Element> {
        vec![self.root.clone()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_renders_to_html_and_escapes_what_it_is_given() {
        let tree = element("p").id("x").attr("title", "\"><script>").text("a < b & ").add(element("em").text("c"));
        assert_eq!(tree.to_html(), r#"<p id="x" title="&quot;&gt;&lt;script&gt;">a &lt; b &amp; <em>c</em></p>"#);
        assert_eq!(element("img").attr("alt", "").to_html(), r#"<img alt="">"#);
    }
}
