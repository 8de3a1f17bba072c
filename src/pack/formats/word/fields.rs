//! Fields: what a field's instruction makes of the result that stands in the file. Fields run from run to run, and over paragraphs.

use super::document::Reader;
use super::paragraphs::Reading;
use super::styles::Look;
use super::xml::Element;
use crate::article::{Mark, Ruby};
use crate::import::Lost;

/// A field that has begun and not ended.
#[derive(Debug, Default)]
pub struct Field {
    pub instruction: String,
    /// Whether its result has begun; before that its instruction stands.
    pub is_shown: bool,
    /// Whether any result was seen.
    pub has_result: bool,
    /// Words within the instruction that are not part of it.
    pub swallowed: String,
    pub kind: Kind,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Leads somewhere; its result are the words.
    Link(String),
    /// A table of contents, which a site makes by itself.
    Contents,
    /// Shown as the result that stands in the file.
    #[default]
    Result,
    /// Stands for nothing that is shown: an entry of an index, a setting.
    Silent,
}

impl Field {
    /// The result begins.
    pub fn show(&mut self) {
        self.is_shown = true;
        self.kind = kind(&self.instruction);
    }

    /// The field's name: `DATE`.
    pub fn name(&self) -> String {
        tokens(&self.instruction).into_iter().next().unwrap_or_default().to_uppercase()
    }
}

impl Reader<'_, '_> {
    /// A field begins, shows its result, or ends.
    pub fn field_mark(&mut self, element: &Element, look: &Look, link: Option<&str>, reading: &mut Reading) {
        match element.get("w:fldCharType") {
            Some("begin") => {
                self.fields.push(Field::default());
                self.form_field(element, look, link, reading);
            }
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.show();
                    if let Kind::Link(to) = field.kind.clone() {
                        let target = self.target(&to);
                        if let Some(field) = self.fields.last_mut() {
                            field.kind = target.map_or(Kind::Result, Kind::Link);
                        }
                    }
                }
            }
            Some("end") => self.end_field(look, link, reading),
            _ => {}
        }
    }

    pub fn simple_field(&mut self, element: &Element, link: Option<&str>, reading: &mut Reading) {
        let instruction = element.get("w:instr").unwrap_or_default().to_owned();
        let of_field = match kind(&instruction) {
            Kind::Link(to) => self.target(&to).map_or(Kind::Result, Kind::Link),
            other => other,
        };
        self.fields.push(Field { instruction, is_shown: true, kind: of_field, ..Field::default() });
        self.inline(element, link, reading);
        self.end_field(&Look::default(), link, reading);
    }

    pub fn end_field(&mut self, look: &Look, link: Option<&str>, reading: &mut Reading) {
        let Some(mut field) = self.fields.pop() else { return };
        if !field.is_shown {
            field.kind = kind(&field.instruction);
        }
        let drawn = if field.has_result || field.name() != "EQ" { None } else { equation(&field.instruction) };
        match drawn {
            Some(Equation::Ruby(mark)) => {
                let base = if let Mark::Ruby(ruby) = &mark { ruby.base.clone() } else { String::new() };
                return self.mark(mark, &base, look, link, reading);
            }
            Some(Equation::Words(words)) => return self.words(&words, look, link, reading),
            None => {}
        }
        let is_contents = self.is_in_contents() || matches!(field.kind, Kind::Contents | Kind::Silent);
        if !is_contents && (!field.has_result || !field.swallowed.trim().is_empty()) && !field.name().starts_with("FORM") {
            let name = if field.name() == "EQ" { field.instruction.trim().to_owned() } else { field.name() };
            self.lose(Lost::Computed { name }, &field.swallowed);
        }
    }

    /// A box to tick or a list to choose from, as it stands.
    fn form_field(&mut self, element: &Element, look: &Look, link: Option<&str>, reading: &mut Reading) {
        let Some(form) = element.child("w:ffData") else { return };
        if let Some(tick) = form.child("w:checkBox") {
            let is_ticked = tick.switch("w:checked").or(tick.switch("w:default")).unwrap_or_default();
            let field = self.fields.pop();
            self.words(if is_ticked { "☑" } else { "☐" }, look, link, reading);
            self.fields.extend(field);
        }
        if let Some(choice) = form.child("w:ddList") {
            let chosen = choice.setting("w:result").or(choice.setting("w:default")).and_then(|index| index.parse().ok()).unwrap_or(0);
            let entry = choice.elements().filter(|entry| entry.name == "w:listEntry").nth(chosen).and_then(Element::value);
            let field = self.fields.pop();
            self.words(entry.unwrap_or_default(), look, link, reading);
            self.fields.extend(field);
        }
    }
}

fn kind(instruction: &str) -> Kind {
    let tokens = tokens(instruction);
    let mut words = tokens.iter();
    let name = words.next().map(|name| name.to_uppercase()).unwrap_or_default();
    let has = |switch: &str| tokens.iter().any(|token| token.eq_ignore_ascii_case(switch));
    match name.as_str() {
        "HYPERLINK" => {
            let (mut to, mut place) = (String::new(), None);
            while let Some(word) = words.next() {
                match word.to_lowercase().as_str() {
                    "\\l" => place = words.next(),
                    "\\o" | "\\t" => {
                        words.next();
                    }
                    switch if switch.starts_with('\\') && switch.len() == 2 => {}
                    _ if to.is_empty() => to = word.clone(),
                    _ => {}
                }
            }
            if let Some(place) = place {
                to = format!("{to}#{place}");
            }
            Kind::Link(to)
        }
        "REF" | "PAGEREF" if has("\\h") => words.next().map_or(Kind::Result, |name| Kind::Link(format!("#{name}"))),
        "TOC" | "TOA" | "INDEX" => Kind::Contents,
        "XE" | "TC" | "TA" | "RD" | "SET" | "ASK" | "PRIVATE" | "ADVANCE" => Kind::Silent,
        _ => Kind::Result,
    }
}

/// Words and switches; what stands in quotation marks is one word.
fn tokens(instruction: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = instruction.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, after) = match first {
            '"' | '“' | '”' => {
                let inside = &rest[first.len_utf8()..];
                inside.split_once(['"', '“', '”']).unwrap_or((inside, ""))
            }
            _ => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        tokens.push(token.replace("\\\\", "\\"));
        rest = after.trim_start();
    }
    tokens
}

/// What an `EQ` field draws, as far as Chinese texts use it: a reading above a character, a character in a ring, a fraction.
enum Equation {
    Ruby(Mark),
    Words(String),
}

fn equation(instruction: &str) -> Option<Equation> {
    let start = instruction.find("\\o").or_else(|| instruction.find("\\O"));
    if let Some(start) = start {
        let inside = &instruction[start..];
        let inside = inside.split_once('(')?.1.trim_end().strip_suffix(')')?;
        // `\s\up 9(qìn),沁`: the first is raised over the second.
        if let Some(raised) = inside.trim_start().strip_prefix("\\s\\up") {
            let (reading, base) = raised.split_once('(')?.1.split_once(')')?;
            let base = base.trim().trim_start_matches([',', ';', '，']).trim().to_owned();
            return (!base.is_empty()).then(|| Equation::Ruby(Mark::Ruby(Ruby { base, reading: reading.trim().to_owned() })));
        }
        let (ring, character) = inside.split_once([',', ';', '，'])?;
        let number: Option<u32> = character.trim().parse().ok().filter(|number| (1..=20).contains(number));
        return Some(Equation::Words(match (ring.trim(), number) {
            ("○" | "◯", Some(number)) => super::counting::numeral(number, "decimalEnclosedCircle"),
            (ring, _) => format!("{ring}{}", character.trim()),
        }));
    }
    let inside = instruction.split_once("\\f").or_else(|| instruction.split_once("\\F"))?.1.trim_start();
    let (above, below) = inside.strip_prefix('(')?.trim_end().strip_suffix(')')?.split_once([',', ';', '，'])?;
    let is_plain = |part: &str| !part.contains(['\\', '(', ')']);
    (is_plain(above) && is_plain(below)).then(|| Equation::Words(format!("{}/{}", above.trim(), below.trim())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_read_out_of_its_instruction() {
        let link = |to: &str| Kind::Link(to.to_owned());
        assert_eq!(kind(r#" HYPERLINK "https://example.org/a b" \o "tip" \t "_blank" "#), link("https://example.org/a b"));
        assert_eq!(kind(r#"HYPERLINK \l "_Toc1""#), link("#_Toc1"));
        assert_eq!(kind(r#"hyperlink https://example.org/ \l part"#), link("https://example.org/#part"));
        assert_eq!(kind(r"REF _Ref12 \h"), link("#_Ref12"));
        assert_eq!(kind(r#" TOC \o "1-3" \h "#), Kind::Contents);
        assert_eq!(kind(r#"DATE \@ "yyyy年M月d日""#), Kind::Result);
        assert_eq!(kind(r#"XE "word""#), Kind::Silent);
    }

    #[test]
    fn readings_and_rings_of_older_files_are_read_out_of_their_equations() {
        let ruby = r#"EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(qìn),沁)"#;
        assert!(matches!(equation(ruby), Some(Equation::Ruby(Mark::Ruby(r))) if (r.base.as_str(), r.reading.as_str()) == ("沁", "qìn")));
        assert!(matches!(equation(r"eq \o\ac(○,3)"), Some(Equation::Words(words)) if words == "③"));
        assert!(matches!(equation(r"EQ \f(1,2)"), Some(Equation::Words(words)) if words == "1/2"));
        assert!(equation(r"EQ \r(3,x)").is_none());
        assert!(equation(r"EQ \o").is_none());
    }
}
