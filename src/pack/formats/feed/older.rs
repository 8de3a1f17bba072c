//! Feeds as they were once written, in the words of today: the parser knows the elements that are still in use.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use quick_xml::escape::escape;

/// Versions of RSS that the parser knows.
const KNOWN: [&str; 4] = ["0.90", "0.91", "0.92", "2.0"];

/// The same feed, its older elements written as their successors.
pub fn modern(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut copied, mut at, mut in_item) = (0, 0, false);
    // Looked for in vain once, the end of an element is not looked for again and again.
    let mut is_whole = true;
    while let Some(found) = text[at..].find('<') {
        let start = at + found;
        if let Some(end) = skipped(text, start) {
            at = end;
            continue;
        }
        let Some(length) = text[start..].find('>') else { break };
        let end = start + length + 1;
        at = end;
        let tag = &text[start + 1..end - 1];
        let full = tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
        let name = full.rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
        in_item |= name == "item" && !tag.starts_with('/');
        let is_open = !tag.starts_with('/') && !tag.ends_with('/') && !full.is_empty();
        let rewritten = match name.as_str() {
            "rss" if is_open => current_version(tag).map(|tag| (tag, end)),
            "body" | "fullitem" if is_open && in_item && is_whole => content(text, full, end, name == "body"),
            _ if is_open && is_whole && is_base64(tag) => plain(text, tag, full, end),
            _ => None,
        };
        is_whole &= rewritten.is_some() || !matches!(name.as_str(), "body" | "fullitem") && !is_base64(tag);
        if let Some((words, end)) = rewritten {
            out.push_str(&text[copied..start]);
            out.push_str(&words);
            copied = end;
            at = end;
        }
    }
    out.push_str(&text[copied..]);
    out
}

/// Behind what holds no elements.
fn skipped(text: &str, start: usize) -> Option<usize> {
    let closed = [("<![CDATA[", "]]>"), ("<!--", "-->"), ("<?", "?>")].iter().find(|(open, _)| text[start..].starts_with(open))?.1;
    Some(text[start..].find(closed).map_or(text.len(), |end| start + end + closed.len()))
}

/// `<rss version="0.93">`: all of them are read as the last.
fn current_version(tag: &str) -> Option<String> {
    let (before, after) = tag.split_once("version")?;
    let value = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let (version, rest) = value[1..].split_once(quote)?;
    (!KNOWN.contains(&version)).then(|| format!("<{before}version=\"2.0\"{rest}>"))
}

/// The text of an item, which stands as markup in `<body>` and escaped in `<fullitem>`.
fn content(text: &str, name: &str, start: usize, is_markup: bool) -> Option<(String, usize)> {
    const NAMESPACE: &str = "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"";
    let close = format!("</{name}>");
    let end = start + text[start..].find(&close)?;
    let inside = &text[start..end];
    let inside = if is_markup { format!("<![CDATA[{}]]>", unwrapped(inside).replace("]]>", "]]]]><![CDATA[>")) } else { inside.to_owned() };
    Some((format!("<content:encoded {NAMESPACE}>{inside}</content:encoded>"), end + close.len()))
}

/// Markup without the marks that XML has around raw characters.
fn unwrapped(markup: &str) -> String {
    let mut out = String::new();
    let mut parts = markup.split("<![CDATA[");
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (raw, after) = part.split_once("]]>").unwrap_or((part, ""));
        out.push_str(&escape(raw));
        out.push_str(after);
    }
    out
}

fn is_base64(tag: &str) -> bool {
    tag.contains("base64") || tag.contains("application/octet-stream")
}

/// What an element holds in base64, as escaped markup.
fn plain(text: &str, tag: &str, name: &str, start: usize) -> Option<(String, usize)> {
    let end = start + text[start..].find("</")?;
    let code: String = text[start..end].chars().filter(|c| !c.is_whitespace()).collect();
    let words = String::from_utf8(STANDARD.decode(code).ok()?).ok()?;
    let attributes = tag[name.len()..].replace("base64", "escaped").replace("application/octet-stream", "html");
    Some((format!("<{name}{attributes}>{}", escape(&words)), end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn older_elements_are_written_as_their_successors() {
        let check = |old: &str, new: &str| assert_eq!(modern(old), new);
        check("<rss version='0.93'><a/></rss>", "<rss version=\"2.0\"><a/></rss>");
        check("<rss version='2.0'/>", "<rss version='2.0'/>");
        check(
            "<item><body><p>a</p></body></item>",
            "<item><content:encoded xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><![CDATA[<p>a</p>]]></content:encoded></item>",
        );
        check("<title mode='base64'>PGI+YTwvYj4=</title>", "<title mode='escaped'>&lt;b&gt;a&lt;/b&gt;</title>");
        check("<item><![CDATA[<body>a</body>]]></item>", "<item><![CDATA[<body>a</body>]]></item>");
    }
}
