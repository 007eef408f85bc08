//! `/staff`: the desk. From here one scans or types, sees what was just done, and what waits in the shop.

use super::desk::{Desk, kept};
use super::{headed, look_up, undo, work};
use crate::device::{dom, timers};
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::{group, html};
use crate::ui::states::refused;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::staff::{Role, StaffMember, StaffSignOut};
use shuke_face::escape;

pub fn page(desk: Desk) -> AnyView {
    let t = desk.t.staff();
    if let Some(id) = kept(|kept| kept.from.take()) {
        // Back to what one had come from.
        timers::once_drawn(move || dom::focus_id(&id));
    }
    vec![
        html(kept(|kept| kept.who.as_ref().map_or(String::new(), |who| heading(desk, who)))),
        html(format!(r#"<div class="actions"><a class="button" href="/staff/scan">{}</a></div>"#, t.scan)),
        look_up::by_hand(desk, desk.write()),
        undo::recent(desk),
        work::work(desk),
        foot(desk),
    ]
    .into_any()
}

fn heading(desk: Desk, who: &StaffMember) -> String {
    let t = desk.t.staff();
    let role = if who.role == Role::Manager { t.manager } else { t.clerk };
    headed(&escape(desk.t.lang.pick(&who.store_name)), &format!("{} · {role}", escape(&who.name)))
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
    let log = html(format!(r#"<a class="button button-quiet" href="/staff/log">{}</a>"#, t.log));
    group("section", vec![refused(desk.refusal(write)), group("actions", vec![log, button(out, leave)])])
}
