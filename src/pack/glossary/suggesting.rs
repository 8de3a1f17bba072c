//! Proposes topics for a glossary: what articles speak of again and again. Changes nothing.
//!
//! How names are recognised is the business of `han_names` and `latin_names`; here is what text they read, and which names come first.

use super::Glossary;
use super::han_names::{HanNames, HanStrings};
use super::latin_names::LatinNames;
use crate::article::{Article, Block, Mark, Run, Text};
use std::collections::{HashMap, HashSet};

/// A name that may deserve a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub name: String,
    /// How often it is written.
    pub count: usize,
    /// In how many articles.
    pub articles: usize,
}

/// A candidate with its worth among the others.
pub(super) struct Weighed {
    pub candidate: Candidate,
    pub weight: f64,
    /// The shorter names that are in it.
    pub parts: Vec<String>,
}

/// What is written fewer times recurs by chance.
pub(super) const FEWEST: usize = 3;
/// Nobody reads further.
const MOST_CANDIDATES: usize = 1_000;

/// Names that the articles repeat and the glossary has not, the most likely first. The articles are gone through twice, and however many
/// they are, memory stays below some 300 MB.
pub fn suggest<'a>(articles: impl Iterator<Item = &'a Article> + Clone, glossary: &Glossary) -> Vec<Candidate> {
    let mut strings = HanStrings::default();
    let mut latin = LatinNames::default();
    for (index, article) in articles.clone().enumerate() {
        for line in lines(article) {
            strings.add(&line);
            latin.add(&line, index, &article.lang);
        }
    }
    let mut han = HanNames::likely(strings);
    for (index, article) in articles.enumerate() {
        lines(article).iter().for_each(|line| han.add(line, index));
    }

    let known: HashSet<&str> = glossary.topics().iter().flat_map(|topic| topic.all_names()).collect();
    let mut weighed = han.weighed();
    weighed.extend(latin.weighed());
    weighed = absorbed(weighed);
    weighed.retain(|weighed| !known.contains(weighed.candidate.name.as_str()));
    weighed.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.candidate.name.cmp(&b.candidate.name)));
    weighed.truncate(MOST_CANDIDATES);
    weighed.into_iter().map(|weighed| weighed.candidate).collect()
}

/// Without those that are hardly ever written but as a part of another.
fn absorbed(weighed: Vec<Weighed>) -> Vec<Weighed> {
    let mut longest: HashMap<&str, usize> = HashMap::new();
    for Weighed { candidate, parts, .. } in &weighed {
        for part in parts {
            let count = longest.entry(part).or_default();
            *count = candidate.count.max(*count);
        }
    }
    let is_kept = |candidate: &Candidate| {
        let within = longest.get(candidate.name.as_str()).copied().unwrap_or_default();
        // A fifth of its places of its own, two at least.
        within == 0 || candidate.count.saturating_sub(within) >= (candidate.count / 5).max(2)
    };
    let kept: Vec<bool> = weighed.iter().map(|weighed| is_kept(&weighed.candidate)).collect();
    weighed.into_iter().zip(kept).filter_map(|(weighed, is_kept)| is_kept.then_some(weighed)).collect()
}

/// The article's sentences and headings, a line for each, without code and formulas.
fn lines(article: &Article) -> Vec<String> {
    let mut lines = vec![article.title.clone(), article.standfirst.clone()];
    for section in &article.sections {
        lines.push(section.title.clone());
        gather(&section.blocks, &mut lines);
    }
    lines
}

fn gather(blocks: &[Block], lines: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Paragraph(b) => lines.push(words(&b.text)),
            Block::List(b) => {
                for item in &b.items {
                    lines.push(words(&item.text));
                    gather(&item.blocks, lines);
                }
            }
            Block::Quote(b) => {
                gather(&b.blocks, lines);
                lines.extend(b.cite.as_ref().map(words));
            }
            Block::Callout(b) => {
                lines.push(b.title.clone());
                gather(&b.blocks, lines);
            }
            Block::Register(b) => {
                lines.push(words(&b.caption));
                lines.extend(b.rows.iter().flatten().map(words));
            }
            Block::Image(b) => lines.extend(b.caption.as_ref().map(words)),
            Block::Chart(b) => lines.push(words(&b.caption)),
            Block::Diagram(b) => {
                lines.push(words(&b.caption));
                lines.extend(b.nodes.iter().map(|node| node.label.clone()));
            }
            Block::Timeline(b) => {
                lines.push(words(&b.caption));
                lines.extend(b.events.iter().map(|event| words(&event.text)));
            }
            Block::Note(b) => gather(&b.blocks, lines),
            Block::Code(_) | Block::Math(_) | Block::Unknown(_) => {}
        }
    }
}

fn words(text: &Text) -> String {
    let mut words = String::new();
    push(text, &mut words);
    words
}

fn push(text: &Text, words: &mut String) {
    for run in &text.0 {
        match run {
            Run::Plain(text) => words.push_str(text),
            Run::Marked(Mark::Emphasis(text) | Mark::Strong(text) | Mark::Sub(text) | Mark::Sup(text)) => push(text, words),
            Run::Marked(Mark::Link(link)) => push(&link.text, words),
            Run::Marked(Mark::Lang(span)) => push(&span.text, words),
            Run::Marked(Mark::Mention(mention)) => words.push_str(&mention.text),
            Run::Marked(Mark::Statistic(statistic)) => words.push_str(&statistic.text),
            Run::Marked(Mark::Ruby(ruby)) => words.push_str(&ruby.base),
            // What stands before and after them belongs to no name in common.
            Run::Marked(Mark::Code(_) | Mark::Math(_)) => words.push('·'),
            Run::Marked(Mark::Note(_)) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::read;

    fn bundled() -> [Article; 2] {
        [include_str!("../../../content/qinyuan.article.json"), include_str!("../../../content/qinyuan.en.json")]
            .map(|text| read(text).unwrap())
    }

    #[test]
    fn what_an_article_repeats_is_proposed_with_its_counts() {
        let articles = bundled();
        let found = suggest(articles.iter(), &Glossary::default());
        let first: Vec<&str> = found.iter().take(20).map(|candidate| candidate.name.as_str()).collect();
        for name in ["赤石桥乡", "通洲集团", "董家村", "Tongzhou Group"] {
            assert!(first.contains(&name), "{name} in {first:?}");
        }
        let township = found.iter().find(|candidate| candidate.name == "赤石桥乡").unwrap();
        let written = lines(&articles[0]).iter().map(|line| line.matches("赤石桥乡").count()).sum::<usize>();
        assert_eq!((township.count, township.articles), (written, 1));
        // Only ever a part of the longer one.
        assert!(!found.iter().any(|candidate| candidate.name == "石桥乡" || candidate.name == "赤石桥"));
        assert_eq!(found, suggest(articles.iter(), &Glossary::default()), "the same again");
    }

    #[test]
    fn what_the_glossary_has_is_not_proposed() {
        let glossary = Glossary::parse("g", "[[topic]]\nkind = \"place\"\nname = \"赤石桥\"\naliases = { zh = [\"赤石桥乡\"] }").unwrap();
        let found = suggest(bundled().iter(), &glossary);
        assert!(!found.is_empty() && !found.iter().any(|candidate| candidate.name == "赤石桥乡"));
    }

    #[test]
    fn code_is_not_read() {
        let article = read(
            r#"{"offprint":1,"id":"a","lang":"en","title":"A","sections":[{"id":"s","blocks":[
                {"code":{"id":"c","text":"in Rome in Rome in Rome in Rome"}},
                {"paragraph":{"id":"p","text":["in Oslo in Oslo in Oslo ",{"code":"in Rome in Rome in Rome"}]}}]}]}"#,
        );
        let found = suggest(std::iter::once(&article.unwrap()), &Glossary::default());
        assert_eq!(found, [Candidate { name: "Oslo".into(), count: 3, articles: 1 }]);
    }
}
