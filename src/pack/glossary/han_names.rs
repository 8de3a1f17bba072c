//! Names in Chinese, which has no spaces: strings that recur, whose parts belong together (pointwise mutual information) and whose
//! neighbours change (branching entropy; Jin and Tanaka-Ishii, “Unsupervised Segmentation of Chinese Text by Use of Branching Entropy”,
//! 2006).
//!
//! Two passes: the first counts all strings, forgetting the rarest when they become too many; the second looks closely at the few that
//! may be names.

use super::suggesting::{Candidate, FEWEST, Weighed};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The longest string that is looked at: as many as fit into a [`Packed`].
const LONGEST: usize = 8;
/// Strings held at a time, 33 bytes each. Below half of what a table of 2²² places takes: from there it tidies itself up where it is,
/// when strings have been forgotten, and does not double.
const MOST_STRINGS: usize = 1_700_000;
/// Strings that are looked at closely.
const MOST_LIKELY: usize = 50_000;
/// Bits by which the parts must occur together more often than by chance. Below, any two common words that meet are a name; sensible 3–6.
const COHESION: f64 = 4.0;
/// Bits that the neighbours of a string that occurs three times must leave open on either side: two of three differ.
const FREEDOM: f64 = 0.9;
/// Further bits for each doubling: `立学校` comes after `公` and `私` however often it comes.
const MORE_FREEDOM: f64 = 0.1;
/// Different neighbours that are told apart on one side; that many are freedom enough.
const MOST_NEIGHBOURS: usize = 24;

/// What names end in, and other words seldom do.
const ENDINGS: [&str; 61] = [
    "省",
    "市",
    "县",
    "区",
    "乡",
    "镇",
    "村",
    "州",
    "街道",
    "社区",
    "山",
    "河",
    "江",
    "湖",
    "岛",
    "局",
    "厅",
    "委",
    "委员会",
    "办公室",
    "公司",
    "集团",
    "银行",
    "医院",
    "学院",
    "大学",
    "中学",
    "小学",
    "学校",
    "研究所",
    "研究院",
    "协会",
    "联盟",
    "基金会",
    "合作社",
    "专班",
    "中心",
    "基地",
    "项目",
    "工程",
    "园区",
    "景区",
    "公园",
    "电站",
    "铁路",
    "高速",
    "机场",
    "计划",
    "行动",
    "制度",
    "机制",
    "模式",
    "条例",
    "办法",
    "战略",
    "体系",
    "大会",
    "会议",
    "报",
    "网",
    "党",
];

/// Characters with which no name begins or ends: particles, pronouns, conjunctions, verbs that lead to something.
const LOOSE: &str = "的了是在和与及或而但也都就还又才却则且并不没未很更最太再被把将对从向于由以为给让使等着过得地之其所这那哪此各每某\
                     我你他她它您们个些么吗呢吧啊上下里中内外前后时有要会能可应该来去到说如若因当只已正曾用做请无";
/// Of [`LOOSE`] those with which names do begin, `中国`, `应急管理局`, `无锡`: if they belong to what follows beyond doubt.
const FREE_IN_FRONT: &str = "中上下前后内外正会有可能用当应无";
/// [`COHESION`] beyond doubt.
const FIRM: f64 = 7.0;
/// Stands for numbers and pronouns among neighbours.
const COUNTING: u16 = '一' as u16;
const NUMERALS: &str = "一二三四五六七八九十百千万亿零两几数第多半";

/// Up to [`LONGEST`] characters of the Basic Multilingual Plane, 16 bits each, the last one lowest. No character is 0, so length tells itself.
type Packed = u128;

/// The first pass: how often every string occurs, at least about.
pub(super) struct HanStrings {
    most: usize,
    counts: HashMap<Packed, u32, BuildHasherDefault<Mixing>>,
    /// What occurred no more often has been forgotten at some time (Manku and Motwani, “Approximate Frequency Counts over Data Streams”, 2002).
    floor: u32,
    characters: u64,
}

impl Default for HanStrings {
    fn default() -> Self {
        HanStrings { most: MOST_STRINGS, counts: HashMap::default(), floor: 0, characters: 0 }
    }
}

impl HanStrings {
    pub(super) fn add(&mut self, line: &str) {
        for run in runs(line) {
            self.characters += run.len() as u64;
            for start in 0..run.len() {
                let mut packed = 0;
                for &c in &run[start..run.len().min(start + LONGEST)] {
                    packed = packed << 16 | Packed::from(c);
                    *self.counts.entry(packed).or_default() += 1;
                }
            }
            if self.counts.len() > self.most {
                self.forget();
            }
        }
    }

    /// Single characters stay: there are not many, and everything is held against them.
    fn forget(&mut self) {
        while self.counts.len() > self.most / 2 {
            self.floor += 1;
            let floor = self.floor;
            self.counts.retain(|packed, count| *packed < 1 << 16 || *count > floor);
        }
    }

    fn count(&self, packed: Packed) -> f64 {
        f64::from(self.counts.get(&packed).copied().unwrap_or(self.floor).max(1))
    }

    /// Bits by which the string's two parts occur together more often than by chance, where it falls apart most easily.
    fn cohesion(&self, packed: Packed, count: u32) -> f64 {
        let parts = (1..length(packed)).map(|at| (packed >> (16 * at), packed & ((1 << (16 * at)) - 1)));
        let together = |(left, right)| (f64::from(count) * self.characters as f64 / self.count(left) / self.count(right)).log2();
        parts.map(together).fold(f64::INFINITY, f64::min)
    }
}

/// The second pass: what stands beside the strings that may be names.
pub(super) struct HanNames(HashMap<Packed, Name, BuildHasherDefault<Mixing>>);

#[derive(Default)]
struct Name {
    count: usize,
    articles: usize,
    last_article: Option<usize>,
    before: Neighbours,
    after: Neighbours,
}

impl HanNames {
    pub(super) fn likely(strings: HanStrings) -> Self {
        let is_likely = |&(packed, count): &(Packed, u32)| {
            length(packed) > 1
                && count as usize >= FEWEST
                && wanted_cohesion(packed).is_some_and(|wanted| strings.cohesion(packed, count) >= wanted)
        };
        let mut likely: Vec<(Packed, u32)> = strings.counts.iter().map(|(packed, count)| (*packed, *count)).filter(is_likely).collect();
        likely.sort_unstable_by_key(|(packed, count)| (std::cmp::Reverse(u64::from(*count) * length(*packed) as u64), *packed));
        likely.truncate(MOST_LIKELY);
        HanNames(likely.into_iter().map(|(packed, _)| (packed, Name::default())).collect())
    }

    pub(super) fn add(&mut self, line: &str, article: usize) {
        for run in runs(line) {
            for start in 0..run.len() {
                let mut packed = 0;
                for end in start + 1..=run.len().min(start + LONGEST) {
                    packed = packed << 16 | Packed::from(run[end - 1]);
                    let Some(name) = self.0.get_mut(&packed) else { continue };
                    name.count += 1;
                    if name.last_article.replace(article) != Some(article) {
                        name.articles += 1;
                    }
                    name.before.add(start.checked_sub(1).map(|before| run[before]));
                    name.after.add(run.get(end).copied());
                }
            }
        }
    }

    pub(super) fn weighed(self) -> Vec<Weighed> {
        let is_free = |name: &Name| {
            let wanted = FREEDOM + MORE_FREEDOM * (name.count as f64 / FEWEST as f64).log2();
            name.count >= FEWEST && name.before.entropy() >= wanted && name.after.entropy() >= wanted
        };
        self.0.into_iter().filter(|(_, name)| is_free(name)).map(|(packed, name)| weigh(&text(packed), &name)).collect()
    }
}

fn weigh(text: &str, name: &Name) -> Weighed {
    let characters: Vec<char> = text.chars().collect();
    let length = characters.len();
    let ending = ENDINGS.iter().filter(|ending| text.len() > ending.len() && text.ends_with(*ending)).map(|ending| ending.len()).max();
    // Of two characters, most are words of every day.
    let shape = match (length, ending) {
        (2, None) => 0.5,
        (2, Some(_)) => 1.0,
        (_, None) => 1.0,
        (_, Some(_)) => 1.8,
    };
    let freedom = name.before.entropy().min(name.after.entropy()).min(3.0);
    let weight = (1.0 + name.count as f64).log2() * shape * (1.0 + freedom / 3.0);
    let parts = (2..length).flat_map(|size| characters.windows(size).map(|part| part.iter().collect()).collect::<Vec<String>>());
    let candidate = Candidate { name: text.to_owned(), count: name.count, articles: name.articles };
    Weighed { candidate, weight, parts: parts.collect() }
}

/// What stood on one side, and how often. A comma, a line's end or a letter is no neighbour: there the string stood free.
#[derive(Default)]
struct Neighbours {
    seen: Vec<(u16, u32)>,
    /// At ends, and beside characters for which there was no room any more.
    free: u32,
}

impl Neighbours {
    fn add(&mut self, neighbour: Option<u16>) {
        // Numbers and `这` are one neighbour: what follows nothing else counts, as `种` does in `两种方法`.
        let neighbour = neighbour.map(|c| if is_counting(c) { COUNTING } else { c });
        let position = self.seen.iter().position(|(seen, _)| Some(*seen) == neighbour);
        match (position, neighbour) {
            (Some(position), _) => self.seen[position].1 += 1,
            (None, Some(c)) if self.seen.len() < MOST_NEIGHBOURS => self.seen.push((c, 1)),
            _ => self.free += 1,
        }
    }

    /// In bits, each free place as a neighbour of its own.
    fn entropy(&self) -> f64 {
        let all = f64::from(self.free + self.seen.iter().map(|(_, count)| count).sum::<u32>());
        let share = |count: u32| f64::from(count) / all;
        let bits = |part: f64| if part > 0.0 { -part * part.log2() } else { 0.0 };
        self.seen.iter().map(|(_, count)| bits(share(*count))).sum::<f64>() + f64::from(self.free) * bits(share(1))
    }
}

/// How firmly its parts must belong together for a string to be a name; none if it cannot be one by its first and last character.
fn wanted_cohesion(packed: Packed) -> Option<f64> {
    let text = text(packed);
    let (first, last) = (text.chars().next()?, text.chars().next_back()?);
    // `三级` counts something, `三级微网格` names it.
    let counted = text.chars().filter(|c| NUMERALS.contains(*c)).count();
    let is_number = counted > 0 && text.chars().count() - counted < 2 || text.starts_with('第');
    if LOOSE.contains(last) || "一两几多第".contains(last) || text.contains(['的', '了']) || is_number {
        return None;
    }
    match (LOOSE.contains(first), FREE_IN_FRONT.contains(first)) {
        (false, _) => Some(COHESION),
        (true, true) => Some(FIRM),
        (true, false) => None,
    }
}

fn is_counting(c: u16) -> bool {
    char::from_u32(u32::from(c)).is_some_and(|c| NUMERALS.contains(c) || "这那每各某".contains(c))
}

/// Stretches of Han characters, longer than one.
fn runs(line: &str) -> impl Iterator<Item = Vec<u16>> {
    let is_han = |c: char| matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}');
    let run = |run: &str| run.chars().filter_map(|c| u16::try_from(u32::from(c)).ok()).collect::<Vec<u16>>();
    line.split(move |c| !is_han(c)).filter(|part| !part.is_empty()).map(run)
}

fn length(packed: Packed) -> usize {
    (128 - packed.leading_zeros() as usize).div_ceil(16)
}

fn text(packed: Packed) -> String {
    let character = |at: usize| char::from_u32((packed >> (16 * at)) as u32 & 0xffff).unwrap_or_default();
    (0..length(packed)).rev().map(character).collect()
}

/// A hash of three instructions: the strings are counted a thousand million times, and nobody gains by making them collide.
#[derive(Default)]
struct Mixing(u64);

impl Hasher for Mixing {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u128(u128::from(*byte)));
    }
    fn write_u128(&mut self, packed: u128) {
        let folded = (packed as u64 ^ self.0).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (packed >> 64) as u64;
        let mixed = u128::from(folded) * 0xd6e8_feb8_6659_fd93;
        self.0 = mixed as u64 ^ (mixed >> 64) as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(lines: &[String], most: usize) -> Vec<(String, usize)> {
        let mut strings = HanStrings { most, ..HanStrings::default() };
        for line in lines {
            strings.add(line);
            // As many again as one line may bring.
            assert!(strings.counts.len() <= most + 8 * line.chars().count());
        }
        let mut names = HanNames::likely(strings);
        lines.iter().enumerate().for_each(|(index, line)| names.add(line, index));
        let mut found: Vec<_> = names.weighed().into_iter().map(|weighed| (weighed.candidate.name, weighed.candidate.count)).collect();
        found.sort();
        found
    }

    /// Lines of characters by chance, always the same, with a name in every tenth.
    fn noise(lines: usize, name: &str) -> Vec<String> {
        let mut seed = 1_u32;
        let mut chance = move || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from_u32(0x5000 + (seed >> 8) % 3_000).unwrap()
        };
        let mut some = |count: usize| (0..count).map(|_| chance()).collect::<String>();
        let line = |index| if index % 10 == 0 { some(10) + name + &some(10) } else { some(20) };
        (0..lines).map(line).collect()
    }

    #[test]
    fn a_name_is_found_in_what_is_not_one() {
        assert_eq!(names(&noise(100, "沁源县"), 1_000_000), [("沁源县".to_owned(), 10)]);
    }

    #[test]
    fn a_name_is_found_however_little_is_held_of_the_rest() {
        assert_eq!(names(&noise(1_000, "沁源县"), 20_000), [("沁源县".to_owned(), 100)]);
    }

    #[test]
    fn strings_of_up_to_eight_characters_are_packed_and_unpacked() {
        for string in ["沁", "沁源", "山西省沁源县人民"] {
            let packed = string.chars().fold(0, |packed, c| packed << 16 | Packed::from(c as u32));
            assert_eq!((text(packed).as_str(), length(packed)), (string, string.chars().count()));
        }
    }

    #[test]
    fn particles_numbers_and_pronouns_make_no_name() {
        let may_be = |string: &str| wanted_cohesion(string.chars().fold(0, |packed, c| packed << 16 | Packed::from(c as u32))).is_some();
        for string in ["三级微网格", "中国", "应急管理局", "五抓五促"] {
            assert!(may_be(string), "{string}");
        }
        for string in ["的县", "县的", "三百", "三级", "第一次", "我们", "提供了一", "我的县"] {
            assert!(!may_be(string), "{string}");
        }
    }
}
