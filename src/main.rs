//! The member's app: what the server drew is taken over in place.

mod api;
mod app;
mod bundles;
mod device;
mod device_copy;
mod failure;
mod i18n;
mod inside;
mod paged;
mod pages;
mod painter;
mod react;
mod remote;
mod router;
mod scanner;
mod session;
mod shared;
mod ui;

fn main() {
    app::start();
}
