//! Tables as registers: every row as wide as the widest, merged cells repeated, tables within tables as lines.

use super::document::{Control, Face, Paragraph, Part, Piece, Placed, Reader, push_words};
use super::numbering::Sign;
use super::xml::Element;
use crate::article::{Block, Column, ColumnKind, LIMITS, Mark, Register, Run, Text, plain_text_of_runs};
use crate::import::Lost;

#[derive(Clone, Debug, Default)]
struct Cell {
    text: Text,
    /// What stands in it and has no place in a register's cell.
    blocks: Vec<Block>,
    /// How many columns it spans.
    wide: usize,
    is_continued: bool,
}

#[derive(Default)]
struct Row {
    cells: Vec<Cell>,
    is_header: bool,
}

/// What belongs to the whole table.
#[derive(Default)]
struct Around {
    anchors: Vec<String>,
    notes: Vec<String>,
    is_merged: bool,
}

/// Word itself has at most 63 columns.
const WIDEST: usize = 256;
/// Bytes of words that merged cells may repeat in one table: a large table of large merged cells would fill the memory.
const REPEATED: usize = 4 << 20;
/// Longer words are no heading of a column.
const LONGEST_TITLE: usize = 1_000;
/// Heading of a column without one.
const UNTITLED: &str = "—";

impl Reader<'_, '_> {
    pub fn table(&mut self, table: &Element, pieces: &mut Vec<Piece>) {
        self.flush_contents();
        let mut around = Around { anchors: std::mem::take(&mut self.waiting), ..Around::default() };
        if let Some([only]) = lone_cell(table).as_deref()
            && !self.is_in_cell
        {
            // A frame around text, drawn as a table.
            self.waiting = around.anchors;
            self.lose(Lost::TextBox, "");
            return self.blocks(only, pieces);
        }
        let was_in_cell = std::mem::replace(&mut self.is_in_cell, true);
        let mut rows = Vec::new();
        self.rows(table, &mut rows, &mut around);
        self.is_in_cell = was_in_cell;
        let mut blocks = Vec::new();
        for cell in rows.iter_mut().flat_map(|row| &mut row.cells) {
            blocks.append(&mut cell.blocks);
        }
        if self.is_in_cell {
            self.lose(Lost::NestedTable, "");
            let lines = rows.into_iter().map(|row| Part::Line(joined(row.cells.into_iter().map(|cell| cell.text).collect(), " | ")));
            let parts = lines
                .filter(|part| !matches!(part, Part::Line(text) if text.0.is_empty()))
                .chain(blocks.into_iter().map(Part::Block))
                .collect();
            let Around { anchors, notes, .. } = around;
            pieces.push(Piece::Paragraph(Paragraph { parts, anchors, notes, ..Paragraph::default() }));
            return;
        }
        if around.is_merged {
            self.lose(Lost::MergedCells, "");
        }
        if let Some(register) = register(rows) {
            pieces.push(Piece::Block(Placed { block: register, anchors: around.anchors, notes: around.notes }));
        } else {
            self.waiting.extend(around.anchors);
        }
        if !blocks.is_empty() {
            self.lose(Lost::Unknown { name: "a picture in a table: it stands below it".into() }, "");
            pieces.extend(blocks.into_iter().map(|block| Piece::Block(Placed { block, anchors: Vec::new(), notes: Vec::new() })));
        }
    }

    fn rows(&mut self, parent: &Element, rows: &mut Vec<Row>, around: &mut Around) {
        for element in parent.elements() {
            match element.name.as_str() {
                "w:tr" => self.row(element, rows, around),
                "w:sdt" => match self.control(element) {
                    Control::Words => element.elements().filter(|e| e.name == "w:sdtContent").for_each(|e| self.rows(e, rows, around)),
                    _ => self.leave_out(element),
                },
                "w:ins" | "w:customXml" => self.rows(element, rows, around),
                "w:del" => push_words(&mut self.deleted, &element.words()),
                "w:bookmarkStart" => around.anchors.extend(element.get("w:name").map(str::to_owned)),
                _ => {}
            }
        }
    }

    fn row(&mut self, element: &Element, rows: &mut Vec<Row>, around: &mut Around) {
        let properties = element.child("w:trPr");
        if properties.is_some_and(|properties| properties.child("w:del").is_some()) {
            push_words(&mut self.deleted, &element.words());
            return self.flush_left_out();
        }
        let number = |name: &str| properties.and_then(|properties| properties.setting(name)).and_then(|value| value.parse::<usize>().ok());
        let empty = |wide: Option<usize>| vec![Cell { wide: 1, ..Cell::default() }; wide.unwrap_or(0).min(WIDEST)];
        let is_header = properties.and_then(|properties| properties.switch("w:tblHeader")) == Some(true);
        let mut row = Row { cells: empty(number("w:gridBefore")), is_header };
        self.cells(element, &mut row.cells, around);
        row.cells.extend(empty(number("w:gridAfter")));
        rows.push(row);
    }

    fn cells(&mut self, parent: &Element, cells: &mut Vec<Cell>, around: &mut Around) {
        for element in parent.elements() {
            match element.name.as_str() {
                "w:tc" => {
                    let properties = element.child("w:tcPr");
                    let setting = |name: &str| properties.and_then(|properties| properties.setting(name));
                    let merged =
                        |name: &str| properties.is_some_and(|p| p.child(name).is_some_and(|merge| merge.value() != Some("restart")));
                    if merged("w:hMerge")
                        && element.words().is_empty()
                        && let Some(before) = cells.last_mut()
                    {
                        before.wide += 1;
                        around.is_merged = true;
                        continue;
                    }
                    let wide = setting("w:gridSpan").and_then(|wide| wide.parse().ok()).unwrap_or(1).clamp(1, WIDEST);
                    let is_continued = merged("w:vMerge");
                    around.is_merged |= wide > 1 || is_continued;
                    let cell = self.cell(element, around);
                    cells.push(Cell { wide, is_continued, ..cell });
                }
                "w:sdt" => match self.control(element) {
                    Control::Words => element.elements().filter(|e| e.name == "w:sdtContent").for_each(|e| self.cells(e, cells, around)),
                    // The cell stays, lest the others move.
                    _ => {
                        self.leave_out(element);
                        cells.push(Cell { wide: 1, ..Cell::default() });
                    }
                },
                "w:customXml" | "w:ins" => self.cells(element, cells, around),
                "w:bookmarkStart" => around.anchors.extend(element.get("w:name").map(str::to_owned)),
                _ => {}
            }
        }
    }

    fn cell(&mut self, element: &Element, around: &mut Around) -> Cell {
        let mut pieces = Vec::new();
        self.blocks(element, &mut pieces);
        // Nothing that begins in a cell goes on in another.
        self.flush_carried(&mut pieces);
        around.anchors.append(&mut self.waiting);
        let mut lines = Vec::new();
        let mut cell = Cell::default();
        for piece in pieces {
            match piece {
                Piece::Paragraph(paragraph) => {
                    around.anchors.extend(paragraph.anchors);
                    around.notes.extend(paragraph.notes);
                    let mut label = paragraph.label.map(|label| if label.sign == Sign::Bullet { "•".to_owned() } else { label.text });
                    for part in paragraph.parts {
                        match part {
                            Part::Line(mut text) => {
                                if let Some(label) = label.take().filter(|label| !label.is_empty()) {
                                    text.0.insert(0, Run::Plain(format!("{label} ")));
                                }
                                lines.push(text);
                            }
                            Part::Block(Block::Math(math)) => {
                                lines.push(Text(vec![Run::Marked(Mark::Math(crate::article::Formula {
                                    text: math.text,
                                    tree: math.tree,
                                }))]));
                            }
                            Part::Block(block) => cell.blocks.push(block),
                        }
                    }
                }
                Piece::Block(placed) => {
                    around.anchors.extend(placed.anchors);
                    around.notes.extend(placed.notes);
                    cell.blocks.push(placed.block);
                }
            }
        }
        cell.text = joined(lines, "\n");
        cell
    }
}

/// The one cell of a table that has no other.
fn lone_cell(table: &Element) -> Option<Vec<&Element>> {
    let cells = table.below(&|name| name == "w:tc");
    (cells.len() == 1).then_some(cells)
}

fn joined(texts: Vec<Text>, between: &str) -> Text {
    let mut runs: Vec<Run> = Vec::new();
    for text in texts.into_iter().filter(|text| !text.0.is_empty()) {
        if !runs.is_empty() {
            runs.push(Run::Plain(between.to_owned()));
        }
        runs.extend(text.0);
    }
    crate::import::tidy(Text(runs))
}

/// The rows as a register; `None` if there is nothing in them.
fn register(rows: Vec<Row>) -> Option<Block> {
    let heads = rows.iter().take_while(|row| row.is_header).count();
    // Where all rows are headers, and where none is, the first is one.
    let heads = if heads == 0 || heads == rows.len() { 1 } else { heads };
    let mut left = REPEATED;
    let mut grid: Vec<Vec<Text>> = Vec::new();
    for row in rows {
        let mut line: Vec<Text> = Vec::new();
        for cell in row.cells {
            for repeated in 0..cell.wide {
                if line.len() >= WIDEST {
                    break;
                }
                let above = grid.last().and_then(|above| above.get(line.len())).filter(|_| cell.is_continued && cell.text.0.is_empty());
                let source = above.unwrap_or(&cell.text);
                let is_copy = above.is_some() || repeated > 0;
                let size = if is_copy { plain_text_of_runs(source).len() } else { 0 };
                let is_kept = size <= left;
                left -= if is_kept { size } else { 0 };
                line.push(if is_kept { source.clone() } else { Text::default() });
            }
        }
        grid.push(line);
    }
    let wide = grid.iter().map(Vec::len).max().unwrap_or(0);
    if wide == 0 || grid.iter().flatten().all(|cell| cell.0.is_empty()) {
        return None;
    }
    grid.iter_mut().for_each(|line| line.resize(wide, Text::default()));
    let body = grid.split_off(heads);
    let titles: Vec<String> = (0..wide).map(|index| title(&grid, index)).collect();
    // Marks and long words have no place in headings of columns: then all rows are rows.
    let is_plain = |cell: &Text| cell.0.iter().all(|run| !has_meaning(run));
    let (titles, body) = if titles.iter().all(|title| title.len() <= LONGEST_TITLE) && grid.iter().flatten().all(is_plain) {
        (titles, body)
    } else {
        (vec![UNTITLED.to_owned(); wide], [grid, body].concat())
    };
    let columns =
        titles.into_iter().enumerate().map(|(index, title)| Column { title, kind: kind(body.iter().map(|line| &line[index])) }).collect();
    Some(Block::Register(Register { id: String::new(), caption: Text::default(), columns, rows: body }))
}

/// Headings of a column, one below another.
fn title(heads: &[Vec<Text>], index: usize) -> String {
    let mut words: Vec<String> = heads.iter().map(|line| plain_text_of_runs(&line[index]).replace('\n', " ")).collect();
    words.retain(|words| !words.trim().is_empty());
    words.dedup();
    if words.is_empty() { UNTITLED.to_owned() } else { words.join(" / ") }
}

/// Marks that say more than how words look.
fn has_meaning(run: &Run) -> bool {
    match run {
        Run::Plain(_) => false,
        Run::Marked(Mark::Emphasis(text) | Mark::Strong(text) | Mark::Sub(text) | Mark::Sup(text)) => text.0.iter().any(has_meaning),
        Run::Marked(Mark::Lang(span)) => span.text.0.iter().any(has_meaning),
        Run::Marked(_) => true,
    }
}

/// Numbers, if there is nothing else in a column.
fn kind<'a>(cells: impl Iterator<Item = &'a Text>) -> ColumnKind {
    let mut words = cells.map(plain_text_of_runs).filter(|words| !words.is_empty()).peekable();
    let is_number = |words: &str| {
        let words = words.trim().trim_start_matches(['-', '−', '+']).trim_end_matches(['%', '％']);
        words.len() <= 24 && words.starts_with(|c: char| c.is_ascii_digit()) && words.replace([',', '，'], "").parse::<f64>().is_ok()
    };
    if words.peek().is_some() && words.all(|words| is_number(&words)) { ColumnKind::Number } else { ColumnKind::Text }
}

impl Paragraph {
    /// As a paragraph of its words, wherever it would stand in an outline.
    pub fn without_rank(mut self) -> Self {
        use super::styles::Role;
        if let Role::Title | Role::Subtitle | Role::Heading(_) | Role::Author | Role::Date = self.role {
            self.role = Role::Plain;
        }
        self.face = Face::default();
        self
    }
}

const _: () = assert!(LONGEST_TITLE < LIMITS.run_units);
