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
    #[error("{folder} holds {found} files named {pattern}; one is expected")]
    #[diagnostic(help("build the reader with `trunk build`, which calls this command by itself"))]
    NotOne { folder: String, pattern: &'static str, found: usize },
}

impl ReaderFiles {
    pub fn read(folder: &Path) -> Result<Self, ReaderError> {
        let name = || folder.display().to_string();
        let unreadable = |error| ReaderError::Unreadable { folder: name(), error };
        let entries = std::fs::read_dir(folder).map_err(unreadable)?;
        let files = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>().map_err(unreadable)?;
        let one = |start: &str, pattern: &'static str, ending: &str| {
            let is_it = |path: &&std::path::PathBuf| {
                path.file_name().is_some_and(|name| {
                    let name = name.to_string_lossy();
                    name.starts_with(start) && name.ends_with(ending)
                })
            };
            let found: Vec<_> = files.iter().filter(is_it).collect();
            match found.as_slice() {
                [file] => std::fs::read(file).map_err(unreadable),
                _ => Err(ReaderError::NotOne { folder: name(), pattern, found: found.len() }),
            }
        };
        Ok(ReaderFiles {
            glue: one("reader", "reader*.js", ".js")?,
            wasm: one("reader", "reader*_bg.wasm", "_bg.wasm")?,
            checker_glue: one("checker", "checker*.js", ".js")?,
            checker_wasm: one("checker", "checker*_bg.wasm", "_bg.wasm")?,
            scripts: Self::read_scripts(&folder.join("scripts"))?,
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
