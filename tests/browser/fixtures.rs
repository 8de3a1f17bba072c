//! Small sites that tests write for themselves.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder of one test, removed when dropped.
pub struct Folder(PathBuf);

impl Folder {
    /// Writes the files, folders included: `Folder::with(&[("a/x/index.html", page)])`.
    pub fn with<T: AsRef<[u8]>>(files: &[(&str, T)]) -> Folder {
        let folder = Folder(scratch_path());
        for (path, content) in files {
            folder.write(path, content);
        }
        folder
    }

    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let file = self.0.join(path);
        let written = file.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&file, content));
        written.unwrap_or_else(|why| panic!("{} cannot be written: {why}", file.display()));
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A complete page, free of what the harness would complain about.
pub fn page(body: &str) -> String {
    page_with("", body)
}

/// The same with something more in its head: a policy, a script.
pub fn page_with(head: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">{head}<meta name=\"viewport\" content=\"width=device-width\">\
         <link rel=\"icon\" href=\"data:,\"><title>Fixture</title></head><body>{body}</body></html>"
    )
}

/// A path in the system's temporary folder that nobody else has.
pub fn scratch_path() -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    std::env::temp_dir().join(format!("offprint-test-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed)))
}
