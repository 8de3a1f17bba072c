//! How single values are spelt: ids, language tags, dates, links, file names.

/// Lower-case letters, digits and single hyphens, starting with a letter, at most 64: safe in any address and file name.
pub fn is_id(id: &str) -> bool {
    id.len() <= 64
        && id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// Whether a tag is well formed by BCP 47 (RFC 5646 §2.1). Left out is what nobody uses and many mistype: languages of four letters and more
/// (`chinese`), grandfathered tags, bare private use.
pub fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-').peekable();
    let alpha = |part: &str| part.bytes().all(|b| b.is_ascii_alphabetic());
    let alphanumeric = |part: &str| part.len() <= 8 && part.bytes().all(|b| b.is_ascii_alphanumeric());
    if !parts.next().is_some_and(|language| matches!(language.len(), 2 | 3) && alpha(language)) {
        return false;
    }
    for _ in 0..3 {
        parts.next_if(|extended| extended.len() == 3 && alpha(extended));
    }
    parts.next_if(|script| script.len() == 4 && alpha(script));
    parts.next_if(|region| (region.len() == 2 && alpha(region)) || (region.len() == 3 && region.bytes().all(|b| b.is_ascii_digit())));
    let is_variant =
        |part: &&str| alphanumeric(part) && (part.len() >= 5 || (part.len() == 4 && part.starts_with(|c: char| c.is_ascii_digit())));
    while parts.next_if(is_variant).is_some() {}
    while let Some(singleton) = parts.next() {
        let shortest = if singleton.eq_ignore_ascii_case("x") { 1 } else { 2 };
        let takes = |part: &&str| alphanumeric(part) && part.len() >= shortest;
        if singleton.len() != 1 || !alphanumeric(singleton) || parts.next_if(takes).is_none() {
            return false;
        }
        while parts.next_if(takes).is_some() {}
    }
    true
}

/// Where a link leads. What is none of these is no link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target<'a> {
    /// `https:`, `http:`, `mailto:` or `tel:`.
    Outside(&'a str),
    /// `#block` in the same article.
    Block(&'a str),
    /// `article` or `article#block` in the same library.
    Article { article: &'a str, block: Option<&'a str> },
}

impl<'a> Target<'a> {
    pub fn parse(to: &'a str) -> Option<Self> {
        if let Some(block) = to.strip_prefix('#') {
            return is_id(block).then_some(Target::Block(block));
        }
        if let Some((scheme, rest)) = to.split_once(':') {
            let scheme = scheme.to_ascii_lowercase();
            let web =
                matches!(scheme.as_str(), "https" | "http") && rest.strip_prefix("//").is_some_and(|host| host.starts_with(is_host_start));
            let other = matches!(scheme.as_str(), "mailto" | "tel") && !rest.is_empty();
            return ((web || other) && !to.chars().any(breaks_an_address)).then_some(Target::Outside(to));
        }
        let (article, block) = match to.split_once('#') {
            Some((article, block)) => (article, Some(block)),
            None => (to, None),
        };
        (is_id(article) && block.is_none_or(is_id)).then_some(Target::Article { article, block })
    }
}

fn is_host_start(c: char) -> bool {
    c.is_alphanumeric() || c == '['
}

fn breaks_an_address(c: char) -> bool {
    c.is_whitespace() || c.is_control() || is_bidi_control(c) || matches!(c, '<' | '>' | '"' | '\\' | '`')
}

/// Characters that make a text show in another order than it is written in (Unicode Technical Standard 55).
pub(super) fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// `2022`, `2022-07` or `2022-07-26`, on the calendar.
pub(super) fn is_date(date: &str) -> bool {
    let mut parts = date.split('-');
    let mut number = |digits: usize| -> Option<Option<u32>> {
        let Some(part) = parts.next() else { return Some(None) };
        (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())
    };
    let (Some(Some(year)), Some(month), Some(day)) = (number(4), number(2), number(2)) else { return false };
    let days = match month {
        Some(2) if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        Some(2) => 28,
        Some(4 | 6 | 9 | 11) => 30,
        _ => 31,
    };
    month.is_none_or(|m| (1..=12).contains(&m)) && day.is_none_or(|d| (1..=days).contains(&d)) && parts.next().is_none()
}

/// A plain name in the same folder: nothing that leads elsewhere.
pub(super) fn is_file_name(file: &str) -> bool {
    !file.is_empty() && !file.starts_with('.') && !file.contains(['/', '\\', ':', '\0']) && !file.chars().any(breaks_an_address)
}

/// A file below the article's folder, or an `https:` address.
pub fn is_image_source(src: &str) -> bool {
    match Target::parse(src) {
        Some(Target::Outside(address)) => address.starts_with("https:"),
        _ => src.split('/').all(is_file_name),
    }
}
