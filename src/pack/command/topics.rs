//! `offprint topics`: how often a glossary's topics are mentioned, and what else articles speak of again and again. Changes nothing.

use super::super::build::{AT_ONCE, taken};
use super::super::ids::Ids;
use super::super::intake::Rules;
use super::super::sources::sources;
use super::telling::{Teller, print};
use super::{End, Reading};
use crate::article::{Article, mentions};
use crate::pack::{Glossary, suggest};
use clap::Args;
use miette::{Result, miette};
use serde::Serialize;
use std::collections::HashMap;

const EXAMPLES: &str = "\
Examples:
  offprint topics notices                        the topics of the settings' glossary, the most mentioned first
  offprint topics --suggest notices              names that may deserve a topic, the most likely first
  offprint topics --suggest --limit 20 --json notices";

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Topics {
    #[command(flatten)]
    reading: Reading,
    /// Lists what the articles repeat and the glossary has not.
    #[arg(long)]
    suggest: bool,
    /// Lines at most.
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: usize,
}

/// A topic, or what may become one.
#[derive(Clone, Debug, Serialize)]
struct Line {
    #[serde(skip_serializing_if = "String::is_empty")]
    id: String,
    name: String,
    /// How often it is mentioned or written.
    count: usize,
    /// In how many articles.
    articles: usize,
}

impl Topics {
    pub fn run(self, json: bool) -> Result<End> {
        let settings = self.reading.settings()?;
        let glossary = settings.glossary()?;
        let rules = Rules { settings: &settings, glossary: glossary.as_ref() };
        let sources = sources(&self.reading.sources)?;
        // Only what keeps an article from being counted.
        let mut teller = Teller::new(json, true);
        let mut ids = Ids::default();
        let chunks = sources.files.chunks(AT_ONCE).map(|files| taken(files, rules, &mut ids, &mut teller));
        let of_each = chunks.flatten().flat_map(|taken| taken.source.articles().cloned().collect::<Vec<_>>());
        let lines = match (&glossary, self.suggest) {
            (_, true) => {
                let articles: Vec<Article> = of_each.collect();
                let found = suggest(articles.iter(), &glossary.unwrap_or_default());
                found
                    .into_iter()
                    .map(|found| Line { id: String::new(), name: found.name, count: found.count, articles: found.articles })
                    .collect()
            }
            (Some(glossary), false) => mentioned(glossary, of_each),
            (None, false) => {
                let help = "write `topics = \"topics.toml\"` in offprint.toml, or look for some with --suggest";
                return Err(miette!(help = help, "the settings name no file of topics"));
            }
        };
        let shown = &lines[..lines.len().min(self.limit)];
        print(&if json { shown.iter().map(json_line).collect() } else { table(shown, self.suggest) })?;
        if !json && lines.len() > shown.len() {
            eprintln!("offprint: {} of {}; --limit {} shows all", shown.len(), lines.len(), lines.len());
        }
        Ok(teller.end(false))
    }
}

/// All topics of a glossary, the most mentioned first and then in its order.
fn mentioned(glossary: &Glossary, articles: impl Iterator<Item = Article>) -> Vec<Line> {
    let mut counts: HashMap<String, (usize, usize)> = HashMap::new();
    for article in articles {
        for topic in &article.topics {
            let found = mentions(&article, &topic.id);
            let spans = found.iter().flat_map(|mention| &mention.line).filter(|span| span.topic.as_deref() == Some(&topic.id));
            let (count, articles) = counts.entry(topic.id.clone()).or_default();
            *count += spans.count();
            *articles += usize::from(!found.is_empty());
        }
    }
    let line = |topic: &crate::pack::GlossaryTopic| {
        let (count, articles) = counts.get(&topic.id).copied().unwrap_or_default();
        Line { id: topic.id.clone(), name: topic.name.each().next().map_or_else(String::new, |(_, name)| name.clone()), count, articles }
    };
    let mut lines: Vec<Line> = glossary.topics().iter().map(line).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.count));
    lines
}

fn json_line(line: &Line) -> String {
    serde_json::to_string(line).expect("a line is plain JSON") + "\n"
}

/// Numbers first, so that names of any width stand below one another.
fn table(lines: &[Line], is_suggested: bool) -> String {
    let mut table = format!("{:>9}  {:>8}  {}\n", if is_suggested { "written" } else { "mentioned" }, "articles", "name");
    for Line { id, name, count, articles } in lines {
        let id = if id.is_empty() { String::new() } else { format!(" ({id})") };
        let never = if *count == 0 && !is_suggested { ", never mentioned" } else { "" };
        table += &format!("{count:>9}  {articles:>8}  {name}{id}{never}\n");
    }
    table
}
