//! An order at the counter: where it stands in staff's eyes, what to take for it, and what is to be known of it.

use crate::words::Texts;
use crate::{Icon, Markup, day_in_year, html};
use shuke_contract::staff::{Action, StaffOrder};
use shuke_rules::mall::{ItemKind, OrderState};
use shuke_rules::{Day, Fen, Instant};

/// What is to be done with it, or was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    ToDecide,
    ToPrepare,
    ToSend,
    ToPay,
    ToHandOver,
    ToUse,
    HandedOver,
    Used,
    Sent,
    Over,
}

impl Stand {
    pub fn of(order: &StaffOrder) -> Self {
        if order.claim.as_ref().is_some_and(|claim| claim.accepted.is_none()) {
            return Self::ToDecide;
        }
        let is_voucher = is_voucher(order);
        match order.state {
            OrderState::Reserved => Self::ToPay,
            OrderState::Placed if order.actions.contains(&Action::Ship) => Self::ToSend,
            OrderState::Placed => Self::ToPrepare,
            OrderState::Ready if is_voucher => Self::ToUse,
            OrderState::Ready => Self::ToHandOver,
            OrderState::PickedUp if is_voucher => Self::Used,
            OrderState::PickedUp => Self::HandedOver,
            OrderState::Shipped => Self::Sent,
            _ => Self::Over,
        }
    }

    pub fn said(self, t: &Texts) -> &'static str {
        let t = t.staff();
        match self {
            Self::ToDecide => t.to_decide,
            Self::ToPrepare => t.to_prepare,
            Self::ToSend => t.to_send,
            Self::ToPay => t.to_pay,
            Self::ToHandOver => t.to_hand_over,
            Self::ToUse => t.to_use,
            Self::HandedOver => t.handed_over,
            Self::Used => t.used,
            Self::Sent => t.sent,
            Self::Over => t.over,
        }
    }
}

pub fn is_voucher(order: &StaffOrder) -> bool {
    order.item.kind == ItemKind::Voucher
}

/// Where it stands; what is to be paid, also until when it is held. `time` says the time of day.
pub fn state(order: &StaffOrder, t: &Texts, time: &dyn Fn(Instant) -> String) -> String {
    let stand = Stand::of(order);
    let said = stand.said(t);
    match order.reserved_until.filter(|_| stand == Stand::ToPay) {
        Some(until) => format!("{said} · {}", (t.staff().held_until)(&time(until))),
        None => said.to_owned(),
    }
}

/// The item's picture, or a gift where there is none.
pub fn picture(order: &StaffOrder) -> Markup {
    html! {
        @match &order.item.picture {
            Some(path) => { img.counter-picture src=(path) alt="" width="72" height="72"; }
            None => { (Icon::Gift) }
        }
    }
}

/// `保温杯 · 林晓雨`
pub fn about(order: &StaffOrder, t: &Texts) -> String {
    format!("{} · {}", t.lang.pick(&order.item.name), order.member)
}

/// Money to take, in figures that one reads across the counter.
pub fn to_take(amount: Fen, t: &Texts) -> Markup {
    html! { p.counter-due { span { (t.staff().take) } " " b.figure { "¥" (amount.to_string()) } } }
}

/// What is due for an order; nothing where nothing is.
pub fn due(order: &StaffOrder, t: &Texts) -> Markup {
    html! { @if order.due != Fen::ZERO { (to_take(order.due, t)) } }
}

/// `alone`: it is what the page is about, and it is also said whose it is. On a member's page that stands above.
pub fn order(order: &StaffOrder, alone: bool, t: &Texts, time: &dyn Fn(Instant) -> String) -> Markup {
    let (name, terms) = (t.lang.pick(&order.item.name), t.lang.pick(&order.item.terms));
    html! {
        div.counter-item {
            (picture(order))
            div {
                p.tag { (state(order, t, time)) }
                @if alone {
                    h1.page-title { (name) }
                    p { ((t.staff().of_member)(&order.member)) }
                } @else {
                    h2 { (name) }
                }
                p class="note number" { (short(order.day, t)) }
            }
        }
        (due(order, t))
        @if !terms.is_empty() { p.note { (terms) } }
        (address(order, t))
        (claim(order, t))
    }
}

/// The day without its year.
pub fn short(day: Day, t: &Texts) -> String {
    day_in_year(day, t.lang)
}

/// Where it goes, as one writes it on a parcel.
fn address(order: &StaffOrder, t: &Texts) -> Markup {
    html! {
        @if let Some(address) = &order.address {
            dl.counter-address {
                dt.note { (t.staff().send_to) }
                dd { bdi { (address.name) " " (address.phone.as_str()) } }
                dd { bdi { (address.region) " " (address.street) } }
                @if let Some(parcel) = &order.parcel { dd { bdi { (parcel.carrier) " " (parcel.number) } } }
            }
        }
    }
}

fn claim(order: &StaffOrder, t: &Texts) -> Markup {
    html! {
        @if let Some(claim) = &order.claim {
            div.refusal {
                b { (t.staff().claim) " · " (short(claim.day, t)) }
                p { (claim.what) }
                @if !claim.answer.is_empty() { p { (claim.answer) } }
            }
        }
    }
}
