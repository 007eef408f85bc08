//! What an order is in a few words: where it stands, what it is about, its picture.

use crate::i18n::Texts;
use crate::ui::when::time_of_day;
use shuke_contract::staff::{Action, StaffOrder};
use shuke_face::{Icon, escape, icon};
use shuke_rules::Fen;
use shuke_rules::mall::{ItemKind, OrderState};

/// Where it stands, in staff's eyes: what is to be done with it.
pub fn state(order: &StaffOrder, t: &Texts, zone: &str) -> String {
    let t_staff = t.staff();
    let decides = order.claim.as_ref().is_some_and(|claim| claim.accepted.is_none());
    if decides {
        return t_staff.to_decide.to_owned();
    }
    let is_voucher = order.item.kind == ItemKind::Voucher;
    match order.state {
        OrderState::Reserved => {
            let held = order.reserved_until.map(|until| (t_staff.held_until)(&time_of_day(until, zone, t.lang)));
            [Some(t_staff.to_pay.to_owned()), held].into_iter().flatten().collect::<Vec<_>>().join(" · ")
        }
        OrderState::Placed if order.actions.contains(&Action::Ship) => t_staff.to_send.to_owned(),
        OrderState::Placed => t_staff.to_prepare.to_owned(),
        OrderState::Ready if is_voucher => t_staff.to_use.to_owned(),
        OrderState::Ready => t_staff.to_hand_over.to_owned(),
        OrderState::PickedUp if is_voucher => t_staff.used.to_owned(),
        OrderState::PickedUp => t_staff.handed_over.to_owned(),
        OrderState::Shipped => t_staff.sent.to_owned(),
        _ => t_staff.over.to_owned(),
    }
}

/// The item's picture, or a gift where there is none.
pub fn picture(order: &StaffOrder) -> String {
    match &order.item.picture {
        Some(path) => {
            format!(r#"<img class="counter-picture" src="{}" alt="" width="72" height="72">"#, escape(path))
        }
        None => icon(Icon::Gift),
    }
}

/// `保温杯 · 林晓雨`
pub fn about(order: &StaffOrder, t: &Texts) -> String {
    format!("{} · {}", t.lang.pick(&order.item.name), order.member)
}

/// Money to take, in figures that one reads across the counter.
pub fn due(order: &StaffOrder, t: &Texts) -> String {
    if order.due == Fen::ZERO {
        return String::new();
    }
    format!(r#"<p class="counter-due"><span>{}</span> <b class="figure">¥{}</b></p>"#, t.staff().take, order.due)
}
