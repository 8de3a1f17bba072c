//! Articles packed together: what a site says of itself, what a page's bundle holds, and what an edition consists of.

mod bundle;
mod decode;
mod edition;
mod lexicon;

pub use bundle::{Bundle, Site};
pub use decode::{Decode, Value};
pub use edition::{BundleFile, Edition};
pub use lexicon::{Expansion, Lexicon};
