//! Codes before the camera and in pictures: QR codes, those on goods and Code 128. The browser's own reader where it knows them all, else
//! ours, which is a file of its own and fetched only then (docs/decisions/023-scanning.md). Owns when it looks; what a code means is for
//! whoever scans.

pub mod door;
mod ours;
pub mod photo;
pub mod still;
pub mod view;

use crate::device::camera::{self, Camera, NoCamera, Pictures};
use crate::device::js::{call, get, object, promised};
use crate::device::timers;
use crate::failure::Failure;
use crate::react::spawn;
use leptos::prelude::*;
use ours::Ours;
use send_wrapper::SendWrapper;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};

/// Between two looks.
const REST_MS: i32 = 160;
/// The picture's side in points: more read from farther away, fewer are read sooner.
const SIDE: u32 = 480;
const LEAST_SIDE: u32 = 320;
/// A look that takes longer makes the next picture smaller, one that takes a third of it larger again.
const LONGEST_MS: f64 = 150.0;
/// The first looks of a reader that has just come say nothing of how fast it is.
const WARM_AFTER: u32 = 2;
/// A reader that breaks so many times, one look after the other, is of no use here.
const BREAKS_AT_MOST: u32 = 3;
/// What a browser's own reader must know to be asked, by the names of the standard.
const NEEDED: [&str; 4] = ["qr_code", "ean_13", "ean_8", "code_128"];
/// What it is asked for, too, if it tells it from `ean_13`.
const ALSO: &str = "upc_a";

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
    Ours(Ours),
}

impl Reader {
    async fn choose() -> Result<Self, Failure> {
        match browsers_own().await {
            Some(reader) => Ok(Self::Browser(reader)),
            None => Ours::start().await.map(Self::Ours),
        }
    }
}

/// `BarcodeDetector`, where it reads all that we need. Where a system lacks the service behind it, it knows no format.
async fn browsers_own() -> Option<JsValue> {
    let class: js_sys::Function = get(&window(), "BarcodeDetector").dyn_into().ok()?;
    let formats = promised(call(&class, "getSupportedFormats", &[]).ok()?).await.ok()?;
    let known = js_sys::Array::from(&formats);
    let knows = |name: &&str| known.includes(&(*name).into(), 0);
    if !NEEDED.iter().all(knows) {
        return None;
    }
    let wanted: js_sys::Array = NEEDED.into_iter().chain([ALSO]).filter(knows).map(JsValue::from).collect();
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
                Ok(Some(reader)) if !ours.over.get() => {
                    ready(Ok(()));
                    match ours.look(reader, video, &see).await {
                        Err(failure) if !ours.over.get() => ready(Err(Trouble::Reader(failure))),
                        _ => (),
                    }
                }
                Err(trouble) if !ours.over.get() => ready(Err(trouble)),
                _ => (),
            }
            ours.stop();
        });
        scanner
    }

    async fn open(&self, asked: Result<JsValue, NoCamera>, video: &JsValue) -> Result<Option<Reader>, Trouble> {
        let camera = Camera::open(asked.map_err(Trouble::Camera)?).await.map_err(Trouble::Camera)?;
        self.camera.replace(Some(camera.clone()));
        if self.over.get() {
            // Gone while the owner of the phone was asked: nobody scans, and nothing is fetched for it.
            camera.stop();
            return Ok(None);
        }
        camera.show_in(video);
        Reader::choose().await.map(Some).map_err(Trouble::Reader)
    }

    async fn look(&self, mut reader: Reader, video: JsValue, see: &dyn Fn(String) -> bool) -> Result<(), Failure> {
        let Some(mut pictures) = Pictures::of(video.clone()) else { return Ok(()) };
        let mut pace = Pace::default();
        let (mut is_inverted, mut breaks) = (false, 0);
        while !self.over.get() {
            let texts = match &reader {
                Reader::Browser(own) => {
                    // It reads dark on light; every other picture shows it the opposite.
                    let picture =
                        if is_inverted { pictures.inverted(SIDE) } else { is_playing(&video).then(|| video.clone()) };
                    is_inverted = !is_inverted;
                    detected(own, picture).await
                }
                Reader::Ours(ours) => pace.look(ours, &mut pictures).await,
            };
            if self.over.get() {
                break;
            }
            if let Ok(texts) = texts {
                breaks = 0;
                if texts.into_iter().any(see) {
                    break;
                }
            } else {
                breaks += 1;
                let is_ours = matches!(reader, Reader::Ours(_));
                if is_ours && breaks >= BREAKS_AT_MOST {
                    return Err(Failure::Unreadable);
                }
                // A browser's own may be there and not work, as on phones without their maker's services.
                if is_ours || breaks > 1 {
                    reader = Reader::Ours(Ours::start().await?);
                    pace = Pace::default();
                }
            }
            timers::pause(REST_MS).await;
        }
        Ok(())
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

/// How large a picture our reader gets, by how long it takes.
struct Pace {
    side: u32,
    looks: u32,
}

impl Default for Pace {
    fn default() -> Self {
        Self { side: SIDE, looks: 0 }
    }
}

impl Pace {
    async fn look(&mut self, ours: &Ours, pictures: &mut Pictures) -> Result<Vec<String>, JsValue> {
        let Some(picture) = pictures.take(self.side) else { return Ok(Vec::new()) };
        let before = js_sys::Date::now();
        let text = ours.read(picture, self.side.into()).await?;
        self.took(js_sys::Date::now() - before);
        Ok(text.into_iter().collect())
    }

    fn took(&mut self, ms: f64) {
        self.looks += 1;
        if self.looks <= WARM_AFTER {
            return;
        }
        if ms > LONGEST_MS {
            self.side = (self.side * 3 / 4).max(LEAST_SIDE);
        } else if ms * 3.0 < LONGEST_MS {
            self.side = (self.side * 4 / 3).min(SIDE);
        }
    }
}

/// Whether there is a picture to look at.
fn is_playing(video: &JsValue) -> bool {
    const HAVE_CURRENT_DATA: f64 = 2.0;
    get(video, "readyState").as_f64().is_some_and(|state| state >= HAVE_CURRENT_DATA)
}

/// What the browser's own reader sees in a picture, if there is one; an error when it does not work.
async fn detected(own: &JsValue, picture: Option<JsValue>) -> Result<Vec<String>, JsValue> {
    let Some(picture) = picture else { return Ok(Vec::new()) };
    let found = promised(call(own, "detect", &[picture])?).await?;
    Ok(js_sys::Array::from(&found).iter().filter_map(|one| get(&one, "rawValue").as_string()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_as_large_as_the_phone_is_fast() {
        let mut pace = Pace::default();
        let mut after = |ms| {
            pace.took(ms);
            pace.side
        };
        assert_eq!([900.0, 400.0].map(&mut after), [480, 480], "the first looks say nothing");
        assert_eq!([200.0, 200.0, 200.0].map(&mut after), [360, 320, 320]);
        assert_eq!([100.0, 40.0, 40.0, 40.0].map(&mut after), [320, 426, 480, 480]);
    }
}
