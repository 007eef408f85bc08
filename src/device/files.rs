//! Gives the member something to keep – a file, or text to paste elsewhere – and reads a file that they chose.

use super::dom;
use super::js::{call, object, promised};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Event, File, HtmlAnchorElement, Url};

/// Saves `text` as a file of that name, the way a download link does.
pub fn save_json(name: &str, text: &str) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type("application/json");
    let blob = Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&text.into()), &kind)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    save(name, &url)?;
    // The download has its own hold on the data once it has begun.
    set_timeout(
        move || {
            let _ = Url::revoke_object_url(&url);
        },
        std::time::Duration::from_secs(10),
    );
    Ok(())
}

/// Saves what is at an address as a file of that name.
pub fn save(name: &str, address: &str) -> Result<(), JsValue> {
    let link: HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
    link.set_href(address);
    link.set_download(name);
    link.click();
    Ok(())
}

/// Whether a file can be handed to another program of the phone.
pub fn can_send(file: &JsValue) -> bool {
    call(&window().navigator(), "canShare", &[files(file)]).is_ok_and(|can| can.is_truthy())
}

/// Hands a file to a program that its owner chooses. They may choose none.
pub async fn send(file: &JsValue) {
    if let Ok(sent) = call(&window().navigator(), "share", &[files(file)]) {
        let _ = promised(sent).await;
    }
}

fn files(file: &JsValue) -> JsValue {
    object(&[("files", js_sys::Array::of1(file).into())])
}

/// Puts `text` where one pastes from; `false` where the browser does not let us.
pub async fn copy(text: &str) -> bool {
    let written = || -> Result<js_sys::Promise, JsValue> {
        // Not there in a page that came without encryption.
        let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into())?;
        let write: js_sys::Function = js_sys::Reflect::get(&clipboard, &"writeText".into())?.dyn_into()?;
        write.call1(&clipboard, &text.into())?.dyn_into()
    };
    match written() {
        Ok(promise) => JsFuture::from(promise).await.is_ok(),
        Err(_) => false,
    }
}

/// The file that was chosen in the input which this change came from; `None` when none was.
pub fn chosen(event: &Event) -> Option<File> {
    let input = dom::changed(event)?;
    let file = input.files()?.get(0)?;
    // Choosing the same file again is a change, too.
    input.set_value("");
    Some(file)
}

/// Its text; `None` when none was chosen, or it cannot be read.
pub async fn chosen_text(event: &Event) -> Option<String> {
    JsFuture::from(chosen(event)?.text()).await.ok()?.as_string()
}
