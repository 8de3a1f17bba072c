//! An article's sections as they are read, block after block: headings open sections, and in the end everything has a name.

use super::loss::{Loss, Lost, Spot};
use super::naming::name_for;
use crate::article::{Block, LIMITS, Mark, Run, Section, Text, is_id, plain_text_of_block};
use std::collections::{HashMap, HashSet};

/// Gathers sections. Blocks may have empty ids, which are filled in the end; an id that is given is kept if it is one and is free.
///
/// A link within the article is written as `#` and the name that the source gives its target; [`Body::anchor`] says what that is.
#[derive(Debug, Default)]
pub struct Body {
    sections: Vec<Section>,
    /// Names of the source that wait for the block or section that follows.
    waiting: Vec<String>,
    /// Names of the source, and where they are: a section, or a block of it.
    anchors: Vec<(String, usize, Option<usize>)>,
    /// Where the source is being read.
    at: Spot,
    /// Where each section and each of its blocks stood.
    spots: Vec<(Spot, Vec<Spot>)>,
}

impl Body {
    /// Opens a section. `level` is the source's own, 1 and up; levels are put in order in the end.
    pub fn heading(&mut self, level: u8, title: &str, id: &str) {
        self.sections.push(Section { id: id.to_owned(), title: title.to_owned(), level: level.max(1), blocks: Vec::new() });
        self.spots.push((self.at.clone(), Vec::new()));
        let section = self.sections.len() - 1;
        self.anchors.extend(self.waiting.drain(..).map(|name| (name, section, None)));
    }

    pub fn push(&mut self, block: Block) {
        if self.sections.is_empty() {
            self.sections.push(Section { id: String::new(), title: String::new(), level: 1, blocks: Vec::new() });
            self.spots.push((self.at.clone(), Vec::new()));
        }
        self.spots[self.sections.len() - 1].1.push(self.at.clone());
        let section = self.sections.len() - 1;
        let blocks = &mut self.sections[section].blocks;
        blocks.push(block);
        let block = blocks.len() - 1;
        self.anchors.extend(self.waiting.drain(..).map(|name| (name, section, Some(block))));
    }

    /// What comes next is what the source calls `name`.
    pub fn anchor(&mut self, name: &str) {
        self.waiting.push(name.to_owned());
    }

    /// What comes next stands there in the source: so that what is found out in the end can say where.
    pub fn at(&mut self, spot: Spot) {
        self.at = spot;
    }

    pub fn is_empty(&self) -> bool {
        self.sections.is_empty()
    }

    /// The sections, everything named and every link leading somewhere; what links led nowhere is among the losses.
    pub fn finish(self) -> (Vec<Section>, Vec<Loss>) {
        let Body { mut sections, anchors, spots, .. } = self;
        let mut losses = level(&mut sections, &spots);
        let mut names = Names::default();
        for section in &mut sections {
            names.keep(&mut section.id);
            keep_below(&mut section.blocks, &mut names);
        }
        for section in &mut sections {
            names.give(&mut section.id, &section.title, "s");
            give_below(&mut section.blocks, &mut names);
        }
        let at = |(name, section, block): (String, usize, Option<usize>)| {
            let section = &sections[section];
            let id = block.map_or(section.id.as_str(), |block| section.blocks[block].id());
            (name, id.to_owned())
        };
        let anchors: HashMap<String, String> = anchors.into_iter().rev().map(at).collect();
        let known = names.taken;
        for (section, (_, spots)) in sections.iter_mut().zip(spots) {
            for (block, spot) in section.blocks.iter_mut().zip(spots) {
                let before = losses.len();
                map_marks_below(std::slice::from_mut(block), &mut |mark| resolved(mark, &anchors, &known, &mut losses));
                losses[before..].iter_mut().for_each(|loss| loss.at = spot.clone());
            }
        }
        (sections, losses)
    }
}

/// Heading levels from 1, none skipped, none below the fifth.
fn level(sections: &mut [Section], spots: &[(Spot, Vec<Spot>)]) -> Vec<Loss> {
    let mut losses = Vec::new();
    // The source's levels that are open, outermost first.
    let mut open: Vec<u8> = Vec::new();
    for (section, (spot, _)) in sections.iter_mut().zip(spots).filter(|(section, _)| !section.title.is_empty()) {
        while open.last().is_some_and(|last| *last >= section.level) {
            open.pop();
        }
        open.push(section.level);
        if open.len() > 5 {
            losses.push(Loss::new(Lost::HeadingLevel).at(spot.clone()));
        }
        section.level = open.len().min(5) as u8;
    }
    losses
}

#[derive(Default)]
struct Names {
    taken: HashSet<String>,
    /// How often a name was wanted, so that the next number is known at once.
    wanted: HashMap<String, usize>,
}

impl Names {
    /// Keeps an id that the source has given, if it is one and nobody has it.
    fn keep(&mut self, id: &mut String) {
        if !is_id(id) || !self.taken.insert(id.clone()) {
            id.clear();
        }
    }

    fn give(&mut self, id: &mut String, words: &str, prefix: &str) {
        if !id.is_empty() {
            return;
        }
        let name = name_for(words, prefix);
        let count = self.wanted.entry(name.clone()).or_default();
        loop {
            *count += 1;
            *id = if *count == 1 { name.clone() } else { format!("{name}-{count}") };
            if self.taken.insert(id.clone()) {
                return;
            }
        }
    }
}

fn keep_below(blocks: &mut [Block], names: &mut Names) {
    for block in blocks {
        names.keep(block.id_mut());
        inside(block, &mut |blocks| keep_below(blocks, names));
    }
}

fn give_below(blocks: &mut [Block], names: &mut Names) {
    for block in blocks {
        if block.id().is_empty() {
            let words = match plain_text_of_block(block) {
                words if words.is_empty() => words_below(block),
                words => words,
            };
            names.give(block.id_mut(), &words, "p");
        }
        inside(block, &mut |blocks| give_below(blocks, names));
    }
}

/// The words of the blocks within a block that has none of its own.
fn words_below(block: &Block) -> String {
    let blocks: &[Block] = match block {
        Block::Quote(b) => &b.blocks,
        Block::Callout(b) => &b.blocks,
        Block::Note(b) => &b.blocks,
        _ => &[],
    };
    blocks.iter().map(|block| plain_text_of_block(block) + &words_below(block)).collect()
}

fn inside(block: &mut Block, each: &mut dyn FnMut(&mut Vec<Block>)) {
    match block {
        Block::Quote(b) => each(&mut b.blocks),
        Block::Callout(b) => each(&mut b.blocks),
        Block::Note(b) => each(&mut b.blocks),
        Block::List(b) => b.items.iter_mut().for_each(|item| each(&mut item.blocks)),
        _ => {}
    }
}

/// A link or note mark with its target's name, or only its words where there is no such target.
fn resolved(mark: Mark, anchors: &HashMap<String, String>, known: &HashSet<String>, losses: &mut Vec<Loss>) -> Vec<Run> {
    match mark {
        Mark::Link(mut link) => {
            let Some(name) = link.to.strip_prefix('#') else { return vec![Run::Marked(Mark::Link(link))] };
            match anchors.get(name).cloned().or_else(|| known.contains(name).then(|| name.to_owned())) {
                Some(id) => {
                    link.to = format!("#{id}");
                    vec![Run::Marked(Mark::Link(link))]
                }
                None => {
                    losses.push(Loss::new(Lost::Link { to: link.to }));
                    link.text.0
                }
            }
        }
        Mark::Note(name) => match anchors.get(&name).cloned().or_else(|| known.contains(&name).then(|| name.clone())) {
            Some(id) => vec![Run::Marked(Mark::Note(id))],
            None => {
                losses.push(Loss::new(Lost::NoteMark { name }));
                Vec::new()
            }
        },
        other => vec![Run::Marked(other)],
    }
}

fn map_marks_below(blocks: &mut [Block], map: &mut dyn FnMut(Mark) -> Vec<Run>) {
    for block in blocks {
        for text in lines_of(block) {
            map_marks(text, map);
        }
        inside(block, &mut |blocks| map_marks_below(blocks, map));
    }
}

fn map_marks(text: &mut Text, map: &mut dyn FnMut(Mark) -> Vec<Run>) {
    let mut runs = Vec::with_capacity(text.0.len());
    for run in std::mem::take(&mut text.0) {
        match run {
            Run::Plain(words) => runs.push(Run::Plain(words)),
            Run::Marked(mut mark) => {
                match &mut mark {
                    Mark::Emphasis(text) | Mark::Strong(text) | Mark::Sub(text) | Mark::Sup(text) => map_marks(text, map),
                    Mark::Link(link) => map_marks(&mut link.text, map),
                    Mark::Lang(span) => map_marks(&mut span.text, map),
                    _ => {}
                }
                runs.extend(map(mark));
            }
        }
    }
    // Words whose mark has gone stand beside words: one run again, as long as it may be.
    for run in runs {
        match (text.0.last_mut(), run) {
            (Some(Run::Plain(before)), Run::Plain(words)) if before.len() + words.len() <= LIMITS.run_units => before.push_str(&words),
            (_, run) => text.0.push(run),
        }
    }
}

/// The lines of a block in which marks may stand.
fn lines_of(block: &mut Block) -> Vec<&mut Text> {
    match block {
        Block::Paragraph(b) => vec![&mut b.text],
        Block::List(b) => b.items.iter_mut().map(|item| &mut item.text).collect(),
        Block::Quote(b) => b.cite.iter_mut().collect(),
        Block::Register(b) => std::iter::once(&mut b.caption).chain(b.rows.iter_mut().flatten()).collect(),
        Block::Image(b) => b.caption.iter_mut().collect(),
        Block::Chart(b) => vec![&mut b.caption],
        Block::Diagram(b) => vec![&mut b.caption],
        Block::Timeline(b) => std::iter::once(&mut b.caption).chain(b.events.iter_mut().map(|event| &mut event.text)).collect(),
        Block::Callout(_) | Block::Code(_) | Block::Math(_) | Block::Note(_) | Block::Unknown(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Link, Note, Paragraph};

    fn paragraph(text: Text) -> Block {
        Block::Paragraph(Paragraph { id: String::new(), text })
    }

    fn link(to: &str) -> Text {
        Text(vec![Run::Plain("see ".into()), Run::Marked(Mark::Link(Link { to: to.into(), text: "there".into() }))])
    }

    #[test]
    fn a_paragraph_keeps_its_name_whatever_stands_elsewhere() {
        let names = |before: &[&str]| {
            let mut body = Body::default();
            before.iter().for_each(|words| body.push(paragraph((*words).into())));
            body.push(paragraph("一段话".into()));
            body.finish().0[0].blocks.last().unwrap().id().to_owned()
        };
        assert_eq!(names(&[]), names(&["另一段"]));
        assert_ne!(names(&[]), names(&["一段话"]));
    }

    #[test]
    fn levels_begin_at_one_and_skip_none() {
        let mut body = Body::default();
        for (level, title) in [(2, "a"), (4, "b"), (4, "c"), (2, "d"), (1, "e")] {
            body.heading(level, title, "");
        }
        let levels: Vec<u8> = body.finish().0.iter().map(|section| section.level).collect();
        assert_eq!(levels, [1, 2, 2, 1, 1]);
    }

    #[test]
    fn a_link_leads_to_what_the_source_calls_so_or_is_words() {
        let mut body = Body::default();
        body.push(paragraph(link("#Über uns")));
        body.push(paragraph(link("#nowhere")));
        body.anchor("Über uns");
        body.heading(1, "Über uns", "");
        let (sections, losses) = body.finish();
        assert_eq!(sections[0].blocks[0].clone(), {
            let Block::Paragraph(mut b) = paragraph(link(&format!("#{}", sections[1].id))) else { unreachable!() };
            b.id = sections[0].blocks[0].id().to_owned();
            Block::Paragraph(b)
        });
        assert_eq!(losses, [Loss::new(Lost::Link { to: "#nowhere".into() })]);
        assert!(matches!(&sections[0].blocks[1], Block::Paragraph(b) if b.text == "see there".into()));
    }

    #[test]
    fn what_is_found_out_in_the_end_says_where() {
        let mut body = Body::default();
        for level in 1..=6 {
            body.at(Spot::In(level.to_string()));
            body.heading(level, "a", "");
        }
        body.at(Spot::In("below".into()));
        body.push(paragraph(link("#nowhere")));
        let spots: Vec<Spot> = body.finish().1.into_iter().map(|loss| loss.at).collect();
        assert_eq!(spots, [Spot::In("6".into()), Spot::In("below".into())]);
    }

    #[test]
    fn a_note_mark_without_its_note_is_reported() {
        let mut body = Body::default();
        let marked = |name: &str| paragraph(Text(vec![Run::Plain("a".into()), Run::Marked(Mark::Note(name.into()))]));
        body.push(marked("1"));
        body.push(marked("2"));
        body.anchor("1");
        body.push(Block::Note(Note { id: String::new(), blocks: vec![paragraph("说明".into())] }));
        let (sections, losses) = body.finish();
        assert_eq!(losses, [Loss::new(Lost::NoteMark { name: "2".into() })]);
        assert!(is_id(sections[0].blocks[2].id()));
    }
}
