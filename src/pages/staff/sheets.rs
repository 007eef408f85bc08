//! Before something is done: exactly what will happen, the money to take, and what has to be written.

use super::desk::Desk;
use crate::react::dynamic;
use crate::remote::Write;
use crate::ui::button::{Kind, Look, button, submit};
use crate::ui::field::{Field, error_while, field};
use crate::ui::markup::{form, group, html};
use crate::ui::sheet::sheet;
use crate::ui::states::refused;
use leptos::prelude::*;
use shuke_contract::orders::Parcel;
use shuke_contract::staff::{Act, ActRequest, Action, StaffOrder};
use shuke_face::pages::staff::acts as shown;
use shuke_rules::{Fen, typed};

/// Fields are drawn while it is open only: two orders may have the same ones.
pub fn ask(desk: Desk, order: StaffOrder, action: Action, open: RwSignal<bool>) -> AnyView {
    let id = format!("act-{action:?}-{}", order.id);
    let title = shown::title(&order, action, desk.t);
    let inside = dynamic(move || if open.get() { inside(desk, &order, action, open) } else { ().into_any() });
    sheet(open, id, title, vec![inside])
}

/// What is written into the sheet, as far as the action wants it.
#[derive(Clone, Copy)]
struct Written {
    carrier: RwSignal<String>,
    parcel: RwSignal<String>,
    answer: RwSignal<String>,
    /// It was sent off without.
    wrong: RwSignal<bool>,
}

impl Written {
    fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self { carrier: empty(), parcel: empty(), answer: empty(), wrong: RwSignal::new(false) }
    }

    fn fields(self, desk: Desk, action: Action) -> Vec<AnyView> {
        let t = desk.t.staff_acts();
        let missing = move |value: RwSignal<String>, least: usize, text| {
            error_while(move || self.wrong.get() && value.with(|value| length(value) < least), text)
        };
        match action {
            Action::Ship => {
                let carrier = Field::text("staff-carrier", t.carrier);
                let parcel = Field::text("staff-parcel", t.parcel);
                vec![
                    field(carrier, self.carrier, missing(self.carrier, 1, t.carrier_wrong)),
                    field(parcel, self.parcel, missing(self.parcel, 1, t.parcel_wrong)),
                ]
            }
            Action::AcceptClaim | Action::DeclineClaim => {
                let answer = Field { hint: t.answer_hint, ..Field::text("staff-answer", t.answer) };
                vec![field(answer, self.answer, missing(self.answer, 2, t.answer_wrong))]
            }
            _ => Vec::new(),
        }
    }

    /// The request; `None` while something is missing.
    fn request(self, order: &StaffOrder, action: Action) -> Option<ActRequest> {
        let text = |value: RwSignal<String>| typed::trimmed(&value.get_untracked()).to_owned();
        let (mut request, money) = (ActRequest { action, paid: Fen::ZERO, parcel: None, answer: None }, order.due);
        match action {
            Action::HandOver | Action::TakePayment => request.paid = money,
            Action::Ship => {
                let parcel = Parcel { carrier: text(self.carrier), number: text(self.parcel) };
                let is_whole = !parcel.carrier.is_empty() && !parcel.number.is_empty();
                request.parcel = Some(parcel).filter(|_| is_whole);
                request.parcel.as_ref()?;
            }
            _ => {
                request.answer = Some(text(self.answer)).filter(|answer| length(answer) >= 2);
                request.answer.as_ref()?;
            }
        }
        Some(request)
    }
}

fn length(text: &str) -> usize {
    typed::trimmed(text).chars().count()
}

fn inside(desk: Desk, order: &StaffOrder, action: Action, open: RwSignal<bool>) -> AnyView {
    let write: Write = desk.write();
    let written = Written::new();
    let label = shown::label(order, action, desk.t).unwrap_or_default();
    let what = shown::done(order, action, desk.t);
    let happens = html(shown::text(order, action, desk.t));
    let label = write.label(desk.t, &label);
    let order = order.clone();
    let send = move || {
        let request = written.request(&order, action);
        written.wrong.set(request.is_none());
        if let Some(request) = request {
            let what = what.clone();
            write.send_to::<Act>(&order.id, &request, move |acted| {
                open.set(false);
                desk.take(acted, what);
            });
        }
    };
    let mut parts = vec![happens];
    parts.extend(written.fields(desk, action));
    parts.extend([
        refused(desk.refusal(write)),
        group(
            "actions",
            vec![
                submit(Look::plain(Kind::Main, "").label(label).busy(write.busy())),
                button(Look::plain(Kind::Quiet, desk.t.shell.close), move || open.set(false)),
            ],
        ),
    ]);
    form(parts, send)
}
