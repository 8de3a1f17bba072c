//! The main pages as they look, held against small pictures in `tests/snapshots`. `UPDATE=1 cargo test --features pack --test browser --
//! snapshots` writes those anew: look at what has changed before you keep it.
//!
//! A page is kept as the mean colours of its blocks of 8 × 8 pixels: some kilobytes, in which nobody reads a letter but everybody sees a
//! column that has moved. How such pictures are made and compared is in `blocks`.

mod blocks;

use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

use crate::built::built;
use crate::harness::{Browser, check};
use crate::options::Chromium;
use blocks::{Blocks, differences};

/// Covers come first: where an article has been read before, its cover offers to go on there.
#[rustfmt::skip]
const PAGES: [(&str, &str, &str); 7] = [
    ("cover", "", "document.querySelector('.key-numbers')"),
    ("article", "a/qinyuan/", "document.querySelector('article h2')"),
    // Chart and register of the section on governance.
    ("register", "a/qinyuan/", "document.querySelector('#villages td')"),
    ("topic", "t/grid-management/", "document.querySelector('.passages a')"),
    ("numbers", "numbers/", "document.querySelector('.numbers td')"),
    ("results", "search/?q=2022", "document.querySelector('.results li a') && document.querySelector('.elsewhere a')"),
    ("about", "about/", "document.querySelector('.about dd')"),
];

const SIZES: [(u32, u32); 2] = [(390, 844), (1280, 800)];

#[test]
fn the_main_pages_look_as_they_did() {
    let site = built("/");
    let mut changed = Vec::new();
    // In a language that is not offered, so that no page offers another.
    check(Chromium::desktop().languages(&["fr"]), async |b| {
        // As on a phone, and with the same room on every system.
        b.cdp("Emulation.setScrollbarsHidden", json!({ "hidden": true })).await;
        for (page, path, whole) in PAGES {
            for (lang, prefix) in [("zh", ""), ("en", "en/")] {
                b.open(&site.url(&format!("{prefix}{path}"))).await;
                b.ready().await;
                b.until(whole).await;
                b.until("document.fonts.status == 'loaded'").await;
                for (width, height) in SIZES {
                    b.size(width, height).await;
                    b.until(&format!("innerWidth == {width} && innerHeight == {height}")).await;
                    for theme in ["light", "dark"] {
                        let scheme = json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }] });
                        b.cdp("Emulation.setEmulatedMedia", scheme).await;
                        let place = if page == "register" {
                            "document.querySelector('#station-counts').scrollIntoView()"
                        } else {
                            "scrollTo(0, 0)"
                        };
                        b.js(&format!("({place}, document.activeElement.blur())")).await;
                        b.until(PAINTED).await;
                        let name = format!("{page}-{lang}-{theme}-{width}");
                        if let Err(why) = hold(b, &name).await {
                            changed.push(why);
                        }
                    }
                }
            }
        }
    });
    assert!(
        changed.is_empty(),
        "{} pages look different; see the pictures in {}, and if that is how they should look, UPDATE=1 keeps them:\n{}",
        changed.len(),
        evidence().display(),
        changed.join("\n")
    );
}

/// What was asked for before is on the screen: nothing runs, and two frames have been painted.
const PAINTED: &str = "!document.getAnimations().length && \
                       new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))";

/// Takes a picture of the window and holds it against the one that is kept, or keeps it.
async fn hold(b: &Browser, name: &str) -> Result<(), String> {
    let shown = b.session.screenshot_as_png().await.map_err(|why| why.to_string())?;
    let now = Blocks::of(&shown);
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(format!("{name}.png"));
    if std::env::var_os("UPDATE").is_some() {
        return write(&kept, &now.png());
    }
    let before = fs::read(&kept).map_err(|why| format!("{name}: {why}; UPDATE=1 writes it"))?;
    let before = Blocks::read(&before);
    let Some(difference) = differences(&before, &now) else { return Ok(()) };
    write(&evidence().join(format!("{name}-now.png")), &shown)?;
    write(&evidence().join(format!("{name}-before.png")), &before.enlarged().png())?;
    write(&evidence().join(format!("{name}-difference.png")), &difference.picture.enlarged().png())?;
    Err(format!("{name}: {}", difference.what))
}

fn evidence() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("snapshots")
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let folder = path.parent().expect("a picture stands in a folder");
    fs::create_dir_all(folder).and_then(|()| fs::write(path, bytes)).map_err(|why| format!("{} cannot be written: {why}", path.display()))
}
