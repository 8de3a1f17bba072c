//! Fetching a file of the site.

use super::document::element;
use gloo_net::http::Request;
use web_sys::AbortSignal;

/// The text of a file that has the hash; anything else is an error that says why. The one file holds all others in elements that have their
/// names, and has come as a whole or not at all.
/// With a limit in milliseconds it is there by then or not at all.
pub async fn fetch_text(url: &str, integrity: &str, limit_ms: Option<u32>) -> Result<String, String> {
    if let Some(held) = url.rsplit('/').next().and_then(element) {
        return Ok(held.text_content().unwrap_or_default());
    }
    let response = Request::get(url)
        .integrity(integrity)
        .abort_signal(limit_ms.map(AbortSignal::timeout_with_u32).as_ref())
        .send()
        .await
        .map_err(|error| format!("{url}: {error}"))?;
    if !response.ok() {
        return Err(format!("{url}: status {}", response.status()));
    }
    response.text().await.map_err(|error| format!("{url}: {error}"))
}
