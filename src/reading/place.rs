//! Where a reader is on a page, so that Back leads there even if the page has grown above it.

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// Id of the block at the top of the window; `None` above the first one and on pages without blocks.
    pub block: Option<String>,
    /// CSS pixels from the block's top, or the page's, down to the top of the window.
    pub offset_px: f64,
}
