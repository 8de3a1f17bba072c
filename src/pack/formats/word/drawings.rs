//! What is drawn: pictures, text boxes, charts, diagrams and objects, in today's markup (DrawingML) and in that of older files (VML).

use super::document::{Piece, Reader};
use super::paragraphs::Reading;
use super::xml::Element;
use crate::article::{Block, Image, Text, plain_text_of_runs};
use crate::import::{EmbeddedFile, Lost, Spot, tidy};
use std::collections::HashMap;

/// Files that came within the document, each once.
#[derive(Default)]
pub struct Files {
    pub files: Vec<EmbeddedFile>,
    /// Names by the part they come from.
    names: HashMap<String, String>,
}

/// Longer descriptions are none.
const LONGEST_ALT: usize = 2_000;
/// English metric units in a pixel of 1/96 inch (ECMA-376 part 1, 20.1.2.1).
const EMU: f64 = 9_525.0;

/// What a picture is called and how large it is shown, as far as that is said.
#[derive(Clone, Copy, Default)]
struct Shown<'a> {
    alt: &'a str,
    size: (u32, u32),
}

impl Reader<'_, '_> {
    pub fn drawing(&mut self, element: &Element, reading: &mut Reading) {
        if self.is_in_contents() {
            return;
        }
        self.fields.iter_mut().for_each(|field| field.has_result = true);
        let shown = Shown { alt: alt(element), size: size(element) };
        let is_part = |name: &str| {
            matches!(
                name,
                "pic:pic"
                    | "v:imagedata"
                    | "w:txbxContent"
                    | "c:chart"
                    | "cx:chart"
                    | "dgm:relIds"
                    | "v:textpath"
                    | "o:OLEObject"
                    | "w:control"
            )
        };
        let parts = element.below(&is_part);
        let is_object = parts.iter().any(|part| part.name == "o:OLEObject");
        let pictures = parts.iter().filter(|part| matches!(part.name.as_str(), "pic:pic" | "v:imagedata")).count();
        for part in &parts {
            match part.name.as_str() {
                // Pictures of a group have sizes within it, and no description of their own.
                "pic:pic" | "v:imagedata" => {
                    let size = if pictures == 1 { shown.size } else { (0, 0) };
                    self.picture(part, Shown { size, ..shown }, is_object, reading);
                }
                "w:txbxContent" => self.text_box(part, reading),
                "c:chart" | "cx:chart" => {
                    let words = self.words_of_part(part.get("r:id"));
                    self.lose(Lost::Chart, &words);
                }
                "dgm:relIds" => {
                    let words = self.words_of_part(part.get("r:dm"));
                    self.lose(Lost::Drawing, &words);
                }
                "v:textpath" => self.lose(Lost::Drawing, part.get("string").unwrap_or_default()),
                "o:OLEObject" => self.lose(Lost::Object { kind: part.get("ProgID").unwrap_or_default().to_owned() }, ""),
                _ => self.lose(Lost::Control, ""),
            }
        }
        if parts.is_empty() && !is_rule(element) {
            self.lose(Lost::Drawing, &element.words());
        }
    }

    fn picture(&mut self, picture: &Element, shown: Shown, is_preview: bool, reading: &mut Reading) {
        let blip = picture.first("a:blip");
        let id = blip.and_then(|blip| blip.get("r:embed").filter(|id| !id.is_empty()).or(blip.get("r:link"))).or(picture.get("r:id"));
        let alt = picture.first("pic:cNvPr").and_then(|named| named.get("descr")).filter(|words| !words.is_empty()).unwrap_or(shown.alt);
        let alt = plain(alt);
        let Some(found) = id.and_then(|id| self.relationships.get(id)).cloned() else {
            return self.lose_picture(String::new(), "the file does not say which it is", &alt);
        };
        if found.outside {
            if !found.target.starts_with("https:") || crate::article::Target::parse(&found.target).is_none() {
                return self.lose_picture(found.target, "it lies outside the document; put it into it", &alt);
            }
            let (width, height) = shown.size;
            if width == 0 {
                return self.lose_picture(found.target, "it lies outside the document, which does not say its size", &alt);
            }
            return reading.place(image(found.target, alt, width, height));
        }
        let Some(content) = self.package.bytes(&found.target).ok().flatten() else {
            return self.lose_picture(found.target, "it is missing or damaged in the file", &alt);
        };
        if let Some(reason) = unshown(&content) {
            // What an object looks like is often of such a kind, and the object is reported already.
            if !is_preview {
                self.lose_picture(found.target, reason, &alt);
            }
            return;
        }
        let (width, height) = match shown.size {
            (0, _) | (_, 0) => imagesize::blob_size(&content).map_or((0, 0), |size| (size.width as u32, size.height as u32)),
            size => size,
        };
        if width == 0 || height == 0 {
            return self.lose_picture(found.target, "it has no size", &alt);
        }
        if picture.first("a:srcRect").is_some_and(|cut| ["l", "t", "r", "b"].iter().any(|side| cut.get(side).is_some_and(|by| by != "0"))) {
            self.lose(Lost::Unknown { name: "a picture that is cut: all of it is shown".into() }, "");
        }
        let name = self.files.keep(&found.target, content);
        reading.place(image(name, alt, width, height));
    }

    fn lose_picture(&mut self, src: String, reason: &str, alt: &str) {
        self.lose(Lost::Picture { src, reason: reason.to_owned() }, alt);
    }

    fn text_box(&mut self, content: &Element, reading: &mut Reading) {
        if content.words().is_empty() && content.first("w:drawing").is_none() {
            return;
        }
        self.lose(Lost::TextBox, "");
        let near = self.near.clone();
        let deleted = std::mem::take(&mut self.deleted);
        let hidden = std::mem::take(&mut self.hidden);
        let pieces = self.story(content);
        // A box stands where it is anchored: what it says is no part of how the text is divided.
        reading.boxes.extend(pieces.into_iter().map(|piece| match piece {
            Piece::Paragraph(paragraph) => Piece::Paragraph(paragraph.without_rank()),
            block => block,
        }));
        (self.near, self.deleted, self.hidden) = (near, deleted, hidden);
    }

    /// Words that another part of the file shows: of a chart, of a diagram.
    fn words_of_part(&mut self, id: Option<&str>) -> String {
        let Some(target) = id.and_then(|id| self.relationships.get(id)).map(|other| other.target.clone()) else { return String::new() };
        let Ok(Some(root)) = self.package.xml(&target) else { return String::new() };
        let mut words: Vec<String> = root.below(&|name| matches!(name, "a:t" | "c:strCache")).iter().map(|found| words_of(found)).collect();
        words.retain(|words| !words.trim().is_empty());
        words.join(" ")
    }

    /// Words of the lines at the top and bottom of pages.
    pub fn running_heads(&mut self) {
        let mut parts: Vec<String> = self
            .relationships
            .values()
            .filter(|other| matches!(other.kind.as_str(), "header" | "footer") && !other.outside)
            .map(|other| other.target.clone())
            .collect();
        parts.sort();
        parts.dedup();
        for part in parts {
            let words = self.package.xml(&part).ok().flatten().map(|root| root.words()).unwrap_or_default();
            if !words.is_empty() {
                self.losses.push(crate::import::Loss::new(Lost::RunningHead).with_words(words).at(Spot::In(part)));
            }
        }
    }
}

fn words_of(element: &Element) -> String {
    if element.name == "a:t" {
        return element.text();
    }
    element.below(&|name| name == "c:v").iter().map(|value| value.text()).collect::<Vec<_>>().join(" ")
}

fn image(src: String, alt: String, width: u32, height: u32) -> Block {
    Block::Image(Image { id: String::new(), src, alt, width, height, caption: None })
}

impl Files {
    /// The name under which a part is kept, kept once.
    fn keep(&mut self, part: &str, content: Vec<u8>) -> String {
        if let Some(name) = self.names.get(part) {
            return name.clone();
        }
        let own: String = part
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' })
            .collect();
        let own = own.trim_start_matches('.');
        let own = if own.is_empty() { "picture" } else { own };
        let is_free = |name: &str| !self.files.iter().any(|file| file.name == name);
        let name = (1..)
            .map(|count| if count == 1 { own.to_owned() } else { format!("{count}-{own}") })
            .find(|name| is_free(name))
            .unwrap_or_default();
        self.names.insert(part.to_owned(), name.clone());
        self.files.push(EmbeddedFile { name: name.clone(), content });
        name
    }
}

/// Why no browser shows a picture of this kind, if that is so.
fn unshown(content: &[u8]) -> Option<&'static str> {
    let is_emf = content.starts_with(&[1, 0, 0, 0]) && content.get(40..44) == Some(b" EMF");
    let is_wmf = content.starts_with(&[0xd7, 0xcd, 0xc6, 0x9a])
        || content.starts_with(&[1, 0, 9, 0, 0, 3])
        || content.starts_with(&[2, 0, 9, 0, 0, 3]);
    let is_packed = content.starts_with(&[0x1f, 0x8b]);
    if is_emf || is_wmf || is_packed {
        return Some("it is a Windows metafile, which browsers do not show: save it as PNG and put that into the document");
    }
    if content.starts_with(b"II*\0") || content.starts_with(b"MM\0*") {
        return Some("it is a TIFF, which browsers do not show: save it as PNG or JPEG and put that into the document");
    }
    None
}

/// What somebody wrote about a picture, for those who do not see it.
fn alt(element: &Element) -> &str {
    let said = element.first("wp:docPr").and_then(|named| named.get("descr"));
    let shape = element.elements().find(|shape| shape.name.starts_with("v:") && shape.get("alt").is_some());
    said.or_else(|| shape.and_then(|shape| shape.get("alt"))).unwrap_or_default()
}

fn plain(words: &str) -> String {
    let line: String = words.chars().take(LONGEST_ALT).map(|c| if c == '\n' { ' ' } else { c }).collect();
    plain_text_of_runs(&tidy(Text::from(line.as_str())))
}

/// Pixels, rounded, and at least one; 0 for what is not said.
fn size(element: &Element) -> (u32, u32) {
    if let Some(extent) = element.first("wp:extent") {
        let side = |name: &str| extent.get(name).and_then(|side| side.parse::<f64>().ok()).map_or(0, |side| pixels(side / EMU));
        return (side("cx"), side("cy"));
    }
    let style =
        element.elements().find_map(|shape| if shape.name == "v:shapetype" { None } else { shape.get("style") }).unwrap_or_default();
    let side = |name: &str| {
        let value = style.split(';').find_map(|rule| rule.split_once(':').filter(|(key, _)| key.trim() == name))?.1.trim();
        let number: f64 = value.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()?;
        let unit = value.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
        let per_inch = match unit {
            "in" => 1.0,
            "cm" => 2.54,
            "mm" => 25.4,
            "px" => 96.0,
            _ => 72.0,
        };
        Some(pixels(number / per_inch * 96.0))
    };
    (side("width").unwrap_or(0), side("height").unwrap_or(0))
}

fn pixels(side: f64) -> u32 {
    /// No screen is larger.
    const WIDEST: f64 = 65_535.0;
    if side > 0.0 { side.round().clamp(1.0, WIDEST) as u32 } else { 0 }
}

/// A line across the page, which is no drawing.
fn is_rule(element: &Element) -> bool {
    let is_line = |shape: &Element| matches!(shape.get("o:hr"), Some("t" | "true" | "1"));
    let shapes: Vec<&Element> = element.elements().filter(|shape| shape.name != "v:shapetype").collect();
    shapes.iter().all(|shape| is_line(shape)) && (element.name == "w:pict" || shapes.is_empty())
}
