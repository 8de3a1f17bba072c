//! IPTC's news in JSON, versions 1 to 3: an item, or a list of them, each an article.
//!
//! The versions differ in how they spell names (`body_xhtml`, `bodies`; `versioncreated`, `versionCreated`) and in what is a list
//! and what an object. Names are read without regard to capitals.

use super::dates::day;
use super::html::dom::squeezed;
use super::html::place::{Page, Place};
use super::{finish, html, language};
use crate::article::{Block, Image, Text};
use crate::import::{Body, Draft, ImportError, Loss, Lost, Options, is_allowed};
use serde_json::{Map, Value};

/// Whether a file is news by IPTC, and not a feed: both are JSON.
pub fn is_ninjs(bytes: &[u8]) -> bool {
    let first = match serde_json::from_slice(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)) {
        Ok(Value::Array(items)) => items.into_iter().next().unwrap_or_default(),
        Ok(value) => value,
        Err(_) => return false,
    };
    let names =
        ["headline", "headlines", "body_text", "body_xhtml", "bodies", "descriptions", "description_text", "eventdetails", "renditions"];
    let is_feed = get(&first, "version").as_str().is_some_and(|version| version.contains("jsonfeed.org"));
    !is_feed && get(&first, "uri").is_string() && names.iter().any(|name| !get(&first, name).is_null())
}

pub fn import(text: &str, options: &Options) -> Result<Vec<Draft>, ImportError> {
    let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| ImportError::new(format!("the file is no JSON: {error}"), "look whether it is whole"))?;
    let items = match value {
        Value::Array(items) => items,
        item => vec![item],
    };
    let drafts: Vec<Draft> = items.iter().filter_map(|item| draft(item, options)).collect();
    match drafts.is_empty() {
        true => Err(ImportError::new("no item of the news holds any text", "take an item with a body or a description")),
        false => Ok(drafts),
    }
}

/// An item as an article; nothing for one without text.
fn draft(item: &Value, options: &Options) -> Option<Draft> {
    let title = ["headline", "headlines", "title", "slugline"]
        .iter()
        .map(|name| words(get(item, name)))
        .find(|words| !words.is_empty())
        .unwrap_or_default();
    let descriptions = [markup(item, "description", "descriptions"), Some(words(get(item, "description_text")))];
    let description = descriptions.into_iter().flatten().find(|words| !words.is_empty()).unwrap_or_default();
    let text = markup(item, "body", "bodies");
    let said = get(item, "language").as_str();
    let spoken = html::words_of(text.as_deref().unwrap_or(&description));
    let lang = language::of(said, &spoken, options);

    let place = Page::default();
    let mut body = Body::default();
    let mut losses = html::fragment(&mut body, text.as_deref().unwrap_or(&description), &place, &lang, &title);
    let mut draft = Draft::new(&lang, &title);
    let standfirst = clean(&html::words_of(&description));
    if text.is_some() && !squeezed(&spoken).contains(standfirst.trim_end_matches(['.', '…', ' '])) {
        draft.article.standfirst = standfirst;
    }
    if is_picture(item) {
        picture(item, &place, &mut body, &mut losses);
    }
    for other in associations(item) {
        match is_picture(other) {
            true => picture(other, &place, &mut body, &mut losses),
            false => {
                let kind = get(other, "type").as_str().unwrap_or("item").to_owned();
                losses.push(Loss::new(Lost::Object { kind }).with_words(words(first_of(other, &["headline", "headlines", "title"]))));
            }
        }
    }
    head(item, &mut draft, &mut losses);
    finish(draft, body, losses, place.files()).ok()
}

fn head(item: &Value, draft: &mut Draft, losses: &mut Vec<Loss>) {
    let published =
        ["versioncreated", "contentcreated", "firstcreated"].iter().find_map(|name| day(get(item, name).as_str()?)).unwrap_or_default();
    draft.article.published.clone_from(&published);
    draft.author(&words(first_of(item, &["byline", "by"])));
    let rights = [words(get(item, "usageterms")), words(get(item, "copyrightnotice")), words(get(get(item, "rightsinfo"), "linkedrights"))];
    draft.article.rights = clean(&rights.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" "));
    if let Some(code) = get(get(item, "rightsinfo"), "encodedrights").as_str() {
        losses.push(Loss::new(Lost::Field { name: "rightsinfo".into() }).with_words(code));
    }
    draft.tags = list(first_of(item, &["subject", "subjects"]))
        .iter()
        .map(|subject| words(first_of(subject, &["name", "literal"])))
        .filter(|tag| !tag.is_empty())
        .collect();
    let source = list(get(item, "infosources")).into_iter().map(|source| words(first_of(source, &["name", "literal"])));
    let outlet = [words(get(item, "copyrightholder"))].into_iter().chain(source).find(|name| !name.is_empty());
    if let Some(outlet) = outlet {
        let source = draft.source();
        source.outlet = outlet;
        source.published = published;
    }
    let note = words(get(item, "ednote"));
    if !note.is_empty() {
        losses.push(Loss::new(Lost::Field { name: "ednote".into() }).with_words(note));
    }
}

/// A field by its name, however its letters are capitals.
fn get<'a>(item: &'a Value, name: &str) -> &'a Value {
    let found = |fields: &'a Map<String, Value>| fields.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value);
    item.as_object().and_then(found).unwrap_or(&Value::Null)
}

fn first_of<'a>(item: &'a Value, names: &[&str]) -> &'a Value {
    names.iter().map(|name| get(item, name)).find(|value| !value.is_null()).unwrap_or(&Value::Null)
}

/// What is a list in one version and an object of named things in another.
fn list(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(values) => values.iter().collect(),
        Value::Object(fields) => fields.values().collect(),
        _ => Vec::new(),
    }
}

/// A line: a string, or the first of several, the main one before the others.
fn words(value: &Value) -> String {
    let line = match value {
        Value::String(line) => line.clone(),
        Value::Array(values) => {
            let main = values.iter().find(|value| get(value, "role").as_str() == Some("main")).or(values.first());
            return main.map(|main| words(if main.is_object() { get(main, "value") } else { main })).unwrap_or_default();
        }
        _ => String::new(),
    };
    clean(&if line.contains('<') { html::words_of(&line) } else { line })
}

/// A text as HTML: that which is markup if there is one, else the plain one.
fn markup(item: &Value, name: &str, plural: &str) -> Option<String> {
    let html = |value: &Value| value.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned);
    if let Some(text) = ["xhtml", "html", "html5"].iter().find_map(|kind| html(get(item, &format!("{name}_{kind}")))) {
        return Some(text);
    }
    if let Some(text) = html(get(item, &format!("{name}_text"))) {
        return Some(escaped(&text));
    }
    let texts: Vec<(&str, bool)> = list(get(item, plural))
        .into_iter()
        .filter_map(|text| Some((get(text, "value").as_str().filter(|words| !words.trim().is_empty())?, says_html(text))))
        .collect();
    let is_markup = |text: &str| text.trim_start().starts_with('<');
    // Best HTML, then plain text; what is left are the tags of agencies, which HTML knows in part.
    let marked = texts.iter().find(|(_, is_html)| *is_html).map(|(text, _)| (*text).to_owned());
    let plain = || texts.iter().find(|(text, _)| !is_markup(text)).map(|(text, _)| escaped(text));
    marked.or_else(plain).or_else(|| texts.first().map(|(text, _)| (*text).to_owned()))
}

fn says_html(text: &Value) -> bool {
    ["contenttype", "role"].iter().any(|name| get(text, name).as_str().is_some_and(|said| said.contains("html")))
}

/// Plain text, whose lines are paragraphs.
fn escaped(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| format!("<p>{}</p>", line.replace('&', "&amp;").replace('<', "&lt;"))).collect()
}

fn associations(item: &Value) -> Vec<&Value> {
    list(get(item, "associations"))
}

fn is_picture(item: &Value) -> bool {
    matches!(get(item, "type").as_str(), Some("picture" | "graphic"))
}

/// A picture in its widest rendition that an article can show.
fn picture(item: &Value, place: &Page, body: &mut Body, losses: &mut Vec<Loss>) {
    let size = |rendition: &Value, name: &str| get(rendition, name).as_u64().and_then(|size| u32::try_from(size).ok()).unwrap_or(0);
    let mut renditions = list(get(item, "renditions"));
    renditions.sort_by_key(|rendition| std::cmp::Reverse(size(rendition, "width")));
    let caption = html::words_of(&markup(item, "description", "descriptions").unwrap_or_default());
    let caption = clean(&caption);
    let said = words(first_of(item, &["headline", "headlines", "title"]));
    let mut reason = "it has no file".to_owned();
    for rendition in &renditions {
        let Some(href) = get(rendition, "href").as_str() else { continue };
        match place.picture(href) {
            Ok(src) => {
                let caption = (!caption.is_empty()).then(|| Text::from(caption.as_str()));
                let (width, height) = (size(rendition, "width"), size(rendition, "height"));
                return body.push(Block::Image(Image { id: String::new(), src, alt: said, width, height, caption }));
            }
            Err(why) => reason = why,
        }
    }
    let src = renditions.first().and_then(|rendition| get(rendition, "href").as_str()).unwrap_or_default().to_owned();
    losses.push(Loss::new(Lost::Picture { src, reason }).with_words(squeezed(&format!("{said} {caption}"))));
}

fn clean(words: &str) -> String {
    squeezed(&words.chars().filter(|c| is_allowed(*c)).take(5_000).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::plain_text;

    #[track_caller]
    fn check(item: &str) {
        assert!(is_ninjs(item.as_bytes()));
        let draft = import(item, &Options::default()).unwrap().remove(0);
        let article = &draft.article;
        assert_eq!(
            (article.title.as_str(), article.published.as_str(), article.lang.as_str()),
            ("柳河镇新修三条村道", "2022-07-26", "zh-Hans")
        );
        assert_eq!((article.authors[0].name.as_str(), article.rights.as_str(), draft.tags), ("本台", "可以转载", vec!["交通".to_owned()]));
        let text: Vec<String> = plain_text(article).into_iter().map(|passage| passage.text).collect();
        assert_eq!(text, ["村道全长二十一公里，连通了八个村。", "通车"]);
        assert_eq!(draft.losses, []);
    }

    #[test]
    fn an_item_says_the_same_in_every_version() {
        check(
            r#"{"uri":"x:1","type":"text","headline":"柳河镇新修三条村道","byline":"本台","versioncreated":"2022-07-26T08:00:00Z","usageterms":"可以转载","language":"zh-Hans",
            "subject":[{"name":"交通"}],"body_xhtml":"<p>村道全长二十一公里，连通了八个村。</p>","body_text":"…",
            "associations":{"main":{"uri":"x:2","type":"picture","headline":"通车","renditions":{"a":{"href":"https://a.example/1.jpg","width":800,"height":600}}}}}"#,
        );
        check(
            r#"{"uri":"x:1","type":"text","headlines":[{"role":"main","value":"柳河镇新修三条村道"}],"by":"本台","versionCreated":"2022-07-26T08:00:00Z","usageTerms":"可以转载","language":"zh-Hans",
            "subjects":[{"name":"交通"}],"bodies":[{"role":"main","contentType":"text/plain","value":"村道全长二十一公里，连通了八个村。"}],
            "associations":[{"name":"main","uri":"x:2","type":"picture","headlines":[{"value":"通车"}],"renditions":[{"href":"https://a.example/1.jpg","width":800,"height":600}]}]}"#,
        );
    }

    #[test]
    fn a_feed_in_json_is_no_news_item() {
        assert!(!is_ninjs(br#"{"version":"https://jsonfeed.org/version/1","title":"a","items":[]}"#));
        assert!(!is_ninjs(b"{"));
        assert!(!is_ninjs(b"[]"));
    }
}
