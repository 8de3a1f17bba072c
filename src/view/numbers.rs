//! Every figure of the article, in a register.

use super::Scene;
use super::blocks::{Column, cell, register};
use super::page::main;
use super::tree::{Tree, element, link};
use crate::article::{Statistic, decimal, grouped};
use crate::library::Word;

pub fn numbers_page(scene: &Scene) -> Tree {
    let columns = [(Word::Subject, false), (Word::Value, true), (Word::Unit, false), (Word::When, false), (Word::Stated, false)];
    let columns = columns.map(|(word, is_number)| (scene.say(word), is_number));
    let rows = scene.bundle.article.statistics.iter().map(|statistic| row(statistic, &columns, scene)).collect();
    let intro = element("figcaption").text(scene.say(Word::NumbersIntro));
    let numbers = register(element("figure").id("_numbers"), intro, scene.say(Word::Numbers), &columns, rows);
    main(scene, "numbers", scene.say(Word::Numbers)).add(numbers)
}

fn row(statistic: &Statistic, columns: &[Column], scene: &Scene) -> Tree {
    let lang = &scene.bundle.article.lang;
    let section = scene.section_title(&statistic.stated);
    let cell = |index| cell(columns, index);
    element("tr")
        .id(&statistic.id)
        .add(cell(0).text(&statistic.subject))
        .add(cell(1).attr("data-value", &decimal(statistic.value)).text(&display(statistic, lang)))
        .add(cell(2).text(&statistic.unit))
        .add(cell(3).text(&statistic.when))
        .add(cell(4).add(link(&scene.to_block(&statistic.stated), section)))
}

/// A figure as the article words it, or else its value and unit as the language writes them.
pub fn display(statistic: &Statistic, lang: &str) -> String {
    if !statistic.display.is_empty() {
        return statistic.display.clone();
    }
    let between = if lang.starts_with("zh") || statistic.unit.is_empty() { "" } else { " " };
    format!("{}{between}{}", grouped(statistic.value), statistic.unit)
}
