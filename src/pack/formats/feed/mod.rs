//! Feeds: each entry an article. [`read`] gives what a feed says, in whichever format; the articles are made of that.

mod cdf;
mod older;
mod read;

pub use read::read;

use super::dates::day;
use super::html::dom::squeezed;
use super::html::place::{Page, Place, outside};
use super::{finish, html, language};
use crate::import::{Body, Draft, ImportError, Loss, Lost, Options, is_allowed};

/// What a feed says, in the words of its source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    pub title: Words,
    pub description: Words,
    pub rights: Words,
    pub lang: Option<String>,
    pub entries: Vec<Entry>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    pub title: Words,
    pub link: Option<String>,
    /// Who published it first, where the feed has taken it from elsewhere.
    pub outlet: Option<String>,
    /// As the feed writes it.
    pub published: Option<String>,
    pub authors: Vec<String>,
    pub rights: Words,
    pub tags: Vec<String>,
    pub lang: Option<String>,
    pub summary: Words,
    pub content: Words,
    /// Files that come with it: their addresses.
    pub enclosures: Vec<String>,
}

/// Characters, and whether they are HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    pub text: String,
    pub is_markup: bool,
    /// Where the links in it start.
    pub base: Option<String>,
}

pub fn import(bytes: &[u8], options: &Options) -> Result<Vec<Draft>, ImportError> {
    let feed = read(bytes)?;
    let drafts: Vec<Draft> = feed.entries.iter().filter_map(|entry| draft(entry, &feed, options)).collect();
    match drafts.is_empty() {
        true => Err(ImportError::new("no entry of the feed holds any text", "take the pages that its entries lead to, saved as .html")),
        false => Ok(drafts),
    }
}

/// An entry as an article; nothing for one without text.
fn draft(entry: &Entry, feed: &Feed, options: &Options) -> Option<Draft> {
    let (text, standfirst) = match (entry.content.is_empty(), entry.summary.is_empty()) {
        (true, _) => (&entry.summary, String::new()),
        (false, true) => (&entry.content, String::new()),
        (false, false) => (&entry.content, entry.summary.line()),
    };
    let title = entry.title.line();
    let lang = language::of(entry.lang.as_deref().or(feed.lang.as_deref()), &format!("{title} {}", text.line()), options);
    let place = Page::new(entry.link.as_deref(), text.base.as_deref());
    let mut body = Body::default();
    let mut losses = html::fragment(&mut body, &text.markup(), &place, &lang, &title);
    losses.extend(entry.enclosures.iter().map(|src| Loss::new(Lost::Media { src: src.clone() })));

    let mut draft = Draft::new(&lang, &title);
    // A summary that only begins the text is no standfirst.
    let begins = |words: &str| text.line().starts_with(words.trim_end_matches(['.', '…', '[', ']', ' ']));
    if !begins(&standfirst) {
        draft.article.standfirst = standfirst;
    }
    let published = entry.published.as_deref().and_then(day).unwrap_or_default();
    let rights = if entry.rights.is_empty() { &feed.rights } else { &entry.rights };
    draft.article.rights = rights.line();
    draft.article.published.clone_from(&published);
    entry.authors.iter().for_each(|name| draft.author(&clean(name)));
    let source = draft.source();
    source.outlet = entry.outlet.as_deref().map(clean).unwrap_or_else(|| feed.title.line());
    source.published = published;
    source.url = entry.link.as_deref().and_then(outside);
    draft.tags = entry.tags.iter().map(|tag| clean(tag)).filter(|tag| !tag.is_empty()).collect();
    finish(draft, body, losses, place.files()).ok()
}

impl Words {
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// In one line, without markup.
    pub fn line(&self) -> String {
        match self.is_markup && self.text.contains(['<', '&']) {
            true => clean(&html::words_of(&self.text)),
            false => clean(&self.text),
        }
    }

    /// As HTML.
    fn markup(&self) -> String {
        match self.is_markup {
            true => self.text.clone(),
            false => self.text.trim().replace('&', "&amp;").replace('<', "&lt;").replace("\r\n", "\n").replace('\n', "<br>"),
        }
    }
}

/// One line of what an article may hold.
fn clean(words: &str) -> String {
    const LONGEST: usize = 5_000;
    squeezed(&words.chars().filter(|c| is_allowed(*c)).take(LONGEST).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::plain_text;
    use proptest::prelude::*;

    #[test]
    fn an_entry_is_an_article_that_says_where_it_stood() {
        let feed = r#"<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>青溪县融媒体中心</title>
            <item><title>柳河镇新修三条村道</title><link>https://a.example/1</link><pubDate>Tue, 26 Jul 2022 08:00:00 +0800</pubDate>
            <category>交通</category><enclosure url="https://a.example/1.mp3" type="audio/mpeg" length="1"/>
            <description>&lt;p&gt;村道全长&lt;b&gt;二十一公里&lt;/b&gt;。&lt;/p&gt;&lt;p&gt;&lt;a href="/2"&gt;详情&lt;/a&gt;&lt;/p&gt;</description></item></channel></rss>"#;
        let drafts = import(feed.as_bytes(), &Options::default()).unwrap();
        let article = &drafts[0].article;
        let source = article.source.as_ref().unwrap();
        assert_eq!(
            (article.title.as_str(), article.published.as_str(), article.lang.as_str()),
            ("柳河镇新修三条村道", "2022-07-26", "zh-Hans")
        );
        assert_eq!((source.outlet.as_str(), source.url.as_deref()), ("青溪县融媒体中心", Some("https://a.example/1")));
        assert_eq!(drafts[0].tags, ["交通"]);
        assert_eq!(drafts[0].losses, [Loss::new(Lost::Media { src: "https://a.example/1.mp3".into() })]);
        let text: Vec<String> = plain_text(article).into_iter().map(|passage| passage.text).collect();
        assert_eq!(text, ["村道全长二十一公里。", "详情"]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), start in 0..4usize) {
            let start = ["", "<?xml version='1.0'?><rss version='2.0'><channel><item>", "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='html'>", "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":["][start];
            let _ = import(&[start.as_bytes(), &bytes].concat(), &Options::default());
        }
    }
}
