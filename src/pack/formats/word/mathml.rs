//! What formulas are put together from: elements of MathML, and the same in a line.

use crate::article::MathNode;
use crate::import::is_han;

/// A piece of a formula, both ways.
#[derive(Default)]
pub struct Part {
    pub tree: Vec<MathNode>,
    pub text: String,
}

pub fn tokens(words: &str, is_upright: bool) -> Part {
    // `&` says where lines of an array line up.
    let text: String = clean(words).replace('&', "");
    let mut tree: Vec<MathNode> = Vec::new();
    let mut before = Kind::Space;
    for c in text.chars() {
        let kind = Kind::of(c, before);
        let goes_on = match (before, kind) {
            (Kind::Digit, Kind::Digit) | (Kind::Words, Kind::Words) => true,
            (Kind::Letter, Kind::Letter) => is_upright,
            _ => false,
        };
        match (goes_on, tree.last_mut(), kind) {
            (true, Some(last), _) => last.text.push(c),
            (_, _, Kind::Space) => {}
            (_, _, Kind::Digit) => tree.push(leaf("mn", &c.to_string())),
            (_, _, Kind::Letter) => tree.push(leaf("mi", &c.to_string())),
            (_, _, Kind::Words) => tree.push(leaf("mtext", &c.to_string())),
            (_, _, Kind::Sign) => tree.push(leaf("mo", &c.to_string())),
        }
        before = kind;
    }
    Part { tree, text }
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Space,
    Digit,
    Letter,
    Words,
    Sign,
}

impl Kind {
    fn of(c: char, before: Kind) -> Self {
        match c {
            c if c.is_whitespace() => Kind::Space,
            '0'..='9' => Kind::Digit,
            '.' | ',' if before == Kind::Digit => Kind::Digit,
            c if is_han(c) => Kind::Words,
            c if c.is_alphanumeric() => Kind::Letter,
            _ => Kind::Sign,
        }
    }
}

pub fn table(lines: Vec<Vec<Part>>) -> Part {
    let text =
        lines.iter().map(|line| line.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(", ")).collect::<Vec<_>>().join("; ");
    let tree = lines.into_iter().map(|line| rows(line.into_iter().map(|cell| cell.tree).collect())).collect();
    Part { tree: vec![node("mtable", tree)], text }
}

pub fn rows(cells: Vec<Vec<MathNode>>) -> MathNode {
    node("mtr", cells.into_iter().map(|cell| node("mtd", cell)).collect())
}

pub fn leaf(tag: &str, text: &str) -> MathNode {
    MathNode { tag: tag.into(), text: clean(text), children: Vec::new() }
}

pub fn node(tag: &str, children: Vec<MathNode>) -> MathNode {
    MathNode { tag: tag.into(), text: String::new(), children }
}

/// As one element: a row only where there is not just one.
pub fn one(mut tree: Vec<MathNode>) -> MathNode {
    match tree.pop() {
        Some(only) if tree.is_empty() => only,
        Some(last) => {
            tree.push(last);
            node("mrow", tree)
        }
        None => node("mrow", Vec::new()),
    }
}

/// In brackets, unless it is a number, a letter, or in brackets already.
pub fn grouped(text: &str) -> String {
    let text = text.trim();
    let is_simple = text.chars().all(|c| c.is_ascii_digit() || c == '.') || text.chars().all(is_han) || text.chars().count() == 1;
    if is_simple || is_bracketed(text) { text.to_owned() } else { format!("({text})") }
}

/// A base needs none where it is a word either: `lim_(x→0)`.
pub fn grouped_base(text: &str) -> String {
    if text.trim().chars().all(char::is_alphanumeric) { text.trim().to_owned() } else { grouped(text) }
}

fn is_bracketed(text: &str) -> bool {
    let mut open = 0;
    let closes_at = text.chars().position(|c| {
        open += i32::from(c == '(') - i32::from(c == ')');
        open == 0
    });
    text.starts_with('(') && closes_at == text.chars().count().checked_sub(1)
}

pub fn clean(words: &str) -> String {
    let is_forbidden = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}');
    words.chars().filter(|c| !is_forbidden(*c)).collect()
}
