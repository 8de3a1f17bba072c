//! A line as it is read: words, and marks that open and close, be it out of order.

use crate::article::{LIMITS, Link, Mark, Ruby, Run, Text, plain_text_of_runs};
use crate::import::{Line, join};

/// What a mark does with the words in it.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Emphasis,
    Strong,
    Sub,
    Sup,
    Code,
    Link(String),
    Lang(String),
    Ruby,
    /// The reading of what stands before it in a ruby.
    Reading,
    /// Nothing.
    Plain,
}

/// The line so far.
#[derive(Debug, Default)]
pub struct Marks {
    bottom: Line,
    open: Vec<Open>,
    /// Positions in `open` of those that have a line.
    kept: Vec<usize>,
    /// The last character, for what a soft break becomes.
    last: Option<char>,
    is_broken: bool,
    /// Notes that wait for the end of a link, in which they may not stand.
    notes: Vec<String>,
    /// Links that had no words.
    pub wordless: Vec<String>,
    pub is_too_deep: bool,
    /// Whether anything stands in the line that a reader sees.
    pub has_words: bool,
}

#[derive(Debug)]
struct Open {
    kind: Kind,
    /// Name of the element that closes it; empty for Markdown's own marks.
    tag: String,
    /// Marks that do nothing have none, so that their number does not matter.
    line: Option<Line>,
}

impl Marks {
    pub fn words(&mut self, words: &str) {
        let Some(first) = words.chars().next() else { return };
        self.settle(first);
        self.line().words(words);
        self.has_words |= !words.trim().is_empty();
        self.last = words.chars().next_back();
    }

    /// A mark that is whole already.
    pub fn mark(&mut self, mark: Mark) {
        let words = plain_text_of_runs(&Text(vec![Run::Marked(mark.clone())]));
        self.settle(words.chars().next().unwrap_or('x'));
        self.last = words.chars().next_back().or(self.last);
        self.line().mark(mark);
        self.has_words = true;
    }

    pub fn note(&mut self, name: String) {
        if self.is_in_link() { self.notes.push(name) } else { self.line().mark(Mark::Note(name)) }
    }

    /// The end of a line of the source.
    pub fn soft_break(&mut self) {
        self.is_broken = true;
    }

    pub fn hard_break(&mut self) {
        self.is_broken = false;
        self.last = None;
        self.line().words("\n");
    }

    /// How many marks are open, for [`Marks::close_to`].
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    pub fn open(&mut self, kind: Kind, tag: &str) {
        // A link within a link ends the first, as in a browser.
        if matches!(kind, Kind::Link(_))
            && let Some(at) = self.link()
        {
            self.close_to(at);
        }
        if kind == Kind::Reading && self.ruby().is_none() {
            return;
        }
        // One level is left for the mark of a note or a formula.
        let is_kept = kind != Kind::Plain && self.kept.len() < LIMITS.depth - 1;
        self.is_too_deep |= kind != Kind::Plain && !is_kept;
        if is_kept {
            self.kept.push(self.open.len());
        }
        let kind = if is_kept { kind } else { Kind::Plain };
        self.open.push(Open { kind, tag: tag.to_owned(), line: is_kept.then(Line::default) });
    }

    /// Closes the innermost mark of an element and all within it.
    pub fn close(&mut self, tag: &str) {
        if let Some(at) = self.open.iter().rposition(|open| open.tag == tag) {
            self.close_to(at);
        }
    }

    pub fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            let Some(Open { kind, line, .. }) = self.open.pop() else { return };
            if let Some(line) = line {
                self.kept.pop();
                self.shut(kind, line.raw());
            }
        }
    }

    /// The line, all marks closed; the next one begins.
    pub fn finish(&mut self) -> Text {
        self.close_to(0);
        (self.last, self.is_broken, self.has_words) = (None, false, false);
        std::mem::take(&mut self.bottom).finish()
    }

    fn shut(&mut self, kind: Kind, text: Text) {
        let is_empty = plain_text_of_runs(&text).trim().is_empty() && !has_notes(&text);
        let mark = match kind {
            Kind::Plain => return,
            Kind::Ruby => return self.append(text),
            Kind::Reading => return self.read(text),
            Kind::Link(to) if is_empty => {
                self.wordless.push(to);
                return self.append(text);
            }
            _ if is_empty => return self.append(text),
            Kind::Emphasis => Mark::Emphasis(text),
            Kind::Strong => Mark::Strong(text),
            Kind::Sub => Mark::Sub(text),
            Kind::Sup => Mark::Sup(text),
            Kind::Code => Mark::Code(plain_text_of_runs(&text)),
            Kind::Link(to) => Mark::Link(Link { to, text }),
            Kind::Lang(lang) => Mark::Lang(crate::article::LanguageSpan { lang, text }),
        };
        self.line().mark(mark);
        if !self.is_in_link() {
            for name in std::mem::take(&mut self.notes) {
                self.line().mark(Mark::Note(name));
            }
        }
    }

    fn append(&mut self, text: Text) {
        for run in text.0 {
            match run {
                Run::Plain(words) => self.line().words(&words),
                Run::Marked(mark) => self.line().mark(mark),
            }
        }
    }

    /// Gives what the ruby holds so far its reading.
    fn read(&mut self, reading: Text) {
        let Some(ruby) = self.ruby() else { return self.append(reading) };
        let base = self.open[ruby].line.replace(Line::default()).map(|line| plain_text_of_runs(&line.raw())).unwrap_or_default();
        let (base, reading) = (base.trim().to_owned(), plain_text_of_runs(&reading).trim().to_owned());
        let below = self.open[..ruby].iter_mut().rev().find_map(|open| open.line.as_mut()).unwrap_or(&mut self.bottom);
        match (base.is_empty(), reading.is_empty()) {
            (false, false) => below.mark(Mark::Ruby(Ruby { base, reading })),
            _ => below.words(&(base + &reading)),
        }
    }

    /// What a line's end becomes, now that it is known what follows.
    fn settle(&mut self, next: char) {
        if std::mem::take(&mut self.is_broken) {
            let between = join(self.last, Some(next));
            self.line().words(between);
        }
    }

    fn is_in_link(&self) -> bool {
        self.link().is_some()
    }

    fn link(&self) -> Option<usize> {
        self.kept.iter().copied().find(|at| matches!(self.open[*at].kind, Kind::Link(_)))
    }

    fn ruby(&self) -> Option<usize> {
        self.kept.iter().copied().rfind(|at| self.open[*at].kind == Kind::Ruby)
    }

    fn line(&mut self) -> &mut Line {
        match self.kept.last() {
            Some(at) => self.open[*at].line.as_mut().expect("what is kept has a line"),
            None => &mut self.bottom,
        }
    }
}

fn has_notes(text: &Text) -> bool {
    text.0.iter().any(|run| match run {
        Run::Marked(Mark::Note(_)) => true,
        Run::Marked(Mark::Emphasis(text) | Mark::Strong(text) | Mark::Sub(text) | Mark::Sup(text)) => has_notes(text),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(words: &str) -> Run {
        Run::Plain(words.into())
    }

    #[test]
    fn lines_join_as_their_script_asks() {
        let mut marks = Marks::default();
        marks.words("市集");
        marks.soft_break();
        marks.words("开门");
        marks.soft_break();
        marks.words("at six");
        marks.hard_break();
        marks.words("今天");
        assert_eq!(marks.finish(), "市集开门 at six\n今天".into());
        assert_eq!(marks.finish(), Text(vec![]));
    }

    #[test]
    fn marks_that_cross_are_closed_from_within() {
        let mut marks = Marks::default();
        marks.open(Kind::Strong, "b");
        marks.words("a");
        marks.open(Kind::Emphasis, "i");
        marks.words("b");
        marks.close("b");
        marks.words("c");
        marks.close("i");
        let emphasis = Run::Marked(Mark::Emphasis("b".into()));
        assert_eq!(marks.finish(), Text(vec![Run::Marked(Mark::Strong(Text(vec![plain("a"), emphasis]))), plain("c")]));
    }

    #[test]
    fn a_ruby_has_its_readings() {
        let mut marks = Marks::default();
        marks.open(Kind::Ruby, "ruby");
        for (base, reading) in [("沁", "qìn"), ("源", "yuán")] {
            marks.words(base);
            marks.open(Kind::Reading, "rt");
            marks.words(reading);
            marks.close("rt");
        }
        marks.close("ruby");
        let ruby = |base: &str, reading: &str| Run::Marked(Mark::Ruby(Ruby { base: base.into(), reading: reading.into() }));
        assert_eq!(marks.finish(), Text(vec![ruby("沁", "qìn"), ruby("源", "yuán")]));
    }

    #[test]
    fn a_note_waits_for_the_end_of_a_link() {
        let mut marks = Marks::default();
        marks.open(Kind::Link("https://example.org/".into()), "a");
        marks.words("there");
        marks.note("1".into());
        let link = Link { to: "https://example.org/".into(), text: "there".into() };
        assert_eq!(marks.finish(), Text(vec![Run::Marked(Mark::Link(link)), Run::Marked(Mark::Note("1".into()))]));
    }
}
