//! What an article is: its types, how it is read and checked, its outline and its plain text.
//!
//! Knows no browser, disk, network or clock. Text comes in, values and problems go out.

mod block;
mod check;
mod decimal;
mod fault;
mod inline;
mod locate;
mod mentions;
mod outline;
mod plain;
mod read;
mod schema;
mod spelling;
mod strict;
mod unknown;

pub use block::*;
pub use check::{LIMITS, Limits, check, math_tag};
pub use decimal::{decimal, grouped};
pub use fault::{Fault, Problem};
pub use inline::*;
pub use locate::{Position, locate, position};
pub use mentions::{Mentioning, Span, mentions};
pub use outline::{Entry, outline, reading_minutes};
pub use plain::{Passage, diagram_lines, plain_text, plain_text_of_block, plain_text_of_runs};
pub use read::{read, read_with};
pub use schema::schema;
pub use spelling::{Target, is_id, is_image_source, is_language_tag};
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
#[serde(remote = "Article")]
#[schemars(title = "Offprint article, version 1")]
pub struct Article {
    /// Version of the format: 1.
    #[schemars(extend("const" = FORMAT))]
    pub offprint: u32,
    /// Additions within the version; 0 when left out.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub minor: u32,
    /// Names the article in addresses: lower-case letters, digits and hyphens.
    pub id: String,
    /// Language of the text, a BCP 47 tag such as `zh-Hans` or `en`.
    pub lang: String,
    /// Heading of the whole.
    pub title: String,
    /// One or two sentences below the title.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub standfirst: String,
    /// What the article is based on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Who made the article; the source's own authors are not among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Author>,
    /// Day of publication, `2022-07-26`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub published: String,
    /// Who may do what with the text, in a sentence.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rights: String,
    /// The text, in reading order; at least one.
    pub sections: Vec<Section>,
    /// What the article speaks of, so that it can be listed and looked up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Topic>,
    /// The article's figures, so that they can be listed and sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statistics: Vec<Statistic>,
    /// Ids of the few statistics that say most of the article, for its cover.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub key_statistics: Vec<String>,
    /// Other languages in which the same article is to be had.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translations: Vec<Translation>,
}

/// What an article is based on, as a reader would cite it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Source")]
pub struct Source {
    /// As the source is headed.
    pub title: String,
    /// Who published it.
    pub outlet: String,
    /// Day of publication, `2022-07-26`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub published: String,
    /// Where in the outlet it stood.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub channel: String,
    /// Where it is to be read: `https:` or `http:`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Author")]
pub struct Author {
    /// As the reader is to see it.
    pub name: String,
    /// What they did, when it was not the writing: `translation`, `photographs` …
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Section")]
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
    /// What the section is laid out of, one below another.
    pub blocks: Vec<Block>,
}

/// A person, place, organisation, project, programme, measure or term that the article speaks of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Topic")]
pub struct Topic {
    /// Names the topic in addresses and mentions: lower-case letters, digits and hyphens.
    pub id: String,
    /// What sort of thing it is.
    pub kind: TopicKind,
    /// Its usual name in the language of the article.
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
    /// How it stands to other topics.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<Relation>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", remote = "TopicKind")]
pub enum TopicKind {
    Person,
    Place,
    Organisation,
    /// Something that is built or carried out once.
    Project,
    /// Something that goes on: a policy, a campaign.
    Programme,
    /// A means to an end: a method, a rule.
    Measure,
    /// A word that needs explaining.
    Term,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Relation")]
pub struct Relation {
    /// In what way: part of, located in, or carried out by the other.
    pub kind: RelationKind,
    /// Id of the other topic.
    pub topic: String,
}

/// How a topic stands to another: *this* is … *that*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", remote = "RelationKind")]
pub enum RelationKind {
    /// This belongs to that.
    PartOf,
    /// This lies in that.
    LocatedIn,
    /// That carries this out.
    CarriedOutBy,
}

/// A figure, so that it can be listed, sorted and found: `2980` `个` of `三级微网格`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Statistic")]
pub struct Statistic {
    /// Names the figure in marks in the text: lower-case letters, digits and hyphens.
    pub id: String,
    /// The figure itself, written out: 6500000, not 650.
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
#[serde(remote = "Translation")]
pub struct Translation {
    /// Its language, a BCP 47 tag such as `en`.
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
