//! The map of topics: what lies where, who carries it out, and what it is part of, out of the relations that the topics state.
//!
//! Places and organisations stand in rows, each below what it lies in, and projects and programmes below theirs. What is part of a programme
//! leads to it along a rail on the right. So it fits into the narrowest column, where a net of boxes does not.

use super::drawing::{LINE, WIDTH, arrow, at, drawing, lines, path, widest};
use super::{Picture, PictureWords, Shape, Table, shape};
use crate::article::{Article, Relation, RelationKind, Run, Text, Topic, TopicKind};

/// Id of the figure; no block can have it.
pub const MAP: &str = "_map";
/// More rows than this are no picture any more; the list of topics serves better.
const MOST_ROWS: usize = 60;
/// From a row to those below it.
const INDENT: f64 = 18.0;
/// From a row's sign to its name.
const NAME: f64 = 12.0;
const BETWEEN: f64 = 10.0;
/// From one rail to the next.
const RAIL: f64 = 8.0;
const MOST_RAILS: usize = 3;
/// Of the signs that stand farthest to the left.
const LEFT: f64 = 8.0;

struct Row<'a> {
    topic: &'a Topic,
    depth: usize,
    lines: Vec<String>,
    /// Of the first line's middle.
    y: f64,
}

impl Row<'_> {
    fn x(&self) -> f64 {
        LEFT + self.depth as f64 * INDENT
    }

    fn end(&self) -> f64 {
        self.x() + NAME + widest(&self.lines) + 6.0
    }
}

/// None when the topics state too little for a map, or too much.
pub fn map(article: &Article, words: &PictureWords) -> Option<Picture> {
    let topics: Vec<&Topic> = article.topics.iter().filter(|topic| sign(topic.kind).is_some()).collect();
    let mut rows = Vec::new();
    let is_home = |topic: &Topic| topics.iter().any(|other| home(other, &topics).is_some_and(|home| home.id == topic.id));
    for root in topics.iter().filter(|topic| home(topic, &topics).is_none() && is_home(topic)) {
        below(root, 0, &topics, &mut rows);
    }
    // A programme that nobody carries out stands by itself below its parts.
    let has_parts = |whole: &Topic| topics.iter().any(|topic| is_part(topic, whole));
    let wholes: Vec<&Topic> = topics.iter().copied().filter(|topic| has_parts(topic)).collect();
    rows.extend(wholes.iter().filter(|whole| home(whole, &topics).is_none() && !is_home(whole)).map(|whole| row(whole, 0)));
    if !(4..=MOST_ROWS).contains(&rows.len()) {
        return None;
    }
    let (mut parts, above) = legend(words);
    let mut y = above + LINE / 2.0;
    for row in &mut rows {
        row.y = y;
        y += row.lines.len() as f64 * LINE + BETWEEN;
    }
    parts.extend(rows.iter().filter_map(|row| stem(row, &rows, &topics)));
    for (at, whole) in wholes.iter().take(MOST_RAILS).enumerate() {
        parts.extend(rail(whole, at, &rows));
    }
    let caption = Text(vec![Run::Plain(words.map.clone())]);
    let facts = facts(&rows, words);
    parts.extend(rows.iter().enumerate().map(|(index, row)| part(row, index, &facts)));
    let columns = [&words.from, &words.how, &words.to].map(|title| (title.clone(), false)).to_vec();
    let table = Table { caption: &caption, columns, rows: facts.into_iter().map(Vec::from).collect() }.shape(words);
    Some(Picture { block: MAP.to_owned(), shapes: vec![drawing(&caption, (0.0, WIDTH), y, parts), table] })
}

/// What stands before a name: places and what acts are round, what is done is square. Other kinds are not on the map.
fn sign(kind: TopicKind) -> Option<(&'static str, &'static str)> {
    match kind {
        TopicKind::Place => Some(("circle", "")),
        TopicKind::Organisation => Some(("circle", "two")),
        TopicKind::Project => Some(("rect", "one")),
        TopicKind::Programme => Some(("rect", "")),
        _ => None,
    }
}

fn sign_at(kind: TopicKind, x: f64, y: f64) -> Option<Shape> {
    let (tag, class) = sign(kind)?;
    let sign = match tag {
        "circle" => at(shape(tag), &[("cx", x), ("cy", y), ("r", 4.0)]),
        _ => at(shape(tag), &[("x", x - 4.0), ("y", y - 4.0), ("width", 8.0), ("height", 8.0)]),
    };
    Some(if class.is_empty() { sign } else { sign.with("class", class) })
}

/// What a topic lies in, or who carries it out.
fn home<'a>(topic: &Topic, topics: &[&'a Topic]) -> Option<&'a Topic> {
    let is_home = |relation: &&Relation| relation.kind != RelationKind::PartOf;
    topic.relations.iter().filter(is_home).find_map(|relation| topics.iter().copied().find(|other| other.id == relation.topic))
}

fn is_part(topic: &Topic, whole: &Topic) -> bool {
    topic.relations.iter().any(|relation| relation.kind == RelationKind::PartOf && relation.topic == whole.id)
}

fn row(topic: &Topic, depth: usize) -> Row<'_> {
    let mut row = Row { topic, depth, lines: Vec::new(), y: 0.0 };
    row.lines = lines(&topic.name, WIDTH - MOST_RAILS as f64 * RAIL - 10.0 - NAME - row.x());
    row
}

/// A topic with all below it. Homes that lead round in a circle have no root, so nothing here goes on for ever.
fn below<'a>(topic: &'a Topic, depth: usize, topics: &[&'a Topic], rows: &mut Vec<Row<'a>>) {
    // Deeper, names have no room.
    const DEEPEST: usize = 6;
    rows.push(row(topic, depth));
    if depth < DEEPEST && rows.len() <= MOST_ROWS {
        for child in topics.iter().filter(|child| home(child, topics).is_some_and(|home| home.id == topic.id)) {
            below(child, depth + 1, topics, rows);
        }
    }
}

/// From a row's sign down to the last of those directly below it, and across to each.
fn stem(row: &Row, rows: &[Row], topics: &[&Topic]) -> Option<Shape> {
    let below = rows.iter().filter(|below| home(below.topic, topics).is_some_and(|home| home.id == row.topic.id));
    let (x, heights) = (row.x(), below.map(|below| below.y).collect::<Vec<_>>());
    let last = heights.iter().copied().reduce(f64::max)?;
    let down = path(&[(x, row.y + 6.0), (x, last)]);
    let across = heights.iter().map(|y| path(&[(x, *y), (x + INDENT - 6.0, *y)]));
    Some(shape("path").with("class", "way stem").with("d", &(down + &across.collect::<String>())))
}

/// From every part of a programme to the programme.
fn rail(whole_topic: &Topic, at: usize, rows: &[Row]) -> Vec<Shape> {
    let x = WIDTH - 4.0 - at as f64 * RAIL;
    let Some(to) = rows.iter().find(|row| row.topic.id == whole_topic.id) else { return Vec::new() };
    let parts: Vec<&Row> = rows.iter().filter(|row| is_part(row.topic, whole_topic)).collect();
    let far = parts.iter().max_by(|a, b| (a.y - to.y).abs().total_cmp(&(b.y - to.y).abs()));
    let Some(far) = far else { return Vec::new() };
    let mut ways = vec![arrow(&[(far.end(), far.y), (x, far.y), (x, to.y), (to.end(), to.y)], None)];
    let feeder = |row: &&Row| shape("path").with("class", "way").with("d", &path(&[(row.end(), row.y), (x, row.y)]));
    ways.extend(parts.iter().filter(|row| row.topic.id != far.topic.id).map(feeder));
    ways
}

fn part(row: &Row, index: usize, facts: &[[String; 3]]) -> Shape {
    let mut said = row.topic.name.clone();
    for [_, how, to] in facts.iter().filter(|[from, ..]| *from == row.topic.name) {
        said.push_str(&format!(" → {how} → {to}"));
    }
    let x = row.x() + NAME;
    let name = at(shape("text").with("class", "start"), &[("x", x), ("y", row.y + 5.0)]);
    let name = match row.lines.as_slice() {
        [line] => name.saying(line),
        lines => name.all(lines.iter().enumerate().map(|(index, line)| {
            let line = at(shape("tspan").saying(line), &[("x", x)]);
            if index > 0 { at(line, &[("dy", LINE)]) } else { line }
        })),
    };
    let part = shape("a").with("class", "part mention").with("topic", &row.topic.id);
    let part = if index == 0 { part.with("tabindex", "0") } else { part };
    part.with("aria-label", &said).all(sign_at(row.topic.kind, row.x(), row.y)).all([name])
}

/// Every relation that the map shows.
fn facts(rows: &[Row], words: &PictureWords) -> Vec<[String; 3]> {
    let fact = |topic: &Topic, relation: &Relation| {
        let to = rows.iter().find(|row| row.topic.id == relation.topic)?.topic;
        let how = match relation.kind {
            RelationKind::PartOf => &words.part_of,
            RelationKind::LocatedIn => &words.located_in,
            RelationKind::CarriedOutBy => &words.carried_out_by,
        };
        Some([topic.name.clone(), how.clone(), to.name.clone()])
    };
    rows.iter().flat_map(|row| row.topic.relations.iter().filter_map(move |relation| fact(row.topic, relation))).collect()
}

/// What the signs mean, and how high that is.
fn legend(words: &PictureWords) -> (Vec<Shape>, f64) {
    let kinds = [
        (TopicKind::Place, &words.place),
        (TopicKind::Organisation, &words.organisation),
        (TopicKind::Project, &words.project),
        (TopicKind::Programme, &words.programme),
    ];
    let (mut x, mut y) = (LEFT, LINE / 2.0);
    let mut parts = Vec::new();
    for (kind, word) in kinds {
        let long = NAME + widest(std::slice::from_ref(word));
        if x + long > WIDTH {
            (x, y) = (LEFT, y + LINE + 4.0);
        }
        parts.extend(sign_at(kind, x, y));
        parts.push(at(shape("text").with("class", "start").saying(word), &[("x", x + NAME), ("y", y + 5.0)]));
        x += long + 18.0;
    }
    (parts, y + LINE)
}
