//! What is done to an order: what its button says, what is said before, and when it is done.

use super::order::{Stand, about, due, is_voucher};
use crate::words::Texts;
use crate::{Markup, html};
use shuke_contract::staff::{Action, StaffOrder};
use shuke_rules::Fen;
use shuke_rules::mall::ItemKind;

/// Where one can do nothing: that there is nothing to do, or who can.
pub fn nothing_to_do(order: &StaffOrder, t: &Texts) -> Markup {
    let said = if Stand::of(order) == Stand::ToDecide { t.staff().for_manager } else { t.staff().nothing_to_do };
    html! { p.note { (said) } }
}

/// What the button says; none for what is not done to an order.
pub fn label(order: &StaffOrder, action: Action, t: &Texts) -> Option<String> {
    let t = t.staff_acts();
    Some(match action {
        Action::Prepare => t.prepare.to_owned(),
        Action::HandOver if order.due > Fen::ZERO => (t.hand_over_paid)(&order.due.to_string()),
        Action::HandOver if is_voucher(order) => t.use_up.to_owned(),
        Action::HandOver => t.hand_over.to_owned(),
        Action::TakePayment => (t.take_payment)(&order.due.to_string()),
        Action::Ship => t.ship.to_owned(),
        Action::AcceptClaim => t.accept.to_owned(),
        Action::DeclineClaim => t.decline.to_owned(),
        _ => return None,
    })
}

/// What is said when it is done.
pub fn done(order: &StaffOrder, action: Action, t: &Texts) -> String {
    let is_used = action == Action::HandOver && is_voucher(order);
    let done = if is_used { t.staff().used } else { (t.staff_acts().done)(action) };
    format!("{done} · {}", about(order, t))
}

/// What the sheet that asks is called.
pub fn title(order: &StaffOrder, action: Action, t: &Texts) -> String {
    let t = t.staff_acts();
    match action {
        Action::HandOver if is_voucher(order) => t.use_up.to_owned(),
        Action::HandOver => (t.hand_over_title)(&order.member),
        Action::TakePayment => t.take_payment_title.to_owned(),
        Action::Ship => t.ship_title.to_owned(),
        Action::AcceptClaim => t.accept_title.to_owned(),
        _ => t.decline_title.to_owned(),
    }
}

/// A pack is the member's in the moment in which it is paid.
fn can_be_undone(order: &StaffOrder, action: Action) -> bool {
    action.can_be_undone() && !(action == Action::TakePayment && order.item.kind == ItemKind::Pack)
}

/// What will happen.
pub fn text(order: &StaffOrder, action: Action, t: &Texts) -> Markup {
    let acts = t.staff_acts();
    html! {
        p { b { (t.lang.pick(&order.item.name)) } }
        @match action {
            Action::HandOver => {
                (due(order, t))
                @if order.due > Fen::ZERO { p { ((acts.hand_over_money)(&order.due.to_string())) } }
                p { (if is_voucher(order) { acts.use_up_text } else { acts.hand_over_text }) }
            }
            Action::TakePayment => {
                (due(order, t))
                p { ((acts.take_payment_text)(&order.member)) }
            }
            Action::Ship => { p { (acts.ship_text) } }
            Action::AcceptClaim => {
                p { ((acts.accept_text)(&order.price.points.to_string())) }
                @if order.price.fen > Fen::ZERO { p { ((acts.accept_money)(&order.price.fen.to_string())) } }
            }
            _ => { p { (acts.decline_text) } }
        }
        p.note { (if can_be_undone(order, action) { acts.can_be_undone } else { acts.cannot_be_undone }) }
    }
}
