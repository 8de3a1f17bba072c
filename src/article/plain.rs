//! An article as plain text, block by block: what search reads and what a quotation takes.
//!
//! The reading beside a ruby base and the raised sign of a note are left out, so that a word is found whole.

use super::*;

/// One block's words and where they begin in the article's plain text.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// Position of the section in the article.
    pub section: usize,
    pub block: String,
    /// Offset of the first byte in the article's plain text.
    pub start: usize,
    pub text: String,
}

/// Every block that has words, in reading order. Blocks within blocks are passages of their own; `start` counts one byte between two.
pub fn plain_text(article: &Article) -> Vec<Passage> {
    let mut passages = Vec::new();
    for (section, content) in article.sections.iter().enumerate() {
        gather(section, &content.blocks, &mut passages);
    }
    let mut start = 0;
    for passage in &mut passages {
        passage.start = start;
        start += passage.text.len() + 1;
    }
    passages
}

fn gather(section: usize, blocks: &[Block], passages: &mut Vec<Passage>) {
    for block in blocks {
        let text = plain_text_of_block(block);
        if !text.is_empty() {
            passages.push(Passage { section, block: block.id().to_owned(), start: 0, text });
        }
        match block {
            Block::Quote(b) => gather(section, &b.blocks, passages),
            Block::Callout(b) => gather(section, &b.blocks, passages),
            Block::Note(b) => gather(section, &b.blocks, passages),
            Block::List(b) => b.items.iter().for_each(|item| gather(section, &item.blocks, passages)),
            _ => {}
        }
    }
}

/// A block's own words, one line for each of its parts; the blocks within it are not among them.
pub fn plain_text_of_block(block: &Block) -> String {
    let mut lines: Vec<String> = Vec::new();
    match block {
        Block::Paragraph(b) => lines.push(plain_text_of_runs(&b.text)),
        Block::List(b) => lines.extend(b.items.iter().map(|item| plain_text_of_runs(&item.text))),
        Block::Quote(b) => lines.extend(b.cite.as_ref().map(plain_text_of_runs)),
        Block::Callout(b) => lines.push(b.title.clone()),
        Block::Register(b) => {
            lines.push(plain_text_of_runs(&b.caption));
            lines.push(b.columns.iter().map(|column| column.title.as_str()).collect::<Vec<_>>().join("\t"));
            lines.extend(b.rows.iter().map(|row| row.iter().map(plain_text_of_runs).collect::<Vec<_>>().join("\t")));
        }
        Block::Image(b) => {
            lines.push(b.alt.clone());
            lines.extend(b.caption.as_ref().map(plain_text_of_runs));
        }
        Block::Code(b) => lines.push(b.text.clone()),
        Block::Math(b) => lines.push(b.text.clone()),
        Block::Chart(b) => {
            lines.push(plain_text_of_runs(&b.caption));
            lines.push(b.series.iter().map(|series| series.name.as_str()).collect::<Vec<_>>().join("\t"));
            lines.extend(b.categories.iter().enumerate().map(|(row, category)| {
                let values = b.series.iter().map(|series| series.values.get(row).copied().flatten());
                let cells = values.map(|value| value.map_or_else(String::new, |value| format!("{}{}", decimal(value), b.unit)));
                std::iter::once(category.clone()).chain(cells).collect::<Vec<_>>().join("\t")
            }));
        }
        Block::Diagram(b) => {
            lines.push(plain_text_of_runs(&b.caption));
            lines.extend(diagram_lines(b));
        }
        Block::Timeline(b) => {
            lines.push(plain_text_of_runs(&b.caption));
            lines.extend(b.events.iter().map(|event| format!("{}\t{}", event.when, plain_text_of_runs(&event.text))));
        }
        Block::Note(_) => {}
        Block::Unknown(b) => lines.push(b.text.clone()),
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

/// Each link as `from → label → to`; a node without links stands alone.
pub fn diagram_lines(diagram: &Diagram) -> Vec<String> {
    // Looked for one by one: a diagram has few parts.
    let label = |id: &str| diagram.nodes.iter().find(|node| node.id == id).map_or("", |node| node.label.as_str());
    let linked = |id: &str| diagram.links.iter().any(|link| link.from == id || link.to == id);
    let alone = diagram.nodes.iter().filter(|node| !linked(&node.id)).map(|node| node.label.clone());
    let links = diagram.links.iter().map(|link| {
        let middle = if link.label.is_empty() { String::new() } else { format!("{} → ", link.label) };
        format!("{} → {middle}{}", label(&link.from), label(&link.to))
    });
    links.chain(alone).collect()
}

pub fn plain_text_of_runs(text: &Text) -> String {
    let mut plain = String::new();
    push(text, &mut plain);
    plain
}

fn push(text: &Text, plain: &mut String) {
    for run in &text.0 {
        match run {
            Run::Plain(words) => plain.push_str(words),
            Run::Marked(Mark::Emphasis(text) | Mark::Strong(text) | Mark::Sub(text) | Mark::Sup(text)) => push(text, plain),
            Run::Marked(Mark::Link(link)) => push(&link.text, plain),
            Run::Marked(Mark::Lang(span)) => push(&span.text, plain),
            Run::Marked(Mark::Mention(mention)) => plain.push_str(&mention.text),
            Run::Marked(Mark::Statistic(statistic)) => plain.push_str(&statistic.text),
            Run::Marked(Mark::Code(code)) => plain.push_str(code),
            Run::Marked(Mark::Ruby(ruby)) => plain.push_str(&ruby.base),
            Run::Marked(Mark::Math(formula)) => plain.push_str(&formula.text),
            Run::Marked(Mark::Note(_)) => {}
        }
    }
}
