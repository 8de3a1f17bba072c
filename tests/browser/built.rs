//! The built site, as a host serves it.

use std::env;
use std::path::PathBuf;

use crate::server::Site;

/// Every kind of page in each language, by its path from the root of the site; one topic stands for all.
#[rustfmt::skip]
pub const PAGES: [&str; 18] = [
    "", "a/qinyuan/", "a/qinyuan/?side=en", "topics/", "t/g241/", "numbers/", "search/", "shelf/", "about/",
    "en/", "en/a/qinyuan/", "en/a/qinyuan/?side=zh-hans", "en/topics/", "en/t/g241/", "en/numbers/", "en/search/", "en/shelf/", "en/about/",
];

pub const ARTICLE: &str = "a/qinyuan/";

/// The reader stands though hydration has failed. Not `ready()`: to it, a page that has said `failed` has.
pub const REBUILT: &str = "document.documentElement.dataset.reader == 'ready'";

/// The built site's folder; `OFFPRINT_DIST` names another.
pub fn dist() -> PathBuf {
    let dist = env::var_os("OFFPRINT_DIST").map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/dist")), PathBuf::from);
    assert!(dist.join("index.html").is_file(), "build the site first: make site");
    dist
}

/// The reader that was built with the site.
#[cfg(feature = "pack")]
pub fn reader() -> offprint::pack::ReaderFiles {
    offprint::pack::ReaderFiles::read(&PathBuf::from(env!("CARGO_TARGET_TMPDIR")).with_file_name("reader")).unwrap()
}

/// Serves the built site below a folder of its host. Nothing is kept of it: a worker that fetches and answers in the background is for the
/// tests in `offline`.
pub fn built(mount: &str) -> Site {
    Site::serve(dist(), mount).rewriting("/offline-", |_| b"export const start = () => {};".to_vec())
}

/// Replaces a text in every page of a site. A page that lacks it comes empty, which the test then sees.
pub fn replace_in_pages(site: &Site, pattern: &str, old: &'static str, new: &'static str) {
    site.rewrite(pattern, move |body| {
        let page = String::from_utf8_lossy(&body);
        if page.contains(old) { page.replacen(old, new, 1).into_bytes() } else { Vec::new() }
    });
}
