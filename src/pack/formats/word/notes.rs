//! Footnotes and endnotes, which become notes below what refers to them, and comments, which are left out and told.

use super::document::{Piece, Reader};
use super::package::Relationships;
use super::paragraphs::Reading;
use super::spans::{Content, Format, Span};
use super::xml::Element;
use crate::article::Mark;
use crate::import::{ImportError, Loss, Lost, Spot};
use std::collections::{HashMap, HashSet};

#[derive(Default)]
pub struct Notes {
    parts: Vec<NotesPart>,
    /// Words of comments, by their ids.
    comments: Vec<(String, String)>,
    told: HashSet<String>,
    read: HashSet<String>,
}

/// The footnotes or the endnotes.
struct NotesPart {
    name: String,
    relationships: Relationships,
    notes: HashMap<String, Element>,
    /// Names in the order of the part.
    order: Vec<String>,
}

impl Reader<'_, '_> {
    /// Takes what the main part's relationships name.
    pub fn open_notes(&mut self) -> Result<(), ImportError> {
        let mut parts: Vec<(String, String)> =
            self.relationships.values().filter(|other| !other.outside).map(|other| (other.kind.clone(), other.target.clone())).collect();
        parts.sort();
        for (kind, name) in parts {
            let wanted = match kind.as_str() {
                "footnotes" => "w:footnote",
                "endnotes" => "w:endnote",
                "comments" => "w:comment",
                _ => continue,
            };
            let Some(root) = self.package.xml(&name)? else { continue };
            if kind == "comments" {
                let comments = root.elements().filter(|element| element.name == wanted);
                self.notes.comments.extend(comments.map(|comment| (comment.get("w:id").unwrap_or_default().to_owned(), comment.words())));
                continue;
            }
            let mut part = NotesPart { relationships: self.package.relationships(&name)?, name, notes: HashMap::new(), order: Vec::new() };
            for note in root.elements().filter(|element| element.name == wanted) {
                // Lines between text and notes are kept as notes of their own kinds.
                if matches!(note.get("w:type"), None | Some("normal")) {
                    let key = key(wanted, note.get("w:id"));
                    part.order.push(key.clone());
                    part.notes.insert(key, note.clone());
                }
            }
            self.notes.parts.push(part);
        }
        Ok(())
    }

    pub fn note_mark(&mut self, element: &Element, reading: &mut Reading) {
        let wanted = if element.name == "w:footnoteReference" { "w:footnote" } else { "w:endnote" };
        let key = key(wanted, element.get("w:id"));
        if self.is_in_contents() {
            return;
        }
        if !self.notes.read.contains(&key) && !self.notes.parts.iter().any(|part| part.notes.contains_key(&key)) {
            return self.lose(Lost::NoteMark { name: element.get("w:id").unwrap_or_default().to_owned() }, "");
        }
        reading.notes.push(key.clone());
        reading.push(Span { format: Format::default(), content: Content::Mark(Mark::Note(key)) });
    }

    pub fn comment(&mut self, element: &Element) {
        let id = element.get("w:id").unwrap_or_default().to_owned();
        if let Some((_, words)) = self.notes.comments.iter().find(|(known, _)| *known == id).cloned()
            && self.notes.told.insert(id)
        {
            self.lose(Lost::Comment, &words);
        }
    }

    /// What a note says; `None` if it has been read already.
    pub fn note(&mut self, key: &str) -> Option<Vec<Piece>> {
        let part = self.notes.parts.iter_mut().find(|part| part.notes.contains_key(key))?;
        let note = part.notes.remove(key)?;
        let relationships = std::mem::replace(&mut self.relationships, part.relationships.clone());
        self.notes.read.insert(key.to_owned());
        let pieces = self.story(&note);
        self.relationships = relationships;
        Some(pieces)
    }

    /// Notes to which nothing leads, and comments that stand nowhere.
    pub fn unmarked(&mut self) -> Vec<String> {
        for (id, words) in self.notes.comments.clone() {
            if self.notes.told.insert(id) && !words.is_empty() {
                let at = Spot::In("word/comments.xml".into());
                self.losses.push(Loss::new(Lost::Comment).with_words(words).at(at));
            }
        }
        let mut keys = Vec::new();
        for part in &self.notes.parts {
            for key in part.order.iter().filter(|key| part.notes.get(*key).is_some_and(|note| !note.words().is_empty())) {
                let name = key.rsplit(':').next().unwrap_or_default().to_owned();
                self.losses.push(Loss::new(Lost::UnmarkedNote { name }).at(Spot::In(part.name.clone())));
                keys.push(key.clone());
            }
        }
        keys
    }
}

/// A name that no bookmark can have: those hold no colon.
fn key(kind: &str, id: Option<&str>) -> String {
    format!("{kind}:{}", id.unwrap_or_default())
}
