//! The member's app: what the server drew is taken over in place.

mod addressing;
mod api;
mod app;
mod calls;
mod checking_in;
mod device;
mod failure;
mod i18n;
mod kept;
mod paged;
mod pages;
mod parts;
mod react;
mod route;
mod router;
mod scanner;
mod session;
mod showing_code;
mod tasking;
mod ui;

fn main() {
    app::start();
}
