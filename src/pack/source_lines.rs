//! The line of a source that a message shows, with its neighbours. A line may be a whole article: only what is around the place is kept.

use crate::article::Position;
use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

/// A few lines out of a file, which know where they stood in it.
#[derive(Clone, Debug)]
pub struct SourceLines {
    text: String,
    /// Of the file's lines, from 0.
    first_line: usize,
    /// In characters, from 0; a parser of the cut lines would count otherwise.
    column: usize,
    /// Where in `text` the place is.
    offset: usize,
}

/// Characters on each side of the place. A terminal shows some 80 to 200.
const AROUND: usize = 60;
const CUT: char = '…';

impl SourceLines {
    pub fn around(text: &str, position: Position) -> Self {
        let offset = text.floor_char_boundary(position.offset);
        let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
        let end = text[offset..].find('\n').map_or(text.len(), |at| offset + at);
        let mut lines = String::new();
        let before = start.checked_sub(1).map(|end| text[..end].rsplit('\n').next().unwrap_or_default());
        if let Some(before) = before {
            lines.extend([&head(before), "\n"]);
        }
        let shown = tail(&text[start..offset]);
        lines.push_str(&shown);
        let offset = lines.len();
        lines.push_str(&head(&text[text.floor_char_boundary(position.offset)..end]));
        if end < text.len() {
            lines.extend(["\n", &head(text[end + 1..].split('\n').next().unwrap_or_default())]);
        }
        let first_line = position.line.saturating_sub(1 + usize::from(before.is_some()));
        SourceLines { text: lines, first_line, column: position.column.saturating_sub(1), offset }
    }

    pub fn label(&self) -> LabeledSpan {
        LabeledSpan::at_offset(self.offset, "here")
    }
}

impl SourceCode for SourceLines {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let read = self.text.read_span(span, lines_before, lines_after)?;
        let line = read.line() + self.first_line;
        Ok(Box::new(MietteSpanContents::new(read.data(), *read.span(), line, self.column, read.line_count())))
    }
}

fn head(line: &str) -> String {
    let line = line.trim_end_matches('\r');
    if line.chars().count() <= 2 * AROUND { line.to_owned() } else { line.chars().take(2 * AROUND).chain([CUT]).collect() }
}

fn tail(line: &str) -> String {
    let many = line.chars().count();
    if many <= AROUND { line.to_owned() } else { std::iter::once(CUT).chain(line.chars().skip(many - AROUND)).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, word: &str, expected: &str, lines: (usize, usize)) {
        let offset = text.find(word).unwrap();
        let line = text[..offset].matches('\n').count() + 1;
        let shown = SourceLines::around(text, Position { line, column: 1, offset });
        assert_eq!(shown.text, expected);
        assert_eq!((shown.first_line, shown.text.find(word)), (lines.0, Some(lines.1)));
        assert_eq!(shown.offset, lines.1);
    }

    #[test]
    fn a_place_is_shown_with_the_lines_around_it() {
        check("一\n二\r\n三x\n四\n五", "三", "二\n三x\n四", (1, 4));
        check("三x", "三", "三x", (0, 0));
        check("三x\n", "三", "三x\n", (0, 0));
    }

    #[test]
    fn of_a_long_line_only_what_is_around_the_place_is_kept() {
        let long = "长".repeat(500);
        let expected = format!("…{}三{}…", "长".repeat(AROUND), "长".repeat(2 * AROUND - 1));
        check(&format!("{long}三{long}"), "三", &expected, (0, 3 + 3 * AROUND));
    }

    #[test]
    fn a_place_behind_the_end_is_the_end() {
        assert_eq!(SourceLines::around("一", Position { line: 1, column: 2, offset: 99 }).offset, 3);
    }
}
