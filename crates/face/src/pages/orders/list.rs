//! The list: what is on its way first, then what is done; each newest first.

use super::model::open_first;
use super::state;
use crate::shapes::art::art;
use crate::shapes::states::way;
use crate::words::Texts;
use crate::{Markup, Page, html, month_and_day};
use shuke_contract::orders::OrderSummary;

pub fn list(orders: &[&OrderSummary], t: &Texts) -> Markup {
    let o = t.orders();
    let (open, over) = open_first(orders);
    html! {
        h1.page-title { (o.title) }
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
                        (month_and_day(order.day.month(), order.day.day_of_month(), t.lang)) " · " (t.price(order.price))
                    }
                }
                span.row-end { b { (state(order.state, order.way, t)) } }
            }
        }
    }
}
