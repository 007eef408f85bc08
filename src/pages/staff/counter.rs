//! `/staff`: the desk. From here one scans or types, sees what was just done, and what waits in the shop.

use super::desk::Desk;
use super::undo::Undoing;
use super::{look_up, work};
use crate::device::{dom, timers};
use crate::remote::Read;
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::{group, html};
use crate::ui::states::refused;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::staff::{GetWork, StaffSignOut};
use shuke_face::pages::staff as shown;

pub fn page(desk: Desk) -> AnyView {
    if let Some(id) = desk.kept.from.get_value() {
        desk.kept.from.set_value(None);
        // Back to what one had come from.
        timers::once_drawn(move || dom::focus_id(&id));
    }
    let read = Read::<GetWork>::new(desk.center, "", &Empty {});
    // Its button is gone then.
    let undoing = Undoing::new(desk, move || {
        read.again();
        timers::once_drawn(dom::focus_heading);
    });
    vec![
        html(desk.kept.who().map(|who| shown::desk(&who, desk.t)).unwrap_or_default()),
        html(shown::to_scan(desk.t)),
        look_up::by_hand(desk, desk.write()),
        undoing.recent(),
        work::work(desk, read),
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
    let (repairs, log) = (html(shown::to_repairs(desk.t)), html(shown::to_log(desk.t)));
    group("section", vec![refused(desk.refusal(write)), group("actions", vec![repairs, log, button(out, leave)])])
}
