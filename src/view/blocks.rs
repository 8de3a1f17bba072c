//! Blocks as elements. Every block carries its id, so that it can be linked to.

use super::Scene;
use super::inline::{back_id, line, number_of_note};
use super::pictures::picture_trees;
use super::tree::{Tree, element};
use crate::article::{
    Block, Chart, ColumnKind, Event, Item, MathNode, Register, Series, Text, Tone, decimal, diagram_lines, math_tag, plain_text_of_runs,
};
use crate::library::Word;

pub fn blocks_trees(blocks: &[Block], scene: &Scene) -> Vec<Tree> {
    blocks.iter().map(|block| block_tree(block, scene)).collect()
}

/// An element that can be linked to.
pub fn named(tag: &'static str, id: &str, scene: &Scene) -> Tree {
    if scene.is_beside { element(tag) } else { element(tag).id(id) }
}

/// The blocks of a section; its paragraphs carry their addresses.
pub fn section_trees(blocks: &[Block], scene: &Scene) -> Vec<Tree> {
    blocks.iter().map(|block| with_address(block, block_tree(block, scene), scene)).collect()
}

/// The sign is the style's, so that it is no word of the text.
fn with_address(block: &Block, tree: Tree, scene: &Scene) -> Tree {
    if scene.is_beside || !matches!(block, Block::Paragraph(_)) {
        return tree;
    }
    tree.add(element("a").class("here").attr("href", &scene.to_block(block.id())).attr("aria-label", scene.say(Word::ParagraphLink)))
}

pub fn block_tree(block: &Block, scene: &Scene) -> Tree {
    let named = |tag| named(tag, block.id(), scene);
    match block {
        Block::Paragraph(b) => line(named("p"), &b.text, scene),
        Block::List(b) => {
            let list = match b.start {
                Some(start) => named("ol").attr("start", &start.to_string()),
                None => named("ul"),
            };
            list.all(b.items.iter().map(|item| item_tree(item, scene)).collect())
        }
        Block::Quote(b) => {
            let cite = b.cite.as_ref().map(|cite| line(element("footer").class("cite"), cite, scene));
            named("blockquote").all(blocks_trees(&b.blocks, scene)).add_if(cite)
        }
        Block::Callout(b) => {
            let class = match b.tone {
                Tone::Aside => "callout",
                Tone::Tip => "callout tip",
                Tone::Warning => "callout warning",
            };
            let title = (!b.title.is_empty()).then(|| element("p").class("callout-title").text(&b.title));
            named("div").class(class).attr("role", "note").add_if(title).all(blocks_trees(&b.blocks, scene))
        }
        Block::Register(b) => register_tree(b, scene),
        Block::Image(b) => {
            let image = element("img").attr("src", &scene.to_picture(&b.src)).attr("alt", &b.alt).attr("loading", "lazy");
            let image = image.attr("width", &b.width.to_string()).attr("height", &b.height.to_string());
            named("figure").add(image).add_if(b.caption.as_ref().map(|caption| line(element("figcaption"), caption, scene)))
        }
        Block::Code(b) => {
            let coloured = picture_trees(&b.id, scene);
            let code = element("code");
            named("pre").attr("tabindex", "0").add(if coloured.is_empty() { code.text(&b.text) } else { code.all(coloured) })
        }
        Block::Math(b) => {
            // What it says aloud stands for what it shows.
            let formula = element("math").attr("display", "block").all(formula(&b.tree));
            named("div").class("math").attr("tabindex", "0").attr("role", "group").attr("aria-label", &b.text).add(formula)
        }
        Block::Chart(b) => picture(named("figure"), &b.id, &b.caption, || chart_table(b), scene),
        Block::Diagram(b) => {
            let links = || element("ul").all(diagram_lines(b).iter().map(|line| element("li").text(line)).collect());
            picture(named("figure"), &b.id, &b.caption, links, scene)
        }
        Block::Timeline(b) => {
            let event = |event: &Event| {
                let when = element("time").attr("datetime", &event.when).text(&event.when);
                line(element("li").add(when), &event.text, scene)
            };
            let events = element("ol").all(b.events.iter().map(event).collect());
            named("figure").class("timeline").add(line(element("figcaption"), &b.caption, scene)).add(events)
        }
        Block::Note(b) => {
            let back = element("a").class("note-number").attr("href", &format!("#{}", back_id(&b.id)));
            let back = back.attr("title", scene.say(Word::BackToText)).text(&number_of_note(scene, &b.id).to_string());
            named("aside").class("note").attr("role", "note").add(back).add(element("div").all(blocks_trees(&b.blocks, scene)))
        }
        Block::Unknown(b) => named("p").text(&b.text),
    }
}

/// The elements of a formula.
pub fn formula(nodes: &[MathNode]) -> Vec<Tree> {
    let tree = |node: &MathNode| {
        let tree = element(math_tag(&node.tag)?);
        let tree = if node.text.is_empty() { tree } else { tree.text(&node.text) };
        Some(tree.all(formula(&node.children)))
    };
    nodes.iter().filter_map(tree).collect()
}

fn item_tree(item: &Item, scene: &Scene) -> Tree {
    let done = item.done.map(|done| {
        let (sign, label) = if done { ("☑", scene.say(Word::Done)) } else { ("☐", scene.say(Word::NotDone)) };
        element("span").class("task").attr("role", "img").attr("aria-label", label).text(sign)
    });
    line(element("li").add_if(done), &item.text, scene).all(blocks_trees(&item.blocks, scene))
}

fn register_tree(b: &Register, scene: &Scene) -> Tree {
    let columns: Vec<Column> = b.columns.iter().map(|column| (column.title.as_str(), column.kind == ColumnKind::Number)).collect();
    let cell = |(index, text): (usize, &Text)| line(cell(&columns, index), text, scene);
    let rows = b.rows.iter().map(|row| element("tr").all(row.iter().enumerate().map(cell).collect())).collect();
    register(named("figure", &b.id, scene), line(element("figcaption"), &b.caption, scene), &plain_text_of_runs(&b.caption), &columns, rows)
}

/// A table in a figure; its script lets it be sorted and searched, and the style makes cards of its rows where there is no room for columns.
pub fn register(figure: Tree, caption: Tree, name: &str, columns: &[Column], rows: Vec<Tree>) -> Tree {
    figure.class("register").add(caption).add(table(name, columns, rows))
}

/// A picture with its table; where it has not been drawn, what it would show, in words.
fn picture(figure: Tree, id: &str, caption: &Text, in_words: impl FnOnce() -> Tree, scene: &Scene) -> Tree {
    let figure = figure.class("picture").add(line(element("figcaption"), caption, scene));
    let drawn = picture_trees(id, scene);
    if drawn.is_empty() { figure.add(in_words()) } else { figure.all(drawn) }
}

fn chart_table(chart: &Chart) -> Tree {
    let columns: Vec<Column> =
        std::iter::once((&*chart.unit, false)).chain(chart.series.iter().map(|series| (series.name.as_str(), true))).collect();
    let row = |(index, category): (usize, &String)| {
        let value = |series: &Series| series.values.get(index).copied().flatten().map(decimal).unwrap_or_default();
        let values = chart.series.iter().map(|series| cell(&columns, 1).text(&value(series)));
        element("tr").all(std::iter::once(cell(&columns, 0).text(category)).chain(values).collect())
    };
    table(&plain_text_of_runs(&chart.caption), &columns, chart.categories.iter().enumerate().map(row).collect())
}

/// The title of a column, and whether it holds numbers.
pub type Column<'a> = (&'a str, bool);

/// An empty cell; the first of a row names the row, the others carry the title of their column for when they stand below one another.
pub fn cell(columns: &[Column], index: usize) -> Tree {
    let (title, is_number) = columns.get(index).copied().unwrap_or_default();
    let cell = if index == 0 { element("th").attr("scope", "row") } else { element("td").attr("data-label", title) };
    if is_number { cell.class("number") } else { cell }
}

/// A table that scrolls within itself when the window is too narrow.
fn table(name: &str, columns: &[Column], rows: Vec<Tree>) -> Tree {
    let heading = |(title, is_number): &Column| {
        let heading = element("th").attr("scope", "col").text(title);
        if *is_number { heading.class("number") } else { heading }
    };
    let head = element("thead").add(element("tr").all(columns.iter().map(heading).collect()));
    let region = element("div").class("table").attr("tabindex", "0").attr("role", "region").attr("aria-label", name);
    region.add(element("table").add(head).add(element("tbody").all(rows)))
}
