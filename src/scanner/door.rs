//! The camera is a file of its own, which comes when somebody wants to scan: two parts have it, and most visits need neither. What reads
//! pictures comes with it.

use crate::failure::Failure;
use crate::i18n::{Explain, Texts};
use crate::react::{dynamic, spawn};
use crate::remote::{Coming, Fetched};
use crate::ui::markup::html;
use crate::ui::states::failed_part;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use shuke_face::shapes::camera;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// What is told of each text, and says whether that was it.
pub type See = SendWrapper<Rc<dyn Fn(String) -> bool>>;

/// What its file brings.
#[derive(Clone, Copy)]
pub struct Eye {
    /// Draws the camera's picture.
    pub look: fn(Watch, See) -> AnyView,
    /// Reads a picture in a file.
    pub still: fn(JsValue) -> Coming<InPicture>,
    /// A photo in a file, made small: an address that holds all of it. `None` for what is no picture that this browser knows.
    pub photo: fn(JsValue) -> Coming<Option<String>>,
}

/// What is in a picture that somebody chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InPicture {
    Text(String),
    NoCode,
    /// It is none, or none that this browser knows.
    NoPicture,
}

/// Fetches it. Made above, where files are known.
#[derive(Clone, Copy)]
pub struct Source(pub fn() -> Coming<Eye>);

impl Source {
    /// Reads the picture in a file, and tells what is in it.
    pub fn read(self, file: JsValue, told: impl FnOnce(Result<InPicture, Failure>) + 'static) {
        let Self(source) = self;
        spawn(async move {
            told(async { (source().await?.still)(file).await }.await);
        });
    }

    /// Makes the photo in a file small, and tells it.
    pub fn photo(self, file: JsValue, told: impl FnOnce(Result<Option<String>, Failure>) + 'static) {
        let Self(source) = self;
        spawn(async move {
            told(async { (source().await?.photo)(file).await }.await);
        });
    }
}

/// What is seen, and what becomes of it.
#[derive(Clone, Copy)]
pub struct Watch {
    pub t: &'static Texts,
    /// Stands below the picture: what to hold before it, or what was wrong with what it saw. Nothing where the page says that itself.
    pub said: Signal<String>,
    /// What has just been seen is being looked into.
    pub busy: Signal<bool>,
    /// Where one goes on by hand when there is no picture.
    pub by_hand: &'static str,
}

/// The camera's picture once what draws it has come; `see` is told of each text, and says whether that was it.
pub fn watch(watch: Watch, see: impl Fn(String) -> bool + 'static) -> AnyView {
    let Source(source) = expect_context();
    let fetched = Fetched::new(expect_context(), source);
    fetched.want();
    let (see, t): (See, _) = (SendWrapper::new(Rc::new(see)), watch.t);
    dynamic(move || match fetched.get() {
        Some(Ok(eye)) => (eye.look)(watch, see.clone()),
        Some(Err(failure)) => failed_part(t, move || Some(t.explain(&failure, &[])), move || fetched.want()),
        None => html(camera::coming(t)),
    })
}
