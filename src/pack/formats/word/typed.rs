//! Headings that somebody typed: `一、总体要求`, `（一）指导思想`, in bold or in the fonts of official papers, without a style.
//!
//! Such a line is text, unless it is clearly a heading. The rule: no paragraph of the document has a heading's style or outline
//! level; the line is short, has no stop within or at its end, and all its words are bold or in 黑体, 楷体 or 小标宋; and the lines
//! with `一、` count on from one, two of them at least. Only then are `（一）` below them headings too, by the same looks.

use super::document::{Paragraph, Piece};
use super::styles::Role;

const LONGEST: usize = 40;

pub fn promote(pieces: &mut [Piece]) {
    let is_styled = |piece: &Piece| matches!(piece, Piece::Paragraph(paragraph) if matches!(paragraph.role, Role::Heading(_)));
    if pieces.iter().any(is_styled) {
        return;
    }
    let candidates: Vec<(usize, u8, u32)> = pieces
        .iter()
        .enumerate()
        .filter_map(|(index, piece)| match piece {
            Piece::Paragraph(paragraph) => candidate(paragraph).map(|(level, number)| (index, level, number)),
            Piece::Block(_) => None,
        })
        .collect();
    let first: Vec<u32> = candidates.iter().filter(|(_, level, _)| *level == 1).map(|(_, _, number)| *number).collect();
    if first.len() < 2 || !first.iter().copied().eq(1..=first.len() as u32) {
        return;
    }
    for (index, level, _) in candidates.into_iter().skip_while(|(_, level, _)| *level > 1) {
        if let Some(Piece::Paragraph(paragraph)) = pieces.get_mut(index) {
            paragraph.role = Role::Heading(level);
        }
    }
}

/// Level and number of a line that may be a heading.
fn candidate(paragraph: &Paragraph) -> Option<(u8, u32)> {
    let words = paragraph.words();
    let is_line = paragraph.role == Role::Plain && paragraph.label.is_none() && paragraph.parts.len() == 1 && paragraph.face.set_apart;
    if !is_line || words.chars().count() > LONGEST || words.contains(['。', '；', '：', '！', '？', '\n', '，']) {
        return None;
    }
    let words = words.trim_start_matches(['\u{3000}', ' ']);
    if let Some((number, _)) = words.split_once('、') {
        return Some((1, counted(number)?));
    }
    let (number, _) = words.strip_prefix(['（', '('])?.split_once(['）', ')'])?;
    Some((2, counted(number)?))
}

/// 一 … 九十九.
fn counted(words: &str) -> Option<u32> {
    if words.is_empty() || words.chars().count() > 3 {
        return None;
    }
    (1..100).find(|number| super::counting::numeral(*number, "chineseCounting") == words)
}
