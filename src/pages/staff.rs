//! What staff see, each page with an address of its own. Staff sign in apart from members, and nothing of what they see is kept on
//! the device or stands in an address: it is in this document's memory, and gone with it.

mod acts;
mod code;
mod confirm;
mod counter;
mod coupons;
mod desk;
mod folds;
mod found;
mod kept;
mod log;
mod look_up;
mod member;
mod order;
mod repairs;
mod scan;
mod sheets;
mod sign_in;
mod undo;
mod work;

use crate::i18n::Texts;
use crate::react::{dynamic, memo};
use crate::remote::Load;
use crate::ui::states::{failed_page, skeleton, state_page};
use desk::{Desk, is_signed_out};
use kept::Signed;
use leptos::prelude::*;
use shuke_face::Page;
use shuke_face::pages::staff as shown;

pub fn page(page: Page) -> AnyView {
    let desk = Desk::open(page);
    match page {
        Page::StaffSignIn => sign_in::page(desk),
        Page::StaffScan => signed_in(desk, scan::page),
        Page::StaffFound => signed_in(desk, found::page),
        Page::StaffLog => signed_in(desk, log::page),
        Page::StaffRepairs => signed_in(desk, repairs::page),
        Page::StaffUnknown => not_found(desk.t),
        _ => signed_in(desk, counter::page),
    }
}

/// `draw`s for whoever is signed in; who is not is led to signing in, and back from there.
fn signed_in(desk: Desk, draw: fn(Desk) -> AnyView) -> AnyView {
    let who = desk.ask();
    let here = memo(move || desk.kept.signed.with(Signed::whose));
    dynamic(move || {
        if here.with(Option::is_some) {
            return draw(desk);
        }
        match who.get() {
            Load::Failed(failure) if !is_signed_out(&failure) => {
                failed_page(desk.t, &desk.explain(&failure), move || who.again())
            }
            state => skeleton(desk.t, "", state.is_slow()),
        }
    })
}

fn not_found(t: &Texts) -> AnyView {
    state_page("not-found", Page::NotFound.title(t.lang), t.shell.not_found_text, &shown::to_desk(t))
}
