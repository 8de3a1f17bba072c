//! One paragraph: what it is by its style and settings, its number, its parts.

use super::document::{Face, Paragraph, Part, Piece, Reader, push_words};
use super::fields::Kind;
use super::numbering::Label;
use super::spans::{Content, Span, is_blank, line, lines_as_they_are};
use super::styles::{Look, Role, centred, numbered, outline};
use super::xml::Element;
use crate::article::Block;

/// A paragraph while its runs are read.
#[derive(Default)]
pub struct Reading {
    pub spans: Vec<Span>,
    pub parts: Vec<Part>,
    /// Pictures that stand in the midst of a line: below it, lest they break the sentence.
    pub after: Vec<Block>,
    /// Paragraphs of text boxes that are anchored here.
    pub boxes: Vec<Piece>,
    pub anchors: Vec<String>,
    pub notes: Vec<String>,
    /// How its style has its words look.
    pub look: Look,
    pub face: Face,
    pub has_words: bool,
    /// Whether white space counts.
    pub is_code: bool,
}

/// Longer ones are text that somebody gave a heading's style.
const LONGEST_HEADING: usize = 300;
/// Words by which a place is found again.
const SHOWN_OF_PLACE: usize = 24;

impl Reader<'_, '_> {
    pub fn paragraph(&mut self, element: &Element, pieces: &mut Vec<Piece>) {
        let near: String = element.words().chars().take(SHOWN_OF_PLACE).collect();
        if !near.is_empty() {
            self.near = near;
        }
        let properties = element.child("w:pPr");
        let style = properties.and_then(|properties| properties.setting("w:pStyle"));
        let role = match properties.and_then(outline) {
            Some(level @ 0..=8) if !matches!(self.styles.role(style), Role::Title | Role::Contents) => Role::Heading(level + 1),
            Some(9) if matches!(self.styles.role(style), Role::Heading(_)) => Role::Plain,
            _ => self.styles.role(style),
        };
        let label = self.label(properties, style);
        if let Some(section) = properties.and_then(|properties| properties.child("w:sectPr")) {
            self.section(section);
        }
        if role == Role::Contents || self.is_in_contents() {
            // Fields begin and end in here all the same.
            let mut ignored = Reading::default();
            let before = self.contents.len();
            self.inline(element, None, &mut ignored);
            if self.contents.len() == before || role == Role::Contents {
                self.contents.truncate(before);
                push_words(&mut self.contents, &element.words());
            }
            self.contents.push(' ');
            self.flush_left_out();
            return;
        }
        self.flush_contents();

        let mut reading = Reading { look: self.styles.look(style), spans: std::mem::take(&mut self.carried), ..Reading::default() };
        reading.anchors.append(&mut self.waiting);
        reading.is_code = role == Role::Code;
        reading.face.set_apart = true;
        reading.face.centred = properties.and_then(centred).unwrap_or_else(|| self.styles.centred(style));
        self.inline(element, None, &mut reading);
        // No instruction goes on into another paragraph: somebody took the field's end away.
        while self.fields.last().is_some_and(|field| !field.is_shown) {
            self.end_field(&Look::default(), None, &mut reading);
        }
        if self.is_in_contents() {
            self.contents.push(' ');
        }
        self.flush_left_out();
        self.finish(reading, role, label, ends_in_the_next(properties), pieces);
    }

    fn finish(&mut self, mut reading: Reading, role: Role, label: Option<Label>, is_carried: bool, pieces: &mut Vec<Piece>) {
        if is_carried && reading.parts.is_empty() && reading.after.is_empty() && reading.boxes.is_empty() && label.is_none() {
            self.carried = reading.spans;
            self.waiting = reading.anchors;
            // Notes of a line that goes on are told when their signs come.
            return;
        }
        reading.end_line();
        reading.parts.extend(reading.after.drain(..).map(Part::Block));
        let length = |part: &Part| if let Part::Line(text) = part { crate::article::plain_text_of_runs(text).chars().count() } else { 0 };
        let is_too_long = reading.parts.iter().map(length).sum::<usize>() > LONGEST_HEADING;
        let role = match role {
            Role::Title | Role::Subtitle | Role::Heading(_) | Role::Author | Role::Date if is_too_long => Role::Plain,
            role => role,
        };
        reading.face.set_apart &= reading.has_words;
        let Reading { parts, mut anchors, mut notes, face, boxes, .. } = reading;
        if parts.is_empty() {
            self.waiting.append(&mut anchors);
        } else {
            notes.dedup();
            pieces.push(Piece::Paragraph(Paragraph { role, label, parts, anchors, notes, face }));
        }
        pieces.extend(boxes);
    }

    /// Words that were to go on in a paragraph that does not come.
    pub fn flush_carried(&mut self, pieces: &mut Vec<Piece>) {
        if !self.carried.is_empty() {
            let reading = Reading { spans: std::mem::take(&mut self.carried), ..Reading::default() };
            self.finish(reading, Role::Plain, None, false, pieces);
        }
    }

    /// The number before the paragraph, from its own settings or its style's.
    fn label(&mut self, properties: Option<&Element>, style: Option<&str>) -> Option<Label> {
        let own = properties.and_then(numbered);
        let of_style = self.styles.numbered(style);
        let list = own.as_ref().and_then(|own| own.list.as_deref()).or_else(|| of_style.and_then(|(_, styled)| styled.list.as_deref()))?;
        let level = own.as_ref().and_then(|own| own.level).or_else(|| {
            let (id, styled) = of_style?;
            styled
                .level
                .or_else(|| self.numbering.level_of_style(list, style.unwrap_or(id)))
                .or_else(|| self.numbering.level_of_style(list, id))
        });
        // 0 takes the number off that the style would give.
        if list == "0" { None } else { self.numbering.next(list, level.unwrap_or(0)) }
    }

    pub fn is_in_contents(&self) -> bool {
        self.fields.iter().any(|field| field.is_shown && field.kind == Kind::Contents)
    }
}

impl Reading {
    /// What was read so far is a line of its own.
    pub fn end_line(&mut self) {
        let spans = std::mem::take(&mut self.spans);
        let text = if self.is_code { lines_as_they_are(&spans) } else { line(&spans) };
        if !text.0.is_empty() {
            self.parts.push(Part::Line(text));
        }
    }

    /// A picture: before the line if none has begun, else below it.
    pub fn place(&mut self, block: Block) {
        if is_blank(&self.spans) { self.parts.push(Part::Block(block)) } else { self.after.push(block) }
    }

    pub fn push(&mut self, span: Span) {
        if let Content::Words(words) = &span.content
            && let Some(Span { format, content: Content::Words(before) }) = self.spans.last_mut()
            && *format == span.format
        {
            return before.push_str(words);
        }
        self.spans.push(span);
    }
}

/// Whether the paragraph's end is deleted, or it is the large initial of the next one.
fn ends_in_the_next(properties: Option<&Element>) -> bool {
    let Some(properties) = properties else { return false };
    let mark = properties.child("w:rPr");
    let is_deleted = mark.is_some_and(|mark| mark.child("w:del").is_some() || mark.child("w:moveFrom").is_some());
    is_deleted || properties.child("w:framePr").and_then(|frame| frame.get("w:dropCap")).is_some_and(|cap| cap != "none")
}
