//! Characters as people count them, by the browser's own tables.

use super::js;
use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// How many there are: 👩‍👧 is one. Nothing where the browser cannot tell; the server counts, too.
pub fn length(text: &str) -> usize {
    let count = || -> Result<usize, JsValue> {
        let kind: Function = js::get(&js::get(&js_sys::global(), "Intl"), "Segmenter").dyn_into()?;
        let segments = js::call(&Reflect::construct(&kind, &Array::new())?, "segment", &[text.into()])?;
        Ok(Array::from(&segments).length() as usize)
    };
    count().unwrap_or(0)
}
