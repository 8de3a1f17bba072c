//! Numbered paragraphs: what the numbering part defines, and counting as the text goes on.

use super::counting::numeral;
use super::xml::Element;
use std::collections::{HashMap, HashSet};

#[derive(Debug, Default)]
pub struct Numbering {
    /// Levels of a definition, by its id.
    definitions: HashMap<String, Vec<Level>>,
    lists: HashMap<String, List>,
    /// How far each definition has been counted, by level.
    counts: HashMap<String, Vec<Option<u32>>>,
    /// Lists that have begun.
    begun: HashSet<String>,
}

#[derive(Clone, Debug, Default)]
struct Level {
    format: String,
    /// `第%1条`: `%1` stands for the number of the first level.
    text: String,
    start: u32,
    /// Style of the paragraphs that are numbered at this level.
    style: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    definition: String,
    /// Numbers with which levels begin in this list.
    starts: HashMap<usize, u32>,
    /// Levels that are defined for this list alone.
    levels: HashMap<usize, Level>,
}

/// What stands before a numbered paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    pub sign: Sign,
    pub list: String,
    pub level: usize,
    pub number: u32,
    /// As it is shown: `（三）`; empty for a bullet.
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Bullet,
    /// A list shows it by itself: 3. or 3)
    Number,
    /// Letters or Roman numerals, which a list shows as numbers.
    Letter,
    /// Part of the text: 三、, 第三条, 2.3.1.
    Words,
}

const LEVELS: usize = 9;

impl Numbering {
    pub fn read(root: &Element) -> Self {
        let mut numbering = Numbering::default();
        // Definitions that are kept in a style of lists: by its name.
        let mut linked: HashMap<&str, Vec<Level>> = HashMap::new();
        let definitions = || root.elements().filter(|element| element.name == "w:abstractNum");
        for element in definitions() {
            let mut levels = vec![Level::default(); LEVELS];
            for (index, level) in levels_of(element) {
                levels[index] = level;
            }
            if let Some(style) = element.setting("w:styleLink") {
                linked.insert(style, levels.clone());
            }
            numbering.definitions.insert(element.get("w:abstractNumId").unwrap_or_default().to_owned(), levels);
        }
        for element in definitions() {
            if let Some(levels) = element.setting("w:numStyleLink").and_then(|style| linked.get(style)) {
                numbering.definitions.insert(element.get("w:abstractNumId").unwrap_or_default().to_owned(), levels.clone());
            }
        }
        for element in root.elements().filter(|element| element.name == "w:num") {
            let mut list = List { definition: element.setting("w:abstractNumId").unwrap_or_default().to_owned(), ..List::default() };
            for change in element.elements().filter(|change| change.name == "w:lvlOverride") {
                let Some(level) = change.get("w:ilvl").and_then(|level| level.parse().ok()).filter(|level| *level < LEVELS) else {
                    continue;
                };
                list.levels.extend(levels_of(change));
                if let Some(start) = change.setting("w:startOverride").and_then(|start| start.parse().ok()) {
                    list.starts.insert(level, start);
                }
            }
            numbering.lists.insert(element.get("w:numId").unwrap_or_default().to_owned(), list);
        }
        numbering
    }

    /// The level at which a list numbers paragraphs of a style.
    pub fn level_of_style(&self, list: &str, style: &str) -> Option<usize> {
        let definition = self.definitions.get(&self.lists.get(list)?.definition)?;
        definition.iter().position(|level| level.style.as_deref() == Some(style))
    }

    /// Counts on, and says what stands before the next paragraph; `None` if there is no such list.
    pub fn next(&mut self, list_id: &str, level: usize) -> Option<Label> {
        let level = level.min(LEVELS - 1);
        let list = self.lists.get(list_id)?;
        let definition = self.definitions.get(&list.definition)?;
        let at = |index: usize| list.levels.get(&index).unwrap_or(&definition[index]);
        let counts = self.counts.entry(list.definition.clone()).or_insert_with(|| vec![None; LEVELS]);
        if self.begun.insert(list_id.to_owned()) {
            for index in list.starts.keys() {
                counts[*index] = None;
            }
        }
        let start = |index: usize| list.starts.get(&index).copied().unwrap_or(at(index).start);
        let number = counts[level].map_or(start(level), |count| count.saturating_add(1));
        counts[level] = Some(number);
        counts[level + 1..].fill(None);

        let Level { format, text, .. } = at(level);
        let label = |sign, text| Some(Label { sign, list: list_id.to_owned(), level, number, text });
        if format == "bullet" {
            return label(Sign::Bullet, String::new());
        }
        let mut shown = text.clone();
        for (index, count) in counts.iter().enumerate().take(level + 1) {
            let mark = format!("%{}", index + 1);
            if shown.contains(&mark) {
                shown = shown.replace(&mark, &numeral(count.unwrap_or(start(index)), &at(index).format));
            }
        }
        let around = text.replacen(&format!("%{}", level + 1), "", 1);
        let is_alone =
            text.contains('%') && around.chars().all(|c| matches!(c, '.' | ')' | '(' | '、' | '．' | '）' | '（' | ' ' | ',' | '，'));
        let sign = match format.as_str() {
            "" | "decimal" | "decimalZero" | "decimalFullWidth" | "decimalHalfWidth" if is_alone => Sign::Number,
            "lowerLetter" | "upperLetter" | "lowerRoman" | "upperRoman" if is_alone => Sign::Letter,
            _ => Sign::Words,
        };
        label(sign, shown.trim().to_owned())
    }
}

fn levels_of(element: &Element) -> impl Iterator<Item = (usize, Level)> {
    element.elements().filter(|level| level.name == "w:lvl").filter_map(|level| {
        let index = level.get("w:ilvl")?.parse().ok().filter(|index| *index < LEVELS)?;
        let read = Level {
            format: level.setting("w:numFmt").unwrap_or("decimal").to_owned(),
            text: level.child("w:lvlText").and_then(Element::value).unwrap_or_default().chars().take(200).collect(),
            start: level.setting("w:start").and_then(|start| start.parse().ok()).unwrap_or(0),
            style: level.setting("w:pStyle").map(str::to_owned),
        };
        Some((index, read))
    })
}

#[cfg(test)]
mod tests {
    use super::super::xml::parse;
    use super::*;

    fn numbering() -> Numbering {
        let level = |index: u32, format: &str, text: &str| {
            format!(
                r#"<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/><w:pStyle w:val="s{index}"/></w:lvl>"#
            )
        };
        let text = format!(
            r#"<w:numbering><w:abstractNum w:abstractNumId="0">{}{}{}</w:abstractNum><w:abstractNum w:abstractNumId="1">{}</w:abstractNum>
               <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
               <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
               <w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num></w:numbering>"#,
            level(0, "chineseCounting", "%1、"),
            level(1, "decimal", "%2."),
            level(2, "decimal", "%2.%3"),
            level(0, "bullet", "\u{f0b7}")
        );
        Numbering::read(&parse(&text, "numbering").unwrap())
    }

    #[test]
    fn levels_count_on_and_begin_again_below_the_next_number() {
        let mut numbering = numbering();
        let mut text = |level| numbering.next("1", level).unwrap().text;
        let texts = [text(0), text(1), text(1), text(2), text(0), text(1)];
        assert_eq!(texts, ["一、", "1.", "2.", "2.1", "二、", "1."]);
    }

    #[test]
    fn a_list_that_says_where_it_begins_begins_there() {
        let mut numbering = numbering();
        numbering.next("1", 0);
        let numbers = [0; 2].map(|level| numbering.next("2", level).unwrap().number);
        assert_eq!(numbers, [5, 6]);
    }

    #[test]
    fn only_plain_numbers_are_left_to_the_list() {
        let mut numbering = numbering();
        let mut sign = |list, level| numbering.next(list, level).map(|label| label.sign);
        assert_eq!([sign("1", 0), sign("1", 1), sign("1", 2)], [Some(Sign::Words), Some(Sign::Number), Some(Sign::Words)]);
        assert_eq!((sign("3", 0), sign("9", 0)), (Some(Sign::Bullet), None));
    }
}
