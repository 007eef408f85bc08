//! The list. Its pages are kept above the router, so that one comes back to where one was.

use crate::api::{self, Call, Reply};
use crate::i18n::{Explain, Texts, use_texts};
use crate::paged::{Listed, Paged, kept};
use crate::react::{dynamic, memo};
use crate::session::Center;
use crate::ui::markup::live_html;
use crate::ui::states::{failed_page, skeleton, state_page};
use crate::ui::when::time_of_day;
use leptos::prelude::*;
use shuke_contract::receipts::{ListReceipts, ReceiptsPage, ReceiptsRequest};
use shuke_face::Page;
use shuke_face::pages::receipts as shown;
use std::sync::Arc;

#[derive(Clone, Copy)]
struct ReceiptList(Paged);

static LISTED: Listed = Listed {
    call: |after| Call::to::<ListReceipts>("", &ReceiptsRequest { after }),
    read: |reply| api::read::<ReceiptsPage>(reply).map(|page| (page.next.clone(), Arc::new(page) as Reply)),
};

pub fn list_page() -> AnyView {
    let center: Center = expect_context();
    let ReceiptList(list) = kept(ReceiptList, center);
    let t = use_texts();
    list.open(center, &LISTED);
    let is_there = memo(move || list.is_there());
    let is_empty = memo(move || list.pages::<ReceiptsPage>().iter().all(|page| page.receipts.is_empty()));
    dynamic(move || match (is_there.get(), list.failure()) {
        (true, _) if is_empty.get() => {
            state_page("receipts", t.receipts().empty, t.receipts().empty_text, &shown::open_code(t))
        }
        (true, _) => filled(center, list, t),
        (false, Some(failure)) => failed_page(t, &t.explain(&failure, &[]), move || list.open(center, &LISTED)),
        (false, None) => skeleton(t, Page::Receipts.title(t.lang), true),
    })
}

fn filled(center: Center, list: Paged, t: &'static Texts) -> AnyView {
    let zone = center.with_boot_now(|boot| boot.brand.time_zone.clone());
    let months = live_html(move || {
        let time = |at| time_of_day(at, &zone, t.lang);
        let pages = list.pages::<ReceiptsPage>();
        let receipts: Vec<_> = pages.iter().flat_map(|page| &page.receipts).collect();
        shown::list(&receipts, list.has_more(), &time, t)
    });
    let older = list.older(center, &LISTED, t.receipts().older);
    vec![months, list.refused(t, &[]), older].into_any()
}
