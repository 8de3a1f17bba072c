//! A glossary as it is written down, in TOML: read, and every problem told with its place.
//!
//! By hand over the parsed tree and not by serde, which knows the place of a value or its choice of forms, but not both.

use super::{ByLanguage, Glossary, GlossaryTopic};
use crate::article::{LIMITS, Relation, RelationKind, TopicKind, is_id, is_language_tag};
use crate::import::name_for;
use crate::pack::nearest::nearest;
use miette::{Diagnostic, NamedSource, SourceSpan};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use thiserror::Error;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

#[derive(Debug, Error, Diagnostic)]
pub enum GlossaryError {
    #[error("{path} cannot be read: {error}")]
    #[diagnostic(help("check the name of the file, and that it is UTF-8 text"))]
    Unreadable { path: String, error: std::io::Error },
    #[error("{path} is no glossary yet")]
    Problems {
        path: String,
        #[related]
        problems: Vec<GlossaryProblem>,
    },
}

/// One thing that is wrong, with the line that it stands in.
#[derive(Debug, Error, Diagnostic)]
#[error("{message}")]
pub struct GlossaryProblem {
    message: String,
    #[help]
    help: String,
    #[source_code]
    text: Arc<NamedSource<String>>,
    #[label("here")]
    at: SourceSpan,
}

impl Glossary {
    pub fn read(path: &Path) -> Result<Self, GlossaryError> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| GlossaryError::Unreadable { path: name.clone(), error })?;
        Self::parse(&name, &text)
    }

    /// `name` is what the text is called in errors.
    pub fn parse(name: &str, text: &str) -> Result<Self, GlossaryError> {
        let mut faults = Vec::new();
        let topics = match DeTable::parse(text) {
            Ok(table) => topics(table.get_ref(), &mut faults),
            Err(error) => {
                let help = "this is not TOML: see https://toml.io".to_owned();
                faults.push(Fault { at: error.span().unwrap_or(0..0), message: error.message().to_owned(), help });
                Vec::new()
            }
        };
        if faults.is_empty() {
            return Ok(Glossary { topics, ..Glossary::default() });
        }
        faults.sort_by_key(|fault| fault.at.start);
        faults.truncate(LIMITS.problems);
        let source = Arc::new(NamedSource::new(name, text.to_owned()).with_language("toml"));
        let problem = |Fault { at, message, help }: Fault| {
            let before = &text[..at.start];
            let (line, column) = (before.matches('\n').count() + 1, before.chars().rev().take_while(|c| *c != '\n').count() + 1);
            GlossaryProblem { message: format!("{name}:{line}:{column}: {message}"), help, text: source.clone(), at: at.into() }
        };
        Err(GlossaryError::Problems { path: name.to_owned(), problems: faults.into_iter().map(problem).collect() })
    }
}

const KEYS: [&str; 7] = ["id", "kind", "name", "aliases", "summary", "reading", "relations"];

const KINDS: [(&str, TopicKind); 7] = [
    ("person", TopicKind::Person),
    ("place", TopicKind::Place),
    ("organisation", TopicKind::Organisation),
    ("project", TopicKind::Project),
    ("programme", TopicKind::Programme),
    ("measure", TopicKind::Measure),
    ("term", TopicKind::Term),
];

const RELATIONS: [(&str, RelationKind); 3] =
    [("part-of", RelationKind::PartOf), ("located-in", RelationKind::LocatedIn), ("carried-out-by", RelationKind::CarriedOutBy)];

struct Fault {
    at: Range<usize>,
    message: String,
    help: String,
}

type Faults = Vec<Fault>;
type Value<'t> = Spanned<DeValue<'t>>;

/// A topic, and where its parts stand.
struct Read {
    topic: GlossaryTopic,
    id: Range<usize>,
    /// Its name and aliases.
    names: Vec<Range<usize>>,
    /// The topics to which it relates, in order.
    relations: Vec<Range<usize>>,
}

fn topics(table: &DeTable, faults: &mut Faults) -> Vec<GlossaryTopic> {
    let mut read = Vec::new();
    for (key, value) in table {
        if key.get_ref() != "topic" {
            faults.push(unknown(key.span(), "key", key.get_ref(), &["topic"]));
            continue;
        }
        for value in array(value, faults) {
            if let Some(table) = a_table(value, faults) {
                read.extend(topic(table, value.span(), faults));
            }
        }
    }
    ids_are_unique(&read, faults);
    relations_lead_somewhere(&read, faults);
    names_are_unique(&read, faults);
    read.into_iter().map(|read| read.topic).collect()
}

fn topic(table: &DeTable, at: Range<usize>, faults: &mut Faults) -> Option<Read> {
    let before = faults.len();
    let (mut names, mut further_names) = (Vec::new(), Vec::new());
    let (mut id, mut kind, mut name, mut reading) = (None, None, None, None);
    let (mut aliases, mut summary, mut relations) = (ByLanguage::default(), ByLanguage::default(), Vec::new());
    for (key, value) in table {
        match key.get_ref().as_ref() {
            "id" => id = string(value, faults).map(|id| (id, value.span())),
            "kind" => kind = one_of(value, "kind of topic", &KINDS, faults),
            "name" => name = by_language(value, faults, &mut |value, faults| name_of(value, &mut names, faults)),
            "aliases" => {
                let mut list = |value: &Value, faults: &mut Faults| {
                    Some(array(value, faults).iter().filter_map(|value| name_of(value, &mut further_names, faults)).collect())
                };
                aliases = by_language(value, faults, &mut list).unwrap_or_default();
            }
            "summary" => summary = by_language(value, faults, &mut string).unwrap_or_default(),
            "reading" => reading = string(value, faults),
            "relations" => relations = array(value, faults).iter().filter_map(|value| relation(value, faults)).collect(),
            other => faults.push(unknown(key.span(), "key of a topic", other, &KEYS)),
        }
    }
    let mut missing = |key: &str, help: String| faults.push(Fault { at: at.clone(), message: format!("the topic has no `{key}`"), help });
    // One that stands there and is wrong has been told of.
    if !table.contains_key("kind") {
        missing("kind", format!("say what it is: {}", listed(KINDS.map(|(kind, _)| kind))));
    }
    if !table.contains_key("name") {
        missing("name", "add `name = \"…\"`, or a table with a line for each language".into());
    }
    let (kind, name) = (kind?, name?);
    let (id, id_at) = id.unwrap_or_else(|| (id_for(&name), at));
    if !is_id(&id) {
        let help = "use lower-case letters, digits and hyphens, starting with a letter, at most 64".into();
        faults.push(Fault { at: id_at.clone(), message: format!("`{id}` is not an id"), help });
    }
    if faults.len() > before {
        return None;
    }
    // As `all_names` has them.
    names.append(&mut further_names);
    let (relations, targets) = relations.into_iter().unzip();
    let topic = GlossaryTopic { id, kind, name, aliases, summary, reading, relations };
    Some(Read { topic, id: id_at, names, relations: targets })
}

/// A topic's id out of its name, the English one if there is one: it stands in addresses.
fn id_for(name: &ByLanguage<String>) -> String {
    let name = name.get("en").or_else(|| name.each().next().map(|(_, name)| name)).map_or("", String::as_str);
    let is_latin = name.chars().filter(|c| c.is_alphanumeric()).all(|c| c.is_ascii());
    name_for(name, if is_latin { "s" } else { "t" })
}

fn relation(value: &Value, faults: &mut Faults) -> Option<(Relation, Range<usize>)> {
    let table = a_table(value, faults)?;
    let (mut kind, mut topic) = (None, None);
    for (key, value) in table {
        match key.get_ref().as_ref() {
            "kind" => kind = one_of(value, "kind of relation", &RELATIONS, faults),
            "topic" => topic = string(value, faults).map(|topic| (topic, value.span())),
            other => faults.push(unknown(key.span(), "key of a relation", other, &["kind", "topic"])),
        }
    }
    if !table.contains_key("kind") || !table.contains_key("topic") {
        let help = "write `{ kind = \"located-in\", topic = \"…\" }`".into();
        faults.push(Fault { at: value.span(), message: "a relation has a `kind` and a `topic`".into(), help });
    }
    let (topic, at) = topic?;
    Some((Relation { kind: kind?, topic }, at))
}

fn ids_are_unique(read: &[Read], faults: &mut Faults) {
    let mut seen = BTreeSet::new();
    for Read { topic, id, .. } in read {
        if !seen.insert(&topic.id) {
            let help = "give one of them another `id`, or make them one topic".into();
            faults.push(Fault { at: id.clone(), message: format!("two topics have the id `{}`", topic.id), help });
        }
    }
}

fn relations_lead_somewhere(read: &[Read], faults: &mut Faults) {
    let ids: BTreeSet<&str> = read.iter().map(|read| read.topic.id.as_str()).collect();
    for Read { topic, relations, .. } in read {
        for (Relation { topic: to, .. }, at) in topic.relations.iter().zip(relations) {
            if !ids.contains(to.as_str()) {
                let fault = unknown(at.clone(), "topic", to, &[]);
                let help = match nearest(to, ids.iter().copied()) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => "write the `id` of another topic of this glossary".into(),
                };
                faults.push(Fault { help, ..fault });
            }
        }
    }
}

/// In no language may a name lead to two topics: nobody could say which of them a text speaks of.
fn names_are_unique(read: &[Read], faults: &mut Faults) {
    let mut told = BTreeSet::new();
    let tags: BTreeSet<&str> = read
        .iter()
        .flat_map(|Read { topic, .. }| topic.name.each().map(|(tag, _)| tag).chain(topic.aliases.each().map(|(tag, _)| tag)))
        // A language that the glossary does not name has what is the same in all of them.
        .map(|tag| tag.unwrap_or("mul"))
        .collect();
    for tag in tags {
        let mut claimed: HashMap<&str, &GlossaryTopic> = HashMap::new();
        for Read { topic, names, .. } in read {
            for name in topic.names(tag) {
                let first = *claimed.entry(name).or_insert(topic);
                if first.id == topic.id || !told.insert((name, &topic.id)) {
                    continue;
                }
                let at = topic.all_names().position(|other| other == name).and_then(|index| names.get(index));
                faults.push(Fault {
                    at: at.cloned().unwrap_or_default(),
                    message: format!("`{}` and `{}` are both called {name}", first.id, topic.id),
                    help: "take the name from one of them, or make it longer until it is only one's".into(),
                });
            }
        }
    }
}

fn name_of(value: &Value, names: &mut Vec<Range<usize>>, faults: &mut Faults) -> Option<String> {
    let name = string(value, faults)?.trim().to_owned();
    if name.is_empty() {
        faults.push(Fault { at: value.span(), message: "a name is empty".into(), help: "write one, or take the line out".into() });
        return None;
    }
    names.push(value.span());
    Some(name)
}

/// A value that is the same in all languages, or a table with one for each.
fn by_language<T>(value: &Value, faults: &mut Faults, one: &mut impl FnMut(&Value, &mut Faults) -> Option<T>) -> Option<ByLanguage<T>> {
    let DeValue::Table(table) = value.get_ref() else { return one(value, faults).map(ByLanguage::Same) };
    let mut each = BTreeMap::new();
    for (tag, value) in table {
        if !is_language_tag(tag.get_ref()) {
            let help = "write a BCP 47 tag such as zh-Hans or en".into();
            faults.push(Fault { at: tag.span(), message: format!("`{}` is not a language tag", tag.get_ref()), help });
        } else if let Some(value) = one(value, faults) {
            each.insert(tag.get_ref().to_string(), value);
        }
    }
    if table.is_empty() {
        faults.push(Fault { at: value.span(), message: "no language is named".into(), help: "write `en = …` in it".into() });
    }
    (!each.is_empty()).then_some(ByLanguage::Each(each))
}

fn string(value: &Value, faults: &mut Faults) -> Option<String> {
    let Some(text) = value.get_ref().as_str() else {
        faults.push(wrong_type(value, "a text in quotation marks"));
        return None;
    };
    // Articles do not hold them either.
    let is_forbidden = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if let Some(c) = text.chars().find(|c| is_forbidden(*c)) {
        let message = format!("the text holds U+{:04X}, which cannot be seen", u32::from(c));
        faults.push(Fault { at: value.span(), message, help: "take it out".into() });
        return None;
    }
    Some(text.to_owned())
}

fn array<'v, 't>(value: &'v Value<'t>, faults: &mut Faults) -> &'v [Value<'t>] {
    match value.get_ref() {
        DeValue::Array(values) => values,
        _ => {
            faults.push(wrong_type(value, "a list in square brackets"));
            &[]
        }
    }
}

fn a_table<'v, 't>(value: &'v Value<'t>, faults: &mut Faults) -> Option<&'v DeTable<'t>> {
    let table = value.get_ref().as_table();
    if table.is_none() {
        faults.push(wrong_type(value, "a table, of keys and values"));
    }
    table
}

fn one_of<T: Copy>(value: &Value, what: &str, among: &[(&str, T)], faults: &mut Faults) -> Option<T> {
    let text = string(value, faults)?;
    let found = among.iter().find(|(name, _)| *name == text);
    if found.is_none() {
        let names: Vec<&str> = among.iter().map(|(name, _)| *name).collect();
        faults.push(unknown(value.span(), what, &text, &names));
    }
    found.map(|(_, value)| *value)
}

fn wrong_type(value: &Value, expected: &str) -> Fault {
    Fault { at: value.span(), message: format!("here stands {}", value.get_ref().type_str()), help: format!("write {expected}") }
}

fn unknown(at: Range<usize>, what: &str, word: &str, among: &[&str]) -> Fault {
    let help = match nearest(word, among.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("there are {}", listed(among.iter().copied())),
    };
    Fault { at, message: format!("there is no {what} `{word}`"), help }
}

fn listed<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const COUNTY: &str = r#"
[[topic]]
id = "qinyuan"
kind = "place"
name = { "zh-Hans" = "沁源县", en = "Qinyuan County" }
aliases = { "zh-Hans" = ["沁源"] }
summary = "一个县。"
reading = "qin yuan xian"
relations = [{ kind = "located-in", topic = "shanxi" }]

[[topic]]
kind = "place"
name = "Shanxi"
aliases = ["山西", "山西省"]
"#;

    #[test]
    fn a_topic_has_what_its_lines_say() {
        let glossary = Glossary::parse("glossary.toml", COUNTY).unwrap();
        let [county, province] = glossary.topics() else { panic!("two topics") };
        assert_eq!((county.id.as_str(), county.kind), ("qinyuan", TopicKind::Place));
        assert_eq!(county.names("zh-Hans").collect::<Vec<_>>(), ["沁源县", "沁源"]);
        assert_eq!(county.names("en").collect::<Vec<_>>(), ["Qinyuan County"]);
        assert_eq!(county.relations, [Relation { kind: RelationKind::LocatedIn, topic: "shanxi".into() }]);
        assert_eq!(county.reading.as_deref(), Some("qin yuan xian"));
        assert_eq!(province.names("fr").collect::<Vec<_>>(), ["Shanxi", "山西", "山西省"]);
    }

    #[test]
    fn a_topic_without_an_id_is_named_after_its_name() {
        let id = |name: &str| {
            let glossary = Glossary::parse("g", &format!("[[topic]]\nkind = \"term\"\nname = {name}")).unwrap();
            glossary.topics()[0].id.clone()
        };
        assert_eq!(id("\"Market hall\""), "market-hall");
        assert_eq!(id("{ zh-Hans = \"集市\", en = \"Market hall\" }"), "market-hall");
        assert!(is_id(&id("\"集市\"")) && id("\"集市\"").starts_with("t-"));
    }

    #[test]
    fn an_empty_file_is_a_glossary_without_topics() {
        assert!(Glossary::parse("g", "").unwrap().topics().is_empty());
    }

    #[test]
    fn a_problem_shows_its_line_and_what_to_do() {
        let error = Glossary::parse("glossary.toml", "[[topic]]\nkind = \"place\"\nname = \"x\"\naliasses = [\"y\"]\n").unwrap_err();
        let mut shown = String::new();
        miette::GraphicalReportHandler::new_themed(miette::GraphicalTheme::unicode_nocolor()).render_report(&mut shown, &error).unwrap();
        for part in ["glossary.toml:4:1: there is no key of a topic `aliasses`", "aliasses = [\"y\"]", "did you mean `aliases`?"] {
            assert!(shown.contains(part), "{shown}");
        }
    }

    #[test]
    fn every_problem_of_a_glossary_is_told_with_its_place() {
        let check = |text: &str, expected: &[&str]| {
            let GlossaryError::Problems { problems, .. } = Glossary::parse("g", text).unwrap_err() else { panic!("{text}") };
            let told: Vec<String> = problems.iter().map(|problem| format!("{} ({})", problem.message, problem.help)).collect();
            assert_eq!(told.len(), expected.len(), "{told:#?}");
            for (told, expected) in told.iter().zip(expected) {
                assert!(told.contains(expected), "{told}\n{expected}");
            }
        };
        let with = |line: &str| format!("[[topic]]\nid = \"a\"\nkind = \"term\"\nname = \"A\"\n{line}\n");
        check("[[topics]]\nname = \"x\"", &["g:1:3: there is no key `topics` (did you mean `topic`?)"]);
        check("[[topic]]\nkind = \"plaice\"\nname = \"x\"", &["g:2:8: there is no kind of topic `plaice` (did you mean `place`?)"]);
        check("[[topic]]", &["g:1:1: the topic has no `kind`", "the topic has no `name`"]);
        check("[[topic]]\nkind = \"term\"\nname = \" \"", &["g:3:8: a name is empty"]);
        check(&with("aliases = \"b\""), &["g:5:11: here stands string (write a list"]);
        check(&with("aliases = [\"\"]"), &["g:5:12: a name is empty"]);
        check(&with("reading = 3"), &["g:5:11: here stands integer"]);
        check(&with("summary = { chinese = \"x\" }"), &["`chinese` is not a language tag"]);
        check(&with("summary = \"\\u202e\""), &["U+202E"]);
        check(&with("id = \"b\""), &["duplicate key"]);
        check(&with("relations = [{ kind = \"part-of\" }]"), &["a relation has a `kind` and a `topic`"]);
        check(&with("relations = [{ kind = \"part-of\", topic = \"hall\" }]"), &["g:5:42: there is no topic `hall` (write the `id`"]);
        check(&with("").replace("\"a\"", "\"A b\""), &["g:2:6: `A b` is not an id"]);
        check(&(with("") + &with("").replace("\"A\"", "\"B\"")), &["g:7:6: two topics have the id `a`"]);
        check("[[topic]\n", &["g:1:9: "]);
    }

    #[test]
    fn two_topics_of_one_name_are_told_apart_by_both_ids() {
        let check = |first: &str, second: &str, expected: Option<&str>| {
            let topic = |id: &str, lines: &str| format!("[[topic]]\nid = \"{id}\"\nkind = \"term\"\n{lines}\n");
            let read = Glossary::parse("g", &(topic("a", first) + &topic("b", second)));
            let told = read.err().map(|error| match error {
                GlossaryError::Problems { problems, .. } => {
                    problems.iter().map(|problem| problem.message.clone()).collect::<Vec<_>>().join("|")
                }
                error => panic!("{error}"),
            });
            assert_eq!(told.as_deref(), expected, "{first} {second}");
        };
        check("name = \"X\"", "name = \"Y\"\naliases = [\"X\"]", Some("g:9:12: `a` and `b` are both called X"));
        check("name = { en = \"X\" }", "name = \"X\"", Some("g:8:8: `a` and `b` are both called X"));
        check("name = { zh = \"X\" }", "name = { zh-Hans = \"X\" }", Some("g:8:20: `a` and `b` are both called X"));
        check("name = { en = \"X\" }", "name = { fr = \"X\" }", None);
        check("name = \"X\"\naliases = [\"X\"]", "name = \"Y\"", None);
    }
}
