//! The catalogue: every article of a library in a line, in parts that are fetched as they are needed, with the lists of those that share
//! a year, an outlet, a topic or a language.
//!
//! Articles are numbered from 0, the newest first. A list is their numbers in order, each written as its distance from the one before, in base
//! 36; a run of neighbours is `distance-length`. The script of the front reads it (`scripts/library.js`).

use crate::article::{Article, plain_text};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// An article in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: String,
    /// First part of its address; empty for the site's first language.
    pub prefix: String,
    pub lang: String,
    pub title: String,
    pub standfirst: String,
    /// `2022-07-26`, or less; empty when it is not known.
    pub day: String,
    pub outlet: String,
    pub channel: String,
    pub topics: Vec<String>,
}

/// Characters of a standfirst that a list shows.
const EXCERPT: usize = 110;

/// Entries in one part: some 20 kB, packed by the host a third of that.
const PART: usize = 100;

/// Longer lists are in a file of their own.
const INLINE: usize = 1500;

/// Entries on a page of the front.
pub const PAGE: usize = 24;

impl Entry {
    pub fn of(article: &Article, prefix: &str) -> Self {
        let source = article.source.as_ref();
        let published = source.map_or("", |source| source.published.as_str());
        let standfirst = match article.standfirst.as_str() {
            "" => plain_text(article).first().map(|passage| passage.text.replace('\n', " ")).unwrap_or_default(),
            standfirst => standfirst.to_owned(),
        };
        Entry {
            id: article.id.clone(),
            prefix: prefix.to_owned(),
            lang: article.lang.clone(),
            title: article.title.clone(),
            standfirst: shortened(&standfirst),
            day: if article.published.is_empty() { published } else { &article.published }.to_owned(),
            outlet: source.map_or_else(String::new, |source| source.outlet.clone()),
            channel: source.map_or_else(String::new, |source| source.channel.clone()),
            topics: article.topics.iter().map(|topic| topic.id.clone()).collect(),
        }
    }

    /// `2022`, if it is known.
    pub fn year(&self) -> Option<&str> {
        self.day.get(..4)
    }

    fn json(&self) -> Value {
        json!([self.id, self.prefix, self.lang, self.title, self.standfirst, self.day, self.outlet])
    }
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= EXCERPT { text.to_owned() } else { text.chars().take(EXCERPT).chain(['…']).collect() }
}

/// In the order of the front: the newest first, those without a day last; of one day by id.
pub fn in_order(mut entries: Vec<Entry>) -> Vec<Entry> {
    entries.sort_by(|one, other| other.day.cmp(&one.day).then_with(|| one.id.cmp(&other.id)).then_with(|| one.prefix.cmp(&other.prefix)));
    entries
}

/// The values of a facet, each with the numbers of its articles.
pub type Lists = BTreeMap<String, Vec<usize>>;

/// The facets by which a library is divided: their names in addresses, and their lists.
pub fn facets(entries: &[Entry]) -> Vec<(&'static str, Lists)> {
    let gather = |values: &dyn Fn(&Entry) -> Vec<String>| {
        let mut lists = Lists::new();
        for (number, entry) in entries.iter().enumerate() {
            for value in values(entry) {
                lists.entry(value).or_default().push(number);
            }
        }
        lists
    };
    let filled = |value: &str| if value.is_empty() { Vec::new() } else { vec![value.to_owned()] };
    vec![
        ("year", gather(&|entry| entry.year().map(str::to_owned).into_iter().collect())),
        ("month", gather(&|entry| entry.day.get(..7).map(str::to_owned).into_iter().collect())),
        ("outlet", gather(&|entry| filled(&entry.outlet))),
        ("channel", gather(&|entry| filled(&entry.channel))),
        ("topic", gather(&|entry| entry.topics.clone())),
        ("lang", gather(&|entry| vec![entry.lang.clone()])),
    ]
}

/// Adds a file to the site: takes a name and a content, and returns the name that the file has there and its integrity.
pub type Add<'a> = &'a mut dyn FnMut(&str, Vec<u8>) -> (String, String);

/// Writes the catalogue. Returns name and integrity of its head, which names all else.
pub fn written(entries: &[Entry], facets: &[(&'static str, Lists)], name: &dyn Fn(&str, &str) -> String, add: Add) -> (String, String) {
    let bytes = |value: &Value| serde_json::to_vec(value).expect("a catalogue is plain JSON");
    let parts: Vec<Value> = entries
        .chunks(PART)
        .enumerate()
        .map(|(number, entries)| {
            let part = Value::from(entries.iter().map(Entry::json).collect::<Vec<_>>());
            let (file, integrity) = add(&format!("catalogue-{number}.json"), bytes(&part));
            json!([file, integrity])
        })
        .collect();
    let mut heads = serde_json::Map::new();
    for (facet, lists) in facets {
        let mut values = Vec::new();
        let mut long = serde_json::Map::new();
        for (value, list) in lists {
            let written = list_text(list);
            let shown = name(facet, value);
            if written.len() <= INLINE {
                values.push(json!([value, shown, list.len(), written]));
            } else {
                values.push(json!([value, shown, list.len()]));
                long.insert(value.clone(), written.into());
            }
        }
        let file = (!long.is_empty()).then(|| add(&format!("catalogue-{facet}.json"), bytes(&Value::from(long))));
        heads.insert((*facet).to_owned(), json!({ "values": values, "file": file }));
    }
    let titles = add("catalogue-titles.json", bytes(&json!(by_title(entries))));
    let head = json!({ "count": entries.len(), "size": PART, "page": PAGE, "parts": parts, "facets": heads, "titles": titles });
    add("catalogue.json", bytes(&head))
}

/// Numbers of the articles in the order of their titles: Chinese by its reading, Latin letters without regard to case.
fn by_title(entries: &[Entry]) -> Vec<usize> {
    use pinyin::ToPinyin;
    let key = |title: &str| -> String {
        let mut key = String::new();
        for c in title.chars().filter(|c| c.is_alphanumeric()) {
            match c.to_pinyin() {
                // Syllable by syllable: the space keeps xi an before xian.
                Some(reading) => key.extend([reading.plain(), " "]),
                None => key.extend(c.to_lowercase()),
            }
        }
        key
    };
    let mut order: Vec<(String, &str, usize)> =
        entries.iter().enumerate().map(|(number, entry)| (key(&entry.title), entry.title.as_str(), number)).collect();
    order.sort();
    order.into_iter().map(|(_, _, number)| number).collect()
}

/// `0-2,9,1`: 0 and 1, then 10 (nine behind the first that is free), then 12.
fn list_text(list: &[usize]) -> String {
    let mut text = String::new();
    let mut free = 0;
    let mut index = 0;
    while index < list.len() {
        let start = list[index];
        let run = list[index..].iter().enumerate().take_while(|(ahead, number)| **number == start + ahead).count();
        if !text.is_empty() {
            text.push(',');
        }
        text.push_str(&base36(start - free));
        if run > 1 {
            text.push('-');
            text.push_str(&base36(run));
        }
        free = start + run;
        index += run;
    }
    text
}

fn base36(mut number: usize) -> String {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut digits = Vec::new();
    loop {
        digits.push(DIGITS[number % 36]);
        number /= 36;
        if number == 0 {
            break;
        }
    }
    digits.iter().rev().map(|digit| char::from(*digit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<usize> {
        let mut numbers = Vec::new();
        let mut free = 0;
        for part in text.split(',').filter(|part| !part.is_empty()) {
            let (distance, run) = part.split_once('-').unwrap_or((part, "1"));
            let start = free + usize::from_str_radix(distance, 36).unwrap();
            let run = usize::from_str_radix(run, 36).unwrap();
            numbers.extend(start..start + run);
            free = start + run;
        }
        numbers
    }

    #[test]
    fn a_list_of_numbers_comes_back_as_it_was() {
        for list in [vec![], vec![0], vec![0, 1, 10, 12], vec![5, 6, 7, 100, 5000, 5001], (0..5000).collect()] {
            assert_eq!(read(&list_text(&list)), list);
        }
        assert_eq!(list_text(&[0, 1, 11, 13]), "0-2,9,1");
    }

    #[test]
    fn the_newest_come_first_and_those_without_a_day_last() {
        let entry = |id: &str, day: &str| Entry {
            id: id.into(),
            prefix: String::new(),
            lang: "zh-Hans".into(),
            title: id.into(),
            standfirst: String::new(),
            day: day.into(),
            outlet: String::new(),
            channel: String::new(),
            topics: Vec::new(),
        };
        let ordered = in_order(vec![entry("b", "2022"), entry("c", ""), entry("d", "2022-07-26"), entry("a", "2022")]);
        let ids: Vec<&str> = ordered.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(ids, ["d", "a", "b", "c"]);
        let facets = facets(&ordered);
        assert_eq!(facets[0].1["2022"], [0, 1, 2]);
        assert_eq!(facets[1].1["2022-07"], [0]);
    }
}
