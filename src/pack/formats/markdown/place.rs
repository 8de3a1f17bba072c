//! Where a node of the parser stands in the file.

use crate::article::Position;
use crate::import::Spot;
use std::cell::Cell;

/// The lines of a file. The parser counts lines from where the text begins, and columns in bytes: its own count in
/// characters begins anew for every node, which takes long in long lines.
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

    /// Line of the parser, and column in bytes, from 1.
    pub fn at(&self, line: usize, column: usize) -> Spot {
        let near = self.near(self.head + line.max(1), |last, start| last.offset - start < column);
        let start = self.starts.get(near.line - 1).copied().unwrap_or(self.text.len());
        let offset = self.text.floor_char_boundary(start + column.max(1) - 1).max(near.offset);
        let column = near.column + self.text[near.offset..offset].chars().count();
        self.found(Position { line: near.line, column, offset })
    }

    /// Line of the file, and column in characters, from 1.
    pub fn of_line(&self, line: usize, column: usize) -> Spot {
        let column = column.max(1);
        let near = self.near(line, |last, _| last.column <= column);
        let passed: usize = self.text[near.offset..].chars().take(column - near.column).map(char::len_utf8).sum();
        self.found(Position { line, column, offset: near.offset + passed })
    }

    /// What is looked for mostly stands behind what was looked for last, and lines may be long: from there on, or from the
    /// start of the line.
    fn near(&self, line: usize, is_before: impl Fn(Position, usize) -> bool) -> Position {
        let start = self.starts.get(line - 1).copied().unwrap_or(self.text.len());
        let last = self.last.get();
        if last.line == line && is_before(last, start) { last } else { Position { line, column: 1, offset: start } }
    }

    fn found(&self, position: Position) -> Spot {
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
