//! A block of a kind that a newer minor version has added: kept and shown as its plain text.

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeMap};
use std::fmt;

#[derive(Clone, Debug, PartialEq)]
pub struct UnknownBlock {
    /// As the file names it.
    pub kind: String,
    pub id: String,
    /// The words found in it, in the order of the file; each field of words starts a line.
    pub text: String,
}

/// Fields whose strings are words for readers; in any other field a string is a name or an address.
const WORDS: &[&str] = &["text", "title", "caption", "label", "name", "summary", "alt", "cite"];

/// Fields of marks within a line whose strings belong to the line.
const WORDS_OF_MARKS: &[&str] = &["text", "emphasis", "strong", "code", "sub", "sup", "base"];

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
                f.write_str("an object with an id")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<UnknownBlock, A::Error> {
                let (mut id, mut text) = (None, String::new());
                while let Some(key) = map.next_key::<String>()? {
                    if key != "id" {
                        Words { text: &mut text, place: Place::Outside }.field(&key, &mut map)?;
                    } else if id.replace(map.next_value()?).is_some() {
                        return Err(A::Error::duplicate_field("id"));
                    }
                }
                let id = id.ok_or_else(|| A::Error::missing_field("id"))?;
                Ok(UnknownBlock { kind: String::new(), id, text })
            }
        }
        deserializer.deserialize_map(BlockVisitor)
    }
}

/// Collects the words below any JSON value.
struct Words<'a> {
    text: &'a mut String,
    place: Place,
}

#[derive(Clone, Copy, PartialEq)]
enum Place {
    Outside,
    /// In a line, where strings are its words.
    Line,
    /// In a mark within a line, where strings are names until a field says otherwise.
    Mark,
}

impl Words<'_> {
    fn field<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        if self.place != Place::Outside {
            let place = if WORDS_OF_MARKS.contains(&key) { Place::Line } else { Place::Mark };
            return map.next_value_seed(Words { text: self.text, place });
        }
        if !WORDS.contains(&key) {
            return map.next_value_seed(Words { text: self.text, place: Place::Outside });
        }
        let before = self.text.len();
        if before > 0 {
            self.text.push('\n');
        }
        let line = self.text.len();
        map.next_value_seed(Words { text: self.text, place: Place::Line })?;
        if self.text.len() == line {
            self.text.truncate(before);
        }
        Ok(())
    }
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
        if self.place == Place::Line {
            self.text.push_str(text);
        }
        Ok(())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element_seed(Words { text: self.text, place: self.place })?.is_some() {}
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            self.field(&key, &mut map)?;
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
