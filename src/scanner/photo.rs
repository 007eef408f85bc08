//! A photo that somebody chose, made small enough to be sent. What a phone writes beside a picture – where and when it was taken – stays here.

use crate::device::still::Still;
use crate::failure::Failure;
use crate::remote::Coming;
use shuke_contract::pieces::PHOTO_TEXT;
use wasm_bindgen::JsValue;

/// Points along the longer side, and of a hundred how much is kept, one after the other until it is small enough.
const TRIED: [(f64, f64); 4] = [(1_280.0, 0.82), (1_280.0, 0.65), (960.0, 0.65), (640.0, 0.6)];

pub fn made_small(file: JsValue) -> Coming<Option<String>> {
    Box::pin(async move { Ok::<_, Failure>(small(file).await) })
}

async fn small(file: JsValue) -> Option<String> {
    let mut still = Still::open(file).await?;
    let side = still.side();
    let mut written = TRIED.into_iter().filter_map(|(most, quality)| still.jpeg(most.min(side), quality));
    written.find(|address| address.len() <= PHOTO_TEXT)
}
