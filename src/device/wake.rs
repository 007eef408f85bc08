//! Keeps the screen on while a code is shown, where the browser can.

use crate::device::js;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;

#[derive(Default)]
enum Lock {
    #[default]
    None,
    Held(JsValue),
    /// The component is gone: what comes now is let go at once.
    Over,
}

/// Until the component is gone. Browsers let go when the page is hidden: it is asked for again when it is shown.
pub fn keep_awake() {
    let lock: Rc<RefCell<Lock>> = Rc::default();
    ask(&lock);
    let shown = SendWrapper::new(Rc::clone(&lock));
    let listener = window_event_listener_untyped("visibilitychange", move |_| {
        if !document().hidden() {
            ask(&shown);
        }
    });
    let lock = SendWrapper::new(lock);
    on_cleanup(move || {
        listener.remove();
        if let Lock::Held(held) = lock.replace(Lock::Over) {
            release(&held);
        }
    });
}

fn ask(lock: &Rc<RefCell<Lock>>) {
    let lock = Rc::clone(lock);
    leptos::task::spawn_local(async move {
        // Refused on a low battery, absent in older browsers: the screen then goes dark as it always does.
        let Ok(held) = request().await else { return };
        let is_over = matches!(*lock.borrow(), Lock::Over);
        if is_over {
            release(&held);
        } else {
            lock.replace(Lock::Held(held));
        }
    });
}

async fn request() -> Result<JsValue, JsValue> {
    let wake_lock = js::get(&window().navigator(), "wakeLock");
    js::promised(js::call(&wake_lock, "request", &["screen".into()])?).await
}

fn release(held: &JsValue) {
    let _ = js::call(held, "release", &[]);
}
