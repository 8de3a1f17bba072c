//! Inline runs: what stands inside a line of text.
//!
//! Written as an array of plain strings and marked runs, `["共有", {"statistic": {"id": "grids", "text": "2,980"}}, "个"]`;
//! a text without marks may be the bare string.

use super::MathNode;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer, value::SeqAccessDeserializer};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{borrow::Cow, fmt};

/// A line or paragraph of inline runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text(pub Vec<Run>);

/// A piece of a line: characters as they are, or marked.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Run {
    Plain(String),
    Marked(Mark),
}

/// A marked piece of a line, written as an object with one field that names the mark.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// Stressed.
    Emphasis(Text),
    /// Of weight.
    Strong(Text),
    /// Leads to another place.
    Link(Link),
    /// Speaks of a topic.
    Mention(Mention),
    /// States a figure.
    Statistic(StatisticMark),
    /// Characters of a program or a terminal.
    Code(String),
    /// Characters with their reading.
    Ruby(Ruby),
    /// A formula within the line.
    Math(Formula),
    /// Set lower, as in H₂O.
    Sub(Text),
    /// Set higher, as in m².
    Sup(Text),
    /// In another language.
    Lang(LanguageSpan),
    /// Id of a note block: a raised sign that leads there.
    Note(String),
}

/// Where it leads, and the words that lead there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Link")]
pub struct Link {
    /// `https:`, `http:`, `mailto:`, `tel:`, or within the library: `#block`, `article`, `article#block`.
    pub to: String,
    /// What can be clicked; no further link, mention or note mark.
    pub text: Text,
}

/// The place in the text where a topic is spoken of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Mention")]
pub struct Mention {
    /// Id of the topic.
    pub topic: String,
    /// The words that name it here.
    pub text: String,
}

/// The place in the text where a statistic is stated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "StatisticMark")]
pub struct StatisticMark {
    /// Id of the statistic.
    pub id: String,
    /// The words that state it here.
    pub text: String,
}

/// Characters with their reading beside them; the reading is shown, not searched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Ruby")]
pub struct Ruby {
    /// The characters.
    pub base: String,
    /// How they are read, shown above or beside them.
    pub reading: String,
}

/// A formula that stands within a line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Formula")]
pub struct Formula {
    /// Reads the formula aloud: `a squared`.
    pub text: String,
    /// Presentation MathML, below `<math>`.
    pub tree: Vec<MathNode>,
}

/// Words in another language than those around them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "LanguageSpan")]
pub struct LanguageSpan {
    /// BCP 47 tag.
    pub lang: String,
    /// What is written in that language.
    pub text: Text,
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [Run::Plain(text)] => text.serialize(serializer),
            runs => runs.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;
        impl<'de> Visitor<'de> for TextVisitor {
            type Value = Text;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a text (a string, or an array of strings and marks)")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Text, E> {
                Ok(Text(vec![Run::Plain(text.to_owned())]))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, runs: A) -> Result<Text, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(runs)).map(Text)
            }
        }
        deserializer.deserialize_any(TextVisitor)
    }
}

// Not `#[serde(untagged)]`: that would lose the line and column of an error inside the run.
impl<'de> Deserialize<'de> for Run {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct RunVisitor;
        impl<'de> Visitor<'de> for RunVisitor {
            type Value = Run;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a string or a mark, such as {\"strong\": \"…\"},")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Run, E> {
                Ok(Run::Plain(text.to_owned()))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Run, A::Error> {
                let mark = Mark::deserialize(MapAccessDeserializer::new(&mut map))?;
                match map.next_key::<IgnoredAny>()? {
                    None => Ok(Run::Marked(mark)),
                    Some(_) => Err(A::Error::custom("a mark has one field, which names it")),
                }
            }
        }
        deserializer.deserialize_any(RunVisitor)
    }
}

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A line or paragraph: a string, or an array of strings and marks.",
            "anyOf": [{ "type": "string" }, { "type": "array", "items": generator.subschema_for::<Run>() }],
        })
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Text(vec![Run::Plain(text.to_owned())])
    }
}
