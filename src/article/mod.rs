//! What an article is: its types, how it is read and checked, its outline and its plain text.
//!
//! Knows no browser, disk, network or clock. Text comes in, values and problems go out.

mod block;
mod check;
mod decimal;
mod inline;
mod outline;
mod plain;
mod read;
mod schema;
mod unknown;

pub use block::*;
pub use check::{Fault, LIMITS, Limits, Problem, Target, is_id, is_language_tag};
pub use decimal::decimal;
pub use inline::*;
pub use outline::{Entry, outline, reading_minutes};
pub use plain::{Passage, diagram_lines, plain_text, plain_text_of_block, plain_text_of_runs};
pub use read::{Position, locate, read, read_with};
pub use schema::schema;
pub use unknown::UnknownBlock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The version of the format that these types read and write.
pub const FORMAT: u32 = 1;
/// Additions within [`FORMAT`]: an article of a newer minor version may hold kinds of block that these types do not know.
pub const FORMAT_MINOR: u32 = 0;

/// One article in one language, as `*.article.json` holds it.
///
/// A translation is a whole article of its own, with the same `id` and the same ids of sections and blocks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "Offprint article, version 1")]
pub struct Article {
    /// Version of the format: 1.
    pub offprint: u32,
    /// Additions within the version; 0 when left out.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub minor: u32,
    /// Names the article in addresses: lower-case letters, digits and hyphens.
    pub id: String,
    /// Language of the text, a BCP 47 tag such as `zh-Hans` or `en`.
    pub lang: String,
    pub title: String,
    /// One or two sentences below the title.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub standfirst: String,
    /// What the article is based on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Author>,
    /// Day of publication, `2022-07-26`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub published: String,
    /// Who may do what with the text, in a sentence.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rights: String,
    pub sections: Vec<Section>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Topic>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statistics: Vec<Statistic>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translations: Vec<Translation>,
}

/// What an article is based on, as a reader would cite it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    pub title: String,
    /// Who published it.
    pub outlet: String,
    /// Day of publication, `2022-07-26`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub published: String,
    /// Where in the outlet it stood.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub channel: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Author {
    pub name: String,
    /// What they did, when it was not the writing: `translation`, `photographs` …
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Section {
    /// Names the section in addresses, `#governance`.
    pub id: String,
    /// Empty for a lead that needs no heading.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Depth of the heading, 1 (right below the article's title) to 5.
    #[serde(default = "first_level", skip_serializing_if = "is_first_level")]
    #[schemars(range(min = 1, max = 5))]
    pub level: u8,
    pub blocks: Vec<Block>,
}

/// A person, place, organisation, project, programme, measure or term that the article speaks of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Topic {
    pub id: String,
    pub kind: TopicKind,
    pub name: String,
    /// Other names under which it may be looked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// How the name is read (pinyin with spaces), where a dictionary would get it wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
    /// What is known of it, in one or two sentences.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<Relation>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TopicKind {
    Person,
    Place,
    Organisation,
    Project,
    Programme,
    Measure,
    Term,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Relation {
    pub kind: RelationKind,
    /// Id of the other topic.
    pub topic: String,
}

/// How a topic stands to another: *this* is … *that*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RelationKind {
    PartOf,
    LocatedIn,
    CarriedOutBy,
}

/// A figure, so that it can be listed, sorted and found: `2980` `个` of `三级微网格`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Statistic {
    pub id: String,
    pub value: f64,
    /// Unit of the value as written here, without multiples: `元`, not `万元`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// What is counted or measured.
    pub subject: String,
    /// How the article words it, where that differs from value and unit: `321亿元`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub display: String,
    /// Id of the block that states it.
    pub stated: String,
    /// When it held: `2022`, `2022-06`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub when: String,
}

/// Another language in which the same article is to be had.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Translation {
    pub lang: String,
    /// File beside this one: `qinyuan.en.json`.
    pub file: String,
}

fn is_zero(n: &u32) -> bool {
    *n == 0
}

fn first_level() -> u8 {
    1
}

fn is_first_level(level: &u8) -> bool {
    *level == 1
}
