//! A feed out of bytes: RSS of every version, Atom, RDF and JSON Feed through one parser, Netscape's channels through our own.

use super::{Entry, Feed, Words, cdf, older};
use crate::import::ImportError;
use crate::pack::formats::encoding;
use encoding_rs::Encoding;
use feedparser_rs::{FeedVersion, ParseOptions, TextConstruct, TextType, parse_with_options};

pub fn read(bytes: &[u8]) -> Result<Feed, ImportError> {
    let text = decoded(bytes);
    if let Some(feed) = cdf::read(&text) {
        return Ok(feed);
    }
    // What markup holds is for the article to say; cleaned by the parser it would lose words that are in nobody's report.
    let options = ParseOptions { sanitize_html: false, ..ParseOptions::default() };
    let text = if text.trim_start().starts_with('{') { text } else { older::modern(&text) };
    let found = parse_with_options(text.as_bytes(), &options).map_err(|error| unread(&error.to_string()))?;
    if found.version == FeedVersion::Unknown {
        return Err(unread(found.bozo_exception.as_deref().unwrap_or("it is no feed")));
    }
    let feed = &found.feed;
    let description = feed.subtitle_detail.as_ref().or(feed.summary_detail.as_ref());
    let authors: Vec<String> = people(&feed.authors, feed.author.as_deref(), None);
    Ok(Feed {
        title: words(feed.title_detail.as_ref(), feed.title.as_deref()),
        description: words(description, feed.subtitle.as_deref().or(feed.summary.as_deref())),
        rights: words(feed.rights_detail.as_ref(), feed.rights.as_deref().or(feed.dc_rights.as_deref())),
        lang: feed.language.as_deref().map(str::to_owned),
        entries: found.entries.iter().map(|found| entry(found, &authors)).collect(),
    })
}

fn unread(reason: &str) -> ImportError {
    ImportError::new(format!("the feed cannot be read: {reason}"), "look whether the file is RSS, Atom, RDF or JSON Feed, and whole")
}

fn entry(found: &feedparser_rs::Entry, feed_authors: &[String]) -> Entry {
    let authors = people(&found.authors, found.author.as_deref(), found.dc_creator.as_deref());
    let written = [&found.published_str, &found.updated_str, &found.created_str].into_iter().find_map(Option::clone);
    let time = found.published.or(found.updated).or(found.dc_date).or(found.created).map(|time| time.date_naive().to_string());
    // The longest is the whole text, where there are several.
    let content = found.content.iter().max_by_key(|content| content.value.len());
    let is_plain = |content: &feedparser_rs::Content| content.content_type.as_ref().is_some_and(|kind| kind.as_str() == "text/plain");
    Entry {
        title: words(found.title_detail.as_ref(), found.title.as_deref()),
        link: found.link.clone(),
        outlet: found.source.as_ref().and_then(|source| source.title.clone()),
        published: written.filter(|written| super::day(written).is_some()).or(time),
        authors: if authors.is_empty() { feed_authors.to_vec() } else { authors },
        rights: words(found.rights_detail.as_ref(), found.rights.as_deref().or(found.dc_rights.as_deref())),
        tags: found.tags.iter().map(|tag| tag.label.as_deref().unwrap_or(&tag.term).to_owned()).collect(),
        lang: content.and_then(|content| content.language.as_deref()).or(found.language.as_deref()).map(str::to_owned),
        summary: words(found.summary_detail.as_ref(), found.summary.as_deref().or(found.media_description.as_deref())),
        content: content.map_or_else(Words::default, |content| Words {
            text: content.value.clone(),
            is_markup: !is_plain(content),
            base: content.base.clone(),
        }),
        enclosures: found.enclosures.iter().map(|enclosure| enclosure.url.as_str().to_owned()).collect(),
    }
}

fn words(detail: Option<&TextConstruct>, plain: Option<&str>) -> Words {
    match (detail, plain) {
        (Some(detail), _) => Words {
            text: detail.value.clone(),
            is_markup: detail.content_type != TextType::Text || looks_marked(&detail.value),
            base: detail.base.clone(),
        },
        (None, Some(text)) => Words { text: text.to_owned(), is_markup: true, base: None },
        (None, None) => Words::default(),
    }
}

/// Much that calls itself plain text is not.
fn looks_marked(text: &str) -> bool {
    ["</p>", "<br", "</a>", "</b>", "</i>", "</em>", "</strong>", "</div>", "</span>", "<img "].iter().any(|tag| text.contains(tag))
}

fn people(people: &[feedparser_rs::Person], flat: Option<&str>, creator: Option<&str>) -> Vec<String> {
    let names: Vec<String> = people.iter().filter_map(|person| person.name.as_deref()).map(str::to_owned).collect();
    if names.is_empty() { flat.or(creator).into_iter().map(str::to_owned).collect() } else { names }
}

/// As text: in the encoding that the declaration names, if the bytes are not UTF-8 anyhow.
fn decoded(bytes: &[u8]) -> String {
    let declared = declared(bytes);
    let text = match declared.filter(|_| Encoding::for_bom(bytes).is_none()) {
        Some(encoding) if std::str::from_utf8(bytes).is_err() || !encoding.is_ascii_compatible() => {
            encoding.decode_without_bom_handling(bytes).0.into_owned()
        }
        _ => encoding::decode(bytes).0,
    };
    without_encoding(&text)
}

/// `<?xml version="1.0" encoding="GB2312"?>`, the name of the encoding.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    let (declaration, _) = head.split_once("?>")?;
    let (_, after) = declaration.split_once("encoding")?;
    let value = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    Encoding::for_label(value[1..].split(quote).next()?.as_bytes())
}

/// Without the name of an encoding that it is no longer in.
fn without_encoding(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}');
    match text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        Some((_, rest)) => format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>{rest}"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_in_the_encoding_that_it_names_is_read() {
        let feed = "<?xml version='1.0' encoding='GB2312'?><rss version='2.0'><channel><title>青溪</title></channel></rss>";
        let (bytes, _, _) = encoding_rs::GBK.encode(feed);
        assert_eq!(read(&bytes).unwrap().title.text, "青溪");
    }
}
