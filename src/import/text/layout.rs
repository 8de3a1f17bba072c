//! Which lines of a text are a paragraph, a heading, a list.

use super::list::{Marker, marker};
use crate::article::Position;
use crate::import::{is_han, join};

/// A line with words in it, without the white space around them.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    pub words: &'a str,
    pub at: Position,
    /// Whether it begins further in than lines do.
    is_indented: bool,
}

/// Lines without an empty line between them.
pub type Chunk<'a> = Vec<Line<'a>>;

/// What chunks turn out to be, with where they begin.
#[derive(Debug, PartialEq)]
pub enum Shape {
    Heading(String, Position),
    Paragraph(String, Position),
    List(Option<u32>, Vec<String>, Position),
}

/// Columns, a Han character being two: what is no wider may be a heading or a line of a poem.
const SHORT: usize = 44;

/// Columns of an item of a list; what is longer is a paragraph that begins with a number.
const LONGEST_ITEM: usize = 240;

/// The text in chunks; without any empty line between lines, each line is one.
pub fn chunks(text: &str) -> Vec<Chunk<'_>> {
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut is_open = false;
    let mut has_empty = false;
    let mut offset = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let words = line.trim();
        if words.is_empty() {
            has_empty |= is_open;
            is_open = false;
        } else {
            let before = &line[..line.len() - line.trim_start().len()];
            let at = Position { line: index + 1, column: before.chars().count() + 1, offset: offset + before.len() };
            let is_indented = before.contains('\u{3000}') || before.contains('\t') || before.len() > 1;
            let line = Line { words, at, is_indented };
            match chunks.last_mut().filter(|_| is_open) {
                Some(chunk) => chunk.push(line),
                None => chunks.push(vec![line]),
            }
            is_open = true;
        }
        offset += line.len();
    }
    // An empty line at the very end divides nothing.
    if has_empty && chunks.len() > 1 { chunks } else { chunks.into_iter().flatten().map(|line| vec![line]).collect() }
}

pub fn shapes(chunks: Vec<Chunk>) -> Vec<Shape> {
    let mut shapes = Vec::new();
    let mut rest = chunks.as_slice();
    while let Some(chunk) = rest.first() {
        if let Some((list, taken)) = list(rest) {
            shapes.push(list);
            rest = &rest[taken..];
            continue;
        }
        rest = &rest[1..];
        match chunk.as_slice() {
            // A heading has something below it that is none.
            [line] if is_heading(line.words) && rest.iter().any(|next| next.len() > 1 || !is_heading(next[0].words)) => {
                shapes.push(Shape::Heading(line.words.to_owned(), line.at));
            }
            lines => shapes.extend(paragraphs(lines)),
        }
    }
    shapes
}

/// The list with which the chunks begin, and how many of them it takes.
fn list(chunks: &[Chunk]) -> Option<(Shape, usize)> {
    // Items are lines of one chunk, or chunks of one line each.
    let is_one_chunk = chunks[0].len() > 1;
    let lines: Vec<&Line> = match is_one_chunk {
        true => chunks[0].iter().collect(),
        false => chunks.iter().take_while(|chunk| chunk.len() == 1).map(|chunk| &chunk[0]).collect(),
    };
    let mut start: Option<Marker> = None;
    let mut items = Vec::new();
    for line in &lines {
        let Some((found, words)) = marker(line.words) else { break };
        let is_next = start.is_none_or(|start| found.follows(start, items.len()));
        if !is_next || width(words) > LONGEST_ITEM {
            break;
        }
        start.get_or_insert(found);
        items.push(words.to_owned());
    }
    let is_whole = items.len() > 1 && (!is_one_chunk || items.len() == lines.len());
    let taken = if is_one_chunk { 1 } else { items.len() };
    is_whole.then(|| (Shape::List(start.and_then(Marker::number), items, lines[0].at), taken))
}

fn is_heading(words: &str) -> bool {
    let last = words.chars().next_back().unwrap_or_default();
    let is_sentence =
        "。！？；，、：…,.;:!?—”\"」』）)".contains(last) && !matches!(last, '”' | '"' | '」' | '』' | '）' | ')' | '？' | '?');
    let is_said = matches!(last, '”' | '"') && words.contains(['。', '，', '.', ',']);
    let words_of_latin = words.split_whitespace().count();
    let is_latin = !words.contains(is_han);
    // Not a date, nor a line of signs.
    let has_letters = words.chars().filter(|c| c.is_alphabetic()).count() > 1;
    has_letters
        && !is_sentence
        && !is_said
        && width(words) <= if is_latin { SHORT * 3 / 2 } else { SHORT }
        && (!is_latin || (words_of_latin <= 10 && words.starts_with(|c: char| c.is_uppercase() || c.is_numeric())))
}

/// The paragraphs of a chunk.
fn paragraphs(lines: &[Line]) -> Vec<Shape> {
    let is_poem = lines.len() > 1 && lines.iter().all(|line| width(line.words) <= SHORT) && !is_wrapped(lines);
    let mut found: Vec<Shape> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let before = index.checked_sub(1).map(|index| &lines[index]);
        let is_new = before.is_none_or(|before| line.is_indented && !is_poem || (!is_poem && ends(before.words) && !is_wrapped(lines)));
        match found.last_mut() {
            Some(Shape::Paragraph(words, _)) if !is_new => {
                let between = if is_poem { "\n" } else { join(words.chars().next_back(), line.words.chars().next()) };
                words.push_str(between);
                words.push_str(line.words);
            }
            _ => found.push(Shape::Paragraph(line.words.to_owned(), line.at)),
        }
    }
    found.into_iter().flat_map(divided).collect()
}

/// Whether lines were broken at a width, as in a letter: all but the last are about as long, and not all end a sentence.
fn is_wrapped(lines: &[Line]) -> bool {
    let (_, full) = lines.split_last().expect("a chunk has lines");
    let widths = || full.iter().map(|line| width(line.words));
    let (least, most) = (widths().min().unwrap_or_default(), widths().max().unwrap_or_default());
    most > SHORT / 2 && least * 3 >= most * 2 && full.iter().any(|line| !ends(line.words)) && !full.iter().all(|line| breathes(line.words))
}

/// A paragraph at the places where pages that were pasted had two: white space behind a sentence, in a script that has none.
fn divided(shape: Shape) -> Vec<Shape> {
    let Shape::Paragraph(text, at) = shape else { return vec![shape] };
    let mut parts = Vec::new();
    let mut start = 0;
    let is_gap = |c: char| matches!(c, ' ' | '\u{3000}' | '\u{a0}' | '\t');
    let mut from = 0;
    while let Some(gap) = text[from..].find(is_gap).map(|gap| from + gap) {
        let after = text[gap..].find(|c| !is_gap(c)).map_or(text.len(), |length| gap + length);
        let wide = text[gap..after].chars().count() > 1 || text[gap..after].contains('\u{3000}');
        let behind = text[..gap].chars().next_back().unwrap_or_default();
        if wide && "。！？…”』」）—".contains(behind) && after < text.len() {
            parts.push((start, gap));
            start = after;
        }
        from = after;
    }
    parts.push((start, text.len()));
    let place = |offset: usize| Position { column: at.column + text[..offset].chars().count(), offset: at.offset + offset, ..at };
    parts.into_iter().map(|(from, to)| Shape::Paragraph(text[from..to].to_owned(), place(from))).collect()
}

/// Whether a line ends with a sentence.
fn ends(words: &str) -> bool {
    words.ends_with(['。', '！', '？', '…', '.', '!', '?', '”', '」', '』', '"'])
}

/// Whether a line ends where one takes breath, as the lines of a poem do.
fn breathes(words: &str) -> bool {
    words.chars().next_back().is_some_and(|c| "。！？…，；、：.!?,;:—”".contains(c))
}

/// In columns: a Han character and its punctuation take two.
pub fn width(words: &str) -> usize {
    words.chars().map(|c| if c.is_ascii() || (c as u32) < 0x1100 { 1 } else { 2 }).sum()
}
