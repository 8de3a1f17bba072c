//! Every figure of the article in a table that sorts. The heads of its columns are links: the order stands in the address.

use super::Scene;
use super::page::main;
use super::tree::{Tree, element, link};
use crate::article::{Statistic, grouped};
use crate::library::Word;
use crate::reading::{Page, Route};
use crate::search::Collator;
use std::cmp::Ordering;

/// Name of the column in the address, and its title.
const COLUMNS: [(&str, Word); 5] =
    [("subject", Word::Subject), ("value", Word::Value), ("unit", Word::Unit), ("when", Word::When), ("", Word::Stated)];

pub fn numbers_page(scene: &Scene) -> Tree {
    let sort = scene.route.params.sort.as_str();
    let (column, is_down) = sort.strip_prefix('-').map_or((sort, false), |column| (column, true));
    let mut rows: Vec<(usize, &Statistic)> = scene.bundle.article.statistics.iter().enumerate().collect();
    let keys = names(column, scene);
    rows.sort_by(|(at, a), (other_at, b)| {
        let order = keys.get(*at).cmp(&keys.get(*other_at)).then_with(|| compare(column, a, b));
        // Equal ones stay in the order of the text, whichever way the column runs.
        if is_down { order.reverse() } else { order }.then(at.cmp(other_at))
    });
    let head = element("tr").all(COLUMNS.iter().map(|(name, word)| column_head(name, *word, column, is_down, scene)).collect());
    let body = element("tbody").all(rows.iter().map(|(_, statistic)| row(statistic, scene)).collect());
    let table = element("table").add(element("thead").add(head)).add(body);
    let table =
        element("div").class("table").attr("tabindex", "0").attr("role", "region").attr("aria-label", scene.say(Word::Numbers)).add(table);
    main(scene, "numbers", scene.say(Word::Numbers)).add(element("p").class("label").text(scene.say(Word::NumbersIntro))).add(table)
}

/// Keys of the names in a column, in the order of the text; none for a column that holds no names.
fn names(column: &str, scene: &Scene) -> Vec<String> {
    let name = match column {
        "subject" => |statistic: &Statistic| statistic.subject.clone(),
        "unit" => |statistic: &Statistic| statistic.unit.clone(),
        _ => return Vec::new(),
    };
    let collator = Collator::new(&scene.bundle.lexicon);
    scene.bundle.article.statistics.iter().map(|statistic| collator.key(&name(statistic))).collect()
}

fn compare(column: &str, a: &Statistic, b: &Statistic) -> Ordering {
    let by_value = || a.value.partial_cmp(&b.value).unwrap_or(Ordering::Equal);
    match column {
        "value" | "unit" => by_value(),
        "when" => a.when.cmp(&b.when),
        _ => Ordering::Equal,
    }
}

/// Sorts by its column; a second time, the other way round; a third time, as the text has it.
fn column_head(name: &str, word: Word, column: &str, is_down: bool, scene: &Scene) -> Tree {
    let is_this = name == column;
    let next = match (is_this, is_down) {
        (false, _) => name.to_owned(),
        (true, false) => format!("-{name}"),
        (true, true) => String::new(),
    };
    let order = match (is_this && !name.is_empty(), is_down) {
        (true, false) => Some("ascending"),
        (true, true) => Some("descending"),
        _ => None,
    };
    let head = element("th").attr("scope", "col").attr_if("aria-sort", order);
    let head = if name == "value" { head.class("number") } else { head };
    if name.is_empty() {
        return head.text(scene.say(word));
    }
    let route = Route::new(&scene.route.language, Page::Numbers).sorted(&next);
    head.add(link(&scene.links.to(&route), scene.say(word)).id(&format!("_sort-{name}")))
}

fn row(statistic: &Statistic, scene: &Scene) -> Tree {
    let lang = &scene.bundle.article.lang;
    let section = scene.section_title(&statistic.stated);
    element("tr")
        .id(&statistic.id)
        .add(element("th").attr("scope", "row").text(&statistic.subject))
        .add(element("td").class("number").text(&display(statistic, lang)))
        .add(element("td").text(&statistic.unit))
        .add(element("td").text(&statistic.when))
        .add(element("td").add(link(&scene.to_block(&statistic.stated), section)))
}

/// A figure as the article words it, or else its value and unit as the language writes them.
pub fn display(statistic: &Statistic, lang: &str) -> String {
    if !statistic.display.is_empty() {
        return statistic.display.clone();
    }
    let between = if lang.starts_with("zh") || statistic.unit.is_empty() { "" } else { " " };
    format!("{}{between}{}", grouped(statistic.value), statistic.unit)
}
