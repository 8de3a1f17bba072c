//! What an installed site needs: the service worker with its list of files, the shells, and the manifest of the app.

use super::embedding::{DEMO, EMBEDDED, OEMBED};
use super::hash::{integrity, short_hash};
use super::scripts::Scripts;
use super::settings::Screenshot;
use super::syndication::{ATOM, JSON_FEED};
use crate::library::{Bundle, Word};
use crate::reading::{Page, Route};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The worker of an edition. `shells` are the beginnings of the paths that each stands for, and the file.
///
/// Topics' pages are not kept one by one: there can be hundreds of them, and the bundle has all that they show.
///
/// Of a library, only what every visit needs is kept from the beginning; articles are kept as they are read.
pub fn worker(
    scripts: &Scripts,
    files: &BTreeMap<String, Vec<u8>>,
    shells: &[(String, String)],
    copies: &[String],
    notes: &[(String, String)],
    edition: &str,
    is_library: bool,
) -> String {
    let is_shown_by_shell = |path: &str| shells.iter().any(|(start, _)| path.starts_with(start.as_str()));
    let mut listed = Map::new();
    let mut bytes = 0;
    for (path, content) in files {
        // A copy to hand on would be kept twice over.
        let is_copy = copies.contains(path);
        // Nor is what a browser shows before installing a part of what is installed.
        let is_picture = path.starts_with("screenshot-");
        // Nor what other sites ask for.
        let is_for_others = path.ends_with(EMBEDDED)
            || path.ends_with(OEMBED)
            || path == "embed.js"
            || path.starts_with("frame-")
            || path.starts_with("one-file-");
        let is_for_others = is_for_others || path.contains(DEMO);
        // Nor what search engines and readers of feeds do.
        let is_announcing =
            [ATOM, JSON_FEED].iter().any(|name| path.ends_with(name)) || path.starts_with("sitemap") || path == "robots.txt";
        let is_large = is_library && (path.contains("catalogue/") || path.starts_with("search.") || is_topic(path));
        if !is_shown_by_shell(path)
            && !is_copy
            && !is_picture
            && !is_for_others
            && !is_announcing
            && !is_large
            && !path.ends_with(".schema.json")
        {
            listed.insert(folder_of(path).to_owned(), integrity(content).into());
            bytes += content.len();
        }
    }
    let notes: Map<String, Value> = notes.iter().map(|(lang, note)| (lang.clone(), note.clone().into())).collect();
    // In a library, what is kept from the beginning changes with every article that is added: a worker of its own, of the same edition.
    let state = short_hash(Value::from(listed.clone()).to_string().as_bytes());
    let edition = if is_library { format!("{edition}.{state}") } else { edition.to_owned() };
    let fill = [
        ("edition", json!(edition).to_string()),
        ("files", Value::from(listed).to_string()),
        ("shells", json!(shells).to_string()),
        ("bytes", bytes.to_string()),
        ("library", is_library.to_string()),
        ("notes", Value::from(notes).to_string()),
    ];
    scripts.worker(&fill)
}

/// A topic's page, in whichever language.
fn is_topic(path: &str) -> bool {
    path.starts_with("t/") || path.contains("/t/")
}

/// A page's path in the address; any other file's own.
fn folder_of(path: &str) -> &str {
    path.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/')).unwrap_or(path)
}

/// The app that a browser installs. It names no id: one would count from the root of the host, and two sites there be one app.
pub fn manifest(bundle: &Bundle, icons: &Icons, screenshots: &[(String, &Screenshot)]) -> String {
    let icon = |src: &str, sizes: &str, kind: &str, purpose: &str| json!({ "src": src, "sizes": sizes, "type": kind, "purpose": purpose });
    let shortcut = |page: Page, word: Word| json!({ "name": &bundle.words[word], "url": Route::new("", page).path() });
    let screenshot = |(src, picture): &(String, &Screenshot)| {
        let is_wide = picture.pixels().is_some_and(|(width, height)| width > height);
        let form = if is_wide { "wide" } else { "narrow" };
        json!({ "src": src, "sizes": picture.size, "type": picture.media_type(), "form_factor": form })
    };
    let manifest = json!({
        "name": if bundle.site.is_library { bundle.site.title.clone() } else { format!("{} · {}", bundle.article.title, bundle.site.title) },
        "short_name": bundle.site.title,
        "description": bundle.article.standfirst,
        "lang": bundle.article.lang,
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": "#fbf8f1",
        "theme_color": "#fbf8f1",
        "launch_handler": { "client_mode": ["navigate-existing", "auto"] },
        "file_handlers": [{ "action": "./shelf/", "accept": { "application/json": [".json", ".article.json"] } }],
        "icons": [
            icon(&icons.any, "any", "image/svg+xml", "any"),
            icon(&icons.small, "192x192", "image/png", "any"),
            icon(&icons.large, "512x512", "image/png", "any"),
            icon(&icons.maskable, "512x512", "image/png", "maskable"),
        ],
        "screenshots": screenshots.iter().map(screenshot).collect::<Vec<_>>(),
        "shortcuts": [
            shortcut(Page::Search, Word::Search),
            match bundle.site.is_library {
                true => shortcut(Page::Front, Word::Articles),
                false => shortcut(Page::Article(bundle.article.id.clone()), Word::Article),
            },
            shortcut(Page::Topics, Word::Topics),
            shortcut(Page::Numbers, Word::Numbers),
        ],
    });
    serde_json::to_string_pretty(&manifest).expect("a manifest is plain JSON")
}

/// Files of the seal, by what they are for.
pub struct Icons {
    pub any: String,
    pub small: String,
    pub large: String,
    pub maskable: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_kept_by_its_folder() {
        assert_eq!(folder_of("index.html"), "");
        assert_eq!(folder_of("a/x/index.html"), "a/x/");
        assert_eq!(folder_of("404.html"), "404.html");
        assert_eq!(folder_of("a/myindex.html"), "a/myindex.html");
    }
}
