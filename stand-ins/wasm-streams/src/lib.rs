//! Stands for the crate of this name, which Leptos brings along for server functions. The reader has none, yet that crate exports JavaScript
//! classes, so that no linker can leave it out: 4 kB of every visit. Here is what Leptos names of it, and nothing behind.

use futures_core::Stream;
use std::pin::Pin;
use std::task::{Context, Poll};
use wasm_bindgen::JsValue;

pub struct ReadableStream(web_sys::ReadableStream);

/// Over at once.
pub struct IntoStream;

impl ReadableStream {
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        ReadableStream(raw)
    }

    /// An empty stream of the browser's own.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        ReadableStream(web_sys::ReadableStream::new().expect("a browser that runs wasm has streams"))
    }

    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    pub fn into_stream(self) -> IntoStream {
        IntoStream
    }
}

impl Stream for IntoStream {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}
