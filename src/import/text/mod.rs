//! Plain text as it is pasted from a page of news, Chinese or English: what stands above it, its paragraphs, headings and lists.

mod head;
mod layout;
mod list;
mod punctuation;

use super::{Body, Draft, ImportError, Loss, Lost, Options, Punctuation, Spot, is_allowed, language_of};
use crate::article::{Block, List, Paragraph, Position};
use head::Head;
use layout::{Chunk, Shape};

/// Reads a file of plain text.
pub fn import(text: &str, options: &Options) -> Result<Draft, ImportError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut chunks = layout::chunks(text);
    let Head { title, outlet, channel, published, authors, losses } = head::take(&mut chunks);
    let Some(title) = title.map(|title| clean(&title)).filter(|title| !title.is_empty()) else {
        return Err(ImportError::new("the file holds no words", "write a title in its first line, and the text below"));
    };
    let told = language_of(text).map(str::to_owned).or_else(|| options.lang.clone());
    let mut draft = Draft::new(&told.unwrap_or_else(|| "und".into()), "");
    let is_chinese = draft.article.lang.starts_with("zh") && options.punctuation == Punctuation::Chinese;
    let set: fn(&str) -> String = if is_chinese { punctuation::chinese } else { str::to_owned };

    draft.article.title = set(&title);
    draft.article.published.clone_from(&published);
    authors.iter().for_each(|name| draft.author(&clean(name)));
    if !(outlet.is_empty() && channel.is_empty()) {
        let source = draft.source();
        (source.outlet, source.channel, source.published) = (clean(&outlet), clean(&channel), published);
    }
    let (sections, found) = body(chunks, set).finish();
    draft.article.sections = sections;
    draft.losses = losses.into_iter().chain(found).chain(forbidden(text)).collect();
    draft.losses.sort_by_key(|loss| if let Spot::At(position) = loss.at { position.offset } else { usize::MAX });
    Ok(draft)
}

fn body(chunks: Vec<Chunk>, set: fn(&str) -> String) -> Body {
    let mut body = Body::default();
    for shape in layout::shapes(chunks) {
        match shape {
            Shape::Heading(words, at) => {
                body.at(Spot::At(at));
                body.heading(1, &set(&clean(&words)), "");
            }
            Shape::Paragraph(words, at) => {
                body.at(Spot::At(at));
                let text = super::tidy(set(&words).as_str().into());
                if !text.0.is_empty() {
                    body.push(Block::Paragraph(Paragraph { id: String::new(), text }));
                }
            }
            Shape::List(start, items, at) => {
                body.at(Spot::At(at));
                let item =
                    |words: &String| crate::article::Item { text: super::tidy(set(words).as_str().into()), done: None, blocks: Vec::new() };
                body.push(Block::List(List { id: String::new(), start, items: items.iter().map(item).collect() }));
            }
        }
    }
    if body.is_empty() {
        body.heading(1, "", "");
    }
    body
}

/// Words of one line, without what an article may not hold.
fn clean(words: &str) -> String {
    let kept: String = words.chars().filter(|c| is_allowed(*c)).collect();
    kept.split(['\r', '\u{c}', '\t']).map(str::trim).collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// Each character that an article may not hold, where it stands first.
fn forbidden(text: &str) -> Vec<Loss> {
    let mut seen: Vec<char> = Vec::new();
    let mut losses = Vec::new();
    for (offset, c) in text.char_indices().filter(|(_, c)| !is_allowed(*c)) {
        if !seen.contains(&c) {
            seen.push(c);
            let start = text[..offset].rfind('\n').map_or(0, |end| end + 1);
            let line = text[..offset].matches('\n').count() + 1;
            let position = Position { line, column: text[start..offset].chars().count() + 1, offset };
            losses.push(Loss::new(Lost::Character { code: u32::from(c) }).at(Spot::At(position)));
        }
    }
    losses
}

#[cfg(test)]
mod tests;
