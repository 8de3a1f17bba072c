//! Formulas: Office's own markup (ECMA-376 part 1, 22.1) as MathML, and as a line that can be read and searched.

use super::mathml::{Part, clean, grouped, grouped_base, leaf, node, one, rows, table, tokens};
use super::xml::Element;
use crate::article::{Block, Formula, LIMITS, Math, MathNode};

/// A formula as it was read.
pub struct Read {
    /// In a line: `(a+b)/2`, `√(x)`, `∑_(i=1)^n`.
    pub text: String,
    pub tree: Vec<MathNode>,
    /// Why the tree cannot be used, if it cannot.
    pub reason: Option<&'static str>,
    /// Constructs that are not known here; what is in them is read.
    pub unknown: Vec<String>,
}

/// Longer formulas are texts that somebody typed into a formula.
const LONGEST: usize = 20_000;

pub fn formula(element: &Element) -> Read {
    let mut reader = Reader::default();
    let Part { tree, text } = reader.row(element);
    let text = text.trim().to_owned();
    let reason = if tree.iter().map(depth).max().unwrap_or(0) > LIMITS.depth {
        Some("it is nested too deep")
    } else if text.len() > LONGEST {
        Some("it is too long")
    } else {
        None
    };
    Read { text, tree, reason, unknown: reader.unknown }
}

pub fn block(formula: Formula) -> Block {
    Block::Math(Math { id: String::new(), text: formula.text, tree: formula.tree })
}

fn depth(node: &MathNode) -> usize {
    1 + node.children.iter().map(depth).max().unwrap_or(0)
}

#[derive(Default)]
struct Reader {
    unknown: Vec<String>,
}

impl Reader {
    /// What is in an element, side by side.
    fn row(&mut self, element: &Element) -> Part {
        let mut row = Part::default();
        for child in element.elements() {
            let part = self.part(child);
            row.tree.extend(part.tree);
            row.text.push_str(&part.text);
        }
        row
    }

    /// What is in a child of an element; nothing if there is none.
    fn within(&mut self, element: &Element, name: &str) -> Part {
        element.child(name).map(|child| self.row(child)).unwrap_or_default()
    }

    fn part(&mut self, element: &Element) -> Part {
        let properties = element.elements().find(|child| child.name.ends_with("Pr") && child.name.starts_with("m:"));
        let setting = |name: &str| properties.and_then(|properties| properties.setting(name));
        let is_on = |name: &str| properties.and_then(|properties| properties.switch(name)) == Some(true);
        match element.name.as_str() {
            "m:r" => run(element, setting("m:sty") == Some("p") || is_on("m:nor")),
            "m:t" | "w:t" => tokens(&element.text(), false),
            "m:f" => {
                let (above, below) = (self.within(element, "m:num"), self.within(element, "m:den"));
                let text = format!("{}/{}", grouped(&above.text), grouped(&below.text));
                let tree = match setting("m:type") {
                    Some("lin") => [above.tree, vec![leaf("mo", "/")], below.tree].concat(),
                    // Two lines without a rule between, as of a binomial.
                    Some("noBar") => vec![node("mtable", vec![rows(vec![above.tree]), rows(vec![below.tree])])],
                    _ => vec![node("mfrac", vec![one(above.tree), one(below.tree)])],
                };
                Part { tree, text }
            }
            "m:sSup" => self.scripts(element, "msup", &[("m:sup", "^")]),
            "m:sSub" => self.scripts(element, "msub", &[("m:sub", "_")]),
            "m:sSubSup" => self.scripts(element, "msubsup", &[("m:sub", "_"), ("m:sup", "^")]),
            "m:limLow" => self.scripts(element, "munder", &[("m:lim", "_")]),
            "m:limUpp" => self.scripts(element, "mover", &[("m:lim", "^")]),
            "m:sPre" => {
                let (base, sub, sup) = (self.within(element, "m:e"), self.within(element, "m:sub"), self.within(element, "m:sup"));
                let text = format!("_{}^{}{}", grouped(&sub.text), grouped(&sup.text), base.text);
                let children = vec![one(base.tree), node("mprescripts", Vec::new()), one(sub.tree), one(sup.tree)];
                Part { tree: vec![node("mmultiscripts", children)], text }
            }
            "m:rad" => {
                let (base, degree) = (self.within(element, "m:e"), self.within(element, "m:deg"));
                if is_on("m:degHide") || degree.tree.is_empty() {
                    return Part { tree: vec![node("msqrt", base.tree)], text: format!("√{}", grouped(&base.text)) };
                }
                let text = format!("{}√{}", grouped(&degree.text), grouped(&base.text));
                Part { tree: vec![node("mroot", vec![one(base.tree), one(degree.tree)])], text }
            }
            "m:nary" => self.sum(element, setting("m:chr").unwrap_or("∫"), setting("m:limLoc")),
            "m:d" => self.delimited(element, setting("m:begChr"), setting("m:sepChr"), setting("m:endChr")),
            "m:m" => {
                let lines: Vec<Vec<Part>> =
                    children(element, "m:mr").map(|row| children(row, "m:e").map(|e| self.row(e)).collect()).collect();
                table(lines)
            }
            "m:eqArr" => {
                let lines = children(element, "m:e").map(|line| vec![self.row(line)]).collect();
                table(lines)
            }
            "m:func" => {
                let (name, base) = (self.within(element, "m:fName"), self.within(element, "m:e"));
                let text = format!("{} {}", name.text.trim_end(), base.text);
                // U+2061, "function application": nothing to see, a space between name and argument.
                Part { tree: [name.tree, vec![leaf("mo", "\u{2061}")], base.tree].concat(), text }
            }
            "m:acc" => self.topped(element, setting("m:chr").unwrap_or("\u{302}"), true),
            "m:bar" => {
                let is_below = setting("m:pos") != Some("top");
                self.topped(element, if is_below { "\u{332}" } else { "\u{305}" }, !is_below)
            }
            "m:groupChr" => self.topped(element, setting("m:chr").unwrap_or("⏟"), setting("m:pos") == Some("top")),
            "m:borderBox" => {
                let base = self.within(element, "m:e");
                Part { tree: vec![node("menclose", base.tree)], text: base.text }
            }
            "m:phant" => {
                let base = self.within(element, "m:e");
                let is_shown = properties.and_then(|properties| properties.switch("m:show")) != Some(false);
                if is_shown { base } else { Part { tree: vec![node("mphantom", base.tree)], text: String::new() } }
            }
            "m:box" | "m:e" | "m:oMath" | "w:ins" | "w:moveTo" | "w:smartTag" | "w:sdtContent" | "w:sdt" | "w:hyperlink" => {
                self.row(element)
            }
            "w:r" => self.row(element),
            "w:del" | "w:moveFrom" => Part::default(),
            name if name.ends_with("Pr") || !(name.starts_with("m:") || has_words(element)) => Part::default(),
            name => {
                self.unknown.push(name.to_owned());
                self.row(element)
            }
        }
    }

    /// A base with scripts: their names in the source, and their signs in the line.
    fn scripts(&mut self, element: &Element, tag: &str, scripts: &[(&str, &str)]) -> Part {
        let base = self.within(element, "m:e");
        let mut text = grouped_base(&base.text);
        let mut children = vec![one(base.tree)];
        for (name, sign) in scripts {
            let script = self.within(element, name);
            text.push_str(sign);
            text.push_str(&grouped(&script.text));
            children.push(one(script.tree));
        }
        Part { tree: vec![node(tag, children)], text }
    }

    /// A sum, an integral, a product: its sign with limits, and what it is over.
    fn sum(&mut self, element: &Element, sign: &str, place: Option<&str>) -> Part {
        let (sub, sup, base) = (self.within(element, "m:sub"), self.within(element, "m:sup"), self.within(element, "m:e"));
        let is_beside = place.map_or(sign == "∫", |place| place == "subSup");
        let mut text = sign.to_owned();
        for (mark, script) in [("_", &sub), ("^", &sup)].into_iter().filter(|(_, script)| !script.text.is_empty()) {
            text.push_str(mark);
            text.push_str(&grouped(&script.text));
        }
        let sign = leaf("mo", sign);
        let sign = match (sub.tree.is_empty(), sup.tree.is_empty()) {
            (true, true) => sign,
            (false, true) => node(if is_beside { "msub" } else { "munder" }, vec![sign, one(sub.tree)]),
            (true, false) => node(if is_beside { "msup" } else { "mover" }, vec![sign, one(sup.tree)]),
            (false, false) => node(if is_beside { "msubsup" } else { "munderover" }, vec![sign, one(sub.tree), one(sup.tree)]),
        };
        Part { tree: [vec![sign], base.tree].concat(), text: format!("{text} {}", base.text) }
    }

    fn delimited(&mut self, element: &Element, begin: Option<&str>, between: Option<&str>, end: Option<&str>) -> Part {
        let (begin, between, end) = (begin.unwrap_or("("), between.unwrap_or("|"), end.unwrap_or(")"));
        let sign = |sign: &str| if clean(sign).is_empty() { Vec::new() } else { vec![leaf("mo", sign)] };
        let mut whole = Part { tree: sign(begin), text: clean(begin) };
        for (index, inner) in children(element, "m:e").enumerate() {
            if index > 0 {
                whole.tree.extend(sign(between));
                whole.text.push_str(&clean(between));
            }
            let inner = self.row(inner);
            whole.tree.extend(inner.tree);
            whole.text.push_str(&inner.text);
        }
        whole.tree.extend(sign(end));
        whole.text.push_str(&clean(end));
        whole.tree = if whole.tree.is_empty() { Vec::new() } else { vec![one(whole.tree)] };
        whole
    }

    /// A base with a sign over or under it.
    fn topped(&mut self, element: &Element, sign: &str, is_over: bool) -> Part {
        let base = self.within(element, "m:e");
        // Combining characters stand alone in MathML as the signs that they are.
        let shown = match sign {
            "\u{302}" => "^",
            "\u{303}" => "~",
            "\u{304}" | "\u{305}" => "¯",
            "\u{307}" => "˙",
            "\u{308}" => "¨",
            "\u{30c}" => "ˇ",
            "\u{332}" => "_",
            "\u{20d7}" => "→",
            sign => sign,
        };
        let is_combining = sign.chars().all(|c| matches!(c, '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20ff}')) && !sign.is_empty();
        let text = match (is_combining, base.text.chars().count()) {
            (true, 1) => format!("{}{sign}", base.text),
            (true, _) => format!("{}{shown}", grouped_base(&base.text)),
            (false, _) => format!("{}{}", clean(sign), grouped(&base.text)),
        };
        if clean(shown).is_empty() {
            return Part { text, ..base };
        }
        Part { tree: vec![node(if is_over { "mover" } else { "munder" }, vec![one(base.tree), leaf("mo", shown)])], text }
    }
}

fn children<'a>(element: &'a Element, name: &'a str) -> impl Iterator<Item = &'a Element> {
    element.elements().filter(move |child| child.name == name)
}

fn has_words(element: &Element) -> bool {
    !element.words().is_empty()
}

/// A run: letters one by one, unless they are set upright, as a function's name is.
fn run(element: &Element, is_upright: bool) -> Part {
    let words: String = element.elements().filter(|child| matches!(child.name.as_str(), "m:t" | "w:t")).map(Element::text).collect();
    tokens(&words, is_upright)
}

#[cfg(test)]
mod tests {
    use super::super::xml::parse;
    use super::*;

    fn shown(nodes: &[MathNode]) -> String {
        nodes
            .iter()
            .map(|n| if n.children.is_empty() { n.text.clone() } else { format!("{}[{}]", n.tag, shown(&n.children)) })
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[track_caller]
    fn check(inner: &str, tree: &str, text: &str) {
        let read = formula(&parse(&format!("<m:oMath>{inner}</m:oMath>"), "m").unwrap());
        assert_eq!((shown(&read.tree).as_str(), read.text.as_str()), (tree, text));
    }

    fn r(words: &str) -> String {
        format!("<m:r><m:t>{words}</m:t></m:r>")
    }

    fn e(words: &str) -> String {
        format!("<m:e>{}</m:e>", r(words))
    }

    #[test]
    fn fractions_scripts_and_roots() {
        check(&format!("<m:f><m:num>{}</m:num><m:den>{}</m:den></m:f>", r("a+b"), r("12.5")), "mfrac[mrow[a + b] 12.5]", "(a+b)/12.5");
        check(&format!("<m:sSup>{}<m:sup>{}</m:sup></m:sSup>", e("x"), r("2")), "msup[x 2]", "x^2");
        check(
            &format!("<m:sSubSup>{}<m:sub>{}</m:sub><m:sup>{}</m:sup></m:sSubSup>", e("x"), r("i"), r("n+1")),
            "msubsup[x i mrow[n + 1]]",
            "x_i^(n+1)",
        );
        check(&format!("<m:rad><m:radPr><m:degHide m:val=\"1\"/></m:radPr><m:deg/>{}</m:rad>", e("x")), "msqrt[x]", "√x");
        check(&format!("<m:rad><m:deg>{}</m:deg>{}</m:rad>", r("3"), e("x+1")), "mroot[mrow[x + 1] 3]", "3√(x+1)");
        check(
            &format!("<m:sPre><m:sub>{}</m:sub><m:sup>{}</m:sup>{}</m:sPre>", r("6"), r("14"), e("C")),
            "mmultiscripts[C  6 14]",
            "_6^14C",
        );
    }

    #[test]
    fn sums_brackets_and_arrays() {
        let sum = format!(
            "<m:nary><m:naryPr><m:chr m:val=\"∑\"/><m:limLoc m:val=\"undOvr\"/></m:naryPr><m:sub>{}</m:sub><m:sup>{}</m:sup>{}</m:nary>",
            r("i=1"),
            r("n"),
            e("k")
        );
        check(&sum, "munderover[∑ mrow[i = 1] n] k", "∑_(i=1)^n k");
        check(&format!("<m:nary><m:sub/><m:sup/>{}</m:nary>", e("f")), "∫ f", "∫ f");
        check(&format!("<m:d>{}{}</m:d>", e("a"), e("b")), "mrow[( a | b )]", "(a|b)");
        let cases = format!(
            "<m:d><m:dPr><m:begChr m:val=\"{{\"/><m:endChr m:val=\"\"/></m:dPr><m:e><m:eqArr>{}{}</m:eqArr></m:e></m:d>",
            e("1,x&amp;&gt;0"),
            e("0")
        );
        check(&cases, "mrow[{ mtable[mtr[mtd[1, x > 0]] mtr[mtd[0]]]]", "{1,x>0; 0");
        check(&format!("<m:m><m:mr>{}{}</m:mr></m:m>", e("1"), e("0")), "mtable[mtr[mtd[1] mtd[0]]]", "1, 0");
    }

    #[test]
    fn functions_accents_and_limits() {
        let upright = |words: &str| format!("<m:r><m:rPr><m:sty m:val=\"p\"/></m:rPr><m:t>{words}</m:t></m:r>");
        check(&format!("<m:func><m:fName>{}</m:fName>{}</m:func>", upright("sin"), e("x")), "sin \u{2061} x", "sin x");
        check(
            &format!("<m:limLow><m:e>{}</m:e><m:lim>{}</m:lim></m:limLow>", upright("lim"), r("x→0")),
            "munder[lim mrow[x → 0]]",
            "lim_(x→0)",
        );
        check(&format!("<m:acc>{}</m:acc>", e("x")), "mover[x ^]", "x\u{302}");
        check(&format!("<m:bar><m:barPr><m:pos m:val=\"top\"/></m:barPr>{}</m:bar>", e("x")), "mover[x ¯]", "x\u{305}");
        check(&r("速度=路程"), "速度 = 路程", "速度=路程");
    }

    #[test]
    fn what_is_unknown_is_read_through_and_named() {
        let read = formula(&parse(&format!("<m:oMath><m:new>{}</m:new></m:oMath>", e("x")), "m").unwrap());
        assert_eq!((read.text.as_str(), read.unknown.as_slice()), ("x", ["m:new".to_owned()].as_slice()));
    }

    #[test]
    fn a_formula_nested_too_deep_is_its_line_only() {
        let deep = format!("<m:oMath>{}{}{}</m:oMath>", "<m:rad><m:deg/><m:e>".repeat(20), r("x"), "</m:e></m:rad>".repeat(20));
        let read = formula(&parse(&deep, "m").unwrap());
        assert!(read.reason.is_some() && read.text.contains('x'));
    }
}
