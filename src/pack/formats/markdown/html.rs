//! Raw HTML as tokens, taken apart as browsers do (HTML standard, 13.2.5), with the braces of JSX besides.

/// A piece of raw HTML. Comments are none.
#[derive(Debug, PartialEq)]
pub enum Token<'a> {
    Words(&'a str),
    Open(Tag<'a>),
    Close(String),
}

#[derive(Debug, PartialEq)]
pub struct Tag<'a> {
    /// In lower case, but a component's as it is.
    pub name: String,
    attributes: Vec<(String, String)>,
    /// `<br/>`
    pub is_closed: bool,
    pub source: &'a str,
}

impl Tag<'_> {
    pub fn named(name: &str) -> Tag<'static> {
        Tag { name: name.to_owned(), attributes: Vec::new(), is_closed: false, source: "" }
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// Words that a component may show: what is said in quotes and is no name nor address.
    pub fn said(&self) -> String {
        let is_said = |value: &&str| value.contains(' ') || !value.is_ascii();
        self.attributes.iter().map(|(_, value)| value.as_str()).filter(is_said).collect::<Vec<_>>().join(" ")
    }
}

/// Whether a name is that of a component: `Note`, `ui.Note`. In capitals throughout it is HTML's own, as in `<DIV>`.
pub fn is_component(name: &str) -> bool {
    let is_cased = name.starts_with(|c: char| c.is_ascii_uppercase()) && name.contains(|c: char| c.is_ascii_lowercase());
    (is_cased || name.contains('.')) && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
}

/// The tokens, each with its offset.
pub fn tokens(html: &str) -> Vec<(usize, Token<'_>)> {
    let mut tokens = Vec::new();
    let mut at = 0;
    let mut words = 0;
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        let Some((end, token)) = markup(html, start) else {
            at = start + 1;
            continue;
        };
        if start > words {
            tokens.push((words, Token::Words(&html[words..start])));
        }
        tokens.extend(token.map(|token| (start, token)));
        (at, words) = (end, end);
    }
    if words < html.len() {
        tokens.push((words, Token::Words(&html[words..])));
    }
    tokens
}

/// What begins with the `<` at `start`, and where it ends. A comment is nothing; a `<` that begins nothing is `None`.
fn markup(html: &str, start: usize) -> Option<(usize, Option<Token<'_>>)> {
    let rest = &html[start..];
    let until = |end: &str, from: usize| rest[from..].find(end).map_or(html.len(), |at| start + from + at + end.len());
    if let Some(comment) = rest.strip_prefix("<!--") {
        let is_empty = comment.starts_with('>') || comment.starts_with("->");
        return Some((if is_empty { until(">", 4) } else { until("-->", 4).min(until("--!>", 4)) }, None));
    }
    if rest.starts_with("<!") || rest.starts_with("<?") {
        return Some((until(">", 1), None));
    }
    if let Some(closing) = rest.strip_prefix("</") {
        let first = closing.chars().next()?;
        let token = first.is_ascii_alphabetic().then(|| Token::Close(folded(name(closing))));
        return Some((until(">", 2), token));
    }
    rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()).then(|| match tag(rest) {
        Some((length, tag)) => (start + length, Some(Token::Open(tag))),
        // The file ends within a tag: a browser shows nothing of it.
        None => (html.len(), None),
    })
}

fn name(rest: &str) -> &str {
    rest.split(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).next().unwrap_or_default()
}

fn folded(name: &str) -> String {
    if is_component(name) { name.to_owned() } else { name.to_ascii_lowercase() }
}

/// The tag with which the text begins, and its length.
fn tag(text: &str) -> Option<(usize, Tag<'_>)> {
    let own = name(&text[1..]);
    let mut at = 1 + own.len();
    let mut attributes: Vec<(String, String)> = Vec::new();
    let mut is_closed = false;
    loop {
        at += text[at..].len() - text[at..].trim_start_matches(|c: char| c.is_ascii_whitespace()).len();
        match text[at..].chars().next()? {
            '>' => {
                let tag = Tag { name: folded(own), attributes, is_closed, source: &text[..=at] };
                return Some((at + 1, tag));
            }
            '/' => {
                is_closed = true;
                at += 1;
                continue;
            }
            // `{...props}`
            '{' if is_component(own) => {
                at += braced(&text[at..])?;
                continue;
            }
            _ => is_closed = false,
        }
        let rest = &text[at..];
        let length =
            rest.char_indices().skip(1).find(|(_, c)| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '=')).map(|(at, _)| at)?;
        let key = rest[..length].to_ascii_lowercase();
        at += length;
        let after = text[at..].trim_start_matches(|c: char| c.is_ascii_whitespace());
        let Some(after) = after.strip_prefix('=') else {
            attributes.push((key, String::new()));
            continue;
        };
        let after = after.trim_start_matches(|c: char| c.is_ascii_whitespace());
        at = text.len() - after.len();
        let (value, length) = match after.chars().next()? {
            quote @ ('"' | '\'') => after[1..].find(quote).map(|end| (&after[1..=end], end + 2))?,
            '{' if is_component(own) => braced(after).map(|end| (&after[..end], end))?,
            _ => after.find(|c: char| c.is_ascii_whitespace() || c == '>').map(|end| (&after[..end], end))?,
        };
        attributes.push((key, decoded(value)));
        at += length;
    }
}

/// The length of a pair of braces with what is between them.
pub fn braced(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// Text with its references to characters, `&amp;`, as what they stand for.
pub fn decoded(text: &str) -> String {
    if text.contains('&') { dom_query::Document::fragment(text.replace('<', "&lt;")).text().to_string() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        let shown: Vec<String> = tokens(html)
            .into_iter()
            .map(|(_, token)| match token {
                Token::Words(words) => words.to_owned(),
                Token::Open(tag) => format!("[{}{}]", tag.name, if tag.is_closed { "/" } else { "" }),
                Token::Close(name) => format!("[/{name}]"),
            })
            .collect();
        assert_eq!(shown.concat(), expected);
    }

    #[test]
    fn html_is_taken_apart_as_browsers_do() {
        check("a <B>b</B> < c <br/>", "a [b]b[/b] < c [br/]");
        check("a<!-- b -- > c -->d<!-->e<?php echo '>' ?>f", "ade' ?>f");
        check("a<b c='>' d=\">\" e>f", "a[b]f");
        check("a</>b</ c>d", "abd");
        check("a <b", "a ");
        check("3<4, <数>", "3<4, <数>");
    }

    #[test]
    fn a_component_may_hold_programs_in_its_attributes() {
        check("<Sandpack a={() => { x > y }} {...rest} />b</Sandpack>", "[Sandpack/]b[/Sandpack]");
    }

    #[test]
    fn an_attribute_is_read_with_its_references() {
        let tokens = tokens("<img src='a.png' ALT=\"Tom &amp; Jerry\" width=3>");
        let [(0, Token::Open(tag))] = tokens.as_slice() else { panic!("{tokens:?}") };
        assert_eq!((tag.get("alt"), tag.get("width"), tag.get("x")), (Some("Tom & Jerry"), Some("3"), None));
    }
}
