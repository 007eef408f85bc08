//! Before something is done: exactly what will happen, the money to take, and what has to be written.

use super::desk::Desk;
use super::{acts, words};
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
use shuke_face::escape;
use shuke_rules::Fen;
use shuke_rules::mall::ItemKind;

/// Fields are drawn while it is open only: two orders may have the same ones.
pub fn ask(desk: Desk, order: StaffOrder, action: Action, open: RwSignal<bool>) -> AnyView {
    let id = format!("act-{action:?}-{}", order.id);
    let title = title(desk, &order, action);
    let inside = dynamic(move || if open.get() { inside(desk, &order, action, open) } else { ().into_any() });
    sheet(open, id, title, vec![inside])
}

fn title(desk: Desk, order: &StaffOrder, action: Action) -> String {
    let t = desk.t.staff_acts();
    match action {
        Action::HandOver if order.item.kind == ItemKind::Voucher => t.use_up.to_owned(),
        Action::HandOver => (t.hand_over_title)(&order.member),
        Action::TakePayment => t.take_payment_title.to_owned(),
        Action::Ship => t.ship_title.to_owned(),
        Action::AcceptClaim => t.accept_title.to_owned(),
        _ => t.decline_title.to_owned(),
    }
}

/// What happens, as HTML.
fn text(desk: Desk, order: &StaffOrder, action: Action) -> String {
    let t = desk.t.staff_acts();
    let item = escape(desk.t.lang.pick(&order.item.name));
    let member = escape(&order.member);
    let paragraph = |text: String| format!("<p>{text}</p>");
    let mut said = paragraph(format!("<b>{item}</b>"));
    match action {
        Action::HandOver => {
            said += &words::due(order, desk.t);
            if order.due > Fen::ZERO {
                said += &paragraph((t.hand_over_money)(&order.due.to_string()));
            }
            let is_voucher = order.item.kind == ItemKind::Voucher;
            said += &paragraph(if is_voucher { t.use_up_text } else { t.hand_over_text }.to_owned());
        }
        Action::TakePayment => {
            said += &words::due(order, desk.t);
            said += &paragraph((t.take_payment_text)(&member));
        }
        Action::Ship => said += &paragraph(t.ship_text.to_owned()),
        Action::AcceptClaim => {
            said += &paragraph((t.accept_text)(&order.price.points.to_string()));
            if order.price.fen > Fen::ZERO {
                said += &paragraph((t.accept_money)(&order.price.fen.to_string()));
            }
        }
        _ => said += &paragraph(t.decline_text.to_owned()),
    }
    let undo = if action.can_be_undone() { t.can_be_undone } else { t.cannot_be_undone };
    said + &format!(r#"<p class="note">{undo}</p>"#)
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
                let carrier = Field { max_length: Some("40"), ..Field::text("staff-carrier", t.carrier) };
                let parcel = Field { max_length: Some("60"), ..Field::text("staff-parcel", t.parcel) };
                vec![
                    field(carrier, self.carrier, missing(self.carrier, 1, t.carrier_wrong)),
                    field(parcel, self.parcel, missing(self.parcel, 1, t.parcel_wrong)),
                ]
            }
            Action::AcceptClaim | Action::DeclineClaim => {
                let answer =
                    Field { max_length: Some("500"), hint: t.answer_hint, ..Field::text("staff-answer", t.answer) };
                vec![field(answer, self.answer, missing(self.answer, 2, t.answer_wrong))]
            }
            _ => Vec::new(),
        }
    }

    /// The request; `None` while something is missing.
    fn request(self, order: &StaffOrder, action: Action) -> Option<ActRequest> {
        let text = |value: RwSignal<String>| value.get_untracked().trim().to_owned();
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
    text.trim().chars().count()
}

fn inside(desk: Desk, order: &StaffOrder, action: Action, open: RwSignal<bool>) -> AnyView {
    let write: Write = desk.write();
    let written = Written::new();
    let label = acts::label(desk, order, action).unwrap_or_default();
    let what = acts::done(desk, order, action);
    let happens = html(text(desk, order, action));
    let waiting = desk.t.shell.waiting;
    let label = Signal::derive(move || if write.is_waiting() { waiting.to_owned() } else { label.clone() });
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
