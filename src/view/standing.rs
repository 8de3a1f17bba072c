//! Trees in a document: built, taken over from a packed page, and changed into one another.
//!
//! Hydration takes a tree over by its root, without a look at what is inside.

use super::tree::{Inside, Tree};
use leptos::attr::Attribute;
use leptos::attr::any_attribute::AnyAttribute;
use leptos::prelude::{AddAnyAttr, Mountable, Render, RenderHtml};
use leptos::tachys::hydration::Cursor;
use leptos::tachys::reactive_graph::SharedReactiveFunction;
use leptos::tachys::renderer::{CastFrom, Rndr, types};
use leptos::tachys::view::{Position, PositionState};
use std::sync::{Arc, Mutex};

/// A place where one tree follows another, as what they show changes. All such places are of one type, for the reason above.
pub fn following(tree: impl Fn() -> Tree + Send + 'static) -> SharedReactiveFunction<Tree> {
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
        let root = self.dom(None);
        Standing { tree: self, root }
    }

    /// The root stays, so that a region which changes is the same region to whoever listens to it.
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
        self.change(root, before);
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

impl Tree {
    /// `around`: the namespace of the element that it will stand in, if that is not HTML's.
    fn dom(&self, around: Option<&str>) -> types::Element {
        let namespace = match self.tag {
            "svg" => Some("http://www.w3.org/2000/svg"),
            "math" => Some("http://www.w3.org/1998/Math/MathML"),
            _ => around,
        };
        let element = Rndr::create_element(self.tag, namespace);
        for (name, value) in &self.attributes {
            Rndr::set_attribute(&element, name, value);
        }
        self.fill(&element, namespace);
        element
    }

    fn fill(&self, element: &types::Element, namespace: Option<&str>) {
        for inside in &self.inside {
            Rndr::insert_node(element, &inside.dom(namespace), None);
        }
    }

    /// Makes an element that shows another tree show this one. What both have stays, and with it focus and scroll.
    fn change(&self, element: &types::Element, before: &Tree) {
        if self.attributes != before.attributes {
            for (name, _) in &before.attributes {
                Rndr::remove_attribute(element, name);
            }
            for (name, value) in &self.attributes {
                Rndr::set_attribute(element, name, value);
            }
        }
        if self.inside == before.inside {
            return;
        }
        let namespace = element.namespace_uri();
        let nodes: Vec<types::Node> = std::iter::successors(Rndr::first_child(element.as_ref()), Rndr::next_sibling).collect();
        // A page of another kind, or texts that the browser has read as one.
        if !self.is_like(before) || nodes.len() != before.inside.len() {
            Rndr::clear_children(element);
            return self.fill(element, namespace.as_deref());
        }
        for (index, inside) in self.inside.iter().enumerate() {
            let node = nodes.get(index);
            match (inside, before.inside.get(index)) {
                (inside, Some(before)) if inside == before => {}
                (Inside::Tree(tree), Some(Inside::Tree(before))) if tree.tag == before.tag && tree.is_like(before) => {
                    if let Some(element) = node.cloned().and_then(types::Element::cast_from) {
                        tree.change(&element, before);
                    }
                }
                _ => {
                    Rndr::insert_node(element, &inside.dom(namespace.as_deref()), node);
                    node.into_iter().for_each(Rndr::remove);
                }
            }
        }
        nodes.iter().skip(self.inside.len()).for_each(Rndr::remove);
    }

    /// Whether both are the same thing at different times.
    fn is_like(&self, other: &Tree) -> bool {
        let name = |tree: &Tree| tree.attributes.iter().filter(|(name, _)| matches!(*name, "id" | "class")).cloned().collect::<Vec<_>>();
        name(self) == name(other)
    }
}

impl Inside {
    fn dom(&self, around: Option<&str>) -> types::Node {
        match self {
            Inside::Text(text) => Rndr::create_text_node(text).into(),
            Inside::Tree(tree) => tree.dom(around).into(),
        }
    }
}
