//! Fields: what a field's instruction makes of the result that stands in the file. Fields run from run to run, and over paragraphs.

use crate::article::{Mark, Ruby};

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

pub fn kind(instruction: &str) -> Kind {
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
pub enum Equation {
    Ruby(Mark),
    Words(String),
}

pub fn equation(instruction: &str) -> Option<Equation> {
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
