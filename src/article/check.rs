//! The border: what must hold of an article beyond its types. What has passed here is trusted everywhere else.

use super::fault::excerpt;
use super::read::is_newer;
use super::spelling::{is_bidi_control, is_date, is_file_name, is_image_source};
use super::*;
use std::collections::HashSet;
use std::fmt;

pub struct Limits {
    pub file_bytes: usize,
    /// Sections and blocks together.
    pub blocks: usize,
    /// Blocks within blocks and marks within marks.
    pub depth: usize,
    /// UTF-16 units in one run: browsers split longer text nodes, and hydration would find one more than it expects.
    pub run_units: usize,
    /// UTF-16 units in a unit or label: the plain text repeats it beside every value or link, so a long one would multiply the article.
    pub label_units: usize,
    /// Nodes, and links, of one diagram: more could not be drawn, and looking each up among the others would take long.
    pub diagram_parts: usize,
    pub problems: usize,
}

pub const LIMITS: Limits =
    Limits { file_bytes: 32 << 20, blocks: 100_000, depth: 16, run_units: 60_000, label_units: 200, diagram_parts: 200, problems: 100 };

/// Everything that is wrong with an article, up to [`Limits::problems`]; positions are left to the reader of the text.
pub fn check(article: &Article) -> Vec<Problem> {
    let mut checker = Checker { problems: Vec::new(), blocks: 0 };
    let names = Names::of(article, &mut checker);
    checker.article(article, &names);
    if checker.problems.len() > LIMITS.problems {
        checker.problems.truncate(LIMITS.problems);
        checker.add(At::Root, Fault::TooManyProblems { limit: LIMITS.problems });
    }
    checker.problems
}

/// MathML Core's elements that hold characters.
const MATH_TOKENS: &str = "mi mn mo ms mtext";

/// MathML Core's elements that hold elements, and `menclose`, which boxes and strikes out.
const MATH_LAYOUT: &str = "menclose merror mfrac mmultiscripts mover mpadded mphantom mprescripts mroot mrow mspace msqrt mstyle msub msubsup msup \
                           mtable mtd mtr munder munderover";

/// The element of that name, if MathML has it.
pub fn math_tag(name: &str) -> Option<&'static str> {
    MATH_TOKENS.split(' ').chain(MATH_LAYOUT.split(' ')).find(|tag| *tag == name && !tag.is_empty())
}

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
    article: &'a str,
    blocks: HashSet<&'a str>,
    notes: HashSet<&'a str>,
    topics: HashSet<&'a str>,
    statistics: HashSet<&'a str>,
}

impl<'a> Names<'a> {
    fn of(article: &'a Article, checker: &mut Checker) -> Self {
        let mut names = Names {
            article: &article.id,
            blocks: HashSet::new(),
            notes: HashSet::new(),
            topics: HashSet::new(),
            statistics: HashSet::new(),
        };
        let root = At::Root;
        for (at, section) in root.field("sections").each(&article.sections) {
            checker.count(at);
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
        if depth > LIMITS.depth && !blocks.is_empty() {
            return checker.add(*at, Fault::TooDeep { limit: LIMITS.depth });
        }
        for (at, block) in at.each(blocks) {
            let at = at.field(block.kind());
            checker.count(at);
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

    /// Of sections and blocks; says once that there are too many.
    fn count(&mut self, at: At) {
        self.blocks += 1;
        if self.blocks == LIMITS.blocks + 1 {
            self.add(at, Fault::TooManyBlocks { limit: LIMITS.blocks });
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
        self.words_up_to(LIMITS.run_units, at, text);
    }

    /// Characters that a reader sees more than once.
    fn label(&mut self, at: At, text: &str) {
        self.words_up_to(LIMITS.label_units, at, text);
    }

    fn words_up_to(&mut self, limit: usize, at: At, text: &str) {
        // A character takes at least as many bytes as UTF-16 units, so short text needs no count.
        if text.len() > limit {
            let units = text.encode_utf16().count();
            if units > limit {
                self.add(at, Fault::TextTooLong { units, limit });
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
        self.filled(at, text, what);
        self.words(at, text);
    }

    fn filled(&mut self, at: At, text: &str, what: &'static str) {
        if text.trim().is_empty() {
            self.add(at, Fault::Empty { what });
        }
    }

    /// Something that shows nothing when it has no parts.
    fn parts<T>(&mut self, at: At, parts: &[T], what: &'static str) {
        if parts.is_empty() {
            self.add(at, Fault::Empty { what });
        }
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
            Some(Target::Article { article, block: Some(block) }) if article == names.article => {
                self.refers(at, block, &names.blocks, "section or block");
            }
            Some(Target::Outside(_) | Target::Article { .. }) => {}
        }
    }

    fn article(&mut self, article: &Article, names: &Names) {
        let root = At::Root;
        self.head(article);
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
            self.label(at.field("unit"), &statistic.unit);
            self.title(at.field("subject"), &statistic.subject, "subject");
            self.words(at.field("display"), &statistic.display);
            self.date(at.field("when"), &statistic.when);
            self.refers(at.field("stated"), &statistic.stated, &names.blocks, "section or block");
        }
        for (at, id) in root.field("key_statistics").each(&article.key_statistics) {
            self.refers(at, id, &names.statistics, "statistic");
        }
        self.translations(article);
    }

    /// What a title page says.
    fn head(&mut self, article: &Article) {
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
    }

    fn translations(&mut self, article: &Article) {
        // A language tag means the same in capitals (RFC 5646 §2.1.1).
        let mut languages = HashSet::from([article.lang.to_ascii_lowercase()]);
        for (at, translation) in At::Root.field("translations").each(&article.translations) {
            self.language(at.field("lang"), &translation.lang);
            if !languages.insert(translation.lang.to_ascii_lowercase()) {
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
            Block::Paragraph(b) => self.line(at.field("text"), &b.text, names),
            Block::List(b) => {
                self.parts(at.field("items"), &b.items, "list");
                for (at, item) in at.field("items").each(&b.items) {
                    self.line(at.field("text"), &item.text, names);
                    self.below(&at.field("blocks"), &item.blocks, article, names, depth + 1);
                }
            }
            Block::Quote(b) => {
                self.below(&at.field("blocks"), &b.blocks, article, names, depth + 1);
                if let Some(cite) = &b.cite {
                    self.line(at.field("cite"), cite, names);
                }
            }
            Block::Callout(b) => {
                self.words(at.field("title"), &b.title);
                self.below(&at.field("blocks"), &b.blocks, article, names, depth + 1);
            }
            Block::Register(b) => self.register(at, b, names),
            Block::Image(b) => self.image(at, b, names),
            Block::Code(b) => {
                self.words(at.field("language"), &b.language);
                self.words(at.field("text"), &b.text);
            }
            Block::Math(b) => self.formula(at, &b.text, &b.tree),
            Block::Chart(b) => self.chart(at, b, names),
            Block::Diagram(b) => self.diagram(at, b, names),
            Block::Timeline(b) => self.timeline(at, b, names),
            Block::Note(b) => self.below(&at.field("blocks"), &b.blocks, article, names, depth + 1),
            Block::Unknown(b) => {
                if !is_newer(article.minor) {
                    self.add(at, Fault::UnknownKind { kind: excerpt(&b.kind) });
                }
                self.words(at, &b.text);
            }
        }
    }

    fn image(&mut self, at: At, image: &Image, names: &Names) {
        if !is_image_source(&image.src) {
            self.add(at.field("src"), Fault::BadFile { file: excerpt(&image.src) });
        }
        self.words(at.field("alt"), &image.alt);
        if image.width == 0 || image.height == 0 {
            self.add(at, Fault::NoSize);
        }
        if let Some(caption) = &image.caption {
            self.line(at.field("caption"), caption, names);
        }
    }

    fn timeline(&mut self, at: At, timeline: &Timeline, names: &Names) {
        self.line(at.field("caption"), &timeline.caption, names);
        self.parts(at.field("events"), &timeline.events, "timeline");
        for (at, event) in at.field("events").each(&timeline.events) {
            self.filled(at.field("when"), &event.when, "date");
            self.date(at.field("when"), &event.when);
            self.line(at.field("text"), &event.text, names);
        }
    }

    fn register(&mut self, at: At, register: &Register, names: &Names) {
        self.line(at.field("caption"), &register.caption, names);
        self.parts(at.field("columns"), &register.columns, "register");
        for (at, column) in at.field("columns").each(&register.columns) {
            self.title(at.field("title"), &column.title, "title");
        }
        for (at, row) in at.field("rows").each(&register.rows) {
            if row.len() != register.columns.len() {
                self.add(at, Fault::WrongLength { what: "cells", found: row.len(), expected: register.columns.len() });
            }
            for (at, cell) in at.each(row) {
                self.line(at, cell, names);
            }
        }
    }

    fn chart(&mut self, at: At, chart: &Chart, names: &Names) {
        self.line(at.field("caption"), &chart.caption, names);
        self.label(at.field("unit"), &chart.unit);
        self.parts(at.field("categories"), &chart.categories, "chart");
        self.parts(at.field("series"), &chart.series, "chart");
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
        self.line(at.field("caption"), &diagram.caption, names);
        self.parts(at.field("nodes"), &diagram.nodes, "diagram");
        for (field, count) in [("nodes", diagram.nodes.len()), ("links", diagram.links.len())] {
            if count > LIMITS.diagram_parts {
                self.add(at.field(field), Fault::TooManyParts { found: count, limit: LIMITS.diagram_parts });
            }
        }
        let mut nodes = HashSet::new();
        for (at, node) in at.field("nodes").each(&diagram.nodes) {
            self.name(at, &node.id, &mut nodes, "node");
            self.filled(at.field("label"), &node.label, "label");
            self.label(at.field("label"), &node.label);
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

    fn formula(&mut self, at: At, text: &str, tree: &[MathNode]) {
        self.title(at.field("text"), text, "text");
        self.parts(at.field("tree"), tree, "formula");
        for (at, node) in at.field("tree").each(tree) {
            self.math(at, node, 1);
        }
    }

    fn math(&mut self, at: At, node: &MathNode, depth: usize) {
        let tag = node.tag.as_str();
        let is_among = |names: &str| names.split(' ').any(|name| name == tag);
        match (is_among(MATH_TOKENS), is_among(MATH_LAYOUT)) {
            (false, false) => self.add(at.field("tag"), Fault::UnknownMathTag { tag: excerpt(tag) }),
            (true, _) if !node.children.is_empty() => {
                self.add(at.field("children"), Fault::MisplacedMath { tag: tag.into(), holds: "characters" });
            }
            (_, true) if !node.text.is_empty() => self.add(at.field("text"), Fault::MisplacedMath { tag: tag.into(), holds: "elements" }),
            _ => {}
        }
        self.words(at.field("text"), &node.text);
        if depth > LIMITS.depth {
            return self.add(at, Fault::TooDeep { limit: LIMITS.depth });
        }
        for (at, child) in at.field("children").each(&node.children) {
            self.math(at, child, depth + 1);
        }
    }

    fn line(&mut self, at: At, text: &Text, names: &Names) {
        self.text(at, text, names, Around { marks: 0, link: false });
    }

    fn text(&mut self, at: At, text: &Text, names: &Names, around: Around) {
        if around.marks > LIMITS.depth {
            return self.add(at, Fault::TooDeep { limit: LIMITS.depth });
        }
        // A text of one plain run is written as the bare string, without an index.
        if let [Run::Plain(words)] = text.0.as_slice() {
            return self.words(at, words);
        }
        for (at, run) in at.each(&text.0) {
            match run {
                Run::Plain(words) => self.words(at, words),
                Run::Marked(mark) => self.mark(at, mark, names, around),
            }
        }
    }

    fn mark(&mut self, at: At, mark: &Mark, names: &Names, around: Around) {
        if around.link && matches!(mark, Mark::Link(_) | Mark::Mention(_) | Mark::Note(_)) {
            self.add(at, Fault::LinkInLink);
        }
        let inside = Around { marks: around.marks + 1, link: around.link || matches!(mark, Mark::Link(_)) };
        match mark {
            Mark::Emphasis(text) => self.text(at.field("emphasis"), text, names, inside),
            Mark::Strong(text) => self.text(at.field("strong"), text, names, inside),
            Mark::Sub(text) => self.text(at.field("sub"), text, names, inside),
            Mark::Sup(text) => self.text(at.field("sup"), text, names, inside),
            Mark::Link(link) => {
                let at = at.field("link");
                self.link(at.field("to"), &link.to, names);
                self.text(at.field("text"), &link.text, names, inside);
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
            Mark::Math(formula) => self.formula(at.field("math"), &formula.text, &formula.tree),
            Mark::Lang(span) => {
                let at = at.field("lang");
                self.language(at.field("lang"), &span.lang);
                self.text(at.field("text"), &span.text, names, inside);
            }
            Mark::Note(note) => self.refers(at.field("note"), note, &names.notes, "note"),
        }
    }
}

/// What stands around a text in its line.
#[derive(Clone, Copy)]
struct Around {
    marks: usize,
    /// Whether one of them is a link: a browser takes links within links apart, and the page would no longer be the one that was packed.
    link: bool,
}
