//! The list: what is on its way first, then what is done; each newest first. What is loaded is kept above the router.

use super::REFUSALS;
use super::model::open_first;
use super::words::{art, state};
use crate::api::{self, Call};
use crate::i18n::{Explain, Texts, use_texts};
use crate::paged::{Listed, Paged};
use crate::react::{dynamic, memo};
use crate::session::Center;
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::live_html;
use crate::ui::states::{failed_page, refused, skeleton, state_page};
use leptos::prelude::*;
use shuke_contract::orders::{ListOrders, OrderSummary, OrdersPage, OrdersRequest};
use shuke_face::{Icon, Page, escape, month_and_day};

/// What is loaded so far.
#[derive(Clone, Copy)]
pub struct OrderList(pub Paged);

static LISTED: Listed = Listed {
    call: |after| Call::to::<ListOrders>("", &OrdersRequest { after }),
    next: |reply| api::read::<OrdersPage>(reply).map(|page| page.next),
};

pub fn list_page() -> AnyView {
    let center: Center = expect_context();
    let OrderList(list) = expect_context();
    let t = use_texts();
    list.open(center, &LISTED);
    let is_there = memo(move || list.is_there());
    let is_empty = memo(move || orders(list).is_empty());
    dynamic(move || match (is_there.get(), list.failure()) {
        (true, _) if is_empty.get() => empty(t),
        (true, _) => filled(center, list, t),
        (false, Some(failure)) => failed_page(t, &t.explain(&failure, REFUSALS), move || list.open(center, &LISTED)),
        (false, None) => skeleton(t, t.orders().title, true),
    })
}

/// All that are loaded.
fn orders(list: Paged) -> Vec<OrderSummary> {
    let pages = list.replies();
    pages.iter().filter_map(|text| api::read::<OrdersPage>(text).ok()).flat_map(|page| page.orders).collect()
}

fn empty(t: &Texts) -> AnyView {
    let o = t.orders();
    let way = format!(r#"<a class="button" href="{}">{}</a>"#, Page::Mall.path(), o.to_mall);
    state_page(Icon::Gift, o.empty, o.empty_text, &way)
}

fn filled(center: Center, list: Paged, t: &'static Texts) -> AnyView {
    let o = t.orders();
    let has_more = memo(move || list.has_more());
    let older = dynamic(move || {
        if !has_more.get() {
            return ().into_any();
        }
        button(Look::plain(Kind::Quiet, o.older).busy(list.busy()), move || list.more(center, &LISTED))
    });
    vec![
        live_html(move || format!(r#"<h1 class="page-title">{}</h1>{}"#, o.title, sections(&orders(list), t))),
        refused(move || list.failure().map(|failure| t.explain(&failure, REFUSALS))),
        older,
    ]
    .into_any()
}

fn sections(orders: &[OrderSummary], t: &Texts) -> String {
    let o = t.orders();
    let (open, over) = open_first(orders, |order| order.state.is_over());
    let one = |heading: &str, orders: &[OrderSummary]| {
        let rows: String = orders.iter().map(|order| row(order, t)).collect();
        if rows.is_empty() {
            rows
        } else {
            format!(r#"<section><h2>{heading}</h2><ul class="rows">{rows}</ul></section>"#)
        }
    };
    one(o.open, &open) + &one(o.over, &over)
}

fn row(order: &OrderSummary, t: &Texts) -> String {
    format!(
        r#"<li><a class="row" href="{}">{}<span class="row-main">{}<small>{} · {}</small></span><span class="row-end"><b>{}</b></span></a></li>"#,
        Page::Order.of(&order.id).href(),
        art(order.item.picture.as_deref()),
        escape(t.lang.pick(&order.item.name)),
        month_and_day(order.day.month(), order.day.day_of_month(), t.lang),
        t.price(order.price),
        state(order.state, order.way, t),
    )
}
