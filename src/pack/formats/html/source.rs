//! The source before it is parsed: each tag that may have to be reported is given its place as an attribute, since the parser
//! tells no lines, and what is nested deeper than anybody reads is made flat, since finding an article takes time by the square
//! of the depth.

use crate::article::Position;

/// The attribute that holds a tag's place: how many bytes of the source stand before it.
pub const PLACE: &str = "data-offprint-at";

/// Elements within elements. Pages stay below 100; Readability takes a second at some 2,000.
const DEEPEST: usize = 250;

/// Elements for emphasis that nobody closed are opened again by the parser in every paragraph that follows.
const MOST_UNCLOSED: usize = 100;

/// How a source is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    Html,
    /// Any element may close itself, and names may have prefixes.
    Xhtml,
}

pub struct Prepared {
    pub text: String,
    /// Where the first tag stood that was nested too deep.
    pub too_deep: Option<usize>,
}

/// The source with the places of its tags, and no deeper than may be.
pub fn prepare(source: &str, writing: Writing) -> Prepared {
    let mut scan = Scan {
        source,
        writing,
        out: String::with_capacity(source.len() + source.len() / 8),
        copied: 0,
        open: Vec::new(),
        cut: Vec::new(),
        unclosed: 0,
        foreign: 0,
        too_deep: None,
    };
    let mut at = 0;
    while let Some(found) = source[at..].find('<') {
        at = scan.markup(at + found);
    }
    scan.out.push_str(&source[scan.copied..]);
    Prepared { text: scan.out, too_deep: scan.too_deep }
}

struct Scan<'a> {
    source: &'a str,
    writing: Writing,
    out: String,
    /// How much of the source is in `out` already.
    copied: usize,
    /// Elements that are open, outermost first.
    open: Vec<&'a str>,
    /// Start tags that were cut, whose end tags are cut as well.
    cut: Vec<&'a str>,
    unclosed: usize,
    /// How many of the open elements are drawings and formulas, which have rules of their own.
    foreign: usize,
    too_deep: Option<usize>,
}

impl<'a> Scan<'a> {
    /// Goes over what begins with `<` at `at`; returns where to look on.
    fn markup(&mut self, at: usize) -> usize {
        let rest = &self.source[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            // `<!-->` and `<!--->` are whole comments.
            return match comment.starts_with('>') || comment.starts_with("->") {
                true => at + 5,
                false => comment.find("-->").map_or(self.source.len(), |end| at + 4 + end + 3),
            };
        }
        if rest.starts_with("<![CDATA[") && self.writing == Writing::Xhtml {
            return self.characters(at);
        }
        let is_end = rest.starts_with("</");
        let name_at = at + if is_end { 2 } else { 1 };
        let name = name_of(&self.source[name_at..]);
        if name.is_empty() {
            return at + 1;
        }
        let end = end_of_tag(self.source, name_at + name.len());
        match is_end {
            true => self.end_tag(at, name, end),
            false => self.start_tag(at, name, end),
        }
    }

    /// Characters that XML takes as they are; HTML has them only within drawings and formulas.
    fn characters(&mut self, at: usize) -> usize {
        const OPENING: usize = "<![CDATA[".len();
        let end = self.source[at..].find("]]>").map_or(self.source.len(), |end| at + end);
        self.out.push_str(&self.source[self.copied..at]);
        for c in self.source[(at + OPENING).min(end)..end].chars() {
            match c {
                '<' => self.out.push_str("&lt;"),
                '&' => self.out.push_str("&amp;"),
                c => self.out.push(c),
            }
        }
        self.copied = (end + 3).min(self.source.len());
        self.copied
    }

    fn start_tag(&mut self, at: usize, full: &'a str, end: usize) -> usize {
        let name = self.plain(full);
        let closes_itself = self.source[at..end].ends_with("/>");
        let is_foreign = self.foreign > 0;
        if is_any(name, VOID) || (closes_itself && is_foreign) {
            self.give_place(at, full, name, end);
            return end;
        }
        if closes_itself && self.writing == Writing::Xhtml {
            self.give_place(at, full, name, end);
            self.out.push_str(self.source[self.copied..end].trim_end_matches("/>"));
            self.out.push_str("></");
            self.out.push_str(name);
            self.out.push('>');
            self.copied = end;
            return end;
        }
        self.close_before(name);
        let is_formatting = is_any(name, FORMATTING);
        if self.open.len() >= DEEPEST || (is_formatting && self.unclosed >= MOST_UNCLOSED) {
            self.too_deep.get_or_insert(at);
            self.cut.push(name);
            self.leave_out(at, end);
            return end;
        }
        self.give_place(at, full, name, end);
        if is_any(name, RAW) && !is_foreign && !(self.writing == Writing::Xhtml && closes_itself) {
            return end_of_raw(self.source, end, full);
        }
        self.foreign += usize::from(has_own_rules(name));
        self.open.push(name);
        end
    }

    fn end_tag(&mut self, at: usize, full: &'a str, end: usize) -> usize {
        let name = self.plain(full);
        if self.cut.last().is_some_and(|cut| cut.eq_ignore_ascii_case(name)) {
            self.cut.pop();
            self.leave_out(at, end);
            return end;
        }
        if let Some(index) = self.open.iter().rposition(|open| open.eq_ignore_ascii_case(name)) {
            self.close_from(index, index + 1);
            if full.len() != name.len() {
                self.leave_out(at, end);
                self.out.push_str("</");
                self.out.push_str(name);
                self.out.push('>');
            }
        }
        end
    }

    /// Closes what the start of another element closes by itself, so that unclosed paragraphs do not count as nested.
    fn close_before(&mut self, name: &str) {
        let closes: &[&str] = match name.to_ascii_lowercase().as_str() {
            "li" => &["li"],
            "dt" | "dd" => &["dt", "dd"],
            "tr" => &["tr", "td", "th"],
            "td" | "th" => &["td", "th"],
            "option" => &["option"],
            "rt" | "rp" | "rb" => &["rt", "rp", "rb"],
            name if super::dom::is_block(name) => &["p"],
            _ => return,
        };
        // Not beyond what keeps an element open: a list's items end with the list.
        let near = self.open.iter().rposition(|open| is_any(open, HOLDS)).map_or(0, |index| index + 1);
        if let Some(index) = self.open[near..].iter().position(|open| is_any(open, closes)) {
            self.close_from(near + index, near + index);
        }
    }

    /// Takes off what is open from `index` on; from `own` on nobody has closed it.
    fn close_from(&mut self, index: usize, own: usize) {
        self.unclosed += self.open[own.min(self.open.len())..].iter().filter(|open| is_any(open, FORMATTING)).count();
        self.foreign -= self.open[index..].iter().filter(|open| has_own_rules(open)).count();
        self.open.truncate(index);
    }

    /// A name without its prefix, which a parser of HTML would take for a part of it.
    fn plain(&self, name: &'a str) -> &'a str {
        match (self.writing, name.split_once(':')) {
            (Writing::Xhtml, Some((prefix, local))) if !prefix.eq_ignore_ascii_case("epub") && !prefix.eq_ignore_ascii_case("ops") => local,
            _ => name,
        }
    }

    fn give_place(&mut self, at: usize, full: &str, name: &str, end: usize) {
        if full.len() != name.len() {
            self.out.push_str(&self.source[self.copied..=at]);
            self.out.push_str(name);
            self.copied = at + 1 + full.len();
        }
        if is_any(name, PLACED) && self.source[at..end].ends_with('>') {
            let after = at + 1 + full.len();
            self.out.push_str(&self.source[self.copied..after]);
            self.out.push_str(&format!(" {PLACE}=\"{at}\""));
            self.copied = after;
        }
    }

    fn leave_out(&mut self, at: usize, end: usize) {
        self.out.push_str(&self.source[self.copied..at]);
        self.copied = end;
    }
}

/// Lines and columns of a text, found once for many places.
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub fn of(text: &'a str) -> Self {
        Lines { text, starts: std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect() }
    }

    /// Nothing for a place that is not in the text.
    pub fn position(&self, offset: usize) -> Option<Position> {
        let line = self.starts.partition_point(|start| *start <= offset);
        let before = self.text.get(self.starts[line - 1]..offset)?;
        Some(Position { line, column: before.chars().count() + 1, offset })
    }
}

/// Elements that end where they begin.
const VOID: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link", "meta", "param",
    "source", "track", "wbr",
];
/// Elements whose characters are no markup, by the standard.
const RAW: &[&str] = &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];
const FORMATTING: &[&str] = &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Elements beyond which nothing is closed by itself.
const HOLDS: &[&str] =
    &["table", "ul", "ol", "dl", "button", "object", "select", "html", "body", "ruby", "blockquote", "div", "section", "article"];
/// Elements that a report may have to name the place of.
const PLACED: &[&str] = &[
    "a", "applet", "audio", "button", "canvas", "embed", "form", "frame", "iframe", "img", "input", "math", "object", "script", "select",
    "svg", "table", "textarea", "video",
];

fn is_any(name: &str, names: &[&str]) -> bool {
    names.iter().any(|other| other.eq_ignore_ascii_case(name))
}

fn has_own_rules(name: &str) -> bool {
    name.eq_ignore_ascii_case("svg") || name.eq_ignore_ascii_case("math")
}

/// Letters first, then whatever is neither white space, `/` nor `>`.
fn name_of(rest: &str) -> &str {
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return "";
    }
    &rest[..rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(rest.len())]
}

/// Behind the `>` that ends a tag, which is not one within quotes after `=`.
fn end_of_tag(source: &str, from: usize) -> usize {
    let bytes = source.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        match bytes[at] {
            b'>' => return at + 1,
            b'=' => {
                at += 1;
                while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
                    at += 1;
                }
                if let Some(quote @ (b'"' | b'\'')) = bytes.get(at) {
                    match source[at + 1..].find(char::from(*quote)) {
                        Some(end) => at += 1 + end + 1,
                        None => return bytes.len(),
                    }
                }
            }
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Where the end tag of an element of raw characters begins.
fn end_of_raw(source: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(found) = source[at..].find("</") {
        at += found;
        if source.as_bytes()[at + 2..].get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())) {
            return at;
        }
        at += 2;
    }
    source.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, writing: Writing, expected: &str) {
        assert_eq!(prepare(source, writing).text.replace("data-offprint-", ""), expected);
    }

    #[test]
    fn a_tag_that_may_be_reported_says_where_it_stood() {
        check("<p>a<IMG src=x></p>", Writing::Html, "<p>a<IMG at=\"4\" src=x></p>");
        check("<p>a<img/></p>", Writing::Html, "<p>a<img at=\"4\"/></p>");
        check(
            "<!-- <img> --><style><img></style><a title='>'>b</a>",
            Writing::Html,
            "<!-- <img> --><style><img></style><a at=\"34\" title='>'>b</a>",
        );
    }

    #[test]
    fn text_that_looks_like_a_tag_stays_as_it_is() {
        check("1 < 2 <3 a<b", Writing::Html, "1 < 2 <3 a<b");
        check("<title><a></title>", Writing::Html, "<title><a></title>");
        check("<img", Writing::Html, "<img");
    }

    #[test]
    fn what_xml_lets_close_itself_is_closed() {
        check("<p><span id='x'/>a</p>", Writing::Xhtml, "<p><span id='x'></span>a</p>");
        check("<m:mi>x</m:mi><m:mspace/>", Writing::Xhtml, "<mi>x</mi><mspace></mspace>");
        check("<title/><p><![CDATA[a<b]]></p>", Writing::Xhtml, "<title></title><p>a&lt;b</p>");
    }

    #[test]
    fn what_is_nested_too_deep_is_flat() {
        let bomb = "<div>".repeat(100_000) + "沁" + &"</div>".repeat(100_000);
        let prepared = prepare(&bomb, Writing::Html);
        assert_eq!(prepared.text, "<div>".repeat(DEEPEST) + "沁" + &"</div>".repeat(DEEPEST));
        assert_eq!(prepared.too_deep, Some(DEEPEST * 5));
        assert_eq!(prepare(&"<p>a<li>b".repeat(1_000), Writing::Html).too_deep, None);
    }

    #[test]
    fn places_are_lines_and_columns_in_characters() {
        let lines = Lines::of("一\n二三<a>");
        assert_eq!(lines.position(4), Some(Position { line: 2, column: 1, offset: 4 }));
        assert_eq!(lines.position(10), Some(Position { line: 2, column: 3, offset: 10 }));
        assert_eq!(lines.position(99), None);
    }
}
