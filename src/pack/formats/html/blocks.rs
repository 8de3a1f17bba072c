//! Elements as blocks, one after another. What stands within a line is `inline`'s business, and each kind of block that takes
//! more than a few lines has its own file.

use super::dom::{attribute, children, is_block, is_hidden, tag};
use super::notes::Notes;
use super::paragraphs::{has_content, paragraphs};
use super::place::Place;
use crate::article::{
    Block, Callout, LIMITS, LanguageSpan, Link, Mark, Note, Paragraph, Quote, Run, Text, Tone, is_language_tag, plain_text_of_runs,
};
use crate::import::{Body, Line, Loss, Lost, Spot};
use dom_query::{NodeId, NodeRef};
use std::collections::HashSet;

/// What a text is read with.
pub struct Context<'a> {
    pub place: &'a dyn Place,
    pub notes: &'a Notes,
    /// Where an element stood in the source.
    pub spot: &'a dyn Fn(&NodeRef) -> Spot,
    /// Language of the article, which needs no saying again.
    pub lang: &'a str,
    /// Title of the article; the same.
    pub title: &'a str,
}

/// Reads what is inside an element into the article; returns what was lost of it.
pub fn read_into(body: &mut Body, root: &NodeRef, context: &Context) -> Vec<Loss> {
    let (pieces, losses) = pieces(root, context);
    pour(body, pieces, context.title);
    losses
}

/// What is inside an element, in reading order, and what was lost of it.
pub fn pieces(root: &NodeRef, context: &Context) -> (Vec<Piece>, Vec<Loss>) {
    let around_blocks = around_blocks(root);
    let mut reading = Reading { context, losses: Vec::new(), around: Vec::new(), depth: 0, links: 0, note: false, around_blocks };
    let mut flow = Flow::default();
    reading.inside(root, &mut flow);
    reading.end_paragraph(&mut flow);
    flow.pieces.append(&mut flow.later);
    (flow.pieces, reading.losses)
}

/// Puts pieces into an article. One that begins with its title does not say it again.
pub fn pour(body: &mut Body, pieces: Vec<Piece>, title: &str) {
    let mut first = true;
    for piece in pieces {
        let is_first = !matches!(piece, Piece::Anchor(_)) && std::mem::take(&mut first);
        match piece {
            Piece::Heading { title: words, .. } if is_first && words == title => {}
            Piece::Block(Block::Paragraph(words)) if is_first && plain_text_of_runs(&words.text) == title => {}
            Piece::Heading { level, title } => body.heading(level, &title, ""),
            Piece::Block(block) => body.push(block),
            Piece::Anchor(name) => body.anchor(&name),
            Piece::Note { name, blocks } => {
                body.anchor(&note_anchor(&name));
                body.push(Block::Note(Note { id: String::new(), blocks }));
            }
        }
    }
}

/// The name under which marks look for a note: its own might be that of something else too.
pub(super) fn note_anchor(name: &str) -> String {
    format!("note {name}")
}

/// What an article is put together of, in reading order.
#[derive(Debug)]
pub enum Piece {
    Heading {
        level: u8,
        title: String,
    },
    Block(Block),
    /// What follows is what links call so.
    Anchor(String),
    Note {
        name: String,
        blocks: Vec<Block>,
    },
}

/// Blocks as they come, and the paragraph that is not ended yet.
#[derive(Default)]
pub(super) struct Flow {
    pub pieces: Vec<Piece>,
    pub line: Line,
    pub side: Side,
    /// Notes, which stand below the block in which they were found.
    pub later: Vec<Piece>,
}

/// What was met within a line and cannot stand in it.
#[derive(Default)]
pub(super) struct Side {
    pub anchors: Vec<String>,
    pub after: Vec<Piece>,
}

/// Marks that began around blocks, and are on every line of them.
#[derive(Clone)]
pub(super) enum Around {
    Emphasis,
    Strong,
    Link(String),
    Lang(String),
}

pub(super) struct Reading<'a> {
    pub context: &'a Context<'a>,
    pub losses: Vec<Loss>,
    around: Vec<Around>,
    /// Blocks around the one that is read.
    depth: usize,
    /// Links around the words that are read.
    pub links: usize,
    /// Whether a note is read, from which links lead back.
    pub note: bool,
    /// Elements of lines that have blocks in them all the same.
    around_blocks: HashSet<NodeId>,
}

impl Flow {
    pub fn push(&mut self, block: Block) {
        self.pieces.push(Piece::Block(block));
        self.pieces.append(&mut self.later);
    }
}

impl Reading<'_> {
    pub fn lose(&mut self, what: Lost, words: impl Into<String>, node: &NodeRef) {
        self.losses.push(Loss::new(what).with_words(words).at((self.context.spot)(node)));
    }

    pub fn inside(&mut self, node: &NodeRef, flow: &mut Flow) {
        for child in children(node) {
            self.node(&child, flow);
        }
    }

    pub fn node(&mut self, node: &NodeRef, flow: &mut Flow) {
        let Some(name) = tag(node) else {
            return self.inline(node, &mut flow.line, &mut flow.side);
        };
        if is_hidden(node) {
            return;
        }
        if let Some(name) = self.context.notes.of(node).map(str::to_owned) {
            return self.footnote(node, name, flow);
        }
        match &*name {
            name if is_block(name) => self.block(node, name, flow),
            "math" if attribute(node, "display").is_some_and(|display| display == "block") => self.display_math(node, flow),
            _ if self.around_blocks.contains(&node.id) => self.around(node, &name, flow),
            _ => self.inline(node, &mut flow.line, &mut flow.side),
        }
    }

    #[inline(never)]
    fn block(&mut self, node: &NodeRef, name: &str, flow: &mut Flow) {
        self.end_paragraph(flow);
        self.anchors(node, flow);
        let lang = self.language_of(node).map(Around::Lang);
        let marks = self.around.len();
        self.around.extend(lang);
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(node, name.as_bytes()[1] - b'0', flow),
            "ul" | "ol" | "menu" | "dir" => self.list(node, name == "ol", flow),
            "dl" => self.definitions(node, flow),
            "blockquote" => self.quote(node, flow),
            "pre" | "listing" | "xmp" | "plaintext" => self.code(node, flow),
            "table" => self.table(node, flow),
            "figure" => self.figure(node, flow),
            "details" | "aside" => self.callout(node, flow),
            _ => self.inside(node, flow),
        }
        self.end_paragraph(flow);
        self.around.truncate(marks);
    }

    /// An element of lines with blocks in it: what it says holds for every line of them.
    fn around(&mut self, node: &NodeRef, name: &str, flow: &mut Flow) {
        if matches!(
            name,
            "script" | "svg" | "object" | "video" | "audio" | "canvas" | "button" | "select" | "iframe" | "applet" | "math" | "ruby"
        ) {
            return self.inline(node, &mut flow.line, &mut flow.side);
        }
        self.end_paragraph(flow);
        self.anchors(node, flow);
        let marks = self.around.len();
        match name {
            "em" | "i" | "cite" | "dfn" | "var" => self.around.push(Around::Emphasis),
            "strong" | "b" => self.around.push(Around::Strong),
            "a" => {
                let to = self.destination(node).map(Around::Link);
                self.around.extend(to);
            }
            _ => {}
        }
        let lang = self.language_of(node).map(Around::Lang);
        self.around.extend(lang);
        self.links += usize::from(name == "a");
        self.inside(node, flow);
        self.end_paragraph(flow);
        self.links -= usize::from(name == "a");
        self.around.truncate(marks);
    }

    fn anchors(&mut self, node: &NodeRef, flow: &mut Flow) {
        flow.pieces.extend(attribute(node, "id").map(|id| Piece::Anchor(self.context.place.anchor(&id))));
    }

    /// The language that an element says, if it is another than the article's.
    pub fn language_of(&self, node: &NodeRef) -> Option<String> {
        let lang = attribute(node, "lang").or_else(|| attribute(node, "xml:lang"))?;
        let around = self.around.iter().rev().find_map(|around| if let Around::Lang(lang) = around { Some(lang.as_str()) } else { None });
        let known = around.unwrap_or(self.context.lang);
        (is_language_tag(&lang) && !lang.eq_ignore_ascii_case(known)).then_some(lang)
    }

    /// Ends the paragraph that is open; what was met in it follows.
    pub fn end_paragraph(&mut self, flow: &mut Flow) {
        let line = std::mem::take(&mut flow.line);
        let side = std::mem::take(&mut flow.side);
        flow.pieces.extend(side.anchors.into_iter().map(Piece::Anchor));
        for text in paragraphs(line.raw()) {
            let text = self.marked(text);
            flow.push(Block::Paragraph(Paragraph { id: String::new(), text }));
        }
        flow.pieces.extend(side.after);
    }

    /// A line with the marks that began around its block.
    pub fn marked(&self, text: Text) -> Text {
        let is_linked = self.around.iter().any(|around| matches!(around, Around::Link(_)));
        let mut seen: Vec<&Around> = Vec::new();
        let mut text = text;
        for around in self.around.iter().rev() {
            if seen.iter().any(|other| std::mem::discriminant(*other) == std::mem::discriminant(around)) {
                continue;
            }
            seen.push(around);
            let mark = match around {
                Around::Emphasis => Mark::Emphasis(text),
                Around::Strong => Mark::Strong(text),
                Around::Link(to) => Mark::Link(Link { to: to.clone(), text }),
                Around::Lang(lang) => Mark::Lang(LanguageSpan { lang: lang.clone(), text }),
            };
            text = Text(vec![Run::Marked(mark)]);
        }
        debug_assert!(!is_linked || !text.0.is_empty());
        text
    }

    /// The blocks inside an element, which stand within another block. Nothing if they would stand too deep: then they stay flat.
    pub fn nested(&mut self, nodes: &[NodeRef], flow: &mut Flow) -> Option<Vec<Block>> {
        if self.depth + 2 > LIMITS.depth {
            if let Some(first) = nodes.first() {
                self.lose(Lost::TooDeep, "", first);
            }
            for node in nodes {
                self.node(node, flow);
            }
            self.end_paragraph(flow);
            return None;
        }
        self.depth += 1;
        let mut inner = Flow::default();
        for node in nodes {
            self.node(node, &mut inner);
        }
        self.end_paragraph(&mut inner);
        self.depth -= 1;
        Some(settled(inner, flow))
    }

    fn heading(&mut self, node: &NodeRef, level: u8, flow: &mut Flow) {
        let title = self.plain_line(node, &mut flow.side);
        let anchors = std::mem::take(&mut flow.side.anchors);
        flow.pieces.extend(anchors.into_iter().map(Piece::Anchor));
        if title.len() > LIMITS.run_units {
            flow.line.words(&title);
        } else if !title.is_empty() {
            flow.pieces.push(Piece::Heading { level, title });
        }
    }

    fn quote(&mut self, node: &NodeRef, flow: &mut Flow) {
        let mut parts = children(node);
        // What names the source stands last, as an element of its own.
        let last = parts.iter().rposition(|part| !part.is_text() || part.is_nonempty_text());
        let is_cite = |part: &NodeRef| part.has_name("footer") || part.has_name("cite") || only_cite(part);
        let cite = last.filter(|last| *last > 0 && is_cite(&parts[*last])).map(|last| parts.remove(last));
        let Some(blocks) = self.nested(&parts, flow) else { return cite.iter().for_each(|cite| self.inside(cite, flow)) };
        let cite = cite.map(|cite| self.text_of(&cite, &mut flow.side)).filter(has_content);
        if !blocks.is_empty() || cite.is_some() {
            flow.push(Block::Quote(Quote { id: String::new(), blocks, cite }));
        }
    }

    fn callout(&mut self, node: &NodeRef, flow: &mut Flow) {
        let mut parts = children(node);
        let summary = parts.iter().position(|part| part.has_name("summary") || (part.has_name("header") && node.has_name("aside")));
        let title = summary.map(|at| parts.remove(at)).map(|summary| self.plain_line(&summary, &mut flow.side)).unwrap_or_default();
        let Some(blocks) = self.nested(&parts, flow) else { return flow.line.words(&title) };
        if !blocks.is_empty() || !title.is_empty() {
            flow.push(Block::Callout(Callout { id: String::new(), tone: Tone::Aside, title, blocks }));
        }
    }

    fn footnote(&mut self, node: &NodeRef, name: String, flow: &mut Flow) {
        self.end_paragraph(flow);
        self.anchors(node, flow);
        let around = std::mem::take(&mut self.around);
        let was_in_note = std::mem::replace(&mut self.note, true);
        let blocks = self.nested(&children(node), flow);
        self.note = was_in_note;
        self.around = around;
        if name.starts_with('\n') && blocks.is_some() {
            self.lose(Lost::UnmarkedNote { name: attribute(node, "id").unwrap_or_default() }, "", node);
        }
        if let Some(blocks) = blocks.filter(|blocks| !blocks.is_empty()) {
            flow.later.push(Piece::Note { name, blocks });
            if self.depth == 0 {
                flow.pieces.append(&mut flow.later);
            }
        }
    }
}

/// The blocks of an inner flow; what can only stand outside goes to the outer one.
fn settled(inner: Flow, outer: &mut Flow) -> Vec<Block> {
    let mut blocks = Vec::new();
    for piece in inner.pieces.into_iter().chain(inner.later) {
        match piece {
            Piece::Block(block) => blocks.push(block),
            Piece::Heading { title, .. } => {
                let text = Text(vec![Run::Marked(Mark::Strong(Text::from(title.as_str())))]);
                blocks.push(Block::Paragraph(Paragraph { id: String::new(), text }));
            }
            Piece::Anchor(_) => outer.pieces.push(piece),
            Piece::Note { .. } => outer.later.push(piece),
        }
    }
    blocks
}

/// `<p><cite>…</cite></p>`.
fn only_cite(node: &NodeRef) -> bool {
    let mut parts = node.children_it(false).filter(|part| !part.is_text() || part.is_nonempty_text());
    node.has_name("p") && parts.next().is_some_and(|part| part.has_name("cite")) && parts.next().is_none()
}

/// Elements of lines that have blocks somewhere inside.
fn around_blocks(root: &NodeRef) -> HashSet<NodeId> {
    let mut found = HashSet::new();
    for node in root.descendants_it() {
        if !tag(&node).is_some_and(|name| is_block(&name)) {
            continue;
        }
        let mut above = node.parent();
        while let Some(node) = above.filter(|node| node.id != root.id && !tag(node).is_some_and(|name| is_block(&name))) {
            if !found.insert(node.id) {
                break;
            }
            above = node.parent();
        }
    }
    found
}
