//! When something has changed that a site is made of: a source, a picture beside it, the settings, the glossary.

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// Editors write a file in several steps, and several files at once: a change is over after so long without another. 50 to 300 ms.
const QUIET: Duration = Duration::from_millis(120);

const PICTURES: [&str; 7] = ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"];

pub struct Watching {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    /// Of these, all that is in them and not hidden.
    folders: BTreeSet<PathBuf>,
    files: BTreeSet<PathBuf>,
    /// Folders in which files lie; of these also the pictures.
    around: BTreeSet<PathBuf>,
}

impl Watching {
    pub fn begin(sources: &[PathBuf]) -> notify::Result<Self> {
        let (sender, events) = channel();
        let watcher = notify::recommended_watcher(sender)?;
        let mut watching = Watching { watcher, events, folders: BTreeSet::new(), files: BTreeSet::new(), around: BTreeSet::new() };
        let (folders, files): (Vec<_>, Vec<_>) = sources.iter().cloned().partition(|source| source.is_dir());
        for folder in folders {
            let folder = folder.canonicalize()?;
            watching.watcher.watch(&folder, RecursiveMode::Recursive)?;
            watching.folders.insert(folder);
        }
        watching.also(&files);
        Ok(watching)
    }

    /// Watches further files, whether they are there or not, and the pictures in their folders and one below.
    pub fn also(&mut self, files: &[PathBuf]) {
        for file in files {
            let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let (Ok(folder), Some(name)) = (parent.canonicalize(), file.file_name()) else { continue };
            self.files.insert(folder.join(name));
            let below = std::fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path());
            let below = below.filter(|path| path.is_dir() && is_visible(&folder, path));
            for folder in below.chain([folder.clone()]).collect::<Vec<_>>() {
                // Watching it again by itself would end the watch of what is below it.
                let is_watched = self.folders.iter().any(|watched| folder.starts_with(watched));
                if !is_watched && self.around.insert(folder.clone()) {
                    // Gone again, or not ours to read.
                    let _ = self.watcher.watch(&folder, RecursiveMode::NonRecursive);
                }
            }
        }
    }

    /// Waits for a change that is over, and says of what, as the person who has begun this would write it. None when watching has ended.
    pub fn changed(&self) -> Option<Vec<PathBuf>> {
        let mut changed = HashSet::new();
        loop {
            let event = if changed.is_empty() {
                self.events.recv().map_err(|_| RecvTimeoutError::Disconnected)
            } else {
                self.events.recv_timeout(QUIET)
            };
            match event {
                Ok(Ok(event)) if !matches!(event.kind, EventKind::Access(_)) => {
                    changed.extend(event.paths.into_iter().filter(|path| self.is_meant(path)));
                }
                // Reading is no change; and of what could not be watched, nothing is known.
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        let here = std::env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
        let mut changed: Vec<_> = changed.into_iter().map(|path| path.strip_prefix(&here).map(Path::to_owned).unwrap_or(path)).collect();
        changed.sort();
        Some(changed)
    }

    fn is_meant(&self, path: &Path) -> bool {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
        let is_beside = || path.parent().is_some_and(|folder| self.around.contains(folder)) && PICTURES.contains(&ending.as_str());
        self.files.contains(path) || self.folders.iter().any(|folder| is_visible(folder, path)) || is_beside()
    }
}

/// Whether a path is in a folder and not hidden there, nor what an editor leaves behind.
fn is_visible(folder: &Path, path: &Path) -> bool {
    let Ok(within) = path.strip_prefix(folder) else { return false };
    within.iter().map(|part| part.to_string_lossy()).all(|name| !name.starts_with(['.', '~']) && !name.ends_with('~'))
}
