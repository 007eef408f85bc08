//! The list. Its pages are kept above the router, so that one comes back to where one was.

use super::model::{Month, by_month};
use crate::failure::Failure;
use crate::i18n::{Texts, use_texts};
use crate::session::Center;
use crate::ui::button::{Button, Kind};
use crate::ui::states::{FailedPage, Refusal, Skeleton, StatePage};
use crate::ui::when::time_of_day;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shuke_contract::receipts::{ListReceipts, ReceiptSummary, ReceiptsRequest};
use shuke_face::{Icon, month, month_and_day};
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
        spawn_local(async move {
            let is_first = after.is_none();
            let answer = center.call::<ListReceipts>("", &ReceiptsRequest { after }, None).await;
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
        spawn_local(async move {
            let answer = center.call::<ListReceipts>("", &ReceiptsRequest::default(), None).await;
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

pub fn list_page() -> AnyView {
    let center: Center = expect_context();
    let list: ReceiptList = expect_context();
    let t = use_texts();
    if list.receipts.with_untracked(Option::is_some) {
        list.refresh(center);
    } else {
        list.load(center, None);
    }
    (move || match (list.receipts.get(), list.failure.get()) {
        (Some(receipts), _) if receipts.is_empty() => empty(t),
        (Some(receipts), _) => filled(center, list, t, &receipts),
        (None, Some(failure)) => {
            let explained = t.problems.explain(&failure);
            let again = move || list.load(center, None);
            view! { <FailedPage explained retry=t.shell.retry again /> }.into_any()
        }
        (None, None) => view! { <Skeleton title=t.receipts.title slow=true loading=t.shell.loading /> }.into_any(),
    })
    .into_any()
}

fn empty(t: &'static Texts) -> AnyView {
    let (title, text) = (t.receipts.empty.to_owned(), t.receipts.empty_text.to_owned());
    view! {
        <StatePage picture=Icon::Receipt title text>
            <a class="button" href="/code">
                {t.receipts.open_code}
            </a>
        </StatePage>
    }
    .into_any()
}

fn filled(center: Center, list: ReceiptList, t: &'static Texts, receipts: &[ReceiptSummary]) -> AnyView {
    let zone = center.with_boot_now(|boot| boot.brand.time_zone.clone());
    let next = list.next.get();
    let months = by_month(receipts, next.is_some());
    let older = next.map(|after| {
        let act = move || list.load(center, Some(after.clone()));
        view! { <Button kind=Kind::Quiet label=t.receipts.older busy=list.busy act /> }
    });
    let refused = Signal::derive(move || list.failure.get().map(|failure| t.problems.explain(&failure)));
    view! {
        <h1 class="page-title">{t.receipts.title}</h1>
        {months.iter().map(|part| month_section(part, &zone, t)).collect_view()}
        <Refusal explained=refused />
        {older}
    }
    .into_any()
}

fn month_section(part: &Month, zone: &str, t: &'static Texts) -> impl IntoView + use<> {
    let total = part.total.map(|(paid, points)| view! { <small>{format!("¥{paid} · {}", signed(points))}</small> });
    let rows: Vec<_> = part.receipts.iter().map(|receipt| row(receipt, zone, t)).collect();
    view! {
        <section>
            <h2 class="month-title">{month(part.day, t.lang)} {total}</h2>
            <ul class="rows">{rows}</ul>
        </section>
    }
}

fn row(receipt: &ReceiptSummary, zone: &str, t: &'static Texts) -> impl IntoView + use<> {
    let store = receipt.store.as_ref().map_or(t.receipts.online_or_imported, |store| t.lang.pick(store)).to_owned();
    let day = month_and_day(receipt.day.month(), receipt.day.day_of_month(), t.lang);
    let mut when = format!("{day} {}", time_of_day(receipt.at, zone, t.lang));
    if receipt.refunded > Fen::ZERO {
        when = format!("{when} · {}", (t.receipts.refunded)(&receipt.refunded.to_string()));
    }
    let direction = if receipt.points.0 < 0 { "minus" } else { "plus" };
    view! {
        <li>
            <a class="row" href=crate::route::Route::Receipt(receipt.id.clone()).href()>
                <span class="row-main">{store} <small>{when}</small></span>
                <span class="row-end">
                    <b>{format!("¥{}", receipt.paid)}</b>
                    <span class=direction>{signed(receipt.points)}</span>
                </span>
            </a>
        </li>
    }
}

/// `+402`, `−42`: never by colour alone.
fn signed(points: Points) -> String {
    if points.0 < 0 { format!("−{}", -points) } else { format!("+{points}") }
}
