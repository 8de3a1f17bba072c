//! Articles packed together: what a site says of itself, what a page's bundle holds, and what an edition consists of.

mod bundle;
mod decode;
mod edition;
mod lexicon;
mod words;

pub use bundle::{Bundle, Language, Site, is_drawn};
pub use decode::{Decode, Value};
pub use edition::{BundleFile, Edition};
pub use lexicon::{Expansion, Lexicon};
pub use words::{Word, Words};
