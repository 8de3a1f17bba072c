//! What MDX and Vue put between the words of Markdown: modules, components, expressions.

use super::html::{braced, is_component};
use std::borrow::Cow;

/// What a comment of JSX becomes before the parser sees it: an instruction of XML, as long as it was, so that columns hold.
const MASKS: [(&str, &str); 2] = [("{/*", "<?\u{1}"), ("*/}", "\u{1}?>")];

/// The text with the comments of JSX as something that Markdown leaves whole: the stars in them are no emphasis.
pub fn masked(text: &str) -> Cow<'_, str> {
    if !text.contains(MASKS[0].0) || text.contains('\u{1}') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(MASKS[0].0) {
        let Some((comment, after)) = after.split_once(MASKS[1].0) else { break };
        out.extend([before, MASKS[0].1, comment, MASKS[1].1]);
        rest = after;
    }
    Cow::Owned(out + rest)
}

/// What was masked as it was; for code, which may hold such comments as its own.
pub fn unmasked(text: &str) -> String {
    MASKS.iter().fold(text.to_owned(), |text, (comment, mask)| text.replace(mask, comment))
}

/// The comment that was masked, if that is one.
pub fn comment(html: &str) -> Option<&str> {
    Some(html.strip_prefix(MASKS[0].1)?.strip_suffix(MASKS[1].1)?.trim())
}

/// Whether braces in the text are a program's: modules or components stand in it, code aside.
pub fn is_mdx(text: &str) -> bool {
    let mut fence = "";
    text.lines().any(|line| {
        let mark = ["```", "~~~"].into_iter().find(|mark| line.trim_start().starts_with(mark));
        match mark {
            Some(mark) if fence.is_empty() => fence = mark,
            Some(mark) if fence == mark => fence = "",
            _ => {}
        }
        let component = line.strip_prefix('<').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()));
        fence.is_empty() && (component || line.contains("{/*") || is_module(line))
    })
}

/// Whether a paragraph is of the modules of JavaScript: `import … from '…'`, `export const …`.
pub fn is_module(paragraph: &str) -> bool {
    let has = |marks: &[&str]| marks.iter().any(|mark| paragraph.contains(mark));
    if let Some(rest) = paragraph.strip_prefix("import ") {
        return rest.starts_with(['\'', '"']) || has(&[" from '", " from \""]);
    }
    let kinds = ["default ", "const ", "let ", "var ", "function ", "async ", "class ", "{", "*"];
    paragraph.strip_prefix("export ").is_some_and(|rest| kinds.iter().any(|kind| rest.starts_with(kind)) && has(&["=", "{", "(", ";"]))
}

/// Whether a paragraph is nothing but the tag of a component that HTML would not have: `<Chart data={[1, 2]} />`.
pub fn is_component_tag(paragraph: &str) -> bool {
    let paragraph = paragraph.trim();
    let name = paragraph.trim_start_matches(['<', '/']);
    let name = &name[..name.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).unwrap_or(name.len())];
    paragraph.starts_with('<') && paragraph.ends_with('>') && is_component(name) && paragraph.matches('<').count() == 1
}

/// A text in parts: words, and what a program works out.
#[derive(Debug, PartialEq)]
pub enum Part<'a> {
    Words(&'a str),
    Expression(&'a str),
}

/// `{{ … }}` of a template is an expression in any file; `{ … }` is one in MDX.
pub fn parts(text: &str, is_mdx: bool) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    let opening = if is_mdx { "{" } else { "{{" };
    while let Some(start) = rest.find(opening) {
        let Some(length) = braced(&rest[start..]) else { break };
        let expression = &rest[start..start + length];
        let is_one = is_mdx || expression.ends_with("}}");
        let end = start + length;
        if start > 0 || !is_one {
            parts.push(Part::Words(&rest[..if is_one { start } else { end }]));
        }
        if is_one {
            parts.push(Part::Expression(expression));
        }
        rest = &rest[end..];
    }
    if !rest.is_empty() {
        parts.push(Part::Words(rest));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_told_from_words() {
        use Part::{Expression, Words};
        assert_eq!(parts("共 {{ n }} 个", false), [Words("共 "), Expression("{{ n }}"), Words(" 个")]);
        assert_eq!(parts("a {b} c", false), [Words("a {b} c")]);
        assert_eq!(parts("a {b} c", true), [Words("a "), Expression("{b}"), Words(" c")]);
        assert_eq!(parts("{a", true), [Words("{a")]);
    }

    #[test]
    fn a_module_is_told_from_a_sentence() {
        assert!(is_module("import A from './a'\nimport B from './b'"));
        assert!(is_module("export const a = 1"));
        assert!(!is_module("import duties rose"));
        assert!(!is_module("export default of the country"));
        assert!(is_mdx("a\n\n<Intro>\n"));
        assert!(!is_mdx("```jsx\n<Intro>\n```\n"));
    }

    #[test]
    fn a_comment_is_masked_in_place() {
        let text = "## 一 {/*a-1*/}";
        assert_eq!(masked(text).chars().count(), text.chars().count());
        assert_eq!(unmasked(&masked(text)), text);
        assert_eq!(comment(masked("{/*a-1*/}").as_ref()), Some("a-1"));
    }
}
