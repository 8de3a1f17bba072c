//! A table of Markdown as a register.

use crate::article::{Block, Column, ColumnKind, Register, Text, plain_text_of_runs};

/// Rows of cells, the first of them the heads of the columns.
#[derive(Debug, Default)]
pub struct Table {
    rows: Vec<Vec<Text>>,
}

/// What stands above a column that the source gives no head: a column must have one.
const NO_HEAD: &str = "–";

impl Table {
    pub fn row(&mut self) {
        self.rows.push(Vec::new());
    }

    pub fn cell(&mut self, text: Text) {
        if let Some(row) = self.rows.last_mut() {
            row.push(text);
        }
    }

    pub fn finish(self) -> Option<Block> {
        let mut rows = self.rows.into_iter();
        let heads = rows.next().filter(|heads| !heads.is_empty())?;
        let mut rows: Vec<Vec<Text>> = rows.collect();
        rows.iter_mut().for_each(|row| row.resize(heads.len(), Text::default()));
        let column = |(index, head): (usize, &Text)| {
            let title = plain_text_of_runs(head);
            let title = if title.trim().is_empty() { NO_HEAD.to_owned() } else { title };
            let cells = || rows.iter().map(|row| plain_text_of_runs(&row[index])).filter(|cell| !cell.is_empty());
            let is_number = cells().next().is_some() && cells().all(|cell| is_number(&cell));
            Column { title, kind: if is_number { ColumnKind::Number } else { ColumnKind::Text } }
        };
        let columns = heads.iter().enumerate().map(column).collect();
        Some(Block::Register(Register { id: String::new(), caption: Text::default(), columns, rows }))
    }
}

/// `1,257`, `7.5`, `−3`, `12%`
fn is_number(cell: &str) -> bool {
    let cell = cell.trim().trim_end_matches(['%', '％']).trim_start_matches(['-', '−', '+']).replace(',', "");
    cell.starts_with(|c: char| c.is_ascii_digit()) && cell.parse::<f64>().is_ok()
}
