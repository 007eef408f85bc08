//! Stands in for the crate of that name (docs/decisions/022-pages-and-bytes.md): Leptos' server functions name it, the app has none of them, and no
//! linker may drop what it exports to scripts. It has what they name, and does nothing.

use futures_core::Stream;
use std::pin::Pin;
use std::task::{Context, Poll};
use wasm_bindgen::JsValue;

/// A stream of the browser's, from which nothing comes.
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    pub fn from_raw(stream: web_sys::ReadableStream) -> Self {
        Self(stream)
    }

    /// `_stream` is never asked for anything.
    pub fn from_stream(_stream: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        use wasm_bindgen::JsCast;
        Self(js_sys::Object::new().unchecked_into())
    }

    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    pub fn into_stream(self) -> Nothing {
        Nothing
    }
}

/// Ends at once.
pub struct Nothing;

impl Stream for Nothing {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}
