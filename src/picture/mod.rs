//! Pictures of an article's data: charts and diagrams as drawings, each with its table.
//!
//! They are drawn when an article is packed or opened, and not while it is read: drawing takes more code than showing. They are made for
//! a narrow column, in units that are about a CSS pixel there. Whoever does not see them walks through their parts, each of which says all that
//! it shows, or reads the table.

mod chart;
mod diagram;
mod drawing;
mod map;
mod ring;

pub use map::MAP;

use crate::article::{Article, Block, Text, plain_text_of_runs};
use serde::{Deserialize, Serialize};

/// What stands in the figure of a block, below its caption.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// Id of the block.
    pub block: String,
    pub shapes: Vec<Shape>,
}

/// An element of a drawing or of its table; which there may be is for the views to say.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shape {
    pub tag: String,
    /// A name, its value, the next name …
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<String>,
    /// Before what is inside.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inside: Vec<Shape>,
}

/// What stands around the tables, in the language of the article.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PictureWords {
    pub as_table: String,
    pub save: String,
    /// Heads of the columns of a diagram's table: where a link starts, what it says, where it ends.
    pub from: String,
    pub how: String,
    pub to: String,
    /// Head of the first column of a chart's table.
    pub category: String,
    /// What the map of topics shows; its relations, *this* is … *that*; its kinds.
    pub map: String,
    pub part_of: String,
    pub located_in: String,
    pub carried_out_by: String,
    pub place: String,
    pub organisation: String,
    pub project: String,
    pub programme: String,
}

/// The pictures of an article, in the order of the text; blocks within blocks have none.
pub fn pictures(article: &Article, words: &PictureWords) -> Vec<Picture> {
    let blocks = article.sections.iter().flat_map(|section| &section.blocks);
    let drawn = blocks.filter_map(|block| match block {
        Block::Chart(chart) => Some(chart::picture(chart, words, &article.lang)),
        Block::Diagram(diagram) => Some(diagram::picture(diagram, words)),
        _ => None,
    });
    drawn.chain(map::map(article, words)).collect()
}

/// The same facts as a table, folded away.
struct Table<'a> {
    caption: &'a Text,
    /// Titles of the columns, and whether they hold numbers.
    columns: Vec<(String, bool)>,
    rows: Vec<Vec<String>>,
}

/// Columns of a table that fits into the narrowest window.
const FEW: usize = 3;

impl Table<'_> {
    fn shape(&self, words: &PictureWords) -> Shape {
        let class = |shape: Shape, column: usize| if self.columns[column].1 { shape.with("class", "number") } else { shape };
        let head = |(at, (title, _)): (usize, &(String, bool))| class(shape("th").with("scope", "col").saying(title), at);
        let cell = |(at, text): (usize, &String)| {
            let cell = if at == 0 { shape("th").with("scope", "row") } else { shape("td") };
            class(cell.saying(text), at)
        };
        let head = shape("tr").all(self.columns.iter().enumerate().map(head));
        let rows = self.rows.iter().map(|row| shape("tr").all(row.iter().enumerate().map(cell)));
        let table = shape("table").all([shape("thead").all([head]), shape("tbody").all(rows)]);
        // Few columns fit into any window; more of them scroll in a place of their own.
        let table = if self.columns.len() <= FEW {
            table
        } else {
            let region = shape("div").with("class", "table").with("tabindex", "0").with("role", "region");
            region.with("aria-label", &plain_text_of_runs(self.caption)).all([table])
        };
        let save = shape("button").with("type", "button").with("class", "quiet").with("data-do", "csv").saying(&words.save);
        shape("details").with("class", "data").all([shape("summary").saying(&words.as_table), table, save])
    }
}

fn shape(tag: &str) -> Shape {
    Shape { tag: tag.to_owned(), ..Shape::default() }
}

impl Shape {
    fn with(mut self, name: &str, value: &str) -> Self {
        self.attributes.extend([name.to_owned(), value.to_owned()]);
        self
    }

    fn saying(mut self, text: &str) -> Self {
        self.text.push_str(text);
        self
    }

    fn all(mut self, inside: impl IntoIterator<Item = Shape>) -> Self {
        self.inside.extend(inside);
        self
    }
}
