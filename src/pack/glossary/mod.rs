//! A glossary: the topics that a site knows, whichever of its articles speaks of them, with their names in each language.
//!
//! How it is written down is `glossary_file`'s business; finding its names in an article is `linking`'s, and proposing further
//! topics `suggesting`'s.

mod file;
mod han_names;
mod latin_names;
mod linking;
mod suggesting;

pub use file::{GlossaryError, GlossaryProblem};
pub use suggesting::{Candidate, suggest};

use crate::article::{Relation, Topic, TopicKind};
use linking::Finders;
use std::collections::BTreeMap;

/// Topics in the order of their file. No two have an id or, in any language, a name in common.
#[derive(Debug, Default)]
pub struct Glossary {
    pub(super) topics: Vec<GlossaryTopic>,
    /// What finds the names of a language, made when an article first asks for it.
    finders: Finders,
}

/// A [`Topic`] in every language that its glossary has it in.
#[derive(Clone, Debug, PartialEq)]
pub struct GlossaryTopic {
    pub id: String,
    pub kind: TopicKind,
    pub name: ByLanguage<String>,
    pub aliases: ByLanguage<Vec<String>>,
    pub summary: ByLanguage<String>,
    pub reading: Option<String>,
    pub relations: Vec<Relation>,
}

/// What is the same in every language, or differs.
///
/// Unlike [`Localised`](super::settings::Localised), which has the site's own languages to the letter, this is asked in whatever language
/// an article is written in.
#[derive(Clone, Debug, PartialEq)]
pub enum ByLanguage<T> {
    Same(T),
    /// By BCP 47 tag.
    Each(BTreeMap<String, T>),
}

impl Glossary {
    pub fn topics(&self) -> &[GlossaryTopic] {
        &self.topics
    }
}

impl GlossaryTopic {
    /// Under what it is spoken of in a language: its name and its aliases.
    pub fn names<'a>(&'a self, lang: &str) -> impl Iterator<Item = &'a str> {
        self.name.get(lang).into_iter().chain(self.aliases.get(lang).into_iter().flatten()).map(String::as_str)
    }

    /// The same in every language at once.
    pub fn all_names(&self) -> impl Iterator<Item = &str> {
        self.name.each().map(|(_, name)| name).chain(self.aliases.each().flat_map(|(_, names)| names)).map(String::as_str)
    }

    /// As it stands in an article, whose other topics `knows` tells. A topic that has no name in the article's language is called
    /// what it is called elsewhere.
    pub(super) fn in_article(&self, lang: &str, knows: impl Fn(&str) -> bool) -> Topic {
        let name = self.name.get(lang).or_else(|| self.name.each().next().map(|(_, name)| name)).cloned().unwrap_or_default();
        Topic {
            id: self.id.clone(),
            kind: self.kind,
            aliases: self.aliases.get(lang).into_iter().flatten().filter(|alias| **alias != name).cloned().collect(),
            name,
            reading: self.reading.clone(),
            summary: self.summary.get(lang).cloned().unwrap_or_default(),
            relations: self.relations.iter().filter(|relation| knows(&relation.topic)).cloned().collect(),
        }
    }
}

impl<T> ByLanguage<T> {
    /// What holds for a language: of its own tag, or of the nearest one that says less (RFC 4647 §3.4).
    pub fn get(&self, lang: &str) -> Option<&T> {
        match self {
            ByLanguage::Same(value) => Some(value),
            ByLanguage::Each(values) => {
                let find = |tag: String| values.iter().find(|(own, _)| own.eq_ignore_ascii_case(&tag));
                wider(lang).find_map(find).map(|(_, value)| value)
            }
        }
    }

    /// Every value, with its language if it has one, in the order of the tags.
    pub fn each(&self) -> impl Iterator<Item = (Option<&str>, &T)> {
        let (same, each) = match self {
            ByLanguage::Same(value) => (Some((None, value)), None),
            ByLanguage::Each(values) => (None, Some(values.iter().map(|(tag, value)| (Some(tag.as_str()), value)))),
        };
        same.into_iter().chain(each.into_iter().flatten())
    }
}

impl<T> Default for ByLanguage<T> {
    fn default() -> Self {
        ByLanguage::Each(BTreeMap::new())
    }
}

/// A tag, then each that says less: `de-AT`, `de`. Chinese is written in one of two scripts, and half of all tags name a region instead:
/// after `zh-CN` come `zh-Hans` and `zh`.
fn wider(lang: &str) -> impl Iterator<Item = String> {
    let lang = lang.to_ascii_lowercase();
    let parts: Vec<&str> = lang.split('-').collect();
    let mut tags: Vec<String> = (1..=parts.len()).rev().map(|kept| parts[..kept].join("-")).collect();
    if parts[0] == "zh" {
        let is_traditional = parts.iter().any(|part| matches!(*part, "hant" | "tw" | "hk" | "mo"));
        let scripts = if is_traditional { ["zh-hant", "zh-tw"] } else { ["zh-hans", "zh-cn"] };
        let bare = tags.pop();
        tags.extend(scripts.map(str::to_owned));
        tags.extend(bare);
    }
    tags.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_looked_up_in_the_articles_language_and_then_in_a_wider_one() {
        let names = |tags: &[&str]| ByLanguage::Each(tags.iter().map(|tag| ((*tag).to_owned(), (*tag).to_owned())).collect());
        let check = |tags: &[&str], lang: &str, expected: Option<&str>| {
            assert_eq!(names(tags).get(lang).map(String::as_str), expected, "{lang} among {tags:?}");
        };
        check(&["en", "zh-Hans"], "zh-Hans", Some("zh-Hans"));
        check(&["en", "zh-Hans"], "en-GB", Some("en"));
        check(&["en-GB"], "en", None);
        check(&["zh", "zh-Hans"], "zh-CN", Some("zh-Hans"));
        check(&["zh", "zh-Hans"], "zh-TW", Some("zh"));
        check(&["zh-TW", "zh-CN"], "zh-Hant-HK", Some("zh-TW"));
        check(&["zh-CN"], "zh", Some("zh-CN"));
        assert_eq!(ByLanguage::Same(1).get("fr"), Some(&1));
        assert_eq!(ByLanguage::<u8>::default().get("fr"), None);
    }
}
