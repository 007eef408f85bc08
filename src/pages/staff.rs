//! `/staff` and `/staff/log`: the counter of a shop. Staff sign in here apart from members, and nothing of what they see is kept
//! on the device: it is in this page's memory, and gone with it.

mod acts;
mod code;
mod confirm;
mod counter;
mod desk;
mod log;
mod member;
mod order;
mod scan;
mod sheets;
mod sign_in;
mod undo;
mod words;
mod work;

use crate::react::dynamic;
use crate::ui::states::{failed_page, skeleton};
use desk::{Desk, Who};
use leptos::prelude::*;
use shuke_contract::staff::StaffMember;

pub fn page() -> AnyView {
    signed_in(counter::page)
}

pub fn log_page() -> AnyView {
    signed_in(log::page)
}

/// `draw`s for whoever is signed in; signs in first.
fn signed_in(draw: fn(Desk, &StaffMember) -> AnyView) -> AnyView {
    let desk = Desk::open();
    dynamic(move || match desk.who.get() {
        Who::Asking => skeleton(desk.t, "", desk.is_slow.get()),
        Who::Failed(failure) => failed_page(desk.t, &desk.explain(&failure), move || desk.ask()),
        Who::Nobody { ended } => sign_in::page(desk, ended),
        Who::Here(who) => draw(desk, &who),
    })
}
