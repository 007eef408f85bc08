//! The list: what is on its way first, then what is done; each newest first.

use super::model::open_first;
use super::state;
use crate::shapes::art::art;
use crate::shapes::states::way;
use crate::words::Texts;
use crate::{Markup, Page, day_in_year, html};
use shuke_contract::orders::OrderSummary;

pub fn list(orders: &[&OrderSummary], t: &Texts) -> Markup {
    let o = t.orders();
    let (open, over) = open_first(orders);
    html! {
        h1.sr { (Page::Orders.title(t.lang)) }
        (part(o.open, &open, t))
        (part(o.over, &over, t))
    }
}

/// Where to find something to redeem, while nothing was.
pub fn to_mall(t: &Texts) -> Markup {
    way(&Page::Mall, t.orders().to_mall)
}

/// Nothing where there are none.
fn part(heading: &str, orders: &[&OrderSummary], t: &Texts) -> Markup {
    html! {
        @if !orders.is_empty() {
            section {
                h2 { (heading) }
                ul.rows { @for order in orders { (row(order, t)) } }
            }
        }
    }
}

fn row(order: &OrderSummary, t: &Texts) -> Markup {
    html! {
        li {
            a.row href=(Page::Order.of(&order.id)) {
                (art(order.item.picture.as_deref(), "", true))
                span.row-main {
                    (t.lang.pick(&order.item.name))
                    small {
                        (day_in_year(order.day, t.lang)) " · " (t.price(order.price))
                    }
                }
                span.row-end { b { (state(order.state, order.way, t)) } }
            }
        }
    }
}
