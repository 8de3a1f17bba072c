//! Code in colours, by the grammars that editors use: worked out while packing, so that no reader loads a grammar.

use crate::article::{Article, Block, Code};
use crate::picture::{Picture, Shape};
use std::sync::LazyLock;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};
use syntect::util::LinesWithEndings;

/// More than this is a file to download, and grammars are slow.
const MOST_BYTES: usize = 100_000;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Beginnings of the grammars' names for what a word is, and the class that the style knows; the more exact name comes first.
static CLASSES: LazyLock<Vec<(Scope, &str)>> = LazyLock::new(|| {
    let classes = [
        ("comment", "comment"),
        ("string", "string"),
        ("constant", "string"),
        ("keyword.operator", ""),
        ("keyword", "keyword"),
        ("storage", "keyword"),
    ];
    classes.map(|(name, class)| (Scope::new(name).expect("the name of a scope"), class)).to_vec()
});

/// Every block of code whose language is known, wherever it stands.
pub fn highlighted(article: &Article) -> Vec<Picture> {
    let mut pictures = Vec::new();
    article.sections.iter().for_each(|section| gather(&section.blocks, &mut pictures));
    pictures
}

fn gather(blocks: &[Block], pictures: &mut Vec<Picture>) {
    for block in blocks {
        match block {
            Block::Code(code) => pictures.extend(picture(code)),
            Block::Quote(b) => gather(&b.blocks, pictures),
            Block::Callout(b) => gather(&b.blocks, pictures),
            Block::Note(b) => gather(&b.blocks, pictures),
            Block::List(b) => b.items.iter().for_each(|item| gather(&item.blocks, pictures)),
            _ => {}
        }
    }
}

/// None where the language is unknown, or its grammar does not get through: then the code is shown as it is.
fn picture(code: &Code) -> Option<Picture> {
    if code.language.is_empty() || code.text.len() > MOST_BYTES {
        return None;
    }
    let mut state = ParseState::new(SYNTAXES.find_syntax_by_token(&code.language)?);
    let mut stack = ScopeStack::new();
    let mut spans: Vec<(&str, String)> = Vec::new();
    for line in LinesWithEndings::from(&code.text) {
        let mut at = 0;
        let changes = state.parse_line(line, &SYNTAXES).ok()?;
        for (from, change) in changes {
            put(&mut spans, class(&stack), line.get(at..from)?);
            at = from;
            stack.apply(&change).ok()?;
        }
        put(&mut spans, class(&stack), line.get(at..)?);
    }
    let shapes = spans.into_iter().map(|(class, text)| {
        let attributes = if class.is_empty() { Vec::new() } else { vec!["class".to_owned(), class.to_owned()] };
        Shape { tag: "span".to_owned(), attributes, text, inside: Vec::new() }
    });
    Some(Picture { block: code.id.clone(), shapes: shapes.collect() })
}

fn put<'a>(spans: &mut Vec<(&'a str, String)>, class: &'a str, text: &str) {
    match spans.last_mut() {
        _ if text.is_empty() => {}
        Some((before, whole)) if *before == class => whole.push_str(text),
        _ => spans.push((class, text.to_owned())),
    }
}

/// By the innermost thing that a word is a part of and the style knows.
fn class(stack: &ScopeStack) -> &'static str {
    let of = |scope: &Scope| CLASSES.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class);
    stack.as_slice().iter().rev().find_map(of).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(language: &str, text: &str, expected: &[(&str, &str)]) {
        let code = Code { id: "x".into(), language: language.into(), text: text.into() };
        let shapes = picture(&code).map(|picture| picture.shapes).unwrap_or_default();
        let spans: Vec<(&str, &str)> =
            shapes.iter().map(|shape| (shape.attributes.get(1).map_or("", String::as_str), shape.text.as_str())).collect();
        assert_eq!(spans, expected);
        assert!(spans.is_empty() || spans.iter().map(|(_, text)| *text).collect::<String>() == text, "nothing is lost");
    }

    #[test]
    fn words_have_the_class_of_what_they_are() {
        check("rust", "fn f() {} // 注\n", &[("keyword", "fn"), ("", " f() {} "), ("comment", "// 注\n")]);
        check(
            "Python",
            "x = \"a\" if 1 else 2",
            &[
                ("", "x = "),
                ("string", "\"a\""),
                ("", " "),
                ("keyword", "if"),
                ("", " "),
                ("string", "1"),
                ("", " "),
                ("keyword", "else"),
                ("", " "),
                ("string", "2"),
            ],
        );
    }

    #[test]
    fn a_comment_over_several_lines_is_one_span() {
        check("c", "/* a\n b */ int", &[("comment", "/* a\n b */"), ("", " "), ("keyword", "int")]);
    }

    #[test]
    fn what_is_no_language_here_is_left_as_it_is() {
        check("klingon", "x", &[]);
        check("", "fn f() {}", &[]);
    }
}
