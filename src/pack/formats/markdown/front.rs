//! What stands above the text between fences: `---` for YAML, `+++` for TOML.

use crate::article::{Position, Target, is_id};
use crate::import::{Draft, ImportError, Loss, Lost, Spot, date_of, language_tag};
use serde_json::{Map, Value};

/// The head of a file, and the bytes that it takes.
#[derive(Debug, Default)]
pub struct Front {
    fields: Map<String, Value>,
    pub length: usize,
}

/// The head, if the file has one. Lines between thematic breaks are none.
pub fn front(text: &str) -> Result<Front, ImportError> {
    let Some((fence, start)) = ["---", "+++"].into_iter().find_map(|fence| {
        let first = text.split_inclusive('\n').next()?;
        (first.trim_end() == fence).then_some((fence, first.len()))
    }) else {
        return Ok(Front::default());
    };
    let mut end = start;
    let Some(line) = text[start..].split_inclusive('\n').find(|line| {
        let is_end = line.trim_end() == fence || (fence == "---" && line.trim_end() == "...");
        end += if is_end { 0 } else { line.len() };
        is_end
    }) else {
        return Ok(Front::default());
    };
    let (content, length) = (&text[start..end], end + line.len());
    let fields = match fence {
        "---" => serde_norway::from_str::<Value>(content).map_err(|error| {
            let at = error.location().map(|place| (place.line(), place.column()));
            (error.to_string(), at.unwrap_or((1, 1)))
        }),
        _ => toml::from_str::<Value>(content).map_err(|error| {
            let before = &content[..error.span().map_or(0, |span| span.start.min(content.len()))];
            let line = before.matches('\n').count() + 1;
            (error.message().to_owned(), (line, before.rsplit('\n').next().unwrap_or_default().chars().count() + 1))
        }),
    };
    match fields {
        Ok(Value::Object(fields)) => Ok(Front { fields, length }),
        Ok(Value::Null) if content.trim().is_empty() && fence == "+++" => Ok(Front { length, ..Front::default() }),
        // A line between two thematic breaks.
        Ok(_) => Ok(Front::default()),
        Err(_) if !content.lines().any(is_field) => Ok(Front::default()),
        Err((message, (line, column))) => {
            let offset = start + content.split_inclusive('\n').take(line - 1).map(str::len).sum::<usize>();
            let kind = if fence == "---" { "YAML" } else { "TOML" };
            let help = "put a value that holds `: ` or begins with a sign between quotes, or take the head out";
            let position = Some(Position { line: line + 1, column, offset });
            Err(ImportError { message: format!("the head of the file is not {kind}: {message}"), help: help.into(), position })
        }
    }
}

fn is_field(line: &str) -> bool {
    let name = line.split([':', '=']).next().unwrap_or_default().trim_end();
    name.len() < line.trim_end().len() && !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

impl Front {
    /// Puts the fields where an article has them; what it has no place for is among the losses.
    pub fn fill(self, text: &str, draft: &mut Draft) {
        let mut fields: Vec<(String, Value)> = self.fields.into_iter().collect();
        // The title first: a source is headed as the article is.
        fields.sort_by_key(|(name, _)| name != "title");
        for (name, value) in fields {
            let Some(rest) = filled(&name.to_ascii_lowercase(), &value, draft) else { continue };
            let at = place(&text[..self.length], &name);
            draft.losses.push(Loss::new(Lost::Field { name }).with_words(words(&rest).join(" ")).at(at));
        }
    }
}

/// Takes a field over; gives back what has no place.
fn filled(name: &str, value: &Value, draft: &mut Draft) -> Option<Value> {
    let said = words(value).join(" ");
    let said = said.trim();
    if said.is_empty() {
        return None;
    }
    let article = &mut draft.article;
    match name {
        "title" => article.title = said.to_owned(),
        "description" | "standfirst" | "subtitle" | "summary" | "excerpt" | "abstract" | "deck" if article.standfirst.is_empty() => {
            article.standfirst = said.to_owned();
        }
        "published" if value.is_boolean() => draft.is_unpublished = *value == Value::Bool(false),
        "date" | "published" | "publishdate" | "pubdate" | "publish_date" | "published_at" | "created" if article.published.is_empty() => {
            match date_of(said) {
                Some((date, _)) => article.published = date,
                None => return Some(value.clone()),
            }
        }
        "author" | "authors" | "byline" | "by" => names(value).iter().for_each(|name| draft.author(name)),
        "tags" | "tag" | "keywords" | "keyword" | "categories" | "category" | "topics" => {
            let tags =
                words(value).iter().flat_map(|tag| tag.split([',', '，', '、', ';'])).map(str::trim).map(str::to_owned).collect::<Vec<_>>();
            for tag in tags.into_iter().filter(|tag| !tag.is_empty()) {
                if !draft.tags.contains(&tag) {
                    draft.tags.push(tag);
                }
            }
        }
        "lang" | "language" | "locale" => match language_tag(said) {
            Some(tag) => article.lang = tag,
            None => return Some(value.clone()),
        },
        "rights" | "license" | "licence" | "copyright" => article.rights = said.to_owned(),
        "draft" if value.is_boolean() => draft.is_unpublished = *value == Value::Bool(true),
        "id" | "slug" if is_id(said) => article.id = said.to_owned(),
        "source" | "outlet" | "publisher" if value.is_object() => {
            let Value::Object(fields) = value else { return None };
            let left: Map<String, Value> =
                fields.iter().filter_map(|(name, value)| Some((name.clone(), cited(name, value, draft)?))).collect();
            return (!left.is_empty()).then_some(Value::Object(left));
        }
        "source" | "outlet" | "publisher" | "url" | "source_url" | "original" | "canonical" | "canonical_url" | "link" | "channel" => {
            return cited(name, value, draft);
        }
        _ => return Some(value.clone()),
    }
    None
}

/// A field of the source on which the article is based.
fn cited(name: &str, value: &Value, draft: &mut Draft) -> Option<Value> {
    let said = words(value).join(" ").trim().to_owned();
    let is_address = matches!(Target::parse(&said), Some(Target::Outside(_)));
    match name {
        _ if is_address => draft.source().url = Some(said),
        "source" | "outlet" | "publisher" | "name" => draft.source().outlet = said,
        "title" if !said.is_empty() => draft.source().title = said,
        "channel" => draft.source().channel = said,
        "published" | "date" => match date_of(&said) {
            Some((date, _)) => draft.source().published = date,
            None => return Some(value.clone()),
        },
        _ => return Some(value.clone()),
    }
    None
}

/// People by their names, be it a list, a line, or each with more about them.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(names).collect(),
        Value::Object(fields) => fields.get("name").map(names).unwrap_or_default(),
        other => words(other).iter().flat_map(|line| line.split(['、', ';', '；'])).map(|name| name.trim().to_owned()).collect(),
    }
}

/// Whatever a value says, in words.
fn words(value: &Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::String(words) => vec![super::clean(&words.split_whitespace().collect::<Vec<_>>().join(" "))],
        Value::Array(items) => items.iter().flat_map(words).collect(),
        Value::Object(fields) => fields.values().flat_map(words).collect(),
        Value::Bool(_) | Value::Number(_) => vec![value.to_string()],
    }
}

/// Where a field stands: the line that begins with its name.
fn place(head: &str, name: &str) -> Spot {
    let mut offset = 0;
    for (index, line) in head.split_inclusive('\n').enumerate() {
        if line.trim_start_matches(['"', '[']).starts_with(name) {
            return Spot::At(Position { line: index + 1, column: 1, offset });
        }
        offset += line.len();
    }
    Spot::Unknown
}
