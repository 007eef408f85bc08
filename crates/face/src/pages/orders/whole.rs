//! The list and one redemption as the server draws them.

use super::model::seconds_left;
use super::{claim, list, one};
use crate::pages::Setting;
use crate::shapes::controls::{Field, Kind, area, button, form, group, live, section, submit, whole};
use crate::shapes::kit::scene;
use crate::shapes::states::state;
use crate::{Markup, html};
use shuke_contract::orders::{Order, OrdersPage};
use shuke_rules::mall::OrderState;

pub fn list_whole(page: &OrdersPage, setting: Setting<'_>) -> Markup {
    let t = setting.t;
    let o = t.orders();
    if page.orders.is_empty() {
        return whole(&state(&scene("orders"), o.empty, o.empty_text, &list::to_mall(t)));
    }
    html! {
        (whole(&list::list(&page.orders.iter().collect::<Vec<_>>(), t)))
        (live("alert"))
        @if page.next.is_some() { (button(Kind::Quiet, o.older)) }
    }
}

/// What was wrong with it.
pub fn complaint(t: &crate::words::Texts) -> Field {
    Field { hint: t.orders().claim_hint, ..Field::text("claim", t.orders().claim_field) }
}

pub fn one_whole(order: &Order, setting: Setting<'_>) -> Markup {
    let Setting { t, time, .. } = setting;
    let o = t.orders();
    let held_until = order.reserved_until.filter(|_| order.state == OrderState::Reserved);
    let act = |place, kind, label| group(place, &button(kind, label));
    html! {
        (whole(&one::head(order, t)))
        (whole(&one::next(order, t)))
        @if let Some(until) = held_until { (whole(&one::held(seconds_left(until, order.now.timestamp_millis()), t))) }
        (whole(&one::pass(order, t)))
        @if let Some(parcel) = &order.parcel {
            section.section { (whole(&one::parcel(parcel, t))) (act("actions", Kind::Quiet, o.copy)) }
        }
        @if order.state == OrderState::Reserved { (act("actions", Kind::Quiet, o.cancel)) }
        (whole(&claim::said(order, t)))
        @if order.claim.is_none() && order.claim_until.is_some() {
            (section(claim::name(order, t), &form(&html! {
                (whole(&claim::until(order, t))) (area(complaint(t))) (live("alert"))
                (group("actions", &submit(Kind::Quiet, o.claim_do)))
            })))
        }
        (whole(&one::gives(order, t)))
        (whole(&one::way(order, time, t)))
        (whole(&one::place(order, t)))
        (whole(&one::terms(order, t)))
        @if order.state == OrderState::Shipped { (act("dock", Kind::Main, o.receive)) }
    }
}
