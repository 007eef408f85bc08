//! A picture out of a file that somebody chose: it is opened here and goes nowhere. The browser turns it as the camera that took it was held.

use super::canvas::Canvas;
use super::js::{call, get, promised};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

pub struct Still {
    picture: JsValue,
    size: (f64, f64),
    canvas: Canvas,
}

impl Still {
    /// `None` for what is no picture, or one that this browser does not know.
    pub async fn open(file: JsValue) -> Option<Self> {
        let picture = promised(call(&window(), "createImageBitmap", &[file]).ok()?).await.ok()?;
        let size = (get(&picture, "width").as_f64()?, get(&picture, "height").as_f64()?);
        Some(Self { picture, size, canvas: Canvas::new()? })
    }

    /// Points along its longer side.
    pub fn side(&self) -> f64 {
        self.size.0.max(self.size.1)
    }

    /// Its colours when the longer side has so many points, and how many stand in a row.
    pub fn points(&mut self, side: f64) -> Option<(JsValue, f64)> {
        let width = self.draw(side)?;
        Some((self.canvas.points()?, width))
    }

    /// The same as a canvas; light where it is dark, if that is wanted.
    pub fn drawn(&mut self, side: f64, is_inverted: bool) -> Option<JsValue> {
        self.draw(side)?;
        if is_inverted {
            self.canvas.invert()?;
        }
        Some(self.canvas.element())
    }

    /// The same as a JPEG, in an address that holds all of it; `None` where the browser does not write it.
    pub fn jpeg(&mut self, side: f64, quality: f64) -> Option<String> {
        self.draw(side)?;
        let written = call(&self.canvas.element(), "toDataURL", &["image/jpeg".into(), quality.into()]).ok()?;
        written.as_string().filter(|address| address.starts_with("data:image/jpeg"))
    }

    fn draw(&mut self, side: f64) -> Option<f64> {
        let (width, height) = self.size;
        let scaled = |length: f64| (length * side / self.side()).round().max(1.0);
        let size = (scaled(width), scaled(height));
        self.canvas.draw(&self.picture, [0.0, 0.0, width, height], size)?;
        Some(size.0)
    }
}
