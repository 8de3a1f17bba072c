//! What search needs to know of an article's characters, out of Unicode's tables, OpenCC's and a dictionary of readings, none of which a
//! browser should have to fetch.
//!
//! Kept small: only spellings of characters that the article has, and only readings of those in names.

use crate::article::{Article, Topic, plain_text};
use crate::library::{Expansion, Lexicon};
use crate::search::Folder;
use opencc_fmmseg::DictionaryMaxlength;
use pinyin::ToPinyinMulti;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// The lexicon of one article.
pub fn lexicon(article: &Article) -> Lexicon {
    let text: BTreeSet<char> = texts(article).concat().chars().collect();
    let simple = Folder::new(&Lexicon::default());
    let mut folded: BTreeSet<char> = BTreeSet::new();
    let mut pairs = BTreeSet::new();
    let mut expansions = Vec::new();
    for c in &text {
        let by_unicode = folded_by_unicode(*c);
        folded.extend(by_unicode.chars());
        if by_unicode == c.to_string() || is_by_rule(&simple, *c, &by_unicode) {
            continue;
        }
        let mut chars = by_unicode.chars();
        match (chars.next(), chars.next()) {
            (Some(to), None) => _ = pairs.insert((to, *c)),
            _ => expansions.push(Expansion { from: c.to_string(), to: by_unicode }),
        }
    }
    for (from, to) in OTHER_SPELLINGS.iter() {
        if folded.contains(to) && !is_by_rule(&simple, *from, &to.to_string()) {
            pairs.insert((*to, *from));
        }
    }
    let folds = pairs.iter().flat_map(|(to, from)| [*from, *to]).collect();
    Lexicon { folds, expansions, readings: readings(article) }
}

/// A character as Unicode would fold it for searching: NFKC, lower case, without accents; then Simplified. The letters đ, ø, ł, ħ and ŧ,
/// whose strokes Unicode does not take for accents, lose them as well.
pub fn folded_by_unicode(c: char) -> String {
    let mut folded = String::new();
    for c in std::iter::once(c).nfkc().flat_map(char::to_lowercase).nfkd().filter(|c| !is_unseen(*c)) {
        folded.push(match c {
            'đ' => 'd',
            'ø' => 'o',
            'ł' => 'l',
            'ħ' => 'h',
            'ŧ' => 't',
            'ς' => 'σ',
            _ => c,
        });
    }
    folded.nfc().map(simplified).collect()
}

/// Combining accents, and what the rules of `search` drop as well.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Whether the reader folds a character rightly without a lexicon.
fn is_by_rule(simple: &Folder, c: char, folded: &str) -> bool {
    // Between two letters, punctuation shows as well.
    let between = |text: &str| simple.fold(&format!("一{text}一")).chars;
    between(&c.to_string()) == between(folded)
}

static DICTIONARY: LazyLock<DictionaryMaxlength> =
    LazyLock::new(|| DictionaryMaxlength::from_zstd().expect("the tables are compiled in, and read by the crate's own tests"));

/// The Simplified form of a character; itself when it has none.
fn simplified(c: char) -> char {
    let tables = [&DICTIONARY.tw_variants_rev, &DICTIONARY.hk_variants_rev, &DICTIONARY.ts_characters];
    tables.iter().fold(c, |c, table| table.get(&[c]).and_then(only_char).unwrap_or(c))
}

fn only_char(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// Spellings that readers type though the text has another: Traditional characters and variants, kana of half width. The compatibility
/// ideographs and radicals that come out of old files and PDFs are folded where an article has them; for queries alone they would make the
/// lexicon a fifth larger.
static OTHER_SPELLINGS: LazyLock<BTreeMap<char, char>> = LazyLock::new(|| {
    let tables = [&DICTIONARY.tw_variants_rev, &DICTIONARY.hk_variants_rev, &DICTIONARY.ts_characters];
    let typed = tables.iter().flat_map(|table| table.iter().filter_map(|(from, _)| Some(*from.first()?).filter(|_| from.len() == 1)));
    // The rarest of all are beyond the basic plane.
    let known = typed.chain('\u{ff66}'..='\u{ff9f}').filter(|c| *c <= '\u{ffff}');
    known.filter_map(|c| Some((c, only_char(&folded_by_unicode(c))?)).filter(|(from, to)| from != to)).collect()
});

/// All that search reads of an article.
fn texts(article: &Article) -> Vec<String> {
    let mut texts = vec![article.title.clone(), article.standfirst.clone(), article.rights.clone()];
    texts.extend(article.sections.iter().map(|section| section.title.clone()));
    texts.extend(plain_text(article).into_iter().map(|passage| passage.text));
    for topic in &article.topics {
        texts.extend(names(topic).map(str::to_owned));
        texts.push(topic.summary.clone());
    }
    for statistic in &article.statistics {
        texts.extend([&statistic.subject, &statistic.display, &statistic.unit, &statistic.when].map(String::clone));
    }
    if let Some(source) = &article.source {
        texts.extend([&source.title, &source.outlet, &source.channel].map(String::clone));
    }
    texts
}

fn names(topic: &Topic) -> impl Iterator<Item = &str> {
    std::iter::once(topic.name.as_str()).chain(topic.aliases.iter().map(String::as_str))
}

/// Of the characters of names: what may be found by pinyin or sorted by it.
fn readings(article: &Article) -> String {
    let mut of: BTreeMap<char, Vec<String>> = BTreeMap::new();
    // What an article says of a name goes before the dictionary.
    for topic in &article.topics {
        let Some(reading) = &topic.reading else { continue };
        let reading: String = reading
            .to_lowercase()
            .replace(['ü', 'ǖ', 'ǘ', 'ǚ', 'ǜ'], "v")
            .chars()
            .flat_map(|c| folded_by_unicode(c).chars().collect::<Vec<_>>())
            .collect();
        let syllables: Vec<&str> = reading.split(|c: char| !c.is_ascii_lowercase()).filter(|syllable| !syllable.is_empty()).collect();
        let han: Vec<char> = topic
            .name
            .chars()
            .map(|c| folded_by_unicode(c).chars().next().unwrap_or(c))
            .filter(|c| c.to_pinyin_multi().is_some())
            .collect();
        if syllables.len() == han.len() {
            han.into_iter().zip(syllables).for_each(|(c, syllable)| of.entry(c).or_default().push(syllable.to_owned()));
        }
    }
    let mut named = vec![article.title.as_str()];
    named.extend(article.sections.iter().map(|section| section.title.as_str()));
    named.extend(article.topics.iter().flat_map(names));
    named.extend(article.statistics.iter().map(|statistic| statistic.subject.as_str()));
    for c in named.concat().chars() {
        let folded = only_char(&folded_by_unicode(c)).unwrap_or(c);
        for c in [folded, c] {
            let readings = c.to_pinyin_multi().into_iter().flatten().map(|reading| reading.plain().replace('ü', "v"));
            of.entry(folded).or_default().extend(readings);
        }
    }
    let mut all = String::new();
    for (c, readings) in of {
        let mut apart: Vec<String> = Vec::new();
        for reading in readings.into_iter().filter(|reading| reading.bytes().all(|b| b.is_ascii_lowercase())) {
            if !apart.contains(&reading) {
                apart.push(reading);
            }
        }
        if !apart.is_empty() {
            all.push(c);
            all.push_str(&apart.join("/"));
        }
    }
    all
}
