//! Lines of a page as paragraphs: many pages write no `<p>` but break the line, twice or with the indent of Chinese print.

use crate::article::{Link, Mark, Run, Text, plain_text_of_runs};
use crate::import::{is_han, tidy};

/// The paragraphs that a text is, without indents; none for one without words.
pub fn paragraphs(text: Text) -> Vec<Text> {
    split(tidy(text)).into_iter().map(unindented).filter(has_content).collect()
}

/// Whether there is anything to see in it.
pub fn has_content(text: &Text) -> bool {
    let is_note = |run: &Run| matches!(run, Run::Marked(Mark::Note(_)));
    text.0.iter().any(is_note) || plain_text_of_runs(text).chars().any(|c| !is_blank(c))
}

fn split(text: Text) -> Vec<Text> {
    let mut parts = vec![Text::default()];
    let mut add = |more: Vec<Text>| {
        for (index, part) in more.into_iter().enumerate() {
            match index {
                0 => parts.last_mut().expect("begins with one").0.extend(part.0),
                _ => parts.push(part),
            }
        }
    };
    for run in text.0 {
        match run {
            Run::Plain(words) => add(cut(&words).into_iter().map(Text::from).collect()),
            Run::Marked(Mark::Emphasis(text)) => add(marked(text, Mark::Emphasis)),
            Run::Marked(Mark::Strong(text)) => add(marked(text, Mark::Strong)),
            Run::Marked(Mark::Link(link)) => add(marked(link.text, |text| Mark::Link(Link { to: link.to.clone(), text }))),
            other => add(vec![Text(vec![other])]),
        }
    }
    parts
}

fn marked(text: Text, mark: impl Fn(Text) -> Mark) -> Vec<Text> {
    split(text).into_iter().map(|text| Text(vec![Run::Marked(mark(text))])).collect()
}

/// Words at the breaks that part paragraphs.
fn cut(words: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(found) = words[at..].find('\n') {
        let end = at + found;
        let next = end + words[end..].len() - words[end..].trim_start_matches(['\n', ' ']).len();
        let breaks = words[end..next].matches('\n').count();
        if breaks > 1 || is_indented(&words[next..]) || is_sentence(&words[start..end]) {
            parts.push(&words[start..end]);
            start = next;
        }
        at = next;
    }
    parts.push(&words[start..]);
    parts
}

fn is_indented(line: &str) -> bool {
    line.chars().take_while(|c| matches!(c, '\u{3000}' | '\u{a0}' | '\u{2003}')).count() >= 2
}

/// A long line of Chinese that ends as a paragraph does, and not as a verse.
fn is_sentence(line: &str) -> bool {
    const LONG: usize = 40;
    line.ends_with(['。', '！', '？', '”', '；', '：'])
        && line.chars().rev().take_while(|c| *c != '\n').filter(|c| is_han(*c)).count() >= LONG
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{ad}')
}

/// Without the blanks that stand for an indent.
fn unindented(mut text: Text) -> Text {
    trim_start(&mut text);
    trim_end(&mut text);
    tidy(text)
}

fn inside(run: &mut Run) -> Option<&mut Text> {
    match run {
        Run::Marked(Mark::Emphasis(text) | Mark::Strong(text)) => Some(text),
        Run::Marked(Mark::Link(link)) => Some(&mut link.text),
        Run::Marked(Mark::Lang(span)) => Some(&mut span.text),
        _ => None,
    }
}

fn trim_start(text: &mut Text) {
    while let Some(first) = text.0.first_mut()
        && is_emptied(first, &|words| *words = words.trim_start_matches(is_blank).to_owned(), &trim_start)
    {
        text.0.remove(0);
    }
}

fn trim_end(text: &mut Text) {
    while let Some(last) = text.0.last_mut()
        && is_emptied(last, &|words| words.truncate(words.trim_end_matches(is_blank).len()), &trim_end)
    {
        text.0.pop();
    }
}

/// Trims a run; whether nothing is left of it.
fn is_emptied(run: &mut Run, trim_words: &dyn Fn(&mut String), trim: &dyn Fn(&mut Text)) -> bool {
    if let Run::Plain(words) = run {
        trim_words(words);
        return words.is_empty();
    }
    inside(run).is_some_and(|text| {
        trim(text);
        text.0.is_empty()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: Text, expected: &[&str]) {
        let found: Vec<String> = paragraphs(text).iter().map(plain_text_of_runs).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_blank_line_or_an_indent_parts_paragraphs_and_a_break_does_not() {
        check("a\n\nb".into(), &["a", "b"]);
        check("　　春耕开始了。\n　　种子备齐了。".into(), &["春耕开始了。", "种子备齐了。"]);
        check("床前明月光，\n疑是地上霜。".into(), &["床前明月光，\n疑是地上霜。"]);
        check(" \u{a0}\u{3000}".into(), &[]);
    }

    #[test]
    fn a_long_sentence_ends_a_paragraph_of_a_page_that_only_breaks_lines() {
        let long = "县里今年新修田间道路三十六公里，改造灌溉渠道二十一公里，惠及八个乡镇的四千余户农家和合作社。";
        check(Text::from(format!("{long}\n{long}").as_str()), &[long, long]);
    }

    #[test]
    fn a_mark_over_two_paragraphs_is_on_both() {
        let text = paragraphs(Text(vec![Run::Marked(Mark::Strong("a\n\nb".into()))]));
        assert_eq!(text, [Text(vec![Run::Marked(Mark::Strong("a".into()))]), Text(vec![Run::Marked(Mark::Strong("b".into()))])]);
    }
}
