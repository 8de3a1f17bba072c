//! Where a text stands decides where its links lead: those of a page start from its address, those of a chapter stay in the book.

use crate::article::{Target, is_image_source};
use crate::import::EmbeddedFile;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::cell::RefCell;
use url::Url;

pub trait Place {
    /// Where a link leads: an address, or `#` and the name of an anchor. Nothing for what an article cannot lead to.
    fn link(&self, href: &str) -> Option<String>;

    /// The name under which others look for an element of this text.
    fn anchor(&self, id: &str) -> String;

    /// A picture's file or address, or why it cannot be had.
    fn picture(&self, src: &str) -> Result<String, String>;

    /// Pictures that stood in the text itself.
    fn files(&self) -> Vec<EmbeddedFile> {
        Vec::new()
    }
}

/// A page, or a piece of one, as the web knows it.
#[derive(Debug, Default)]
pub struct Page {
    /// Where its relative links start; nothing when that is not known.
    base: Option<Url>,
    /// Its own address.
    own: Option<Url>,
    files: RefCell<Vec<EmbeddedFile>>,
}

impl Page {
    /// `address` is the page's own; `base` is what its `<base>` says.
    pub fn new(address: Option<&str>, base: Option<&str>) -> Self {
        let own = address.and_then(web);
        let base = match (base, &own) {
            (Some(base), Some(own)) => own.join(base).ok(),
            (Some(base), None) => web(base),
            (None, own) => own.clone(),
        };
        Page { base, own, files: RefCell::default() }
    }

    /// A picture written out within its address.
    fn embedded(&self, data: &str) -> Result<String, String> {
        let (kind, content) = data.split_once(";base64,").ok_or("it is not written as base64")?;
        let ending = match kind {
            "image/png" => "png",
            "image/jpeg" | "image/jpg" => "jpg",
            "image/gif" => "gif",
            "image/webp" => "webp",
            "image/svg+xml" => "svg",
            "image/avif" => "avif",
            _ => return Err("its kind is not one of pictures".into()),
        };
        let content: String = content.chars().filter(|c| !c.is_whitespace()).collect();
        let content = STANDARD.decode(content).map_err(|_| "its base64 is broken")?;
        // What is smaller holds a place until the picture comes.
        if content.len() < 100 {
            return Err("it only holds a place".into());
        }
        let mut files = self.files.borrow_mut();
        let name = format!("within-{}.{ending}", files.len() + 1);
        files.push(EmbeddedFile { name: name.clone(), content });
        Ok(name)
    }
}

fn web(address: &str) -> Option<Url> {
    Url::parse(address.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

impl Place for Page {
    fn link(&self, href: &str) -> Option<String> {
        let href = href.trim();
        if let Some(name) = href.strip_prefix('#') {
            return (!name.is_empty()).then(|| format!("#{}", decoded(name)));
        }
        let address = match (Url::parse(href), &self.base) {
            (Ok(address), _) => address,
            (Err(_), Some(base)) if !href.is_empty() => base.join(href).ok()?,
            _ => return None,
        };
        if let (Some(name), Some(own)) = (address.fragment(), &self.own) {
            let mut without = address.clone();
            without.set_fragment(None);
            if without == *own && !name.is_empty() {
                return Some(format!("#{}", decoded(name)));
            }
        }
        outside(address.as_str())
    }

    fn anchor(&self, id: &str) -> String {
        id.to_owned()
    }

    fn picture(&self, src: &str) -> Result<String, String> {
        let src = src.trim();
        if let Some(data) = src.strip_prefix("data:") {
            return self.embedded(data);
        }
        // A browser that saves a page puts its pictures into a folder of that name.
        if Url::parse(src).is_err() && (self.base.is_none() || src.contains("_files/")) {
            let path = decoded(src.split(['?', '#']).next().unwrap_or_default());
            let path = path.trim_start_matches("./");
            if is_image_source(path) {
                return Ok(path.to_owned());
            }
        }
        let address = match (Url::parse(src), &self.base) {
            (Ok(address), _) => address,
            (Err(_), Some(base)) => base.join(src).map_err(|_| "its address is none")?,
            (Err(_), None) if src.starts_with("//") => Url::parse(&format!("https:{src}")).map_err(|_| "its address is none")?,
            (Err(_), None) => return Err("it lies elsewhere on the page's own site, whose address is not known".into()),
        };
        match address.scheme() {
            "https" if is_image_source(address.as_str()) => Ok(address.into()),
            "http" => Err("its address is not safe: https is asked for".into()),
            _ => Err("its address is not one of the web".into()),
        }
    }

    fn files(&self) -> Vec<EmbeddedFile> {
        self.files.take()
    }
}

/// An address outside the article, if it is one that an article may lead to.
pub fn outside(address: &str) -> Option<String> {
    matches!(Target::parse(address), Some(Target::Outside(_))).then(|| address.to_owned())
}

/// With `%xx` as the characters that they stand for.
pub fn decoded(name: &str) -> String {
    let bytes = name.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%').then(|| name.get(at + 1..at + 3)).flatten().and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(hex.unwrap_or(bytes[at]));
        at += if hex.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).unwrap_or_else(|_| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_starts_from_the_page_and_leads_to_the_web_or_within_the_page() {
        let page = Page::new(Some("https://a.example/news/1.html"), None);
        let check = |href: &str, expected: Option<&str>| assert_eq!(page.link(href).as_deref(), expected, "{href}");
        check("2.html", Some("https://a.example/news/2.html"));
        check("//b.example/", Some("https://b.example/"));
        check("#%E6%B2%81", Some("#沁"));
        check("1.html#two", Some("#two"));
        check("mailto:a@b.example", Some("mailto:a@b.example"));
        check("javascript:alert(1)", None);
        check("#", None);
        check("", None);
        assert_eq!(Page::default().link("about"), None);
    }

    #[test]
    fn a_picture_lies_beside_the_file_or_on_the_web() {
        let page = Page::new(Some("https://a.example/news/1.html"), None);
        assert_eq!(page.picture("1.jpg").as_deref(), Ok("https://a.example/news/1.jpg"));
        assert_eq!(Page::default().picture("./page_files/1.jpg?x").as_deref(), Ok("page_files/1.jpg"));
        assert!(Page::default().picture("http://a.example/1.jpg").is_err());
        assert!(Page::default().picture("../1.jpg").is_err());
        assert_eq!(page.picture("page_files/1.jpg").as_deref(), Ok("page_files/1.jpg"));
    }

    #[test]
    fn a_picture_within_its_address_is_a_file() {
        let page = Page::default();
        let data = format!("data:image/png;base64,{}", STANDARD.encode([7; 200]));
        assert_eq!(page.picture(&data).as_deref(), Ok("within-1.png"));
        assert_eq!(page.files()[0].content, [7; 200]);
    }
}
