//! What is answered: a site's files as any good static host gives them, and to pages of a draft that they have changed.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{RawQuery, Request, State};
use axum::http::header::{ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, IF_MODIFIED_SINCE, LAST_MODIFIED, RANGE};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::map_response;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::stream::{self, Stream};
use std::convert::Infallible;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;
use tokio::sync::watch;
use tower::ServiceExt;
use tower_http::compression::CompressionLayer;
use tower_http::services::{ServeDir, ServeFile};

/// The last good build of what is being written, in a folder of its own.
type Draft = watch::Receiver<Arc<TempDir>>;

/// Where in its folder a draft's site stands.
pub const SITE: &str = "site";

/// Loads the page anew when it has changed. A file: pages allow no script in their text.
const RELOAD: &str = include_str!("reload.js");
/// A worker that goes as soon as it comes, and takes along what an earlier site on this address has left.
const NO_WORKER: &str = include_str!("no_worker.js");

/// A site as it is.
pub fn site(folder: &Path) -> Router {
    let files = async |State(folder): State<PathBuf>, request: Request| files(&folder, request).await;
    finished(Router::new().fallback(files).with_state(folder.to_owned()))
}

/// A site that is being written: its pages follow, and nothing of it is kept.
pub fn draft(draft: Draft) -> Router {
    let script = |script: &'static str| get(move || async move { ([(CONTENT_TYPE, "text/javascript")], script) });
    let routes = Router::new().route("/_changed", get(changed)).route("/_reload.js", script(RELOAD)).route("/sw.js", script(NO_WORKER));
    finished(routes.fallback(page).with_state(draft))
}

/// Answers until somebody presses Ctrl-C.
pub fn until_interrupted(listener: TcpListener, routes: Router) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        // Pages that wait for changes would keep a server from ending gracefully.
        tokio::select! {
            ended = async { axum::serve(listener, routes).await } => ended,
            interrupted = tokio::signal::ctrl_c() => interrupted,
        }
    })
}

fn finished(routes: Router) -> Router {
    let uncached = async |mut response: Response| {
        response.headers_mut().entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
        response
    };
    routes.layer(map_response(uncached)).layer(CompressionLayer::new())
}

/// A file of a folder; `404.html` where there is none.
async fn files(folder: &Path, request: Request) -> Response {
    let lost = ServeFile::new(folder.join("404.html"));
    let Ok(response) = ServeDir::new(folder).not_found_service(lost).oneshot(request).await;
    response.map(Body::new)
}

/// A file of a draft. Pages get the script that loads them anew.
async fn page(State(draft): State<Draft>, mut request: Request) -> Response {
    let shown = draft.borrow().clone();
    // Times of files have seconds, in which a page may have been written twice.
    request.headers_mut().remove(IF_MODIFIED_SINCE);
    request.headers_mut().remove(RANGE);
    // That one is to be handed on.
    let is_copy = request.uri().path().ends_with("/one.html");
    let response = files(&shown.path().join(SITE), request).await;
    let is_html = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !is_html || is_copy {
        return response;
    }
    let (mut head, body) = response.into_parts();
    let Ok(html) = to_bytes(body, usize::MAX).await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    for of_the_file in [ACCEPT_RANGES, CONTENT_LENGTH, LAST_MODIFIED] {
        head.headers.remove(of_the_file);
    }
    let script = format!("<script type=\"module\" src=\"/_reload.js?{}\"></script>\n", key(&shown));
    Response::from_parts(head, Body::from([&html, script.as_bytes()].concat()))
}

/// Tells a page, which names the build that it is of, as soon as there is another.
async fn changed(State(mut draft): State<Draft>, RawQuery(of): RawQuery) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let told = async move {
        // An error is the end of the program.
        let _ = draft.wait_for(|shown| of.as_deref() != Some(key(shown))).await;
        Ok(Event::default().data("changed"))
    };
    Sse::new(stream::once(told)).keep_alive(KeepAlive::default())
}

/// What tells builds apart, also those of another run.
fn key(shown: &TempDir) -> &str {
    let name = shown.path().file_name().and_then(|name| name.to_str());
    name.expect("a temporary folder is named by ASCII letters")
}
