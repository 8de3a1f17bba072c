//! A line of runs out of a source whose white space means little: gathered, tidied, joined.

use crate::article::{LIMITS, Link, Mark, Run, Text};

/// What gathers runs, one after another.
#[derive(Clone, Debug, Default)]
pub struct Line(Text);

impl Line {
    pub fn words(&mut self, words: &str) {
        match self.0.0.last_mut() {
            Some(Run::Plain(before)) => before.push_str(words),
            _ => self.0.0.push(Run::Plain(words.to_owned())),
        }
    }

    pub fn mark(&mut self, mark: Mark) {
        self.0.0.push(Run::Marked(mark));
    }

    /// All that was gathered, as [`tidy`] leaves it.
    pub fn finish(self) -> Text {
        tidy(self.0)
    }

    /// All that was gathered, as it is.
    pub fn raw(self) -> Text {
        self.0
    }
}

/// A line in order: white space is one space, and none at the ends nor beside a line break (`\n`, which stays); marks without
/// words are gone, and so are characters that an article may not hold; runs are no longer than browsers keep whole.
pub fn tidy(text: Text) -> Text {
    let mut state = State { space: Space::Start };
    let mut runs = tidied(text.0, &mut state);
    trim_end(&mut runs);
    Text(runs)
}

/// Two lines of one paragraph: a space between them, but none between Han characters or beside their punctuation.
pub fn join(before: Option<char>, after: Option<char>) -> &'static str {
    match (before, after) {
        (Some(before), Some(after)) if is_wide(before) && is_wide(after) => "",
        (Some(_), Some(_)) => " ",
        _ => "",
    }
}

/// Han characters, kana included: scripts without spaces between words, and with no space where a line of the source ends.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3040}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Characters as wide as a Han one, their punctuation among them.
fn is_wide(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}' | '“' | '”' | '‘' | '’' | '…' | '—' | '·')
}

#[derive(Clone, Copy, PartialEq)]
enum Space {
    /// At the start of a line, where white space means nothing.
    Start,
    /// After a space, which stands already.
    Given,
    /// After something else.
    None,
}

struct State {
    space: Space,
}

fn tidied(runs: Vec<Run>, state: &mut State) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for run in runs {
        match run {
            Run::Plain(words) => push_words(&mut out, &spaced(&words, state)),
            Run::Marked(mark) => {
                if let Some(mark) = tidied_mark(mark, state) {
                    out.push(Run::Marked(mark));
                }
            }
        }
    }
    out
}

fn tidied_mark(mark: Mark, state: &mut State) -> Option<Mark> {
    let mut inside = |text: Text| {
        let runs = tidied(text.0, state);
        (!runs.is_empty()).then_some(Text(runs))
    };
    Some(match mark {
        Mark::Emphasis(text) => Mark::Emphasis(inside(text)?),
        Mark::Strong(text) => Mark::Strong(inside(text)?),
        Mark::Sub(text) => Mark::Sub(inside(text)?),
        Mark::Sup(text) => Mark::Sup(inside(text)?),
        Mark::Link(link) => Mark::Link(Link { text: inside(link.text)?, ..link }),
        Mark::Lang(mut span) => {
            span.text = inside(span.text)?;
            Mark::Lang(span)
        }
        Mark::Ruby(mut ruby) => {
            ruby.base = spaced(&ruby.base, state);
            if ruby.base.is_empty() {
                return None;
            }
            ruby.reading = spaced(&ruby.reading, &mut State { space: Space::Start }).trim_end().to_owned();
            Mark::Ruby(ruby)
        }
        Mark::Code(code) => {
            let code: String = code.chars().filter(|c| is_allowed(*c)).collect();
            if code.is_empty() {
                return None;
            }
            state.space = Space::None;
            Mark::Code(code)
        }
        other => {
            state.space = Space::None;
            other
        }
    })
}

/// Words with their white space made one, as far as the line so far asks for any.
fn spaced(words: &str, state: &mut State) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars().filter(|c| is_allowed(*c)) {
        match c {
            '\n' => {
                let kept = out.trim_end_matches(' ').len();
                out.truncate(kept);
                out.push('\n');
                state.space = Space::Start;
            }
            // Not the no-break spaces, which are meant, nor the ideographic one.
            ' ' | '\t' | '\r' | '\u{c}' => {
                if state.space == Space::None {
                    out.push(' ');
                    state.space = Space::Given;
                }
            }
            _ => {
                out.push(c);
                state.space = Space::None;
            }
        }
    }
    out
}

/// What may stand in an article's text.
pub fn is_allowed(c: char) -> bool {
    !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' | '\0')
        && (!c.is_control() || matches!(c, '\n' | '\t' | '\r' | '\u{c}'))
}

fn push_words(out: &mut Vec<Run>, words: &str) {
    if words.is_empty() {
        return;
    }
    match out.last_mut() {
        Some(Run::Plain(before)) if before.len() + words.len() <= LIMITS.run_units => before.push_str(words),
        _ => {
            // Characters take at least as many bytes as UTF-16 units.
            let mut rest = words;
            while rest.len() > LIMITS.run_units {
                let at = (0..=LIMITS.run_units).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(rest.len());
                out.push(Run::Plain(rest[..at].to_owned()));
                rest = &rest[at..];
            }
            out.push(Run::Plain(rest.to_owned()));
        }
    }
}

/// Takes white space off the end, through the marks that end there.
fn trim_end(runs: &mut Vec<Run>) {
    while let Some(last) = runs.last_mut() {
        let is_empty = match last {
            Run::Plain(words) => {
                words.truncate(words.trim_end_matches([' ', '\n']).len());
                words.is_empty()
            }
            Run::Marked(Mark::Emphasis(text) | Mark::Strong(text) | Mark::Sub(text) | Mark::Sup(text)) => ends_empty(text),
            Run::Marked(Mark::Link(link)) => ends_empty(&mut link.text),
            Run::Marked(Mark::Lang(span)) => ends_empty(&mut span.text),
            Run::Marked(_) => false,
        };
        if !is_empty {
            return;
        }
        runs.pop();
    }
}

fn ends_empty(text: &mut Text) -> bool {
    trim_end(&mut text.0);
    text.0.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::plain_text_of_runs;

    #[track_caller]
    fn check(runs: Vec<Run>, expected: &str) {
        assert_eq!(plain_text_of_runs(&tidy(Text(runs))), expected);
    }

    fn plain(words: &str) -> Run {
        Run::Plain(words.into())
    }

    fn strong(words: &str) -> Run {
        Run::Marked(Mark::Strong(words.into()))
    }

    #[test]
    fn white_space_is_one_space_across_marks_and_none_at_the_ends() {
        check(vec![plain("  a \t b "), strong(" c "), plain(" d  ")], "a b c d");
        check(vec![plain("a"), strong(" "), plain(" ")], "a");
        check(vec![plain("a  \n  b")], "a\nb");
        check(vec![plain("\u{3000}\u{3000}段")], "\u{3000}\u{3000}段");
    }

    #[test]
    fn what_an_article_may_not_hold_is_left_out() {
        check(vec![plain("a\u{202e}b\u{0}c\u{7}d")], "abcd");
    }

    #[test]
    fn a_run_is_never_longer_than_browsers_keep_whole() {
        let long = "沁".repeat(70_000);
        let text = tidy(Text(vec![plain(&long)]));
        assert!(text.0.iter().all(|run| matches!(run, Run::Plain(words) if words.encode_utf16().count() <= LIMITS.run_units)));
        assert_eq!(plain_text_of_runs(&text), long);
    }

    #[test]
    fn lines_of_han_join_without_a_space() {
        assert_eq!(join(Some('沁'), Some('源')), "");
        assert_eq!(join(Some('。'), Some('“')), "");
        assert_eq!(join(Some('a'), Some('源')), " ");
        assert_eq!(join(None, Some('a')), "");
    }
}
