//! What was just done, and undoing it while that is possible: by the server's clock, and with a reason.

use super::desk::Desk;
use super::kept::{Done, undoable};
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
use shuke_rules::typed;

/// Of what was done so many are shown.
const SHOWN: usize = 5;

/// Undoing on a page, whose clock ticks.
#[derive(Clone, Copy)]
pub struct Undoing {
    pub desk: Desk,
    now: ReadSignal<i64>,
    /// What the page does afterwards.
    then: Callback<()>,
}

impl Undoing {
    pub fn new(desk: Desk, then: impl Fn() + Send + Sync + 'static) -> Self {
        Self { desk, now: clock::ticking(), then: Callback::new(move |()| then()) }
    }

    /// The newest stays until something else is done; others while they can be undone, of the steps of an order the last. Beside what was looked up
    /// stands only what was done with that.
    pub fn recent(self) -> AnyView {
        let desk = self.desk;
        dynamic(move || {
            let time = self.now.get_untracked();
            let is_shown = |(at, done): &(usize, Done)| {
                (desk.page == Page::Staff || done.here) && (*at == 0 || left(done.until, time) > 0)
            };
            let shown = undoable(desk.kept.done.get()).into_iter().enumerate().filter(is_shown).take(SHOWN);
            let rows: Vec<AnyView> = shown.map(|(_, done)| self.row(done)).collect();
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

    fn row(self, done: Done) -> AnyView {
        let parts = vec![html(shown::just_done(&done.what)), self.button(done)];
        view! { <li class="row">{parts}</li> }.into_any()
    }

    /// A button with the time that is left beside it – in its name it would be read out each second –, and the sheet that asks why;
    /// nothing once it is too late.
    pub fn button(self, done: Done) -> AnyView {
        let t = self.desk.t;
        let (open, until) = (RwSignal::new(false), done.until);
        let seconds = move || left(until, self.now.get());
        let can = memo(move || seconds() > 0);
        dynamic(move || {
            if !can.get() {
                return ().into_any();
            }
            let undo = t.staff_acts().undo;
            let look = Look::plain(Kind::Text, undo).about(&done.what);
            let time = live_html(move || shown::time_left(seconds(), t));
            let (id, done) = (format!("undo-{}", done.log), done.clone());
            let inside = dynamic(move || if open.get() { self.reason(&done, open) } else { ().into_any() });
            let asked = sheet(open, id, undo.to_owned(), vec![inside]);
            group("row-actions", vec![button(look, move || open.set(true)), time, asked])
        })
    }

    fn reason(self, done: &Done, open: RwSignal<bool>) -> AnyView {
        let desk = self.desk;
        let t = desk.t.staff_acts();
        let write = desk.write();
        let (why, wrong) = (RwSignal::new(String::new()), RwSignal::new(false));
        let done = done.clone();
        let said = html(shown::undo_text(&done.what, desk.t));
        let send = move || {
            let reason = typed::trimmed(&why.get_untracked()).to_owned();
            let is_short = reason.chars().count() < 2;
            wrong.set(is_short);
            if !is_short {
                let undone = done.clone();
                write.send_to::<Undo>(&done.log, &UndoRequest { reason }, move |_| {
                    open.set(false);
                    desk.undone(&undone);
                    self.then.run(());
                });
            }
        };
        let kind = Field { hint: t.reason_hint, ..Field::text("staff-reason", t.reason) };
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
}
