//! What a page says of its article besides the text: in JSON-LD, in `<meta>`, in its head, and below its title.

use super::chinese;
use super::dom::{attribute, line_of, squeezed};
use super::titles::{Hints, title};
use crate::article::is_language_tag;
use crate::import::{Draft, is_allowed};
use crate::pack::formats::dates::day;
use dom_query::Document;
use dom_smoothie::Readability;
use serde_json::Value;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    pub title: String,
    pub standfirst: String,
    pub published: Option<String>,
    pub authors: Vec<String>,
    pub outlet: Option<String>,
    /// The page's own address.
    pub url: Option<String>,
    pub tags: Vec<String>,
    /// What the page says its language is.
    pub lang: Option<String>,
    pub rights: String,
}

pub fn metadata(page: &Document) -> Metadata {
    let readability = Readability { doc: page.clone(), doc_url: None, config: dom_smoothie::Config::default() };
    let found = readability.get_article_metadata(readability.parse_json_ld());
    let meta = Meta::of(page);
    let byline = if chinese::is_chinese(page) { chinese::byline(page) } else { chinese::Byline::default() };
    let site = meta.first(&["og:site_name", "sitename", "application-name"]).or(found.site_name);
    // Many pages set their heading as a line like any other, and only name it so.
    let named = page.select("h1, h2, h3, [class*=title], [class*=tit], [class*=Title], [id*=title], [class*=bt]");
    let headings: Vec<String> = named.nodes().iter().map(line_of).filter(|words| (1..200).contains(&words.len())).take(60).collect();
    let hints = Hints { headings: &headings, site: site.as_deref() };
    let whole = meta.first(&["articletitle"]).unwrap_or(found.title);
    let author = meta.first(&["author", "article:author", "dc.creator"]).or(found.byline).filter(|author| !author.starts_with("http"));
    let mut authors: Vec<String> = json_ld_names(page);
    if authors.is_empty() {
        authors = author.or(byline.author).iter().flat_map(|names| names.split([',', '、', '，', ';', '；'])).map(squeezed).collect();
    }
    authors.retain(|name| !name.is_empty());
    Metadata {
        title: title(&clean(&whole), &hints),
        standfirst: clean(&meta.first(&["og:description", "description", "twitter:description"]).unwrap_or_default()),
        published: found
            .published_time
            .or_else(|| meta.first(&["pubdate", "publishdate", "date", "dc.date"]))
            .and_then(|date| day(&date))
            .or(byline.published),
        authors: authors.iter().map(|name| clean(name)).collect(),
        outlet: meta.first(&["contentsource"]).or(byline.outlet).or(site).map(|name| clean(&name)).filter(|name| !name.is_empty()),
        url: address(page, &meta).or(found.url),
        tags: tags(page, &meta),
        lang: lang(page, &meta),
        rights: clean(&meta.first(&["copyright", "dc.rights", "rights"]).unwrap_or_default()),
    }
}

impl Metadata {
    /// Puts into a draft what it has a place for.
    pub fn fill(self, draft: &mut Draft) {
        let Metadata { standfirst, published, authors, outlet, url, tags, rights, .. } = self;
        draft.article.standfirst = standfirst;
        draft.article.rights = rights;
        draft.article.published = published.clone().unwrap_or_default();
        authors.iter().for_each(|name| draft.author(name));
        if outlet.is_some() || url.is_some() {
            let source = draft.source();
            source.outlet = outlet.unwrap_or_default();
            source.published = published.unwrap_or_default();
            source.url = url;
        }
        draft.tags = tags;
    }
}

/// `<meta>` by name or property, in lower case.
struct Meta(Vec<(String, String)>);

impl Meta {
    fn of(page: &Document) -> Self {
        let named = |node: &dom_query::NodeRef| {
            let content = attribute(node, "content")?;
            let name = ["name", "property", "itemprop", "http-equiv"].iter().find_map(|kind| attribute(node, kind))?;
            Some((name.to_lowercase(), content))
        };
        Meta(page.select("meta").nodes().iter().filter_map(named).collect())
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.all(name).next()).map(str::to_owned)
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(other, _)| other == name).map(|(_, content)| content.as_str())
    }
}

fn address(page: &Document, meta: &Meta) -> Option<String> {
    let canonical = page.select("link[rel=canonical]").nodes().iter().find_map(|link| attribute(link, "href"));
    let named = [
        canonical,
        meta.first(&["og:url"]),
        meta.first(&["url"]),
        json_ld(page).iter().find_map(|value| value["url"].as_str().map(str::to_owned)),
    ];
    named.into_iter().flatten().find_map(|address| {
        let url = url::Url::parse(&address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
        super::place::outside(url.as_str())
    })
}

fn lang(page: &Document, meta: &Meta) -> Option<String> {
    let root = page.html_root();
    let said =
        attribute(&root, "lang").or_else(|| attribute(&root, "xml:lang")).or_else(|| meta.first(&["content-language", "og:locale"]))?;
    let tag = said.split(',').next()?.trim().replace('_', "-");
    is_language_tag(&tag).then_some(tag)
}

fn tags(page: &Document, meta: &Meta) -> Vec<String> {
    let mut tags: Vec<String> = meta.all("article:tag").map(str::to_owned).collect();
    let keywords = meta.first(&["keywords", "news_keywords"]).into_iter();
    let listed: Vec<String> = keywords
        .chain(json_ld(page).iter().flat_map(|value| match &value["keywords"] {
            Value::String(words) => vec![words.clone()],
            Value::Array(words) => words.iter().filter_map(|word| word.as_str().map(str::to_owned)).collect(),
            _ => Vec::new(),
        }))
        .collect();
    for list in listed {
        // Some part them with spaces only.
        let signs: &[char] =
            if list.contains([',', '，', ';', '；', '、', '|']) { &[',', '，', ';', '；', '、', '|'] } else { &[' ', '\u{3000}'] };
        tags.extend(list.split(signs).map(clean));
    }
    let mut known = Vec::new();
    tags.retain(|tag| {
        !tag.is_empty() && !known.contains(tag) && {
            known.push(tag.clone());
            true
        }
    });
    tags
}

/// What the page says in JSON-LD, each thing by itself.
fn json_ld(page: &Document) -> Vec<Value> {
    let scripts = page.select("script[type='application/ld+json']");
    let values = scripts.nodes().iter().filter_map(|script| serde_json::from_str::<Value>(script.text().trim()).ok());
    values
        .flat_map(things)
        .filter(|thing| thing["@type"].as_str().is_some_and(|kind| kind.contains("Article") || kind.contains("Posting")))
        .collect()
}

fn things(value: Value) -> Vec<Value> {
    match value {
        Value::Array(values) => values.into_iter().flat_map(things).collect(),
        Value::Object(mut object) => match object.remove("@graph") {
            Some(graph) => things(graph),
            None => vec![Value::Object(object)],
        },
        _ => Vec::new(),
    }
}

fn json_ld_names(page: &Document) -> Vec<String> {
    let name = |author: &Value| author.as_str().or(author["name"].as_str()).map(squeezed);
    let of = |thing: &Value| match &thing["author"] {
        Value::Array(authors) => authors.iter().filter_map(name).collect(),
        author => name(author).into_iter().collect::<Vec<_>>(),
    };
    json_ld(page).iter().map(of).find(|names| !names.is_empty()).unwrap_or_default()
}

/// One line of what an article may hold.
fn clean(words: &str) -> String {
    const LONGEST: usize = 5_000;
    squeezed(&words.chars().filter(|c| is_allowed(*c)).take(LONGEST).collect::<String>())
}
