//! Decoding a bundle that has passed its hash. What was checked when it was packed is not checked again: a missing field is
//! empty, and nothing here can fail.
//!
//! serde reads articles at the border, with errors that name their place. Behind it that would be the wrong tool: its code for the
//! same types is a quarter of the reader's wasm. Here each type is a line that names its fields, which the compiler holds
//! against the type, and a test holds against serde.

use super::{Bundle, BundleFile, Edition, Expansion, Language, Lexicon, Site, Words};
use crate::article::*;
use crate::picture::{Picture, Shape};
use std::sync::OnceLock;

/// A parsed JSON value: the browser's own, or in tests serde_json's.
pub trait Value: Sized {
    /// The field of an object; anything else has none.
    fn field(&self, name: &str) -> Option<Self>;
    fn items(&self) -> Vec<Self>;
    fn text(&self) -> Option<String>;
    fn number(&self) -> Option<f64>;
    fn truth(&self) -> Option<bool>;
    /// The name and value of an object's only field.
    fn only_field(&self) -> Option<(String, Self)>;
    fn is_text(&self) -> bool;
    fn is_null(&self) -> bool;
}

pub trait Decode: Sized {
    fn decode<V: Value>(value: &V) -> Self;

    /// What a field that was left out stands for.
    fn left_out() -> Self;
}

macro_rules! records {
    ($($record:ident { $($field:ident),* $(,)? })*) => { $(
        impl Decode for $record {
            fn decode<V: Value>(value: &V) -> Self {
                $record { $($field: field(value, stringify!($field))),* }
            }
            fn left_out() -> Self {
                $record { $($field: Decode::left_out()),* }
            }
        }
    )* };
}

/// Kinds that are no more than a name; the first stands for a field left out.
macro_rules! names {
    ($($kind:ident { $first:ident = $first_name:literal $(, $variant:ident = $name:literal)* $(,)? })*) => { $(
        impl Decode for $kind {
            fn decode<V: Value>(value: &V) -> Self {
                match value.text().unwrap_or_default().as_str() {
                    $($name => $kind::$variant,)*
                    _ => $kind::$first,
                }
            }
            fn left_out() -> Self {
                $kind::$first
            }
        }
    )* };
}

records! {
    Bundle { site, article, words, lexicon, pictures }
    Picture { block, shapes }
    Shape { tag, attributes, text, inside }
    Language { tag, name, offer }
    Lexicon { folds, expansions, readings }
    Expansion { from, to }
    Site { title, languages, edition, edition_note, base_url, is_library }
    Edition { id, bundles }
    BundleFile { article, lang, file, integrity, pictures, pictures_integrity }
    Article {
        offprint, minor, id, lang, title, standfirst, source, authors, published, rights, sections, topics, statistics,
        key_statistics, translations,
    }
    Source { title, outlet, published, channel, url }
    Author { name, role }
    Topic { id, kind, name, aliases, reading, summary, relations }
    Relation { kind, topic }
    Statistic { id, value, unit, subject, display, stated, when }
    Translation { lang, file }
    Paragraph { id, text }
    List { id, start, items }
    Item { text, done, blocks }
    Quote { id, blocks, cite }
    Callout { id, tone, title, blocks }
    Register { id, caption, columns, rows }
    Column { title, kind }
    Image { id, src, alt, width, height, caption }
    Code { id, language, text }
    Math { id, text, tree }
    MathNode { tag, text, children }
    Chart { id, kind, caption, unit, categories, series }
    Series { name, values }
    Diagram { id, kind, caption, nodes, links }
    DiagramNode { id, label, topic }
    DiagramLink { from, to, label }
    Timeline { id, caption, events }
    Event { when, text }
    Note { id, blocks }
    Link { to, text }
    Mention { topic, text }
    StatisticMark { id, text }
    Ruby { base, reading }
    Formula { text, tree }
    LanguageSpan { lang, text }
}

names! {
    TopicKind {
        Term = "term", Person = "person", Place = "place", Organisation = "organisation", Project = "project", Programme = "programme",
        Measure = "measure",
    }
    RelationKind { PartOf = "part-of", LocatedIn = "located-in", CarriedOutBy = "carried-out-by" }
    Tone { Aside = "aside", Tip = "tip", Warning = "warning" }
    ColumnKind { Text = "text", Number = "number" }
    ChartKind { Bar = "bar", Line = "line", Share = "share", Dot = "dot" }
    DiagramKind { Chain = "chain", Tree = "tree", Cycle = "cycle", Loop = "loop" }
}

fn field<V: Value, T: Decode>(value: &V, name: &str) -> T {
    value.field(name).map_or_else(T::left_out, |value| T::decode(&value))
}

impl Decode for Words {
    fn decode<V: Value>(value: &V) -> Self {
        Words(Decode::decode(value))
    }
    fn left_out() -> Self {
        Words::default()
    }
}

impl Decode for Section {
    fn decode<V: Value>(value: &V) -> Self {
        let level = value.field("level").and_then(|level| level.number()).map_or(1, |level| level as u8);
        Section { id: field(value, "id"), title: field(value, "title"), level, blocks: field(value, "blocks") }
    }
    fn left_out() -> Self {
        Section { id: String::new(), title: String::new(), level: 1, blocks: Vec::new() }
    }
}

impl Decode for Block {
    fn decode<V: Value>(value: &V) -> Self {
        let Some((kind, block)) = value.only_field() else { return Self::left_out() };
        match kind.as_str() {
            "paragraph" => Block::Paragraph(Decode::decode(&block)),
            "list" => Block::List(Decode::decode(&block)),
            "quote" => Block::Quote(Decode::decode(&block)),
            "callout" => Block::Callout(Decode::decode(&block)),
            "register" => Block::Register(Decode::decode(&block)),
            "image" => Block::Image(Decode::decode(&block)),
            "code" => Block::Code(Decode::decode(&block)),
            "math" => Block::Math(Decode::decode(&block)),
            "chart" => Block::Chart(Decode::decode(&block)),
            "diagram" => Block::Diagram(Decode::decode(&block)),
            "timeline" => Block::Timeline(Decode::decode(&block)),
            "note" => Block::Note(Decode::decode(&block)),
            _ => Block::Unknown(UnknownBlock { id: field(&block, "id"), text: field(&block, "text"), kind }),
        }
    }
    fn left_out() -> Self {
        Block::Paragraph(Decode::left_out())
    }
}

impl Decode for Text {
    fn decode<V: Value>(value: &V) -> Self {
        Text(if value.is_text() { vec![Run::decode(value)] } else { Decode::decode(value) })
    }
    fn left_out() -> Self {
        Text::default()
    }
}

impl Decode for Run {
    fn decode<V: Value>(value: &V) -> Self {
        let Some((mark, inside)) = value.only_field().filter(|_| !value.is_text()) else { return Run::Plain(Decode::decode(value)) };
        Run::Marked(match mark.as_str() {
            "emphasis" => Mark::Emphasis(Decode::decode(&inside)),
            "strong" => Mark::Strong(Decode::decode(&inside)),
            "link" => Mark::Link(Decode::decode(&inside)),
            "mention" => Mark::Mention(Decode::decode(&inside)),
            "statistic" => Mark::Statistic(Decode::decode(&inside)),
            "code" => Mark::Code(Decode::decode(&inside)),
            "ruby" => Mark::Ruby(Decode::decode(&inside)),
            "math" => Mark::Math(Decode::decode(&inside)),
            "sub" => Mark::Sub(Decode::decode(&inside)),
            "sup" => Mark::Sup(Decode::decode(&inside)),
            "lang" => Mark::Lang(Decode::decode(&inside)),
            "note" => Mark::Note(Decode::decode(&inside)),
            _ => return Self::left_out(),
        })
    }
    fn left_out() -> Self {
        Run::Plain(String::new())
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode<V: Value>(value: &V) -> Self {
        value.items().iter().map(T::decode).collect()
    }
    fn left_out() -> Self {
        Vec::new()
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode<V: Value>(value: &V) -> Self {
        (!value.is_null()).then(|| T::decode(value))
    }
    fn left_out() -> Self {
        None
    }
}

impl<T: Decode> Decode for OnceLock<T> {
    fn decode<V: Value>(value: &V) -> Self {
        T::decode(value).into()
    }
    fn left_out() -> Self {
        OnceLock::new()
    }
}

impl Decode for String {
    fn decode<V: Value>(value: &V) -> Self {
        value.text().unwrap_or_default()
    }
    fn left_out() -> Self {
        String::new()
    }
}

impl Decode for f64 {
    fn decode<V: Value>(value: &V) -> Self {
        value.number().unwrap_or_default()
    }
    fn left_out() -> Self {
        0.0
    }
}

impl Decode for u32 {
    fn decode<V: Value>(value: &V) -> Self {
        f64::decode(value) as u32
    }
    fn left_out() -> Self {
        0
    }
}

impl Decode for bool {
    fn decode<V: Value>(value: &V) -> Self {
        value.truth().unwrap_or_default()
    }
    fn left_out() -> Self {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Value for serde_json::Value {
        fn field(&self, name: &str) -> Option<Self> {
            self.get(name).cloned()
        }
        fn items(&self) -> Vec<Self> {
            self.as_array().cloned().unwrap_or_default()
        }
        fn text(&self) -> Option<String> {
            self.as_str().map(str::to_owned)
        }
        fn number(&self) -> Option<f64> {
            self.as_f64()
        }
        fn truth(&self) -> Option<bool> {
            self.as_bool()
        }
        fn only_field(&self) -> Option<(String, Self)> {
            self.as_object()?.iter().next().map(|(name, value)| (name.clone(), value.clone()))
        }
        fn is_text(&self) -> bool {
            self.is_string()
        }
        fn is_null(&self) -> bool {
            self.is_null()
        }
    }

    #[track_caller]
    fn check(text: &str) {
        let article: Article = serde_json::from_str(text).unwrap();
        let value = serde_json::to_value(&article).unwrap();
        assert_eq!(Article::decode(&value), article);
    }

    #[test]
    fn every_kind_of_block_and_mark_decodes_to_what_serde_reads() {
        check(include_str!("../../tests/fixtures/every-kind.article.json"));
    }

    #[test]
    fn the_bundled_article_decodes_to_what_serde_reads() {
        check(include_str!("../../content/qinyuan.article.json"));
        check(include_str!("../../content/qinyuan.en.json"));
    }

    #[test]
    fn an_edition_decodes_to_what_serde_reads() {
        let file = BundleFile {
            article: "a".into(),
            lang: "en".into(),
            file: "a.en.json".into(),
            integrity: "sha256-x".into(),
            pictures: "a.en.pictures.json".into(),
            pictures_integrity: "sha256-y".into(),
        };
        let edition = Edition { id: "0".into(), bundles: vec![file] };
        assert_eq!(Edition::decode(&serde_json::to_value(&edition).unwrap()), edition);
    }

    #[test]
    fn pictures_decode_to_what_serde_reads() {
        let article: Article = serde_json::from_str(include_str!("../../tests/fixtures/every-kind.article.json")).unwrap();
        let pictures = crate::picture::pictures(&article, &Default::default());
        assert!(!pictures.is_empty());
        assert_eq!(Vec::<Picture>::decode(&serde_json::to_value(&pictures).unwrap()), pictures);
    }

    #[test]
    fn a_lexicon_decodes_to_what_serde_reads() {
        let expansions = vec![Expansion { from: "㎞".into(), to: "km".into() }];
        let lexicon = Lexicon { folds: "開开".into(), expansions, readings: "沁qin".into() };
        assert_eq!(Lexicon::decode(&serde_json::to_value(&lexicon).unwrap()), lexicon);
    }

    #[test]
    fn whatever_is_decoded_nothing_panics() {
        for text in ["null", "[]", "7", "{\"sections\":[7,{\"blocks\":[{},{\"paragraph\":3},{\"later\":{}}]}],\"topics\":{}}"] {
            Article::decode(&serde_json::from_str::<serde_json::Value>(text).unwrap());
        }
    }
}
