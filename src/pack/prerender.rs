//! Rendering a page's content to HTML, by the components that the browser hydrates.

use crate::reading::{Links, Opened};
use crate::view::{Live, Shell, waiting};
use leptos::prelude::*;
use std::sync::Arc;

pub fn render(opened: Opened, links: Links) -> String {
    owned(|| {
        let opened = Signal::stored(opened);
        view! { <Shell opened links=Arc::new(links) live=Live::still()/> }.to_html()
    })
}

/// What a shell shows until the reader has built its page.
pub fn render_waiting(opened: &Opened, links: Links) -> String {
    owned(|| waiting(opened, &Arc::new(links)).to_html())
}

fn owned(html: impl FnOnce() -> String) -> String {
    let owner = Owner::new();
    let html = owner.with(html);
    owner.cleanup();
    html
}
