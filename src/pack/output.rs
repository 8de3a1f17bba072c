//! Writing a site: beside its place, and swapped in once it is whole, so that whoever interrupts it has the old one. What has not changed is
//! the old file itself, with its date.

use miette::Diagnostic;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use thiserror::Error;

#[derive(Debug, Error, Diagnostic)]
pub enum OutputError {
    #[error("{} holds something else than a site, which writing would remove", path.display())]
    #[diagnostic(help("name a folder that is new, empty, or a site built before"))]
    NotASite { path: PathBuf },
    #[error("{} is being written by another build", path.display())]
    #[diagnostic(help("wait until that one is done"))]
    Busy { path: PathBuf },
    #[error("{} cannot be written: {error}", path.display())]
    #[diagnostic(help("check that the folder may be written to and that the disk is not full; the old site is as it was"))]
    Write { path: PathBuf, error: io::Error },
}

/// A site that is being written. Dropped before [`Output::finish`], it leaves everything as it was.
pub struct Output {
    folder: PathBuf,
    beside: PathBuf,
    /// Locked while this one writes. However a process ends, the system lets go of its locks.
    lock: Option<File>,
    counts: Counts,
    is_done: bool,
}

#[derive(Default)]
struct Counts {
    files: AtomicUsize,
    bytes: AtomicU64,
    unchanged: AtomicUsize,
}

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    pub files: usize,
    pub bytes: u64,
    /// Files that are as they were.
    pub unchanged: usize,
}

impl Output {
    pub fn begin(folder: &Path) -> Result<Self, OutputError> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |error| OutputError::Write { path, error }
        };
        if !is_free(folder).map_err(failed(folder))? {
            return Err(OutputError::NotASite { path: folder.to_owned() });
        }
        let beside = beside(folder, "part");
        if let Some(parent) = beside.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            fs::create_dir_all(parent).map_err(failed(parent))?;
        }
        let lock = self::beside(folder, "lock");
        let lock = File::create(&lock).map_err(failed(&lock))?;
        // Some disks know no locks.
        if matches!(lock.try_lock(), Err(TryLockError::WouldBlock)) {
            return Err(OutputError::Busy { path: folder.to_owned() });
        }
        clear_away(folder).map_err(failed(folder))?;
        fs::create_dir(&beside).map_err(failed(&beside))?;
        let counts = Counts::default();
        Ok(Output { folder: folder.to_owned(), beside, lock: Some(lock), counts, is_done: false })
    }

    /// Adds a file. Any thread may.
    pub fn write(&self, path: &str, content: &[u8]) -> Result<(), OutputError> {
        let to = self.beside.join(path);
        let failed = |error| OutputError::Write { path: to.clone(), error };
        let old = self.folder.join(path);
        let is_same =
            fs::metadata(&old).is_ok_and(|old| old.len() == content.len() as u64) && fs::read(&old).is_ok_and(|old| old == content);
        // Whether the file is the old one itself under a second name; some disks have no such thing.
        let put = || -> io::Result<bool> {
            if is_same && fs::hard_link(&old, &to).is_ok() {
                return Ok(true);
            }
            // Never over a file that is there: that may be the old site's own.
            fs::OpenOptions::new().write(true).create_new(true).open(&to)?.write_all(content)?;
            Ok(false)
        };
        let done = put().or_else(|error| match (error.kind(), to.parent()) {
            (io::ErrorKind::NotFound, Some(parent)) => fs::create_dir_all(parent).and_then(|()| put()),
            _ => Err(error),
        });
        match done {
            Ok(is_old) => {
                self.counts.files.fetch_add(1, Ordering::Relaxed);
                self.counts.bytes.fetch_add(content.len() as u64, Ordering::Relaxed);
                self.counts.unchanged.fetch_add(usize::from(is_old), Ordering::Relaxed);
                Ok(())
            }
            // A picture of two articles comes twice, under the name of its content.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            Err(error) => Err(failed(error)),
        }
    }

    /// Puts the new site in the place of the old one.
    pub fn finish(mut self) -> Result<Written, OutputError> {
        let failed = |error| OutputError::Write { path: self.folder.clone(), error };
        let old = beside(&self.folder, "old");
        let has_old = match fs::rename(&self.folder, &old) {
            Ok(()) => true,
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => return Err(failed(error)),
        };
        if let Err(error) = fs::rename(&self.beside, &self.folder) {
            if has_old {
                let _ = fs::rename(&old, &self.folder);
            }
            return Err(failed(error));
        }
        self.is_done = true;
        if has_old {
            for entry in fs::read_dir(&old).map_err(failed)?.flatten().filter(|entry| is_kept(&entry.file_name().to_string_lossy())) {
                let to = self.folder.join(entry.file_name());
                if !to.exists() {
                    fs::rename(entry.path(), to).map_err(failed)?;
                }
            }
            fs::remove_dir_all(&old).map_err(|error| OutputError::Write { path: old.clone(), error })?;
        }
        let Counts { files, bytes, unchanged } = &self.counts;
        Ok(Written {
            files: files.load(Ordering::Relaxed),
            bytes: bytes.load(Ordering::Relaxed),
            unchanged: unchanged.load(Ordering::Relaxed),
        })
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if !self.is_done {
            let _ = fs::remove_dir_all(&self.beside);
        }
        // An open file cannot be removed everywhere.
        drop(self.lock.take());
        let _ = fs::remove_file(beside(&self.folder, "lock"));
    }
}

/// Removes what builds have left that were killed, and puts the old site back where one was killed just as it moved it away.
fn clear_away(folder: &Path) -> io::Result<()> {
    let (part, old) = (beside(folder, "part"), beside(folder, "old"));
    if part.exists() {
        fs::remove_dir_all(&part)?;
    }
    match (old.exists(), is_site(folder)) {
        (true, true) => fs::remove_dir_all(&old),
        (true, false) => fs::rename(&old, folder),
        (false, _) => Ok(()),
    }
}

/// A hidden folder beside another, so that both are on one disk.
fn beside(folder: &Path, what: &str) -> PathBuf {
    let name = folder.file_name().map_or_else(|| "site".into(), |name| name.to_string_lossy().into_owned());
    folder.parent().unwrap_or(Path::new("")).join(format!(".{name}.{what}"))
}

/// Whether a folder holds a site as a build leaves it.
pub fn is_site(folder: &Path) -> bool {
    ["sw.js", "app.webmanifest"].iter().all(|name| folder.join(name).is_file())
}

/// What hosts and version control keep beside a site stays with it: hidden files, and the name of the host.
fn is_kept(name: &str) -> bool {
    name.starts_with('.') || name == "CNAME"
}

/// Whether a folder is not there, empty, a site, or the compiled reader for one.
fn is_free(folder: &Path) -> io::Result<bool> {
    let names = match fs::read_dir(folder) {
        Ok(entries) => {
            entries.map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned())).collect::<Result<Vec<_>, _>>()?
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(error),
    };
    let is_reader = names.iter().any(|name| name.starts_with("reader") && name.ends_with("_bg.wasm"));
    Ok(names.is_empty() || is_site(folder) || is_reader)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(folder: &Path, files: &[(&str, &str)]) -> Result<Written, OutputError> {
        let output = Output::begin(folder)?;
        for (path, content) in files {
            output.write(path, content.as_bytes())?;
        }
        output.finish()
    }

    const SITE: [(&str, &str); 3] = [("sw.js", "1"), ("app.webmanifest", "{}"), ("a/x/index.html", "x")];

    #[test]
    fn a_second_build_rewrites_only_what_has_changed_and_removes_what_is_gone() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("site");
        assert_eq!(build(&folder, &SITE).unwrap(), Written { files: 3, bytes: 4, unchanged: 0 });
        let before = fs::metadata(folder.join("sw.js")).unwrap().modified().unwrap();
        let written = build(&folder, &[SITE[0], SITE[1], ("b/index.html", "y")]).unwrap();
        assert_eq!((written.files, written.unchanged), (3, 2));
        assert_eq!(fs::metadata(folder.join("sw.js")).unwrap().modified().unwrap(), before);
        assert!(!folder.join("a").exists() && folder.join("b/index.html").exists());
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_hosts_and_version_control_keep_beside_a_site_stays() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("site");
        build(&folder, &SITE).unwrap();
        fs::create_dir(folder.join(".git")).unwrap();
        fs::write(folder.join(".git/HEAD"), "x").unwrap();
        fs::write(folder.join("CNAME"), "example.org").unwrap();
        build(&folder, &SITE).unwrap();
        assert_eq!(fs::read_to_string(folder.join(".git/HEAD")).unwrap(), "x");
        assert_eq!(fs::read_to_string(folder.join("CNAME")).unwrap(), "example.org");
    }

    #[test]
    fn a_file_that_comes_twice_is_written_once_and_never_into_the_old_site() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("site");
        let files = [SITE[0], SITE[1], SITE[2], SITE[2]];
        assert_eq!(build(&folder, &files).unwrap().files, 3);
        assert_eq!(build(&folder, &files).unwrap(), Written { files: 3, bytes: 4, unchanged: 3 });
    }

    #[test]
    fn many_threads_write_into_folders_that_are_not_there_yet_and_count_each_file_once() {
        let place = tempfile::tempdir().unwrap();
        let output = Output::begin(&place.path().join("site")).unwrap();
        let barrier = std::sync::Barrier::new(8);
        std::thread::scope(|scope| {
            for thread in 0..8 {
                let (output, barrier) = (&output, &barrier);
                scope.spawn(move || {
                    for folder in 0..100 {
                        barrier.wait();
                        output.write(&format!("{folder}/own-{thread}.html"), b"own").unwrap();
                        output.write(&format!("{folder}/shared.png"), b"shared").unwrap();
                    }
                });
            }
        });
        assert_eq!(output.finish().unwrap(), Written { files: 900, bytes: 800 * 3 + 100 * 6, unchanged: 0 });
    }

    #[test]
    fn an_interrupted_build_leaves_the_old_site_whole() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("site");
        build(&folder, &SITE).unwrap();
        let output = Output::begin(&folder).unwrap();
        output.write("sw.js", b"2").unwrap();
        assert!(matches!(Output::begin(&folder), Err(OutputError::Busy { .. })));
        drop(output);
        assert_eq!(fs::read(folder.join("sw.js")).unwrap(), b"1");
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_a_killed_build_has_left_is_no_hindrance() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("site");
        build(&folder, &SITE).unwrap();
        // Killed while it wrote, and another as it moved the old site away.
        fs::create_dir_all(place.path().join(".site.part/a")).unwrap();
        fs::rename(&folder, place.path().join(".site.old")).unwrap();
        assert_eq!(build(&folder, &SITE).unwrap().unchanged, 3);
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_with_something_else_is_left_alone() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("thesis.docx"), "").unwrap();
        assert!(matches!(build(place.path(), &SITE), Err(OutputError::NotASite { .. })));
    }
}
