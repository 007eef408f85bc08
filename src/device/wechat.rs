//! WeChat's own script for pages, which gives a page what WeChat lets it have: passing the page on, and scanning. Comes only inside WeChat.

use super::js::{call, get, object, set};
use js_sys::{Array, Function, Promise};
use leptos::prelude::*;
use shuke_contract::wechat::{PassedOn, Signed};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// What is asked of WeChat.
const ASKED: [&str; 3] = ["updateAppMessageShareData", "updateTimelineShareData", "scanQRCode"];

/// How long WeChat may take to say that it is ready, and that it has heard.
const ANSWERS_WITHIN_MS: i32 = 8_000;

/// What the script calls itself.
fn wx() -> JsValue {
    get(&window(), "wx")
}

/// Whether the phone's system keeps the address that the visit began with.
pub fn keeps_first_address() -> bool {
    window().navigator().user_agent().is_ok_and(|agent| agent.contains("iPhone") || agent.contains("iPad"))
}

/// All of the address, but what stands after `#`.
pub fn address() -> String {
    let address = window().location().href().unwrap_or_default();
    address.split('#').next().unwrap_or_default().to_owned()
}

/// Takes off the address what WeChat added to it on the way.
pub fn clean_address() {
    if window().location().hash().is_ok_and(|hash| hash == "#wechat_redirect")
        && let Ok(history) = window().history()
    {
        let state = history.state().unwrap_or(JsValue::NULL);
        let _ = history.replace_state_with_url(&state, "", Some(&address()));
    }
}

/// The same of the address that the visit began with.
pub fn first_address() -> String {
    let visits = call(&get(&window(), "performance"), "getEntriesByType", &["navigation".into()]);
    let visit = visits.map(|visits| get(&get(&visits, "0"), "name").as_string());
    match visit {
        Ok(Some(first)) => first.split('#').next().unwrap_or_default().to_owned(),
        _ => address(),
    }
}

/// Fetches the script, once.
pub async fn fetch(script: &str) -> Result<(), JsValue> {
    if !wx().is_undefined() {
        return Ok(());
    }
    let element = document().create_element("script")?;
    element.set_attribute("src", script)?;
    let loaded = Promise::new(&mut |loaded, broke| {
        set(&element, "onload", &loaded);
        set(&element, "onerror", &broke);
    });
    document().body().ok_or(JsValue::UNDEFINED)?.append_child(&element)?;
    JsFuture::from(loaded).await?;
    Ok(())
}

/// What is seen of a page where it is passed on, to a chat and in Moments; an error where WeChat does not believe that the page is at the address
/// that was signed, or says nothing. Each of its calls is held against what the page was configured with last; that it is ready says nothing of that.
pub async fn pass_on(signed: &Signed, share: &PassedOn) -> Result<(), JsValue> {
    let wx = wx();
    #[expect(clippy::cast_precision_loss, reason = "seconds since 1970")]
    let timestamp = signed.timestamp as f64;
    let asked: Array = ASKED.iter().map(|name| JsValue::from(*name)).collect();
    let config = object(&[
        ("debug", false.into()),
        ("appId", signed.app_id.as_str().into()),
        ("timestamp", timestamp.into()),
        ("nonceStr", signed.nonce.as_str().into()),
        ("signature", signed.signature.as_str().into()),
        ("jsApiList", asked.into()),
    ]);
    call(&wx, "config", &[config])?;
    answered(|ready, _| call(&wx, "ready", &[ready.into()]).map(drop)).await?;
    let told = |done: Function, broke: Function| {
        let told = told(share, true);
        set(&told, "success", &done);
        set(&told, "fail", &broke);
        call(&wx, "updateAppMessageShareData", &[told]).map(drop)
    };
    answered(told).await?;
    let _ = call(&wx, "updateTimelineShareData", &[self::told(share, false)]);
    Ok(())
}

/// In Moments there is room for a title alone.
fn told(share: &PassedOn, has_text: bool) -> JsValue {
    let PassedOn { title, text, link, picture } = share;
    let told = object(&[("title", title.into()), ("link", link.into()), ("imgUrl", picture.into())]);
    if has_text {
        set(&told, "desc", &text.into());
    }
    told
}

/// What a call answers to one of the two functions that it is given; an error where it answers neither.
async fn answered(ask: impl Fn(Function, Function) -> Result<(), JsValue>) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |done, broke| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&broke, ANSWERS_WITHIN_MS);
        if let Err(error) = ask(done, broke.clone()) {
            let _ = broke.call1(&JsValue::UNDEFINED, &error);
        }
    });
    JsFuture::from(promise).await
}

/// Has WeChat scan; `None` where its owner went back. That takes as long as they like.
pub async fn scan() -> Result<Option<String>, JsValue> {
    let kinds = Array::of2(&"qrCode".into(), &"barCode".into());
    let scanned = Promise::new(&mut |scanned: Function, broke: Function| {
        let asked = object(&[
            ("needResult", 1.into()),
            ("scanType", kinds.clone().into()),
            ("success", scanned.clone().into()),
            ("cancel", scanned.into()),
            ("fail", broke.clone().into()),
        ]);
        if let Err(error) = call(&wx(), "scanQRCode", &[asked]) {
            let _ = broke.call1(&JsValue::UNDEFINED, &error);
        }
    });
    let answer = JsFuture::from(scanned).await?;
    Ok(get(&answer, "resultStr").as_string().map(|text| plain(&text)))
}

/// Of a bar code WeChat says of which kind it is, too: `EAN_13,6901234567892`.
fn plain(text: &str) -> String {
    match text.split_once(',') {
        Some((kind, value)) if is_kind(kind) => value.to_owned(),
        _ => text.to_owned(),
    }
}

fn is_kind(kind: &str) -> bool {
    ["EAN_", "UPC_", "CODE_", "ITF", "CODABAR", "DATA_MATRIX", "QR_CODE"].iter().any(|known| kind.starts_with(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_code_is_what_stands_after_its_kind() {
        assert_eq!(plain("EAN_13,6901234567892"), "6901234567892");
        assert_eq!(plain("CODE_128,69,01"), "69,01");
        assert_eq!(plain("https://card.example.com/s/wukang?a=1,2"), "https://card.example.com/s/wukang?a=1,2");
    }
}
