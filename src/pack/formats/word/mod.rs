//! Word files, `.docx`, as offices write them in Word, WPS and LibreOffice (ECMA-376).
//!
//! Parts of the zip come in through [`package`] as trees ([`xml`]). A [`document::Reader`] walks the text and hands back pieces,
//! paragraphs and tables, with what each is; [`titles`] takes the head off them, [`laying`] makes an article's blocks of them.
//! What is lost is told beside the words near which it stood.

mod counting;
mod document;
mod drawings;
mod fields;
mod language;
mod laying;
mod lists;
mod math;
mod mathml;
mod notes;
mod numbering;
mod package;
mod paragraphs;
mod properties;
mod runs;
mod spans;
mod styles;
mod symbols;
mod tables;
mod titles;
mod typed;
mod xml;

use crate::article::{Block, Note, Text};
use crate::import::{Body, Draft, ImportError, Loss, Lost, Options, Spot, tidy};
use document::{Piece, Placed, Reader};
use laying::Laid;
use numbering::Numbering;
use package::{Package, Relationships};
use properties::Properties;
use styles::Styles;
use xml::Element;

pub fn import(bytes: &[u8], options: &Options) -> Result<Draft, ImportError> {
    let mut package = Package::open(bytes)?;
    let part = package.main_part()?;
    let root = package.xml(&part)?.unwrap_or_default();
    let Some(text) = root.child("w:body") else {
        return Err(ImportError::new(
            format!("{part} holds no text of a document"),
            "open the file in Word, save it as a new .docx, and import that",
        ));
    };
    let relationships = package.relationships(&part)?;
    let styles = related(&mut package, &relationships, "styles")?.map(|root| Styles::read(&root)).unwrap_or_default();
    let numbering = related(&mut package, &relationships, "numbering")?.map(|root| Numbering::read(&root)).unwrap_or_default();
    let properties = properties(&mut package)?;
    let lang = language::of_text(&text.words(), styles.defaults().lang.as_deref(), options.lang.as_deref());

    let mut reader = Reader {
        package: &mut package,
        relationships,
        styles: &styles,
        numbering,
        lang: language::primary(&lang),
        notes: Default::default(),
        files: Default::default(),
        losses: Vec::new(),
        near: String::new(),
        fields: Vec::new(),
        deleted: String::new(),
        hidden: String::new(),
        contents: String::new(),
        carried: Vec::new(),
        waiting: Vec::new(),
        links: Default::default(),
        is_in_cell: false,
    };
    reader.open_notes()?;
    let mut pieces = reader.story(text);
    let head = titles::take(&mut pieces, styles.usual_size(), &properties.title);
    typed::promote(&mut pieces);
    head.taken.iter().for_each(|text| reader.plain_words(text));
    reader.unmark(&head.title, &head.notes);
    let body = body(&mut reader, pieces);
    reader.running_heads();
    reader.lose_properties(&properties);

    let title = clean(&head.title);
    let untitled = if lang.starts_with("zh") { "无题" } else { "Untitled" };
    let mut draft = Draft::new(&lang, if title.is_empty() { untitled } else { &title });
    draft.article.standfirst = clean(&head.standfirst);
    draft.article.published = head.published;
    let authors = if head.authors.is_empty() { &properties.authors } else { &head.authors };
    authors.iter().for_each(|name| draft.author(&clean(name)));
    draft.tags = properties.tags;
    draft.losses = reader.losses;
    draft.files = reader.files.files;
    let (links, mut body) = (reader.links, body);
    if body.is_empty() {
        if title.is_empty() {
            return Err(ImportError::new(
                "there is no text in this document",
                "look whether its text is in pictures, or import another file",
            ));
        }
        body.push(Block::Paragraph(crate::article::Paragraph { id: String::new(), text: title.as_str().into() }));
    }
    let (sections, losses) = body.finish();
    draft.article.sections = sections;
    draft.losses.extend(losses.into_iter().map(|loss| {
        let near = if let Lost::Link { to } = &loss.what { links.get(to).filter(|near| !near.is_empty()) } else { None };
        Loss { at: near.map_or_else(|| Spot::In(part.clone()), |near| Spot::Near(near.clone())), ..loss }
    }));
    Ok(draft)
}

/// The part to which the document stands in a relation of this kind.
fn related(package: &mut Package, relationships: &Relationships, kind: &str) -> Result<Option<Element>, ImportError> {
    match relationships.values().find(|other| other.kind == kind && !other.outside) {
        Some(other) => package.xml(&other.target),
        None => Ok(None),
    }
}

fn properties(package: &mut Package) -> Result<Properties, ImportError> {
    let relationships = package.relationships("")?;
    let root = related(package, &relationships, "core-properties")?;
    Ok(root.map(|root| Properties::read(&root)).unwrap_or_default())
}

/// Puts everything into its order: notes below the block that refers to them first, and those that nothing refers to at the end.
fn body(reader: &mut Reader, pieces: Vec<Piece>) -> Body {
    let mut body = Body::default();
    let laid = reader.lay(pieces);
    for laid in laid {
        match laid {
            Laid::Heading { level, title, anchors, notes } => {
                anchors.iter().for_each(|name| body.anchor(name));
                body.heading(level, &clean(&title), "");
                push_notes(reader, &mut body, notes);
            }
            Laid::Block(Placed { block, anchors, notes }) => {
                anchors.iter().for_each(|name| body.anchor(name));
                body.push(block);
                push_notes(reader, &mut body, notes);
            }
            Laid::Loose { anchors, notes } => {
                push_notes(reader, &mut body, notes);
                anchors.iter().for_each(|name| body.anchor(name));
            }
            // Each has found its place or become a paragraph.
            Laid::Caption { .. } => {}
        }
    }
    let unmarked = reader.unmarked();
    push_notes(reader, &mut body, unmarked);
    body
}

fn push_notes(reader: &mut Reader, body: &mut Body, notes: Vec<String>) {
    // Notes within notes stand below them; a list, not a call, so that no chain of them is too long.
    let mut waiting: Vec<String> = notes.into_iter().rev().collect();
    while let Some(key) = waiting.pop() {
        let Some(pieces) = reader.note(&key) else { continue };
        let plain = pieces.into_iter().map(|piece| match piece {
            Piece::Paragraph(paragraph) => Piece::Paragraph(paragraph.without_rank()),
            block => block,
        });
        let mut blocks = Vec::new();
        let laid = reader.lay(plain.collect());
        // Names in front of the note lead to it.
        for laid in laid {
            match laid {
                Laid::Block(placed) => {
                    placed.anchors.iter().for_each(|name| body.anchor(name));
                    blocks.push(placed.block);
                    waiting.extend(placed.notes.into_iter().rev());
                }
                Laid::Loose { anchors, notes } => {
                    anchors.iter().for_each(|name| body.anchor(name));
                    waiting.extend(notes.into_iter().rev());
                }
                Laid::Heading { .. } | Laid::Caption { .. } => {}
            }
        }
        body.anchor(&key);
        body.push(Block::Note(Note { id: String::new(), blocks }));
    }
}

/// Words as a title or a name may hold them.
fn clean(words: &str) -> String {
    crate::article::plain_text_of_runs(&tidy(Text::from(words))).replace('\n', " ")
}

#[cfg(test)]
mod tests;
