//! Leptos' reactive parts behind boxes: each is compiled once, not once for every closure. That is worth more than
//! half of the app's bytes (docs/decisions/006-bytes.md).

use leptos::prelude::*;
use std::future::Future;
use std::pin::Pin;

/// A value that is computed anew when what it reads changes, and tells of it only when it is another.
pub fn memo<T: Send + Sync + PartialEq + 'static>(compute: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    let compute: Box<dyn Fn() -> T + Send + Sync> = Box::new(compute);
    Memo::new(move |_| compute())
}

/// Does `work` now and whenever what it reads changes.
pub fn effect(work: impl Fn() + 'static) {
    let work: Box<dyn Fn()> = Box::new(work);
    Effect::new(move |_| work());
}

/// Does `work` apart from what is going on; also before the app is mounted, when Leptos' own way is not there yet.
pub fn spawn(work: impl Future<Output = ()> + 'static) {
    let work: Pin<Box<dyn Future<Output = ()>>> = Box::pin(work);
    wasm_bindgen_futures::spawn_local(work);
}

/// A part of the page that is drawn anew when what it reads changes.
pub fn dynamic(draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let draw: Box<dyn Fn() -> AnyView + Send> = Box::new(draw);
    (move || draw()).into_any()
}

/// What outlives the pages that ask for it: how far somebody had read, what was typed. Made when it is first asked for, at the root of all that is
/// drawn, and found again by its type. The app knows none of them, so each comes with its page's file.
pub fn lasting<T: Clone + Send + Sync + 'static>(make: impl FnOnce() -> T) -> T {
    use_context().unwrap_or_else(|| {
        let made = || {
            let value = make();
            provide_context(value.clone());
            value
        };
        match std::iter::successors(Owner::current(), Owner::parent).last() {
            Some(root) => root.with(made),
            None => made(),
        }
    })
}
