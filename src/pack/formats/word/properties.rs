//! What a file says about itself, in `docProps/core.xml`.
//!
//! Of its dates none becomes the day of publication: a file is created when somebody copies last year's, and modified whenever it
//! is opened. Its description is what people in the office tell one another, so it is told in the report and not published.

use super::document::Reader;
use super::xml::Element;
use crate::import::{Loss, Lost, Spot};

#[derive(Debug, Default, PartialEq)]
pub struct Properties {
    pub title: String,
    pub authors: Vec<String>,
    pub tags: Vec<String>,
    /// Names and words of what an article has no place for.
    pub others: Vec<(&'static str, String)>,
}

/// Names that programs write where nobody has said theirs.
const NOBODY: &[&str] = &[
    "administrator",
    "admin",
    "user",
    "users",
    "owner",
    "unknown",
    "author",
    "windows",
    "windows 用户",
    "windows user",
    "微软用户",
    "microsoft",
    "microsoft office user",
    "用户",
    "作者",
    "lenovo",
    "hp",
    "dell",
    "asus",
    "acer",
    "apple",
    "huawei",
    "thinkpad",
    "pc",
    "python-docx",
    "apache poi",
    "openpyxl",
    "wps_1",
    "null",
    "none",
    "未定义",
];
/// Titles that programs write by themselves.
const NO_TITLE: &[&str] = &["word document", "document", "untitled", "无标题", "未命名", "标题", "title", "microsoft word", "normal.dot"];

impl Properties {
    pub fn read(root: &Element) -> Self {
        let words = |name: &str| root.child(name).map(|element| element.text().trim().to_owned()).unwrap_or_default();
        let parts = |name: &str, between: &[char]| -> Vec<String> {
            words(name).split(between).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
        };
        let title = words("dc:title");
        let lower = title.to_lowercase();
        let is_file = [".doc", ".docx", ".wps", ".dot"].iter().any(|ending| lower.ends_with(ending));
        let title =
            if is_file || lower.starts_with("microsoft word -") || NO_TITLE.contains(&lower.as_str()) { String::new() } else { title };
        let mut authors = parts("dc:creator", &[';', '；', '、']);
        authors.retain(|name| !NOBODY.contains(&name.to_lowercase().as_str()));
        let others = [("subject", "dc:subject"), ("description", "dc:description"), ("category", "cp:category")];
        let others = others
            .into_iter()
            .map(|(name, element)| (name, words(element)))
            .filter(|(_, words)| !words.is_empty() && !words.contains("python-docx"))
            .collect();
        let mut tags: Vec<String> = Vec::new();
        for tag in parts("cp:keywords", &[',', '，', ';', '；', '、']) {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        Properties { title, authors, tags, others }
    }
}

impl Reader<'_, '_> {
    /// Tells of properties that go nowhere.
    pub fn lose_properties(&mut self, properties: &Properties) {
        for (name, words) in &properties.others {
            let loss = Loss::new(Lost::Field { name: (*name).to_owned() }).with_words(words.clone());
            self.losses.push(loss.at(Spot::In("docProps/core.xml".into())));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::xml::parse;
    use super::*;

    #[test]
    fn what_programs_write_by_themselves_is_nothing() {
        let text = "<cp:coreProperties><dc:title>Microsoft Word - a.doc</dc:title><dc:creator>微软用户;沁源县林业局</dc:creator><cp:keywords>造林，防火, 造林</cp:keywords><dc:description>请领导审阅</dc:description></cp:coreProperties>";
        let properties = Properties::read(&parse(text, "core").unwrap());
        assert_eq!(
            (properties.title.as_str(), properties.authors, properties.tags),
            ("", vec!["沁源县林业局".to_owned()], vec!["造林".into(), "防火".into()])
        );
        assert_eq!(properties.others, [("description", "请领导审阅".to_owned())]);
    }
}
