//! Blocks within blocks as they open and close, and what stands at the top, with notes put behind what refers to them.

use crate::article::Mark;
use crate::article::{Block, Callout, Item, LIMITS, List, Note, Paragraph, Quote, Run, Text, Tone};
use crate::import::{Body, Loss, Lost, Spot};
use std::collections::HashMap;

/// What can hold blocks.
#[derive(Debug)]
pub enum Holder {
    Quote,
    Callout {
        tone: Tone,
        title: String,
    },
    List {
        start: Option<u32>,
        items: Vec<Item>,
    },
    Item {
        done: Option<bool>,
        text: Option<Text>,
    },
    /// A note by the source's name.
    Note(String),
}

#[derive(Debug, Default)]
pub struct Nest {
    open: Vec<(Holder, Vec<Block>, Spot)>,
    /// How many holders are open that lie too deep and are none.
    flat: usize,
    pieces: Vec<Piece>,
    /// Names of the source that wait for the next piece.
    anchors: Vec<String>,
    /// Which piece refers to which notes.
    references: HashMap<usize, Vec<String>>,
    losses: Vec<Loss>,
}

/// What stands at the top.
#[derive(Debug)]
struct Piece {
    content: Content,
    anchors: Vec<String>,
    at: Spot,
}

#[derive(Debug)]
enum Content {
    Heading { level: u8, title: String, id: String },
    Block(Block),
    Note { name: String, note: Block },
    Gone,
}

impl Nest {
    pub fn open(&mut self, holder: Holder, at: Spot) {
        let depth = self.open.iter().filter(|(holder, ..)| !matches!(holder, Holder::Item { .. })).count();
        if self.flat > 0 || (depth + 2 > LIMITS.depth && !matches!(holder, Holder::Item { .. })) {
            if self.flat == 0 {
                self.losses.push(Loss::new(Lost::TooDeep).at(at));
            }
            self.flat += 1;
            return;
        }
        self.open.push((holder, Vec::new(), at));
    }

    pub fn close(&mut self) {
        if self.flat > 0 {
            self.flat -= 1;
            return;
        }
        let Some((holder, blocks, at)) = self.open.pop() else { return };
        let id = String::new();
        match holder {
            Holder::Quote if blocks.is_empty() => {}
            Holder::Callout { title, .. } if blocks.is_empty() && title.is_empty() => {}
            Holder::List { items, .. } if items.is_empty() => {}
            Holder::Quote => self.push(Block::Quote(Quote { id, blocks, cite: None }), at),
            Holder::Callout { tone, title } => self.push(Block::Callout(Callout { id, tone, title, blocks }), at),
            Holder::List { start, items } => self.push(Block::List(List { id, start, items }), at),
            Holder::Item { done, text } => match self.open.last_mut() {
                Some((Holder::List { items, .. }, ..)) => items.push(Item { text: text.unwrap_or_default(), done, blocks }),
                _ => blocks.into_iter().for_each(|block| self.push(block, at.clone())),
            },
            Holder::Note(name) => {
                let note = Block::Note(Note { id, blocks });
                self.piece(Content::Note { name, note }, at);
            }
        }
    }

    /// The first paragraph of an item is the item's own line.
    pub fn paragraph(&mut self, text: Text, at: Spot) {
        match self.open.last_mut() {
            Some((Holder::Item { text: own @ None, .. }, blocks, _)) if blocks.is_empty() && self.flat == 0 => *own = Some(text),
            _ => self.push(Block::Paragraph(Paragraph { id: String::new(), text }), at),
        }
    }

    pub fn push(&mut self, block: Block, at: Spot) {
        match self.open.last_mut() {
            Some((_, blocks, _)) => blocks.push(block),
            None => self.piece(Content::Block(block), at),
        }
    }

    /// A heading opens a section at the top; elsewhere it is a line of its own.
    pub fn heading(&mut self, level: u8, title: String, id: String, at: Spot) {
        if self.open.is_empty() {
            return self.piece(Content::Heading { level, title, id }, at);
        }
        self.losses.push(Loss::new(Lost::Unknown { name: "heading within a block".into() }).at(at.clone()));
        self.paragraph(Text(vec![Run::Marked(Mark::Strong(title.as_str().into()))]), at);
    }

    pub fn anchor(&mut self, name: &str) {
        self.anchors.push(name.to_owned());
    }

    /// What is being read refers to a note.
    pub fn refer(&mut self, name: &str) {
        self.references.entry(self.pieces.len()).or_default().push(name.to_owned());
    }

    /// The title, if one is to be taken: the first heading of the first level, or the only one with which the text begins.
    pub fn take_title(&mut self) -> Option<String> {
        let of_level = |piece: &Piece, wanted: u8| matches!(&piece.content, Content::Heading { level, title, .. } if *level <= wanted && !title.is_empty());
        let at = self.pieces.iter().position(|piece| of_level(piece, 1)).or_else(|| {
            let Content::Heading { level, .. } = self.pieces.first()?.content else { return None };
            (self.pieces.iter().filter(|piece| of_level(piece, level)).count() == 1).then_some(0)
        })?;
        let Content::Heading { title, .. } = std::mem::replace(&mut self.pieces[at].content, Content::Gone) else { return None };
        Some(title)
    }

    /// Takes the first heading of the first level out if it only repeats the title.
    pub fn drop_title(&mut self, given: &str) {
        let first = self.pieces.iter_mut().find(|piece| matches!(piece.content, Content::Heading { .. }));
        if let Some(piece) = first
            && matches!(&piece.content, Content::Heading { level: 1, title, .. } if title == given)
        {
            piece.content = Content::Gone;
        }
    }

    /// The first heading's words, else those of the first paragraph.
    pub fn first_line(&self) -> Option<String> {
        let heading = self.pieces.iter().find_map(|piece| match &piece.content {
            Content::Heading { title, .. } if !title.is_empty() => Some(title.clone()),
            _ => None,
        });
        let words = |piece: &Piece| match &piece.content {
            Content::Block(block) => Some(crate::article::plain_text_of_block(block)),
            _ => None,
        };
        heading.or_else(|| self.pieces.iter().filter_map(words).find_map(|words| words.lines().next().map(str::to_owned)))
    }

    pub fn finish(mut self) -> (Body, Vec<Loss>) {
        while !self.open.is_empty() || self.flat > 0 {
            self.close();
        }
        let referred: std::collections::HashSet<String> = self.references.values().flatten().cloned().collect();
        let notes = |(at, piece): (usize, &Piece)| match &piece.content {
            Content::Note { name, .. } if referred.contains(name) => Some((name.clone(), at)),
            _ => None,
        };
        // The first of a name is the one that counts.
        let mut notes: HashMap<String, usize> = self.pieces.iter().enumerate().rev().filter_map(notes).collect();
        let behind: std::collections::HashSet<usize> = notes.values().copied().collect();
        let mut body = Body::default();
        for index in (0..self.pieces.len()).filter(|index| !behind.contains(index)) {
            let mut next = vec![index];
            while let Some(index) = next.pop() {
                self.put(index, &mut body);
                let names = self.references.get(&index).into_iter().flatten().rev();
                next.extend(names.rev().filter_map(|name| notes.remove(name)).collect::<Vec<_>>().into_iter().rev());
            }
        }
        // Notes that only notes refer to which nothing refers to.
        let mut left: Vec<usize> = notes.into_values().collect();
        left.sort_unstable();
        left.into_iter().for_each(|index| self.put(index, &mut body));
        (body, self.losses)
    }

    fn put(&mut self, index: usize, body: &mut Body) {
        let Piece { content, anchors, at } =
            std::mem::replace(&mut self.pieces[index], Piece { content: Content::Gone, anchors: Vec::new(), at: Spot::Unknown });
        anchors.iter().for_each(|name| body.anchor(name));
        body.at(at.clone());
        match content {
            Content::Heading { level, title, id } => body.heading(level, &title, &id),
            Content::Block(block) => body.push(block),
            Content::Note { name, note } => {
                if !self.references.values().flatten().any(|other| *other == name) {
                    self.losses.push(Loss::new(Lost::UnmarkedNote { name: name.trim_start_matches('^').to_owned() }).at(at));
                }
                body.anchor(&name);
                body.push(note);
            }
            Content::Gone => {}
        }
    }

    fn piece(&mut self, content: Content, at: Spot) {
        self.pieces.push(Piece { content, anchors: std::mem::take(&mut self.anchors), at });
    }
}
