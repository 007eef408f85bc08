//! The list: what is on its way first, then what is done; each newest first. What is loaded is kept above the router.

use super::REFUSALS;
use crate::api::{self, Call, Reply};
use crate::i18n::{Explain, Texts, use_texts};
use crate::paged::{Listed, Paged, kept};
use crate::react::{dynamic, memo};
use crate::session::Center;
use crate::ui::markup::live_html;
use crate::ui::states::{failed_page, skeleton, state_page};
use leptos::prelude::*;
use shuke_contract::orders::{ListOrders, OrdersPage, OrdersRequest};
use shuke_face::Page;
use shuke_face::pages::orders::list as drawn;
use std::sync::Arc;

/// What is loaded so far.
#[derive(Clone, Copy)]
struct OrderList(Paged);

static LISTED: Listed = Listed {
    call: |after| Call::to::<ListOrders>("", &OrdersRequest { after }),
    read: |reply| api::read::<OrdersPage>(reply).map(|page| (page.next.clone(), Arc::new(page) as Reply)),
};

pub fn list_page() -> AnyView {
    let center: Center = expect_context();
    let OrderList(list) = kept(OrderList, center);
    let t = use_texts();
    list.open(center, &LISTED);
    let is_there = memo(move || list.is_there());
    let is_empty = memo(move || list.pages::<OrdersPage>().iter().all(|page| page.orders.is_empty()));
    dynamic(move || match (is_there.get(), list.failure()) {
        (true, _) if is_empty.get() => empty(t),
        (true, _) => filled(center, list, t),
        (false, Some(failure)) => failed_page(t, &t.explain(&failure, REFUSALS), move || list.open(center, &LISTED)),
        (false, None) => skeleton(t, Page::Orders.title(t.lang), true),
    })
}

fn empty(t: &Texts) -> AnyView {
    let o = t.orders();
    state_page("orders", o.empty, o.empty_text, &drawn::to_mall(t))
}

fn filled(center: Center, list: Paged, t: &'static Texts) -> AnyView {
    let o = t.orders();
    let older = list.older(center, &LISTED, o.older);
    vec![
        live_html(move || {
            let pages = list.pages::<OrdersPage>();
            drawn::list(&pages.iter().flat_map(|page| &page.orders).collect::<Vec<_>>(), t)
        }),
        list.refused(t, REFUSALS),
        older,
    ]
    .into_any()
}
