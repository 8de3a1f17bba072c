//! The style: what a screen needs goes into every page, so that it is there with the text; what paper needs is a file of its own.

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

const FRAMED: &[&str] = &[include_str!("../../style/framed.css")];

const SHARE: &[&str] = &[include_str!("../../style/share.css")];

const PRINT: &[&str] = &[include_str!("../../style/print.css")];

/// For the inline element: nothing of the page moves when a file arrives late.
pub fn screen() -> String {
    joined(SCREEN)
}

/// For pages in frames on other sites.
pub fn framed() -> String {
    screen() + &joined(FRAMED)
}

/// For the script that fills the place for code to copy.
pub fn share() -> String {
    joined(SHARE)
}

/// For the file that only a printer waits for.
pub fn print() -> String {
    joined(PRINT)
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
    style
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_are_left_out() {
        assert_eq!(joined(&["/* a\n b */\na {\n  color: red; /* c */\n}\n\n"]), "a{color:red}\n");
    }

    #[test]
    fn an_inline_style_cannot_end_its_element() {
        assert!(!framed().contains("</"));
    }
}
