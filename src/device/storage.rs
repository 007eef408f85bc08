//! What the browser keeps between visits. It may vanish or be refused at any time: nothing here fails, and nothing
//! that matters may live here alone.

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
