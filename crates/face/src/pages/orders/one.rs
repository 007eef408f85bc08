//! One redemption: its state, what comes next, its code, its steps, and where it is had.

use super::model::{Step, When, minutes, steps};
use super::state::state;
use crate::shapes::art::art;
use crate::shapes::coupon_summary::pack_list;
use crate::shapes::paragraphs::by_line;
use crate::shapes::qr::qr;
use crate::shapes::shop::shop;
use crate::words::Texts;
use crate::{Icon, Markup, Page, date, day_in_year, html};
use shuke_contract::orders::{Order, Parcel};
use shuke_rules::mall::{OrderState, Way};
use shuke_rules::{Day, Fen, Instant, Points};

/// Picture, name and state.
pub fn head(order: &Order, t: &Texts) -> Markup {
    html! {
        div.order-head {
            (art(order.item.picture.as_deref(), "", true))
            div {
                h1.page-title { (state(order.state, order.way, t)) }
                p.lede { (t.lang.pick(&order.item.name)) " · " (t.price(order.price)) }
            }
        }
    }
}

/// What the member does or waits for, and what came back.
pub fn next(order: &Order, t: &Texts) -> Markup {
    html! { p { (happens(order, t)) } (back(order, t)) }
}

fn happens(order: &Order, t: &Texts) -> String {
    let (o, packs) = (t.orders(), t.packs());
    let day = |day: Day| date(day, order.today, t.lang);
    let and_due = |said: &str| {
        let due = if order.due > Fen::ZERO { (o.due)(&order.due.to_string()) } else { String::new() };
        [said, t.lang.gap(), &due].concat()
    };
    match order.state {
        OrderState::Reserved if order.way == Way::AtOnce => (packs.next_reserved)(&order.due.to_string()),
        OrderState::Reserved => (o.next_reserved)(&order.due.to_string()),
        OrderState::Placed if order.way.is_express() => o.next_to_send.to_owned(),
        OrderState::Placed => and_due(o.next_placed),
        OrderState::Ready if order.way == Way::Voucher => and_due(o.next_voucher),
        OrderState::Ready => and_due(o.next_ready),
        OrderState::Shipped => (o.next_shipped)(order.received_by.map(day).as_deref()),
        OrderState::PickedUp | OrderState::Received => match (&order.claim, order.claim_until) {
            (Some(claim), _) => o.next_claimed[usize::from(claim.accepted.is_some())].to_owned(),
            (None, Some(last)) if order.way == Way::AtOnce => (packs.next_claim)(&day(last)),
            (None, Some(last)) => (o.next_claim)(&day(last)),
            (None, None) => o.next_over.to_owned(),
        },
        OrderState::Expired => o.next_expired.to_owned(),
        OrderState::Cancelled => o.next_cancelled.to_owned(),
        OrderState::Returned if order.way == Way::AtOnce => packs.next_returned.to_owned(),
        OrderState::Returned => o.next_returned.to_owned(),
        OrderState::Unknown => String::new(),
    }
}

/// What came back to the member.
fn back(order: &Order, t: &Texts) -> Markup {
    let o = t.orders();
    let money = order.price.fen - order.due;
    html! {
        @if !order.state.holds() && order.price.points > Points::ZERO {
            p.plus { "+" ((o.back)(&order.price.points.to_string())) }
        }
        @if order.state == OrderState::Returned && money > Fen::ZERO {
            p.plus { ((o.back_money)(&money.to_string())) }
        }
    }
}

/// How long it is held, by the seconds that are left.
pub fn held(seconds: i64, t: &Texts) -> Markup {
    html! {
        @if seconds == 0 {
            p role="status" { (t.orders().lapsed) }
        } @else {
            p.held role="timer" { b.figure { (minutes(seconds)) } " " span.note { (t.orders().left) } }
        }
    }
}

/// What a pack gives, or gave: with the way to it once it did.
pub fn gives(order: &Order, t: &Texts) -> Markup {
    let o = t.packs();
    let is_given = matches!(order.state, OrderState::Received | OrderState::Returned);
    html! {
        @if !order.item.gives.is_empty() {
            section.section {
                h2 { (if is_given { o.gave } else { o.gives }) }
                (pack_list(&order.item.gives, t))
                @if order.state == OrderState::Received {
                    div.actions { a.button href=(Page::Coupons) { (o.to_coupons) } }
                }
                @if order.state == OrderState::Returned { p { (o.withdrawn) } }
            }
        }
    }
}

/// Where it is on its way. `time` says a time of day.
pub fn way(order: &Order, time: &dyn Fn(Instant) -> String, t: &Texts) -> Markup {
    html! {
        section.section {
            h2 { (t.orders().steps) }
            ol.steps { @for one in steps(order) { (step(&one, order.way, time, t)) } }
        }
    }
}

fn step(step: &Step, way: Way, time: &dyn Fn(Instant) -> String, t: &Texts) -> Markup {
    let o = t.orders();
    let (class, at, said) = match step.when {
        When::Done(at, day) => ("step done", Some((at, day)), None),
        When::Now(at, day) => ("step now", Some((at, day)), Some(o.here)),
        When::Ahead => ("step ahead", None, Some(o.ahead)),
    };
    let is_now = matches!(step.when, When::Now(..));
    html! {
        li class=(class) aria-current=[is_now.then_some("step")] {
            b {
                (state(step.state, way, t))
                @if let Some(said) = said { span.sr { ", " (said) } }
            }
            span.note {
                @if let Some((at, day)) = at {
                    (day_in_year(day, t.lang)) " " (time(at))
                }
            }
            @if let Some(reason) = &step.undone { span.note { ((o.undone)(reason)) } }
        }
    }
}

/// The code as digits and for a scanner, white in every mode. While there is nothing to come for yet a line, which unfolds for the scanner: whoever is
/// in the shop already may be given what lies there, and nobody types what can be scanned. Nothing where it is good for nothing.
pub fn pass(order: &Order, t: &Texts) -> Markup {
    let o = t.orders();
    let is_prepared = order.state != OrderState::Placed;
    let (name, hint) = match (order.state, order.way) {
        (OrderState::Reserved, _) => (o.pay_code, o.pay_code_hint),
        (_, Way::Voucher) => (o.voucher_code, o.voucher_code_hint),
        _ => (o.code, o.code_hint),
    };
    html! {
        @if let Some(code) = order.code.as_ref().filter(|_| !is_prepared) {
            details.unfold.code-later {
                summary {
                    span.whole {
                        span.row-main { (o.code_later) }
                        span.row-end { b data-code=(code.as_str()) { (code.grouped()) } }
                        (Icon::Chevron)
                    }
                }
                (qr(code.as_str(), o.qr))
            }
        } @else if let Some(code) = &order.code {
            section.pass.white {
                h2 { (name) }
                (qr(code.as_str(), o.qr))
                p.code-digits data-code=(code.as_str()) { (code.grouped()) }
                p.note { (hint) }
            }
        }
    }
}

/// Who brings it, and the number that one asks them with.
pub fn parcel(parcel: &Parcel, t: &Texts) -> Markup {
    html! {
        h2 { (t.orders().parcel) }
        p { (parcel.carrier) " " b.number { (parcel.number) } }
    }
}

/// Where it is collected, or where it goes.
pub fn place(order: &Order, t: &Texts) -> Markup {
    let o = t.orders();
    html! {
        @if let Some(store) = &order.store {
            (placed(o.shop, &shop(&store.name, &store.address, &store.hours, t.lang)))
        } @else if let Some(to) = &order.address {
            (placed(o.address, &html! {
                bdi { (to.name) } " " (to.phone.as_str())
                small { (to.region) " " (to.street) }
            }))
        }
    }
}

fn placed(heading: &str, place: &Markup) -> Markup {
    html! {
        section.section {
            h2 { (heading) }
            p.place { (Icon::Shop) span { (place) } }
        }
    }
}

/// What was agreed, as it was then.
pub fn terms(order: &Order, t: &Texts) -> Markup {
    let o = t.orders();
    html! {
        section.section {
            h2 { (o.terms) }
            (by_line(t.lang.pick(&order.item.terms)))
            p.note { ((o.number)(&order.id)) }
        }
    }
}

/// What cancelling it does.
pub fn cancelling(order: &Order, t: &Texts) -> Markup {
    let o = t.orders();
    html! {
        p {
            @if order.price.points.is_zero() { (o.cancel_free) }
            @else { ((o.cancel_text)(&order.price.points.to_string())) }
        }
    }
}

/// What saying that it has arrived does.
pub fn receiving(_: &Order, t: &Texts) -> Markup {
    html! { p { (t.orders().receive_text) } }
}
