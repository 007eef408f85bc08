//! A canvas that nobody sees: what a camera or a file shows, in points. Owns how that gets there, not how large it should be.

use super::js::{call, get, object, set};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

pub struct Canvas {
    element: JsValue,
    context: JsValue,
    size: (f64, f64),
}

impl Canvas {
    pub fn new() -> Option<Self> {
        let element: JsValue = document().create_element("canvas").ok()?.into();
        let wish = object(&[("willReadFrequently", true.into())]);
        let context = call(&element, "getContext", &["2d".into(), wish]).ok().filter(JsValue::is_object)?;
        Some(Self { element, context, size: (0.0, 0.0) })
    }

    /// Draws a piece of a video or a picture – left, top, width, height – in so many whole points.
    pub fn draw(&mut self, source: &JsValue, piece: [f64; 4], size: (f64, f64)) -> Option<()> {
        if self.size != size {
            self.size = size;
            set(&self.element, "width", &size.0.into());
            set(&self.element, "height", &size.1.into());
            // A size forgets it.
            set(&self.context, "imageSmoothingQuality", &"high".into());
        }
        // What a picture lets through is paper.
        self.fill("source-over")?;
        let numbers = piece.into_iter().chain([0.0, 0.0, size.0, size.1]).map(JsValue::from);
        let arguments: Vec<JsValue> = std::iter::once(source.clone()).chain(numbers).collect();
        call(&self.context, "drawImage", &arguments).ok().map(|_| ())
    }

    /// Makes light what is dark.
    pub fn invert(&self) -> Option<()> {
        self.fill("difference")
    }

    fn fill(&self, how: &str) -> Option<()> {
        set(&self.context, "globalCompositeOperation", &how.into());
        set(&self.context, "fillStyle", &"#fff".into());
        let filled = call(&self.context, "fillRect", &self.corners());
        set(&self.context, "globalCompositeOperation", &"source-over".into());
        filled.ok().map(|_| ())
    }

    /// The colours, row by row, four bytes each.
    pub fn points(&self) -> Option<JsValue> {
        Some(get(&call(&self.context, "getImageData", &self.corners()).ok()?, "data"))
    }

    /// For who takes a canvas.
    pub fn element(&self) -> JsValue {
        self.element.clone()
    }

    fn corners(&self) -> [JsValue; 4] {
        [0.0, 0.0, self.size.0, self.size.1].map(JsValue::from)
    }
}
