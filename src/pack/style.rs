//! The style: what a screen needs goes into every page, so that it is there with the text; what paper needs is a file of its own.

use super::{Settings, accent};

/// In the order of the page.
const SCREEN: &[&str] = &[
    include_str!("../../style/tokens.css"),
    include_str!("../../style/base.css"),
    include_str!("../../style/head.css"),
    include_str!("../../style/hits.css"),
    include_str!("../../style/text.css"),
    include_str!("../../style/pictures.css"),
    include_str!("../../style/marked.css"),
    include_str!("../../style/card.css"),
    include_str!("../../style/article.css"),
    include_str!("../../style/cover.css"),
    include_str!("../../style/about.css"),
    include_str!("../../style/lists.css"),
    include_str!("../../style/foot.css"),
    include_str!("../../style/contrast.css"),
];

const LIBRARY: &[&str] = &[include_str!("../../style/library.css")];

const IMPRINT: &[&str] = &[include_str!("../../style/imprint.css")];

const FRAMED: &[&str] = &[include_str!("../../style/framed.css")];

const SHARE: &[&str] = &[include_str!("../../style/share.css")];

const FIGURES: &[&str] = &[include_str!("../../style/figures.css")];

const ZOOM: &[&str] = &[include_str!("../../style/zoom.css")];

const KEYS: &[&str] = &[include_str!("../../style/keys.css")];

const PRINT: &[&str] = &[include_str!("../../style/print.css")];

/// For the inline element: nothing of the page moves when a file arrives late.
pub fn screen() -> String {
    joined(SCREEN)
}

/// For the pages of a library, as a file that they share.
pub fn library() -> String {
    screen() + &joined(LIBRARY)
}

/// What the publisher's settings add: a colour, and the look of the lines at the foot. Empty for most sites.
pub fn own(settings: &Settings) -> String {
    let accent = settings.accent.as_deref().and_then(accent::style).unwrap_or_default();
    let imprint = if settings.footer.is_empty() { String::new() } else { joined(IMPRINT) };
    accent + &imprint
}

/// For pages in frames on other sites.
pub fn framed() -> String {
    screen() + &joined(FRAMED)
}

/// For the script that fills the place for code to copy.
pub fn share() -> String {
    joined(SHARE)
}

/// For the script of tables, pictures and notes.
pub fn figures() -> String {
    joined(FIGURES)
}

/// For the script that enlarges pictures.
pub fn zoom() -> String {
    joined(ZOOM)
}

/// For the script of the keyboard's map.
pub fn keys() -> String {
    joined(KEYS)
}

/// For the file that only a printer waits for. `titles` are those of the article by language: no page can tell a margin what it is called,
/// but the margin knows the language.
pub fn print<'a>(titles: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let running = titles.map(|(lang, title)| format!(":root:lang({lang}){{--running:{}}}\n", string(title)));
    running.collect::<String>() + &joined(PRINT)
}

/// A text as CSS writes it, which can end neither its quotes nor the element that the style stands in.
fn string(text: &str) -> String {
    let written = text.chars().map(|c| match c {
        '"' | '\\' | '<' => format!("\\{:x} ", u32::from(c)),
        c if c.is_control() => " ".to_owned(),
        c => c.to_string(),
    });
    format!("\"{}\"", written.collect::<String>())
}

/// Without comments, indentation, empty lines and most spaces.
fn joined(files: &[&str]) -> String {
    let mut style = String::new();
    for file in files {
        let mut rest = *file;
        let mut bare = String::new();
        while let Some((before, after)) = rest.split_once("/*") {
            bare.push_str(before);
            rest = after.split_once("*/").expect("every comment of the style is closed").1;
        }
        bare.push_str(rest);
        for line in bare.lines().map(str::trim).filter(|line| !line.is_empty()) {
            style.push_str(line);
            style.push('\n');
        }
    }
    // What stands between a name and its value, and around braces, is for those who read the source.
    for (spaced, bare) in [(": ", ":"), (" {\n", "{"), (";\n}", "}"), (";\n", ";"), (", ", ",")] {
        style = style.replace(spaced, bare);
    }
    style = style.replace(" > ", ">").replace("}\n", "}");
    // A fraction needs no zero before its point.
    let mut short = String::new();
    let mut before = ' ';
    for (at, c) in style.char_indices() {
        if !(c == '0' && !before.is_ascii_digit() && before != '.' && style[at + 1..].starts_with('.')) {
            short.push(c);
        }
        before = c;
    }
    short + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_are_left_out() {
        assert_eq!(
            joined(&["/* a\n b */\na > b {\n  color: red; /* c */\n  top: 0.5em;\n  left: 10.5em;\n}\n\n"]),
            "a>b{color:red;top:.5em;left:10.5em}\n"
        );
    }

    #[test]
    fn an_inline_style_cannot_end_its_element() {
        let titles = [("en", "</style>")];
        assert!(!(framed() + &print(titles.into_iter())).contains("</"));
    }

    #[test]
    fn a_title_stays_in_its_quotes() {
        assert_eq!(string("a \"b\" \\ 沁源\n<i>"), r#""a \22 b\22  \5c  沁源 \3c i>""#);
    }
}
