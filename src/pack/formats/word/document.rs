//! The reader of a document's parts, and what stands one below another in them: paragraphs, tables, and wrappers around them.

use super::drawings::Files;
use super::fields::Field;
use super::notes::Notes;
use super::numbering::{Label, Numbering};
use super::package::{Package, Relationships};
use super::paragraphs::Reading;
use super::spans::Span;
use super::styles::{Look, Role, Styles};
use super::xml::Element;
use crate::article::{Block, Text};
use crate::import::{Loss, Lost, Spot};
use std::collections::HashMap;

/// What a part holds, in its order.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    Paragraph(Paragraph),
    /// A table, or what stood in one and has no place in it.
    Block(Placed),
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paragraph {
    pub role: Role,
    pub label: Option<Label>,
    pub parts: Vec<Part>,
    /// Bookmarks within it.
    pub anchors: Vec<String>,
    /// Notes to which it has marks.
    pub notes: Vec<String>,
    pub face: Face,
}

/// How a paragraph looks as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Face {
    pub centred: bool,
    /// Half points, of its smallest words; 0 without words.
    pub size: u32,
    /// All words bold, or in a font that official papers use for headings only.
    pub set_apart: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    Line(Text),
    Block(Block),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    pub block: Block,
    pub anchors: Vec<String>,
    pub notes: Vec<String>,
}

/// Reads one document. What it says of losses and notes is gathered here while pieces are handed back.
pub struct Reader<'r, 'b> {
    pub package: &'r mut Package<'b>,
    /// Of the part that is being read.
    pub relationships: Relationships,
    pub styles: &'r Styles,
    pub numbering: Numbering,
    /// The article's language, without script and region.
    pub lang: &'r str,
    pub notes: Notes,
    pub files: Files,
    pub losses: Vec<Loss>,
    /// First words of the paragraph that is being read.
    pub near: String,
    /// Fields that are open, the innermost last.
    pub fields: Vec<Field>,
    /// Words that are left out, until the paragraph ends.
    pub deleted: String,
    pub hidden: String,
    /// Words of a table of contents, until something else comes.
    pub contents: String,
    /// Words before a paragraph's end that is no end: deleted, or that of an initial.
    pub carried: Vec<Span>,
    /// Bookmarks before the next paragraph.
    pub waiting: Vec<String>,
    /// Where a link within the article stood, by where it leads.
    pub links: HashMap<String, String>,
    /// Whether a cell of a table is being read.
    pub is_in_cell: bool,
}

/// What a content control holds.
pub enum Control {
    Contents,
    /// "Click here to enter text".
    Placeholder,
    Words,
}

impl Reader<'_, '_> {
    pub fn blocks(&mut self, parent: &Element, pieces: &mut Vec<Piece>) {
        for element in parent.elements() {
            match element.name.as_str() {
                "w:p" => self.paragraph(element, pieces),
                "w:tbl" => self.table(element, pieces),
                "w:sdt" => match self.control(element) {
                    Control::Words => element.elements().filter(|e| e.name == "w:sdtContent").for_each(|e| self.blocks(e, pieces)),
                    _ => self.leave_out(element),
                },
                "w:ins" | "w:moveTo" | "w:customXml" | "w:smartTag" => self.blocks(element, pieces),
                "w:del" | "w:moveFrom" => push_words(&mut self.deleted, &element.words()),
                "w:altChunk" => self.lose(Lost::Object { kind: "another document".into() }, ""),
                "m:oMathPara" | "m:oMath" => {
                    let parts = self.displayed(element);
                    pieces.push(Piece::Paragraph(Paragraph { parts, ..Paragraph::default() }));
                }
                "w:bookmarkStart" => self.waiting.extend(element.get("w:name").map(str::to_owned)),
                "w:sectPr" => self.section(element),
                "w:pPr" | "w:tblPr" | "w:tcPr" | "w:sdtPr" | "w:tblGrid" => {}
                name => {
                    let words = element.words();
                    if !words.is_empty() {
                        let name = name.to_owned();
                        self.lose(Lost::Unknown { name }, "");
                        self.blocks(element, pieces);
                    }
                }
            }
        }
    }

    /// What stands in a part is a story of its own: fields end with it.
    pub fn story(&mut self, root: &Element) -> Vec<Piece> {
        let fields = std::mem::take(&mut self.fields);
        let carried = std::mem::take(&mut self.carried);
        let mut pieces = Vec::new();
        self.blocks(root, &mut pieces);
        self.flush_carried(&mut pieces);
        // What was shown of those that do not end stands in the text already.
        while !self.fields.is_empty() {
            self.end_field(&Look::default(), None, &mut Reading::default());
        }
        self.flush_left_out();
        self.flush_contents();
        (self.fields, self.carried) = (fields, carried);
        pieces
    }

    /// What kind of content control this is.
    pub fn control(&self, element: &Element) -> Control {
        let properties = element.child("w:sdtPr");
        let gallery = properties.and_then(|properties| properties.child("w:docPartObj")?.setting("w:docPartGallery"));
        match properties {
            _ if matches!(gallery, Some("Table of Contents" | "Table of Figures")) => Control::Contents,
            Some(properties) if properties.switch("w:showingPlcHdr") == Some(true) => Control::Placeholder,
            _ => Control::Words,
        }
    }

    /// Leaves a control out that is no text of the document.
    pub fn leave_out(&mut self, control: &Element) {
        let words = control.child("w:sdtContent").map(Element::words).unwrap_or_default();
        match self.control(control) {
            Control::Contents => push_words(&mut self.contents, &words),
            _ => self.lose(Lost::Control, &words),
        }
    }

    pub fn section(&mut self, properties: &Element) {
        if properties.setting("w:textDirection").is_some_and(|direction| direction.starts_with("tbRl") || direction == "rl") {
            self.lose(Lost::Vertical, "");
        }
    }

    pub fn lose(&mut self, what: Lost, words: &str) {
        let at = if self.near.is_empty() { Spot::In("word/document.xml".into()) } else { Spot::Near(self.near.clone()) };
        self.losses.push(Loss::new(what).with_words(words.trim()).at(at));
    }

    /// Reports what was left out of the paragraph that ends here.
    pub fn flush_left_out(&mut self) {
        let (deleted, hidden) = (std::mem::take(&mut self.deleted), std::mem::take(&mut self.hidden));
        if !deleted.trim().is_empty() {
            self.lose(Lost::Deleted, &deleted);
        }
        if !hidden.trim().is_empty() {
            self.lose(Lost::Hidden, &hidden);
        }
    }

    pub fn flush_contents(&mut self) {
        let words = std::mem::take(&mut self.contents);
        if !words.trim().is_empty() {
            self.lose(Lost::Computed { name: "table of contents".into() }, &words);
        }
    }
}

/// Words after words that are left out as well.
pub fn push_words(words: &mut String, more: &str) {
    if !words.is_empty() && !words.ends_with(char::is_whitespace) && !more.is_empty() {
        words.push(' ');
    }
    words.push_str(more);
}
