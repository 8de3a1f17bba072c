//! Where a node of the parser stands in the file.

use crate::article::Position;
use crate::import::Spot;
use std::cell::Cell;

/// The lines of a file. The parser counts lines from where the text begins, columns in characters.
pub struct Places<'a> {
    text: &'a str,
    /// Offset of each line of the text, and one behind the last.
    starts: Vec<usize>,
    /// Lines of the head, which the parser does not see.
    head: usize,
    last: Cell<Position>,
}

impl<'a> Places<'a> {
    /// `head` is how many bytes of the file come before the text.
    pub fn of(text: &'a str, head: usize) -> Self {
        let bytes = text.as_bytes();
        // A line ends with `\n`, `\r` or both, as CommonMark has it.
        let ends = (0..bytes.len()).filter(|&at| bytes[at] == b'\n' || (bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n')));
        let starts: Vec<usize> = std::iter::once(0).chain(ends.map(|at| at + 1)).collect();
        let head = starts.partition_point(|start| *start <= head) - 1;
        Places { text, starts, head, last: Cell::default() }
    }

    /// Line and column of the parser, from 1.
    pub fn at(&self, line: usize, column: usize) -> Spot {
        self.of_line(self.head + line.max(1), column)
    }

    /// Line and column of the file, from 1.
    pub fn of_line(&self, line: usize, column: usize) -> Spot {
        let column = column.max(1);
        let start = Position { line, column: 1, offset: self.starts.get(line - 1).copied().unwrap_or(self.text.len()) };
        // What is looked for mostly stands behind what was looked for last, and lines may be long.
        let near = Some(self.last.get()).filter(|last| last.line == line && last.column <= column).unwrap_or(start);
        let passed: usize = self.text[near.offset..].chars().take(column - near.column).map(char::len_utf8).sum();
        let position = Position { line, column, offset: near.offset + passed };
        self.last.set(position);
        Spot::At(position)
    }

    pub fn of_offset(&self, offset: usize) -> Spot {
        let line = self.starts.partition_point(|start| *start <= offset);
        let column = self.text[self.starts[line - 1]..offset].chars().count() + 1;
        Spot::At(Position { line, column, offset })
    }

    /// The source of the parser's lines, both included.
    pub fn lines(&self, first: usize, last: usize) -> &'a str {
        let start = |line: usize| self.starts.get(self.head + line - 1).copied().unwrap_or(self.text.len());
        let (from, to) = (start(first.max(1)), start(last.max(1) + 1));
        &self.text[from..to.max(from)]
    }
}
