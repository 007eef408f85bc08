//! Codes before the camera. The browser's own reader where there is one, else ours, which is a file of its own and fetched only
//! then (docs/decisions/015-scanning.md). Owns when it looks; what a code means is for whoever scans.

mod qr;
pub mod view;

use crate::device::camera::{self, Camera, NoCamera, Pictures};
use crate::device::js::{call, get, object, promised};
use crate::device::timers;
use crate::failure::Failure;
use crate::react::spawn;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};

/// Between two looks.
const REST_MS: i32 = 160;
/// The picture's side in points: more read from farther away, fewer are read sooner.
const SIDE: u32 = 420;
const LEAST_SIDE: u32 = 240;
/// A look that takes longer makes the next picture smaller.
const LONGEST_MS: f64 = 40.0;

/// What stands in a picture of so many points a side.
type Decode = fn(&[u8], usize) -> Option<String>;

#[cfg(split)]
#[leptos::wasm_split::wasm_split(decoder, wasm_split_path = leptos::wasm_split, fallible)]
fn decoder() -> Result<Decode, Failure> {
    Ok(qr::read)
}

#[cfg(not(split))]
#[expect(clippy::unused_async, reason = "a door to a file where the app is cut")]
async fn decoder() -> Result<Decode, Failure> {
    Ok(qr::read)
}

/// Why nothing is scanned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    Camera(NoCamera),
    /// Our reader did not come.
    Reader(Failure),
}

/// Who reads.
enum Reader {
    Browser(JsValue),
    Ours(Decode),
}

impl Reader {
    async fn choose() -> Result<Self, Failure> {
        match browsers_own().await {
            Some(reader) => Ok(Self::Browser(reader)),
            None => decoder().await.map(Self::Ours),
        }
    }
}

/// `BarcodeDetector`, where it reads QR codes. Where a system lacks the service behind it, it knows no format.
async fn browsers_own() -> Option<JsValue> {
    let class: js_sys::Function = get(&window(), "BarcodeDetector").dyn_into().ok()?;
    let formats = promised(call(&class, "getSupportedFormats", &[]).ok()?).await.ok()?;
    let known = js_sys::Array::from(&formats);
    let wanted: js_sys::Array =
        ["qr_code", "code_128"].into_iter().map(JsValue::from).filter(|name| known.includes(name, 0)).collect();
    if !wanted.includes(&"qr_code".into(), 0) {
        return None;
    }
    let options = object(&[("formats", wanted.into())]);
    js_sys::Reflect::construct(&class, &js_sys::Array::of1(&options)).ok()
}

/// A camera and whoever looks through it, until the component is gone.
#[derive(Clone)]
pub struct Scanner {
    camera: Rc<RefCell<Option<Camera>>>,
    over: Rc<Cell<bool>>,
}

impl Scanner {
    /// Turns the camera on in `video`. `ready` is told when there is a picture, or why not; `see` of each text, and says whether
    /// that was it.
    pub fn start(
        video: JsValue,
        ready: impl Fn(Result<(), Trouble>) + 'static,
        see: impl Fn(String) -> bool + 'static,
    ) -> Self {
        let scanner = Self { camera: Rc::default(), over: Rc::default() };
        let ending = SendWrapper::new(scanner.clone());
        on_cleanup(move || ending.stop());
        let (ours, see): (Self, Box<dyn Fn(String) -> bool>) = (scanner.clone(), Box::new(see));
        // Before anything is waited for: some browsers ask for the camera only right after a tap.
        let asked = camera::ask();
        spawn(async move {
            match ours.open(asked, &video).await {
                Ok(reader) if !ours.over.get() => {
                    ready(Ok(()));
                    ours.look(reader, video, &see).await;
                }
                Err(trouble) if !ours.over.get() => ready(Err(trouble)),
                _ => (),
            }
            ours.stop();
        });
        scanner
    }

    async fn open(&self, asked: Result<JsValue, NoCamera>, video: &JsValue) -> Result<Reader, Trouble> {
        let camera = Camera::open(asked.map_err(Trouble::Camera)?).await.map_err(Trouble::Camera)?;
        self.camera.replace(Some(camera.clone()));
        if self.over.get() {
            // Gone while the owner of the phone was asked.
            camera.stop();
        }
        camera.show_in(video);
        Reader::choose().await.map_err(Trouble::Reader)
    }

    async fn look(&self, mut reader: Reader, video: JsValue, see: &dyn Fn(String) -> bool) {
        let Some(mut pictures) = Pictures::of(video.clone()) else { return };
        let mut side = SIDE;
        while !self.over.get() {
            let text = match &reader {
                Reader::Browser(own) => match detected(own, &video).await {
                    Ok(text) => text,
                    Err(_) if get(&video, "videoWidth").as_f64().unwrap_or(0.0) < 1.0 => None,
                    Err(_) => {
                        // It is there and does not work, as on phones without their maker's services.
                        let Ok(decode) = decoder().await else { return };
                        reader = Reader::Ours(decode);
                        None
                    }
                },
                Reader::Ours(decode) => pictures.take(side).and_then(|picture| {
                    let (text, took) = timed(|| decode(&picture, side as usize));
                    if took > LONGEST_MS {
                        side = (side * 3 / 4).max(LEAST_SIDE);
                    }
                    text
                }),
            };
            if let Some(text) = text
                && !self.over.get()
                && see(text)
            {
                return;
            }
            timers::pause(REST_MS).await;
        }
    }

    pub fn has_light(&self) -> bool {
        self.camera.borrow().as_ref().is_some_and(Camera::has_light)
    }

    pub fn light(&self, on: bool) {
        if let Some(camera) = self.camera.borrow().as_ref() {
            camera.light(on);
        }
    }

    fn stop(&self) {
        self.over.set(true);
        if let Some(camera) = self.camera.borrow_mut().take() {
            camera.stop();
        }
    }
}

/// What the browser's own reader sees; an error when it does not work.
async fn detected(own: &JsValue, video: &JsValue) -> Result<Option<String>, JsValue> {
    let found = promised(call(own, "detect", std::slice::from_ref(video))?).await?;
    Ok(get(&get(&found, "0"), "rawValue").as_string())
}

/// The result and how many milliseconds it took.
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let now = || {
        get(&window(), "performance")
            .dyn_into::<JsValue>()
            .ok()
            .and_then(|clock| call(&clock, "now", &[]).ok()?.as_f64())
    };
    let before = now().unwrap_or_default();
    let done = work();
    (done, now().unwrap_or_default() - before)
}
