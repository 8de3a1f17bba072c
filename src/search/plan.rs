//! From a query to what is looked for: the whole of it in all its spellings, and its terms.

use super::Query;
use super::corpus::Corpus;
use super::fold::{Class, class_in_folded};
use super::numerals::{STYLES, numeral};
use super::scan::{Occurrence, Pattern, scan};

/// What is looked for. Slot 0 is the whole query, touching; the others are its terms.
pub struct Plan {
    pub exact: Vec<String>,
    /// The folded words.
    pub words: Vec<char>,
    pub patterns: Vec<Pattern>,
    /// For each slot, how much finding it is worth: more for what is rare. Nothing for a term that is not needed.
    pub weights: Vec<u32>,
    pub kinds: Vec<Kind>,
    /// Where the patterns occur in the corpus.
    pub occurrences: Vec<Occurrence>,
}

/// A query is looked for as a whole at any length, but has no more terms than this.
const TERMS: usize = 64;
/// From this length on, a word also finds those that begin with it, wherever it stands in the query: *greenhouse* finds *greenhouses*.
const OPEN: usize = 3;

#[derive(Clone, Copy, PartialEq)]
pub enum Kind {
    /// A word, a number, a name, or a character that stands by itself.
    Term,
    /// Two characters that touch; needed when they occur at all.
    Pair,
    /// One character; needed when neither pair with it is.
    Single,
}

/// The terms as they are gathered.
struct Terms<'a> {
    corpus: &'a Corpus,
    patterns: Vec<Pattern>,
    kinds: Vec<Kind>,
}

impl Plan {
    pub fn new(query: &Query, corpus: &Corpus) -> Plan {
        let words = corpus.folder.fold(&query.words).chars;
        let mut terms = Terms { corpus, patterns: Vec::new(), kinds: vec![Kind::Term] };
        if !words.is_empty() {
            terms.spellings(&words, 0, words.len(), 0, true);
            let mut pieces: Vec<Vec<char>> = query.words.split_whitespace().map(|piece| corpus.folder.fold(piece).chars).collect();
            if !corpus.names_with(&words).is_empty() {
                pieces = vec![words.clone()];
            }
            for (index, piece) in pieces.iter().enumerate() {
                terms.piece(piece, index + 1 == pieces.len());
            }
        }
        let occurrences = scan(&corpus.chars, &terms.patterns);
        let weights = weights(&terms, &occurrences, corpus);
        Plan { exact: query.exact.clone(), words, patterns: terms.patterns, weights, kinds: terms.kinds, occurrences }
    }
}

impl Terms<'_> {
    fn slot(&mut self, kind: Kind) -> usize {
        self.kinds.push(kind);
        self.kinds.len() - 1
    }

    fn push(&mut self, slot: usize, chars: Vec<char>, is_open: bool, is_numeral: bool, is_alias: bool) {
        let is_there = self.patterns.iter().any(|pattern| pattern.slot == slot && pattern.chars == chars);
        if !is_there && !chars.is_empty() {
            self.patterns.push(Pattern { chars, slot, is_open, is_numeral, is_alias });
        }
    }

    /// Looks in a slot for some of the words, their numbers in every spelling, and the other names of the topic they name.
    fn spellings(&mut self, words: &[char], from: usize, to: usize, slot: usize, is_open: bool) {
        let words = &words[from..to];
        self.push(slot, words.to_vec(), is_open, false, false);
        for style in 0..STYLES {
            let mut spelt = Vec::new();
            let mut at = 0;
            while at < words.len() {
                let Some(numeral) = numeral(words, at) else {
                    spelt.push(words[at]);
                    at += 1;
                    continue;
                };
                numeral.spell(style, &mut spelt);
                at = numeral.to;
            }
            // By itself, 十 is not ten: it is in too many words.
            if spelt.len() > 1 && words.len() > 1 {
                self.push(slot, spelt, false, true, false);
            }
        }
        for name in self.corpus.names_with(words) {
            self.push(slot, name, false, false, true);
        }
    }

    /// The terms of a run of the query without spaces.
    fn piece(&mut self, piece: &[char], is_last: bool) {
        if self.kinds.len() > TERMS {
            return;
        }
        if !self.corpus.names_with(piece).is_empty() {
            let slot = self.slot(Kind::Term);
            return self.spellings(piece, 0, piece.len(), slot, is_last);
        }
        let mut at = 0;
        let mut after_single = false;
        while at < piece.len() && self.kinds.len() <= TERMS {
            let class = class_in_folded(piece[at]);
            let end = match numeral(piece, at) {
                Some(numeral) if numeral.to > at + 1 || class == Class::Digit => numeral.to,
                _ if class == Class::Single => at + 1,
                _ => at + piece[at..].iter().take_while(|c| class_in_folded(**c) == class).count(),
            };
            let is_single = class == Class::Single && end == at + 1;
            if is_single {
                if after_single {
                    let slot = self.slot(Kind::Pair);
                    self.push(slot, piece[at - 1..end].to_vec(), false, false, false);
                }
                let slot = self.slot(if piece.len() == 1 { Kind::Term } else { Kind::Single });
                self.push(slot, piece[at..end].to_vec(), false, false, false);
            } else if class != Class::Gap {
                let slot = self.slot(Kind::Term);
                let is_long = class == Class::Letter && end - at >= OPEN;
                self.spellings(piece, at, end, slot, is_long || is_last && end == piece.len());
            }
            (at, after_single) = (end, is_single);
        }
    }
}

/// Inverse document frequency in sixteenths of a bit, so that integers do.
fn weights(terms: &Terms, occurrences: &[Occurrence], corpus: &Corpus) -> Vec<u32> {
    // Entries are met in order: each slot remembers the last one that held it.
    let mut last = vec![usize::MAX; terms.kinds.len()];
    let mut entries = vec![0u32; terms.kinds.len()];
    let mut entry = 0;
    for occurrence in occurrences {
        while occurrence.at >= corpus.entry_end(entry) {
            entry += 1;
        }
        let slot = terms.patterns[occurrence.pattern].slot;
        if last[slot] != entry {
            (last[slot], entries[slot]) = (entry, entries[slot] + 1);
        }
    }
    let mut weights = Vec::new();
    for (slot, kind) in terms.kinds.iter().enumerate() {
        let is_needed_pair = |slot: usize| terms.kinds.get(slot) == Some(&Kind::Pair) && entries[slot] > 0;
        let is_needed = match kind {
            Kind::Term => slot > 0,
            Kind::Pair => entries[slot] > 0,
            Kind::Single => !is_needed_pair(slot - 1) && !is_needed_pair(slot + 1),
        };
        let rarity = 8 + log2(corpus.entries.len() as u32 + 1).saturating_sub(log2(entries[slot].max(1)));
        weights.push(match kind {
            _ if !is_needed => 0,
            // One character says little.
            Kind::Single => rarity / 2,
            _ => rarity,
        });
    }
    weights
}

/// In sixteenths, straight between powers of two.
fn log2(n: u32) -> u32 {
    let bits = 31 - n.leading_zeros();
    bits * 16 + ((n << (31 - bits)) >> 27 & 15)
}
