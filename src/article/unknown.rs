//! A block of a kind that a newer minor version has added: kept and shown as its plain text.

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeMap};
use std::fmt;

#[derive(Clone, Debug, PartialEq)]
pub struct UnknownBlock {
    /// As the file names it.
    pub kind: String,
    pub id: String,
    /// The words found in it, in the order of the file.
    pub text: String,
}

/// Fields whose strings are words for readers; in any other field a string is a name or an address.
const WORDS: &[&str] = &["text", "title", "caption", "label", "name", "summary"];

impl Serialize for UnknownBlock {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Inner<'a> {
            id: &'a str,
            text: &'a str,
        }
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(&self.kind, &Inner { id: &self.id, text: &self.text })?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for UnknownBlock {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct BlockVisitor;
        impl<'de> Visitor<'de> for BlockVisitor {
            type Value = UnknownBlock;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a block: an object with an id")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<UnknownBlock, A::Error> {
                let mut block = UnknownBlock { kind: String::new(), id: String::new(), text: String::new() };
                while let Some(key) = map.next_key::<String>()? {
                    if key == "id" {
                        block.id = map.next_value()?;
                    } else {
                        map.next_value_seed(Words { text: &mut block.text, wanted: WORDS.contains(&key.as_str()) })?;
                    }
                }
                Ok(block)
            }
        }
        deserializer.deserialize_map(BlockVisitor)
    }
}

/// Collects the words below any JSON value.
struct Words<'a> {
    text: &'a mut String,
    wanted: bool,
}

impl<'de> DeserializeSeed<'de> for Words<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Words<'_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("any value")
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        if self.wanted {
            self.text.push_str(text);
        }
        Ok(())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element_seed(Words { text: self.text, wanted: self.wanted })?.is_some() {}
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            let is_line = WORDS.contains(&key.as_str());
            // A field of words starts a line; a mark within one goes on with it.
            if is_line && !self.wanted && !self.text.is_empty() {
                self.text.push('\n');
            }
            map.next_value_seed(Words { text: self.text, wanted: is_line || (self.wanted && is_mark(&key)) })?;
        }
        Ok(())
    }
    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
}

/// Marks whose own value is text: `{"strong": "…"}` within a line of words.
fn is_mark(key: &str) -> bool {
    matches!(key, "emphasis" | "strong" | "code" | "sub" | "sup")
}
