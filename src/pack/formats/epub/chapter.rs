//! Where the links of a chapter lead: to anchors of the one article that the book becomes, or out of it.

use super::paths::{joined, path_of};
use crate::article::is_image_source;
use crate::import::{EmbeddedFile, Loss, Lost};
use crate::pack::formats::html::place::{Place, decoded, outside};
use rbook::Epub;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What chapters have in common.
pub struct Book {
    chapters: HashSet<String>,
    /// Each picture's path, and the name that it has beside the article.
    pictures: HashMap<String, String>,
    used: RefCell<BTreeMap<String, String>>,
}

pub struct Chapter<'a> {
    pub book: &'a Book,
    pub path: &'a str,
}

impl Book {
    pub fn of(epub: &Epub, chapters: impl Iterator<Item = String>) -> Self {
        let mut taken = HashSet::new();
        let mut pictures = HashMap::new();
        for entry in epub.manifest().images() {
            let path = path_of(&entry.href().decode());
            let plain: String =
                path.rsplit('/').next().unwrap_or_default().chars().map(|c| if c.is_whitespace() || c == ':' { '-' } else { c }).collect();
            let name = [
                plain.clone(),
                path.replace('/', "-").replace(char::is_whitespace, "-"),
                format!("picture-{}.{}", pictures.len() + 1, entry.kind().subtype()),
            ]
            .into_iter()
            .find(|name| is_image_source(name) && !taken.contains(name));
            if let Some(name) = name {
                taken.insert(name.clone());
                pictures.insert(path, name);
            }
        }
        Book { chapters: chapters.collect(), pictures, used: RefCell::default() }
    }

    pub fn file(&self, path: &str) -> Option<String> {
        self.pictures.get(path).cloned()
    }

    pub fn is_used(&self, path: &str) -> bool {
        self.used.borrow().contains_key(path)
    }

    /// The pictures that chapters show.
    pub fn used(&self, epub: &Epub, losses: &mut Vec<Loss>) -> Vec<EmbeddedFile> {
        let mut contents: HashMap<String, Vec<u8>> = HashMap::new();
        for entry in epub.manifest().images() {
            let path = path_of(&entry.href().decode());
            if self.is_used(&path)
                && let Ok(content) = entry.read_bytes()
            {
                contents.insert(path, content);
            }
        }
        let mut files = Vec::new();
        for (path, name) in self.used.borrow().iter() {
            match contents.remove(path) {
                Some(content) => files.push(EmbeddedFile { name: name.clone(), content }),
                None => losses.push(Loss::new(Lost::Picture { src: path.clone(), reason: "it is not in the book".into() })),
            }
        }
        files
    }
}

impl Place for Chapter<'_> {
    fn link(&self, href: &str) -> Option<String> {
        let href = href.trim();
        if href.is_empty() {
            return None;
        }
        if has_scheme(href) {
            return outside(href).or_else(|| url::Url::parse(href).ok().and_then(|url| outside(url.as_str())));
        }
        let (file, id) = href.split_once('#').map_or((href, None), |(file, id)| (file, Some(id)));
        let path = match file {
            "" => self.path.to_owned(),
            file => joined(self.path, &decoded(file.split('?').next().unwrap_or_default())),
        };
        self.book.chapters.contains(&path).then(|| match id.filter(|id| !id.is_empty()) {
            Some(id) => format!("#{path}#{}", decoded(id)),
            None => format!("#{path}"),
        })
    }

    fn anchor(&self, id: &str) -> String {
        format!("{}#{id}", self.path)
    }

    fn picture(&self, src: &str) -> Result<String, String> {
        let src = src.trim();
        if has_scheme(src) {
            return match is_image_source(src) && src.starts_with("https:") {
                true => Ok(src.to_owned()),
                false => Err("it is not in the book".into()),
            };
        }
        let path = joined(self.path, &decoded(src.split(['?', '#']).next().unwrap_or_default()));
        let name = self.book.pictures.get(&path).ok_or("it is not in the book")?;
        self.book.used.borrow_mut().insert(path, name.clone());
        Ok(name.clone())
    }
}

fn has_scheme(address: &str) -> bool {
    address.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}
