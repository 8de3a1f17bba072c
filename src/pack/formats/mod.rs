//! Files of every format that the packer reads, as drafts.
//!
//! A file is bytes with a name here. What lies beside it, its pictures among them, is for `pack` to fetch.

mod dates;
mod encoding;
mod epub;
pub mod feed;
mod html;
mod markdown;
mod language;
mod ninjs;
#[cfg(test)]
mod sound;
mod word;

use crate::article::plain_text;
use crate::import::{Body, Draft, EmbeddedFile, ImportError, Loss, Options, Spot, text};

/// What a file is, as far as its name and its first bytes tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Markdown,
    Text,
    Html,
    Word,
    Epub,
    /// RSS, Atom, RDF or JSON Feed.
    Feed,
    /// IPTC's news in JSON.
    Ninjs,
}

/// What a file held.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    pub format: Format,
    /// One for each article: a feed has many, any other file one.
    pub drafts: Vec<Draft>,
    /// Name of the encoding, by the standard of the web, if the text was not UTF-8.
    pub encoding: Option<&'static str>,
}

/// Reads a file. `name` is its name without folders.
pub fn import(name: &str, bytes: &[u8], options: &Options) -> Result<Imported, ImportError> {
    let format = Format::of(name, bytes)?;
    let mut encoding = None;
    let mut decoded = |bytes| {
        let (text, name) = encoding::decode(bytes);
        encoding = name;
        text
    };
    let drafts = match format {
        Format::Markdown => vec![markdown::import(&decoded(bytes), options)?],
        Format::Text => vec![text::import(&decoded(bytes), options)?],
        Format::Html => {
            let (text, name) = encoding::decode_html(bytes);
            encoding = name;
            vec![html::import(&text, options)?]
        }
        Format::Word => vec![word::import(bytes, options)?],
        Format::Epub => vec![epub::import(bytes, options)?],
        Format::Feed => feed::import(bytes, options)?,
        Format::Ninjs => ninjs::import(&decoded(bytes), options)?,
    };
    Ok(Imported { format, drafts, encoding })
}

/// What a message can show lines of: the text of a file that is text.
pub fn text_of(name: &str, bytes: &[u8]) -> Option<String> {
    match Format::of(name, bytes).ok()? {
        Format::Markdown | Format::Text | Format::Ninjs => Some(encoding::decode(bytes).0),
        Format::Html => Some(encoding::decode_html(bytes).0),
        Format::Word | Format::Epub | Format::Feed => None,
    }
}

impl Format {
    /// By the ending of the name, and where that says nothing, by how the file begins.
    pub fn of(name: &str, bytes: &[u8]) -> Result<Self, ImportError> {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        let starts = |with: &[u8]| bytes.starts_with(with);
        Ok(match ending.as_str() {
            "md" | "markdown" | "mdown" | "mkd" | "mdx" => Format::Markdown,
            "txt" | "text" => Format::Text,
            "html" | "htm" | "xhtml" => Format::Html,
            "docx" | "docm" | "dotx" => Format::Word,
            "epub" => Format::Epub,
            "rss" | "atom" | "rdf" | "xml" => Format::Feed,
            "json" if ninjs::is_ninjs(bytes) => Format::Ninjs,
            "json" => Format::Feed,
            "doc" | "wps" | "rtf" | "odt" | "pages" => {
                return Err(ImportError::new(
                    format!("{name}: this kind of file is not read"),
                    "open it in the program that made it and save it as .docx",
                ));
            }
            "pdf" => {
                return Err(ImportError::new(
                    format!("{name}: a PDF holds pages, not text in its order"),
                    "take the file from which it was made, as .docx, .html or .md",
                ));
            }
            _ if starts(b"PK\x03\x04") => Format::Word,
            _ => {
                return Err(ImportError::new(
                    format!("{name}: no format has this ending"),
                    "name a file .md, .txt, .html, .docx, .epub, .xml, .rss, .atom or .json, by what it holds",
                ));
            }
        })
    }
}

/// A draft with its text in it. One without a title is headed by its first words.
fn finish(mut draft: Draft, body: Body, mut losses: Vec<Loss>, files: Vec<EmbeddedFile>) -> Result<Draft, ImportError> {
    let (sections, more) = body.finish();
    losses.extend(more);
    // In the order of the source, as far as that is known; the others keep their order behind them.
    losses.sort_by_key(|loss| match &loss.at {
        Spot::At(position) => position.offset,
        _ => usize::MAX,
    });
    if sections.is_empty() {
        return Err(ImportError::new("there is no text in it", "look whether it is the right file"));
    }
    draft.article.sections = sections;
    draft.losses.extend(losses);
    draft.files.extend(files);
    if draft.article.title.trim().is_empty() {
        let heading = draft.article.sections.iter().map(|section| section.title.as_str()).find(|title| !title.is_empty());
        let first = plain_text(&draft.article).into_iter().map(|passage| passage.text).find(|text| !text.trim().is_empty());
        let words = || first.unwrap_or("—".into()).trim().lines().next().unwrap_or_default().chars().take(60).collect::<String>();
        draft.article.title = heading.map(str::to_owned).unwrap_or_else(words);
    }
    if let Some(source) = draft.article.source.as_mut().filter(|source| source.title.trim().is_empty()) {
        source.title.clone_from(&draft.article.title);
    }
    Ok(draft)
}
