//! `/staff/found`: what a code or a row of what waits led to, and what one may do with it.

use super::desk::{Desk, kept};
use super::{member, order, undo};
use crate::react::dynamic;
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::group;
use crate::ui::states::state_page;
use leptos::prelude::*;
use shuke_contract::staff::Found;
use shuke_face::{Icon, Markup, Page};

pub fn page(desk: Desk) -> AnyView {
    let t = desk.t.staff();
    dynamic(move || {
        desk.turn.track();
        let (found, by_camera) = kept(|kept| (kept.found.clone(), kept.from.is_none()));
        let shown = match found {
            None => {
                // Not while this is being drawn: another page takes its place.
                queue_microtask(move || desk.replace(Page::Staff));
                return ().into_any();
            }
            Some(Found::Member(member)) => member::seen(desk, &member),
            Some(Found::Order(order)) => order::order(desk, &order, true),
            Some(Found::Unknown) => state_page(Icon::Warning, t.newer.0, t.newer.1, Markup::default()),
        };
        let on = move || {
            if by_camera {
                desk.replace(Page::StaffScan);
            } else {
                desk.router.back("/staff");
            }
        };
        // Apart from what is done with this one.
        let next = group("section", vec![button(Look::plain(Kind::Quiet, t.next_one), on)]);
        vec![group("counter-found", vec![shown]), undo::recent(desk), next].into_any()
    })
}
