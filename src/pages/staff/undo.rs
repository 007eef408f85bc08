//! What was just done, and undoing it while that is possible: by the server's clock, and with a reason.

use super::desk::{Desk, Done, kept};
use crate::device::clock;
use crate::react::{dynamic, memo};
use crate::ui::button::{Kind, Look, button, submit};
use crate::ui::field::{Field, error_while, field};
use crate::ui::markup::{form, group, html, live_html};
use crate::ui::sheet::sheet;
use crate::ui::states::refused;
use leptos::prelude::*;
use shuke_contract::staff::{Undo, UndoRequest};
use shuke_face::Page;
use shuke_face::pages::staff::{self as shown, left};

/// Of what was done so many are shown.
const SHOWN: usize = 5;

/// The newest stays until something else is done; others while they can be undone. Beside what was looked up stands only what
/// was done with that.
pub fn recent(desk: Desk) -> AnyView {
    let now = clock::ticking();
    dynamic(move || {
        desk.turn.track();
        let time = now.get_untracked();
        let all = kept(|kept| kept.done.clone());
        let is_shown = |(at, done): &(usize, Done)| {
            (desk.page == Page::Staff || done.here) && (*at == 0 || left(done.until, time) > 0)
        };
        let shown = all.into_iter().enumerate().filter(is_shown).take(SHOWN);
        let rows: Vec<AnyView> = shown.map(|(_, done)| row(desk, done, now)).collect();
        if rows.is_empty() {
            return ().into_any();
        }
        view! {
            <section class="section" id="staff-done" tabindex="-1">
                <h2>{desk.t.staff_acts().recent}</h2>
                <ul class="rows">{rows}</ul>
            </section>
        }
        .into_any()
    })
}

fn row(desk: Desk, done: Done, now: ReadSignal<i64>) -> AnyView {
    let what = html(shown::just_done(&done.what));
    let parts = vec![what, undo_button(desk, done, now)];
    view! { <li class="row">{parts}</li> }.into_any()
}

/// A button with the time that is left beside it – in its name it would be read out each second –, and the sheet that asks why;
/// nothing once it is too late.
pub fn undo_button(desk: Desk, done: Done, now: ReadSignal<i64>) -> AnyView {
    let t = desk.t.staff_acts();
    let open = RwSignal::new(false);
    let until = done.until;
    let can = memo(move || left(until, now.get()) > 0);
    dynamic(move || {
        if !can.get() {
            return ().into_any();
        }
        let look = Look::plain(Kind::Text, t.undo).about(&done.what);
        let time = live_html(move || shown::time_left(left(until, now.get()), desk.t));
        let (id, done) = (format!("undo-{}", done.log), done.clone());
        let inside = dynamic(move || if open.get() { reason(desk, &done, open) } else { ().into_any() });
        let asked = sheet(open, id, t.undo.to_owned(), vec![inside]);
        group("row-actions", vec![button(look, move || open.set(true)), time, asked])
    })
}

fn reason(desk: Desk, done: &Done, open: RwSignal<bool>) -> AnyView {
    let t = desk.t.staff_acts();
    let write = desk.write();
    let (why, wrong) = (RwSignal::new(String::new()), RwSignal::new(false));
    let done = done.clone();
    let said = html(shown::undo_text(&done.what, desk.t));
    let send = move || {
        let reason = why.get_untracked().trim().to_owned();
        let is_short = reason.chars().count() < 2;
        wrong.set(is_short);
        if !is_short {
            let undone = done.clone();
            write.send_to::<Undo>(&done.log, &UndoRequest { reason }, move |_| {
                open.set(false);
                desk.undone(&undone);
            });
        }
    };
    let kind = Field { max_length: Some("200"), hint: t.reason_hint, ..Field::text("staff-reason", t.reason) };
    let look = Look::plain(Kind::Danger, "").label(write.label(desk.t, t.undo)).busy(write.busy());
    let parts = vec![
        said,
        field(kind, why, error_while(move || wrong.get(), t.reason_wrong)),
        refused(desk.refusal(write)),
        group(
            "actions",
            vec![submit(look), button(Look::plain(Kind::Quiet, desk.t.shell.close), move || open.set(false))],
        ),
    ];
    form(parts, send)
}
