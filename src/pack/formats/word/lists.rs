//! Numbered paragraphs that follow one another, as lists within lists.

use super::numbering::{Label, Sign};
use crate::article::{Block, List, Text};

pub struct Item {
    pub label: Label,
    pub text: Text,
    /// What follows its first line.
    pub blocks: Vec<Block>,
}

/// The lists, and whether one of them was numbered with letters.
pub fn lists(items: Vec<Item>) -> (Vec<Block>, bool) {
    let has_letters = items.iter().any(|item| item.label.sign == Sign::Letter);
    (nested(items), has_letters)
}

fn nested(items: Vec<Item>) -> Vec<Block> {
    let mut lists: Vec<(Label, List)> = Vec::new();
    let mut items = items.into_iter().peekable();
    // However deep the first one stands, it is at the outermost level here.
    let mut outermost = usize::MAX;
    while let Some(item) = items.next() {
        outermost = outermost.min(item.label.level);
        let mut deeper = Vec::new();
        while let Some(inner) = items.next_if(|inner| inner.label.level > outermost) {
            deeper.push(inner);
        }
        let mut blocks = item.blocks;
        blocks.extend(nested(deeper));
        let entry = crate::article::Item { text: item.text, done: None, blocks };
        match lists.last_mut() {
            Some((before, list)) if goes_on(before, &item.label) => {
                list.items.push(entry);
                *before = item.label;
            }
            _ => {
                let start = (item.label.sign != Sign::Bullet).then_some(item.label.number);
                lists.push((item.label, List { id: String::new(), start, items: vec![entry] }));
            }
        }
    }
    lists.into_iter().map(|(_, list)| Block::List(list)).collect()
}

fn goes_on(before: &Label, label: &Label) -> bool {
    let is_next = label.sign == Sign::Bullet || before.number.checked_add(1) == Some(label.number);
    before.sign == label.sign && (before.list == label.list || before.level == label.level) && is_next
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::plain_text_of_runs;

    fn shown(blocks: &[Block]) -> String {
        let item = |item: &crate::article::Item| format!("{}{}", plain_text_of_runs(&item.text), shown(&item.blocks));
        let list = |block: &Block| match block {
            Block::List(list) => {
                let start = list.start.map_or("•".to_owned(), |start| start.to_string());
                format!("({start} {})", list.items.iter().map(item).collect::<Vec<_>>().join(" "))
            }
            _ => String::new(),
        };
        blocks.iter().map(list).collect()
    }

    #[track_caller]
    fn check(items: &[(&str, usize, Sign, u32)], expected: &str) {
        let item = |(text, level, sign, number): &(&str, usize, Sign, u32)| Item {
            label: Label { sign: *sign, list: "1".into(), level: *level, number: *number, text: String::new() },
            text: (*text).into(),
            blocks: Vec::new(),
        };
        assert_eq!(shown(&lists(items.iter().map(item).collect()).0), expected);
    }

    #[test]
    fn deeper_items_stand_within_the_one_before() {
        use Sign::{Bullet, Number};
        check(&[("a", 0, Number, 1), ("b", 1, Bullet, 1), ("c", 1, Bullet, 2), ("d", 0, Number, 2)], "(1 a(• b c) d)");
        check(&[("a", 2, Bullet, 1), ("b", 0, Bullet, 1), ("c", 2, Bullet, 1)], "(• a b(• c))");
    }

    #[test]
    fn a_number_out_of_order_begins_a_list() {
        use Sign::Number;
        check(&[("a", 0, Number, 4), ("b", 0, Number, 5), ("c", 0, Number, 1)], "(4 a b)(1 c)");
    }
}
