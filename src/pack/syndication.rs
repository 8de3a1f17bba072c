//! What a site says to machines: its map for crawlers, its newest articles for feed readers, `robots.txt`.
//!
//! Only for a site whose address is known: every one of these files is made of absolute addresses. There is no clock in the packer,
//! so all times come from the articles' own dates.

use serde_json::{Map, Value, json};
use std::fmt::Write;

/// A page in one language, as the files list it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// From the root of the site, as it stands in an address: `en/a/market/`.
    pub path: String,
    pub lang: String,
    pub title: String,
    /// A sentence or two; may be empty.
    pub summary: String,
    /// `2022`, `2022-07`, `2022-07-26`, or empty.
    pub published: String,
    pub authors: Vec<String>,
    /// Language and path of the page in every language, this one's included; empty if there is only one.
    pub alternates: Vec<(String, String)>,
}

/// What a feed as a whole is.
#[derive(Clone, Copy, Debug)]
pub struct Channel<'a> {
    /// Name of the site.
    pub title: &'a str,
    pub lang: &'a str,
    /// Ends in a slash.
    pub base_url: &'a str,
    /// Where the feed and its front page stand below the base URL: empty, or a language's folder, `en/`.
    pub folder: &'a str,
}

pub const ATOM: &str = "atom.xml";
pub const JSON_FEED: &str = "feed.json";
pub const SITEMAP: &str = "sitemap.xml";
pub const ROBOTS: &str = "robots.txt";

/// Feed readers ask for new articles, not for the archive.
const NEWEST: usize = 50;
/// A file may list 50,000 and have 50 MB (<https://www.sitemaps.org/protocol.html>).
const MOST_ADDRESSES: usize = 45_000;
const MOST_BYTES: usize = 45_000_000;
/// When an article without a date, or a feed without articles, was last changed as far as anybody knows. Atom demands a time; a date out of
/// other articles would make old ones new whenever one is added.
const UNDATED: &str = "1970-01-01T00:00:00Z";

/// The map of a site by file name: `sitemap.xml`, which for a large site is an index of `sitemap-1.xml` and so on.
pub fn sitemap<'a>(base_url: &str, entries: impl IntoIterator<Item = &'a Entry>) -> Vec<(String, String)> {
    sitemap_of(base_url, entries, MOST_ADDRESSES, MOST_BYTES)
}

fn sitemap_of<'a>(
    base_url: &str,
    entries: impl IntoIterator<Item = &'a Entry>,
    most_addresses: usize,
    most_bytes: usize,
) -> Vec<(String, String)> {
    let mut parts = vec![String::new()];
    let mut addresses = 0;
    for entry in entries {
        let listed = listed(base_url, entry);
        let part = parts.last_mut().expect("there is one from the start");
        if addresses == most_addresses || part.len() + listed.len() > most_bytes {
            parts.push(listed);
            addresses = 1;
        } else {
            part.push_str(&listed);
            addresses += 1;
        }
    }
    let file = |part: &String| {
        format!(
            "{XML}<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n{part}</urlset>\n"
        )
    };
    if let [one] = parts.as_slice() {
        return vec![(SITEMAP.to_owned(), file(one))];
    }
    let mut files: Vec<(String, String)> =
        parts.iter().enumerate().map(|(index, part)| (format!("sitemap-{}.xml", index + 1), file(part))).collect();
    let mut index = format!("{XML}<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (name, _) in &files {
        let _ = writeln!(index, "<sitemap><loc>{}</loc></sitemap>", xml(&format!("{base_url}{name}")));
    }
    index.push_str("</sitemapindex>\n");
    files.insert(0, (SITEMAP.to_owned(), index));
    files
}

fn listed(base_url: &str, entry: &Entry) -> String {
    let mut listed = format!("<url><loc>{}</loc>", xml(&format!("{base_url}{}", entry.path)));
    if !entry.published.is_empty() {
        let _ = write!(listed, "<lastmod>{}</lastmod>", xml(&entry.published));
    }
    for (lang, path) in &entry.alternates {
        let address = xml(&format!("{base_url}{path}"));
        let _ = write!(listed, r#"<xhtml:link rel="alternate" hreflang="{}" href="{address}"/>"#, xml(lang));
    }
    listed + "</url>\n"
}

/// RFC 4287. An entry's id is its address, which stays; an entry without a date is of the first of January 1970.
pub fn atom<'a>(channel: &Channel, entries: impl IntoIterator<Item = &'a Entry>) -> String {
    let Channel { title, lang, base_url, folder } = channel;
    let newest = newest(entries);
    let home = xml(&format!("{base_url}{folder}"));
    let updated = newest.first().map_or_else(|| UNDATED.to_owned(), |entry| time(&entry.published));
    let title = xml(title);
    let mut feed = format!(
        "{XML}<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<id>{home}</id>\n<title>{title}</title>\n<updated>{updated}</updated>\n\
         <author><name>{title}</name></author>\n<link rel=\"alternate\" type=\"text/html\" href=\"{home}\"/>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{home}{ATOM}\"/>\n",
        xml(lang)
    );
    for entry in newest {
        let address = xml(&format!("{base_url}{}", entry.path));
        let time = time(&entry.published);
        let _ = write!(feed, "<entry");
        if entry.lang != *lang {
            let _ = write!(feed, " xml:lang=\"{}\"", xml(&entry.lang));
        }
        let _ = write!(feed, "><id>{address}</id><title>{}</title><link href=\"{address}\"/><updated>{time}</updated>", xml(&entry.title));
        if !entry.published.is_empty() {
            let _ = write!(feed, "<published>{time}</published>");
        }
        for author in &entry.authors {
            let _ = write!(feed, "<author><name>{}</name></author>", xml(author));
        }
        if !entry.summary.is_empty() {
            let _ = write!(feed, "<summary>{}</summary>", xml(&entry.summary));
        }
        feed.push_str("</entry>\n");
    }
    feed + "</feed>\n"
}

/// <https://www.jsonfeed.org/version/1.1/>. Every item must have content; here it is the summary.
pub fn json_feed<'a>(channel: &Channel, entries: impl IntoIterator<Item = &'a Entry>) -> String {
    let Channel { title, lang, base_url, folder } = channel;
    let item = |entry: &Entry| {
        let address = format!("{base_url}{}", entry.path);
        let mut item = Map::new();
        let mut add = |name: &str, value: Value| item.insert(name.to_owned(), value);
        add("id", address.clone().into());
        add("url", address.into());
        add("title", entry.title.clone().into());
        add("content_text", if entry.summary.is_empty() { &entry.title } else { &entry.summary }.clone().into());
        if !entry.published.is_empty() {
            add("date_published", time(&entry.published).into());
        }
        if !entry.authors.is_empty() {
            add("authors", entry.authors.iter().map(|name| json!({ "name": name })).collect());
        }
        if entry.lang != *lang {
            add("language", entry.lang.clone().into());
        }
        Value::Object(item)
    };
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": format!("{base_url}{folder}"),
        "feed_url": format!("{base_url}{folder}{JSON_FEED}"),
        "language": lang,
        "items": newest(entries).into_iter().map(item).collect::<Vec<_>>(),
    });
    serde_json::to_string_pretty(&feed).expect("a feed is plain JSON") + "\n"
}

/// Everything may be read. Crawlers look for it at the root of a host only (RFC 9309 §2.3): of a site in a folder they do not find it.
pub fn robots(base_url: &str) -> String {
    format!("User-agent: *\nAllow: /\n\nSitemap: {base_url}{SITEMAP}\n")
}

/// The newest first, those of one day in the order in which they come, those without a date last.
fn newest<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Vec<&'a Entry> {
    let mut entries: Vec<&Entry> = entries.into_iter().collect();
    entries.sort_by(|a, b| b.published.cmp(&a.published));
    entries.truncate(NEWEST);
    entries
}

/// A date as RFC 3339 has it: midnight, of the first day if the day is not known.
fn time(published: &str) -> String {
    match published.len() {
        4 => format!("{published}-01-01T00:00:00Z"),
        7 => format!("{published}-01T00:00:00Z"),
        10 => format!("{published}T00:00:00Z"),
        _ => UNDATED.to_owned(),
    }
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";

/// Text as it may stand in an element or a quoted attribute of XML 1.0; what may not stand in it in any form (§2.2) is left out.
fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // As they are they would be read as a space or, of two, one.
            '\t' | '\n' | '\r' => {
                let _ = write!(escaped, "&#{};", u32::from(c));
            }
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use quick_xml::events::Event;

    const BASE: &str = "https://example.org/a&b/";
    const CHANNEL: Channel = Channel { title: "抽印本", lang: "zh-Hans", base_url: BASE, folder: "" };

    fn entry(path: &str, published: &str) -> Entry {
        Entry { path: path.into(), lang: "zh-Hans".into(), title: format!("T {path}"), published: published.into(), ..Entry::default() }
    }

    fn hostile() -> Entry {
        Entry {
            title: "a < b & \"c\" ]]> \u{1}\u{fffe}d".into(),
            summary: "<script>alert(1)</script>\nline".into(),
            authors: vec!["赵 & 钱".into(), "孙".into()],
            alternates: vec![("zh-Hans".into(), "a/x/".into()), ("en".into(), "en/a/x/".into())],
            ..entry("a/x/", "2022-07-26")
        }
    }

    /// Elements with their text, attributes as `name=value`, one a line.
    fn read_back(text: &str) -> Vec<String> {
        let mut reader = quick_xml::Reader::from_str(text);
        let (mut lines, mut words) = (Vec::new(), String::new());
        loop {
            match reader.read_event().unwrap() {
                Event::Start(tag) | Event::Empty(tag) => {
                    words.clear();
                    for attribute in tag.attributes() {
                        let attribute = attribute.unwrap();
                        let value = quick_xml::escape::unescape(&attribute.value).unwrap().into_owned();
                        lines.push(format!("{}={value}", attribute.key.as_ref()));
                    }
                }
                Event::Text(text) => words.push_str(&text),
                Event::GeneralRef(name) => {
                    let name = format!("&{};", &*name);
                    words.push_str(&quick_xml::escape::unescape(&name).unwrap());
                }
                Event::End(tag) => {
                    if !words.trim().is_empty() {
                        lines.push(format!("{}: {words}", tag.name().as_ref()));
                    }
                    words.clear();
                }
                Event::Eof => return lines,
                _ => {}
            }
        }
    }

    #[test]
    fn a_small_sitemap_is_one_file() {
        let files = sitemap(BASE, &[hostile(), entry("about/", "")]);
        assert_eq!(
            files,
            [(
                "sitemap.xml".to_owned(),
                r#"<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
<url><loc>https://example.org/a&amp;b/a/x/</loc><lastmod>2022-07-26</lastmod><xhtml:link rel="alternate" hreflang="zh-Hans" href="https://example.org/a&amp;b/a/x/"/><xhtml:link rel="alternate" hreflang="en" href="https://example.org/a&amp;b/en/a/x/"/></url>
<url><loc>https://example.org/a&amp;b/about/</loc></url>
</urlset>
"#
                .to_owned()
            )]
        );
        let lines = read_back(&files[0].1);
        assert!(lines.contains(&"href=https://example.org/a&b/en/a/x/".to_owned()), "{lines:#?}");
    }

    #[test]
    fn a_large_sitemap_is_an_index_of_files_that_hold_every_page_once() {
        let entries: Vec<Entry> = (0..100_000).map(|n| entry(&format!("a/x{n}/"), "2022")).collect();
        let files = sitemap(BASE, &entries);
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]);
        assert_eq!(read_back(&files[0].1).iter().filter(|line| line.starts_with("loc: ")).count(), 3);
        let counts: Vec<usize> = files[1..].iter().map(|(_, text)| text.matches("<url>").count()).collect();
        assert_eq!(counts, [45_000, 45_000, 10_000]);
        let mut pages: Vec<&str> = files[1..].iter().flat_map(|(_, text)| text.split("<loc>").skip(1)).collect();
        pages.sort_unstable();
        pages.dedup();
        assert_eq!(pages.len(), 100_000);
    }

    #[test]
    fn a_sitemap_is_split_by_its_bytes_too() {
        let entries: Vec<Entry> = (0..10).map(|n| entry(&format!("a/x{n}/"), "")).collect();
        let files = sitemap_of(BASE, &entries, 100, 3 * listed(BASE, &entries[0]).len());
        assert_eq!(files.len(), 1 + 4);
    }

    #[test]
    fn a_feed_is_read_as_it_was_meant() {
        let old = entry("a/old/", "2021-03");
        // feedparser-rs does not give back an `&` as it was; quick-xml does, below.
        let channel = Channel { base_url: "https://example.org/", ..CHANNEL };
        let feed = feedparser_rs::parse(atom(&channel, &[old, hostile(), entry("a/undated/", "")]).as_bytes()).unwrap();
        assert!(!feed.bozo, "{:?}", feed.bozo_exception);
        assert_eq!(feed.feed.title.as_deref(), Some("抽印本"));
        let links: Vec<&str> = feed.entries.iter().map(|entry| entry.link.as_deref().unwrap()).collect();
        assert_eq!(links, ["https://example.org/a/x/", "https://example.org/a/old/", "https://example.org/a/undated/"]);
        let first = &feed.entries[0];
        assert_eq!(first.published.unwrap().to_rfc3339(), "2022-07-26T00:00:00+00:00");
        assert_eq!(feed.entries[1].updated.unwrap().to_rfc3339(), "2021-03-01T00:00:00+00:00");
        assert_eq!(feed.entries[2].published, None);
        let lines = read_back(&atom(&CHANNEL, &[hostile()]));
        for line in [
            "summary: <script>alert(1)</script>\nline",
            "name: 赵 & 钱",
            "name: 孙",
            "href=https://example.org/a&b/a/x/",
            "id: https://example.org/a&b/a/x/",
            "title: a < b & \"c\" ]]> d",
            "xml:lang=zh-Hans",
        ] {
            assert!(lines.contains(&line.to_owned()), "{line}\n{lines:#?}");
        }
    }

    #[test]
    fn a_feed_of_nothing_is_still_a_feed() {
        let expected = r#"<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>https://example.org/en/</id>
<title>Offprint</title>
<updated>1970-01-01T00:00:00Z</updated>
<author><name>Offprint</name></author>
<link rel="alternate" type="text/html" href="https://example.org/en/"/>
<link rel="self" type="application/atom+xml" href="https://example.org/en/atom.xml"/>
</feed>
"#;
        let channel = Channel { title: "Offprint", lang: "en", base_url: "https://example.org/", folder: "en/" };
        assert_eq!(atom(&channel, []), expected);
    }

    #[test]
    fn a_json_feed_is_read_as_it_was_meant() {
        let text = json_feed(&CHANNEL, &[entry("a/undated/", ""), hostile()]);
        let feed = feedparser_rs::parse(text.as_bytes()).unwrap();
        assert_eq!(feed.feed.title.as_deref(), Some("抽印本"));
        assert_eq!(feed.entries.len(), 2);
        assert_eq!(feed.entries[0].link.as_deref(), Some("https://example.org/a&b/a/x/"));
        let json: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
        assert_eq!(json["items"][0]["content_text"], hostile().summary);
        assert_eq!(json["items"][0]["authors"], json!([{ "name": "赵 & 钱" }, { "name": "孙" }]));
        assert_eq!(json["items"][1]["content_text"], "T a/undated/");
        assert_eq!(json["items"][1].get("date_published"), None);
    }

    #[test]
    fn feeds_have_the_newest_fifty_in_order() {
        let entries: Vec<Entry> =
            (0..200).map(|n| entry(&format!("a/x{n:03}/"), &format!("2022-{:02}-{:02}", 1 + n % 12, 1 + n % 28))).collect();
        let newest = newest(&entries);
        assert_eq!(newest.len(), NEWEST);
        assert!(newest.windows(2).all(|pair| pair[0].published >= pair[1].published));
        assert_eq!(atom(&CHANNEL, &entries).matches("<entry>").count(), NEWEST);
    }

    #[test]
    fn robots_are_shown_the_map() {
        assert_eq!(robots("https://example.org/"), "User-agent: *\nAllow: /\n\nSitemap: https://example.org/sitemap.xml\n");
    }
}
