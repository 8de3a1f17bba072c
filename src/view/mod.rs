//! What a page looks like, as Leptos components: rendered to files by the packer, hydrated in the browser by the reader.
//!
//! Props in, elements out. Nothing here knows where data comes from or what a browser can do; what changes while a page is
//! open comes in as [`Live`]. Three rules keep both doors open and the content security policy strict:
//! no `style=` attribute, no text node above [`crate::article::Limits::run_units`], and at least one `{…}` in every nested subtree
//! (a fully static one would be set through `innerHTML`).

mod about;
mod article;
mod blocks;
mod card;
mod contents;
mod foot;
mod framed;
mod front;
mod head;
mod inline;
pub mod library;
mod live;
mod lost;
mod marked;
mod numbers;
mod page;
mod pictures;
mod scene;
mod search;
mod sharing;
mod shelf;
mod shell;
mod standing;
mod topics;
mod tree;

pub use about::day;
pub use live::{Answer, Elsewhere, Live, Margin, Notice};
pub use numbers::display;
pub use scene::Scene;
pub use search::count;
pub use shell::{Shell, title, waiting};
pub use tree::Tree;

/// Ids of the interface's own elements. The underscore keeps them apart from the ids of sections and blocks.
pub mod ids {
    pub const MAIN: &str = "_main";
    pub const QUERY: &str = "_q";
    pub const HITS: &str = "_hits";
    pub const OPTIONS: &str = "_options";
    pub const CONTENTS: &str = "_contents";
    pub const CARD: &str = "_card";
    pub const MARK: &str = "_mark";
}
