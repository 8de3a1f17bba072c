//! Paragraphs and tables as an article's blocks: items gathered into lists, lines into quotations and code, captions put where they belong.

use super::document::{Paragraph, Part, Piece, Placed, Reader};
use super::lists::{Item, lists};
use super::numbering::Sign;
use super::styles::Role;
use crate::article::{Block, Code, Mark, Quote, Run, Text, plain_text_of_runs};
use crate::import::Lost;

/// What an article is laid out of.
#[derive(Clone, Debug, PartialEq)]
pub enum Laid {
    Heading {
        level: u8,
        title: String,
        anchors: Vec<String>,
        notes: Vec<String>,
    },
    Block(Placed),
    /// Words that belong to the table or picture beside them.
    Caption {
        text: Text,
        anchors: Vec<String>,
        notes: Vec<String>,
    },
    /// What hangs on words that went elsewhere: into the title.
    Loose {
        anchors: Vec<String>,
        notes: Vec<String>,
    },
}

impl Reader<'_, '_> {
    pub fn lay(&mut self, pieces: Vec<Piece>) -> Vec<Laid> {
        let mut laid: Vec<Laid> = Vec::new();
        let mut pieces = pieces.into_iter().peekable();
        while let Some(piece) = pieces.next() {
            let paragraph = match piece {
                Piece::Block(placed) => {
                    laid.push(Laid::Block(placed));
                    continue;
                }
                Piece::Paragraph(paragraph) => paragraph,
            };
            let kind = Kind::of(&paragraph);
            let mut group = vec![paragraph];
            while kind.is_grouped()
                && let Some(Piece::Paragraph(paragraph)) =
                    pieces.next_if(|piece| matches!(piece, Piece::Paragraph(next) if Kind::of(next) == kind))
            {
                group.push(paragraph);
            }
            let anchors = group.iter_mut().flat_map(|paragraph| std::mem::take(&mut paragraph.anchors)).collect();
            let notes = group.iter_mut().flat_map(|paragraph| std::mem::take(&mut paragraph.notes)).collect();
            let blocks = match kind {
                Kind::Heading(level) => {
                    self.heading(level, group, anchors, notes, &mut laid);
                    continue;
                }
                Kind::Caption => {
                    let text = group.into_iter().flat_map(|paragraph| paragraph.parts).find_map(line).unwrap_or_default();
                    laid.push(Laid::Caption { text, anchors, notes });
                    continue;
                }
                Kind::Item => {
                    let (blocks, has_letters) = lists(group.into_iter().filter_map(item).collect());
                    if has_letters {
                        self.near = blocks.iter().map(crate::article::plain_text_of_block).collect::<String>().chars().take(24).collect();
                        self.lose(Lost::Unknown { name: "letters before the items of a list: shown as numbers".into() }, "");
                    }
                    blocks
                }
                Kind::Quote => {
                    let blocks = group.into_iter().flat_map(Paragraph::blocks).collect();
                    vec![Block::Quote(Quote { id: String::new(), blocks, cite: None })]
                }
                Kind::Code => {
                    let lines: Vec<String> = group
                        .into_iter()
                        .flat_map(|paragraph| paragraph.parts)
                        .filter_map(line)
                        .map(|text| plain_text_of_runs(&text))
                        .collect();
                    vec![Block::Code(Code { id: String::new(), language: String::new(), text: lines.join("\n") })]
                }
                Kind::Plain => group.into_iter().flat_map(Paragraph::blocks).collect(),
            };
            place(blocks, anchors, notes, &mut laid);
        }
        captions(laid)
    }

    fn heading(&mut self, level: u8, group: Vec<Paragraph>, anchors: Vec<String>, notes: Vec<String>, laid: &mut Vec<Laid>) {
        let mut blocks = Vec::new();
        let mut words = Vec::new();
        for mut paragraph in group {
            paragraph.label_in_words();
            for part in paragraph.parts {
                match part {
                    Part::Line(text) => {
                        self.plain_words(&text);
                        words.push(plain_text_of_runs(&text).replace('\n', " "));
                    }
                    Part::Block(block) => blocks.push(block),
                }
            }
        }
        let title = words.join(" ");
        if title.trim().is_empty() {
            return place(blocks, anchors, notes, laid);
        }
        self.unmark(&title, &notes);
        laid.push(Laid::Heading { level, title, anchors, notes });
        place(blocks, Vec::new(), Vec::new(), laid);
    }

    /// Tells of what words lose that become a heading.
    pub fn plain_words(&mut self, text: &Text) {
        self.near = plain_text_of_runs(text).chars().take(24).collect();
        for run in &text.0 {
            match run {
                Run::Marked(Mark::Link(link)) => self.lose(Lost::Link { to: link.to.clone() }, ""),
                Run::Marked(Mark::Ruby(ruby)) => self.lose(Lost::Unknown { name: "a reading in a heading".into() }, &ruby.reading.clone()),
                Run::Marked(Mark::Strong(text) | Mark::Emphasis(text) | Mark::Sub(text) | Mark::Sup(text)) => self.plain_words(text),
                Run::Marked(Mark::Lang(span)) => self.plain_words(&span.text),
                _ => {}
            }
        }
    }

    /// Tells that notes have lost their signs, which no heading can hold.
    pub fn unmark(&mut self, title: &str, notes: &[String]) {
        self.near = title.chars().take(24).collect();
        for note in notes {
            self.lose(Lost::UnmarkedNote { name: note.rsplit(':').next().unwrap_or_default().to_owned() }, "");
        }
    }
}

/// What becomes of a paragraph.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Heading(u8),
    Caption,
    Item,
    Quote,
    Code,
    Plain,
}

impl Kind {
    fn of(paragraph: &Paragraph) -> Self {
        let has_list = paragraph.label.as_ref().is_some_and(|label| label.sign != Sign::Words);
        let is_one_line = matches!(paragraph.parts.as_slice(), [Part::Line(_)]);
        match paragraph.role {
            Role::Heading(level) => Kind::Heading(level),
            Role::Title => Kind::Heading(1),
            Role::Caption if is_one_line && paragraph.label.is_none() => Kind::Caption,
            // Signs of notes have no place in code.
            Role::Code if is_one_line && paragraph.notes.is_empty() && paragraph.label.is_none() => Kind::Code,
            _ if has_list && !paragraph.parts.is_empty() => Kind::Item,
            Role::Quote => Kind::Quote,
            _ => Kind::Plain,
        }
    }

    fn is_grouped(self) -> bool {
        matches!(self, Kind::Item | Kind::Quote | Kind::Code)
    }
}

impl Paragraph {
    /// Puts the number that Word shows before the words into them.
    fn label_in_words(&mut self) {
        let Some(label) = self.label.take().filter(|label| !label.text.is_empty()) else { return };
        // 一、 and （一） stand close to what follows.
        let space = if label.text.ends_with(['、', '）', '．', '。', '：']) { "" } else { " " };
        let line = self.parts.iter_mut().find_map(|part| if let Part::Line(text) = part { Some(text) } else { None });
        if let Some(Text(runs)) = line {
            match runs.first_mut() {
                Some(Run::Plain(words)) => words.insert_str(0, &format!("{}{space}", label.text)),
                _ => runs.insert(0, Run::Plain(format!("{}{space}", label.text))),
            }
        }
    }

    fn blocks(mut self) -> Vec<Block> {
        self.label_in_words();
        let paragraph = |text| Block::Paragraph(crate::article::Paragraph { id: String::new(), text });
        self.parts
            .into_iter()
            .map(|part| match part {
                Part::Line(text) => paragraph(text),
                Part::Block(block) => block,
            })
            .collect()
    }
}

fn item(paragraph: Paragraph) -> Option<Item> {
    let label = paragraph.label?;
    let mut parts = paragraph.parts.into_iter().peekable();
    let text = parts.next_if(|part| matches!(part, Part::Line(_))).and_then(line).unwrap_or_default();
    let blocks = Paragraph { parts: parts.collect(), ..Paragraph::default() }.blocks();
    Some(Item { label, text, blocks })
}

fn line(part: Part) -> Option<Text> {
    if let Part::Line(text) = part { Some(text) } else { None }
}

/// Names belong to the first block, notes stand below the last.
fn place(blocks: Vec<Block>, anchors: Vec<String>, notes: Vec<String>, laid: &mut Vec<Laid>) {
    let last = blocks.len().saturating_sub(1);
    if blocks.is_empty() && !(anchors.is_empty() && notes.is_empty()) {
        return laid.push(Laid::Loose { anchors, notes });
    }
    let (mut anchors, mut notes) = (Some(anchors), Some(notes));
    laid.extend(blocks.into_iter().enumerate().map(|(index, block)| {
        let anchors = anchors.take().unwrap_or_default();
        let notes = if index == last { notes.take().unwrap_or_default() } else { Vec::new() };
        Laid::Block(Placed { block, anchors, notes })
    }));
}

/// Puts captions into the tables and pictures that they belong to; the others stay as paragraphs.
fn captions(laid: Vec<Laid>) -> Vec<Laid> {
    let mut out: Vec<Laid> = Vec::with_capacity(laid.len());
    let mut laid = laid.into_iter().peekable();
    while let Some(next) = laid.next() {
        let Laid::Caption { text, anchors, notes } = next else {
            out.push(next);
            continue;
        };
        let words = plain_text_of_runs(&text).to_lowercase();
        let is_of_picture = ["图", "圖", "fig", "illustration", "照片"].iter().any(|start| words.starts_with(start));
        let is_of_table = ["表", "tab"].iter().any(|start| words.starts_with(start));
        // A table's caption stands above it, a picture's below, unless the words say otherwise.
        let places = [(true, false), (false, true), (false, false), (true, true)];
        let found = places.into_iter().find(|(is_after, wants_picture)| {
            let beside = if *is_after { laid.peek() } else { out.last() };
            let is_wanted = if *wants_picture { !is_of_table } else { !is_of_picture };
            is_wanted && takes_caption(beside, *wants_picture)
        });
        let beside = match found {
            Some((true, _)) => laid.peek_mut(),
            Some((false, _)) => out.last_mut(),
            None => None,
        };
        match beside {
            Some(Laid::Block(placed)) => {
                match &mut placed.block {
                    Block::Image(image) => image.caption = Some(text),
                    Block::Register(register) => register.caption = text,
                    _ => {}
                }
                placed.anchors.extend(anchors);
                placed.notes.extend(notes);
            }
            _ => {
                let block = Block::Paragraph(crate::article::Paragraph { id: String::new(), text });
                out.push(Laid::Block(Placed { block, anchors, notes }));
            }
        }
    }
    out
}

fn takes_caption(laid: Option<&Laid>, wants_picture: bool) -> bool {
    let Some(Laid::Block(placed)) = laid else { return false };
    match &placed.block {
        Block::Image(image) => wants_picture && image.caption.is_none(),
        Block::Register(register) => !wants_picture && register.caption.0.is_empty(),
        _ => false,
    }
}
