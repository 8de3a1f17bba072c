//! What the elements of raw HTML are in an article.

use super::html::{Tag, is_component};
use super::marks::Kind;
use crate::article::is_language_tag;
use crate::import::Lost;

/// What an element does to the words in and around it.
pub enum Meaning {
    Mark(Kind),
    Break,
    /// It is a block: words before and after it are other paragraphs.
    Block,
    Heading,
    Image,
    /// Its lines are kept as they are.
    Code,
    /// It shows nothing by itself and leaves its words as they are.
    Nothing,
    /// Not shown, with its words, but reported.
    Left(Lost),
    /// Empty, and reported.
    Gone(Lost),
    /// Its words are kept, and it is reported; `true` for a block.
    Unknown(bool),
    /// Its words are for those that cannot show it.
    Hidden,
}

pub fn meaning(tag: &Tag) -> Meaning {
    let name = tag.name.as_str();
    let src = || tag.get("src").or(tag.get("data")).unwrap_or_default().to_owned();
    match name {
        _ if is_component(name) && tag.is_closed => Meaning::Gone(Lost::Computed { name: name.to_owned() }),
        _ if is_component(name) => Meaning::Unknown(false),
        "em" | "i" | "cite" | "dfn" | "var" => Meaning::Mark(Kind::Emphasis),
        "strong" | "b" => Meaning::Mark(Kind::Strong),
        "sub" => Meaning::Mark(Kind::Sub),
        "sup" => Meaning::Mark(Kind::Sup),
        "code" | "kbd" | "samp" | "tt" => Meaning::Mark(Kind::Code),
        "ruby" => Meaning::Mark(Kind::Ruby),
        "rt" => Meaning::Mark(Kind::Reading),
        "rp" => Meaning::Hidden,
        "a" => tag.get("href").map_or(Meaning::Nothing, |to| Meaning::Mark(Kind::Link(to.to_owned()))),
        "span" | "bdi" | "q" | "u" | "ins" | "mark" | "small" | "big" | "font" | "abbr" | "time" | "label" | "data" | "rb" | "nobr" => {
            tag.get("lang").filter(|lang| is_language_tag(lang)).map_or(Meaning::Nothing, |lang| Meaning::Mark(Kind::Lang(lang.to_owned())))
        }
        "wbr" | "meta" | "link" | "base" | "html" | "head" | "source" | "track" | "col" | "param" | "!doctype" => Meaning::Nothing,
        "br" => Meaning::Break,
        "p" | "div" | "section" | "article" | "main" | "header" | "footer" | "aside" | "center" | "hr" | "figure" | "figcaption"
        | "body" | "address" | "hgroup" | "nav" => Meaning::Block,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Meaning::Heading,
        "img" => Meaning::Image,
        "pre" | "xmp" | "listing" => Meaning::Code,
        "script" => Meaning::Left(Lost::Script),
        "style" | "template" | "noscript" | "title" | "noembed" | "noframes" => Meaning::Left(Lost::Computed { name: name.to_owned() }),
        "iframe" => Meaning::Left(Lost::Frame { src: src() }),
        "frame" | "portal" => Meaning::Gone(Lost::Frame { src: src() }),
        "video" | "audio" => Meaning::Left(Lost::Media { src: src() }),
        "embed" => Meaning::Gone(Lost::Media { src: src() }),
        "object" | "applet" => Meaning::Left(Lost::Object { kind: tag.get("type").unwrap_or_default().to_owned() }),
        "svg" | "canvas" => Meaning::Left(Lost::Drawing),
        "textarea" | "select" | "button" => Meaning::Left(Lost::Control),
        "input" => Meaning::Gone(Lost::Control),
        "ul" | "ol" | "li" | "dl" | "dt" | "dd" | "blockquote" | "table" | "caption" | "thead" | "tbody" | "tfoot" | "tr" | "details"
        | "summary" | "form" | "fieldset" | "dialog" | "menu" => Meaning::Unknown(true),
        _ => Meaning::Unknown(false),
    }
}

/// Parts of something that was reported as a whole.
pub fn is_part(name: &str) -> bool {
    matches!(name, "li" | "dt" | "dd" | "caption" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" | "summary" | "colgroup")
}

/// Whether an element that ends is a block.
pub fn is_block(name: &str) -> bool {
    let tag = Tag::named(name);
    matches!(meaning(&tag), Meaning::Block | Meaning::Heading | Meaning::Unknown(true))
}
