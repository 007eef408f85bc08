//! The camera at the back of the phone, its light, and pictures of what it sees. Owns the picture's size, not what is read in it.

use super::canvas::Canvas;
use crate::device::js::{call, get, object, promised, set};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// Why there is no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoCamera {
    /// Somebody, or a setting, said no.
    Refused,
    /// Another program has it.
    Busy,
    /// There is none, or this browser gives none.
    Missing,
}

/// A camera that is on. It stays on until [`Camera::stop`].
#[derive(Clone)]
pub struct Camera {
    stream: JsValue,
}

/// A promise of the camera; the browser asks its owner first.
pub fn ask() -> Result<JsValue, NoCamera> {
    let devices = get(&window().navigator(), "mediaDevices");
    let size = |pixels: u32| object(&[("ideal", pixels.into())]);
    let video = object(&[("facingMode", "environment".into()), ("width", size(1280)), ("height", size(720))]);
    call(&devices, "getUserMedia", &[object(&[("audio", false.into()), ("video", video)])])
        .map_err(|_| NoCamera::Missing)
}

impl Camera {
    /// What [`ask`] promised.
    pub async fn open(asked: JsValue) -> Result<Self, NoCamera> {
        let why = |error: JsValue| match get(&error, "name").as_string().as_deref() {
            Some("NotAllowedError" | "SecurityError") => NoCamera::Refused,
            Some("NotReadableError" | "AbortError") => NoCamera::Busy,
            _ => NoCamera::Missing,
        };
        promised(asked).await.map(|stream| Self { stream }).map_err(why)
    }

    /// Shows it in a `video`.
    pub fn show_in(&self, video: &JsValue) {
        set(video, "srcObject", &self.stream);
        // Refused only when the element has gone meanwhile: nobody waits for it.
        let _ = call(video, "play", &[]);
    }

    fn track(&self) -> JsValue {
        let tracks = call(&self.stream, "getVideoTracks", &[]).unwrap_or(JsValue::UNDEFINED);
        get(&tracks, "0")
    }

    /// Whether it has a light.
    pub fn has_light(&self) -> bool {
        let can = call(&self.track(), "getCapabilities", &[]).unwrap_or(JsValue::UNDEFINED);
        get(&can, "torch").is_truthy()
    }

    pub fn light(&self, on: bool) {
        let wish = object(&[("torch", on.into())]);
        let wishes = object(&[("advanced", js_sys::Array::of1(&wish).into())]);
        let _ = call(&self.track(), "applyConstraints", &[wishes]);
    }

    pub fn stop(&self) {
        let _ = call(&self.track(), "stop", &[]);
    }
}

/// Takes square pictures of a `video`: of the part of it that is seen.
pub struct Pictures {
    video: JsValue,
    canvas: Canvas,
}

impl Pictures {
    pub fn of(video: JsValue) -> Option<Self> {
        Some(Self { video, canvas: Canvas::new()? })
    }

    /// The colours of `side` × `side` points, row by row, four bytes each; `None` until there is a picture.
    pub fn take(&mut self, side: u32) -> Option<JsValue> {
        self.draw(side)?;
        self.canvas.points()
    }

    /// The same as a canvas, light where it was dark.
    pub fn inverted(&mut self, side: u32) -> Option<JsValue> {
        self.draw(side)?;
        self.canvas.invert()?;
        Some(self.canvas.element())
    }

    fn draw(&mut self, side: u32) -> Option<()> {
        let (width, height) = (get(&self.video, "videoWidth").as_f64()?, get(&self.video, "videoHeight").as_f64()?);
        let square = width.min(height);
        if square < 1.0 {
            return None;
        }
        let side = f64::from(side);
        let piece = [(width - square) / 2.0, (height - square) / 2.0, square, square];
        self.canvas.draw(&self.video, piece, (side, side))
    }
}
