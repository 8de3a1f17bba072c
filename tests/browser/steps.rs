//! Where a browser goes, what is to be seen there, and the world around it.

use serde_json::{Value, json};
use std::future::Future;
use std::path::Path;

use crate::drivers::Engine;
use crate::harness::{Browser, brief};
use crate::options::Viewport;

/// Going places.
impl Browser {
    /// Goes to an address and waits until the page has loaded.
    #[track_caller]
    pub fn open(&self, url: &str) -> impl Future<Output = ()> {
        self.step(format!("open {url}"), async move {
            let before = self.document().await.filter(|(_, old)| !same_document(old, url));
            self.session.goto(url).await.map_err(brief)?;
            self.loaded(before).await
        })
    }

    /// Goes to an address and waits for nothing: for pages whose files are held back.
    #[track_caller]
    pub fn set_off_to(&self, url: &str) -> impl Future<Output = ()> {
        self.step(format!("set off to {url}"), async move { self.session.goto(url).await.map_err(brief) })
    }

    #[track_caller]
    pub fn reload(&self) -> impl Future<Output = ()> {
        self.step("reload", async move {
            let before = self.document().await;
            self.session.refresh().await.map_err(brief)?;
            self.loaded(before).await
        })
    }

    /// The history's Back; what it leads to is for the test to wait for.
    #[track_caller]
    pub fn back(&self) -> impl Future<Output = ()> {
        self.step("go back", async move { self.session.back().await.map_err(brief) })
    }

    #[track_caller]
    pub fn forward(&self) -> impl Future<Output = ()> {
        self.step("go forward", async move { self.session.forward().await.map_err(brief) })
    }

    /// Opens an empty tab in the same state as the first and goes on there.
    #[track_caller]
    pub fn new_tab(&self) -> impl Future<Output = ()> {
        self.step("open a tab", async move {
            let tab = self.session.new_tab().await.map_err(brief)?;
            self.session.switch_to_window(tab).await.map_err(brief)?;
            self.prepare_tab().await
        })
    }

    /// Goes on in another tab, counted from 0 in the order of opening.
    #[track_caller]
    pub fn to_tab(&self, index: usize) -> impl Future<Output = ()> {
        self.step(format!("go to tab {index}"), async move {
            let tabs = self.session.windows().await.map_err(brief)?;
            let tab = tabs.get(index).ok_or_else(|| format!("there are {} tabs", tabs.len()))?;
            self.session.switch_to_window(tab.clone()).await.map_err(brief)
        })
    }

    /// Further steps happen inside this frame, until `leave_frames`.
    #[track_caller]
    pub fn enter_frame(&self, css: &str) -> impl Future<Output = ()> {
        self.step(format!("enter frame {css}"), async move {
            self.wait(async || self.element(css).await?.enter_frame().await.map_err(brief)).await
        })
    }

    #[track_caller]
    pub fn leave_frames(&self) -> impl Future<Output = ()> {
        self.step("leave frames", async move { self.session.enter_default_frame().await.map_err(brief) })
    }
}

/// Seeing.
impl Browser {
    /// Waits until the reader has taken the page over: `<html data-reader="ready">`; `failed` is final.
    #[track_caller]
    pub fn ready(&self) -> impl Future<Output = ()> {
        self.step("see the reader ready", async move {
            let state = self.wait(async || match self.value("document.documentElement?.dataset.reader ?? null").await? {
                state if state == "ready" || state == "failed" => Ok(state),
                state => Err(format!("data-reader is {state}")),
            });
            match state.await? {
                state if state == "ready" => Ok(()),
                state => Err(format!("data-reader is {state}")),
            }
        })
    }

    /// Waits until a JavaScript expression is truthy; a promise is awaited.
    #[track_caller]
    pub fn until(&self, expression: &str) -> impl Future<Output = ()> {
        self.step(format!("see that {expression}"), async move {
            self.wait(async || match self.value(expression).await? {
                value @ (Value::Null | Value::Bool(false)) => Err(format!("it is {value}")),
                value if value == "" || value.as_f64() == Some(0.0) => Err(format!("it is {value}")),
                _ => Ok(()),
            })
            .await
        })
    }

    /// The value of a JavaScript expression, once; a promise is awaited. Works under every policy of the page.
    #[track_caller]
    pub fn js(&self, expression: &str) -> impl Future<Output = Value> {
        self.step(format!("evaluate {expression}"), self.value(expression))
    }

    /// The rendered text of an element, once it is there.
    #[track_caller]
    pub fn text(&self, css: &str) -> impl Future<Output = String> {
        self.step(format!("read {css}"), async move { self.wait(async || self.rendered(css).await).await })
    }

    /// Waits until an element's text contains this one.
    #[track_caller]
    pub fn shows(&self, css: &str, text: &str) -> impl Future<Output = ()> {
        self.step(format!("see {text:?} in {css}"), async move {
            self.wait(async || match self.rendered(css).await? {
                shown if shown.contains(text) => Ok(()),
                shown => Err(format!("it shows {shown:?}")),
            })
            .await
        })
    }

    /// Writes what the viewport shows as PNG.
    #[track_caller]
    pub fn screenshot(&self, path: impl AsRef<Path>) -> impl Future<Output = ()> {
        let path = path.as_ref().to_owned();
        self.step(format!("write {}", path.display()), async move { self.picture(&path).await })
    }
}

/// The world around the page.
impl Browser {
    /// Changes the viewport, in CSS pixels.
    #[track_caller]
    pub fn size(&self, width: u32, height: u32) -> impl Future<Output = ()> {
        self.step(format!("resize to {width} × {height}"), async move {
            self.viewport.set(Viewport { width, height, ..self.viewport.get() });
            self.apply_size(self.viewport.get()).await
        })
    }

    /// Cuts this tab off; Chromium only. A service worker has its own line, which stays up: to cut that too, drop the site
    /// or `site.fault("*", Fault::Dropped)`.
    #[track_caller]
    pub fn offline(&self, offline: bool) -> impl Future<Output = ()> {
        self.step(format!("be offline: {offline}"), async move {
            self.command("Network.enable", json!({})).await?;
            let conditions = json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
            self.command("Network.emulateNetworkConditions", conditions).await.map(drop)
        })
    }

    /// A command of the Chrome DevTools Protocol.
    #[track_caller]
    pub fn cdp(&self, method: &str, parameters: Value) -> impl Future<Output = Value> {
        self.step(format!("do {method}"), self.command(method, parameters))
    }

    pub(crate) async fn apply_size(&self, viewport: Viewport) -> Result<(), String> {
        if self.options.engine == Engine::Chromium {
            let (method, parameters) = viewport.command();
            return self.command(method, parameters).await.map(drop);
        }
        let frame = self.value("[outerWidth - innerWidth, outerHeight - innerHeight]").await?;
        let outer = |inner: u32, frame: &Value| inner + frame.as_u64().and_then(|frame| u32::try_from(frame).ok()).unwrap_or(0);
        let (width, height) = (outer(viewport.width, &frame[0]), outer(viewport.height, &frame[1]));
        self.session.set_window_rect(0, 0, width, height).await.map_err(brief)?;
        self.wait(async || match self.value("[innerWidth, innerHeight]").await? {
            inner if inner == json!([viewport.width, viewport.height]) => Ok(()),
            inner => Err(format!("the viewport is {inner}; windows of this engine have a least width: test narrower ones in Chromium")),
        })
        .await
    }
}

impl Browser {
    async fn rendered(&self, css: &str) -> Result<String, String> {
        let text = self.value(&format!("document.querySelector({})?.innerText.trim() ?? null", Value::from(css))).await?;
        text.as_str().map(str::to_owned).ok_or_else(|| "there is no such element".to_owned())
    }

    /// When the present document began, and its address; nothing while there is none.
    async fn document(&self) -> Option<(f64, String)> {
        let document = self.value("[performance.timeOrigin, location.href]").await.ok()?;
        Some((document[0].as_f64()?, document[1].as_str()?.to_owned()))
    }

    /// Waits for the load event of a document other than this one. An empty one does not count: Firefox shows it on the way
    /// to another process. Nor does an error page, which to the driver is a page like others.
    async fn loaded(&self, before: Option<(f64, String)>) -> Result<(), String> {
        let shown = self.wait(async || {
            let now = self.value("[performance.timeOrigin, document.readyState, document.documentURI]").await?;
            let is_new = before.as_ref().is_none_or(|(began, _)| now[0].as_f64() != Some(*began)) && now[2] != "about:blank";
            if is_new && (now[1] == "complete" || is_error(&now[2])) { Ok(now) } else { Err(format!("the document is {now}")) }
        });
        match is_error(&shown.await?[2]) {
            true => Err(format!("the browser shows an error page: {}", self.value("document.body?.innerText ?? null").await?)),
            false => Ok(()),
        }
    }
}

fn is_error(document: &Value) -> bool {
    document.as_str().is_some_and(|uri| uri.starts_with("chrome-error:") || uri.starts_with("about:neterror"))
}

/// Going from one to the other stays in the document: they differ in the fragment at most, and there is one.
fn same_document(old: &str, new: &str) -> bool {
    let page = |url: &str| url.split('#').next().unwrap_or_default().to_owned();
    new.contains('#') && page(old) == page(new)
}
