//! What the browser says of the network.

use leptos::prelude::window;
use wasm_bindgen::JsValue;

/// Whether nothing is to be fetched ahead of being asked for: somebody saves data, or the network is as slow as 2G. Only Chromium says so.
pub fn is_spared() -> bool {
    let of = |object: &JsValue, name: &str| js_sys::Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let connection = of(&window().navigator(), "connection");
    if connection.is_undefined() {
        return false;
    }
    let kind = of(&connection, "effectiveType").as_string().unwrap_or_default();
    of(&connection, "saveData").is_truthy() || kind.ends_with("2g")
}
