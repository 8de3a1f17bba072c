//! Markdown as an article: CommonMark with the tables, tasks and notes of GitHub, formulas, containers, and a head.
//!
//! The parser is comrak; here its tree becomes sections and blocks, and raw HTML and the remains of templates are understood as
//! far as an article can hold them.

mod front;
mod gather;
mod html;
mod marks;
mod math;
mod mdx;
mod nest;
mod place;
mod shallow;
mod table;
mod tags;
mod walk;

use crate::article::{LIMITS, Target};
use crate::import::{Draft, ImportError, Loss, Lost, Options, Spot, is_allowed, language_of_article};
use place::Places;
use std::borrow::Cow;

/// Reads a file of Markdown.
pub fn import(text: &str, options: &Options) -> Result<Draft, ImportError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let front = front::front(text)?;
    let head = front.length;
    let mut draft = Draft::new("", "");
    front.fill(text, &mut draft);

    let masked = mdx::masked(&text[head..]);
    let body = shallow::shallow(&masked);
    let arena = comrak::Arena::new();
    let root = comrak::parse_document(&arena, &body, &syntax());
    let mut gather = gather::Gather::new(Places::of(text, head), text, mdx::is_mdx(&text[head..]));
    walk::walk(root, &mut gather);
    gather.finish();
    let gather::Gather { mut nest, losses, places, .. } = gather;
    draft.losses.extend(losses);
    draft.losses.extend(forbidden(text, &places));

    if draft.article.title.is_empty() {
        let title = nest.take_title().or_else(|| nest.first_line()).unwrap_or_default();
        draft.article.title = shortened(&title);
    } else {
        nest.drop_title(&draft.article.title);
    }
    let (body, losses) = nest.finish();
    draft.losses.extend(losses);
    let (sections, losses) = body.finish();
    draft.losses.extend(losses);
    draft.article.sections = sections;
    draft.losses.sort_by_key(|loss| match loss.at {
        Spot::At(position) => position.offset,
        _ => usize::MAX,
    });
    finished(draft, options)
}

/// What is left to say of the article as a whole.
fn finished(mut draft: Draft, options: &Options) -> Result<Draft, ImportError> {
    let article = &mut draft.article;
    if article.title.trim().is_empty() {
        return Err(ImportError::new("the file holds no words", "write a heading, or a `title` in its head"));
    }
    if article.sections.is_empty() {
        let (sections, _) = {
            let mut body = crate::import::Body::default();
            body.heading(1, "", "");
            body.finish()
        };
        article.sections = sections;
    }
    if article.lang.is_empty() {
        let told = language_of_article(article).map(str::to_owned).or_else(|| options.lang.clone());
        // BCP 47 for what is not known.
        article.lang = told.unwrap_or_else(|| "und".into());
    }
    if let Some(source) = &mut article.source
        && source.title.is_empty()
    {
        source.title.clone_from(&article.title);
    }
    Ok(draft)
}

fn syntax() -> comrak::Options<'static> {
    let mut options = comrak::Options::default();
    let extension = &mut options.extension;
    extension.strikethrough = true;
    extension.table = true;
    extension.autolink = true;
    extension.tasklist = true;
    extension.footnotes = true;
    extension.alerts = true;
    extension.math_dollars = true;
    extension.math_code = true;
    extension.block_directive = true;
    extension.cjk_friendly_emphasis = true;
    // Notes stand where the source has them, also those to which nothing refers.
    options.parse.leave_footnote_definitions = true;
    options
}

/// Where a link leads in an article: outside, or to what the source calls so. Nothing for other pages.
fn target(to: &str) -> Option<String> {
    let to = to.trim();
    if let Some(name) = to.strip_prefix('#') {
        return (!name.is_empty()).then(|| format!("#{}", percent_decoded(name)));
    }
    let breaks = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '\\' | '`');
    let mut escaped = String::with_capacity(to.len());
    for c in to.chars() {
        match breaks(c) {
            true => c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| escaped.push_str(&format!("%{byte:02X}"))),
            false => escaped.push(c),
        }
    }
    matches!(Target::parse(&escaped), Some(Target::Outside(_))).then_some(escaped)
}

/// `%E5%B8%82` as the characters that it stands for; as it is where it stands for none.
fn percent_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = (*first == b'%').then(|| after.get(..2)).flatten();
        let code = code.and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Without what an article may not hold.
fn clean(text: &str) -> String {
    text.replace("\r\n", "\n").chars().filter(|c| is_allowed(*c) && !matches!(c, '\r' | '\u{c}')).collect()
}

/// A text in parts that are no longer than an article may hold in one, cut at the ends of lines where there are any.
fn in_parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while rest.len() > LIMITS.run_units {
        let most = (0..=LIMITS.run_units).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(rest.len());
        let at = rest[..most].rfind('\n').map_or(most, |at| at + 1);
        parts.push(rest[..at].trim_end_matches('\n'));
        rest = &rest[at..];
    }
    parts.push(rest);
    parts
}

/// As much of a line as a title may be.
fn shortened(line: &str) -> String {
    const LONGEST: usize = 200;
    line.trim().chars().take(LONGEST).collect::<String>().trim_end().to_owned()
}

/// Each character that an article may not hold, where it stands first.
fn forbidden(text: &str, places: &Places) -> Vec<Loss> {
    let mut seen: Vec<char> = Vec::new();
    let mut losses = Vec::new();
    for (offset, c) in text.char_indices().filter(|(_, c)| !is_allowed(*c)) {
        if !seen.contains(&c) {
            seen.push(c);
            losses.push(Loss::new(Lost::Character { code: u32::from(c) }).at(places.of_offset(offset)));
        }
    }
    losses
}

#[cfg(test)]
mod tests;
