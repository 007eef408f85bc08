//! Events of the window and the document: network, page life, history. Listeners set inside a component end with it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, EventTarget, PageTransitionEvent, VisibilityState};

/// Listens for as long as the page lives: what the app itself needs.
pub fn listen_always(target: &EventTarget, name: &str, work: impl FnMut(Event) + 'static) {
    let work = Closure::<dyn FnMut(Event)>::new(work);
    let _ = target.add_event_listener_with_callback(name, work.as_ref().unchecked_ref());
    work.forget();
}

pub fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// Whether there is a network, as far as the browser knows.
pub fn online() -> ReadSignal<bool> {
    let (online, set_online) = signal(is_online());
    for name in ["online", "offline"] {
        listen_always(&window(), name, move |_| set_online.set(is_online()));
    }
    online
}

/// Comes back when there is a network again.
pub async fn until_online() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let _ = window().add_event_listener_with_callback("online", &resolve);
    });
    let _ = JsFuture::from(promise).await;
}

/// Does `work` whenever somebody comes back to the page: a tab that is shown again, a page that iOS thawed.
pub fn on_return(work: impl Fn() + Clone + 'static) {
    let shown = work.clone();
    listen_always(&document(), "visibilitychange", move |_| {
        if is_in_view() {
            shown();
        }
    });
    listen_always(&window(), "pageshow", move |event| {
        if event.dyn_ref::<PageTransitionEvent>().is_some_and(PageTransitionEvent::persisted) {
            work();
        }
    });
}

/// Like [`on_return`], until the component is gone.
pub fn on_return_here(work: impl Fn() + 'static) {
    let listener = window_event_listener_untyped("visibilitychange", move |_| {
        if is_in_view() {
            work();
        }
    });
    on_cleanup(move || listener.remove());
}

/// Whether somebody can see the page.
pub fn is_in_view() -> bool {
    document().visibility_state() == VisibilityState::Visible
}

/// Does `work` when nobody can see the page any more; until the component is gone.
pub fn on_hidden_here(work: impl Fn() + 'static) {
    let listener = window_event_listener_untyped("visibilitychange", move |_| {
        if document().hidden() {
            work();
        }
    });
    on_cleanup(move || listener.remove());
}
