//! The list: what is on its way first, then what is done; each newest first.

use super::model::open_first;
use super::words::{art, state};
use crate::api::{self, Call};
use crate::calls::{Load, Read};
use crate::failure::Failure;
use crate::i18n::{Texts, use_texts};
use crate::react::{dynamic, spawn};
use crate::route::Route;
use crate::session::Center;
use crate::ui::button::{Kind, Look, button};
use crate::ui::parts::live_html;
use crate::ui::states::{failed_page, refused, skeleton, state_page};
use leptos::prelude::*;
use shuke_contract::orders::{ListOrders, OrderSummary, OrdersPage, OrdersRequest};
use shuke_face::{Icon, escape, month_and_day};

pub fn list_page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let read = Read::<ListOrders>::recalling(center, "", &OrdersRequest::default());
    dynamic(move || {
        if let Some(page) = read.followed() {
            return loaded(center, t, page);
        }
        match read.get() {
            Load::Failed(failure) => failed_page(t, &t.problems.explain(&failure), move || read.again()),
            state => skeleton(t, t.orders().title, state == Load::LoadingSlowly),
        }
    })
}

/// What comes after the first page, as far as it was asked for.
#[derive(Clone, Copy)]
struct Older {
    orders: RwSignal<Vec<OrderSummary>>,
    /// Where the next page begins; `None` before anything older was asked for.
    next: RwSignal<Option<String>>,
    begun: RwSignal<bool>,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
}

impl Older {
    fn new() -> Self {
        Self {
            orders: RwSignal::new(Vec::new()),
            next: RwSignal::new(None),
            begun: RwSignal::new(false),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
        }
    }

    fn load(self, center: Center, after: String) {
        self.busy.set(true);
        self.failure.set(None);
        spawn(async move {
            let call = Call::to::<ListOrders>("", &OrdersRequest { after: Some(after) });
            let answer = center.send(&call, None).await.and_then(|text| api::read::<OrdersPage>(&text));
            // The page may have gone meanwhile.
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(page) => {
                    self.begun.set(true);
                    self.next.set(page.next);
                    self.orders.update(|orders| orders.extend(page.orders));
                }
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }
}

fn loaded(center: Center, t: &'static Texts, page: RwSignal<OrdersPage>) -> AnyView {
    let o = t.orders();
    if page.with_untracked(|page| page.orders.is_empty()) {
        let way = format!(r#"<a class="button" href="{}">{}</a>"#, Route::Mall.href(), o.to_mall);
        return state_page(Icon::Gift, o.empty, o.empty_text, &way);
    }
    let older = Older::new();
    let next = move || if older.begun.get() { older.next.get() } else { page.with(|page| page.next.clone()) };
    let all = move || page.with(|page| older.orders.with(|older| [page.orders.as_slice(), older].concat()));
    let more = dynamic(move || {
        let Some(after) = next() else { return ().into_any() };
        let look = Look::plain(Kind::Quiet, o.older).busy(older.busy.into());
        button(look, move || older.load(center, after.clone()))
    });
    vec![
        live_html(move || format!(r#"<h1 class="page-title">{}</h1>{}"#, o.title, sections(&all(), t))),
        refused(move || older.failure.get().map(|failure| t.problems.explain(&failure))),
        more,
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
        Route::Order(order.id.clone()).href(),
        art(order.item.picture.as_deref()),
        escape(t.lang.pick(&order.item.name)),
        month_and_day(order.day.month(), order.day.day_of_month(), t.lang),
        t.price(order.price),
        state(order.state, order.way, t),
    )
}
