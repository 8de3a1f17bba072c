//! Tables. Those that only lay a page out are read cell after cell; the others become registers.

use super::blocks::{Flow, Reading, Side};
use super::dom::{attribute, children, is, tag};
use super::paragraphs::has_content;
use crate::article::{Block, Column, ColumnKind, LIMITS, Register, Text, plain_text_of_runs};
use crate::import::Lost;
use dom_query::NodeRef;

/// No table that is read has more; a cell may ask for a thousand.
const MOST_SPANNED: usize = 60;
/// Places in a table. Beyond this, cells span nothing, and a table of rows too unlike is none.
const MOST_PLACES: usize = 500_000;
/// Characters that spanning cells may add to a table by standing in it again.
const MOST_REPEATED: usize = 200_000;

impl Reading<'_> {
    pub(super) fn table(&mut self, node: &NodeRef, flow: &mut Flow) {
        let rows = rows(node);
        if is_layout(node, &rows) {
            for words in children(node).into_iter().filter(|child| is(child, "caption")) {
                self.node(&words, flow);
            }
            for row in rows {
                for cell in row.cells {
                    self.inside(&cell, flow);
                    self.end_paragraph(flow);
                }
            }
            return;
        }
        let captions: Vec<NodeRef> = children(node).into_iter().filter(|child| is(child, "caption")).collect();
        let mut side = Side::default();
        let mut caption = Text::default();
        for words in &captions {
            caption.0.extend(self.text_of(words, &mut side).0);
        }
        let grid = self.grid(&rows, node, &mut side);
        let width = grid.iter().map(Vec::len).max().unwrap_or(0);
        if width > 0 {
            let heads = heads(&rows, &grid);
            let columns = self.columns(&grid[..heads], &grid[heads..], width, node);
            let rows: Vec<Vec<Text>> =
                grid[heads..].iter().map(|row| (0..width).map(|at| row.get(at).cloned().unwrap_or_default()).collect()).collect();
            flow.pieces.extend(side.anchors.into_iter().map(super::blocks::Piece::Anchor));
            flow.push(Block::Register(Register { id: String::new(), caption, columns, rows }));
        } else if has_content(&caption) {
            flow.line = crate::import::Line::default();
            caption.0.into_iter().for_each(|run| super::inline::push(&mut flow.line, run));
        }
        flow.pieces.extend(side.after);
    }

    /// Each cell's text in every place that it spans.
    fn grid(&mut self, rows: &[Row], table: &NodeRef, side: &mut Side) -> Vec<Vec<Text>> {
        let mut grid: Vec<Vec<Option<Text>>> = vec![Vec::new(); rows.len()];
        let (mut repeated, mut places, mut merged) = (0, 0, false);
        for (index, row) in rows.iter().enumerate() {
            let mut at = 0;
            for cell in &row.cells {
                while grid[index].get(at).is_some_and(Option::is_some) {
                    at += 1;
                }
                let text = self.text_of(cell, side);
                let text = if has_content(&text) { self.marked(text) } else { Text::default() };
                let (wide, high) = match places {
                    ..MOST_PLACES => (span(cell, "colspan"), span(cell, "rowspan").min(rows.len() - index)),
                    _ => (1, 1),
                };
                places += wide * high;
                merged |= wide > 1 || high > 1;
                let length = plain_text_of_runs(&text).len();
                for (down, line) in grid[index..index + high].iter_mut().enumerate() {
                    for right in 0..wide {
                        if line.len() <= at + right {
                            line.resize(at + right + 1, None);
                        }
                        repeated += if down + right > 0 { length } else { 0 };
                        let again = if down + right == 0 || repeated <= MOST_REPEATED { text.clone() } else { Text::default() };
                        line[at + right].get_or_insert(again);
                    }
                }
                at += wide;
            }
        }
        if merged {
            self.lose(Lost::MergedCells, "", table);
        }
        grid.into_iter().map(|row| row.into_iter().map(Option::unwrap_or_default).collect()).collect()
    }

    /// Titles out of the rows at the head; a column without one is called by its number.
    fn columns(&mut self, heads: &[Vec<Text>], rows: &[Vec<Text>], width: usize, table: &NodeRef) -> Vec<Column> {
        let mut columns = Vec::with_capacity(width);
        for at in 0..width {
            let mut words: Vec<String> = Vec::new();
            for text in heads.iter().filter_map(|row| row.get(at)) {
                let said = plain_text_of_runs(text).replace('\n', " ");
                if at == 0 || heads.iter().filter_map(|row| row.get(at - 1)).all(|before| before != text) {
                    self.report_marks(text, table);
                }
                if !said.trim().is_empty() && words.last().is_none_or(|last| *last != said) {
                    words.push(said);
                }
            }
            let title = words.join(" ");
            let cells = || rows.iter().filter_map(|row| row.get(at)).map(plain_text_of_runs).filter(|cell| !cell.trim().is_empty());
            let is_number = cells().next().is_some() && cells().all(|cell| is_figure(&cell));
            let title = match title.trim() {
                "" => (at + 1).to_string(),
                _ if title.len() > LIMITS.run_units => title.chars().take(LIMITS.run_units / 4).collect(),
                _ => title,
            };
            columns.push(Column { title, kind: if is_number { ColumnKind::Number } else { ColumnKind::Text } });
        }
        columns
    }
}

struct Row<'a> {
    cells: Vec<NodeRef<'a>>,
    is_head: bool,
}

/// The rows of a table, its own and not those of tables within.
fn rows<'a>(table: &NodeRef<'a>) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for part in children(table) {
        match tag(&part).as_deref() {
            Some("tr") => rows.push(row(&part, false)),
            Some(name @ ("thead" | "tbody" | "tfoot")) => {
                rows.extend(children(&part).iter().filter(|inner| is(inner, "tr")).map(|inner| row(inner, name == "thead")));
            }
            _ => {}
        }
    }
    rows.retain(|row| !row.cells.is_empty());
    rows
}

fn row<'a>(node: &NodeRef<'a>, is_head: bool) -> Row<'a> {
    let cells: Vec<NodeRef<'a>> = children(node).into_iter().filter(|cell| is(cell, "td") || is(cell, "th")).collect();
    Row { is_head: is_head || (!cells.is_empty() && cells.iter().all(|cell| is(cell, "th"))), cells }
}

/// Whether a table is there for the look of the page: it says so, has one column or row, or holds what no cell does.
fn is_layout(table: &NodeRef, rows: &[Row]) -> bool {
    let role = attribute(table, "role");
    if role.as_deref().is_some_and(|role| matches!(role, "presentation" | "none")) {
        return true;
    }
    let speaks = rows.iter().any(|row| row.is_head) || children(table).iter().any(|child| is(child, "caption"));
    let widest = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    if widest * rows.len() > MOST_PLACES {
        return true;
    }
    if widest <= 1 {
        return !(speaks && rows.len() > 1);
    }
    // The first of them decides, so that tables within tables are not gone through again and again.
    let is_no_cell = |node: NodeRef| tag(&node).is_some_and(|name| matches!(&*name, "table" | "h1" | "h2" | "h3" | "blockquote"));
    let is_wordy = |cell: &NodeRef| cell.descendants_it().filter(|node| node.has_name("p") && !node.text().trim().is_empty()).count() > 3;
    let is_column = rows.len() == 1 && rows[0].cells.iter().any(|cell| cell.text().chars().count() > 200);
    !speaks && (table.descendants_it().any(is_no_cell) || is_column || rows.iter().flat_map(|row| &row.cells).any(is_wordy))
}

/// How many rows at the top are titles.
fn heads(rows: &[Row], grid: &[Vec<Text>]) -> usize {
    let said = rows.iter().take_while(|row| row.is_head).count();
    if said > 0 {
        // At least one row is content, if there are more than one.
        return if said == rows.len() && said > 1 { 1 } else { said };
    }
    // Pages out of word processors mark no head: a first row of short names over others.
    let Some((first, rest)) = grid.split_first() else { return 0 };
    let names: Vec<String> = first.iter().map(plain_text_of_runs).collect();
    let mut distinct = names.clone();
    distinct.sort();
    distinct.dedup();
    let is_name = |name: &String| !name.trim().is_empty() && !is_figure(name) && name.chars().count() <= 20;
    usize::from(!rest.is_empty() && names.len() > 1 && distinct.len() == names.len() && names.iter().all(is_name))
}

fn span(cell: &NodeRef, name: &str) -> usize {
    attribute(cell, name)
        .and_then(|span| span.parse::<usize>().ok())
        .unwrap_or(1)
        .clamp(1, if name == "colspan" { MOST_SPANNED } else { 65_534 })
}

/// `3,210`, `-1.5`, `42%`, `—`.
fn is_figure(words: &str) -> bool {
    let bare: String = words.trim().chars().filter(|c| !matches!(c, ',' | '，' | ' ' | '\u{a0}' | '%' | '％' | '+')).collect();
    matches!(bare.as_str(), "—" | "-" | "–") || bare.trim_start_matches(['-', '−']).parse::<f64>().is_ok_and(f64::is_finite)
}
