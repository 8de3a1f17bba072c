//! What an article's page says to machines: link previews, search engines, reference managers.
//!
//! Says nothing twice where one format takes from another what it lacks: Twitter's cards take title, text and picture from OpenGraph. Every address is absolute; a page without a known address has nobody to speak to, and says little.

use super::document::escape;
use crate::article::{Article, Author, Topic, TopicKind};
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// What there is to say of an article's page.
pub struct Meta<'a> {
    pub article: &'a Article,
    /// As the tab shows it.
    pub title: &'a str,
    /// See [`description`].
    pub description: &'a str,
    /// Name of the site.
    pub site: &'a str,
    pub genre: Genre,
    /// The topics to name, the most important first; the first [`MOST_TOPICS`] are.
    pub topics: &'a [&'a Topic],
    /// Where it stands, if that is known.
    pub place: Option<PublicPlace<'a>>,
}

/// Where a page is to be found by others. All addresses are absolute.
pub struct PublicPlace<'a> {
    pub base_url: &'a str,
    pub address: &'a str,
    /// Language and address of the page in every language, this one's included.
    pub alternates: &'a [(String, String)],
    /// What tells other sites how to embed the page.
    pub oembed: Option<&'a str>,
    pub image: Option<PublicImage<'a>>,
}

pub struct PublicImage<'a> {
    pub address: &'a str,
    /// What it shows.
    pub alt: &'a str,
    /// Pixels.
    pub width: u32,
    pub height: u32,
}

/// As what an article is presented, in the words of schema.org.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Genre {
    Article,
    News,
}

/// More than these would say what the article touches, not what it is about.
pub const MOST_TOPICS: usize = 10;
/// Search engines cut longer headlines (Google's guide to structured data for articles).
const LONGEST_HEADLINE: usize = 110;
/// As much as link previews show.
const LONGEST_DESCRIPTION: usize = 160;

/// Elements for the head; the title and the description for search engines are the document's own.
pub fn metadata(meta: &Meta) -> String {
    let mut html = String::new();
    preview(meta, &mut html);
    if let Some(place) = &meta.place {
        links(meta.title, place, &mut html);
        public_preview(meta, place, &mut html);
        citation(meta, place, &mut html);
        linked_data(meta, place, &mut html);
    }
    html
}

/// The same of a page that is no article.
pub fn plain(title: &str, description: &str, place: Option<&PublicPlace>) -> String {
    let mut html = String::new();
    property(&mut html, "og:title", title);
    property(&mut html, "og:description", description);
    property(&mut html, "og:type", "website");
    if let Some(place) = place {
        property(&mut html, "og:url", place.address);
        links(title, place, &mut html);
    }
    html
}

/// An article in a sentence or two: its standfirst, or how its text begins.
pub fn description(article: &Article) -> String {
    if !article.standfirst.is_empty() {
        return article.standfirst.clone();
    }
    let paragraphs = article.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
        crate::article::Block::Paragraph(paragraph) => Some(crate::article::plain_text_of_runs(&paragraph.text)),
        _ => None,
    });
    let first = paragraphs.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).find(|text| !text.is_empty());
    shortened(&first.unwrap_or_default(), LONGEST_DESCRIPTION)
}

/// <https://ogp.me>, as far as it needs no address.
fn preview(meta: &Meta, html: &mut String) {
    // A site of its own name is told apart from it where there is room.
    let title = if meta.place.is_some() { &meta.article.title } else { meta.title };
    property(html, "og:title", title);
    property(html, "og:description", meta.description);
    property(html, "og:type", "article");
}

fn public_preview(meta: &Meta, place: &PublicPlace, html: &mut String) {
    let Meta { article, site, .. } = meta;
    property(html, "og:url", place.address);
    property(html, "og:site_name", site);
    property(html, "og:locale", &locale(&article.lang).unwrap_or_default());
    for (lang, _) in place.alternates.iter().filter(|(lang, _)| *lang != article.lang) {
        property(html, "og:locale:alternate", &locale(lang).unwrap_or_default());
    }
    if let Some(PublicImage { address, alt, width, height }) = &place.image {
        property(html, "og:image", address);
        property(html, "og:image:alt", alt);
        property(html, "og:image:width", &width.to_string());
        property(html, "og:image:height", &height.to_string());
    }
    property(html, "article:published_time", &article.published);
    article.authors.iter().for_each(|author| property(html, "article:author", &author.name));
    named(meta).for_each(|topic| property(html, "article:tag", &topic.name));
    // Title, description and image are read from the properties above; a card without a kind is no card.
    name(html, "twitter:card", if place.image.is_some() { "summary_large_image" } else { "summary" });
}

fn links(title: &str, place: &PublicPlace, html: &mut String) {
    let _ = write!(html, r#"<link rel="canonical" href="{}">"#, escape(place.address));
    for (lang, address) in place.alternates {
        let _ = write!(html, r#"<link rel="alternate" hreflang="{}" href="{}">"#, escape(lang), escape(address));
    }
    if let Some(oembed) = place.oembed {
        let (oembed, title) = (escape(oembed), escape(title));
        let _ = write!(html, r#"<link rel="alternate" type="application/json+oembed" href="{oembed}" title="{title}">"#);
    }
}

/// The tags of Highwire Press, which Zotero and Google Scholar read
/// (<https://scholar.google.com/intl/en/scholar/inclusion.html#indexing>).
fn citation(meta: &Meta, place: &PublicPlace, html: &mut String) {
    let article = meta.article;
    name(html, "citation_title", &article.title);
    writers(article).for_each(|author| name(html, "citation_author", &author.name));
    name(html, "citation_publication_date", &article.published.replace('-', "/"));
    name(html, "citation_journal_title", first_outlet(article).unwrap_or(meta.site));
    name(html, "citation_public_url", place.address);
    name(html, "citation_language", &article.lang);
}

/// schema.org's Article as JSON-LD. The element is a data block: “prepare the script element” (HTML) ends for want of a type that can be
/// run, before it asks the content security policy. So it needs no hash there; Chromium reports nothing.
fn linked_data(meta: &Meta, place: &PublicPlace, html: &mut String) {
    let article = meta.article;
    let organisation = |name: &str| json!({ "@type": "Organization", "name": name });
    let list = |values: Vec<Value>| (!values.is_empty()).then_some(Value::Array(values));
    let text = |text: &str| (!text.is_empty()).then(|| Value::from(text));
    let published_by = match first_outlet(article) {
        Some(outlet) => organisation(outlet),
        None => json!({ "@type": "Organization", "name": meta.site, "url": place.base_url }),
    };
    let source = article.source.as_ref().map(|source| {
        object([
            ("@type", Some("CreativeWork".into())),
            ("name", text(&source.title)),
            ("publisher", (!source.outlet.is_empty()).then(|| organisation(&source.outlet))),
            ("datePublished", text(&source.published)),
            ("url", source.url.as_deref().and_then(text)),
        ])
    });
    let data = object([
        ("@context", Some("https://schema.org".into())),
        ("@type", Some(if meta.genre == Genre::News { "NewsArticle" } else { "Article" }.into())),
        ("headline", text(&shortened(&article.title, LONGEST_HEADLINE))),
        ("url", text(place.address)),
        ("inLanguage", text(&article.lang)),
        ("datePublished", text(&article.published)),
        ("author", list(writers(article).map(|author| json!({ "@type": author_type(&author.name), "name": author.name })).collect())),
        ("publisher", Some(published_by)),
        ("image", place.image.as_ref().map(|image| image.address.into())),
        ("isBasedOn", source),
        ("mentions", list(named(meta).map(|topic| json!({ "@type": topic_type(topic.kind), "name": topic.name })).collect())),
    ]);
    // Neither `</script>` nor `<!--` may stand in it; in JSON a character may be written as its number.
    let data = data.to_string().replace('<', "\\u003c");
    let _ = write!(html, r#"<script type="application/ld+json">{data}</script>"#);
}

fn object<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    let fields = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(fields.collect::<Map<_, _>>())
}

fn named<'a>(meta: &Meta<'a>) -> impl Iterator<Item = &'a Topic> {
    meta.topics.iter().take(MOST_TOPICS).copied()
}

/// Who wrote the article: those who did something else are not cited, unless nobody wrote it.
fn writers(article: &Article) -> impl Iterator<Item = &Author> {
    let has_writers = article.authors.iter().any(|author| author.role.is_empty());
    article.authors.iter().filter(move |author| author.role.is_empty() || !has_writers)
}

/// Who published the article before this site did: its source's outlet, if the source is the article itself and not what it tells of.
fn first_outlet(article: &Article) -> Option<&str> {
    let source = article.source.as_ref()?;
    (source.title == article.title && !source.outlet.is_empty()).then_some(source.outlet.as_str())
}

/// An article does not say whether a name is a person's, and schema.org wants to know. Newsrooms say so in their names.
fn author_type(name: &str) -> &'static str {
    const ENDINGS: [&str; 22] = [
        "编辑部",
        "編輯部",
        "社",
        "报",
        "報",
        "网",
        "網",
        "台",
        "局",
        "办",
        "委",
        "会",
        "會",
        "部",
        "中心",
        "公司",
        "Editors",
        "Team",
        "Agency",
        "Office",
        "News",
        "Press",
    ];
    if ENDINGS.iter().any(|ending| name.ends_with(ending)) { "Organization" } else { "Person" }
}

fn topic_type(kind: TopicKind) -> &'static str {
    match kind {
        TopicKind::Person => "Person",
        TopicKind::Place => "Place",
        TopicKind::Organisation => "Organization",
        TopicKind::Project | TopicKind::Programme | TopicKind::Measure => "Thing",
        TopicKind::Term => "DefinedTerm",
    }
}

/// `zh_CN` for `zh-Hans`: OpenGraph names a language by where it is spoken. One that stands for no place in particular has no such name.
fn locale(lang: &str) -> Option<String> {
    let mut parts = lang.split('-');
    let language = parts.next()?.to_ascii_lowercase();
    if let Some(region) = parts.clone().find(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic())) {
        return Some(format!("{language}_{}", region.to_ascii_uppercase()));
    }
    let region = match language.as_str() {
        "zh" if parts.any(|part| part.eq_ignore_ascii_case("Hant")) => "TW",
        "zh" => "CN",
        "en" => "US",
        "ja" => "JP",
        "ko" => "KR",
        "de" => "DE",
        "fr" => "FR",
        "es" => "ES",
        "it" => "IT",
        "ru" => "RU",
        _ => return None,
    };
    Some(format!("{language}_{region}"))
}

/// At most that many characters, the last of them an ellipsis when something is left out; between words if there are spaces.
fn shortened(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most - 1).filter(|_| text.chars().count() > most) else { return text.to_owned() };
    let kept = &text[..end];
    let word_end = kept.rfind(' ').filter(|space| end - space < 20).unwrap_or(end);
    format!("{}…", kept[..word_end].trim_end())
}

fn property(html: &mut String, property: &str, content: &str) {
    if !content.is_empty() {
        let _ = write!(html, r#"<meta property="{property}" content="{}">"#, escape(content));
    }
}

fn name(html: &mut String, name: &str, content: &str) {
    if !content.is_empty() {
        let _ = write!(html, r#"<meta name="{name}" content="{}">"#, escape(content));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Source, read};

    fn bundled() -> Article {
        read(include_str!("../../content/qinyuan.article.json")).unwrap()
    }

    fn said(article: &Article, place: Option<PublicPlace>) -> String {
        let topics: Vec<&Topic> = article.topics.iter().collect();
        let (title, description) = (format!("{} · 抽印本", article.title), description(article));
        let meta =
            Meta { article, title: &title, description: &description, site: "抽印本", genre: Genre::News, topics: &topics, place };
        metadata(&meta)
    }

    fn alternates() -> Vec<(String, String)> {
        [("zh-Hans", "a/qinyuan/"), ("en", "en/a/qinyuan/")].map(|(lang, path)| (lang.into(), format!("https://example.org/{path}"))).into()
    }

    fn place<'a>(alternates: &'a [(String, String)]) -> PublicPlace<'a> {
        let image = PublicImage { address: "https://example.org/x.png", alt: "Hall", width: 1200, height: 630 };
        PublicPlace {
            base_url: "https://example.org/",
            address: "https://example.org/a/qinyuan/",
            alternates,
            oembed: Some("https://example.org/a/qinyuan/oembed.json"),
            image: Some(image),
        }
    }

    fn data(html: &str) -> Value {
        let (_, rest) = html.split_once(r#"<script type="application/ld+json">"#).unwrap();
        serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
    }

    #[test]
    fn a_page_without_an_address_says_what_needs_none() {
        let article = bundled();
        let html = said(&article, None);
        let title = "沁源：四套办法，一个循环 · 抽印本";
        assert_eq!(
            html,
            format!(
                r#"<meta property="og:title" content="{title}"><meta property="og:description" content="{}"><meta property="og:type" content="article">"#,
                article.standfirst
            )
        );
    }

    #[test]
    fn a_page_with_an_address_is_previewed_and_cited() {
        let alternates = alternates();
        let html = said(&bundled(), Some(place(&alternates)));
        for tag in [
            r#"<link rel="canonical" href="https://example.org/a/qinyuan/">"#,
            r#"<link rel="alternate" hreflang="en" href="https://example.org/en/a/qinyuan/">"#,
            r#"<meta property="og:title" content="沁源：四套办法，一个循环">"#,
            r#"<meta property="og:locale" content="zh_CN"><meta property="og:locale:alternate" content="en_US">"#,
            r#"<meta property="article:published_time" content="2026-11-24">"#,
            r#"<meta property="article:tag" content="沁源县">"#,
            r#"<meta name="twitter:card" content="summary_large_image">"#,
            r#"<meta name="citation_author" content="抽印本编辑部">"#,
            r#"<meta name="citation_publication_date" content="2026/11/24">"#,
            r#"<meta name="citation_journal_title" content="抽印本">"#,
            r#"<meta name="citation_public_url" content="https://example.org/a/qinyuan/">"#,
        ] {
            assert!(html.contains(tag), "{tag}\n{html}");
        }
        assert_eq!(html.matches("article:tag").count(), MOST_TOPICS);
    }

    #[test]
    fn linked_data_is_what_schema_org_calls_an_article() {
        let alternates = alternates();
        let data = data(&said(&bundled(), Some(place(&alternates))));
        assert_eq!(data["@type"], "NewsArticle");
        assert_eq!(data["datePublished"], "2026-11-24");
        assert_eq!(data["author"], json!([{ "@type": "Organization", "name": "抽印本编辑部" }]));
        assert_eq!(data["publisher"]["url"], "https://example.org/");
        assert_eq!(data["isBasedOn"]["publisher"]["name"], "山西新闻网");
        assert_eq!(data["mentions"][1], json!({ "@type": "Place", "name": "山西" }));
    }

    #[test]
    fn what_stood_elsewhere_first_is_cited_from_there() {
        let mut article = bundled();
        let title = article.title.clone();
        article.source.as_mut().unwrap().title = title;
        let alternates = alternates();
        let html = said(&article, Some(place(&alternates)));
        assert!(html.contains(r#"<meta name="citation_journal_title" content="山西新闻网">"#));
        assert_eq!(data(&html)["publisher"], json!({ "@type": "Organization", "name": "山西新闻网" }));
    }

    #[test]
    fn no_text_ends_its_element() {
        let mut article = bundled();
        article.title = r#"</script><!-- "<script>" & 'x'"#.into();
        article.standfirst = r#""><script>"#.into();
        let hostile = Source { title: "<!--<script>".into(), outlet: "</SCRIPT>".into(), ..article.source.clone().unwrap() };
        article.source = Some(hostile);
        let alternates = alternates();
        let html = said(&article, Some(place(&alternates)));
        assert_eq!(html.matches("<script").count(), 1);
        assert_eq!(html.to_lowercase().matches("</script").count(), 1);
        assert!(!html.contains("<!--"));
        assert_eq!(data(&html)["headline"], article.title);
        assert_eq!(data(&html)["isBasedOn"]["name"], "<!--<script>");
    }

    #[test]
    fn an_empty_article_says_nothing_that_it_has_not() {
        let json = r#"{"offprint":1,"id":"a","lang":"eo","title":"A","sections":[{"id":"s","blocks":[]}]}"#;
        let article = read(json).unwrap();
        let html = said(&article, Some(PublicPlace { image: None, oembed: None, ..place(&[]) }));
        for absent in [r#"content="""#, "og:description", "og:locale", "published", "author", "isBasedOn", "mentions", "image", "oembed"] {
            assert!(!html.contains(absent), "{absent}\n{html}");
        }
        assert!(html.contains(r#"<meta name="twitter:card" content="summary">"#));
    }

    #[test]
    fn only_those_who_wrote_it_are_its_authors() {
        let mut article = bundled();
        article.authors = [("Li", "photographs"), ("Wang", "")].map(|(name, role)| Author { name: name.into(), role: role.into() }).into();
        assert_eq!(writers(&article).map(|author| author.name.as_str()).collect::<Vec<_>>(), ["Wang"]);
        article.authors.pop();
        assert_eq!(writers(&article).count(), 1);
    }

    #[test]
    fn long_text_ends_in_an_ellipsis() {
        assert_eq!(shortened("沁源县", 3), "沁源县");
        assert_eq!(shortened("沁源县委", 3), "沁源…");
        assert_eq!(shortened("the market hall", 12), "the market…");
        assert_eq!(shortened(&"长".repeat(200), LONGEST_HEADLINE).chars().count(), LONGEST_HEADLINE);
    }

    #[test]
    fn a_description_is_the_standfirst_or_the_first_words() {
        let json = r#"{"offprint":1,"id":"a","lang":"en","title":"A","sections":[{"id":"s","blocks":[{"paragraph":{"id":"p","text":["The ",{"strong":"hall"},"\nopened."]}}]}]}"#;
        assert_eq!(description(&read(json).unwrap()), "The hall opened.");
        assert!(description(&bundled()).starts_with("山西一个县"));
    }

    #[test]
    fn languages_have_the_locales_that_previews_know() {
        for (lang, expected) in
            [("zh-Hans", Some("zh_CN")), ("zh-Hant-HK", Some("zh_HK")), ("zh-Hant", Some("zh_TW")), ("en-gb", Some("en_GB")), ("eo", None)]
        {
            assert_eq!(locale(lang).as_deref(), expected, "{lang}");
        }
    }
}
