//! `/points`: what one has, when it ends, every movement, and the proof that it all adds up.

mod check;
mod ledger;

use crate::api::{self, Call, Reply};
use crate::i18n::{Explain, Texts, use_texts};
use crate::paged::{Listed, Paged, kept};
use crate::react::{dynamic, memo};
use crate::session::Center;
use crate::ui::markup::live_html;
use crate::ui::states::{failed_page, skeleton};
use crate::ui::when::time_of_day;
use check::check;
use leptos::prelude::*;
use shuke_contract::ledger::{GetLedger, LedgerPage, LedgerRequest};
use shuke_face::Page;
use shuke_face::pages::points as shown;
use std::sync::Arc;

/// The movements that are loaded, above the router.
#[derive(Clone, Copy)]
struct Movements(Paged);

static LISTED: Listed = Listed {
    call: |after| Call::to::<GetLedger>("", &LedgerRequest { after }),
    read: |reply| api::read::<LedgerPage>(reply).map(|page| (page.next.clone(), Arc::new(page) as Reply)),
};

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let Movements(list) = kept(Movements, center);
    let t = use_texts();
    list.open(center, &LISTED);
    let is_there = memo(move || list.is_there());
    dynamic(move || match (is_there.get(), list.failure()) {
        (true, _) => loaded(center, list, t),
        (false, Some(failure)) => failed_page(t, &t.explain(&failure, &[]), move || list.open(center, &LISTED)),
        (false, None) => skeleton(t, Page::Points.title(t.lang), true),
    })
}

fn loaded(center: Center, list: Paged, t: &'static Texts) -> AnyView {
    let zone = center.with_boot_now(|boot| boot.brand.time_zone.clone());
    let older = list.older(center, &LISTED, t.points().older);
    vec![
        live_html(move || list.pages().first().map(|page: &Arc<LedgerPage>| shown::head(page, t)).unwrap_or_default()),
        live_html(move || {
            let time = |at| time_of_day(at, &zone, t.lang);
            let pages = list.pages::<LedgerPage>();
            shown::movements(&pages.iter().map(|page| &**page).collect::<Vec<_>>(), list.has_more(), t, &time)
        }),
        list.refused(t, &[]),
        older,
        check(center, t),
    ]
    .into_any()
}
