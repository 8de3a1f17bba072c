//! The scripts beside the reader. They are compiled with it, from `scripts/`, into files that stand alone; here their gaps are filled: names of
//! files, words, styles. A gap stands in quotation marks, `"{{name}}"`, and `JSON.parse("{{name}}")` stands for any value.

use super::site::picture_words;
use super::style;
use super::words::script_words;
use crate::library::Language;
use serde::Serialize;
use std::collections::BTreeMap;

/// Every script that a site has or makes pages of.
pub const SCRIPTS: [&str; 15] = [
    "boot.js",
    "embed.js",
    "figures.js",
    "frame.js",
    "heal.js",
    "keeping.js",
    "keys.js",
    "later.js",
    "library.js",
    "offline.js",
    "one_file.js",
    "open.js",
    "share.js",
    "sw.js",
    "zoom.js",
];

/// The texts of all of [`SCRIPTS`], by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scripts(pub BTreeMap<&'static str, String>);

impl Scripts {
    /// One that has no gaps.
    pub fn whole(&self, name: &str) -> String {
        self.0.get(name).expect("all of them are read together").clone()
    }

    /// With texts in its gaps.
    pub fn filled(&self, name: &str, gaps: &[(&str, &str)]) -> String {
        gaps.iter().fold(self.whole(name), |script, (gap, text)| in_gap(&script, gap, &json(text)))
    }

    /// The worker's, whose gaps are filled with JSON.
    pub fn worker(&self, gaps: &[(&str, String)]) -> String {
        gaps.iter().fold(self.whole("sw.js"), |script, (gap, value)| value_in_gap(&script, gap, value))
    }

    pub fn figures(&self, languages: &[Language]) -> String {
        figures(&self.whole("figures.js"), languages)
    }

    pub fn zoom(&self, languages: &[Language]) -> String {
        figures(&self.whole("zoom.js"), languages)
    }

    pub fn keys(&self, languages: &[Language]) -> String {
        keys(&self.whole("keys.js"), languages)
    }

    /// With the largest file that is opened at all.
    pub fn open(&self, gaps: &[(&str, &str)], most_bytes: usize, languages: &[Language]) -> String {
        let script = value_in_gap(&self.filled("open.js", gaps), "most_bytes", &most_bytes.to_string());
        let said = words(languages, |tag| (&script_words(tag).files, picture_words(tag)));
        value_in_gap(&script, "open_words", &said)
    }

    pub fn share(&self, languages: &[Language]) -> String {
        let script = self.filled("share.js", &[("share_style", &style::share())]);
        value_in_gap(&script, "share_words", &words(languages, |tag| &script_words(tag).share))
    }

    pub fn library(&self, languages: &[Language]) -> String {
        value_in_gap(&self.whole("library.js"), "library_words", &words(languages, |tag| &script_words(tag).library))
    }

    pub fn keeping(&self, languages: &[Language]) -> String {
        value_in_gap(&self.whole("keeping.js"), "keep_words", &words(languages, |tag| &script_words(tag).keeping))
    }

    /// The one file's, which holds those for figures and keys; [`one_file`] fills what is left.
    pub fn one_file(&self, languages: &[Language]) -> String {
        keys(&figures(&self.whole("one_file.js"), languages), languages)
    }
}

/// The one file's script, with the way to the root of the site, the name of the bundle with which it begins, and the glue as the body of a
/// function.
pub fn one_file(script: &str, to_root: &str, bundle: &str, glue: &str) -> String {
    // The glue last: it may hold anything.
    let named = in_gap(&in_gap(script, "to_root", &json(to_root)), "bundle", &json(bundle));
    in_gap(&named, "glue", glue)
}

fn figures(script: &str, languages: &[Language]) -> String {
    let said = value_in_gap(script, "figures_words", &words(languages, |tag| &script_words(tag).figures));
    in_gap(&in_gap(&said, "figures_style", &json(&style::figures())), "zoom_style", &json(&style::zoom()))
}

fn keys(script: &str, languages: &[Language]) -> String {
    in_gap(&value_in_gap(script, "keys_words", &words(languages, |tag| &script_words(tag).keys)), "keys_style", &json(&style::keys()))
}

/// What a script says in each language of a site, by the language's tag.
fn words<W: Serialize>(languages: &[Language], of: impl Fn(&str) -> W) -> String {
    json(&languages.iter().map(|language| (language.tag.as_str(), of(&language.tag))).collect::<BTreeMap<_, _>>())
}

fn json(value: &(impl Serialize + ?Sized)) -> String {
    serde_json::to_string(value).expect("words are plain JSON")
}

/// Compilers choose the marks.
fn in_gap(script: &str, gap: &str, code: &str) -> String {
    script.replace(&format!("\"{{{{{gap}}}}}\""), code).replace(&format!("'{{{{{gap}}}}}'"), code)
}

fn value_in_gap(script: &str, gap: &str, value: &str) -> String {
    let parsed = |mark: char| format!("JSON.parse({mark}{{{{{gap}}}}}{mark})");
    script.replace(&parsed('"'), value).replace(&parsed('\''), value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_with_texts_values_and_code() {
        assert_eq!(in_gap("f('{{a}}', \"{{a}}\")", "a", &json("it’s \"x\"")), "f(\"it’s \\\"x\\\"\", \"it’s \\\"x\\\"\")");
        assert_eq!(value_in_gap("var a=JSON.parse(\"{{a}}\");", "a", "{\"b\":1}"), "var a={\"b\":1};");
        assert_eq!(one_file("g('{{to_root}}','{{bundle}}',()=>{\"{{glue}}\"})", "../", "x", "return 1"), "g(\"../\",\"x\",()=>{return 1})");
    }
}
