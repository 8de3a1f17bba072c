//! The packer: publishers' files in, a static site out. Native only.
//!
//! Its part is deterministic: the same sources and the same reader give the same bytes.

mod document;
mod embedding;
mod export;
pub mod formats;
mod glossary;
mod glossary_file;
mod han_names;
mod hash;
mod highlight;
mod latin_names;
mod lexicon;
mod linking;
pub mod metadata;
mod nearest;
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
mod suggesting;
pub mod syndication;
mod words;

pub use export::{ExportError, export, write_export};
pub use glossary::{ByLanguage, Glossary, GlossaryTopic};
pub use glossary_file::{GlossaryError, GlossaryProblem};
pub use lexicon::{folded_by_unicode, lexicon};
pub use nearest::nearest;
pub use one_file::GlueError;
pub use reader_files::{ReaderError, ReaderFiles};
pub use scripts::Scripts;
pub use settings::{Settings, SettingsError};
pub use site::{SiteError, SiteFiles, pack};
pub use source::{Source, SourceError, article_files};
pub use suggesting::{Candidate, suggest};
