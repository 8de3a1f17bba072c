//! Finding: what of a bundle holds the words asked for, in what order, with which words around and which of them marked.
//!
//! The texts are folded once and looked through in memory. Works on plain text; turning hits into links and marks into `<mark>` is
//! `view`'s business. All of this is in every reader's wasm, hence integers, plain vectors and loops, and no tables of characters.

mod corpus;
mod excerpt;
mod find;
mod fold;
mod letters;
mod numerals;
mod pinyin;
mod plan;
mod query;
mod scan;
mod suggest;

pub use corpus::Corpus;
pub use find::Marker;
pub use fold::Folder;
pub use query::Query;

/// What a query has found.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Found {
    /// Best first: by tier, then by how well they fit.
    pub hits: Vec<Hit>,
    /// When there are no hits: what else to ask, all of which finds something. Four at most.
    pub suggestions: Vec<String>,
}

/// A place that holds the query.
#[derive(Clone, PartialEq, Debug)]
pub struct Hit {
    pub tier: Tier,
    pub target: Target,
    /// What stands above the excerpt: a heading, the name of a topic, the subject of a figure. Empty for a block.
    pub title: Vec<Piece>,
    /// Position of the section it is in, if it is in one.
    pub section: Option<usize>,
    /// The words around what was found; for a name without any, nothing.
    pub excerpt: Vec<Piece>,
}

/// A piece of an excerpt.
#[derive(Clone, PartialEq, Debug)]
pub struct Piece {
    pub text: String,
    pub is_match: bool,
}

/// Where a hit leads: ids of the article's parts.
#[derive(Clone, PartialEq, Debug)]
pub enum Target {
    /// The article's title and standfirst.
    Title,
    Section(String),
    Block(String),
    Topic(String),
    Statistic(String),
    /// What the article is based on, and its rights: the about page.
    Source,
}

/// How well a hit fits; the order is that of the hits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Tier {
    /// The whole query, touching.
    Phrase,
    /// All its terms, near one another.
    Near,
    /// All its terms.
    All,
    /// A name that is read so.
    Pinyin,
    /// Most of its terms; only when there is little else.
    Most,
}

impl Tier {
    pub const ALL: [Tier; 5] = [Tier::Phrase, Tier::Near, Tier::All, Tier::Pinyin, Tier::Most];
}
