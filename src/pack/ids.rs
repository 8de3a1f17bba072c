//! Ids of articles whose files do not say any: readable addresses out of file names and titles, Chinese ones by their reading.

use super::intake::TakenArticle;
use super::messages::Message;
use crate::article::{Article, is_id};
use pinyin::ToPinyin;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// What an id is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IdRule {
    /// The file's name.
    #[default]
    File,
    Title,
    /// The day of publication before the title.
    DateTitle,
}

/// Longer addresses are cut at the end of a word.
const LONGEST: usize = 48;

/// The id that the rule gives, not yet told apart from the others. Of a file with many articles each is named after its title.
pub fn id_of(rule: IdRule, article: &Article, path: &Path, is_one: bool) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let title = slug(&article.title);
    let published = article.source.as_ref().map_or("", |source| source.published.as_str());
    let day = if article.published.is_empty() { published } else { &article.published };
    let id = match rule {
        IdRule::File if is_one => slug(&stem),
        IdRule::DateTitle if !day.is_empty() => format!("d{day}-{title}"),
        _ => title,
    };
    let id = id.trim_matches('-').to_owned();
    if is_id(&id) { id } else { crate::import::name_for(&format!("{} {stem}", article.title), "a") }
}

/// Words as an id: letters and digits in lower case, Chinese by its reading, a hyphen between words. Empty where nothing is left.
pub fn slug(words: &str) -> String {
    let mut parts: Vec<String> = vec![String::new()];
    for c in words.chars() {
        if c.is_ascii_alphanumeric() {
            parts.last_mut().expect("there is always one").push(c.to_ascii_lowercase());
        } else if let Some(reading) = c.to_pinyin() {
            parts.extend([reading.plain().replace('ü', "v"), String::new()]);
        } else {
            parts.push(String::new());
        }
    }
    let mut slug = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if !slug.is_empty() && slug.len() + 1 + part.len() > LONGEST {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(part.chars().take(LONGEST));
    }
    // An id begins with a letter.
    if slug.starts_with(|c: char| c.is_ascii_digit()) { format!("n{slug}") } else { slug }
}

/// Gives every article an id of its own, in the order in which they come. A second one with an id that its file says is refused.
#[derive(Debug, Default)]
pub struct Ids {
    taken: HashSet<String>,
    wanted: HashMap<String, usize>,
}

impl Ids {
    /// Whether the article may stay; its id is another if it was taken and is not its own to say.
    pub fn give(&mut self, article: &mut TakenArticle) -> Result<(), Box<Message>> {
        let wanted = article.source.original.id.clone();
        if self.taken.insert(wanted.clone()) {
            return Ok(());
        }
        if article.is_named {
            let message = format!("another article is named `{wanted}` already");
            return Err(Box::new(Message::error(&article.file.path, message, "give one of them another id")));
        }
        let count = self.wanted.entry(wanted.clone()).or_insert(1);
        loop {
            *count += 1;
            let id = format!("{wanted}-{count}");
            if self.taken.insert(id.clone()) {
                article.source.original.id = id;
                return Ok(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_an_address_that_can_be_read() {
        assert_eq!(slug("沁源:党建引领"), "qin-yuan-dang-jian-yin-ling");
        assert_eq!(slug("The Market Hall.docx"), "the-market-hall-docx");
        assert_eq!(slug("2022年工作简报"), "n2022-nian-gong-zuo-jian-bao");
        assert_eq!(slug("旅客"), "lv-ke");
        assert_eq!(slug("—— 。"), "");
        assert!(slug(&"长".repeat(99)).len() <= LONGEST);
    }
}
