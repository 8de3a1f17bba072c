//! Names in Latin letters: sequences of capitalised words that recur, `Ministry of Health`.

use super::suggesting::{Candidate, FEWEST, Weighed};
use std::collections::HashMap;

/// Sequences held at a time.
const MOST_SEQUENCES: usize = 400_000;
/// Words of the longest sequence: beyond are headings in capitals.
const MOST_WORDS: usize = 6;

/// Small words that may stand within a name.
const LINKING: [&str; 11] = ["of", "for", "de", "del", "der", "di", "du", "la", "the", "van", "von"];

/// Words that have a capital because of where they stand, or always, and name nothing by themselves.
const COMMON: &str = " a about after again all also although an and another any are as at be because been before both but by can could did do does \
    during each either even every few first finally for from had has have he her here his how however i if in indeed instead into is it its just last \
    later let like many may meanwhile more most much must my neither next no nor not note now of often on once one only or other our over own \
    perhaps second see several she should since so some still such than that the their then there these they this those though three through thus to \
    today too two under unless until up use using was we well were what when where whether which while who why will with within without would yes yet \
    you your january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday \
    sunday ";

/// What has been counted so far.
#[derive(Default)]
pub(super) struct LatinNames {
    sequences: HashMap<String, Sequence>,
    floor: usize,
}

#[derive(Default)]
struct Sequence {
    count: usize,
    /// Where the capital is not owed to the beginning of a sentence.
    within: usize,
    articles: usize,
    last_article: Option<usize>,
}

impl LatinNames {
    pub(super) fn add(&mut self, line: &str, article: usize, lang: &str) {
        // German writes every noun so.
        let has_capital_nouns = matches!(lang.split('-').next(), Some("de" | "lb"));
        for Found { name, is_first } in sequences(line) {
            if has_capital_nouns && !name.contains(' ') {
                continue;
            }
            let sequence = self.sequences.entry(name).or_default();
            sequence.count += 1;
            sequence.within += usize::from(!is_first);
            if sequence.last_article.replace(article) != Some(article) {
                sequence.articles += 1;
            }
        }
        while self.sequences.len() > MOST_SEQUENCES {
            self.floor += 1;
            let floor = self.floor;
            self.sequences.retain(|_, sequence| sequence.count > floor);
        }
    }

    pub(super) fn weighed(self) -> Vec<Weighed> {
        let is_name = |(name, sequence): &(String, Sequence)| {
            let is_certain = name.contains(' ') || sequence.within >= 2;
            sequence.count >= FEWEST && is_certain && name.chars().count() > 1
        };
        self.sequences.into_iter().filter(is_name).map(|(name, sequence)| weigh(name, &sequence)).collect()
    }
}

fn weigh(name: String, sequence: &Sequence) -> Weighed {
    let words: Vec<&str> = name.split(' ').collect();
    let shape = if words.len() > 1 { 2.4 } else { 1.2 };
    let parts: Vec<String> = (1..words.len()).flat_map(|size| words.windows(size).map(|part| part.join(" ")).collect::<Vec<_>>()).collect();
    let weight = (1.0 + sequence.count as f64).log2() * shape;
    Weighed { candidate: Candidate { count: sequence.count, articles: sequence.articles, name }, weight, parts }
}

struct Found {
    name: String,
    /// Whether a sentence begins with it.
    is_first: bool,
}

struct Word<'a> {
    text: &'a str,
    /// What stands between it and the word before.
    gap: &'a str,
}

fn sequences(line: &str) -> Vec<Found> {
    let words = words(line);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !is_capitalised(words[at].text) {
            at += 1;
            continue;
        }
        let first = at;
        let mut end = at + 1;
        at = end;
        while at < words.len() && words[at].gap == " " {
            if is_capitalised(words[at].text) {
                end = at + 1;
            } else if !LINKING.contains(&words[at].text) {
                break;
            }
            at += 1;
        }
        let begins_sentence = begins_sentence(words[first].gap) || (first == 0 && words[first].gap.trim().is_empty());
        let is_common = |word: &str| COMMON.contains(&format!(" {} ", word.to_lowercase()));
        let mut start = first;
        while start < end && (is_common(words[start].text) || LINKING.contains(&words[start].text)) {
            start += 1;
        }
        if start < end && end - start <= MOST_WORDS {
            let name = words[start..end].iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
            found.push(Found { name, is_first: begins_sentence && start == first });
        }
        at = end;
    }
    found
}

/// Letters and digits of scripts with spaces, and what joins them within a word; without `'s`.
fn words(line: &str) -> Vec<Word<'_>> {
    let is_letter = |c: char| c.is_alphanumeric() && !super::linking::is_unspaced(c);
    let mut words = Vec::new();
    let (mut gap_start, mut rest) = (0, 0);
    while let Some(start) = line[rest..].find(is_letter).map(|at| rest + at) {
        let mut end = start;
        for (at, c) in line[start..].char_indices() {
            let joins = matches!(c, '\'' | '’' | '-' | '&') && line[start + at + c.len_utf8()..].starts_with(is_letter);
            if !is_letter(c) && !joins {
                break;
            }
            end = start + at + c.len_utf8();
        }
        let text = &line[start..end];
        let stem = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).unwrap_or(text);
        words.push(Word { text: stem, gap: &line[gap_start..start] });
        gap_start = start + stem.len();
        rest = end;
    }
    words
}

fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

fn begins_sentence(gap: &str) -> bool {
    gap.contains(['.', '!', '?', ':', ';', '“', '"', '‘', '(', '—', '–', '•', '·', '|', '。', '！', '？', '：', '\n', '\t'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_sequence_of_capitalised_words() {
        let check = |line: &str, expected: &[&str]| {
            let found: Vec<String> =
                sequences(line).into_iter().map(|found| if found.is_first { found.name + "?" } else { found.name }).collect();
            assert_eq!(found, expected, "{line}");
        };
        check("The Ministry of Health met in New York.", &["Ministry of Health", "New York"]);
        check("Trees grow. Yesterday the mayor's Office", &["Trees?", "Yesterday?", "Office"]);
        check("at Smith's House, Paris and Rome", &["Smith", "House", "Paris", "Rome"]);
        check("使用React Native的时候，Vue 更", &["React Native", "Vue"]);
        check("University of the West of England", &["University of the West of England?"]);
        check("in May, of A", &[]);
    }

    #[test]
    fn a_word_that_only_begins_sentences_is_no_name() {
        let mut names = LatinNames::default();
        for article in 0..5 {
            names.add("Trees grow in Rome. Trees fall.", article, "en");
            names.add("Der Baum in der Deutschen Bank.", article, "de");
        }
        let mut found: Vec<Candidate> = names.weighed().into_iter().map(|weighed| weighed.candidate).collect();
        found.sort_by(|a, b| a.name.cmp(&b.name));
        let found: Vec<(&str, usize, usize)> = found.iter().map(|c| (c.name.as_str(), c.count, c.articles)).collect();
        assert_eq!(found, [("Der Baum", 5, 5), ("Deutschen Bank", 5, 5), ("Rome", 5, 5)]);
    }
}
