//! `/staff`: scan or type, see what it is, do it; and what waits in the shop.

use super::code::{Wrong, read};
use super::desk::Desk;
use super::{member, order, scan, undo, work};
use crate::calls::Write;
use crate::device::{dom, timers};
use crate::react::{dynamic, memo};
use crate::ui::button::{Kind, Look, button, submit};
use crate::ui::field::{Field, field};
use crate::ui::parts::{form, group, html};
use crate::ui::states::{refusal, refused};
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::staff::{Found, LookUp, LookUpRequest, Role, StaffMember, StaffSignOut};
use shuke_face::escape;

pub fn page(desk: Desk, who: &StaffMember) -> AnyView {
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<Wrong>);
    let write = desk.write();
    vec![
        html(heading(desk, who)),
        scan::scan(desk, move |code| look_up(desk, write, code, typed)),
        by_hand(desk, write, typed, wrong),
        undo::recent(desk),
        found(desk),
        work::work(desk),
        foot(desk),
    ]
    .into_any()
}

fn heading(desk: Desk, who: &StaffMember) -> String {
    let t = desk.t.staff();
    let role = if who.role == Role::Manager { t.manager } else { t.clerk };
    format!(
        r#"<div><h1 class="page-title">{}</h1><p class="lede">{} · {role}</p></div>"#,
        escape(desk.t.lang.pick(&who.store_name)),
        escape(&who.name),
    )
}

/// Sends a code that was judged to be one; what it leads to is shown and takes the focus.
fn look_up(desk: Desk, write: Write, code: String, typed: RwSignal<String>) {
    write.send::<LookUp>(&LookUpRequest { code }, move |found| {
        typed.set(String::new());
        desk.found.set(Some(found));
        timers::once_drawn(|| dom::show_and_focus("staff-found"));
    });
}

fn by_hand(desk: Desk, write: Write, typed: RwSignal<String>, wrong: RwSignal<Option<Wrong>>) -> AnyView {
    let t = desk.t.staff();
    let kind = Field {
        mode: Some("numeric"),
        max_length: Some("40"),
        hint: t.type_hint,
        ..Field::text("staff-typed", t.type_code)
    };
    let error = Signal::derive(move || match wrong.get() {
        None => "",
        Some(Wrong::Empty) => t.type_empty,
        Some(Wrong::Kind) => t.type_wrong,
        Some(Wrong::Misread) => t.type_misread,
    });
    let send = move || match read(&typed.get_untracked()) {
        Ok(code) => {
            wrong.set(None);
            look_up(desk, write, code, typed);
        }
        Err(why) => wrong.set(Some(why)),
    };
    let look = Look::plain(Kind::Quiet, "").label(write.label(desk.t, t.look_up)).busy(write.busy());
    form(vec![field(kind, typed, error), refused(desk.refusal(write)), group("actions", vec![submit(look)])], send)
}

/// What the code led to.
fn found(desk: Desk) -> AnyView {
    let t = desk.t.staff();
    let is_there = memo(move || desk.found.with(Option::is_some));
    let shown = dynamic(move || match desk.found.get() {
        None => ().into_any(),
        Some(Found::Member(member)) => member::seen(desk, &member),
        Some(Found::Order(order)) => order::order(desk, &order, true),
        Some(Found::Unknown) => html(refusal(t.newer.0, t.newer.1)),
    });
    let next = dynamic(move || {
        if !is_there.get() {
            return ().into_any();
        }
        let clear = move || {
            desk.found.set(None);
            timers::once_drawn(|| dom::show_and_focus("staff-typed"));
        };
        group("actions", vec![button(Look::plain(Kind::Quiet, t.next_one), clear)])
    });
    let class = move || if is_there.get() { "section counter-found" } else { "whole" };
    view! {
        <div class=class id="staff-found" tabindex="-1">
            {shown}
            {next}
        </div>
    }
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
    let log = html(format!(r#"<a class="button button-quiet" href="/staff/log">{}</a>"#, t.log));
    group("section", vec![refused(desk.refusal(write)), group("actions", vec![log, button(out, leave)])])
}
