//! What the browser keeps between visits. It may vanish or be refused at any time: nothing here fails, and nothing
//! that matters may live here alone.

use wasm_bindgen::JsCast;
use web_sys::Storage;

fn local() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// What goes with the tab. Asked for by name: a binding of its own would be a part of the first file.
fn session() -> Option<Storage> {
    js_sys::Reflect::get(web_sys::window()?.as_ref(), &"sessionStorage".into()).ok().map(JsCast::unchecked_into)
}

/// Of this tab only; it outlives a reload.
pub fn tab_text(key: &str) -> Option<String> {
    session()?.get_item(key).ok()?
}

pub fn put_tab_text(key: &str, value: &str) {
    if let Some(storage) = session() {
        let _ = storage.set_item(key, value);
    }
}

pub fn forget_tab_text(key: &str) {
    if let Some(storage) = session() {
        let _ = storage.remove_item(key);
    }
}

/// Forgets what is kept in this tab under keys that begin so, but those that go on with `but`.
pub fn forget_tab_texts(begin: &str, but: Option<&str>) {
    let Some(storage) = session() else { return };
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|nth| storage.key(nth).ok()?);
    let is_to_go = |key: &String| {
        let rest = key.strip_prefix(begin);
        rest.is_some_and(|rest| but.is_none_or(|but| !rest.starts_with(but)))
    };
    let keys: Vec<String> = keys.filter(is_to_go).collect();
    for key in keys {
        let _ = storage.remove_item(&key);
    }
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
