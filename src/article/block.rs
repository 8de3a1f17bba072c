//! Blocks: what an article is laid out of, one below another.
//!
//! Written as an object with one field that names the kind, `{"paragraph": {"id": "grid", "text": "…"}}`.

use super::{Text, UnknownBlock};
use schemars::JsonSchema;
use serde::de::{EnumAccess, VariantAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    Paragraph(Paragraph),
    List(List),
    Quote(Quote),
    Callout(Callout),
    Register(Register),
    Image(Image),
    Code(Code),
    Math(Math),
    Chart(Chart),
    Diagram(Diagram),
    Timeline(Timeline),
    Note(Note),
    /// A kind that a newer minor version has added.
    #[serde(untagged)]
    #[schemars(skip)]
    Unknown(UnknownBlock),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Paragraph {
    /// Names the block in addresses and stays when other blocks change.
    pub id: String,
    pub text: Text,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct List {
    pub id: String,
    /// Number of the first item when the order matters; left out for a plain list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    pub items: Vec<Item>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Item {
    pub text: Text,
    /// Set on an item of a task list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<bool>,
    /// What follows the item's first line: a nested list, a further paragraph.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quote {
    pub id: String,
    pub blocks: Vec<Block>,
    /// Who said it, where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cite: Option<Text>,
}

/// A remark set apart from the running text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Callout {
    pub id: String,
    pub tone: Tone,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    Aside,
    Tip,
    Warning,
}

/// A table that can be sorted and filtered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Register {
    pub id: String,
    pub caption: Text,
    pub columns: Vec<Column>,
    /// As many cells in each row as there are columns.
    pub rows: Vec<Vec<Text>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Column {
    pub title: String,
    #[serde(default, skip_serializing_if = "ColumnKind::is_text")]
    pub kind: ColumnKind,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnKind {
    #[default]
    Text,
    Number,
}

impl ColumnKind {
    fn is_text(&self) -> bool {
        *self == ColumnKind::Text
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Image {
    pub id: String,
    /// File beside the article, or an address on a host that the publisher allows.
    pub src: String,
    /// What the picture shows, for those who do not see it; empty only for decoration.
    pub alt: String,
    /// Pixels, so that the page keeps its room.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<Text>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Code {
    pub id: String,
    /// Name of the programming language, `rust`; empty when unknown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub language: String,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Math {
    pub id: String,
    /// Reads the formula aloud: `a squared plus b squared`.
    pub text: String,
    /// Presentation MathML, below `<math>`.
    pub tree: Vec<MathNode>,
}

/// An element of MathML Core: its name, and either its characters or what is inside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MathNode {
    pub tag: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<MathNode>,
}

/// Numbers that can be compared by eye; always shown with their table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Chart {
    pub id: String,
    pub kind: ChartKind,
    pub caption: Text,
    /// Unit of every value.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// Names of the rows of the table, along the chart's first axis.
    pub categories: Vec<String>,
    pub series: Vec<Series>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ChartKind {
    Bar,
    Line,
    Share,
    Dot,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Series {
    pub name: String,
    /// One value for each category; `null` where none is known.
    pub values: Vec<Option<f64>>,
}

/// Things and how they lead to one another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Diagram {
    pub id: String,
    pub kind: DiagramKind,
    pub caption: Text,
    pub nodes: Vec<DiagramNode>,
    pub links: Vec<DiagramLink>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DiagramKind {
    Chain,
    Tree,
    Cycle,
    Loop,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DiagramNode {
    /// Names the node within its diagram.
    pub id: String,
    pub label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DiagramLink {
    pub from: String,
    pub to: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Timeline {
    pub id: String,
    pub caption: Text,
    pub events: Vec<Event>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// As exact as it is known: `2021`, `2022-06`, `2022-07-26`.
    pub when: String,
    pub text: Text,
}

/// A note to which marks in the text lead.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    pub id: String,
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
                f.write_str("a block: an object with one field that names its kind, such as {\"paragraph\": {…}}")
            }
            fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Block, A::Error> {
                let (kind, block) = access.variant::<String>()?;
                Ok(match kind.as_str() {
                    "paragraph" => Block::Paragraph(block.newtype_variant()?),
                    "list" => Block::List(block.newtype_variant()?),
                    "quote" => Block::Quote(block.newtype_variant()?),
                    "callout" => Block::Callout(block.newtype_variant()?),
                    "register" => Block::Register(block.newtype_variant()?),
                    "image" => Block::Image(block.newtype_variant()?),
                    "code" => Block::Code(block.newtype_variant()?),
                    "math" => Block::Math(block.newtype_variant()?),
                    "chart" => Block::Chart(block.newtype_variant()?),
                    "diagram" => Block::Diagram(block.newtype_variant()?),
                    "timeline" => Block::Timeline(block.newtype_variant()?),
                    "note" => Block::Note(block.newtype_variant()?),
                    _ => Block::Unknown(UnknownBlock { kind, ..block.newtype_variant()? }),
                })
            }
        }
        deserializer.deserialize_enum("Block", KINDS, BlockVisitor)
    }
}
