//! What waits in the shop: what can be given to somebody now, each as one big act, and what else is to be done, folded by its kind.

use super::order::{Stand, is_voucher, picture, short, state};
use crate::words::Texts;
use crate::{Icon, Markup, html};
use shuke_contract::staff::StaffOrder;
use shuke_rules::{Fen, Instant};

/// What can be given now.
const READY: [Stand; 2] = [Stand::ToHandOver, Stand::ToUse];
/// In the order in which one sees to them; what is neither ready nor one of these is over.
const FOLDED: [Stand; 5] = [Stand::ToDecide, Stand::ToPrepare, Stand::ToSend, Stand::ToPay, Stand::Over];

fn group(order: &StaffOrder) -> Stand {
    let stand = Stand::of(order);
    if READY.contains(&stand) || FOLDED.contains(&stand) { stand } else { Stand::Over }
}

fn of(stand: Stand, orders: &[StaffOrder]) -> Vec<&StaffOrder> {
    orders.iter().filter(|order| group(order) == stand).collect()
}

/// `is_open`: whether a kind is unfolded. `time` says the time of day.
pub fn listed(
    orders: &[StaffOrder],
    is_open: &dyn Fn(Stand) -> bool,
    t: &Texts,
    time: &dyn Fn(Instant) -> String,
) -> Markup {
    html! {
        @if orders.is_empty() { p { (t.staff().no_work) } }
        @for stand in READY {
            @let ready = of(stand, orders);
            @if !ready.is_empty() {
                div {
                    h3.note { (stand.said(t)) " " span.number { (ready.len()) } }
                    ul.ready { @for order in ready { li { (act(order, t)) } } }
                }
            }
        }
        @for stand in FOLDED {
            @let rows = of(stand, orders);
            @if !rows.is_empty() {
                details.unfold id=(fold(stand)) open[is_open(stand)] {
                    summary id=(named(stand)) {
                        span.whole {
                            span.folded.row-main { (stand.said(t)) " " span.number { (rows.len()) } }
                            (Icon::Chevron)
                        }
                    }
                    ul.rows { @for order in rows { (row(order, t, time)) } }
                }
            }
        }
    }
}

/// What one sees to first where nothing lies ready.
pub fn first(orders: &[StaffOrder]) -> Option<Stand> {
    if orders.iter().any(|order| READY.contains(&group(order))) {
        return None;
    }
    FOLDED.into_iter().find(|stand| orders.iter().any(|order| group(order) == *stand))
}

/// What its row is called.
pub fn id(order: &StaffOrder) -> String {
    format!("work-{}", order.id)
}

/// What a fold is called.
fn fold(stand: Stand) -> String {
    format!("fold-{}", stand as u8)
}

/// What one unfolds it by is called, however many wait in it: the focus stays there when the list is drawn anew.
fn named(stand: Stand) -> String {
    format!("{}-name", fold(stand))
}

/// Whose fold is called so.
pub fn folded(id: &str) -> Option<Stand> {
    FOLDED.into_iter().find(|stand| fold(*stand) == id)
}

/// What it is and whose, what one does with it, and what to take.
fn act(order: &StaffOrder, t: &Texts) -> Markup {
    let acts = t.staff_acts();
    html! {
        button.button type="button" id=(id(order)) {
            (picture(order))
            span.row-main { (t.lang.pick(&order.item.name)) " " small { (order.member) " · " (short(order.day, t)) } }
            span.row-end {
                b { (if is_voucher(order) { acts.use_up } else { acts.hand_over }) }
                @if order.due != Fen::ZERO { "¥" (order.due.to_string()) }
            }
        }
    }
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
