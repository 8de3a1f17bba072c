//! The packer: publishers' files in, a static site out. Native only.
//!
//! Its part is deterministic: the same sources and the same reader give the same bytes.

mod accent;
mod build;
mod built;
pub mod command;
mod document;
mod embedding;
mod export;
pub mod formats;
mod glossary;
mod hash;
mod highlight;
mod ids;
pub mod images;
mod intake;
mod lexicon;
pub mod library;
mod messages;
pub mod metadata;
mod nearest;
mod offline;
mod one_file;
mod output;
mod prerender;
mod reader_files;
mod scripts;
mod settings;
mod shorten;
mod site;
mod source;
mod source_lines;
mod sources;
mod style;
pub mod syndication;
mod words;

pub use build::{BuildError, Built, Took, Watch, build};
pub use built::BuiltSiteError;
pub use export::{ExportError, export, write_export};
pub use glossary::{ByLanguage, Candidate, Glossary, GlossaryError, GlossaryProblem, GlossaryTopic, suggest};
pub use lexicon::{folded_by_unicode, lexicon};
pub use messages::{Level, Message};
pub use nearest::nearest;
pub use one_file::GlueError;
pub use output::{OutputError, Written};
pub use reader_files::{ReaderError, ReaderFiles};
pub use scripts::Scripts;
pub use settings::{Settings, SettingsError};
pub use site::{SiteError, SiteFiles, pack};
pub use source::{Source, SourceError};
pub use sources::{SourceFile, Sources, SourcesError, sources};
