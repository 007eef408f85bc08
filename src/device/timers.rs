//! Timers that end with the component that set them.

use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;

/// A spinner that flashes helps nobody: nothing is shown before this.
pub const SLOW_MS: u64 = 500;
/// When what the first screen does not need is fetched.
pub const LATER_MS: u64 = 1_000;

/// Does `work` every `period_ms` until the component is gone.
pub fn every(period_ms: u64, work: impl Fn() + 'static) {
    if let Ok(handle) = set_interval_with_handle(work, Duration::from_millis(period_ms)) {
        on_cleanup(move || handle.clear());
    }
}

/// Does `work` in `delay_ms` unless the component is gone by then.
pub fn after(delay_ms: u64, work: impl FnOnce() + 'static) {
    if let Ok(handle) = set_timeout_with_handle(work, Duration::from_millis(delay_ms)) {
        on_cleanup(move || handle.clear());
    }
}

/// Does `work` once what was set before is on the screen.
pub fn once_drawn(work: impl FnOnce() + 'static) {
    request_animation_frame(work);
}

/// Comes back with the first frame that is drawn after `ms`: later while nobody sees the page.
pub async fn pause(ms: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let drawn = Closure::once_into_js(move || {
            let _ = window().request_animation_frame(resolve.unchecked_ref());
        });
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(drawn.unchecked_ref(), ms);
    });
    let _ = JsFuture::from(promise).await;
}

/// A timer for the time of one call: dropping it ends it.
pub struct Deadline {
    handle: Option<i32>,
    passed: Rc<Cell<bool>>,
    _work: Closure<dyn FnMut()>,
}

impl Deadline {
    pub fn after(delay_ms: i32, work: impl FnOnce() + 'static) -> Self {
        let passed = Rc::new(Cell::new(false));
        let (flag, mut work) = (Rc::clone(&passed), Some(work));
        let work = Closure::new(move || {
            flag.set(true);
            if let Some(work) = work.take() {
                work();
            }
        });
        let handle = web_sys::window().and_then(|window| {
            let callback = work.as_ref().unchecked_ref();
            window.set_timeout_with_callback_and_timeout_and_arguments_0(callback, delay_ms).ok()
        });
        Self { handle, passed, _work: work }
    }

    pub fn has_passed(&self) -> bool {
        self.passed.get()
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        if let Some((window, handle)) = web_sys::window().zip(self.handle) {
            window.clear_timeout_with_handle(handle);
        }
    }
}
