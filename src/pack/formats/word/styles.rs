//! Styles: what a paragraph is by its style, and how its words look. Direct settings are laid over them by those who read runs.

use super::xml::Element;
use std::collections::HashMap;

#[derive(Debug, Default)]
pub struct Styles {
    styles: HashMap<String, Style>,
    /// Id of the style of paragraphs that name none.
    usual: Option<String>,
    /// What holds for all words.
    defaults: Look,
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    #[default]
    Plain,
    Title,
    Subtitle,
    /// 1 and up.
    Heading(u8),
    /// A line of a table of contents, or the heading above it.
    Contents,
    Caption,
    Quote,
    Code,
    Author,
    Date,
}

/// How words look, as far as a style or a run says so.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    pub hidden: Option<bool>,
    pub capitals: Option<bool>,
    pub struck: Option<bool>,
    /// Dots below or above the characters: emphasis in Chinese and Japanese.
    pub dotted: Option<bool>,
    pub raised: Option<Raised>,
    pub code: bool,
    /// In half points.
    pub size: Option<u32>,
    pub font: Option<String>,
    pub east_asian_font: Option<String>,
    /// Of Latin words.
    pub lang: Option<String>,
    pub east_asian_lang: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raised {
    Up,
    Down,
    Not,
}

/// Which list, and how deep in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Numbered {
    pub list: Option<String>,
    pub level: Option<usize>,
}

#[derive(Debug, Default)]
struct Style {
    /// In lower case.
    name: String,
    parent: Option<String>,
    /// 0 and up, 9 for text.
    outline: Option<u8>,
    numbered: Option<Numbered>,
    centred: Option<bool>,
    look: Look,
}

/// Styles on styles on styles. Word allows eleven; more is a circle.
const LONGEST_CHAIN: usize = 32;

impl Styles {
    pub fn read(root: &Element) -> Self {
        let mut styles = Styles::default();
        if let Some(look) = root.child("w:docDefaults").and_then(|defaults| defaults.child("w:rPrDefault")?.child("w:rPr")) {
            styles.defaults = Look::of(look);
        }
        for element in root.elements().filter(|element| element.name == "w:style") {
            let Some(id) = element.get("w:styleId") else { continue };
            let paragraph = element.child("w:pPr");
            if element.get("w:type") == Some("paragraph") && matches!(element.get("w:default"), Some("1" | "true" | "on")) {
                styles.usual = Some(id.to_owned());
            }
            let style = Style {
                name: element.setting("w:name").unwrap_or_default().trim().to_lowercase(),
                parent: element.setting("w:basedOn").map(str::to_owned),
                outline: paragraph.and_then(outline),
                numbered: paragraph.and_then(numbered),
                centred: paragraph.and_then(centred),
                look: element.child("w:rPr").map(Look::of).unwrap_or_default(),
            };
            styles.styles.insert(id.to_owned(), style);
        }
        styles
    }

    /// The style itself, the one that it is based on, and so on.
    fn chain<'a>(&'a self, id: Option<&str>) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let mut next = id.or(self.usual.as_deref()).and_then(|id| self.styles.get_key_value(id));
        std::iter::from_fn(move || {
            let (id, style) = next?;
            next = style.parent.as_deref().and_then(|parent| self.styles.get_key_value(parent));
            Some((id.as_str(), style))
        })
        .take(LONGEST_CHAIN)
    }

    /// By name or outline level, the style's own before those of the styles below it; by id where nothing defines the style.
    pub fn role(&self, id: Option<&str>) -> Role {
        if let Some(id) = id
            && !self.styles.contains_key(id)
        {
            return role_of_name(&id.to_lowercase()).unwrap_or_default();
        }
        for (id, style) in self.chain(id) {
            // Localized programs number their ids (`1`, `a3`): only names tell. Ids tell where a name does not.
            let named = role_of_name(&style.name).or_else(|| style.name.is_empty().then(|| role_of_name(&id.to_lowercase())).flatten());
            match (named, style.outline) {
                (Some(role), _) => return role,
                (None, Some(level @ 0..=8)) => return Role::Heading(level + 1),
                (None, Some(_)) => return Role::Plain,
                (None, None) => {}
            }
        }
        Role::Plain
    }

    pub fn numbered(&self, id: Option<&str>) -> Option<(&str, &Numbered)> {
        self.chain(id).find_map(|(id, style)| Some((id, style.numbered.as_ref()?)))
    }

    pub fn centred(&self, id: Option<&str>) -> bool {
        self.chain(id).find_map(|(_, style)| style.centred).unwrap_or_default()
    }

    /// A paragraph style's look, or a character style's.
    pub fn look(&self, id: Option<&str>) -> Look {
        let mut look = Look::default();
        for (id, style) in self.chain(id) {
            look = look.over(&style.look);
            look.code |= is_code(&style.name) || (style.name.is_empty() && is_code(&id.to_lowercase()));
        }
        look
    }

    /// The look of a character style, if there is one of that id.
    pub fn look_of_words(&self, id: Option<&str>) -> Look {
        id.map(|id| self.look(Some(id))).unwrap_or_default()
    }

    pub fn defaults(&self) -> &Look {
        &self.defaults
    }

    pub fn usual_size(&self) -> u32 {
        self.look(None).over(&self.defaults).size.unwrap_or(20)
    }
}

/// By the name that Word, WPS and LibreOffice write in English, whatever their menus show, or by the Chinese one.
fn role_of_name(name: &str) -> Option<Role> {
    let spaceless: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    let numbered = |prefix: &str| spaceless.strip_prefix(prefix)?.parse::<u8>().ok().filter(|level| (1..=9).contains(level));
    if let Some(level) = ["heading", "标题", "標題", "titre", "überschrift", "título", "見出し", "제목"].into_iter().find_map(numbered)
    {
        return Some(Role::Heading(level));
    }
    if ["toc", "目录", "目次"].into_iter().any(|prefix| numbered(prefix).is_some()) {
        return Some(Role::Contents);
    }
    Some(match spaceless.as_str() {
        "title" | "标题" | "標題" | "文档标题" | "公文标题" => Role::Title,
        "subtitle" | "副标题" | "副標題" => Role::Subtitle,
        "tocheading" | "contentsheading" | "toc标题" | "目录标题" | "tableoffigures" | "图表目录" => Role::Contents,
        "caption" | "题注" | "題注" | "imagecaption" | "tablecaption" | "figure" | "table" | "illustration" => Role::Caption,
        "quote" | "intensequote" | "引用" | "明显引用" | "quotations" | "blocktext" => Role::Quote,
        "htmlpreformatted" | "html预设格式" | "preformattedtext" | "sourcecode" | "代码" => Role::Code,
        "author" => Role::Author,
        "date" | "日期" => Role::Date,
        _ => return None,
    })
}

fn is_code(name: &str) -> bool {
    matches!(name, "html code" | "html 代码" | "verbatim char" | "verbatimchar" | "source text" | "code" | "html typewriter")
}

/// `w:outlineLvl` of paragraph properties.
pub fn outline(properties: &Element) -> Option<u8> {
    properties.setting("w:outlineLvl")?.parse().ok()
}

pub fn numbered(properties: &Element) -> Option<Numbered> {
    let element = properties.child("w:numPr")?;
    let level = element.setting("w:ilvl").and_then(|level| level.parse().ok());
    Some(Numbered { list: element.setting("w:numId").map(str::to_owned), level })
}

pub fn centred(properties: &Element) -> Option<bool> {
    properties.setting("w:jc").map(|side| side == "center")
}

impl Look {
    pub fn of(properties: &Element) -> Self {
        let fonts = properties.child("w:rFonts");
        let lang = properties.child("w:lang");
        let owned = |element: Option<&Element>, name: &str| element.and_then(|element| element.get(name)).map(str::to_owned);
        let either = |a: Option<bool>, b: Option<bool>| if a == Some(true) { a } else { b.or(a) };
        Look {
            bold: properties.switch("w:b"),
            italic: properties.switch("w:i"),
            hidden: properties.switch("w:vanish"),
            capitals: properties.switch("w:caps"),
            struck: either(properties.switch("w:strike"), properties.switch("w:dstrike")),
            dotted: properties.switch("w:em"),
            raised: properties.setting("w:vertAlign").map(|side| match side {
                "superscript" => Raised::Up,
                "subscript" => Raised::Down,
                _ => Raised::Not,
            }),
            code: false,
            size: properties.setting("w:sz").and_then(|size| size.parse().ok()),
            font: owned(fonts, "w:ascii"),
            east_asian_font: owned(fonts, "w:eastAsia"),
            lang: owned(lang, "w:val"),
            east_asian_lang: owned(lang, "w:eastAsia"),
        }
    }

    /// This look where it says something, and `below` where it does not.
    pub fn over(self, below: &Look) -> Self {
        Look {
            bold: self.bold.or(below.bold),
            italic: self.italic.or(below.italic),
            hidden: self.hidden.or(below.hidden),
            capitals: self.capitals.or(below.capitals),
            struck: self.struck.or(below.struck),
            dotted: self.dotted.or(below.dotted),
            raised: self.raised.or(below.raised),
            code: self.code || below.code,
            size: self.size.or(below.size),
            font: self.font.or_else(|| below.font.clone()),
            east_asian_font: self.east_asian_font.or_else(|| below.east_asian_font.clone()),
            lang: self.lang.or_else(|| below.lang.clone()),
            east_asian_lang: self.east_asian_lang.or_else(|| below.east_asian_lang.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::xml::parse;
    use super::*;

    fn styles(inner: &str) -> Styles {
        Styles::read(&parse(&format!("<w:styles>{inner}</w:styles>"), "styles").unwrap())
    }

    #[test]
    fn headings_are_known_by_name_in_two_languages_and_by_id_without_one() {
        let styles = styles(
            r#"<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="a3"><w:name w:val="Title"/></w:style>
               <w:style w:styleId="22"><w:name w:val="标题 2"/></w:style>"#,
        );
        let role = |id| styles.role(Some(id));
        assert_eq!((role("1"), role("22"), role("a3")), (Role::Heading(1), Role::Heading(2), Role::Title));
        assert_eq!((role("Heading3"), role("nothing")), (Role::Heading(3), Role::Plain));
    }

    #[test]
    fn what_a_style_is_based_on_tells_where_it_does_not_say_itself() {
        let styles = styles(
            r#"<w:style w:styleId="h"><w:name w:val="heading 2"/></w:style>
               <w:style w:styleId="own"><w:name w:val="章节"/><w:basedOn w:val="h"/></w:style>
               <w:style w:styleId="text"><w:name w:val="目录前"/><w:basedOn w:val="h"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
               <w:style w:styleId="third"><w:name w:val="条"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
               <w:style w:styleId="round"><w:name w:val="x"/><w:basedOn w:val="round"/></w:style>"#,
        );
        let role = |id| styles.role(Some(id));
        assert_eq!(
            [role("own"), role("text"), role("third"), role("round")],
            [Role::Heading(2), Role::Plain, Role::Heading(3), Role::Plain]
        );
    }

    #[test]
    fn a_look_is_taken_from_below_where_a_style_says_nothing() {
        let styles = styles(
            r#"<w:style w:styleId="a"><w:rPr><w:b/><w:i/></w:rPr></w:style>
               <w:style w:styleId="b"><w:basedOn w:val="a"/><w:rPr><w:b w:val="0"/></w:rPr></w:style>"#,
        );
        let look = styles.look(Some("b"));
        assert_eq!((look.bold, look.italic), (Some(false), Some(true)));
    }
}
