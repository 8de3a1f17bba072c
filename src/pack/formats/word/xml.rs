//! A part's XML as a tree whose names have fixed prefixes, whatever prefixes the file uses. What it means is left to the others.

use crate::import::ImportError;
use quick_xml::NsReader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Element {
    /// With its prefix of [`NAMESPACES`]: `w:p`; `?:` before names of other namespaces.
    pub name: String,
    attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    Element(Element),
    Text(String),
}

/// Elements within elements. Word itself stays below a hundred; what reads the tree goes down as deep.
const DEEPEST: usize = 160;
/// Elements and attributes of one part, so that the tree of a part of the largest size still fits into memory.
const MOST: usize = 3_000_000;

/// ECMA-376 has two names for each namespace, "transitional" and "strict".
#[rustfmt::skip]
const NAMESPACES: &[(&str, &str)] = &[
    ("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("w", "http://purl.oclc.org/ooxml/wordprocessingml/main"),
    ("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("r", "http://purl.oclc.org/ooxml/officeDocument/relationships"),
    ("m", "http://schemas.openxmlformats.org/officeDocument/2006/math"),
    ("m", "http://purl.oclc.org/ooxml/officeDocument/math"),
    ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("a", "http://purl.oclc.org/ooxml/drawingml/main"),
    ("wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    ("wp", "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing"),
    ("pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"),
    ("pic", "http://purl.oclc.org/ooxml/drawingml/picture"),
    ("c", "http://schemas.openxmlformats.org/drawingml/2006/chart"),
    ("c", "http://purl.oclc.org/ooxml/drawingml/chart"),
    ("dgm", "http://schemas.openxmlformats.org/drawingml/2006/diagram"),
    ("dgm", "http://purl.oclc.org/ooxml/drawingml/diagram"),
    ("wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"),
    ("wpg", "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"),
    ("wpc", "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas"),
    ("w14", "http://schemas.microsoft.com/office/word/2010/wordml"),
    ("cx", "http://schemas.microsoft.com/office/drawing/2014/chartex"),
    ("v", "urn:schemas-microsoft-com:vml"),
    ("o", "urn:schemas-microsoft-com:office:office"),
    ("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
    ("rel", "http://schemas.openxmlformats.org/package/2006/relationships"),
    ("cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
];

/// The root of a part. `part` names it in errors.
pub fn parse(text: &str, part: &str) -> Result<Element, ImportError> {
    let damaged = |why: &dyn std::fmt::Display| {
        ImportError::new(format!("{part} is not well-formed XML: {why}"), "open the file in Word, save it as a new .docx, and import that")
    };
    let mut reader = NsReader::from_str(text);
    let mut open: Vec<Element> = Vec::new();
    let mut left = MOST;
    loop {
        match reader.read_event().map_err(|error| damaged(&error))? {
            Event::Start(start) => {
                if open.len() >= DEEPEST {
                    return Err(too_much(part, format!("elements nested deeper than {DEEPEST}")));
                }
                open.push(started(&reader, &start, &mut left).map_err(|error| damaged(&error))?);
            }
            Event::Empty(start) => {
                let element = started(&reader, &start, &mut left).map_err(|error| damaged(&error))?;
                match open.last_mut() {
                    Some(parent) => parent.children.push(Node::Element(element)),
                    None => return Ok(element),
                }
            }
            Event::End(_) => {
                let Some(element) = open.pop() else { continue };
                match open.last_mut() {
                    Some(parent) => close(parent, element),
                    None => return Ok(element),
                }
            }
            Event::Text(text) => push_text(&mut open, &text.xml10_content()),
            Event::CData(text) => push_text(&mut open, &text.into_inner()),
            // Entities of a DTD are not looked up: a few lines of them can stand for gigabytes.
            Event::GeneralRef(name) => match name.resolve_char_ref() {
                Ok(Some(character)) => push_text(&mut open, character.encode_utf8(&mut [0; 4])),
                _ => {
                    let name = name.into_inner();
                    match quick_xml::escape::resolve_predefined_entity(&name) {
                        Some(words) => push_text(&mut open, words),
                        None => push_text(&mut open, &format!("&{name};")),
                    }
                }
            },
            Event::Eof => return Err(damaged(&"it ends before its root element does")),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
        if left == 0 {
            return Err(too_much(part, format!("more than {MOST} elements and attributes")));
        }
    }
}

fn too_much(part: &str, what: String) -> ImportError {
    ImportError::new(format!("{part} has {what}"), "split the document, or copy its text into a new one, and import that")
}

fn started(reader: &NsReader<&[u8]>, start: &BytesStart, left: &mut usize) -> Result<Element, String> {
    *left = left.saturating_sub(1);
    let resolver = reader.resolver();
    let (namespace, local) = resolver.resolve_element(start.name());
    let mut element = Element { name: named(&namespace, local.into_inner(), "?"), ..Element::default() };
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| error.to_string())?;
        if attribute.key.as_namespace_binding().is_some() {
            continue;
        }
        *left = left.saturating_sub(1);
        let (namespace, local) = resolver.resolve_attribute(attribute.key);
        let value = attribute.normalized_value(XmlVersion::Explicit1_0).map_err(|error| error.to_string())?;
        element.attributes.push((named(&namespace, local.into_inner(), ""), value.into_owned()));
    }
    Ok(element)
}

fn named(namespace: &ResolveResult, local: &str, otherwise: &str) -> String {
    let prefix = match namespace {
        ResolveResult::Bound(uri) => NAMESPACES.iter().find(|(_, known)| *known == uri.into_inner()).map_or("?", |(prefix, _)| prefix),
        // A prefix that nothing declares: careless programs leave declarations out, and mean the usual ones.
        ResolveResult::Unknown(prefix) => NAMESPACES.iter().find(|(known, _)| known == prefix).map_or("?", |(prefix, _)| prefix),
        ResolveResult::Unbound => otherwise,
    };
    if prefix.is_empty() { local.to_owned() } else { format!("{prefix}:{local}") }
}

fn push_text(open: &mut [Element], words: &str) {
    let Some(parent) = open.last_mut() else { return };
    match parent.children.last_mut() {
        Some(Node::Text(before)) => before.push_str(words),
        _ => parent.children.push(Node::Text(words.to_owned())),
    }
}

/// Puts an element into its parent. Of alternatives only the first stands in the tree: the others say the same for older programs.
fn close(parent: &mut Element, element: Element) {
    if element.name != "mc:AlternateContent" {
        return parent.children.push(Node::Element(element));
    }
    let is = |node: &Node, name: &str| matches!(node, Node::Element(e) if e.name == name);
    let chosen = element.children.iter().position(|node| is(node, "mc:Choice"));
    let chosen = chosen.or_else(|| element.children.iter().position(|node| is(node, "mc:Fallback")));
    if let Some(Node::Element(chosen)) = chosen.and_then(|index| element.children.into_iter().nth(index)) {
        parent.children.extend(chosen.children);
    }
}

impl Element {
    pub fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.iter().find(|(name, _)| name == attribute).map(|(_, value)| value.as_str())
    }

    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// The value of a child that is a setting: `<w:jc w:val="center"/>`.
    pub fn setting(&self, name: &str) -> Option<&str> {
        self.child(name)?.value()
    }

    pub fn value(&self) -> Option<&str> {
        self.get("w:val").or_else(|| self.get("m:val"))
    }

    /// A child that is a switch: there without a value it is on (ECMA-376 part 1, 17.17.4).
    pub fn switch(&self, name: &str) -> Option<bool> {
        self.child(name).map(|element| !matches!(element.value(), Some("0" | "false" | "off" | "none")))
    }

    /// All elements below that `wanted` names, in order, and none within those.
    pub fn below<'a>(&'a self, wanted: &dyn Fn(&str) -> bool) -> Vec<&'a Element> {
        let mut found = Vec::new();
        for element in self.elements() {
            if wanted(&element.name) {
                found.push(element);
            } else {
                found.extend(element.below(wanted));
            }
        }
        found
    }

    pub fn first(&self, name: &str) -> Option<&Element> {
        self.elements().find_map(|element| if element.name == name { Some(element) } else { element.first(name) })
    }

    /// The characters right in it.
    pub fn text(&self) -> String {
        self.children.iter().filter_map(|node| if let Node::Text(words) = node { Some(words.as_str()) } else { None }).collect()
    }

    /// All words below, the deleted ones too: a space between paragraphs, tabs and breaks.
    pub fn words(&self) -> String {
        let mut words = String::new();
        self.push_words(&mut words);
        words.trim_end().to_owned()
    }

    fn push_words(&self, words: &mut String) {
        for element in self.elements() {
            match element.name.as_str() {
                "w:t" | "w:delText" | "a:t" | "m:t" => words.push_str(&element.text()),
                "v:textpath" => {
                    words.push_str(element.get("string").unwrap_or_default());
                    words.push(' ');
                }
                "w:tab" | "w:br" | "w:cr" => words.push(' '),
                "w:instrText" | "w:pPr" | "w:rPr" => {}
                _ => element.push_words(words),
            }
            if matches!(element.name.as_str(), "w:p" | "a:p" | "w:tc") && !words.is_empty() && !words.ends_with(' ') {
                words.push(' ');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_whatever_the_prefix() {
        let element = parse(r#"<x:p xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main" x:val="1" y="2"/>"#, "a").unwrap();
        assert_eq!((element.name.as_str(), element.value(), element.get("y")), ("w:p", Some("1"), Some("2")));
    }

    #[test]
    fn entities_of_a_dtd_stand_as_they_are_written() {
        let text = r#"<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:t>&b;&amp;&#x6c81;&lt;</w:t>"#;
        assert_eq!(parse(text, "a").unwrap().text(), "&b;&沁<");
    }

    #[test]
    fn of_alternatives_the_first_is_read() {
        let text = "<w:r><mc:AlternateContent><mc:Choice><w:t>new</w:t></mc:Choice><mc:Fallback><w:t>old</w:t></mc:Fallback></mc:AlternateContent></w:r>";
        assert_eq!(parse(text, "a").unwrap().words(), "new");
    }

    #[test]
    fn what_is_nested_too_deep_or_cut_off_is_an_error() {
        let deep = "<w:p>".repeat(100_000);
        assert!(parse(&deep, "a").unwrap_err().message.contains("deeper than"));
        for text in ["", "<w:p>", "<w:p><w:t></w:p>", "<w:p a></w:p>", "text"] {
            assert!(parse(text, "a").is_err(), "{text}");
        }
    }
}
