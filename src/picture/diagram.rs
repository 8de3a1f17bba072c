//! Diagrams: things and how they lead to one another, laid out by their kind.

use super::drawing::{Boxed, LINE, PAD, Point, WIDTH, arrow, drawing, lines, text, whole, widest};
use super::ring::Ring;
use super::{Picture, PictureWords, Shape, Table, shape};
use crate::article::{Diagram, DiagramKind, DiagramLink, DiagramNode};

/// Where everything is.
struct Layout {
    width: f64,
    height: f64,
    /// One for each node.
    boxes: Vec<Boxed>,
    /// One for each link.
    ways: Vec<Way>,
}

struct Way {
    points: Vec<Point>,
    /// As SVG writes it, from the first point on, when the way is no straight one.
    curve: Option<String>,
    label: Option<Label>,
}

struct Label {
    lines: Vec<String>,
    x: f64,
    y: f64,
    anchor: &'static str,
}

pub fn picture(diagram: &Diagram, words: &PictureWords) -> Picture {
    let Layout { width, height, boxes, ways } = layout(diagram);
    // What does not fit into the column makes the drawing wider, on both sides.
    let over = ways.iter().filter_map(|way| way.label.as_ref()).map(|label| match label.anchor {
        "start" => label.x + widest(&label.lines) - width,
        "end" => widest(&label.lines) - label.x,
        _ => 0.0,
    });
    let margin = over.fold(0.0, f64::max);
    let mut parts = Vec::new();
    for Way { points, curve, label } in ways {
        parts.push(arrow(&points, curve));
        parts.extend(label.map(|label| text(&label.lines, label.x, label.y, label.anchor)));
    }
    parts.extend(diagram.nodes.iter().zip(&boxes).enumerate().map(|(index, (node, boxed))| part(node, boxed, index, diagram)));
    let name = |id: &str| name(diagram, id).to_owned();
    let mut rows: Vec<Vec<String>> = diagram.links.iter().map(|link| vec![name(&link.from), link.label.clone(), name(&link.to)]).collect();
    let is_linked = |node: &&DiagramNode| diagram.links.iter().any(|link| link.from == node.id || link.to == node.id);
    rows.extend(diagram.nodes.iter().filter(|node| !is_linked(node)).map(|node| vec![node.label.clone(), String::new(), String::new()]));
    let columns = [&words.from, &words.how, &words.to].map(|title| (title.clone(), false)).to_vec();
    let table = Table { caption: &diagram.caption, columns, rows }.shape(words);
    Picture { block: diagram.id.clone(), shapes: vec![drawing(&diagram.caption, (margin, width), height, parts), table] }
}

/// A part that can be walked to. It says its name and where it leads.
fn part(node: &DiagramNode, boxed: &Boxed, index: usize, diagram: &Diagram) -> Shape {
    let mut said = node.label.clone();
    for link in diagram.links.iter().filter(|link| link.from == node.id) {
        let how = if link.label.is_empty() { String::new() } else { format!(" → {}", link.label) };
        said.push_str(&format!("{how} → {}", name(diagram, &link.to)));
    }
    let part = match &node.topic {
        Some(topic) => shape("a").with("class", "part mention").with("topic", topic),
        None => shape("g").with("class", "part").with("role", "img"),
    };
    // One stop for the keyboard, but for links; the arrow keys do the rest.
    let part = if index == 0 { part.with("tabindex", "0") } else { part };
    part.with("aria-label", &said).all(boxed.shapes())
}

fn name<'a>(diagram: &'a Diagram, id: &str) -> &'a str {
    diagram.nodes.iter().find(|node| node.id == id).map_or("", |node| node.label.as_str())
}

fn place(diagram: &Diagram, id: &str) -> usize {
    diagram.nodes.iter().position(|node| node.id == id).unwrap_or_default()
}

fn layout(diagram: &Diagram) -> Layout {
    match diagram.kind {
        DiagramKind::Chain => chain(diagram),
        DiagramKind::Tree => tree(diagram),
        DiagramKind::Cycle | DiagramKind::Loop => round(diagram),
    }
}

/// From top to bottom. What is skipped is passed on the left.
fn chain(diagram: &Diagram) -> Layout {
    const BETWEEN: f64 = 44.0;
    let mut boxes: Vec<Boxed> = diagram.nodes.iter().map(|node| Boxed::around(&node.label, 200.0)).collect();
    let width = boxes.iter().map(|boxed| boxed.width).fold(120.0, f64::max);
    let middle = WIDTH / 2.0;
    let mut top = 2.0;
    for boxed in &mut boxes {
        (boxed.x, boxed.y, boxed.width) = (middle, top + boxed.height / 2.0, width);
        top += boxed.height + BETWEEN;
    }
    let way = |link: &DiagramLink| {
        let (from, to) = (place(diagram, &link.from), place(diagram, &link.to));
        let (start, end) = (&boxes[from], &boxes[to]);
        if to == from + 1 {
            let (above, below) = (start.y + start.height / 2.0, end.y - end.height / 2.0);
            let label = label(&link.label, middle + 12.0, (above + below) / 2.0, "start", middle - 12.0);
            return Way { points: vec![(middle, above + 3.0), (middle, below - 3.0)], curve: None, label };
        }
        let (left, out) = (middle - width / 2.0, middle - width / 2.0 - 22.0);
        let label = label(&link.label, out - 6.0, (start.y + end.y) / 2.0, "end", out - 6.0);
        let points = vec![(left - 3.0, start.y + 5.0), (out, start.y + 5.0), (out, end.y - 5.0), (left - 3.0, end.y - 5.0)];
        Way { points, curve: None, label }
    };
    let ways = diagram.links.iter().map(way).collect();
    Layout { width: WIDTH, height: top - BETWEEN + 2.0, boxes, ways }
}

/// From left to right, a column for each step away from the root; what has no parent is a root.
fn tree(diagram: &Diagram) -> Layout {
    const BETWEEN: f64 = 26.0;
    const ABOVE: f64 = 10.0;
    let many = diagram.nodes.len();
    let links: Vec<(usize, usize)> = diagram.links.iter().map(|link| (place(diagram, &link.from), place(diagram, &link.to))).collect();
    // As many steps as there are nodes at most: what leads round in a circle stays where it is then.
    let mut depth = vec![0; many];
    for _ in 0..many {
        for (from, to) in &links {
            if depth[*to] <= depth[*from] && depth[*from] + 1 < many {
                depth[*to] = depth[*from] + 1;
            }
        }
    }
    let columns = depth.iter().max().map_or(1, |deepest| deepest + 1);
    let most = (WIDTH - BETWEEN * (columns as f64 - 1.0)) / columns as f64 - 2.0 * PAD;
    let mut boxes: Vec<Boxed> = diagram.nodes.iter().map(|node| Boxed::around(&node.label, most.max(60.0))).collect();
    let mut left = 1.0;
    for column in 0..columns {
        let in_column = || (0..many).filter(|node| depth[*node] == column);
        let width = in_column().map(|node| boxes[node].width).fold(0.0, f64::max);
        for node in in_column().collect::<Vec<_>>() {
            boxes[node].width = width;
            boxes[node].x = left + width / 2.0;
        }
        left += width + BETWEEN;
    }
    let mut top = 1.0;
    for root in (0..many).filter(|node| depth[*node] == 0) {
        stack(root, &links, &depth, &mut boxes, &mut top, ABOVE);
    }
    let way = |(from, to): &(usize, usize)| {
        let (start, end) = (&boxes[*from], &boxes[*to]);
        let (right, left) = (start.x + start.width / 2.0, end.x - end.width / 2.0);
        let middle = left - BETWEEN / 2.0;
        Way { points: vec![(right, start.y), (middle, start.y), (middle, end.y), (left - 2.0, end.y)], curve: None, label: None }
    };
    let ways = links.iter().map(way).collect();
    Layout { width: WIDTH.max(left - BETWEEN + 1.0), height: top - ABOVE + 1.0, boxes, ways }
}

/// Puts what is below a node one below the other, and the node beside their middle. Returns that middle.
fn stack(node: usize, links: &[(usize, usize)], depth: &[usize], boxes: &mut [Boxed], top: &mut f64, above: f64) -> f64 {
    let children = links.iter().filter(|(from, to)| *from == node && depth[*to] == depth[node] + 1).map(|(_, to)| *to);
    let mut middles = Vec::new();
    for child in children.collect::<Vec<_>>() {
        // Below two parents it stands with the first.
        if boxes[child].y == 0.0 {
            middles.push(stack(child, links, depth, boxes, top, above));
        }
    }
    let height = boxes[node].height;
    boxes[node].y = match (middles.first(), middles.last()) {
        (Some(first), Some(last)) => (first + last) / 2.0,
        _ => {
            *top += height + above;
            *top - above - height / 2.0
        }
    };
    boxes[node].y
}

/// Round a ring, clockwise from the top, or from the left where there are but two. Links to the next follow the ring, others cross it.
fn round(diagram: &Diagram) -> Layout {
    let many = diagram.nodes.len().max(1);
    let is_pair = many == 2;
    let ring = Ring {
        x: WIDTH / 2.0,
        y: if is_pair { 62.0 } else { 24.0 + 36.0 * many as f64 },
        radius_x: 88.0,
        radius_y: if is_pair { 40.0 } else { 36.0 * many as f64 },
    };
    let turn = |node: usize| node as f64 / many as f64 + if is_pair { 0.75 } else { 0.0 };
    let boxes: Vec<Boxed> = diagram
        .nodes
        .iter()
        .enumerate()
        .map(|(index, node)| {
            let (x, y) = ring.at(turn(index));
            let boxed = Boxed::around(&node.label, 84.0);
            // Within the drawing, whatever the label.
            let x = x.clamp(boxed.width / 2.0 + 1.0, WIDTH - boxed.width / 2.0 - 1.0);
            Boxed { x, y, ..boxed }
        })
        .collect();
    let way = |link: &DiagramLink| {
        let (from, to) = (place(diagram, &link.from), place(diagram, &link.to));
        let (start, end) = (turn(from), turn(to));
        let end = if end <= start { end + 1.0 } else { end };
        let is_next = (end - start) * many as f64 <= 1.5 || is_pair;
        let (from, to) = (&boxes[from], &boxes[to]);
        let point = |part: f64| match is_next {
            true => ring.at(start + (end - start) * part),
            false => (from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part),
        };
        let steps = (0..=48).map(|step| point(f64::from(step) / 48.0));
        let points: Vec<Point> = steps.filter(|point| !from.holds(*point, 4.0) && !to.holds(*point, 5.0)).collect();
        let middle = (start + end) / 2.0;
        let (x, y) = if is_next { ring.at(middle) } else { point(0.5) };
        let is_right = x > ring.x + 1.0;
        let label = match (is_next, is_pair) {
            (true, true) => label(&link.label, x, if y < ring.y { y + 16.0 } else { y - 16.0 }, "middle", 120.0),
            (true, false) => outside(&link.label, &ring, y, is_right),
            (false, _) => label(&link.label, x + 6.0, y, "start", 90.0),
        };
        // Along the ring, from where it leaves the one box to where it reaches the other.
        let curve = points
            .last()
            .filter(|_| is_next)
            .map(|(x, y)| format!("A{} {} 0 0 1 {} {}", whole(ring.radius_x), whole(ring.radius_y), whole(*x), whole(*y)));
        Way { points, curve, label }
    };
    let ways = diagram.links.iter().map(way).collect();
    let height = boxes.iter().map(|boxed| boxed.y + boxed.height / 2.0).fold(ring.y + ring.radius_y, f64::max) + 4.0;
    Layout { width: WIDTH, height, boxes, ways }
}

/// Beside a ring, clear of it over all of its lines.
fn outside(words: &str, ring: &Ring, y: f64, is_right: bool) -> Option<Label> {
    let lines = lines(words, 76.0);
    let half = lines.len() as f64 * LINE / 2.0;
    let nearest = ((y - ring.y).abs() - half).max(0.0) / ring.radius_y;
    let out = ring.radius_x * (1.0 - nearest * nearest).max(0.0).sqrt() + 8.0;
    let (x, anchor) = if is_right { (ring.x + out, "start") } else { (ring.x - out, "end") };
    (!words.is_empty()).then_some(Label { lines, x, y, anchor })
}

fn label(words: &str, x: f64, y: f64, anchor: &'static str, most: f64) -> Option<Label> {
    if words.is_empty() {
        return None;
    }
    let lines = lines(words, most.max(LINE));
    // What is too wide for its place moves inwards.
    let over = (widest(&lines) - most).max(0.0);
    let x = match anchor {
        "start" => x - over,
        "end" => x + over,
        _ => x,
    };
    Some(Label { lines, x, y, anchor })
}
