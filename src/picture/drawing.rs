//! What drawings are made of: texts that are broken into lines, boxes, arrows.

use super::{Shape, shape};
use crate::article::Text;
use crate::article::plain_text_of_runs;

/// Width of a drawing: what the narrowest phones have for it.
pub const WIDTH: f64 = 300.0;
/// Of a text, from one line to the next.
pub const LINE: f64 = 20.0;
/// Within a box, on each side.
pub const PAD: f64 = 10.0;

/// The element around a drawing's parts, with a margin on either side of its width.
pub fn drawing(caption: &Text, (margin, width): (f64, f64), height: f64, parts: Vec<Shape>) -> Shape {
    let frame = format!("{} 0 {} {}", whole(-margin), whole(width + 2.0 * margin), whole(height));
    shape("svg").with("viewBox", &frame).with("role", "group").with("aria-label", &plain_text_of_runs(caption)).all(parts)
}

/// Whole units: nobody sees less.
pub fn whole(value: f64) -> i64 {
    value.round() as i64
}

/// An attribute for each number.
pub fn at(shape: Shape, numbers: &[(&str, f64)]) -> Shape {
    numbers.iter().fold(shape, |shape, (name, value)| shape.with(name, &whole(*value).to_string()))
}

/// How wide a text is at the drawing's size, or somewhat less: fonts differ, and boxes leave room.
pub fn width(text: &str) -> f64 {
    let width = |c: char| match c {
        c if is_wide(c) => 15.0,
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | ' ' | '.' | ',' => 5.0,
        'm' | 'w' | 'M' | 'W' => 12.0,
        c if c.is_uppercase() => 10.0,
        _ => 8.0,
    };
    text.chars().map(width).sum()
}

fn is_wide(c: char) -> bool {
    c >= '\u{2e80}'
}

/// Lines no wider than this, if words allow it: Chinese breaks anywhere, other scripts between words.
pub fn lines(text: &str, most: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut word = String::new();
    let mut before = ' ';
    let mut put = |word: &mut String| {
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() && width(line) + width(word.trim_end()) > most {
                lines.push(std::mem::take(word));
            } else {
                line.push_str(word);
                word.clear();
            }
        }
    };
    for c in text.chars() {
        if before == ' ' || is_wide(c) || is_wide(before) {
            put(&mut word);
        }
        word.push(c);
        before = c;
    }
    put(&mut word);
    lines
}

/// How wide the widest of some lines is.
pub fn widest(lines: &[String]) -> f64 {
    lines.iter().map(|line| width(line.trim_end())).fold(0.0, f64::max)
}

/// Lines one below the other, around a height in the middle; `anchor` as SVG names it, `middle` by the style when it is empty.
pub fn text(lines: &[String], x: f64, middle: f64, anchor: &str) -> Shape {
    let first = middle - (lines.len() as f64 - 1.0) * LINE / 2.0 + 5.0;
    let text = at(shape("text"), &[("x", x), ("y", first)]);
    let text = if anchor == "middle" { text } else { text.with("class", anchor) };
    match lines {
        [line] => text.saying(line),
        lines => text.all(lines.iter().enumerate().map(|(index, line)| {
            let line = at(shape("tspan").saying(line), &[("x", x)]);
            if index > 0 { at(line, &[("dy", LINE)]) } else { line }
        })),
    }
}

/// A box with a text in it.
#[derive(Clone, Debug)]
pub struct Boxed {
    pub lines: Vec<String>,
    /// Of the middle.
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

impl Boxed {
    /// Around a text no wider than this, not yet at its place.
    pub fn around(label: &str, most: f64) -> Self {
        let lines = lines(label, most);
        let (width, height) = (widest(&lines) + 2.0 * PAD, lines.len() as f64 * LINE + PAD);
        Boxed { lines, x: 0.0, y: 0.0, width, height }
    }

    pub fn shapes(&self) -> Vec<Shape> {
        let rect = [("x", self.x - self.width / 2.0), ("y", self.y - self.height / 2.0), ("width", self.width), ("height", self.height)];
        vec![at(shape("rect"), &rect), text(&self.lines, self.x, self.y, "middle")]
    }

    /// Whether a point lies within, or nearer than this.
    pub fn holds(&self, (x, y): Point, room: f64) -> bool {
        (x - self.x).abs() < self.width / 2.0 + room && (y - self.y).abs() < self.height / 2.0 + room
    }
}

pub type Point = (f64, f64);

/// A way along some points, with a head at its end. Few points make corners; a curve comes as SVG writes it, from the first point on.
pub fn arrow(points: &[Point], curve: Option<String>) -> Shape {
    let mut way = match (curve, points) {
        (Some(curve), [(x, y), ..]) => format!("M{} {}{curve}", whole(*x), whole(*y)),
        _ => path(points),
    };
    if let [.., (from_x, from_y), (x, y)] = points {
        // Along the last step, and across it.
        let (dx, dy) = (x - from_x, y - from_y);
        let length = (dx * dx + dy * dy).sqrt().max(1.0);
        let (dx, dy) = (dx / length, dy / length);
        let corner = |side: f64| (x - dx * 7.0 - dy * side, y - dy * 7.0 + dx * side);
        way.push_str(&path(&[corner(4.0), (*x, *y), corner(-4.0)]));
    }
    shape("path").with("class", "way").with("d", &way)
}

/// Straight steps, each written from where the one before ends: that is shorter.
pub fn path(points: &[Point]) -> String {
    let points: Vec<(i64, i64)> = points.iter().map(|(x, y)| (whole(*x), whole(*y))).collect();
    let mut path = points.first().map_or_else(String::new, |(x, y)| format!("M{x} {y}"));
    for step in points.windows(2) {
        let (dx, dy) = (step[1].0 - step[0].0, step[1].1 - step[0].1);
        path.push_str(&match (dx, dy) {
            (0, 0) => String::new(),
            (dx, 0) => format!("h{dx}"),
            (0, dy) => format!("v{dy}"),
            (dx, dy) => format!("l{dx} {dy}"),
        });
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_breaks_anywhere_and_other_scripts_between_words() {
        assert_eq!(lines("项目成岗位", 50.0), ["项目成", "岗位"]);
        assert_eq!(lines("Grand Inspection", 90.0), ["Grand ", "Inspection"]);
        assert_eq!(lines("10万吨LNG联产", 59.0), ["10万吨", "LNG联", "产"]);
        assert_eq!(lines("", 60.0), [""]);
    }

    #[test]
    fn a_way_is_written_in_steps() {
        assert_eq!(path(&[(1.0, 2.4), (11.0, 2.0), (11.0, 8.0), (8.0, 4.0), (8.0, 4.0)]), "M1 2h10v6l-3 -4");
    }

    #[test]
    fn numbers_are_written_whole() {
        assert_eq!([whole(-0.4), whole(12.5), whole(-7.6)], [0, 13, -8]);
    }
}
