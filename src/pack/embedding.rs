//! What a site offers to other sites beside its pages: the description by which systems embed an article (oEmbed), and a page that shows
//! the tag at work as on somebody else's page.

use super::document::escape;
use super::hash::csp_source;
use super::words::demo_words;
use crate::library::Bundle;
use crate::reading::{Page, Route};
use serde_json::json;
use std::fmt::Write;

/// A page's form for frames on other sites, in the page's folder.
pub const EMBEDDED: &str = "embed.html";
/// What tells other sites how to embed an article, in its page's folder.
pub const OEMBED: &str = "oembed.json";
/// Folder of the page that shows embeds.
pub const DEMO: &str = "embed-demo/";

/// How large an embed is where nobody says: pixels.
const SIZE: (u32, u32) = (640, 600);
/// How long a description may be kept, in seconds.
const CACHE_AGE: u32 = 86_400;

/// <https://oembed.com>, 2.3.4: a frame, since most of those who ask take no script from others.
pub fn oembed(bundle: &Bundle, base_url: &str) -> String {
    let route = Route::new(&bundle.language_prefix(), Page::Article(bundle.article.id.clone()));
    let (width, height) = SIZE;
    let title = escape(&bundle.article.title);
    let html = format!(
        r#"<iframe src="{}{EMBEDDED}" width="{width}" height="{height}" title="{title}" frameborder="0" loading="lazy" allow="clipboard-write"></iframe>"#,
        escape(&format!("{base_url}{}", route.path()))
    );
    let description = json!({
        "version": "1.0",
        "type": "rich",
        "title": bundle.article.title,
        "provider_name": bundle.site.title,
        "provider_url": base_url,
        "cache_age": CACHE_AGE,
        "width": width,
        "height": height,
        "html": html,
    });
    serde_json::to_string_pretty(&description).expect("a description is plain JSON")
}

/// One embed of the page, under the class of the part that it stands in.
struct Sample {
    class: &'static str,
    tag: String,
}

/// A page of somebody else's, so to speak: it has a policy of its own, which allows the tag what the tag needs, and looks like itself.
pub fn demo(bundle: &Bundle) -> String {
    let words = demo_words(&bundle.article.lang);
    let demo = Route::new(&bundle.language_prefix(), Page::Front).folder() + DEMO;
    let up = "../".repeat(demo.matches('/').count());
    let to = |page: Page| format!("{up}{}", Route::new(&bundle.language_prefix(), page).path());
    let article = to(Page::Article(bundle.article.id.clone()));
    let link = format!(r#"<a href="{article}">{}</a>"#, escape(&bundle.article.title));
    let section = bundle.article.sections.iter().find(|section| !section.title.is_empty()).map_or("", |section| section.id.as_str());
    let tag = |attributes: &str| format!(r#"<offprint-article src="{article}"{attributes}>{link}</offprint-article>"#);
    let samples = [
        Sample { class: "news", tag: tag(&format!(r#" section="{section}" theme="host""#)) },
        Sample { class: "night", tag: tag(r#" theme="dark" height="28rem""#) },
        Sample {
            class: "search",
            tag: format!(
                "<offprint-search src=\"{}\" for=\"whole\"></offprint-search>\n{}",
                to(Page::Search),
                tag(r#" id="whole" theme="light" height="32rem""#)
            ),
        },
        Sample { class: "poster", tag: tag(r#" theme="host" height="28rem" loading="lazy""#) },
        Sample { class: "strict", tag: tag(r#" isolation="strict" height="28rem" loading="lazy""#) },
    ];
    let mut parts = String::new();
    for (Sample { class, tag }, (heading, text)) in samples.iter().zip(words.samples) {
        let _ = write!(
            parts,
            "<section class=\"{class}\"><h2>{heading}</h2>\n<p>{text}</p>\n{tag}\n<details><summary>{}</summary><pre><code>{}</code></pre></details></section>\n",
            words.code,
            escape(tag)
        );
    }
    let policy = format!(
        "default-src 'none'; script-src 'self'; frame-src 'self'; style-src {}; img-src data:; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
        csp_source(STYLE)
    );
    format!(
        r#"<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title} · {site}</title>
<link rel="icon" href="data:,">
<style>{STYLE}</style>
<script async src="{up}embed.js"></script>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{intro} <a href="{about}">{back}</a></p>
{parts}</main>
</body>
</html>
"#,
        lang = bundle.article.lang,
        title = words.title,
        site = escape(&bundle.site.title),
        intro = words.intro,
        about = to(Page::About),
        back = words.back,
    )
}

/// A page that knows nothing of Offprint's own look.
const STYLE: &str = include_str!("../../style/demo.css");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_cannot_end_its_element() {
        assert!(!STYLE.contains("</"));
    }
}
