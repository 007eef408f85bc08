//! Our reader of codes: a worker, which is fetched with its module only when it is needed, and reads beside the page. Owns what is
//! said to it and when it is given up; how it reads is `crates/decoder`'s.

use crate::device::js::{call, get, object, promised, set};
use crate::failure::Failure;
use js_sys::{Array, Function, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

/// The worker's script; it knows where its module is. A page that is older than it talks to it, too: what is said here never changes.
const SCRIPT: &str = "/decoder.js";
/// How long it may take to come, and to look: in a cellar, and at a picture that is too much for it.
const COMES_WITHIN_MS: i32 = 30_000;
const LOOKS_WITHIN_MS: i32 = 5_000;

/// The worker, until this is dropped.
pub struct Ours(JsValue);

impl Ours {
    pub async fn start() -> Result<Self, Failure> {
        let class = get(&window(), "Worker").dyn_into::<Function>().map_err(|_| Failure::Offline)?;
        let worker = Reflect::construct(&class, &Array::of1(&SCRIPT.into())).map_err(|_| Failure::Offline)?;
        let ours = Self(worker);
        match ours.answer(COMES_WITHIN_MS).await {
            Ok(can) if can.is_truthy() => Ok(ours),
            _ => Err(Failure::Offline),
        }
    }

    /// The text in a picture of so many points a row; an error when the picture was too much for it, and it is of no more use.
    pub async fn read(&self, picture: JsValue, width: f64) -> Result<Option<String>, JsValue> {
        let answer = self.answer(LOOKS_WITHIN_MS);
        let lent = Array::of1(&get(&picture, "buffer"));
        let picture = object(&[("points", picture), ("width", width.into())]);
        call(&self.0, "postMessage", &[picture, lent.into()])?;
        Ok(answer.await?.as_string())
    }

    /// What it says next, unless that takes too long.
    fn answer(&self, within_ms: i32) -> impl Future<Output = Result<JsValue, JsValue>> + use<> {
        let said = Promise::new(&mut |said, broke| {
            set(&self.0, "onmessage", &said);
            set(&self.0, "onerror", &broke);
            let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&broke, within_ms);
        });
        async move { promised(said.into()).await.map(|message| get(&message, "data")) }
    }
}

impl Drop for Ours {
    fn drop(&mut self) {
        let _ = call(&self.0, "terminate", &[]);
    }
}
