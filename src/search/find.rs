//! Answering a query: which entries hold it, in what order, and what is marked.

use super::corpus::{Corpus, Entry, Part, Words};
use super::excerpt::{Match, best_window, excerpt, merged};
use super::fold::{Class, class_in_folded};
use super::letters::shell_sort;
use super::pinyin::is_pinyin;
use super::plan::{Kind, Plan};
use super::scan::{Occurrence, scan};
use super::{Found, Hit, Query, Target, Tier};
use std::ops::Range;

/// Units within which all terms are near one another: a sentence or two.
const NEAR: usize = 24;
/// With fewer hits than this, those with most of the words are shown as well.
const FEW: usize = 3;

impl Corpus {
    /// What holds the query, best first.
    pub fn find(&self, query: &str) -> Found {
        let parsed = Query::parse(query);
        let marker = Marker { corpus: self, plan: Plan::new(&parsed, self) };
        let hits = marker.hits();
        let suggestions = if hits.is_empty() { self.suggestions(query, &parsed) } else { Vec::new() };
        Found { hits, suggestions }
    }

    /// Bytes of a text that a query marks, in order. For many texts, ask for a [`Marker`] once.
    pub fn marks(&self, query: &str, text: &str) -> Vec<Range<usize>> {
        self.marker(query).marks(text)
    }

    /// What marks a query in any text of the page.
    pub fn marker(&self, query: &str) -> Marker<'_> {
        Marker { corpus: self, plan: Plan::new(&Query::parse(query), self) }
    }
}

/// A query made ready for marking.
pub struct Marker<'a> {
    pub(super) corpus: &'a Corpus,
    plan: Plan,
}

impl Marker<'_> {
    /// Bytes of a text that are marked, in order and apart from one another: the query where it stands as a whole, else its terms, if most of
    /// them are there.
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        merged(&self.matches(text))
    }

    fn matches(&self, text: &str) -> Vec<Match> {
        let plan = &self.plan;
        let mut matches = Vec::new();
        for (index, exact) in plan.exact.iter().enumerate() {
            for start in positions(text, exact) {
                matches.push(Match { bytes: start..start + exact.len(), slot: plan.weights.len() + index, weight: 16 });
            }
        }
        if plan.words.is_empty() {
            return matches;
        }
        let folded = self.corpus.folder.fold(text);
        let occurrences = scan(&folded.chars, &plan.patterns);
        let mut counts = vec![0; plan.weights.len()];
        for occurrence in &occurrences {
            counts[plan.slot(occurrence)] += 1;
        }
        let (found, all) = plan.worth(&counts);
        let is_phrase = counts[0] > 0;
        if is_phrase || found > 0 && found * 2 >= all {
            let is_literal = |found: &Occurrence| plan.slot(found) == 0 && !plan.patterns[found.pattern].is_alias;
            for occurrence in &occurrences {
                let slot = plan.slot(occurrence);
                // Another name that holds the words asked for: these are what is looked for.
                let is_around = plan.patterns[occurrence.pattern].is_alias
                    && occurrences.iter().any(|other| is_literal(other) && occurrence.at <= other.at && other.end <= occurrence.end);
                if !is_around && if is_phrase { slot == 0 } else { plan.weights[slot] > 0 } {
                    matches.push(Match { bytes: folded.bytes(occurrence.at..occurrence.end), slot, weight: plan.weights[slot] + 1 });
                }
            }
        }
        if occurrences.is_empty()
            && is_pinyin(&plan.words)
            && self.corpus.texts.iter().any(|name| name.part != Part::Body && name.text == text)
            && let Some((_, read)) = self.corpus.readings.fit(&folded.chars, &plan.words)
        {
            matches.push(Match { bytes: folded.bytes(read), slot: 0, weight: 1 });
        }
        matches
    }

    /// The hits in order, with their excerpts.
    fn hits(&self) -> Vec<Hit> {
        let plan = &self.plan;
        let mut keys = Vec::new();
        let mut rest: &[Occurrence] = &plan.occurrences;
        let mut many = 0;
        for (index, entry) in self.corpus.entries.iter().enumerate() {
            let end = self.corpus.entry_end(index);
            let own;
            (own, rest) = rest.split_at(rest.iter().take_while(|occurrence| occurrence.at < end).count());
            if let Some((tier, rank, score)) = self.judge(entry, own) {
                many += usize::from(tier != Tier::Most);
                keys.push((tier as u64) << 56 | rank << 48 | u64::from(!score) << 16 | index as u64);
            }
        }
        shell_sort(&mut keys);
        let is_shown = |key: &u64| many < FEW || key >> 56 != Tier::Most as u64;
        keys.iter().filter(|key| is_shown(key)).map(|key| self.hit(Tier::ALL[(key >> 56) as usize], *key as u16 as usize)).collect()
    }

    /// The tier of an entry, its rank within the tier (0 is best) and its score there, if it is a hit at all.
    fn judge(&self, entry: &Entry, occurrences: &[Occurrence]) -> Option<(Tier, u64, u32)> {
        let plan = &self.plan;
        let texts = &self.corpus.texts[entry.texts.clone()];
        let mut exact = 0;
        for wanted in &plan.exact {
            let many: usize = texts.iter().map(|text| positions(&text.text, wanted).len() * text.part.weight() as usize).sum();
            if many == 0 {
                return None;
            }
            exact += many as u32 * 4;
        }
        let length = (texts[texts.len() - 1].at.end - texts[0].at.start) as u32;
        if plan.words.is_empty() {
            return (exact > 0).then(|| (Tier::Phrase, 1, self.saturated(exact, 16, length)));
        }
        let mut quarters = vec![0; plan.weights.len()];
        let mut is_literal = false;
        for occurrence in occurrences {
            let pattern = &plan.patterns[occurrence.pattern];
            let text = texts.iter().find(|text| occurrence.at < text.at.end)?;
            quarters[pattern.slot] += text.part.weight() * if occurrence.is_whole { 4 } else { 3 };
            is_literal |= pattern.slot == 0 && !pattern.is_alias;
        }
        if quarters[0] > 0 {
            // Who reported it comes after what was reported.
            let rank = match entry.target {
                Target::Source => 3,
                _ if self.corpus.is_called(entry, &plan.words) => 0,
                _ => 1 + u64::from(!is_literal),
            };
            return Some((Tier::Phrase, rank, self.saturated(quarters[0], 16, length)));
        }
        let (found, all) = plan.worth(&quarters);
        let score = (1..quarters.len()).map(|slot| self.saturated(quarters[slot], plan.weights[slot], length)).sum();
        if found > 0 && found == all {
            return Some((if self.is_near(occurrences) { Tier::Near } else { Tier::All }, 1, score));
        }
        if let Some(fit) = self.fit(texts) {
            return Some((Tier::Pinyin, 1, fit));
        }
        (found > 0 && found * 2 >= all).then_some((Tier::Most, 1, score))
    }

    /// How well a name of an entry is read by the query.
    fn fit(&self, texts: &[Words]) -> Option<u32> {
        if !is_pinyin(&self.plan.words) {
            return None;
        }
        let names = texts.iter().filter(|text| text.part != Part::Body);
        let fits = names.filter_map(|name| self.corpus.readings.fit(self.corpus.folded(name), &self.plan.words));
        fits.map(|(fit, _)| fit.0).max()
    }

    /// Okapi BM25 (Robertson and Zaragoza 2009) with k₁ 1.2 and b ¾, in integers; the count is in quarters.
    fn saturated(&self, quarters: u32, weight: u32, length: u32) -> u32 {
        let mean = (self.corpus.chars.len() / self.corpus.entries.len().max(1)).max(1) as u32;
        let norm = 4 + 12 * length.min(0xffff) / mean;
        let quarters = quarters.min(0xffff);
        weight * 88 * quarters / (40 * quarters + 12 * norm).max(1)
    }

    /// Whether all terms stand within [`NEAR`] units somewhere.
    fn is_near(&self, occurrences: &[Occurrence]) -> bool {
        let plan = &self.plan;
        let Some(start) = occurrences.first().map(|first| first.at) else { return false };
        let chars = &self.corpus.chars;
        // The number of the unit in which each slot was last met, counted from one.
        let mut last = vec![0; plan.weights.len()];
        let (mut at, mut unit) = (start, 1);
        for occurrence in occurrences {
            while at < occurrence.at {
                at += 1;
                let class = class_in_folded(chars[at]);
                unit += usize::from(class == Class::Single || class != Class::Gap && class != class_in_folded(chars[at - 1]));
            }
            last[plan.slot(occurrence)] = unit;
            let first = (1..last.len()).filter(|slot| plan.weights[*slot] > 0).map(|slot| last[slot]).min();
            if first.is_some_and(|first| first > 0 && unit - first < NEAR) {
                return true;
            }
        }
        false
    }

    fn hit(&self, tier: Tier, index: usize) -> Hit {
        let entry = &self.corpus.entries[index];
        let texts = &self.corpus.texts[entry.texts.clone()];
        let (heading, shown) = texts.split_at(usize::from(entry.has_title));
        let titled: Vec<(&str, Vec<Match>)> = heading.iter().map(|title| (title.text.as_str(), self.matches(&title.text))).collect();
        // Another name says nothing where the first one has been found.
        let is_named = titled.iter().any(|(_, matches)| !matches.is_empty());
        // The text with most of what was found; the first of equals.
        let mut best = (0, 0..0, entry.lead.map_or("", |lead| &self.corpus.texts[lead].text), Vec::new());
        for text in shown.iter().filter(|text| !(is_named && text.part == Part::Alias)) {
            let matches = self.matches(&text.text);
            let (worth, window) = best_window(&matches);
            if worth > best.0 {
                best = (worth, window, &text.text, matches);
            }
        }
        let (_, window, text, matches) = best;
        Hit {
            tier,
            target: entry.target.clone(),
            title: titled.iter().flat_map(|(title, matches)| excerpt(title, &(0..title.len()), matches)).collect(),
            section: entry.section,
            excerpt: excerpt(text, &window, &matches),
        }
    }
}

impl Plan {
    pub fn slot(&self, occurrence: &Occurrence) -> usize {
        self.patterns[occurrence.pattern].slot
    }

    /// What the terms that are there are worth, and all terms. Single characters of a word that nothing holds say nothing by themselves.
    pub fn worth(&self, counts: &[u32]) -> (u32, u32) {
        let (mut found, mut all, mut says_something) = (0, 0, false);
        for (slot, weight) in self.weights.iter().enumerate().filter(|(_, weight)| **weight > 0) {
            all += weight;
            if counts[slot] > 0 {
                found += weight;
                says_something |= self.kinds[slot] != Kind::Single;
            }
        }
        (if says_something { found } else { 0 }, all)
    }
}

/// Where a text holds another exactly.
fn positions(text: &str, wanted: &str) -> Vec<usize> {
    let (text, wanted) = (text.as_bytes(), wanted.as_bytes());
    let mut positions = Vec::new();
    for at in 0..text.len() {
        if text[at] == wanted[0] && text[at..].starts_with(wanted) {
            positions.push(at);
        }
    }
    positions
}
