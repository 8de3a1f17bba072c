//! The packer: publishers' files in, a static site out. Native only.
//!
//! Its part is deterministic: the same sources and the same reader give the same bytes.

mod document;
mod embedding;
mod export;
pub mod formats;
mod hash;
mod highlight;
pub mod images;
mod lexicon;
mod offline;
mod one_file;
mod prerender;
mod reader_files;
mod scripts;
mod settings;
mod shorten;
mod site;
mod source;
mod style;
mod words;

pub use export::{ExportError, export, write_export};
pub use lexicon::{folded_by_unicode, lexicon};
pub use one_file::GlueError;
pub use reader_files::{ReaderError, ReaderFiles};
pub use scripts::Scripts;
pub use settings::{Settings, SettingsError};
pub use site::{SiteError, SiteFiles, pack};
pub use source::{Source, SourceError, article_files};
