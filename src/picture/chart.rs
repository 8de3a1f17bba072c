//! Charts: amounts that are compared by eye.

use super::drawing::{LINE, WIDTH, at, drawing, lines, text, whole, width};
use super::{Picture, PictureWords, Shape, Table, shape};
use crate::article::{Chart, ChartKind, decimal, grouped};

/// Looks of the series, in turn; the style knows them.
const LOOKS: [&str; 4] = ["one", "two", "three", "four"];

pub fn picture(chart: &Chart, words: &PictureWords, lang: &str) -> Picture {
    // Chinese puts no space before a unit.
    let unit = if chart.unit.is_empty() || lang.starts_with("zh") { chart.unit.clone() } else { format!(" {}", chart.unit) };
    let drawn = Drawn { chart, unit };
    let (height, parts) = match chart.kind {
        ChartKind::Bar | ChartKind::Dot => drawn.rows(),
        ChartKind::Line => drawn.lines(),
        ChartKind::Share => drawn.shares(),
    };
    let mut columns = vec![(words.category.clone(), false)];
    let head = |name: &str| match (name.is_empty(), chart.unit.is_empty()) {
        (_, true) => name.to_owned(),
        (true, false) => chart.unit.clone(),
        (false, false) => format!("{name} · {}", chart.unit),
    };
    columns.extend(chart.series.iter().map(|series| (head(&series.name), true)));
    let row = |(index, category): (usize, &String)| {
        let values = (0..chart.series.len()).map(|series| value(chart, series, index).map_or_else(String::new, decimal));
        std::iter::once(category.clone()).chain(values).collect()
    };
    let rows = chart.categories.iter().enumerate().map(row).collect();
    let table = Table { caption: &chart.caption, columns, rows }.shape(words);
    Picture { block: chart.id.clone(), shapes: vec![drawing(&chart.caption, (0.0, WIDTH), height, parts), table] }
}

struct Drawn<'a> {
    chart: &'a Chart,
    /// With the space before it that the language wants.
    unit: String,
}

fn value(chart: &Chart, series: usize, category: usize) -> Option<f64> {
    chart.series.get(series)?.values.get(category).copied().flatten()
}

/// All that are known, with the series and the category of each.
fn values(chart: &Chart) -> Vec<(usize, usize, f64)> {
    let of = |category| (0..chart.series.len()).filter_map(move |series| Some((series, category, value(chart, series, category)?)));
    (0..chart.categories.len()).flat_map(of).collect()
}

/// The least and the most; from 0 where lengths are compared.
fn range(chart: &Chart, from_zero: bool) -> (f64, f64) {
    let known = values(chart);
    let first = if from_zero { 0.0 } else { known.first().map_or(0.0, |(_, _, value)| *value) };
    let (least, most) = known.iter().fold((first, first), |(least, most), (_, _, value)| (least.min(*value), most.max(*value)));
    if least == most { (least, least + 1.0) } else { (least, most) }
}

fn is_part(shape: &Shape) -> bool {
    shape.attributes.iter().any(|name| name == "tabindex")
}

impl Drawn<'_> {
    fn amount(&self, value: f64) -> String {
        grouped(value) + &self.unit
    }

    /// A part that can be walked to, which says what it shows.
    fn part(&self, (series, category, value): (usize, usize, f64), look: usize, is_first: bool, inside: Vec<Shape>) -> Shape {
        let chart = self.chart;
        let name = chart.series.get(series).map_or("", |series| series.name.as_str());
        let category = chart.categories.get(category).map_or("", String::as_str);
        let said = [category, name, &self.amount(value)].iter().copied().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" · ");
        let look = ["part ", LOOKS[look % LOOKS.len()]].concat();
        let part = shape("g").with("class", &look).with("role", "img").with("aria-label", &said);
        let part = if is_first { part.with("tabindex", "0") } else { part };
        part.all(inside)
    }

    /// Which look is which series, when there are several.
    fn legend(&self, top: f64) -> (Vec<Shape>, f64) {
        let chart = self.chart;
        let mut parts = Vec::new();
        let mut y = top;
        if chart.series.len() > 1 {
            for (index, series) in chart.series.iter().enumerate() {
                let sign =
                    at(shape("rect").with("class", LOOKS[index % LOOKS.len()]), &[("x", 0.0), ("y", y), ("width", 12.0), ("height", 12.0)]);
                parts.extend([sign, text(&lines(&series.name, WIDTH - 20.0), 20.0, y + 6.0, "start")]);
                y += LINE;
            }
            y += 8.0;
        }
        (parts, y)
    }

    /// Bars, or dots on a scale: a row for each amount, below the name of its category.
    fn rows(&self) -> (f64, Vec<Shape>) {
        let chart = self.chart;
        const BAR: f64 = 14.0;
        let is_bar = chart.kind == ChartKind::Bar;
        let (least, most) = range(chart, is_bar);
        let known = values(chart);
        let room = known.iter().map(|(_, _, value)| width(&self.amount(*value))).fold(0.0, f64::max) + 12.0;
        // Dots need not begin at 0, and keep clear of the edge.
        let (start, end) = (if is_bar { 0.0 } else { 6.0 }, WIDTH - room);
        let x = |value: f64| start + (value - least) / (most - least) * (end - start);
        let (mut parts, mut y) = self.legend(0.0);
        for (category, name) in chart.categories.iter().enumerate() {
            let name = lines(name, WIDTH);
            let height = name.len() as f64 * LINE;
            parts.push(text(&name, 0.0, y + height / 2.0, "start"));
            y += height + 2.0;
            for (series, _, value) in known.iter().filter(|(_, at, _)| *at == category) {
                let middle = y + BAR / 2.0;
                let (from, to) = (x(0.0_f64.clamp(least, most)), x(*value));
                let mut inside = if is_bar {
                    let bar = [("x", from.min(to)), ("y", y), ("width", (to - from).abs().max(1.0)), ("height", BAR)];
                    vec![at(shape("rect"), &bar)]
                } else {
                    let scale = format!("M{} {}H{}", whole(start), whole(middle), whole(end));
                    vec![
                        shape("path").with("class", "scale").with("d", &scale),
                        at(shape("circle"), &[("cx", to), ("cy", middle), ("r", 5.0)]),
                    ]
                };
                // Beside a bar's end, or clear of the scale.
                let beside = if is_bar { from.max(to) } else { end } + 6.0;
                inside.push(text(&[self.amount(*value)], beside, middle, "start"));
                let is_first = !parts.iter().any(is_part);
                parts.push(self.part((*series, category, *value), *series, is_first, inside));
                y += BAR + 6.0;
            }
            y += 6.0;
        }
        (y, parts)
    }

    /// How amounts go on from one category to the next.
    fn lines(&self) -> (f64, Vec<Shape>) {
        let chart = self.chart;
        const HEIGHT: f64 = 150.0;
        let (least, most) = range(chart, false);
        let known = values(chart);
        let left = known.iter().map(|(_, _, value)| width(&self.amount(*value))).fold(0.0, f64::max) / 2.0 + 4.0;
        let step = (WIDTH - 2.0 * left) / (chart.categories.len().max(2) - 1) as f64;
        let (mut parts, top) = self.legend(0.0);
        let top = top + LINE;
        let place = |(_, category, value): &(usize, usize, f64)| {
            (left + step * *category as f64, top + HEIGHT - (value - least) / (most - least) * HEIGHT)
        };
        for (index, _) in chart.series.iter().enumerate() {
            let mut way = String::new();
            let mut before = None;
            for point in known.iter().filter(|(series, ..)| *series == index) {
                let (x, y) = place(point);
                // Where nothing is known, nothing is drawn.
                way.push(if before.is_some_and(|before| before + 1 == point.1) { 'L' } else { 'M' });
                way.push_str(&format!("{} {}", whole(x), whole(y)));
                before = Some(point.1);
            }
            parts.push(shape("path").with("class", &format!("way {}", LOOKS[index % LOOKS.len()])).with("d", &way));
        }
        for (index, point) in known.iter().enumerate() {
            let (x, y) = place(point);
            // Two lines have their amounts on either side.
            let beside = if point.0 % 2 == 0 { y - 13.0 } else { y + 13.0 };
            let circle = at(shape("circle"), &[("cx", x), ("cy", y), ("r", 4.0)]);
            parts.push(self.part(*point, point.0, index == 0, vec![circle, text(&[self.amount(point.2)], x, beside, "middle")]));
        }
        let below: Vec<Vec<String>> = chart.categories.iter().map(|name| lines(name, step.max(40.0) - 4.0)).collect();
        let deepest = below.iter().map(Vec::len).max().unwrap_or(1) as f64 * LINE;
        for (index, name) in below.iter().enumerate() {
            let middle = top + HEIGHT + 24.0 + name.len() as f64 * LINE / 2.0;
            parts.push(text(name, left + step * index as f64, middle, "middle"));
        }
        (top + HEIGHT + 26.0 + deepest, parts)
    }

    /// Parts of a whole: a bar for each series, cut by its categories, with the name and share of each below.
    fn shares(&self) -> (f64, Vec<Shape>) {
        let chart = self.chart;
        const BAR: f64 = 26.0;
        let known = values(chart);
        let mut parts = Vec::new();
        let mut y = 0.0;
        for (index, series) in chart.series.iter().enumerate() {
            let own: Vec<_> = known.iter().filter(|(series, ..)| *series == index).collect();
            let whole_of: f64 = own.iter().map(|(_, _, value)| value.max(0.0)).sum();
            if chart.series.len() > 1 {
                parts.push(text(&lines(&series.name, WIDTH), 0.0, y + LINE / 2.0, "start"));
                y += LINE + 4.0;
            }
            let (bar, mut x) = (y, 0.0);
            y += BAR + 8.0;
            for (_, category, value) in own {
                let share = if whole_of > 0.0 { value.max(0.0) / whole_of } else { 0.0 };
                let cut = [("x", x), ("y", bar), ("width", (share * WIDTH - 1.0).max(1.0)), ("height", BAR)];
                let sign = [("x", 0.0), ("y", y + 4.0), ("width", 12.0), ("height", 12.0)];
                let percent = [" · ", &decimal((share * 1000.0).round() / 10.0), "%"].concat();
                let name = chart.categories.get(*category).map_or("", String::as_str);
                let label = [name, " ", &self.amount(*value), &percent].concat();
                let label = lines(&label, WIDTH - 20.0);
                let height = label.len() as f64 * LINE;
                let inside = vec![at(shape("rect"), &cut), at(shape("rect"), &sign), text(&label, 20.0, y + height / 2.0, "start")];
                let is_first = !parts.iter().any(is_part);
                parts.push(self.part((index, *category, *value), *category, is_first, inside));
                x += share * WIDTH;
                y += height + 2.0;
            }
            y += 10.0;
        }
        (y, parts)
    }
}
