//! The buttons of an order: what one may do with it now. What costs something or cannot be taken back is asked for first.

use super::desk::Desk;
use super::{sheets, words};
use crate::react::dynamic;
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::{group, html};
use crate::ui::states::refused;
use leptos::prelude::*;
use shuke_contract::staff::{Act, ActRequest, Action, StaffOrder};
use shuke_rules::Fen;
use shuke_rules::mall::ItemKind;

pub fn buttons(desk: Desk, order: &StaffOrder) -> AnyView {
    let known = |action: &&Action| label(desk, order, **action).is_some();
    let acts = order.actions.iter().filter(known).enumerate();
    // The first is what is usually done next.
    let kind = |place| if place == 0 { Kind::Main } else { Kind::Quiet };
    let acts: Vec<AnyView> = acts.map(|(place, action)| act(desk, order, *action, kind(place))).collect();
    if acts.is_empty() {
        return html(format!(r#"<p class="note">{}</p>"#, desk.t.staff().nothing_to_do));
    }
    group("actions", acts)
}

/// What the button says; none for what is not done to an order.
pub fn label(desk: Desk, order: &StaffOrder, action: Action) -> Option<String> {
    let t = desk.t.staff_acts();
    Some(match action {
        Action::Prepare => t.prepare.to_owned(),
        Action::HandOver if order.due > Fen::ZERO => (t.hand_over_paid)(&order.due.to_string()),
        Action::HandOver if order.item.kind == ItemKind::Voucher => t.use_up.to_owned(),
        Action::HandOver => t.hand_over.to_owned(),
        Action::TakePayment => (t.take_payment)(&order.due.to_string()),
        Action::Ship => t.ship.to_owned(),
        Action::AcceptClaim => t.accept.to_owned(),
        Action::DeclineClaim => t.decline.to_owned(),
        _ => return None,
    })
}

fn act(desk: Desk, order: &StaffOrder, action: Action, kind: Kind) -> AnyView {
    if action == Action::Prepare {
        return at_once(desk, order, action, kind);
    }
    let open = RwSignal::new(false);
    let look = Look::plain(kind, &label(desk, order, action).unwrap_or_default()).about(&words::about(order, desk.t));
    vec![button(look, move || open.set(true)), sheets::ask(desk, order.clone(), action, open)].into_any()
}

/// What is undone as easily as it is done.
fn at_once(desk: Desk, order: &StaffOrder, action: Action, kind: Kind) -> AnyView {
    let write = desk.write();
    let (id, what) = (order.id.clone(), done(desk, order, action));
    let send = move || {
        let what = what.clone();
        let request = ActRequest { action, paid: Fen::ZERO, parcel: None, answer: None };
        write.send_to::<Act>(&id, &request, move |acted| desk.take(acted, what));
    };
    let look = Look::plain(kind, &label(desk, order, action).unwrap_or_default()).busy(write.busy());
    let why = desk.refusal(write);
    vec![
        button(look.about(&words::about(order, desk.t)), send),
        dynamic(move || if why().is_some() { refused(why) } else { ().into_any() }),
    ]
    .into_any()
}

/// What is said when it is done.
pub fn done(desk: Desk, order: &StaffOrder, action: Action) -> String {
    let t = desk.t.staff_acts();
    let is_voucher = action == Action::HandOver && order.item.kind == ItemKind::Voucher;
    let done = if is_voucher { desk.t.staff().used } else { (t.done)(action) };
    format!("{done} · {}", words::about(order, desk.t))
}
