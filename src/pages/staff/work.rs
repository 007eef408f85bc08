//! What waits in the shop: what can be given now, and what else is to be done, folded. Asked for every 20 seconds while somebody sees it, on coming back, and
//! after each act.

use super::desk::Desk;
use crate::device::{clock, dom, events, timers};
use crate::react::{dynamic, effect, memo};
use crate::remote::{Load, Read};
use crate::ui::markup::{section, text};
use crate::ui::states::{failed_page, skeleton};
use leptos::prelude::*;
use shuke_contract::staff::{Found, GetWork, StaffOrder};
use shuke_face::Markup;
use shuke_face::pages::staff::work as shown;
use web_sys::Event;

const PERIOD_MS: u64 = 20_000;

pub fn work(desk: Desk, read: Read<GetWork>) -> AnyView {
    let t = desk.t;
    let waiting = desk.kept.work;
    // What waited when one was here last stands until there is an answer.
    let rows =
        text(move || waiting.with(|orders| orders.as_deref().map(|orders| listed(desk, orders)).unwrap_or_default()));
    effect(move || match read.get() {
        Load::Loaded(work) => {
            clock::set(work.now);
            // Only what has changed is drawn anew: the reply also says what time it is.
            if waiting.with_untracked(|before| before.as_ref() != Some(&work.orders)) {
                waiting.set(Some(work.orders.clone()));
            }
        }
        Load::Failed(failure) => desk.mind(&failure),
        _ => (),
    });
    timers::every(PERIOD_MS, move || {
        if events::is_in_view() {
            read.again();
        }
    });
    events::on_return_here(move || read.again());
    let is_there = memo(move || waiting.with(Option::is_some));
    let list = dynamic(move || {
        if is_there.get() {
            return ().into_any();
        }
        match read.get() {
            Load::Failed(failure) => failed_page(t, &desk.explain(&failure), move || read.again()),
            state => skeleton(t, "", state.is_slow()),
        }
    });
    section(
        t.staff().work,
        vec![
            list,
            view! { <div class="whole" inner_html=rows on:click=move |event| open(desk, &event)></div> }.into_any(),
        ],
    )
}

fn open(desk: Desk, event: &Event) {
    if dom::is_within(event, "summary") {
        return keep_fold(desk, event);
    }
    let Some(row) = dom::closest(event, "button").map(|row| row.id()) else { return };
    let order =
        desk.kept.work.with_untracked(|orders| orders.as_ref()?.iter().find(|order| shown::id(order) == row).cloned());
    if let Some(order) = order {
        desk.show(Found::Order(Box::new(order)), Some(row));
    }
}

/// What is unfolded, or folded, by this tap stays so when the list is drawn anew.
fn keep_fold(desk: Desk, event: &Event) {
    let Some(fold) = dom::closest(event, "details") else { return };
    if let Some(stand) = shown::folded(&fold.id()) {
        desk.kept.folds.update_value(|folds| folds.set(stand, !fold.has_attribute("open")));
    }
}

fn listed(desk: Desk, orders: &[StaffOrder]) -> Markup {
    let folds = desk.kept.folds;
    folds.update_value(|folds| folds.see(orders));
    let is_open = |stand| folds.with_value(|folds| folds.is_open(stand));
    shown::listed(orders, &is_open, desk.t, &|at| desk.time(at))
}
