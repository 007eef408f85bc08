//! The list. Its pages are kept above the router, so that one comes back to where one was.

use super::model::{Month, by_month};
use crate::api::{self, Call};
use crate::i18n::{Explain, Texts, use_texts};
use crate::paged::{Listed, Paged};
use crate::react::{dynamic, memo};
use crate::session::Center;
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::live_html;
use crate::ui::states::{failed_page, refused, skeleton, state_page};
use crate::ui::when::time_of_day;
use leptos::prelude::*;
use shuke_contract::receipts::{ListReceipts, ReceiptSummary, ReceiptsPage, ReceiptsRequest};
use shuke_face::{Icon, Page, escape, month, month_and_day};
use shuke_rules::{Fen, Points};

#[derive(Clone, Copy)]
pub struct ReceiptList(pub Paged);

static LISTED: Listed = Listed {
    call: |after| Call::to::<ListReceipts>("", &ReceiptsRequest { after }),
    next: |reply| api::read::<ReceiptsPage>(reply).map(|page| page.next),
};

pub fn list_page() -> AnyView {
    let center: Center = expect_context();
    let ReceiptList(list) = expect_context();
    let t = use_texts();
    list.open(center, &LISTED);
    let is_there = memo(move || list.is_there());
    let is_empty = memo(move || receipts(list).is_empty());
    dynamic(move || match (is_there.get(), list.failure()) {
        (true, _) if is_empty.get() => empty(t),
        (true, _) => filled(center, list, t),
        (false, Some(failure)) => failed_page(t, &t.explain(&failure, &[]), move || list.open(center, &LISTED)),
        (false, None) => skeleton(t, Page::Receipts.title(t.lang), true),
    })
}

/// All that are loaded.
fn receipts(list: Paged) -> Vec<ReceiptSummary> {
    let pages = list.replies();
    pages.iter().filter_map(|text| api::read::<ReceiptsPage>(text).ok()).flat_map(|page| page.receipts).collect()
}

fn empty(t: &Texts) -> AnyView {
    let open = format!(r#"<a class="button" href="/code">{}</a>"#, t.receipts().open_code);
    state_page(Icon::Receipt, t.receipts().empty, t.receipts().empty_text, &open)
}

fn filled(center: Center, list: Paged, t: &'static Texts) -> AnyView {
    let zone = center.with_boot_now(|boot| boot.brand.time_zone.clone());
    let has_more = memo(move || list.has_more());
    let sections = live_html(move || {
        let months = by_month(&receipts(list), list.has_more());
        let sections: String = months.iter().map(|part| month_section(part, &zone, t)).collect();
        format!(r#"<h1 class="page-title">{}</h1>{sections}"#, Page::Receipts.title(t.lang))
    });
    let older = dynamic(move || {
        if !has_more.get() {
            return ().into_any();
        }
        let look = Look::plain(Kind::Quiet, t.receipts().older).busy(list.busy());
        button(look, move || list.more(center, &LISTED))
    });
    vec![sections, refused(move || list.failure().map(|failure| t.explain(&failure, &[]))), older].into_any()
}

fn month_section(part: &Month, zone: &str, t: &Texts) -> String {
    let total =
        part.total.map_or(String::new(), |(paid, points)| format!("<small>¥{paid} · {}</small>", signed(points)));
    let rows: String = part.receipts.iter().map(|receipt| row(receipt, zone, t)).collect();
    format!(
        r#"<section><h2 class="month-title">{} {total}</h2><ul class="rows">{rows}</ul></section>"#,
        month(part.day, t.lang)
    )
}

fn row(receipt: &ReceiptSummary, zone: &str, t: &Texts) -> String {
    let store = receipt.store.as_ref().map_or(t.receipts().online_or_imported, |store| t.lang.pick(store));
    let day = month_and_day(receipt.day.month(), receipt.day.day_of_month(), t.lang);
    let back = if receipt.refunded > Fen::ZERO {
        format!(" · {}", (t.receipts().refunded)(&receipt.refunded.to_string()))
    } else {
        String::new()
    };
    format!(
        r#"<li><a class="row" href="{}"><span class="row-main">{} <small>{day} {}{back}</small></span><span class="row-end"><b>¥{}</b><span class="{}">{}</span></span></a></li>"#,
        Page::Receipt.of(&receipt.id).href(),
        escape(store),
        time_of_day(receipt.at, zone, t.lang),
        receipt.paid,
        if receipt.points.0 < 0 { "minus" } else { "plus" },
        signed(receipt.points),
    )
}

/// `+402`, `−42`: never by colour alone.
fn signed(points: Points) -> String {
    if points.0 < 0 { format!("−{}", -points) } else { format!("+{points}") }
}
