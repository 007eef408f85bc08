//! `/staff`: the desk. From here one scans or types, sees what was just done, and what waits in the shop.

use super::desk::{Desk, kept};
use super::{look_up, undo, work};
use crate::device::{dom, timers};
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::{group, html};
use crate::ui::states::refused;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::staff::StaffSignOut;
use shuke_face::pages::staff as shown;

pub fn page(desk: Desk) -> AnyView {
    if let Some(id) = kept(|kept| kept.from.take()) {
        // Back to what one had come from.
        timers::once_drawn(move || dom::focus_id(&id));
    }
    vec![
        html(kept(|kept| kept.who.as_ref().map(|who| shown::desk(who, desk.t))).unwrap_or_default()),
        html(shown::to_scan(desk.t)),
        look_up::by_hand(desk, desk.write()),
        undo::recent(desk),
        work::work(desk),
        foot(desk),
    ]
    .into_any()
}

fn foot(desk: Desk) -> AnyView {
    let t = desk.t.staff();
    let write = desk.write();
    let leave = move || {
        write.send::<StaffSignOut>(&Empty {}, move |_| {
            desk.close();
            desk.toasts.say(t.signed_out);
        });
    };
    let out = Look::plain(Kind::Text, "").label(write.label(desk.t, t.sign_out)).busy(write.busy());
    let log = html(shown::to_log(desk.t));
    group("section", vec![refused(desk.refusal(write)), group("actions", vec![log, button(out, leave)])])
}
