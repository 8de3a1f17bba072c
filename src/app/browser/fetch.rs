//! Fetching a file of the site.

use super::document::element;
use gloo_net::http::Request;

/// The text of a file that has the hash; anything else is an error that says why. The one file holds all others in elements that have their
/// names, and has come as a whole or not at all.
pub async fn fetch_text(url: &str, integrity: &str) -> Result<String, String> {
    if let Some(held) = url.rsplit('/').next().and_then(element) {
        return Ok(held.text_content().unwrap_or_default());
    }
    let response = Request::get(url).integrity(integrity).send().await.map_err(|error| format!("{url}: {error}"))?;
    if !response.ok() {
        return Err(format!("{url}: status {}", response.status()));
    }
    response.text().await.map_err(|error| format!("{url}: {error}"))
}
