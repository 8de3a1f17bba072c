//! Rendering a page's content to HTML, by the components that the browser hydrates.

use crate::reading::{Links, Opened};
use crate::view::{Live, Shell};
use leptos::prelude::*;
use std::sync::Arc;

pub fn render(opened: Opened, links: Links) -> String {
    let owner = Owner::new();
    let html = owner.with(|| {
        let opened = Signal::stored(opened);
        view! { <Shell opened links=Arc::new(links) live=Live::still()/> }.to_html()
    });
    owner.cleanup();
    html
}
