//! The compiled reader as trunk leaves it, with the checker beside it, for each the glue and the wasm, and with its scripts.

use super::scripts::{SCRIPTS, Scripts};
use miette::Diagnostic;
use std::path::Path;
use thiserror::Error;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReaderFiles {
    /// JavaScript module that wasm-bindgen has written.
    pub glue: Vec<u8>,
    pub wasm: Vec<u8>,
    /// The same of the checker.
    pub checker_glue: Vec<u8>,
    pub checker_wasm: Vec<u8>,
    pub scripts: Scripts,
}

#[derive(Debug, Error, Diagnostic)]
pub enum ReaderError {
    #[error("{folder} cannot be read: {error}")]
    #[diagnostic(help("run `trunk build`, or `make site`"))]
    Unreadable { folder: String, error: std::io::Error },
    #[error("this command was built without a reader")]
    #[diagnostic(help("name the folder of one with --reader DIR; `make offprint` builds a command that has it"))]
    NotEmbedded,
    #[error("{folder} holds {found} files named {pattern}; one is expected")]
    #[diagnostic(help("build the reader with `trunk build`, which calls this command by itself"))]
    NotOne { folder: String, pattern: &'static str, found: usize },
}

/// The reader that was compiled into this program; empty when there is none. `build.rs` writes it: for each file the length of its name,
/// the name, the length of its content, the content; lengths are 32 bits, the lowest byte first.
const EMBEDDED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/reader.bin"));

impl ReaderFiles {
    /// The one in a folder, if any is named, or else the one in this program.
    pub fn chosen(folder: Option<&Path>) -> Result<Self, ReaderError> {
        folder.map_or_else(Self::embedded, Self::read)
    }

    /// The reader in this program.
    pub fn embedded() -> Result<Self, ReaderError> {
        if EMBEDDED.is_empty() {
            return Err(ReaderError::NotEmbedded);
        }
        let mut files = Vec::new();
        let mut rest = EMBEDDED;
        let mut part = || -> Option<&[u8]> {
            let (length, after) = rest.split_first_chunk::<4>()?;
            let (part, after) = after.split_at_checked(u32::from_le_bytes(*length) as usize)?;
            rest = after;
            Some(part)
        };
        while let (Some(name), Some(content)) = (part(), part()) {
            files.push((String::from_utf8_lossy(name).into_owned(), content.to_vec()));
        }
        Self::of("this command", files)
    }

    pub fn read(folder: &Path) -> Result<Self, ReaderError> {
        let unreadable = |error| ReaderError::Unreadable { folder: folder.display().to_string(), error };
        let mut files = Vec::new();
        for (within, prefix) in [(folder.to_owned(), ""), (folder.join("scripts"), "scripts/")] {
            for entry in std::fs::read_dir(&within).map_err(unreadable)? {
                let path = entry.map_err(unreadable)?.path();
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let is_wanted = !prefix.is_empty() || name.starts_with("reader") || name.starts_with("checker");
                if path.is_file() && is_wanted {
                    files.push((format!("{prefix}{name}"), std::fs::read(&path).map_err(unreadable)?));
                }
            }
        }
        Self::of(&folder.display().to_string(), files)
    }

    /// The parts among files that have been read.
    fn of(folder: &str, files: Vec<(String, Vec<u8>)>) -> Result<Self, ReaderError> {
        let one = |start: &str, pattern: &'static str, ending: &str| {
            let found: Vec<_> = files.iter().filter(|(name, _)| name.starts_with(start) && name.ends_with(ending)).collect();
            match found.as_slice() {
                [(_, content)] => Ok(content.clone()),
                _ => Err(ReaderError::NotOne { folder: folder.to_owned(), pattern, found: found.len() }),
            }
        };
        let script = |name: &'static str| {
            let found = files.iter().find(|(file, _)| file.strip_prefix("scripts/") == Some(name));
            let text = found.and_then(|(_, content)| String::from_utf8(content.clone()).ok());
            text.map(|text| (name, text)).ok_or(ReaderError::NotOne { folder: folder.to_owned(), pattern: name, found: 0 })
        };
        Ok(ReaderFiles {
            glue: one("reader", "reader*.js", ".js")?,
            wasm: one("reader", "reader*_bg.wasm", "_bg.wasm")?,
            checker_glue: one("checker", "checker*.js", ".js")?,
            checker_wasm: one("checker", "checker*_bg.wasm", "_bg.wasm")?,
            scripts: SCRIPTS.into_iter().map(script).collect::<Result<_, _>>().map(Scripts)?,
        })
    }

    /// All scripts of a folder.
    pub fn read_scripts(folder: &Path) -> Result<Scripts, ReaderError> {
        let script = |name: &'static str| {
            let path = folder.join(name);
            let text = std::fs::read_to_string(&path);
            text.map(|text| (name, text)).map_err(|error| ReaderError::Unreadable { folder: path.display().to_string(), error })
        };
        SCRIPTS.into_iter().map(script).collect::<Result<_, _>>().map(Scripts)
    }
}
