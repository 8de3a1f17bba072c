//! Fetching a file of the site.

use gloo_net::http::Request;

/// The text of a file that has the hash; anything else is an error that says why.
pub async fn fetch_text(url: &str, integrity: &str) -> Result<String, String> {
    let response = Request::get(url).integrity(integrity).send().await.map_err(|error| format!("{url}: {error}"))?;
    if !response.ok() {
        return Err(format!("{url}: status {}", response.status()));
    }
    response.text().await.map_err(|error| format!("{url}: {error}"))
}
