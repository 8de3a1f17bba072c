//! One spelling for each value.
//!
//! What serde derives reads an object from an array of its fields as well, and a name from `{"name": null}`. The format has neither, and a
//! problem inside such a value could not be pointed to. So the types carry `#[serde(remote = "…")]` with their own names, which leaves the two
//! traits to this file.

use super::*;
use serde::de::{Deserializer, Error, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use std::fmt;

/// Reads from an object only.
pub(super) struct Object<D>(pub D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Object<D> {
    type Error = D::Error;
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(visitor)
    }
    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct
        seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Reads a name from a string only.
struct Name<T>(T);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Name<D> {
    type Error = D::Error;
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_str(Name(visitor))
    }
    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct
        seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Name<V> {
    type Value = V::Value;
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a name")
    }
    fn visit_str<E: Error>(self, name: &str) -> Result<V::Value, E> {
        self.0.visit_enum(name.into_deserializer())
    }
}

macro_rules! read_from {
    ($source:ident: $($type:ident)*) => {$(
        impl Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $type::serialize(self, serializer)
            }
        }
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $type::deserialize($source(deserializer))
            }
        }
    )*};
}

read_from! { Object: Article Source Author Section Topic Relation Statistic Translation }
read_from! { Object: Paragraph List Item Quote Callout Register Column Image Code Math MathNode Chart Series }
read_from! { Object: Diagram DiagramNode DiagramLink Timeline Event Note }
read_from! { Object: Link Mention StatisticMark Ruby Formula LanguageSpan }
read_from! { Name: TopicKind RelationKind Tone ColumnKind ChartKind DiagramKind }
