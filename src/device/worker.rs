//! The service worker: registered where there may be one, its updates announced.

use crate::device::dom;
use crate::device::events::listen_always;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState};

/// A version that waits to take over.
#[derive(Clone)]
pub struct Update(send_wrapper::SendWrapper<ServiceWorker>);

impl Update {
    /// Lets it take over; the page loads anew when it has.
    pub fn activate(&self) {
        if let Some(container) = container() {
            listen_always(&container, "controllerchange", |_| {
                dom::reload();
            });
        }
        let _ = self.0.post_message(&JsValue::from_str("activate"));
    }
}

fn container() -> Option<ServiceWorkerContainer> {
    // Absent on plain http and in most web views of iOS; `navigator.serviceWorker` is then undefined.
    let navigator = window().navigator();
    js_sys::Reflect::get(&navigator, &"serviceWorker".into()).ok()?.dyn_into().ok()
}

/// Registers `/sw.js`; `announce` is given every new version that is ready while an old one is active. The first one
/// replaces nothing. Whether there was one before is asked when the new one is found: by the time that the first is
/// reported installed, it may be active and in control already.
pub fn register(announce: impl Fn(Update) + Clone + 'static) {
    let Some(container) = container() else { return };
    leptos::task::spawn_local(async move {
        let Ok(registered) = JsFuture::from(container.register("/sw.js")).await else { return };
        let Ok(registration) = registered.dyn_into::<ServiceWorkerRegistration>() else { return };
        if let Some(waiting) = registration.waiting().filter(|_| registration.active().is_some()) {
            announce(Update(send_wrapper::SendWrapper::new(waiting)));
        }
        let found = registration.clone();
        listen_always(&registration, "updatefound", move |_| {
            if let Some(installing) = found.installing().filter(|_| found.active().is_some()) {
                announce_when_installed(&installing, announce.clone());
            }
        });
    });
}

fn announce_when_installed(worker: &ServiceWorker, announce: impl Fn(Update) + 'static) {
    let installed = worker.clone();
    listen_always(worker, "statechange", move |_| {
        if installed.state() == ServiceWorkerState::Installed {
            announce(Update(send_wrapper::SendWrapper::new(installed.clone())));
        }
    });
}
