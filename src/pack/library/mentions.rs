//! Where the articles of a library mention topics, a line each.

use crate::article::{Topic, mentions};
use crate::library::Bundle;
use crate::reading::{Page, Route};

/// The first line of an article that mentions a topic.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicMention {
    pub topic: Topic,
    pub lang: String,
    /// Id of the article.
    pub article: String,
    pub title: String,
    /// Address of the block, from the root; of the article where no line of its text names the topic.
    pub path: String,
    /// The words before, the name as it stands there, the words after; empty where no line of its text names the topic.
    pub line: [String; 3],
    /// How many lines of the article mention it.
    pub count: usize,
}

/// Characters that are shown before and behind a name.
const AROUND: usize = 60;

pub fn of(bundle: &Bundle) -> Vec<TopicMention> {
    let article = &bundle.article;
    let route = Route::new(&bundle.language_prefix(), Page::Article(article.id.clone()));
    let mention = |topic: &Topic| {
        let found = mentions(article, &topic.id);
        let mut mention = TopicMention {
            topic: topic.clone(),
            lang: article.lang.clone(),
            article: article.id.clone(),
            title: article.title.clone(),
            path: route.path(),
            line: Default::default(),
            count: found.len(),
        };
        if let Some(first) = found.first() {
            mention.path = route.clone().at(&first.block).path();
            let at = first.line.iter().position(|span| span.topic.as_deref() == Some(&topic.id)).unwrap_or_default();
            let words = |spans: &[crate::article::Span]| spans.iter().map(|span| span.text.as_str()).collect::<String>();
            let (before, rest) = first.line.split_at(at);
            mention.line = [end_of(&words(before)), words(&rest[..1]), start_of(&words(&rest[1..]))];
        }
        mention
    };
    article.topics.iter().map(mention).collect()
}

fn start_of(words: &str) -> String {
    if words.chars().count() <= AROUND { words.to_owned() } else { words.chars().take(AROUND).chain(['…']).collect() }
}

fn end_of(words: &str) -> String {
    let many = words.chars().count();
    if many <= AROUND { words.to_owned() } else { std::iter::once('…').chain(words.chars().skip(many - AROUND)).collect() }
}
