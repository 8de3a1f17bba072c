//! Search, as readers ask: a table of queries with what must come first, and what holds for every query.
#![cfg(feature = "pack")]

use offprint::article::Article;
use offprint::library::{Bundle, Site};
use offprint::pack::lexicon;
use offprint::search::{Corpus, Hit, Target};
use std::path::Path;

fn article(lang: &str) -> Article {
    let file = if lang == "zh" { "content/qinyuan.article.json" } else { "content/qinyuan.en.json" };
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn corpus_of(article: &Article) -> Corpus {
    let site = Site {
        title: String::new(),
        languages: vec![article.lang.clone()],
        edition: String::new(),
        edition_note: String::new(),
        base_url: None,
    };
    Corpus::of(&Bundle { site, article: article.clone(), lexicon: lexicon(article) })
}

fn name(hit: &Hit) -> String {
    match &hit.target {
        Target::Title => "title".to_owned(),
        Target::Section(id) => format!("section:{id}"),
        Target::Block(id) => format!("block:{id}"),
        Target::Topic(id) => format!("topic:{id}"),
        Target::Statistic(id) => format!("statistic:{id}"),
        Target::Source => "source".to_owned(),
    }
}

#[test]
fn the_first_hit_is_what_a_reader_wants() {
    let corpora = ["zh", "en"].map(|lang| (lang, corpus_of(&article(lang))));
    let mut wrong = Vec::new();
    for line in include_str!("fixtures/queries.txt").lines().filter(|line| line.contains('|') && !line.starts_with('#')) {
        let fields: Vec<&str> = line.split(" | ").collect();
        let [lang, query, expected, _] = fields[..] else { panic!("{line}") };
        let corpus = &corpora.iter().find(|(of, _)| *of == lang).unwrap().1;
        let found = corpus.find(query);
        let wanted: Vec<&str> = if expected == "none" { Vec::new() } else { expected.split(' ').collect() };
        let names: Vec<String> = found.hits.iter().map(name).collect();
        if names.is_empty() != wanted.is_empty() || names.iter().zip(&wanted).any(|(name, wanted)| name != wanted) {
            let hits = found.hits.iter().take(6).map(|hit| format!("\n    {:?} {}", hit.tier, name(hit)));
            wrong.push(format!("{line}{}\n    {:?}", hits.collect::<String>(), found.suggestions));
        }
    }
    assert!(wrong.is_empty(), "{} queries\n{}", wrong.len(), wrong.join("\n"));
}
