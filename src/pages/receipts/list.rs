//! The list. Its pages are kept above the router, so that one comes back to where one was.

use super::model::{Month, by_month};
use crate::api::{self, Call};
use crate::failure::Failure;
use crate::i18n::{Texts, use_texts};
use crate::react::{dynamic, spawn};
use crate::route::Route;
use crate::session::Center;
use crate::ui::button::{Kind, Look, button};
use crate::ui::parts::html;
use crate::ui::states::{failed_page, refused, skeleton, state_page};
use crate::ui::when::time_of_day;
use leptos::prelude::*;
use shuke_contract::receipts::{ListReceipts, ReceiptSummary, ReceiptsPage, ReceiptsRequest};
use shuke_face::{Icon, escape, month, month_and_day};
use shuke_rules::{Fen, Points};

/// What is loaded so far.
#[derive(Clone, Copy)]
pub struct ReceiptList {
    /// `None` before the first page.
    receipts: RwSignal<Option<Vec<ReceiptSummary>>>,
    /// Where the next page begins.
    next: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    /// Answers to requests of before are not ours.
    turn: StoredValue<u32>,
}

impl ReceiptList {
    pub fn new() -> Self {
        Self {
            receipts: RwSignal::new(None),
            next: RwSignal::new(None),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            turn: StoredValue::new(0),
        }
    }

    /// The member is another one, or nobody.
    pub fn forget(self) {
        self.turn.update_value(|turn| *turn += 1);
        self.receipts.set(None);
        self.next.set(None);
        self.busy.set(false);
        self.failure.set(None);
    }

    fn load(self, center: Center, after: Option<String>) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        let turn = self.turn.get_value();
        spawn(async move {
            let is_first = after.is_none();
            let answer = ask(center, after).await;
            if self.turn.get_value() != turn {
                return;
            }
            self.busy.set(false);
            match answer {
                Ok(page) => {
                    self.next.set(page.next);
                    self.receipts.update(|receipts| match receipts {
                        Some(receipts) if !is_first => receipts.extend(page.receipts),
                        _ => *receipts = Some(page.receipts),
                    });
                }
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }

    /// Whether the newest receipt is the one that is first here; a new one makes the list begin anew.
    fn refresh(self, center: Center) {
        let first = move |list: &Option<Vec<ReceiptSummary>>| list.as_ref().and_then(|list| list.first().cloned());
        let known = self.receipts.with_untracked(first);
        let turn = self.turn.get_value();
        spawn(async move {
            let answer = ask(center, None).await;
            let ours = self.turn.get_value() == turn && !self.busy.get_untracked();
            if let Ok(page) = answer
                && ours
                && page.receipts.first().cloned() != known
            {
                self.next.set(page.next);
                self.receipts.set(Some(page.receipts));
            }
        });
    }
}

async fn ask(center: Center, after: Option<String>) -> Result<ReceiptsPage, Failure> {
    let call = Call::to::<ListReceipts>("", &ReceiptsRequest { after });
    api::read(&center.send(&call, None).await?)
}

pub fn list_page() -> AnyView {
    let center: Center = expect_context();
    let list: ReceiptList = expect_context();
    let t = use_texts();
    if list.receipts.with_untracked(Option::is_some) {
        list.refresh(center);
    } else {
        list.load(center, None);
    }
    dynamic(move || match (list.receipts.get(), list.failure.get()) {
        (Some(receipts), _) if receipts.is_empty() => empty(t),
        (Some(receipts), _) => filled(center, list, t, &receipts),
        (None, Some(failure)) => failed_page(t, &t.problems.explain(&failure), move || list.load(center, None)),
        (None, None) => skeleton(t, t.shell.receipts, true),
    })
}

fn empty(t: &Texts) -> AnyView {
    let open = format!(r#"<a class="button" href="/code">{}</a>"#, t.receipts().open_code);
    state_page(Icon::Receipt, t.receipts().empty, t.receipts().empty_text, &open)
}

fn filled(center: Center, list: ReceiptList, t: &'static Texts, receipts: &[ReceiptSummary]) -> AnyView {
    let zone = center.with_boot_now(|boot| boot.brand.time_zone.clone());
    let next = list.next.get();
    let months = by_month(receipts, next.is_some());
    let sections: String = months.iter().map(|part| month_section(part, &zone, t)).collect();
    let older = next.map_or_else(
        || ().into_any(),
        |after| {
            let look = Look::plain(Kind::Quiet, t.receipts().older).busy(list.busy.into());
            button(look, move || list.load(center, Some(after.clone())))
        },
    );
    vec![
        html(format!(r#"<h1 class="page-title">{}</h1>{sections}"#, t.shell.receipts)),
        refused(move || list.failure.get().map(|failure| t.problems.explain(&failure))),
        older,
    ]
    .into_any()
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
        Route::Receipt(receipt.id.clone()).href(),
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
