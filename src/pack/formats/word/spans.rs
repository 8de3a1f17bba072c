//! Words with their looks, as runs give them, and the line of marks that they become. Word breaks a line into runs wherever somebody
//! typed or a speller looked: what looks the same is one again here.

use crate::article::{LIMITS, LanguageSpan, Link, Mark, Run, Text, plain_text_of_runs};
use crate::import::tidy;

#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    pub format: Format,
    pub content: Content,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    Words(String),
    /// A mark that is whole: a reading, a formula, a note's sign.
    Mark(Mark),
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Format {
    pub link: Option<String>,
    pub lang: Option<String>,
    pub strong: bool,
    pub emphasis: bool,
    pub raised: Option<Side>,
    pub code: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Up,
    Down,
}

/// From the outermost mark to the innermost: a link is one link, whatever looks are within.
const LAYERS: [Layer; 5] = [Layer::Link, Layer::Lang, Layer::Strong, Layer::Emphasis, Layer::Raised];

#[derive(Clone, Copy)]
enum Layer {
    Link,
    Lang,
    Strong,
    Emphasis,
    Raised,
}

/// The spans as a line in order, without the ideographic spaces by which somebody indented it.
pub fn line(spans: &[Span]) -> Text {
    let is_space = |c: char| c.is_whitespace();
    let mut spans = spans.to_vec();
    for span in &mut spans {
        let Content::Words(words) = &mut span.content else { break };
        *words = words.trim_start_matches(is_space).to_owned();
        if !words.is_empty() {
            break;
        }
    }
    tidy(Text(grouped(&spans, &LAYERS)))
}

/// The same of code, whose white space counts and which holds no marks but what cannot be in it anyway.
pub fn lines_as_they_are(spans: &[Span]) -> Text {
    let is_forbidden = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\t'))
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
    };
    let words: String = spans
        .iter()
        .map(|span| match &span.content {
            Content::Words(words) => words.replace(is_forbidden, ""),
            Content::Mark(mark) => plain_text_of_runs(&Text(vec![Run::Marked(mark.clone())])),
        })
        .collect();
    if spans.iter().any(|span| matches!(span.content, Content::Mark(Mark::Note(_))))
        || words.trim().is_empty()
        || words.len() > LIMITS.run_units
    {
        return line(spans);
    }
    Text(vec![Run::Plain(words)])
}

/// Whether there is anything to see in them.
pub fn is_blank(spans: &[Span]) -> bool {
    spans.iter().all(|span| matches!(&span.content, Content::Words(words) if words.trim().is_empty()))
}

fn grouped(spans: &[Span], layers: &[Layer]) -> Vec<Run> {
    let Some((layer, inner)) = layers.split_first() else { return innermost(spans) };
    let mut runs = Vec::new();
    for group in spans.chunk_by(|a, b| layer.is_same(&a.format, &b.format)) {
        let within = grouped(group, inner);
        match layer.mark(&group[0].format) {
            Some(mark) => runs.push(Run::Marked(mark(Text(within)))),
            None => runs.extend(within),
        }
    }
    runs
}

fn innermost(spans: &[Span]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for span in spans {
        match (&span.content, runs.last_mut()) {
            (Content::Mark(mark), _) => runs.push(Run::Marked(mark.clone())),
            (Content::Words(words), Some(Run::Marked(Mark::Code(before)))) if span.format.code => before.push_str(words),
            (Content::Words(words), _) if span.format.code => runs.push(Run::Marked(Mark::Code(words.clone()))),
            (Content::Words(words), Some(Run::Plain(before))) => before.push_str(words),
            (Content::Words(words), _) => runs.push(Run::Plain(words.clone())),
        }
    }
    runs
}

impl Layer {
    fn is_same(self, a: &Format, b: &Format) -> bool {
        match self {
            Layer::Link => a.link == b.link,
            Layer::Lang => a.lang == b.lang,
            Layer::Strong => a.strong == b.strong,
            Layer::Emphasis => a.emphasis == b.emphasis,
            Layer::Raised => a.raised == b.raised,
        }
    }

    fn mark(self, format: &Format) -> Option<Box<dyn Fn(Text) -> Mark>> {
        match self {
            Layer::Link => {
                let to = format.link.clone()?;
                Some(Box::new(move |text| Mark::Link(Link { to: to.clone(), text })))
            }
            Layer::Lang => {
                let lang = format.lang.clone()?;
                Some(Box::new(move |text| Mark::Lang(LanguageSpan { lang: lang.clone(), text })))
            }
            Layer::Strong => format.strong.then(|| Box::new(Mark::Strong) as Box<dyn Fn(Text) -> Mark>),
            Layer::Emphasis => format.emphasis.then(|| Box::new(Mark::Emphasis) as Box<dyn Fn(Text) -> Mark>),
            Layer::Raised => Some(match format.raised? {
                Side::Up => Box::new(Mark::Sup),
                Side::Down => Box::new(Mark::Sub),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_is_one_mark() {
        let span = |words: &str, strong, emphasis| Span {
            format: Format { strong, emphasis, ..Format::default() },
            content: Content::Words(words.into()),
        };
        let spans = [span("一", true, false), span("二", true, true), span("三", true, true), span("四", false, false)];
        let inner = Text(vec![Run::Plain("一".into()), Run::Marked(Mark::Emphasis("二三".into()))]);
        assert_eq!(line(&spans), Text(vec![Run::Marked(Mark::Strong(inner)), Run::Plain("四".into())]));
    }
}
