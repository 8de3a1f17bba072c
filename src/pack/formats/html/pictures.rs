//! Pictures and figures.

use super::blocks::{Flow, Piece, Reading, Side};
use super::dom::{attribute, children, squeezed};
use super::paragraphs::has_content;
use crate::article::{Block, Image, LIMITS, Paragraph, Text};
use crate::import::{Line, Lost};
use dom_query::NodeRef;

/// As high as letters are: pictures of letters and faces, which are read as what they stand for.
const LETTER: u32 = 32;

impl Reading<'_> {
    /// A picture met in a line: it follows the paragraph, or is a word of it.
    pub(super) fn picture_in_line(&mut self, node: &NodeRef, line: &mut Line, side: &mut Side) {
        let alt = words_for(node);
        let is_letter = dimension(node, "height").is_some_and(|height| height <= LETTER)
            && dimension(node, "width").is_none_or(|width| width <= LETTER);
        let is_named_letter =
            attribute(node, "class").is_some_and(|classes| ["emoji", "smiley", "emoticon"].iter().any(|name| classes.contains(name)));
        if (is_letter || is_named_letter) && alt.chars().count() <= 8 {
            return line.words(&alt);
        }
        side.after.extend(self.picture(node).map(Piece::Block));
    }

    /// A picture in a drawing that only gives it its size, as covers of books have it.
    pub(super) fn framed_picture(&mut self, node: &NodeRef, line: &mut Line, side: &mut Side) {
        let pictures: Vec<NodeRef> = node.descendants_it().filter(|inner| inner.has_name("image")).collect();
        for picture in pictures {
            self.picture_in_line(&picture, line, side);
        }
        self.left_out(node, "svg");
    }

    pub(super) fn picture(&mut self, node: &NodeRef) -> Option<Block> {
        let sources = sources(node);
        if sources.is_empty() {
            return None;
        }
        // A pixel that counts visits is no picture.
        if [dimension(node, "width"), dimension(node, "height")].iter().flatten().any(|size| *size <= 1) {
            return None;
        }
        let mut reason = String::new();
        for source in &sources {
            match self.context.place.picture(source) {
                Ok(src) => {
                    let (width, height) = (dimension(node, "width").unwrap_or(0), dimension(node, "height").unwrap_or(0));
                    let alt = words_for(node);
                    return Some(Block::Image(Image { id: String::new(), src, alt, width, height, caption: None }));
                }
                Err(why) if reason.is_empty() => reason = why,
                Err(_) => {}
            }
        }
        let src: String = sources[0].chars().take(200).collect();
        self.lose(Lost::Picture { src, reason }, words_for(node), node);
        None
    }

    pub(super) fn figure(&mut self, node: &NodeRef, flow: &mut Flow) {
        let captions: Vec<NodeRef> =
            node.descendants_it().filter(|inner| inner.has_name("figcaption") && nearest_figure(inner) == Some(node.id)).collect();
        let Some(first) = captions.first() else { return self.inside(node, flow) };
        let mut inner = Flow::default();
        for child in children(node) {
            self.but(&child, &captions, &mut inner);
        }
        self.end_paragraph(&mut inner);
        let mut caption = self.text_of(first, &mut inner.side);
        for more in &captions[1..] {
            let more = self.text_of(more, &mut inner.side);
            caption.0.push(crate::article::Run::Plain("\n".into()));
            caption.0.extend(more.0);
        }
        let caption = self.marked_if_any(crate::import::tidy(caption));
        self.end_paragraph(&mut inner);
        let holder = inner.pieces.iter_mut().rev().find_map(|piece| match piece {
            Piece::Block(Block::Image(image)) => Some(image.caption.get_or_insert_default()),
            Piece::Block(Block::Register(table)) if !has_content(&table.caption) => Some(&mut table.caption),
            _ => None,
        });
        match holder {
            _ if !has_content(&caption) => {}
            Some(holder) => *holder = caption,
            None => inner.push(Block::Paragraph(Paragraph { id: String::new(), text: caption })),
        }
        inner.pieces.iter_mut().for_each(without_empty_caption);
        flow.pieces.append(&mut inner.pieces);
        flow.later.append(&mut inner.later);
    }

    fn marked_if_any(&self, text: Text) -> Text {
        if has_content(&text) { self.marked(text) } else { text }
    }

    /// A node without the captions in it.
    fn but(&mut self, node: &NodeRef, captions: &[NodeRef], flow: &mut Flow) {
        if captions.iter().any(|caption| caption.id == node.id) {
            return;
        }
        let holds = captions.iter().any(|caption| caption.ancestors_it(None).any(|above| above.id == node.id));
        if !holds {
            return self.node(node, flow);
        }
        for child in children(node) {
            self.but(&child, captions, flow);
        }
    }
}

fn without_empty_caption(piece: &mut Piece) {
    if let Piece::Block(Block::Image(image)) = piece {
        image.caption = image.caption.take().filter(has_content);
    }
}

fn nearest_figure(node: &NodeRef) -> Option<dom_query::NodeId> {
    node.ancestors_it(None).find(|above| above.has_name("figure")).map(|figure| figure.id)
}

/// What a picture shows, in one line no longer than a line may be.
fn words_for(node: &NodeRef) -> String {
    let words: String = squeezed(&attribute(node, "alt").unwrap_or_default()).chars().filter(|c| crate::import::is_allowed(*c)).collect();
    words.chars().take(LIMITS.run_units / 2).collect()
}

fn dimension(node: &NodeRef, name: &str) -> Option<u32> {
    attribute(node, name)?
        .trim_end_matches("px")
        .parse::<f64>()
        .ok()
        .filter(|size| (0.0..1e6).contains(size))
        .map(|size| size.round() as u32)
}

/// Where the picture may lie, best first: pages that load pictures late name them in attributes of their own.
fn sources(node: &NodeRef) -> Vec<String> {
    const LATE: [&str; 7] = ["data-src", "data-original", "data-lazy-src", "data-actualsrc", "data-url", "data-hi-res-src", "data-echo"];
    let mut sources: Vec<String> = LATE.iter().filter_map(|name| attribute(node, name)).collect();
    let plain = attribute(node, "src").or_else(|| attribute(node, "href")).or_else(|| attribute(node, "xlink:href"));
    // What holds the place is seldom more than a pixel written out.
    match plain {
        Some(src) if src.starts_with("data:") => sources.push(src),
        Some(src) if sources.iter().all(|late| late.starts_with("data:") || !late.contains('.')) => sources.insert(0, src),
        Some(src) => sources.push(src),
        None => {}
    }
    let sets = ["srcset", "data-srcset"].iter().filter_map(|name| attribute(node, name)).filter_map(|set| largest(&set));
    sources.extend(sets);
    let beside = node.parent().filter(|parent| parent.has_name("picture"));
    sources.extend(
        beside
            .iter()
            .flat_map(children)
            .filter(|child| child.has_name("source"))
            .filter_map(|source| largest(&attribute(&source, "srcset")?)),
    );
    sources
}

/// The largest of `a.jpg 1x, b.jpg 2x`.
fn largest(set: &str) -> Option<String> {
    let size = |part: &str| {
        part.trim().rsplit_once(' ').and_then(|(_, size)| size.trim_end_matches(['w', 'x']).parse::<f64>().ok()).unwrap_or(1.0)
    };
    let best = set.split(", ").max_by(|a, b| size(a).total_cmp(&size(b)))?;
    best.split_whitespace().next().map(|src| src.trim_end_matches(',').to_owned())
}
