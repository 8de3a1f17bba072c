//! Goes through what the parser found, block after block and mark after mark, and says what to gather.

use super::gather::{Gather, Setting};
use super::marks::Kind;
use super::mdx;
use super::nest::Holder;
use super::table::Table;
use crate::article::{Block, Code, Math, Tone};
use crate::import::{Loss, Lost, Spot};
use comrak::Node;
use comrak::arena_tree::NodeEdge;
use comrak::nodes::{AlertType, ListType, NodeValue};

/// Everything below the root, gathered.
pub fn walk<'a>(root: Node<'a>, gather: &mut Gather) {
    // How many marks were open where each mark of Markdown began.
    let mut depths: Vec<usize> = Vec::new();
    let mut starts: Vec<Spot> = Vec::new();
    let mut passed_by: Option<Node<'a>> = None;
    for edge in root.traverse() {
        match edge {
            NodeEdge::Start(node) if passed_by.is_none() => {
                let start = node.data().sourcepos.start;
                let at = gather.places.at(start.line, start.column);
                gather.at = at.clone();
                match enter(node, gather, &mut depths) {
                    true => starts.push(at),
                    false => passed_by = Some(node),
                }
            }
            NodeEdge::End(node) => match passed_by {
                Some(passed) if passed.same_node(node) => passed_by = None,
                Some(_) => {}
                None => {
                    let at = starts.pop().unwrap_or_default();
                    leave(node, gather, &mut depths, at);
                }
            },
            NodeEdge::Start(_) => {}
        }
    }
}

/// Opens what a node stands for; `false` to pass it by with all below it.
fn enter(node: Node, gather: &mut Gather, depths: &mut Vec<usize>) -> bool {
    let data = node.data();
    let at = gather.at.clone();
    let mut mark = |gather: &mut Gather, kind: Kind| {
        depths.push(gather.marks.depth());
        gather.marks.open(kind, "");
    };
    match &data.value {
        NodeValue::Paragraph => {
            let source = gather.places.lines(data.sourcepos.start.line, data.sourcepos.end.line);
            let (is_module, is_tag) = (mdx::is_module(source), gather.is_mdx && mdx::is_component_tag(source));
            if is_module || is_tag {
                let what = if is_module { Lost::Script } else { Lost::Computed { name: component(source) } };
                gather.lose(Loss::new(what).with_words(source.trim()));
                return false;
            }
            gather.begin(Setting::Paragraph);
        }
        NodeValue::Heading(_) => gather.begin(Setting::Heading),
        NodeValue::BlockQuote => gather.nest.open(Holder::Quote, at),
        NodeValue::List(list) => {
            let start = (list.list_type == ListType::Ordered).then(|| u32::try_from(list.start).unwrap_or(1));
            gather.nest.open(Holder::List { start, items: Vec::new() }, at);
        }
        NodeValue::Item(_) => gather.nest.open(Holder::Item { done: None, text: None }, at),
        NodeValue::TaskItem(task) => gather.nest.open(Holder::Item { done: Some(task.symbol.is_some()), text: None }, at),
        NodeValue::FootnoteDefinition(note) => gather.nest.open(Holder::Note(note_name(&note.name)), at),
        NodeValue::Alert(alert) => {
            let tone = match alert.alert_type {
                AlertType::Note => Tone::Aside,
                AlertType::Tip | AlertType::Important => Tone::Tip,
                AlertType::Warning | AlertType::Caution => Tone::Warning,
            };
            gather.nest.open(Holder::Callout { tone, title: super::clean(alert.title.as_deref().unwrap_or_default()) }, at);
        }
        NodeValue::BlockDirective(directive) => container(&directive.info, gather, at),
        NodeValue::CodeBlock(code) => code_block(&code.info, &code.literal, gather),
        NodeValue::HtmlBlock(html) if mdx::comment(html.literal.trim()).is_some() => {}
        NodeValue::HtmlBlock(html) => gather.html_block(&mdx::unmasked(&html.literal)),
        NodeValue::Table(_) => gather.table = Some(Table::default()),
        NodeValue::TableRow(_) => gather.table.iter_mut().for_each(Table::row),
        NodeValue::TableCell => gather.begin(Setting::Cell),
        NodeValue::Text(words) => gather.text(&mdx::unmasked(words)),
        NodeValue::SoftBreak => gather.soft_break(),
        NodeValue::LineBreak => gather.hard_break(),
        NodeValue::Code(code) => gather.code(mdx::unmasked(&code.literal)),
        NodeValue::Math(math) => gather.formula(&mdx::unmasked(&math.literal), math.display_math),
        NodeValue::HtmlInline(html) => match mdx::comment(html) {
            Some(comment) => gather.comment(comment),
            None => gather.html(&mdx::unmasked(html)),
        },
        NodeValue::Emph => mark(gather, Kind::Emphasis),
        NodeValue::Strong => mark(gather, Kind::Strong),
        NodeValue::Strikethrough => {
            gather.lose(Loss::new(Lost::Unknown { name: "~~".into() }));
            mark(gather, Kind::Plain);
        }
        NodeValue::Link(link) => {
            if let Some((address, rest)) = swallowed(node, &link.url) {
                let kind = gather.link(&address);
                gather.marks.open(kind, "a");
                gather.text(&address);
                gather.marks.close("a");
                gather.text(&rest);
                return false;
            }
            let kind = gather.link(&link.url);
            mark(gather, kind);
        }
        NodeValue::Image(_) => gather.begin_alt(),
        NodeValue::FootnoteReference(note) => gather.note(&note_name(&note.name)),
        _ => {}
    }
    true
}

/// Closes it again.
fn leave(node: Node, gather: &mut Gather, depths: &mut Vec<usize>, at: Spot) {
    let data = node.data();
    match &data.value {
        NodeValue::Paragraph => gather.end_paragraph(at),
        NodeValue::Heading(heading) => gather.end_heading(heading.level, at),
        NodeValue::BlockQuote
        | NodeValue::List(_)
        | NodeValue::Item(_)
        | NodeValue::TaskItem(_)
        | NodeValue::Alert(_)
        | NodeValue::FootnoteDefinition(_) => gather.nest.close(),
        NodeValue::BlockDirective(directive) if tone(&directive.info).is_some() => gather.nest.close(),
        NodeValue::TableCell => gather.end_cell(),
        NodeValue::Table(_) => {
            if let Some(block) = gather.table.take().and_then(Table::finish) {
                gather.nest.push(block, at);
            }
            gather.put_images();
        }
        NodeValue::Emph | NodeValue::Strong | NodeValue::Strikethrough | NodeValue::Link(_) => {
            let depth = depths.pop().unwrap_or_default();
            gather.marks.close_to(depth);
        }
        NodeValue::Image(image) => gather.end_alt(&image.url, &image.title),
        _ => {}
    }
}

/// A bare address that goes on into a Chinese sentence, `https://example.org/。后面`, and what it took of it.
fn swallowed(node: Node, url: &str) -> Option<(String, String)> {
    let only = node.first_child().filter(|child| child.next_sibling().is_none())?;
    let data = only.data();
    let words = data.value.text().filter(|words| *words == url)?;
    let at = words.find(['。', '，', '、', '；', '：', '！', '？', '）', '》', '」', '』', '】', '”', '（', '《'])?;
    Some((words[..at].to_owned(), words[at..].to_owned()))
}

/// Apart from the names of headings, which share the addresses of an article.
fn note_name(name: &str) -> String {
    format!("^{}", name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
}

fn component(source: &str) -> String {
    source.trim().trim_start_matches(['<', '/']).split(|c: char| !c.is_alphanumeric() && c != '.').next().unwrap_or_default().to_owned()
}

/// `::: tip 注意`
fn tone(info: &str) -> Option<Tone> {
    Some(match info.split_whitespace().next()?.to_ascii_lowercase().as_str() {
        "note" | "info" | "aside" | "abstract" => Tone::Aside,
        "tip" | "hint" | "important" | "success" => Tone::Tip,
        "warning" | "caution" | "danger" | "attention" | "error" => Tone::Warning,
        _ => return None,
    })
}

fn container(info: &str, gather: &mut Gather, at: Spot) {
    let (name, title) = info.trim().split_once(char::is_whitespace).unwrap_or((info.trim(), ""));
    let title = title.trim();
    if let Some(tone) = tone(info) {
        return gather.nest.open(Holder::Callout { tone, title: super::clean(&super::html::decoded(title)) }, at);
    }
    gather.lose(Loss::new(Lost::Unknown { name: format!("::: {name}") }));
    if !title.is_empty() {
        gather.begin(Setting::Paragraph);
        gather.text(title);
        gather.end_paragraph(at);
    }
}

fn code_block(info: &str, literal: &str, gather: &mut Gather) {
    let (language, rest) = info.split_at(info.find(|c: char| c.is_whitespace() || c == '{').unwrap_or(info.len()));
    let text = mdx::unmasked(literal);
    if language == "math" {
        return gather.formula_block(text.trim());
    }
    if !rest.trim().is_empty() {
        let rest = mdx::unmasked(rest.trim());
        gather.lose(Loss::new(Lost::Computed { name: rest.clone() }).with_words(rest));
    }
    gather.code_block(language, text.strip_suffix('\n').unwrap_or(&text));
}

/// A formula by itself.
pub fn math_block(latex: &str, tree: Vec<crate::article::MathNode>) -> Block {
    Block::Math(Math { id: String::new(), text: latex.to_owned(), tree })
}

pub fn code(language: &str, text: &str) -> Block {
    Block::Code(Code { id: String::new(), language: language.to_owned(), text: text.to_owned() })
}
