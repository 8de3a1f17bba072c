//! The head of a document: its title, what stands below it, who wrote it and when, as far as the text itself says so.
//!
//! The title is, in this order: the first paragraph of style Title; a heading that begins the text and has none of its rank beside
//! it; lines at the top, centred and larger than the rest, as official papers have them; a first line that is centred or bold; the
//! title among the file's properties; a first line that is short and ends without a stop; the first heading; the first words.
//! What is taken from the top is no longer in the text.

use super::document::{Face, Paragraph, Part, Piece};
use super::styles::Role;
use crate::article::{Text, plain_text_of_runs};
use crate::import::join;
use std::collections::BTreeMap;

#[derive(Default)]
pub struct Head {
    pub title: String,
    pub standfirst: String,
    pub authors: Vec<String>,
    pub published: String,
    /// Lines that were taken, for what words lose that become a title.
    pub taken: Vec<Text>,
    /// Notes whose signs stood in the title.
    pub notes: Vec<String>,
}

/// Lines of a title typed by hand.
const MOST_LINES: usize = 4;
const LONGEST_LINE: usize = 60;
/// Half points by which a title is larger than text.
const LARGER: u32 = 6;
/// Where only the first words can be the title.
const FIRST_WORDS: usize = 40;

/// Takes the head off the pieces. `usual_size` is that of words without one, where no paragraph tells, `property` the title among the file's properties.
pub fn take(pieces: &mut [Piece], usual_size: u32, property: &str) -> Head {
    let mut head = Head::default();
    let found = of_style(pieces)
        .or_else(|| lone_heading(pieces))
        .or_else(|| typed(pieces, usual_size))
        .or_else(|| first_line(pieces, &|line| line.face.centred || line.face.set_apart))
        .or_else(|| first_line(pieces, &|line| property.is_empty() || line.words().trim() == property));
    if let Some(lines) = found {
        let mut title = String::new();
        for index in lines {
            let Some(Piece::Paragraph(paragraph)) = pieces.get_mut(index) else { continue };
            head.notes.extend(paragraph.notes.clone());
            for text in paragraph.take_lines() {
                let words = plain_text_of_runs(&text).replace('\n', " ");
                title.push_str(join(title.chars().last(), words.chars().next()));
                title.push_str(&words);
                head.taken.push(text);
            }
        }
        head.title = title;
    }
    for index in 0..pieces.len() {
        let Some(Piece::Paragraph(paragraph)) = pieces.get_mut(index) else { continue };
        match paragraph.role {
            Role::Subtitle if head.standfirst.is_empty() && paragraph.is_words() && paragraph.notes.is_empty() => {
                let lines = paragraph.take_lines();
                head.standfirst = lines.iter().map(plain_text_of_runs).collect::<Vec<_>>().join(" ");
                head.taken.extend(lines);
            }
            Role::Author if paragraph.is_words() && paragraph.notes.is_empty() => {
                head.authors.extend(paragraph.take_lines().iter().map(plain_text_of_runs).filter(|name| !name.trim().is_empty()));
            }
            Role::Date if head.published.is_empty() && paragraph.is_words() => {
                if let Some(date) = date(&paragraph.words()) {
                    head.published = date;
                    paragraph.take_lines();
                }
            }
            _ => {}
        }
    }
    if head.title.trim().is_empty() {
        head.title = property.trim().to_owned();
    }
    if head.title.is_empty() {
        let words = |wanted: &dyn Fn(&Paragraph) -> bool| {
            pieces.iter().find_map(|piece| match piece {
                Piece::Paragraph(paragraph) if wanted(paragraph) => Some(paragraph.words()).filter(|words| !words.trim().is_empty()),
                _ => None,
            })
        };
        let first = words(&|paragraph| matches!(paragraph.role, Role::Heading(_))).or_else(|| words(&|_| true)).unwrap_or_default();
        let cut: String = first.chars().take(FIRST_WORDS).collect();
        head.title = if cut.len() < first.len() { format!("{}…", cut.trim_end()) } else { cut };
    }
    head
}

/// The first paragraph, if it is a line as titles are, and as is asked.
fn first_line(pieces: &[Piece], is_wanted: &dyn Fn(&Paragraph) -> bool) -> Option<Vec<usize>> {
    let (first, paragraph) = paragraphs(pieces).find(|(_, paragraph)| !paragraph.words().is_empty())?;
    let words = paragraph.words();
    let is_line = paragraph.role == Role::Plain && paragraph.label.is_none() && paragraph.parts.len() == 1 && paragraph.is_words();
    let ends_open = !words.trim_end().ends_with(['。', '：', '；', '，', '.', ':', ';', ',']);
    let begins = pieces[..first].iter().all(|piece| matches!(piece, Piece::Paragraph(_)));
    (is_line && begins && ends_open && words.chars().count() <= LONGEST_LINE && is_wanted(paragraph)).then(|| vec![first])
}

fn paragraphs(pieces: &[Piece]) -> impl Iterator<Item = (usize, &Paragraph)> {
    pieces
        .iter()
        .enumerate()
        .filter_map(|(index, piece)| if let Piece::Paragraph(paragraph) = piece { Some((index, paragraph)) } else { None })
}

fn of_style(pieces: &[Piece]) -> Option<Vec<usize>> {
    let (first, _) = paragraphs(pieces).find(|(_, paragraph)| paragraph.role == Role::Title && !paragraph.words().is_empty())?;
    Some(paragraphs(&pieces[first..]).take_while(|(_, paragraph)| paragraph.role == Role::Title).map(|(index, _)| first + index).collect())
}

fn lone_heading(pieces: &[Piece]) -> Option<Vec<usize>> {
    let (first, paragraph) = paragraphs(pieces).find(|(_, paragraph)| !paragraph.words().is_empty())?;
    let Role::Heading(level) = paragraph.role else { return None };
    let is_rival = |(index, other): (usize, &Paragraph)| index != first && matches!(other.role, Role::Heading(rank) if rank <= level);
    let begins = pieces[..first].iter().all(|piece| matches!(piece, Piece::Paragraph(_)));
    (begins && !paragraphs(pieces).any(is_rival)).then(|| vec![first])
}

/// Centred lines at the top that are larger than text. The name of an office in red above them, and the number of the paper, stay.
fn typed(pieces: &[Piece], usual_size: u32) -> Option<Vec<usize>> {
    let text_size = text_size(pieces).unwrap_or(usual_size);
    let mut lines: Vec<usize> = Vec::new();
    let mut size = 0;
    for (index, paragraph) in paragraphs(pieces) {
        let words = paragraph.words();
        let Face { centred, size: own, .. } = paragraph.face;
        let is_line = centred && paragraph.role == Role::Plain && paragraph.label.is_none() && words.chars().count() <= LONGEST_LINE;
        if !is_line || !paragraph.is_words() {
            break;
        }
        let is_letterhead = lines.is_empty() && (words.ends_with("文件") || words.contains('〔') || words.contains('［'));
        match () {
            () if is_letterhead => {}
            () if !lines.is_empty() && own != size => break,
            () if own >= text_size + LARGER => {
                size = own;
                lines.push(index);
            }
            // A line of a paper's number, of a date.
            () => {}
        }
    }
    (1..=MOST_LINES).contains(&lines.len()).then_some(lines)
}

/// The size that most paragraphs have, whatever their style says: offices set it by hand.
fn text_size(pieces: &[Piece]) -> Option<u32> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for (_, paragraph) in paragraphs(pieces).filter(|(_, paragraph)| !paragraph.face.centred && paragraph.face.size > 0) {
        *counts.entry(paragraph.face.size).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(size, _)| size)
}

impl Paragraph {
    pub fn words(&self) -> String {
        let lines: Vec<String> =
            self.parts.iter().filter_map(|part| if let Part::Line(text) = part { Some(plain_text_of_runs(text)) } else { None }).collect();
        lines.join(" ")
    }

    /// Whether there is nothing but words in it.
    fn is_words(&self) -> bool {
        !self.parts.is_empty() && self.parts.iter().all(|part| matches!(part, Part::Line(_)))
    }

    /// Its lines, which are no longer in it; what hangs on it stays.
    fn take_lines(&mut self) -> Vec<Text> {
        let (mut lines, mut others) = (Vec::new(), Vec::new());
        for part in self.parts.drain(..) {
            match part {
                Part::Line(text) => lines.push(text),
                other => others.push(other),
            }
        }
        self.parts = others;
        self.role = Role::Plain;
        lines
    }
}

/// `2022-07-26`, `2022年7月26日`, `2022/7/26`, `26 July 2022` is not tried.
fn date(words: &str) -> Option<String> {
    let parts: Vec<u32> =
        words.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).map(str::parse).collect::<Result<_, _>>().ok()?;
    let is_date = words.trim().chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | ' ' | '年' | '月' | '日'));
    let [year @ 1000..=9999, month @ 1..=12, day @ 1..=28 | day @ 29..=31] = *parts.as_slice() else { return None };
    let long = match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    (is_date && day <= long).then(|| format!("{year}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_as_it_is_written_in_two_languages() {
        assert_eq!(date("2022年7月26日").as_deref(), Some("2022-07-26"));
        assert_eq!(date("2022-02-29"), None);
        assert_eq!(date("第2022号7月26日"), None);
    }
}
