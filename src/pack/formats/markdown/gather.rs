//! Gathers an article out of words and marks: what is a paragraph, what a heading, what is only reported.

use super::html::{Tag, Token, decoded, tokens};
use super::marks::{Kind, Marks};
use super::mdx::{Part, parts};
use super::nest::Nest;
use super::place::Places;
use super::table::Table;
use super::tags::{Meaning, is_block, is_part, meaning};
use super::walk::{code, math_block};
use super::{clean, math, target};
use crate::article::{Block, Formula, Image, Mark, Run, Text, plain_text_of_runs};
use crate::import::{Loss, Lost, Spot};
use comrak::Anchorizer;
use std::collections::HashMap;

/// Into what the words of a line go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Setting {
    Paragraph,
    Heading,
    Cell,
}

pub struct Gather<'a> {
    pub places: Places<'a>,
    pub is_mdx: bool,
    /// Where the node stands that is being read.
    pub at: Spot,
    pub nest: Nest,
    pub marks: Marks,
    pub table: Option<Table>,
    pub losses: Vec<Loss>,
    setting: Setting,
    /// Pictures that stand behind the line in which they are named.
    images: Vec<(Image, Spot)>,
    /// The words for a picture, and how many pictures within pictures are open.
    alt: Option<(String, usize)>,
    captive: Option<Captive>,
    anchorizer: Anchorizer,
    heading_id: Option<String>,
    /// Whether the heading that is being read is one of HTML.
    is_html_heading: bool,
    is_in_html_block: bool,
    /// Where in the source each element ends for the last time.
    ends: HashMap<String, Option<usize>>,
    source: &'a str,
}

/// An element whose words are no part of the text.
struct Captive {
    tag: String,
    words: String,
    /// What is reported; nothing for what is code, or only said twice.
    what: Option<Lost>,
    is_code: bool,
    /// Whether it began within a line, with which it ends at the latest: a stray `<title>` must not swallow the rest.
    is_in_line: bool,
    at: Spot,
}

impl<'a> Gather<'a> {
    pub fn new(places: Places<'a>, source: &'a str, is_mdx: bool) -> Self {
        Gather {
            places,
            is_mdx,
            at: Spot::Unknown,
            nest: Nest::default(),
            marks: Marks::default(),
            table: None,
            losses: Vec::new(),
            setting: Setting::Paragraph,
            images: Vec::new(),
            alt: None,
            captive: None,
            anchorizer: Anchorizer::new(),
            heading_id: None,
            is_html_heading: false,
            is_in_html_block: false,
            ends: HashMap::new(),
            source,
        }
    }

    pub fn lose(&mut self, loss: Loss) {
        self.losses.push(loss.at(self.at.clone()));
    }

    pub fn begin(&mut self, setting: Setting) {
        self.setting = setting;
    }

    /// The line that was gathered.
    fn line(&mut self) -> Text {
        let text = self.marks.finish();
        for to in std::mem::take(&mut self.marks.wordless) {
            self.lose(Loss::new(Lost::Link { to }));
        }
        if std::mem::take(&mut self.marks.is_too_deep) {
            self.lose(Loss::new(Lost::TooDeep));
        }
        text
    }

    pub fn end_paragraph(&mut self, at: Spot) {
        self.end_line();
        let text = self.line();
        if !text.0.is_empty() {
            self.nest.paragraph(text, at);
        }
        self.put_images();
    }

    pub fn end_heading(&mut self, level: u8, at: Spot) {
        self.end_line();
        let title = self.line();
        // A heading holds words only.
        for to in links(&title) {
            self.lose(Loss::new(Lost::Link { to }));
        }
        let mut title = plain_text_of_runs(&title).replace('\n', " ");
        let mut id = self.heading_id.take();
        if let Some((words, attributes)) = title.rsplit_once('{').filter(|(_, rest)| rest.starts_with(['#', '.']))
            && let Some(attributes) = attributes.strip_suffix('}')
        {
            id = attributes.split_whitespace().find_map(|part| part.strip_prefix('#')).map(str::to_owned).or(id);
            title = words.trim_end().to_owned();
        }
        let slug = self.anchorizer.anchorize(&title);
        id.iter().chain([&slug]).for_each(|name| self.nest.anchor(name));
        self.nest.heading(level, title, id.unwrap_or_default(), at);
        self.setting = Setting::Paragraph;
        self.put_images();
    }

    pub fn end_cell(&mut self) {
        self.end_line();
        let text = self.line();
        self.table.iter_mut().for_each(|table| table.cell(text.clone()));
        self.setting = Setting::Paragraph;
    }

    /// Ends the paragraph so far, be it in the middle of one of Markdown's.
    fn split(&mut self) {
        match self.setting {
            Setting::Paragraph => {
                let text = self.line();
                if !text.0.is_empty() {
                    self.nest.paragraph(text, self.at.clone());
                }
                self.put_images();
            }
            Setting::Heading | Setting::Cell => self.marks.words(" "),
        }
    }

    pub fn put_images(&mut self) {
        for (image, at) in std::mem::take(&mut self.images) {
            self.nest.push(Block::Image(image), at);
        }
    }

    pub fn text(&mut self, words: &str) {
        if !words.contains('{') {
            return self.words(words);
        }
        for part in parts(words, self.is_mdx) {
            match part {
                Part::Words(words) => self.words(words),
                Part::Expression(expression) => {
                    let name = expression.trim_matches(['{', '}', ' ']).to_owned();
                    self.lose(Loss::new(Lost::Computed { name }).with_words(expression));
                }
            }
        }
    }

    fn words(&mut self, words: &str) {
        match (&mut self.captive, &mut self.alt) {
            (Some(captive), _) => captive.words.push_str(words),
            (None, Some((alt, _))) => alt.push_str(words),
            (None, None) => self.marks.words(words),
        }
    }

    pub fn soft_break(&mut self) {
        match (&self.captive, &self.alt) {
            (None, None) => self.marks.soft_break(),
            _ => self.words(" "),
        }
    }

    pub fn hard_break(&mut self) {
        match (&self.captive, &self.alt, self.setting) {
            (None, None, Setting::Paragraph | Setting::Cell) => self.marks.hard_break(),
            _ => self.words(" "),
        }
    }

    pub fn code(&mut self, text: String) {
        match (&self.captive, &self.alt) {
            (None, None) => self.marks.mark(Mark::Code(text)),
            _ => self.words(&text),
        }
    }

    /// A comment of JSX; behind a heading it is the heading's name.
    pub fn comment(&mut self, comment: &str) {
        if self.setting == Setting::Heading {
            self.heading_id = Some(comment.to_owned());
        }
    }

    pub fn note(&mut self, name: &str) {
        let shown = || name.trim_start_matches('^').to_owned();
        if self.setting == Setting::Heading {
            return self.lose(Loss::new(Lost::NoteMark { name: shown() }));
        }
        if self.captive.is_none() && self.alt.is_none() {
            self.marks.note(name.to_owned());
            self.nest.refer(name);
        }
    }

    /// What a link is here; its words alone where it cannot lead.
    pub fn link(&mut self, to: &str) -> Kind {
        match target(to) {
            Some(to) => Kind::Link(to),
            None => {
                self.lose(Loss::new(Lost::Link { to: to.to_owned() }));
                Kind::Plain
            }
        }
    }

    pub fn formula(&mut self, latex: &str, is_display: bool) {
        if self.captive.is_some() || self.alt.is_some() {
            return self.words(latex);
        }
        if is_display && self.setting == Setting::Paragraph && self.marks.depth() == 0 {
            self.split();
            return self.formula_block(latex.trim());
        }
        let text = clean(latex).trim().to_owned();
        match math::tree(&text, is_display) {
            Ok(tree) => self.marks.mark(Mark::Math(Formula { text, tree })),
            Err(reason) => {
                self.lose(Loss::new(Lost::Formula { reason }));
                self.marks.mark(Mark::Code(text));
            }
        }
    }

    pub fn formula_block(&mut self, latex: &str) {
        let latex = clean(latex);
        match math::tree(latex.trim(), true) {
            Ok(tree) => self.nest.push(math_block(latex.trim(), tree), self.at.clone()),
            Err(reason) => {
                self.lose(Loss::new(Lost::Formula { reason }));
                self.nest.push(code("latex", &latex), self.at.clone());
            }
        }
    }

    pub fn code_block(&mut self, language: &str, text: &str) {
        if let Some(captive) = &mut self.captive {
            return captive.words.push_str(text);
        }
        for part in super::in_parts(&clean(text)) {
            self.nest.push(code(&clean(language), part), self.at.clone());
        }
    }

    pub fn begin_alt(&mut self) {
        let (_, depth) = self.alt.get_or_insert_default();
        *depth += 1;
    }

    pub fn end_alt(&mut self, src: &str, title: &str) {
        let Some((alt, depth)) = &mut self.alt else { return };
        *depth -= 1;
        if *depth == 0 {
            let alt = std::mem::take(alt);
            self.alt = None;
            self.image(src, &alt, title, (0, 0));
        }
    }

    fn image(&mut self, src: &str, alt: &str, title: &str, (width, height): (u32, u32)) {
        if let Some(captive) = &mut self.captive {
            return captive.words.push_str(alt);
        }
        if src.is_empty() || self.setting == Setting::Cell {
            let reason = if src.is_empty() { "it names no file" } else { "a cell of a table holds words only" };
            self.lose(Loss::new(Lost::Picture { src: src.to_owned(), reason: reason.into() }));
            return self.marks.words(alt);
        }
        let (alt, title) = (clean(alt).split_whitespace().collect::<Vec<_>>().join(" "), clean(title));
        let caption = (!title.trim().is_empty() && title != alt).then(|| title.as_str().into());
        let image = Image { id: String::new(), src: src.to_owned(), alt, width, height, caption };
        self.images.push((image, self.at.clone()));
        // What the line begins with stands before it, all else behind.
        if self.setting == Setting::Paragraph && !self.marks.has_words {
            self.put_images();
        }
    }

    /// HTML that is a block of its own.
    pub fn html_block(&mut self, html: &str) {
        let Spot::At(start) = self.at else { return };
        self.setting = Setting::Paragraph;
        self.is_in_html_block = true;
        let (mut seen, mut line, mut column) = (0, start.line, start.column);
        for (offset, token) in tokens(html) {
            for c in html[seen..offset].chars() {
                (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
            }
            seen = offset;
            self.at = self.places.of_line(line, column);
            self.token(token);
        }
        if let Some(Captive { tag, is_code: false, .. }) = &self.captive
            && !self.ends_behind(&tag.clone(), start.offset + html.len())
        {
            self.free();
        }
        self.is_in_html_block = false;
        self.end_html_heading();
        self.split();
    }

    /// HTML within a line.
    pub fn html(&mut self, html: &str) {
        for (_, token) in tokens(html) {
            self.token(token);
        }
    }

    fn token(&mut self, token: Token) {
        match (&mut self.captive, token) {
            (Some(captive), Token::Words(words)) => captive.words.push_str(words),
            (Some(captive), Token::Open(tag)) if captive.what.as_ref().is_some_and(|what| *what == Lost::Script) => {
                captive.words.push_str(tag.source);
            }
            (Some(_), Token::Open(_)) => {}
            (Some(captive), Token::Close(name)) => {
                if captive.tag == name {
                    self.free();
                }
            }
            (None, Token::Words(words)) => self.html_words(words),
            (None, Token::Open(tag)) => self.open(&tag),
            (None, Token::Close(name)) => self.close(&name),
        }
    }

    fn html_words(&mut self, words: &str) {
        for (index, line) in words.split('\n').enumerate() {
            if index > 0 {
                self.marks.soft_break();
            }
            let line = if index > 0 { line.trim_start() } else { line };
            self.text(&decoded(line));
        }
    }

    fn open(&mut self, tag: &Tag) {
        if let Some(name) = tag.get("id").or(tag.get("name").filter(|_| tag.name == "a")) {
            self.nest.anchor(name);
        }
        match meaning(tag) {
            Meaning::Mark(Kind::Link(to)) => {
                let kind = self.link(&to);
                self.marks.open(kind, "a");
            }
            Meaning::Mark(kind) => {
                if kind == Kind::Reading {
                    self.marks.close("rt");
                }
                self.marks.open(kind, &tag.name);
            }
            Meaning::Break => self.hard_break(),
            Meaning::Block => self.split(),
            Meaning::Heading => {
                self.split();
                if self.setting == Setting::Paragraph {
                    (self.setting, self.is_html_heading) = (Setting::Heading, true);
                }
            }
            Meaning::Image => {
                let pixels = |name| tag.get(name).and_then(|value| value.trim_end_matches("px").parse().ok()).unwrap_or(0);
                let size = match (pixels("width"), pixels("height")) {
                    (0, _) | (_, 0) => (0, 0),
                    size => size,
                };
                self.image(
                    tag.get("src").unwrap_or_default(),
                    tag.get("alt").unwrap_or_default(),
                    tag.get("title").unwrap_or_default(),
                    size,
                );
            }
            Meaning::Nothing => {}
            Meaning::Gone(what) => self.lose(Loss::new(what).with_words(tag.said())),
            Meaning::Unknown(is_block) => {
                if is_block {
                    self.split();
                } else if is_part(&tag.name) {
                    self.marks.words(" ");
                }
                if !is_part(&tag.name) {
                    self.lose(Loss::new(Lost::Unknown { name: tag.name.clone() }).with_words(tag.said()));
                }
            }
            Meaning::Code | Meaning::Left(_) | Meaning::Hidden if tag.is_closed => {
                if let Meaning::Left(what) = meaning(tag) {
                    self.lose(Loss::new(what));
                }
            }
            Meaning::Code => {
                self.split();
                self.capture(tag, None, true);
            }
            Meaning::Left(what) => self.capture(tag, Some(what), false),
            Meaning::Hidden => self.capture(tag, None, false),
        }
    }

    fn close(&mut self, name: &str) {
        match name.as_bytes() {
            [b'h', level @ b'1'..=b'6'] if self.is_html_heading => {
                self.is_html_heading = false;
                self.end_heading(level - b'0', self.at.clone());
            }
            _ if is_block(name) => self.split(),
            _ => self.marks.close(name),
        }
    }

    fn capture(&mut self, tag: &Tag, what: Option<Lost>, is_code: bool) {
        let at = self.at.clone();
        let is_in_line = !self.is_in_html_block;
        self.captive = Some(Captive { tag: tag.name.clone(), words: String::new(), what, is_code, is_in_line, at });
    }

    /// Ends an element whose words were no part of the text.
    fn free(&mut self) {
        let Some(Captive { words, what, is_code, at, .. }) = self.captive.take() else { return };
        match what {
            // A script's own text is not what a reader sees.
            Some(what @ Lost::Script) => self.losses.push(Loss::new(what).at(at)),
            Some(what) => self.losses.push(Loss::new(what).with_words(decoded(words.trim())).at(at)),
            None if is_code => self.code_block("", decoded(words.strip_prefix('\n').unwrap_or(&words)).trim_end()),
            None => {}
        }
    }

    fn end_line(&mut self) {
        if self.captive.as_ref().is_some_and(|captive| captive.is_in_line) {
            self.free();
        }
        self.end_html_heading();
    }

    /// A heading of HTML that does not end where it should was none.
    fn end_html_heading(&mut self) {
        if std::mem::take(&mut self.is_html_heading) {
            self.setting = Setting::Paragraph;
        }
    }

    /// Whether the source closes such an element behind `offset`.
    fn ends_behind(&mut self, tag: &str, offset: usize) -> bool {
        let source = self.source;
        let last = self.ends.entry(tag.to_owned()).or_insert_with(|| source.rfind(&format!("</{tag}")));
        last.is_some_and(|last| last >= offset)
    }

    /// All that is still open.
    pub fn finish(&mut self) {
        self.free();
        self.split();
    }
}

/// Where the links of a line lead.
fn links(text: &Text) -> Vec<String> {
    let mut found = Vec::new();
    for run in &text.0 {
        match run {
            Run::Marked(Mark::Link(link)) => found.push(link.to.clone()),
            Run::Marked(Mark::Emphasis(text) | Mark::Strong(text) | Mark::Sub(text) | Mark::Sup(text)) => found.extend(links(text)),
            Run::Marked(Mark::Lang(span)) => found.extend(links(&span.text)),
            _ => {}
        }
    }
    found
}
