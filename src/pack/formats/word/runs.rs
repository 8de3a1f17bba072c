//! What stands in a line: runs with their looks, links, fields, readings, signs.

use super::document::{Control, Part, Reader, push_words};
use super::fields::Kind;
use super::paragraphs::Reading;
use super::spans::{Content, Format, Side, Span};
use super::styles::{Look, Raised};
use super::symbols::{is_private, symbol};
use super::xml::Element;
use super::{language, math};
use crate::article::{Formula, Mark, Ruby, Target};
use crate::import::{Lost, is_han};

/// What stands for nothing that is seen.
#[rustfmt::skip]
const SILENT: &[&str] = &[
    "w:pPr", "w:rPr", "w:proofErr", "w:bookmarkEnd", "w:commentRangeStart", "w:commentRangeEnd", "w:permStart", "w:permEnd", "w:lastRenderedPageBreak",
    "w:footnoteRef", "w:endnoteRef", "w:annotationRef", "w:separator", "w:continuationSeparator", "w:moveFromRangeStart", "w:moveFromRangeEnd",
    "w:moveToRangeStart", "w:moveToRangeEnd", "w:smartTagPr", "w:customXmlPr", "w:sdtPr", "w:sdtEndPr", "w:fldData", "w:delInstrText", "w:sectPr",
];

impl Reader<'_, '_> {
    /// Everything in a paragraph, or in an element of one. `link` is where the words lead.
    pub fn inline(&mut self, parent: &Element, link: Option<&str>, reading: &mut Reading) {
        for element in parent.elements() {
            match element.name.as_str() {
                "w:r" => self.run(element, link, reading),
                "w:hyperlink" => {
                    let to = self.target_of(element);
                    self.inline(element, to.as_deref().or(link), reading);
                }
                "w:ins" | "w:moveTo" | "w:smartTag" | "w:customXml" | "w:bdo" | "w:dir" | "w:sdtContent" => {
                    self.inline(element, link, reading)
                }
                "w:sdt" => match self.control(element) {
                    Control::Words => self.inline(element, link, reading),
                    _ => self.leave_out(element),
                },
                "w:del" | "w:moveFrom" => push_words(&mut self.deleted, &element.words()),
                "w:fldSimple" => self.simple_field(element, link, reading),
                "w:bookmarkStart" => reading.anchors.extend(element.get("w:name").map(str::to_owned)),
                "m:oMath" => self.formula(element, link, reading),
                "m:oMathPara" => {
                    reading.end_line();
                    let parts = self.displayed(element);
                    reading.parts.extend(parts);
                }
                "w:subDoc" => self.lose(Lost::Object { kind: "another document".into() }, ""),
                name if SILENT.contains(&name) => {}
                name => {
                    if !element.words().is_empty() {
                        let name = name.to_owned();
                        self.lose(Lost::Unknown { name }, "");
                        self.inline(element, link, reading);
                    }
                }
            }
        }
    }

    fn run(&mut self, run: &Element, link: Option<&str>, reading: &mut Reading) {
        let properties = run.child("w:rPr");
        let style = properties.and_then(|properties| properties.setting("w:rStyle"));
        let of_style = self.styles.look_of_words(style);
        // Bold and italic of a paragraph's style are how such paragraphs look, and stress nothing within them.
        let own = properties.map(Look::of).unwrap_or_default().over(&of_style);
        let (bold, italic) = (own.bold, own.italic);
        let look = Look { bold, italic, ..own.over(&reading.look).over(self.styles.defaults()) };
        if look.hidden == Some(true) {
            push_words(&mut self.hidden, &run.words());
            // Fields go on within hidden words.
            for element in run.elements().filter(|element| matches!(element.name.as_str(), "w:fldChar" | "w:instrText")) {
                self.of_run(element, &look, link, reading);
            }
            return;
        }
        if look.struck == Some(true) && !run.words().is_empty() {
            self.lose(Lost::Unknown { name: "struck-out words".into() }, "");
        }
        for element in run.elements() {
            self.of_run(element, &look, link, reading);
        }
    }

    fn of_run(&mut self, element: &Element, look: &Look, link: Option<&str>, reading: &mut Reading) {
        match element.name.as_str() {
            "w:t" => self.words(&element.text(), look, link, reading),
            "w:tab" | "w:ptab" => self.words("\t", look, link, reading),
            "w:br" if matches!(element.get("w:type"), Some("page" | "column")) => {}
            "w:br" | "w:cr" => self.words("\n", look, link, reading),
            "w:noBreakHyphen" => self.words("\u{2011}", look, link, reading),
            "w:softHyphen" => self.words("\u{ad}", look, link, reading),
            "w:sym" => {
                let code = element.get("w:char").and_then(|code| u32::from_str_radix(code, 16).ok()).unwrap_or_default();
                match symbol(element.get("w:font").unwrap_or_default(), code) {
                    Some(character) => self.words(character.encode_utf8(&mut [0; 4]), look, link, reading),
                    None => self.lose(Lost::Character { code }, ""),
                }
            }
            "w:ruby" => {
                let words = |name: &str| element.child(name).map(Element::words).unwrap_or_default();
                let (base, reading_words) = (words("w:rubyBase"), words("w:rt"));
                if base.is_empty() {
                    return self.words(&reading_words, look, link, reading);
                }
                let mark = Mark::Ruby(Ruby { base: base.clone(), reading: reading_words });
                self.mark(mark, &base, look, link, reading);
            }
            "w:fldChar" => self.field_mark(element, look, link, reading),
            "w:instrText" => {
                if let Some(field) = self.fields.last_mut().filter(|field| !field.is_shown) {
                    field.instruction.push_str(&element.text());
                }
            }
            "w:footnoteReference" | "w:endnoteReference" => self.note_mark(element, reading),
            "w:commentReference" => self.comment(element),
            "w:drawing" | "w:pict" | "w:object" => self.drawing(element, reading),
            "w:delText" => push_words(&mut self.deleted, &element.text()),
            "w:pgNum" | "w:dayShort" | "w:dayLong" | "w:monthShort" | "w:monthLong" | "w:yearShort" | "w:yearLong" => {
                let name = element.name.trim_start_matches("w:").to_owned();
                self.lose(Lost::Computed { name }, "");
            }
            name if SILENT.contains(&name) => {}
            name => {
                if !element.words().is_empty() {
                    let name = name.to_owned();
                    self.lose(Lost::Unknown { name }, "");
                    self.inline(element, link, reading);
                }
            }
        }
    }

    /// Puts words where they belong: into the line, or to those that are left out.
    pub fn words(&mut self, words: &str, look: &Look, link: Option<&str>, reading: &mut Reading) {
        let font = look.font.as_deref().unwrap_or_default();
        let mut shown = String::with_capacity(words.len());
        for c in words.chars() {
            match c {
                c if is_private(c) => match symbol(font, c as u32) {
                    Some(character) => shown.push(character),
                    None => self.lose(Lost::Character { code: c as u32 }, ""),
                },
                c => shown.push(c),
            }
        }
        if look.capitals == Some(true) {
            shown = shown.to_uppercase();
        }
        if !self.is_seen(&shown) || shown.is_empty() {
            return;
        }
        if shown.chars().any(|c| !c.is_whitespace()) {
            let font = look.east_asian_font.as_deref().unwrap_or_default();
            let is_bold = look.bold.or(reading.look.bold) == Some(true);
            let is_apart = is_bold || ["黑体", "SimHei", "楷体", "KaiTi", "小标宋"].iter().any(|name| font.contains(name));
            let size = look.size.unwrap_or(20);
            reading.face.set_apart &= is_apart;
            reading.face.size = if reading.has_words { reading.face.size.min(size) } else { size };
            reading.has_words = true;
        }
        let format = self.format(&shown, look, link);
        reading.push(Span { format, content: Content::Words(shown) });
    }

    pub fn mark(&mut self, mark: Mark, words: &str, look: &Look, link: Option<&str>, reading: &mut Reading) {
        if self.is_seen(words) {
            reading.has_words = true;
            let format = self.format(words, look, link);
            reading.push(Span { format, content: Content::Mark(mark) });
        }
    }

    /// Whether words are part of the text here; what is not is kept for the report.
    fn is_seen(&mut self, words: &str) -> bool {
        if self.is_in_contents() {
            self.contents.push_str(words);
            return false;
        }
        if let Some(field) = self.fields.iter_mut().find(|field| !field.is_shown) {
            field.swallowed.push_str(words);
            return false;
        }
        self.fields.iter_mut().for_each(|field| field.has_result = true);
        true
    }

    fn format(&self, words: &str, look: &Look, link: Option<&str>) -> Format {
        let of_field = self.fields.iter().rev().find_map(|field| if let Kind::Link(to) = &field.kind { Some(to.as_str()) } else { None });
        Format {
            link: link.or(of_field).map(str::to_owned),
            lang: language::of_words(words, look, self.styles.defaults(), self.lang),
            strong: look.bold == Some(true),
            emphasis: look.italic == Some(true) || look.dotted == Some(true),
            raised: match look.raised {
                Some(Raised::Up) => Some(Side::Up),
                Some(Raised::Down) => Some(Side::Down),
                _ => None,
            },
            code: look.code,
        }
    }

    fn formula(&mut self, element: &Element, link: Option<&str>, reading: &mut Reading) {
        let read = math::formula(element);
        read.unknown.iter().for_each(|name| self.lose(Lost::Unknown { name: name.clone() }, ""));
        if read.text.is_empty() {
            return;
        }
        match read.reason {
            None => {
                let mark = Mark::Math(Formula { text: read.text.clone(), tree: read.tree });
                self.mark(mark, &read.text, &Look::default(), None, reading);
            }
            Some(reason) => {
                self.lose(Lost::Formula { reason: reason.into() }, "");
                self.words(&read.text, &Look::default(), link, reading);
            }
        }
    }

    /// Where a link leads, if an article may lead there.
    fn target_of(&mut self, hyperlink: &Element) -> Option<String> {
        let outside = hyperlink.get("r:id").and_then(|id| self.relationships.get(id)).map(|other| other.target.clone());
        let place = hyperlink.get("w:anchor").or_else(|| hyperlink.get("w:docLocation")).map(|place| format!("#{place}"));
        let to = format!("{}{}", outside.unwrap_or_default(), place.unwrap_or_default());
        self.target(&to)
    }

    /// The same of an address as it stands: with a scheme, or `#bookmark`. What leads nowhere is reported.
    pub fn target(&mut self, to: &str) -> Option<String> {
        let to = to.trim();
        if let Some(name) = to.strip_prefix('#').filter(|name| !name.is_empty()) {
            self.links.entry(format!("#{name}")).or_insert_with(|| self.near.clone());
            return Some(format!("#{name}"));
        }
        let whole = if to.starts_with("www.") { format!("http://{to}") } else { to.replace(' ', "%20") };
        match Target::parse(&whole) {
            Some(Target::Outside(_)) => Some(whole),
            _ => {
                self.lose(Lost::Link { to: to.to_owned() }, "");
                None
            }
        }
    }

    /// Formulas that stand by themselves.
    pub fn displayed(&mut self, element: &Element) -> Vec<Part> {
        let formulas = if element.name == "m:oMath" { vec![element] } else { element.below(&|name| name == "m:oMath") };
        let mut parts = Vec::new();
        for formula in formulas {
            let mut reading = Reading::default();
            self.formula(formula, None, &mut reading);
            match reading.spans.as_slice() {
                [Span { content: Content::Mark(Mark::Math(formula)), .. }] => parts.push(Part::Block(math::block(formula.clone()))),
                _ => {
                    reading.end_line();
                    parts.append(&mut reading.parts);
                }
            }
        }
        parts
    }
}

/// Whether most of the letters are Han characters.
pub fn is_mostly_han(words: &str) -> bool {
    let han = words.chars().filter(|c| is_han(*c)).count();
    han * 2 > words.chars().filter(|c| c.is_alphabetic()).count()
}
