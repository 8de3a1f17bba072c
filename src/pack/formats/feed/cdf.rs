//! Netscape's and Microsoft's channels (CDF, 1997): `CHANNEL` with `ITEM`s, each with a `TITLE` and an `ABSTRACT`.

use super::{Entry, Feed, Words};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// The feed, if it is one of these.
pub fn read(text: &str) -> Option<Feed> {
    if !text.get(..text.len().min(4_000)).unwrap_or(text).to_ascii_lowercase().contains("<channel")
        || text.contains("<rss")
        || text.contains("<rdf")
    {
        return None;
    }
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut feed = Feed::default();
    let mut names: Vec<String> = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                let name = tag.local_name().as_ref().to_ascii_lowercase();
                if names.is_empty() && name != "channel" {
                    return None;
                }
                begin(&name, &tag, &mut feed);
                names.push(name);
            }
            Ok(Event::Empty(tag)) => begin(&tag.local_name().as_ref().to_ascii_lowercase(), &tag, &mut feed),
            Ok(Event::End(_)) => {
                names.pop();
            }
            Ok(Event::Text(words)) => {
                let words = quick_xml::escape::unescape(&words).map(|words| words.into_owned()).unwrap_or_default();
                say(&names, &words, &mut feed);
            }
            Ok(Event::CData(words)) => say(&names, &words, &mut feed),
            Ok(Event::Eof) | Err(_) => return Some(feed),
            Ok(_) => {}
        }
    }
}

fn begin(name: &str, tag: &BytesStart, feed: &mut Feed) {
    let attribute = |wanted: &str| {
        tag.attributes()
            .flatten()
            .find(|attribute| attribute.key.local_name().as_ref().eq_ignore_ascii_case(wanted))
            .map(|attribute| attribute.value.clone().into_owned())
    };
    if name == "item" {
        feed.entries.push(Entry { link: attribute("href"), published: attribute("lastmod"), ..Entry::default() });
    }
}

fn say(names: &[String], words: &str, feed: &mut Feed) {
    let place = match (names, feed.entries.last_mut()) {
        ([.., around, name], Some(entry)) if around == "item" => match name.as_str() {
            "title" => &mut entry.title,
            "abstract" => &mut entry.summary,
            _ => return,
        },
        ([.., name], _) => match name.as_str() {
            "title" => &mut feed.title,
            "abstract" => &mut feed.description,
            _ => return,
        },
        _ => return,
    };
    *place = Words { text: place.text.clone() + words, is_markup: false, base: None };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_channel_has_its_items() {
        let feed = read("<CHANNEL HREF='https://a.example/'><TITLE>Market</TITLE><ITEM HREF='https://a.example/1'><TITLE>Doors</TITLE><ABSTRACT>Open at six.</ABSTRACT></ITEM></CHANNEL>").unwrap();
        assert_eq!(
            (feed.title.text.as_str(), feed.entries[0].title.text.as_str(), feed.entries[0].summary.text.as_str()),
            ("Market", "Doors", "Open at six.")
        );
        assert_eq!(read("<rss><channel/></rss>"), None);
    }
}
