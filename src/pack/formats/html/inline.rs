//! What stands within a line: words and their marks.

use super::blocks::{Reading, Side, note_anchor};
use super::dom::{attribute, characters, children, has_class, is_block, is_hidden, line_of, tag};
use super::notes::{is_mark, leads_back};
use super::paragraphs::has_content;
use crate::article::{LIMITS, LanguageSpan, Link, Mark, Ruby, Run, Text, plain_text_of_runs};
use crate::import::{Line, Lost, join, tidy};
use dom_query::NodeRef;

/// Marks within marks, with room for those that began around the block.
const DEEPEST: usize = LIMITS.depth - 6;

impl Reading<'_> {
    /// Adds what a node says to a line.
    pub(super) fn inline(&mut self, node: &NodeRef, line: &mut Line, side: &mut Side) {
        self.piece(node, line, side, 0);
    }

    /// The text of all that is inside an element, blocks as lines.
    pub(super) fn text_of(&mut self, node: &NodeRef, side: &mut Side) -> Text {
        let mut line = Line::default();
        self.pieces(node, &mut line, side, 0);
        tidy(without_blank_lines(line.finish()))
    }

    /// The words of a line that holds no marks; what they said is reported.
    pub(super) fn plain_line(&mut self, node: &NodeRef, side: &mut Side) -> String {
        let text = self.text_of(node, side);
        self.report_marks(&text, node);
        let words = plain_text_of_runs(&text);
        let mut lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
        let mut joined = lines.next().unwrap_or_default().to_owned();
        for line in lines {
            joined.push_str(join(joined.chars().next_back(), line.chars().next()));
            joined.push_str(line);
        }
        joined
    }

    pub(super) fn report_marks(&mut self, text: &Text, node: &NodeRef) {
        for run in &text.0 {
            match run {
                Run::Plain(_) => {}
                Run::Marked(Mark::Emphasis(text) | Mark::Strong(text) | Mark::Sub(text) | Mark::Sup(text)) => self.report_marks(text, node),
                Run::Marked(Mark::Link(link)) => {
                    self.lose(Lost::Link { to: link.to.clone() }, "", node);
                    self.report_marks(&link.text, node);
                }
                Run::Marked(Mark::Lang(span)) => self.report_marks(&span.text, node),
                Run::Marked(Mark::Ruby(ruby)) => self.lose(Lost::Unknown { name: "ruby".into() }, ruby.reading.clone(), node),
                Run::Marked(Mark::Note(name)) => self.lose(Lost::UnmarkedNote { name: name.clone() }, "", node),
                Run::Marked(Mark::Math(formula)) => {
                    self.lose(Lost::Formula { reason: "a heading holds words only".into() }, formula.text.clone(), node);
                }
                Run::Marked(_) => {}
            }
        }
    }

    fn pieces(&mut self, node: &NodeRef, line: &mut Line, side: &mut Side, marks: usize) {
        for child in children(node) {
            self.piece(&child, line, side, marks);
        }
    }

    fn piece(&mut self, node: &NodeRef, line: &mut Line, side: &mut Side, marks: usize) {
        if let Some(words) = characters(node) {
            return line.words(&unbroken(&words));
        }
        let Some(name) = tag(node) else { return };
        if is_hidden(node) {
            return;
        }
        let ids = [attribute(node, "id"), attribute(node, "name").filter(|_| &*name == "a")];
        side.anchors.extend(ids.into_iter().flatten().map(|id| self.context.place.anchor(&id)));
        match &*name {
            "br" => line.words("\n"),
            "wbr" => {}
            "a" => self.link(node, line, side, marks),
            "em" | "i" | "cite" | "dfn" | "var" => self.mark(node, line, side, marks, Mark::Emphasis),
            "strong" | "b" => self.mark(node, line, side, marks, Mark::Strong),
            "sub" => self.mark(node, line, side, marks, Mark::Sub),
            "sup" => self.raised(node, line, side, marks),
            "code" | "kbd" | "samp" | "tt" | "pre" | "listing" | "xmp" => self.program(node, line, side, marks),
            "ruby" => self.ruby(node, line),
            "q" => {
                line.words("“");
                self.pieces(node, line, side, marks);
                line.words("”");
            }
            "img" | "image" => self.picture_in_line(node, line, side),
            "math" => self.math_in_line(node, line),
            "table" => {
                self.lose(Lost::NestedTable, "", node);
                self.lines(node, line, side, marks);
            }
            "svg" if node.descendants_it().any(|inner| inner.has_name("image")) => self.framed_picture(node, line, side),
            "script" | "iframe" | "frame" | "frameset" | "video" | "audio" | "embed" | "object" | "applet" | "svg" | "canvas" | "input"
            | "button" | "select" | "textarea" | "progress" | "meter" => self.left_out(node, &name),
            name if is_block(name) => self.lines(node, line, side, marks),
            _ => self.spoken(node, line, side, marks),
        }
    }

    /// A block where only a line may stand: on a line of its own.
    fn lines(&mut self, node: &NodeRef, line: &mut Line, side: &mut Side, marks: usize) {
        line.words("\n");
        self.pieces(node, line, side, marks);
        line.words("\n");
    }

    #[inline(never)]
    fn mark(&mut self, node: &NodeRef, line: &mut Line, side: &mut Side, marks: usize, mark: fn(Text) -> Mark) {
        if marks >= DEEPEST {
            return self.pieces(node, line, side, marks);
        }
        let mut inner = Line::default();
        self.pieces(node, &mut inner, side, marks + 1);
        let text = inner.raw();
        match has_content(&text) {
            true => line.mark(mark(text)),
            // A space that somebody marked is a space.
            false => text.0.into_iter().for_each(|run| push(line, run)),
        }
    }

    /// An element without a meaning of its own, perhaps in another language.
    #[inline(never)]
    fn spoken(&mut self, node: &NodeRef, line: &mut Line, side: &mut Side, marks: usize) {
        match self.language_of(node).filter(|_| marks < DEEPEST) {
            None => self.pieces(node, line, side, marks),
            Some(lang) => {
                let mut inner = Line::default();
                self.pieces(node, &mut inner, side, marks + 1);
                let text = inner.raw();
                match has_content(&text) {
                    true => line.mark(Mark::Lang(LanguageSpan { lang, text })),
                    false => text.0.into_iter().for_each(|run| push(line, run)),
                }
            }
        }
    }

    /// Raised words; the mark of a note is raised by itself.
    #[inline(never)]
    fn raised(&mut self, node: &NodeRef, line: &mut Line, side: &mut Side, marks: usize) {
        let mut inner = Line::default();
        self.pieces(node, &mut inner, side, marks + 1);
        let text = inner.raw();
        let is_note = |run: &Run| matches!(run, Run::Marked(Mark::Note(_)));
        let between =
            |run: &Run| matches!(run, Run::Plain(words) if words.chars().all(|c| c.is_whitespace() || "[](),，、;〔〕［］".contains(c)));
        if text.0.iter().any(is_note) && text.0.iter().all(|run| is_note(run) || between(run)) {
            text.0.into_iter().filter(is_note).for_each(|run| push(line, run));
        } else if !has_content(&text) || marks >= DEEPEST {
            text.0.into_iter().for_each(|run| push(line, run));
        } else {
            line.mark(Mark::Sup(text));
        }
    }

    /// Where a link leads, if an article can lead there; reports what it cannot.
    pub(super) fn destination(&mut self, node: &NodeRef) -> Option<String> {
        let href = attribute(node, "href")?;
        if self.links > 0 {
            self.lose(Lost::Link { to: href }, "", node);
            return None;
        }
        let to = self.context.place.link(&href);
        if to.is_none() {
            self.lose(Lost::Link { to: href }, "", node);
        }
        to
    }

    #[inline(never)]
    fn link(&mut self, node: &NodeRef, line: &mut Line, side: &mut Side, marks: usize) {
        if self.note && leads_back(node) {
            return;
        }
        if self.links == 0
            && is_mark(node)
            && let Some(to) = attribute(node, "href").and_then(|href| self.context.place.link(&href))
            && let Some(name) = to.strip_prefix('#').filter(|name| self.context.notes.has(name))
        {
            return line.mark(Mark::Note(note_anchor(name)));
        }
        let is_worth = marks < DEEPEST && (!line_of(node).is_empty() || node.descendants_it().any(|node| node.has_name("math")));
        let to = if is_worth { self.destination(node) } else { None };
        let Some(to) = to else { return self.spoken(node, line, side, marks) };
        let mut inner = Line::default();
        self.links += 1;
        self.spoken(node, &mut inner, side, marks + 1);
        self.links -= 1;
        let text = inner.raw();
        match has_content(&text) {
            true => line.mark(Mark::Link(Link { to, text })),
            false => text.0.into_iter().for_each(|run| push(line, run)),
        }
    }

    #[inline(never)]
    fn program(&mut self, node: &NodeRef, line: &mut Line, side: &mut Side, marks: usize) {
        let holds_more = node
            .descendants_it()
            .any(|node| tag(&node).is_some_and(|name| matches!(&*name, "a" | "img" | "ruby" | "math" | "sup" | "sub" | "script")));
        let words = super::code::lines_of(node);
        // A link or a reading says more than the type of the letters.
        if holds_more || words.len() > LIMITS.run_units || words.trim().is_empty() || has_class(node, &["math"]) {
            return self.spoken(node, line, side, marks);
        }
        line.mark(Mark::Code(words.trim_matches('\n').to_owned()));
    }

    /// Characters and their readings, pair after pair.
    #[inline(never)]
    fn ruby(&mut self, node: &NodeRef, line: &mut Line) {
        let mut base = String::new();
        let mut readings: Vec<String> = Vec::new();
        let mut bases: Vec<String> = Vec::new();
        let mut close = |base: &mut String, bases: &mut Vec<String>, readings: &mut Vec<String>| {
            if !base.trim().is_empty() {
                bases.push(std::mem::take(base));
            }
            base.clear();
            pairs(bases, readings).into_iter().for_each(|run| push(line, run));
            bases.clear();
            readings.clear();
        };
        for child in children(node) {
            match tag(&child).as_deref() {
                Some("rt") => readings.push(line_of(&child)),
                Some("rtc") => readings.extend(rts(&child)),
                Some("rp") => {}
                name => {
                    if !readings.is_empty() {
                        close(&mut base, &mut bases, &mut readings);
                    }
                    let words = characters(&child).unwrap_or_else(|| child.text().to_string());
                    match name {
                        Some("rb") => bases.push(words),
                        _ => base.push_str(&unbroken(&words)),
                    }
                }
            }
        }
        close(&mut base, &mut bases, &mut readings);
    }
}

/// Each base with its reading; a reading too many goes with the last, and words without one are words.
fn pairs(bases: &[String], readings: &[String]) -> Vec<Run> {
    let reading_of = |index: usize| match (index + 1 == bases.len(), readings.get(index)) {
        (true, Some(_)) => readings[index..].join(" "),
        (_, Some(reading)) => reading.clone(),
        (_, None) => String::new(),
    };
    let run = |(index, base): (usize, &String)| match reading_of(index) {
        reading if reading.is_empty() || base.trim().is_empty() => Run::Plain(format!("{base}{reading}")),
        reading => Run::Marked(Mark::Ruby(Ruby { base: base.trim().to_owned(), reading })),
    };
    match bases.is_empty() {
        true => vec![Run::Plain(readings.join(" "))],
        false => bases.iter().enumerate().map(run).collect(),
    }
}

fn rts(node: &NodeRef) -> Vec<String> {
    let found: Vec<String> = children(node).iter().filter(|child| child.has_name("rt")).map(line_of).collect();
    if found.is_empty() { vec![line_of(node)] } else { found }
}

pub(super) fn push(line: &mut Line, run: Run) {
    match run {
        Run::Plain(words) => line.words(&words),
        Run::Marked(mark) => line.mark(mark),
    }
}

/// Characters of the source, whose line breaks mean nothing: a space, but none between Han characters.
fn unbroken(words: &str) -> String {
    if !words.contains(['\n', '\r']) {
        return words.to_owned();
    }
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(start) = rest.find(['\n', '\r']) {
        let before = &rest[..start];
        let after = rest[start..].trim_start_matches([' ', '\t', '\n', '\r']);
        let kept = before.trim_end_matches([' ', '\t']);
        out.push_str(kept);
        // At the ends it is not known what stands beside.
        let last = if kept.is_empty() { out.chars().next_back() } else { kept.chars().next_back() };
        out.push_str(match (last, after.chars().next()) {
            (Some(_), Some(_)) => join(last, after.chars().next()),
            _ => " ",
        });
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Blocks set as lines leave empty ones between them.
fn without_blank_lines(mut text: Text) -> Text {
    for run in &mut text.0 {
        match run {
            Run::Plain(words) => {
                while words.contains("\n\n") || words.contains("\n ") {
                    *words = words.replace("\n ", "\n").replace("\n\n", "\n");
                }
            }
            Run::Marked(Mark::Emphasis(inner) | Mark::Strong(inner) | Mark::Sub(inner) | Mark::Sup(inner)) => {
                *inner = without_blank_lines(std::mem::take(inner))
            }
            Run::Marked(Mark::Link(link)) => link.text = without_blank_lines(std::mem::take(&mut link.text)),
            Run::Marked(Mark::Lang(span)) => span.text = without_blank_lines(std::mem::take(&mut span.text)),
            Run::Marked(_) => {}
        }
    }
    text
}
