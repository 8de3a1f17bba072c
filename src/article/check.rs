//! The border: what must hold of an article beyond its types. What has passed here is trusted everywhere else.

use super::read::{Position, is_newer};
use super::*;
use std::collections::HashSet;
use std::fmt;

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    pub fault: Fault,
    /// JSON pointer (RFC 6901) to the value at fault; empty when the text could not be read that far.
    pub pointer: String,
    pub position: Position,
}

/// What is wrong. `Display` says it, [`Fault::help`] says what to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    NotJson { message: String },
    NotTheFormat { message: String },
    NotAnArticle,
    OtherVersion { version: u64 },
    UnknownField { name: String },
    FileTooLong { bytes: usize },
    TooManyBlocks { limit: usize },
    TooDeep { limit: usize },
    TooManyProblems { limit: usize },
    TextTooLong { units: usize },
    ForbiddenCharacter { character: char },
    NoSections,
    Empty { what: &'static str },
    BadId { id: String },
    DuplicateId { id: String, what: &'static str },
    Dangling { id: String, what: &'static str },
    BadLanguage { tag: String },
    BadDate { date: String },
    BadLink { to: String },
    BadFile { file: String },
    BadLevel { level: u8 },
    UnknownKind { kind: String },
    WrongLength { what: &'static str, found: usize, expected: usize },
    UnknownMathTag { tag: String },
    NoSize,
}

pub struct Limits {
    pub file_bytes: usize,
    pub blocks: usize,
    /// Blocks within blocks and marks within marks.
    pub depth: usize,
    /// UTF-16 units in one run: browsers split longer text nodes, and hydration would find one more than it expects.
    pub run_units: usize,
    pub problems: usize,
}

pub const LIMITS: Limits = Limits { file_bytes: 32 << 20, blocks: 100_000, depth: 16, run_units: 60_000, problems: 100 };

impl Problem {
    pub(super) fn at_start(fault: Fault) -> Self {
        Problem { fault, pointer: String::new(), position: Position { line: 1, column: 1, offset: 0 } }
    }
}

/// Everything that is wrong with an article, up to [`Limits::problems`]; positions are left to the reader of the text.
pub fn check(article: &Article) -> Vec<Problem> {
    let mut checker = Checker { problems: Vec::new(), blocks: 0 };
    let names = Names::of(article, &mut checker);
    checker.article(article, &names);
    let found = checker.problems.len();
    if found > LIMITS.problems {
        checker.problems.truncate(LIMITS.problems);
        checker.add(At::Root, Fault::TooManyProblems { limit: LIMITS.problems });
    }
    checker.problems
}

/// Lower-case letters, digits and single hyphens, starting with a letter, at most 64: safe in any address and on any disk.
pub fn is_id(id: &str) -> bool {
    id.len() <= 64
        && id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// Whether a tag is well formed by BCP 47 (RFC 5646 §2.1), grandfathered tags and bare private use excepted.
pub fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-').peekable();
    let alpha = |part: &str| part.bytes().all(|b| b.is_ascii_alphabetic());
    let alphanumeric = |part: &str| part.len() <= 8 && part.bytes().all(|b| b.is_ascii_alphanumeric());
    if !parts.next().is_some_and(|language| matches!(language.len(), 2 | 3) && alpha(language)) {
        return false;
    }
    for _ in 0..3 {
        parts.next_if(|extended| extended.len() == 3 && alpha(extended));
    }
    parts.next_if(|script| script.len() == 4 && alpha(script));
    parts.next_if(|region| (region.len() == 2 && alpha(region)) || (region.len() == 3 && region.bytes().all(|b| b.is_ascii_digit())));
    let is_variant =
        |part: &&str| alphanumeric(part) && (part.len() >= 5 || (part.len() == 4 && part.starts_with(|c: char| c.is_ascii_digit())));
    while parts.next_if(is_variant).is_some() {}
    while let Some(singleton) = parts.next() {
        let shortest = if singleton.eq_ignore_ascii_case("x") { 1 } else { 2 };
        let takes = |part: &&str| alphanumeric(part) && part.len() >= shortest;
        if singleton.len() != 1 || !alphanumeric(singleton) || parts.next_if(takes).is_none() {
            return false;
        }
        while parts.next_if(takes).is_some() {}
    }
    true
}

/// Where a link leads. What is none of these is no link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target<'a> {
    /// `https:`, `http:`, `mailto:` or `tel:`.
    Outside(&'a str),
    /// `#block` in the same article.
    Block(&'a str),
    /// `article` or `article#block` in the same library.
    Article { article: &'a str, block: Option<&'a str> },
}

impl<'a> Target<'a> {
    pub fn parse(to: &'a str) -> Option<Self> {
        if let Some(block) = to.strip_prefix('#') {
            return is_id(block).then_some(Target::Block(block));
        }
        if let Some((scheme, rest)) = to.split_once(':') {
            let scheme = scheme.to_ascii_lowercase();
            let web =
                matches!(scheme.as_str(), "https" | "http") && rest.strip_prefix("//").is_some_and(|host| host.starts_with(is_host_start));
            let other = matches!(scheme.as_str(), "mailto" | "tel") && !rest.is_empty();
            return ((web || other) && !to.chars().any(breaks_an_address)).then_some(Target::Outside(to));
        }
        let (article, block) = match to.split_once('#') {
            Some((article, block)) => (article, Some(block)),
            None => (to, None),
        };
        (is_id(article) && block.is_none_or(is_id)).then_some(Target::Article { article, block })
    }
}

fn is_host_start(c: char) -> bool {
    c.is_alphanumeric() || c == '['
}

fn breaks_an_address(c: char) -> bool {
    c.is_whitespace() || c.is_control() || is_bidi_control(c) || matches!(c, '<' | '>' | '"' | '\\' | '`')
}

/// Characters that make a text show in another order than it is written in (Unicode Technical Standard 55).
fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// `2022`, `2022-07` or `2022-07-26`, on the calendar.
fn is_date(date: &str) -> bool {
    let mut parts = date.split('-');
    let mut number = |digits: usize| -> Option<Option<u32>> {
        let Some(part) = parts.next() else { return Some(None) };
        (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())
    };
    let (Some(Some(year)), Some(month), Some(day)) = (number(4), number(2), number(2)) else { return false };
    let days = match month {
        Some(2) if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        Some(2) => 28,
        Some(4 | 6 | 9 | 11) => 30,
        _ => 31,
    };
    month.is_none_or(|m| (1..=12).contains(&m)) && day.is_none_or(|d| (1..=days).contains(&d)) && parts.next().is_none()
}

/// MathML Core's presentation elements.
const MATH_TAGS: &[&str] = &[
    "mi",
    "mn",
    "mo",
    "ms",
    "mspace",
    "mtext",
    "menclose",
    "merror",
    "mfrac",
    "mmultiscripts",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtr",
    "munder",
    "munderover",
];

/// A path into the article, kept on the stack and written out only for a problem.
#[derive(Clone, Copy)]
enum At<'a> {
    Root,
    Field(&'a At<'a>, &'a str),
    Index(&'a At<'a>, usize),
}

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            At::Root => Ok(()),
            At::Field(parent, name) => write!(f, "{parent}/{}", name.replace('~', "~0").replace('/', "~1")),
            At::Index(parent, index) => write!(f, "{parent}/{index}"),
        }
    }
}

impl<'a> At<'a> {
    fn field(&'a self, name: &'a str) -> At<'a> {
        At::Field(self, name)
    }
    fn each<'i, T>(&'a self, items: &'i [T]) -> impl Iterator<Item = (At<'a>, &'i T)> {
        items.iter().enumerate().map(|(index, item)| (At::Index(self, index), item))
    }
}

/// The names that other parts of the article may refer to.
struct Names<'a> {
    blocks: HashSet<&'a str>,
    notes: HashSet<&'a str>,
    topics: HashSet<&'a str>,
    statistics: HashSet<&'a str>,
}

impl<'a> Names<'a> {
    fn of(article: &'a Article, checker: &mut Checker) -> Self {
        let mut names = Names { blocks: HashSet::new(), notes: HashSet::new(), topics: HashSet::new(), statistics: HashSet::new() };
        let root = At::Root;
        for (at, section) in root.field("sections").each(&article.sections) {
            checker.name(at, &section.id, &mut names.blocks, "section or block");
            names.below(&at.field("blocks"), &section.blocks, checker, 1);
        }
        for (at, topic) in root.field("topics").each(&article.topics) {
            checker.name(at, &topic.id, &mut names.topics, "topic");
        }
        for (at, statistic) in root.field("statistics").each(&article.statistics) {
            checker.name(at, &statistic.id, &mut names.statistics, "statistic");
        }
        names
    }

    fn below(&mut self, at: &At, blocks: &'a [Block], checker: &mut Checker, depth: usize) {
        if depth > LIMITS.depth {
            return checker.add(*at, Fault::TooDeep { limit: LIMITS.depth });
        }
        for (at, block) in at.each(blocks) {
            let at = at.field(block.kind());
            checker.blocks += 1;
            if checker.blocks == LIMITS.blocks + 1 {
                checker.add(at, Fault::TooManyBlocks { limit: LIMITS.blocks });
            }
            checker.name(at, block.id(), &mut self.blocks, "section or block");
            match block {
                Block::Quote(b) => self.below(&at.field("blocks"), &b.blocks, checker, depth + 1),
                Block::Callout(b) => self.below(&at.field("blocks"), &b.blocks, checker, depth + 1),
                Block::Note(b) => {
                    self.notes.insert(&b.id);
                    self.below(&at.field("blocks"), &b.blocks, checker, depth + 1);
                }
                Block::List(b) => {
                    for (at, item) in at.field("items").each(&b.items) {
                        self.below(&at.field("blocks"), &item.blocks, checker, depth + 1);
                    }
                }
                _ => {}
            }
        }
    }
}

struct Checker {
    problems: Vec<Problem>,
    blocks: usize,
}

impl Checker {
    fn add(&mut self, at: At, fault: Fault) {
        if self.problems.len() <= LIMITS.problems {
            self.problems.push(Problem { fault, pointer: at.to_string(), position: Position::default() });
        }
    }

    fn name<'a>(&mut self, at: At, id: &'a str, names: &mut HashSet<&'a str>, what: &'static str) {
        if !is_id(id) {
            self.add(at.field("id"), Fault::BadId { id: excerpt(id) });
        } else if !names.insert(id) {
            self.add(at.field("id"), Fault::DuplicateId { id: id.into(), what });
        }
    }

    fn refers(&mut self, at: At, id: &str, names: &HashSet<&str>, what: &'static str) {
        if !names.contains(id) {
            self.add(at, Fault::Dangling { id: excerpt(id), what });
        }
    }

    /// Characters that a reader sees.
    fn words(&mut self, at: At, text: &str) {
        // A character takes at least as many bytes as UTF-16 units, so short text needs no count.
        if text.len() > LIMITS.run_units {
            let units = text.encode_utf16().count();
            if units > LIMITS.run_units {
                self.add(at, Fault::TextTooLong { units });
            }
        }
        let forbidden =
            |c: &char| (c.is_control() && !matches!(c, '\n' | '\t')) || is_bidi_control(*c) || matches!(c, '\u{fffe}' | '\u{ffff}');
        if let Some(character) = text.chars().find(forbidden) {
            self.add(at, Fault::ForbiddenCharacter { character });
        }
    }

    /// Words that must not be missing.
    fn title(&mut self, at: At, text: &str, what: &'static str) {
        if text.trim().is_empty() {
            self.add(at, Fault::Empty { what });
        }
        self.words(at, text);
    }

    fn language(&mut self, at: At, tag: &str) {
        if !is_language_tag(tag) {
            self.add(at, Fault::BadLanguage { tag: excerpt(tag) });
        }
    }

    fn date(&mut self, at: At, date: &str) {
        if !date.is_empty() && !is_date(date) {
            self.add(at, Fault::BadDate { date: excerpt(date) });
        }
    }

    fn link(&mut self, at: At, to: &str, names: &Names) {
        match Target::parse(to) {
            None => self.add(at, Fault::BadLink { to: excerpt(to) }),
            Some(Target::Block(block)) => self.refers(at, block, &names.blocks, "section or block"),
            Some(Target::Outside(_) | Target::Article { .. }) => {}
        }
    }

    fn article(&mut self, article: &Article, names: &Names) {
        let root = At::Root;
        if !is_id(&article.id) {
            self.add(root.field("id"), Fault::BadId { id: excerpt(&article.id) });
        }
        self.language(root.field("lang"), &article.lang);
        self.title(root.field("title"), &article.title, "title");
        self.words(root.field("standfirst"), &article.standfirst);
        self.words(root.field("rights"), &article.rights);
        self.date(root.field("published"), &article.published);
        for (at, author) in root.field("authors").each(&article.authors) {
            self.title(at.field("name"), &author.name, "name");
            self.words(at.field("role"), &author.role);
        }
        if let Some(source) = &article.source {
            let at = root.field("source");
            self.title(at.field("title"), &source.title, "title");
            self.words(at.field("outlet"), &source.outlet);
            self.words(at.field("channel"), &source.channel);
            self.date(at.field("published"), &source.published);
            if let Some(url) = &source.url
                && !matches!(Target::parse(url), Some(Target::Outside(_)))
            {
                self.add(at.field("url"), Fault::BadLink { to: excerpt(url) });
            }
        }
        if article.sections.is_empty() {
            self.add(root.field("sections"), Fault::NoSections);
        }
        for (at, section) in root.field("sections").each(&article.sections) {
            self.words(at.field("title"), &section.title);
            if !(1..=5).contains(&section.level) {
                self.add(at.field("level"), Fault::BadLevel { level: section.level });
            }
            self.below(&at.field("blocks"), &section.blocks, article, names, 1);
        }
        for (at, topic) in root.field("topics").each(&article.topics) {
            self.topic(at, topic, names);
        }
        for (at, statistic) in root.field("statistics").each(&article.statistics) {
            self.words(at.field("unit"), &statistic.unit);
            self.title(at.field("subject"), &statistic.subject, "subject");
            self.words(at.field("display"), &statistic.display);
            self.date(at.field("when"), &statistic.when);
            self.refers(at.field("stated"), &statistic.stated, &names.blocks, "section or block");
        }
        let mut languages = HashSet::from([article.lang.as_str()]);
        for (at, translation) in root.field("translations").each(&article.translations) {
            self.language(at.field("lang"), &translation.lang);
            if !languages.insert(&translation.lang) {
                self.add(at.field("lang"), Fault::DuplicateId { id: excerpt(&translation.lang), what: "language" });
            }
            if !is_file_name(&translation.file) {
                self.add(at.field("file"), Fault::BadFile { file: excerpt(&translation.file) });
            }
        }
    }

    fn topic(&mut self, at: At, topic: &Topic, names: &Names) {
        self.title(at.field("name"), &topic.name, "name");
        self.words(at.field("summary"), &topic.summary);
        self.words(at.field("reading"), topic.reading.as_deref().unwrap_or_default());
        for (at, alias) in at.field("aliases").each(&topic.aliases) {
            self.title(at, alias, "alias");
        }
        for (at, relation) in at.field("relations").each(&topic.relations) {
            if relation.topic == topic.id {
                self.add(at.field("topic"), Fault::Dangling { id: topic.id.clone(), what: "other topic" });
            }
            self.refers(at.field("topic"), &relation.topic, &names.topics, "topic");
        }
    }

    fn below(&mut self, at: &At, blocks: &[Block], article: &Article, names: &Names, depth: usize) {
        if depth > LIMITS.depth {
            return; // said while the names were gathered
        }
        for (at, block) in at.each(blocks) {
            self.block(at.field(block.kind()), block, article, names, depth);
        }
    }

    fn block(&mut self, at: At, block: &Block, article: &Article, names: &Names, depth: usize) {
        match block {
            Block::Paragraph(b) => self.text(at.field("text"), &b.text, names, 1),
            Block::List(b) => {
                for (at, item) in at.field("items").each(&b.items) {
                    self.text(at.field("text"), &item.text, names, 1);
                    self.below(&at.field("blocks"), &item.blocks, article, names, depth + 1);
                }
            }
            Block::Quote(b) => {
                self.below(&at.field("blocks"), &b.blocks, article, names, depth + 1);
                if let Some(cite) = &b.cite {
                    self.text(at.field("cite"), cite, names, 1);
                }
            }
            Block::Callout(b) => {
                self.words(at.field("title"), &b.title);
                self.below(&at.field("blocks"), &b.blocks, article, names, depth + 1);
            }
            Block::Register(b) => self.register(at, b, names),
            Block::Image(b) => {
                if !is_image_source(&b.src) {
                    self.add(at.field("src"), Fault::BadFile { file: excerpt(&b.src) });
                }
                self.words(at.field("alt"), &b.alt);
                if b.width == 0 || b.height == 0 {
                    self.add(at, Fault::NoSize);
                }
                if let Some(caption) = &b.caption {
                    self.text(at.field("caption"), caption, names, 1);
                }
            }
            Block::Code(b) => {
                self.words(at.field("language"), &b.language);
                self.words(at.field("text"), &b.text);
            }
            Block::Math(b) => {
                self.title(at.field("text"), &b.text, "text");
                for (at, node) in at.field("tree").each(&b.tree) {
                    self.math(at, node, 1);
                }
            }
            Block::Chart(b) => self.chart(at, b, names),
            Block::Diagram(b) => self.diagram(at, b, names),
            Block::Timeline(b) => {
                self.text(at.field("caption"), &b.caption, names, 1);
                for (at, event) in at.field("events").each(&b.events) {
                    self.date(at.field("when"), &event.when);
                    self.text(at.field("text"), &event.text, names, 1);
                }
            }
            Block::Note(b) => self.below(&at.field("blocks"), &b.blocks, article, names, depth + 1),
            Block::Unknown(b) => {
                if !is_newer(article.minor) {
                    self.add(at, Fault::UnknownKind { kind: excerpt(&b.kind) });
                }
                self.words(at, &b.text);
            }
        }
    }

    fn register(&mut self, at: At, register: &Register, names: &Names) {
        self.text(at.field("caption"), &register.caption, names, 1);
        for (at, column) in at.field("columns").each(&register.columns) {
            self.title(at.field("title"), &column.title, "title");
        }
        for (at, row) in at.field("rows").each(&register.rows) {
            if row.len() != register.columns.len() {
                self.add(at, Fault::WrongLength { what: "cells", found: row.len(), expected: register.columns.len() });
            }
            for (at, cell) in at.each(row) {
                self.text(at, cell, names, 1);
            }
        }
    }

    fn chart(&mut self, at: At, chart: &Chart, names: &Names) {
        self.text(at.field("caption"), &chart.caption, names, 1);
        self.words(at.field("unit"), &chart.unit);
        for (at, category) in at.field("categories").each(&chart.categories) {
            self.title(at, category, "category");
        }
        for (at, series) in at.field("series").each(&chart.series) {
            self.words(at.field("name"), &series.name);
            if series.values.len() != chart.categories.len() {
                self.add(
                    at.field("values"),
                    Fault::WrongLength { what: "values", found: series.values.len(), expected: chart.categories.len() },
                );
            }
        }
    }

    fn diagram(&mut self, at: At, diagram: &Diagram, names: &Names) {
        self.text(at.field("caption"), &diagram.caption, names, 1);
        let mut nodes = HashSet::new();
        for (at, node) in at.field("nodes").each(&diagram.nodes) {
            self.name(at, &node.id, &mut nodes, "node");
            self.title(at.field("label"), &node.label, "label");
            if let Some(topic) = &node.topic {
                self.refers(at.field("topic"), topic, &names.topics, "topic");
            }
        }
        for (at, link) in at.field("links").each(&diagram.links) {
            self.refers(at.field("from"), &link.from, &nodes, "node");
            self.refers(at.field("to"), &link.to, &nodes, "node");
            self.words(at.field("label"), &link.label);
        }
    }

    fn math(&mut self, at: At, node: &MathNode, depth: usize) {
        if !MATH_TAGS.contains(&node.tag.as_str()) {
            self.add(at.field("tag"), Fault::UnknownMathTag { tag: excerpt(&node.tag) });
        }
        self.words(at.field("text"), &node.text);
        if depth > LIMITS.depth {
            return self.add(at, Fault::TooDeep { limit: LIMITS.depth });
        }
        for (at, child) in at.field("children").each(&node.children) {
            self.math(at, child, depth + 1);
        }
    }

    fn text(&mut self, at: At, text: &Text, names: &Names, depth: usize) {
        if depth > LIMITS.depth {
            return self.add(at, Fault::TooDeep { limit: LIMITS.depth });
        }
        // A text of one plain run is written as the bare string, without an index.
        if let [Run::Plain(words)] = text.0.as_slice() {
            return self.words(at, words);
        }
        for (at, run) in at.each(&text.0) {
            match run {
                Run::Plain(words) => self.words(at, words),
                Run::Marked(mark) => self.mark(at, mark, names, depth),
            }
        }
    }

    fn mark(&mut self, at: At, mark: &Mark, names: &Names, depth: usize) {
        match mark {
            Mark::Emphasis(text) => self.text(at.field("emphasis"), text, names, depth + 1),
            Mark::Strong(text) => self.text(at.field("strong"), text, names, depth + 1),
            Mark::Sub(text) => self.text(at.field("sub"), text, names, depth + 1),
            Mark::Sup(text) => self.text(at.field("sup"), text, names, depth + 1),
            Mark::Link(link) => {
                let at = at.field("link");
                self.link(at.field("to"), &link.to, names);
                self.text(at.field("text"), &link.text, names, depth + 1);
            }
            Mark::Mention(mention) => {
                let at = at.field("mention");
                self.refers(at.field("topic"), &mention.topic, &names.topics, "topic");
                self.title(at.field("text"), &mention.text, "text");
            }
            Mark::Statistic(statistic) => {
                let at = at.field("statistic");
                self.refers(at.field("id"), &statistic.id, &names.statistics, "statistic");
                self.title(at.field("text"), &statistic.text, "text");
            }
            Mark::Code(text) => self.words(at.field("code"), text),
            Mark::Ruby(ruby) => {
                let at = at.field("ruby");
                self.title(at.field("base"), &ruby.base, "base");
                self.words(at.field("reading"), &ruby.reading);
            }
            Mark::Lang(span) => {
                let at = at.field("lang");
                self.language(at.field("lang"), &span.lang);
                self.text(at.field("text"), &span.text, names, depth + 1);
            }
            Mark::Note(note) => self.refers(at.field("note"), note, &names.notes, "note"),
        }
    }
}

/// A plain name in the same folder: nothing that leads elsewhere.
fn is_file_name(file: &str) -> bool {
    !file.is_empty() && !file.starts_with('.') && !file.contains(['/', '\\', ':', '\0']) && !file.chars().any(breaks_an_address)
}

/// A file below the article's folder, or an `https:` address.
fn is_image_source(src: &str) -> bool {
    match Target::parse(src) {
        Some(Target::Outside(address)) => address.starts_with("https:"),
        _ => src.split('/').all(is_file_name),
    }
}

/// As much of a value as a message needs.
fn excerpt(value: &str) -> String {
    let mut short: String = value.chars().take(60).collect();
    if short.len() < value.len() {
        short.push('…');
    }
    short
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Fault::NotJson { message } => write!(f, "this is not JSON: {message}"),
            Fault::NotTheFormat { message } => write!(f, "{message}"),
            Fault::NotAnArticle => f.write_str("this is not an article: it has no field `offprint`"),
            Fault::OtherVersion { version } => write!(f, "article format {version}; this program reads {FORMAT}"),
            Fault::UnknownField { name } => write!(f, "unknown field `{name}`"),
            Fault::FileTooLong { bytes } => write!(f, "the file has {bytes} bytes; at most {} are read", LIMITS.file_bytes),
            Fault::TooManyBlocks { limit } => write!(f, "more than {limit} blocks"),
            Fault::TooDeep { limit } => write!(f, "nested more than {limit} levels deep"),
            Fault::TooManyProblems { limit } => write!(f, "more than {limit} problems; the rest is not listed"),
            Fault::TextTooLong { units } => write!(f, "a run of text of {units} UTF-16 units; at most {} are shown", LIMITS.run_units),
            Fault::ForbiddenCharacter { character } => write!(f, "the character U+{:04X} is not allowed in text", *character as u32),
            Fault::NoSections => f.write_str("the article has no sections"),
            Fault::Empty { what } => write!(f, "the {what} is empty"),
            Fault::BadId { id } => write!(f, "`{id}` is not an id"),
            Fault::DuplicateId { id, what } => write!(f, "a second {what} named `{id}`"),
            Fault::Dangling { id, what } => write!(f, "there is no {what} named `{id}`"),
            Fault::BadLanguage { tag } => write!(f, "`{tag}` is not a language tag"),
            Fault::BadDate { date } => write!(f, "`{date}` is not a date"),
            Fault::BadLink { to } => write!(f, "`{to}` is not a link that may be followed"),
            Fault::BadFile { file } => write!(f, "`{file}` is not a file beside this one"),
            Fault::BadLevel { level } => write!(f, "a heading of level {level}"),
            Fault::UnknownKind { kind } => write!(f, "unknown kind of block `{kind}`"),
            Fault::WrongLength { what, found, expected } => write!(f, "{found} {what} where {expected} are expected"),
            Fault::UnknownMathTag { tag } => write!(f, "`{tag}` is not an element of MathML Core"),
            Fault::NoSize => f.write_str("the image has no size"),
        }
    }
}

impl Fault {
    /// The next step for whoever wrote the file.
    pub fn help(&self) -> String {
        match self {
            Fault::NotJson { .. } => "look at the character shown: a comma, quote or bracket is missing or one too many".into(),
            Fault::NotTheFormat { .. } => {
                "compare with schema/article.schema.json; an editor that knows JSON Schema shows it while you type".into()
            }
            Fault::NotAnArticle => "an article starts with {\"offprint\": 1, …}".into(),
            Fault::OtherVersion { .. } => "use a newer Offprint, or write the article in the version that this one reads".into(),
            Fault::UnknownField { .. } => "correct its spelling or remove it".into(),
            Fault::FileTooLong { .. } | Fault::TooManyBlocks { .. } => "divide the article into several".into(),
            Fault::TooDeep { .. } => "take out a level of nesting".into(),
            Fault::TooManyProblems { .. } => "mend those shown first".into(),
            Fault::TextTooLong { .. } => "divide it into paragraphs".into(),
            Fault::ForbiddenCharacter { .. } => "remove it; for text in another direction use a `lang` mark".into(),
            Fault::NoSections => "give it at least one section with one block".into(),
            Fault::Empty { .. } => "write it".into(),
            Fault::BadId { .. } => "use lower-case letters, digits and hyphens, starting with a letter, at most 64".into(),
            Fault::DuplicateId { .. } => "rename one of them".into(),
            Fault::Dangling { .. } => "correct the name, or add what it names".into(),
            Fault::BadLanguage { .. } => "write a BCP 47 tag such as zh-Hans, zh-Hant-TW or en".into(),
            Fault::BadDate { .. } => "write 2022, 2022-07 or 2022-07-26".into(),
            Fault::BadLink { .. } => "use https:, http:, mailto:, tel:, #block, or the id of an article of this library".into(),
            Fault::BadFile { .. } => "name a file in the same folder".into(),
            Fault::BadLevel { .. } => "use a level from 1 to 5".into(),
            Fault::UnknownKind { .. } => format!("the kinds are {}", KINDS.join(", ")),
            Fault::WrongLength { .. } => "fill in what is missing or take out what is too much; a cell may be \"\", a value null".into(),
            Fault::UnknownMathTag { .. } => "use MathML Core's presentation elements".into(),
            Fault::NoSize => "give its width and height in pixels".into(),
        }
    }
}
