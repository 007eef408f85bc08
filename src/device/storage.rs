//! What the browser keeps between visits. It may vanish or be refused at any time: nothing here fails, and nothing
//! that matters may live here alone.

use serde::Serialize;
use serde::de::DeserializeOwned;
use web_sys::Storage;

fn local() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

pub fn text(key: &str) -> Option<String> {
    local()?.get_item(key).ok()?
}

pub fn put_text(key: &str, value: &str) {
    if let Some(storage) = local() {
        // Full, or refused in a private window.
        let _ = storage.set_item(key, value);
    }
}

pub fn forget(key: &str) {
    if let Some(storage) = local() {
        let _ = storage.remove_item(key);
    }
}

pub fn get<T: DeserializeOwned>(key: &str) -> Option<T> {
    serde_json::from_str(&text(key)?).ok()
}

pub fn put<T: Serialize>(key: &str, value: &T) {
    if let Ok(json) = serde_json::to_string(value) {
        put_text(key, &json);
    }
}
