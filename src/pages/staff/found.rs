//! `/staff/found`: what a code or a row of what waits led to, and what one may do with it.

use super::desk::Desk;
use super::undo::Undoing;
use super::{member, order};
use crate::react::dynamic;
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::group;
use crate::ui::states::state_page;
use leptos::prelude::*;
use shuke_contract::staff::Found;
use shuke_face::{Markup, Page};

pub fn page(desk: Desk) -> AnyView {
    let t = desk.t.staff();
    let found = desk.kept.found;
    // What an undoing has taken away stands until one is back at the desk.
    let seen = Memo::new(move |before: Option<&Option<Found>>| found.get().or_else(|| before.cloned().flatten()));
    let shown = dynamic(move || match seen.get() {
        None => {
            // Not while this is being drawn: another page takes its place.
            queue_microtask(move || desk.replace(Page::Staff));
            ().into_any()
        }
        Some(Found::Member(member)) => member::seen(desk, &member),
        Some(Found::Order(order)) => order::order(desk, &order, true),
        Some(Found::Unknown) => state_page("staff", t.newer.0, t.newer.1, &Markup::default()),
    });
    let by_camera = desk.kept.from.with_value(Option::is_none);
    let on = move || {
        if by_camera {
            desk.replace(Page::StaffScan);
        } else {
            desk.router.back(Page::Staff.path());
        }
    };
    let undoing = Undoing::new(desk, move || desk.router.back(Page::Staff.path()));
    // Apart from what is done with this one.
    let next = group("section", vec![button(Look::plain(Kind::Quiet, t.next_one), on)]);
    vec![group("counter-found", vec![shown]), undoing.recent(), next].into_any()
}
