//! The camera is a file of its own, which comes when somebody wants to scan: two parts have it, and most visits need neither.

use crate::i18n::{Explain, Texts};
use crate::react::dynamic;
use crate::remote::{Coming, Fetched};
use crate::ui::states::failed_part;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use std::rc::Rc;

/// What is told of each text, and says whether that was it.
pub type See = SendWrapper<Rc<dyn Fn(String) -> bool>>;

/// What draws the camera's picture.
pub type Look = fn(Watch, See) -> AnyView;

/// Fetches it. Made above, where files are known.
#[derive(Clone, Copy)]
pub struct Source(pub fn() -> Coming<Look>);

/// What is seen, and what becomes of it.
#[derive(Clone, Copy)]
pub struct Watch {
    pub t: &'static Texts,
    /// Stands below the picture: what to hold before it, or what was wrong with what it saw.
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
        Some(Ok(look)) => look(watch, see.clone()),
        Some(Err(failure)) => failed_part(t, move || Some(t.explain(&failure, &[])), move || fetched.want()),
        None => ().into_any(),
    })
}
