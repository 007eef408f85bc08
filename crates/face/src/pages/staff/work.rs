//! What waits in the shop, by what is to be done.

use super::order::{Stand, picture, short, state};
use crate::words::Texts;
use crate::{Markup, html};
use shuke_contract::staff::StaffOrder;
use shuke_rules::{Fen, Instant};

/// In the order in which one sees to them; what is none of these is over.
const GROUPS: [Stand; 7] =
    [Stand::ToDecide, Stand::ToPrepare, Stand::ToSend, Stand::ToPay, Stand::ToHandOver, Stand::ToUse, Stand::Over];

fn group(order: &StaffOrder) -> Stand {
    let stand = Stand::of(order);
    if GROUPS.contains(&stand) { stand } else { Stand::Over }
}

/// `time` says the time of day.
pub fn listed(orders: &[StaffOrder], t: &Texts, time: &dyn Fn(Instant) -> String) -> Markup {
    html! {
        @if orders.is_empty() { p { (t.staff().no_work) } }
        @for stand in GROUPS {
            @let rows: Vec<&StaffOrder> = orders.iter().filter(|order| group(order) == stand).collect();
            @if !rows.is_empty() {
                div {
                    h3.note { (stand.said(t)) " " span.number { (rows.len()) } }
                    ul.rows { @for order in rows { (row(order, t, time)) } }
                }
            }
        }
    }
}

/// What its row is called.
pub fn id(order: &StaffOrder) -> String {
    format!("work-{}", order.id)
}

fn row(order: &StaffOrder, t: &Texts, time: &dyn Fn(Instant) -> String) -> Markup {
    html! {
        li {
            button.row type="button" id=(id(order)) {
                (picture(order))
                span.row-main {
                    (t.lang.pick(&order.item.name)) " "
                    small { (order.member) " · " (short(order.day, t)) " · " (state(order, t, time)) }
                }
                span.row-end { @if order.due != Fen::ZERO { b { "¥" (order.due.to_string()) } } }
            }
        }
    }
}
