//! The HTML document around a page's content: what stands in the head, and the policy that guards it.

use super::hash::csp_source;
use super::settings::FooterLine;
use super::style;
use crate::library::{Word, Words};
use std::fmt::Write;

/// All that differs from page to page.
pub struct Document<'a> {
    pub lang: &'a str,
    pub title: &'a str,
    pub description: &'a str,
    /// From the page's folder up to the root of the site.
    pub to_root: &'a str,
    /// Path of the page from the root of the site; none for a shell, which stands for any page at its depth.
    pub route: Option<&'a str>,
    pub content: &'a str,
    pub assets: &'a Assets,
    /// Path and integrity of the page's bundle.
    pub bundle: (&'a str, &'a str),
    /// Path and integrity of what all bundles of its language begin with, in a library.
    pub shared: Option<(&'a str, &'a str)>,
    /// Hosts from which pictures may come.
    pub image_hosts: &'a [String],
    /// Lines at the foot, in the publisher's words.
    pub footer: &'a [FooterLine],
    /// Further elements of the head: what the page says of itself to machines.
    pub meta: &'a str,
    /// Name of the edition, then path and integrity of its list.
    pub edition: (&'a str, &'a str, &'a str),
    pub words: &'a Words,
    /// Whether it is for a frame on somebody else's page.
    pub is_framed: bool,
}

/// Files that every page names, with the hashes of their content in their names.
pub struct Assets {
    pub boot: String,
    pub boot_integrity: String,
    pub glue: String,
    pub glue_integrity: String,
    pub wasm: String,
    pub wasm_integrity: String,
    pub frame: String,
    pub frame_integrity: String,
    pub print: String,
    /// The screen's style as files, where pages share it.
    pub screen: String,
    pub framed: String,
    /// The publisher's own style, behind all other.
    pub own_style: String,
    pub icon: String,
    pub touch_icon: String,
    /// The script of the one file, for those that are made of the site later.
    pub one_file: String,
}

/// What asks for bundle and wasm.
const EARLY: &str = include_str!("scripts/early.js");

/// The inline script, at most 1 kB: sets the theme before the first paint and asks for bundle and wasm before anything else.
///
/// Not `<link rel="preload">`: Firefox fetches what has an integrity a second time, WebKit everything, and readers without scripts
/// would load what they cannot use.
const THEMED_EARLY: &str = concat!(include_str!("scripts/theme.js"), include_str!("scripts/early.js"));

impl Document<'_> {
    pub fn html(&self) -> String {
        let Document { lang, to_root, assets, words, .. } = self;
        // Of one article all style stands in the page, so that nothing moves when a file comes late; the many pages of a library share one.
        let style = match (self.shared, self.is_framed) {
            (Some(_), _) => String::new(),
            (None, true) => style::framed() + &assets.own_style,
            (None, false) => style::screen() + &assets.own_style,
        };
        let script = self.early();
        let policy = policy(&[&csp_source(&script)], &style, self.image_hosts);
        let (edition, list, list_integrity) = self.edition;
        let mut route = self.route.map(|route| format!(r#" data-route="{route}""#)).unwrap_or_default();
        if self.is_framed {
            route.push_str(r#" data-address="frame""#);
        }
        let title = escape(self.title);
        let description = escape(self.description);
        // What an app needs; or, in a frame, what is needed before the first paint.
        let purpose = if self.is_framed {
            let Assets { frame, frame_integrity, .. } = assets;
            format!(r#"<meta name="robots" content="noindex"><script src="{to_root}{frame}" integrity="{frame_integrity}"></script>"#)
        } else {
            format!(r#"<link rel="manifest" href="{to_root}app.webmanifest">"#)
        };
        // A style that is in the page says so itself.
        let scheme = if self.shared.is_some() { "<meta name=\"color-scheme\" content=\"light dark\">\n" } else { "" };
        let styled = match (self.shared, self.is_framed) {
            (None, _) => format!("<style>{style}</style>"),
            (Some(_), false) => format!(r#"<link rel="stylesheet" href="{to_root}{}">"#, assets.screen),
            (Some(_), true) => format!(r#"<link rel="stylesheet" href="{to_root}{}">"#, assets.framed),
        };
        // Nothing may stand between the reader's element and its content, not even a line break.
        format!(
            r##"<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="description" content="{description}">
{meta}
{scheme}<link rel="icon" href="{to_root}{icon}" type="image/svg+xml"><link rel="apple-touch-icon" href="{to_root}{touch_icon}">
{styled}
<script>{script}</script>
{purpose}
<link rel="stylesheet" media="print" href="{to_root}{print}">
<link rel="modulepreload" href="{to_root}{glue}" integrity="{glue_integrity}">
<script type="module" src="{to_root}{boot}" integrity="{boot_integrity}"></script>
</head>
<body>
<div id="_app"{route} data-edition="{edition} {list} {list_integrity}">{content}</div>
{footer}<p id="_failed" class="notice" role="status" hidden>{failed} <a href="">{reload}</a></p>
</body>
</html>
"##,
            meta = self.meta,
            footer = self.footer(),
            icon = assets.icon,
            touch_icon = assets.touch_icon,
            glue = assets.glue,
            glue_integrity = assets.glue_integrity,
            boot = assets.boot,
            print = assets.print,
            boot_integrity = assets.boot_integrity,
            content = self.content,
            failed = &words[Word::ReaderFailed],
            reload = &words[Word::Reload],
        )
    }

    /// The publisher's lines, outside of what the reader takes over: they are the same on every page.
    fn footer(&self) -> String {
        let line = |line: &FooterLine| {
            let text = escape(line.text.in_language(self.lang));
            match &line.link {
                _ if text.is_empty() => text,
                Some(link) => format!(r#"<p><a href="{}">{text}</a></p>"#, escape(link)),
                None => format!("<p>{text}</p>"),
            }
        };
        let lines: String = self.footer.iter().map(line).collect();
        if lines.is_empty() || self.is_framed { String::new() } else { format!(r#"<aside class="imprint">{lines}</aside>"#) + "\n" }
    }

    fn early(&self) -> String {
        let early = if self.is_framed { EARLY } else { THEMED_EARLY };
        let wasm = (self.assets.wasm.as_str(), self.assets.wasm_integrity.as_str());
        let files = [Some(self.bundle), Some(wasm), self.shared].into_iter().flatten();
        let files: Vec<[String; 2]> = files.map(|(file, integrity)| [format!("{}{file}", self.to_root), integrity.to_owned()]).collect();
        let files = serde_json::to_string(&files).expect("names are plain JSON");
        early.trim().replace("JSON.parse('{{files}}')", &files)
    }
}

/// The page for addresses that lead nowhere. It may be served at any depth, so it refers to no file; its links are relative only
/// to the address that was asked for.
pub fn not_found(site_titles: &[(&str, &str, &Words)], base_url: Option<&str>) -> String {
    let style = style::screen();
    let policy = policy(&[], &style, &[]);
    let home = match base_url {
        Some(base_url) => vec![(escape(base_url), None)],
        None => vec![("./".to_owned(), Some("./")), ("../".to_owned(), Some("../")), ("/".to_owned(), Some("/"))],
    };
    let mut parts = String::new();
    for (lang, title, words) in site_titles {
        let links = home.iter().map(|(href, shown)| {
            let name = shown.map_or_else(|| format!("{title} · {}", &words[Word::Home]), str::to_owned);
            format!(r#"<a href="{href}">{}</a>"#, escape(&name))
        });
        let links = links.collect::<Vec<_>>().join(" · ");
        let _ = write!(
            parts,
            r#"<section lang="{lang}"><h1>{}</h1><p>{}</p><p class="start">{links}</p></section>"#,
            escape(&words[Word::Lost]),
            escape(&words[Word::LostText])
        );
    }
    let (lang, title, words) = site_titles.first().expect("a site has at least one language");
    format!(
        r#"<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{} · {}</title>
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body><main class="lost">{parts}</main></body>
</html>
"#,
        escape(&words[Word::Lost]),
        escape(title),
    )
}

/// What the browser lets a page do: load from its own site, run its own wasm, and no script from text.
fn policy(inline_scripts: &[&str], inline_style: &str, image_hosts: &[String]) -> String {
    let scripts = inline_scripts.iter().map(|source| format!(" {source}")).collect::<String>();
    let style = if inline_style.is_empty() { String::new() } else { format!(" {}", csp_source(inline_style)) };
    let hosts = image_hosts.iter().map(|host| format!(" https://{host}")).collect::<String>();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'{style}; img-src 'self' data: blob:{hosts}; \
         font-src 'self'; connect-src 'self'; frame-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; \
         require-trusted-types-for 'script'; trusted-types offprint"
    )
}

/// Text as it may stand in an element or a quoted attribute.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inline_script_is_small() {
        // With room for two names and hashes.
        assert!(THEMED_EARLY.len() <= 1024 - 2 * 128);
        assert!(!THEMED_EARLY.contains("</"));
    }

    #[test]
    fn text_cannot_leave_its_element_or_attribute() {
        assert_eq!(escape(r#"</title><script>"&"#), "&lt;/title&gt;&lt;script&gt;&quot;&amp;");
    }
}
