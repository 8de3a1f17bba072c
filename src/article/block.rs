//! Blocks: what an article is laid out of, one below another.
//!
//! Written as an object with one field that names the kind, `{"paragraph": {"id": "grid", "text": "…"}}`.

use super::{Text, UnknownBlock};
use schemars::JsonSchema;
use serde::de::{Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

/// A block, written as an object with one field that names its kind.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// A paragraph of text.
    Paragraph(Paragraph),
    /// A list: with signs, with numbers, or of tasks.
    List(List),
    /// A quotation.
    Quote(Quote),
    /// A remark set apart from the running text.
    Callout(Callout),
    /// A table that can be sorted and filtered.
    Register(Register),
    /// A picture.
    Image(Image),
    /// Lines of a program or of a terminal.
    Code(Code),
    /// A formula.
    Math(Math),
    /// Numbers that can be compared by eye; always shown with their table.
    Chart(Chart),
    /// Things and how they lead to one another.
    Diagram(Diagram),
    /// What happened when.
    Timeline(Timeline),
    /// A note to which marks in the text lead.
    Note(Note),
    /// A kind that a newer minor version has added.
    #[serde(untagged)]
    #[schemars(skip)]
    Unknown(UnknownBlock),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Paragraph")]
pub struct Paragraph {
    /// Names the block in addresses and stays when other blocks change.
    pub id: String,
    /// The paragraph itself.
    pub text: Text,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "List")]
pub struct List {
    /// Names the block in addresses and stays when other blocks change.
    pub id: String,
    /// Number of the first item when the order matters; left out for a plain list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// At least one.
    pub items: Vec<Item>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Item")]
pub struct Item {
    /// Its first line.
    pub text: Text,
    /// Set on an item of a task list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<bool>,
    /// What follows the item's first line: a nested list, a further paragraph.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Quote")]
pub struct Quote {
    /// Names the block in addresses and stays when other blocks change.
    pub id: String,
    /// What is quoted.
    pub blocks: Vec<Block>,
    /// Who said it, where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cite: Option<Text>,
}

/// A remark set apart from the running text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Callout")]
pub struct Callout {
    /// Names the block in addresses and stays when other blocks change.
    pub id: String,
    /// How it is meant.
    pub tone: Tone,
    /// Its heading; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", remote = "Tone")]
pub enum Tone {
    /// By the way.
    Aside,
    /// Worth doing.
    Tip,
    /// Worth avoiding.
    Warning,
}

/// A table that can be sorted and filtered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Register")]
pub struct Register {
    /// Names the block in addresses and stays when other blocks change.
    pub id: String,
    /// Says what the table shows.
    pub caption: Text,
    /// From the first to the last; at least one.
    pub columns: Vec<Column>,
    /// As many cells in each row as there are columns.
    pub rows: Vec<Vec<Text>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Column")]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// What it sorts by: characters or numbers; text when left out.
    #[serde(default, skip_serializing_if = "ColumnKind::is_text")]
    pub kind: ColumnKind,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", remote = "ColumnKind")]
pub enum ColumnKind {
    /// Sorts as a dictionary does.
    #[default]
    Text,
    /// Sorts by size; set in figures that line up.
    Number,
}

impl ColumnKind {
    fn is_text(&self) -> bool {
        *self == ColumnKind::Text
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Image")]
pub struct Image {
    /// Names the block in addresses and stays when other blocks change.
    pub id: String,
    /// File beside the article, or an address on a host that the publisher allows.
    pub src: String,
    /// What the picture shows, for those who do not see it; empty only for decoration.
    pub alt: String,
    /// Pixels, so that the page keeps its room.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Shown below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<Text>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Code")]
pub struct Code {
    /// Names the block in addresses and stays when other blocks change.
    pub id: String,
    /// Name of the programming language, `rust`; empty when unknown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// The lines as they are.
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Math")]
pub struct Math {
    /// Names the block in addresses and stays when other blocks change.
    pub id: String,
    /// Reads the formula aloud: `a squared plus b squared`.
    pub text: String,
    /// Presentation MathML, below `<math>`.
    pub tree: Vec<MathNode>,
}

/// An element of MathML Core: its name, and either its characters or what is inside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "MathNode")]
pub struct MathNode {
    /// Name of the element, `mfrac`.
    pub tag: String,
    /// The characters of `mi`, `mn`, `mo`, `ms` and `mtext`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// What is inside any other element.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<MathNode>,
}

/// Numbers that can be compared by eye; always shown with their table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Chart")]
pub struct Chart {
    /// Names the block in addresses and stays when other blocks change.
    pub id: String,
    /// How it is drawn.
    pub kind: ChartKind,
    /// Says what the chart shows.
    pub caption: Text,
    /// Unit of every value.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// Names of the rows of the table, along the chart's first axis.
    pub categories: Vec<String>,
    /// What is drawn over the categories; at least one.
    pub series: Vec<Series>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", remote = "ChartKind")]
pub enum ChartKind {
    /// Amounts side by side.
    Bar,
    /// How an amount changes.
    Line,
    /// Parts of a whole.
    Share,
    /// Amounts on a scale that need not start at 0.
    Dot,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Series")]
pub struct Series {
    /// Its heading in the table and in the legend.
    pub name: String,
    /// One value for each category; `null` where none is known.
    pub values: Vec<Option<f64>>,
}

/// Things and how they lead to one another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Diagram")]
pub struct Diagram {
    /// Names the block in addresses and stays when other blocks change.
    pub id: String,
    /// How it is laid out.
    pub kind: DiagramKind,
    /// Says what the diagram shows.
    pub caption: Text,
    /// The things; at least one.
    pub nodes: Vec<DiagramNode>,
    /// What leads from one to another.
    pub links: Vec<DiagramLink>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", remote = "DiagramKind")]
pub enum DiagramKind {
    /// One after another.
    Chain,
    /// One above others.
    Tree,
    /// One after another, and round again.
    Cycle,
    /// Each driving others, as in a feedback.
    Loop,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "DiagramNode")]
pub struct DiagramNode {
    /// Names the node within its diagram.
    pub id: String,
    /// What stands in it.
    pub label: String,
    /// Id of the topic that it stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "DiagramLink")]
pub struct DiagramLink {
    /// Id of the node where it starts.
    pub from: String,
    /// Id of the node where it ends.
    pub to: String,
    /// What stands beside it; empty for nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Timeline")]
pub struct Timeline {
    /// Names the block in addresses and stays when other blocks change.
    pub id: String,
    /// Says what the timeline shows.
    pub caption: Text,
    /// In the order in which they are shown; at least one.
    pub events: Vec<Event>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Event")]
pub struct Event {
    /// As exact as it is known: `2021`, `2022-06`, `2022-07-26`.
    pub when: String,
    /// What happened.
    pub text: Text,
}

/// A note to which marks in the text lead.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Note")]
pub struct Note {
    /// Names the block in addresses and stays when other blocks change.
    pub id: String,
    /// What the note says.
    pub blocks: Vec<Block>,
}

/// Every kind that these types know, as the format spells it.
pub const KINDS: &[&str] =
    &["paragraph", "list", "quote", "callout", "register", "image", "code", "math", "chart", "diagram", "timeline", "note"];

impl Block {
    pub fn id(&self) -> &str {
        match self {
            Block::Paragraph(b) => &b.id,
            Block::List(b) => &b.id,
            Block::Quote(b) => &b.id,
            Block::Callout(b) => &b.id,
            Block::Register(b) => &b.id,
            Block::Image(b) => &b.id,
            Block::Code(b) => &b.id,
            Block::Math(b) => &b.id,
            Block::Chart(b) => &b.id,
            Block::Diagram(b) => &b.id,
            Block::Timeline(b) => &b.id,
            Block::Note(b) => &b.id,
            Block::Unknown(b) => &b.id,
        }
    }

    pub fn id_mut(&mut self) -> &mut String {
        match self {
            Block::Paragraph(b) => &mut b.id,
            Block::List(b) => &mut b.id,
            Block::Quote(b) => &mut b.id,
            Block::Callout(b) => &mut b.id,
            Block::Register(b) => &mut b.id,
            Block::Image(b) => &mut b.id,
            Block::Code(b) => &mut b.id,
            Block::Math(b) => &mut b.id,
            Block::Chart(b) => &mut b.id,
            Block::Diagram(b) => &mut b.id,
            Block::Timeline(b) => &mut b.id,
            Block::Note(b) => &mut b.id,
            Block::Unknown(b) => &mut b.id,
        }
    }

    pub fn kind(&self) -> &str {
        match self {
            Block::Paragraph(_) => "paragraph",
            Block::List(_) => "list",
            Block::Quote(_) => "quote",
            Block::Callout(_) => "callout",
            Block::Register(_) => "register",
            Block::Image(_) => "image",
            Block::Code(_) => "code",
            Block::Math(_) => "math",
            Block::Chart(_) => "chart",
            Block::Diagram(_) => "diagram",
            Block::Timeline(_) => "timeline",
            Block::Note(_) => "note",
            Block::Unknown(b) => &b.kind,
        }
    }
}

// By hand for the sake of `Unknown`: serde's own fallback would buffer every block and lose the line and column of its errors.
impl<'de> Deserialize<'de> for Block {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct BlockVisitor;
        impl<'de> Visitor<'de> for BlockVisitor {
            type Value = Block;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a block, such as {\"paragraph\": {…}},")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Block, A::Error> {
                let kind: String =
                    map.next_key()?.ok_or_else(|| A::Error::custom("a block names its kind, such as {\"paragraph\": {…}}"))?;
                let block = match kind.as_str() {
                    "paragraph" => Block::Paragraph(map.next_value()?),
                    "list" => Block::List(map.next_value()?),
                    "quote" => Block::Quote(map.next_value()?),
                    "callout" => Block::Callout(map.next_value()?),
                    "register" => Block::Register(map.next_value()?),
                    "image" => Block::Image(map.next_value()?),
                    "code" => Block::Code(map.next_value()?),
                    "math" => Block::Math(map.next_value()?),
                    "chart" => Block::Chart(map.next_value()?),
                    "diagram" => Block::Diagram(map.next_value()?),
                    "timeline" => Block::Timeline(map.next_value()?),
                    "note" => Block::Note(map.next_value()?),
                    _ => Block::Unknown(UnknownBlock { kind, ..map.next_value()? }),
                };
                match map.next_key::<IgnoredAny>()? {
                    None => Ok(block),
                    Some(_) => Err(A::Error::custom("a block has one field, which names its kind")),
                }
            }
        }
        deserializer.deserialize_map(BlockVisitor)
    }
}
