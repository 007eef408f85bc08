//! What waits in the shop, by what is to be done. Asked for every 20 seconds while somebody sees it, on coming back, and
//! after each act.

use super::desk::{Desk, kept};
use crate::device::{clock, dom, events, timers};
use crate::react::{dynamic, effect, memo};
use crate::remote::{Load, Read};
use crate::ui::markup::section;
use crate::ui::states::{failed_page, skeleton};
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::staff::{Found, GetWork, StaffOrder};
use shuke_face::pages::staff::work as shown;
use web_sys::Event;

const PERIOD_MS: u64 = 20_000;

pub fn work(desk: Desk) -> AnyView {
    let t = desk.t;
    let read = Read::<GetWork>::new(desk.center, "", &Empty {});
    // What waited when one was here last stands until there is an answer.
    let before = kept(|kept| kept.work.as_deref().map(|orders| listed(desk, orders)));
    let rows = RwSignal::new(before.unwrap_or_default());
    effect(move || match read.get() {
        Load::Loaded(work) => {
            clock::set(work.now);
            let now = listed(desk, &work.orders);
            kept(|kept| kept.work = Some(work.orders));
            // Only what has changed is drawn anew: the reply also says what time it is.
            if rows.with_untracked(|before| *before != now) {
                keep_focus();
                rows.set(now);
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
    effect(move || {
        if desk.turn.get() > 0 {
            read.again();
        }
    });
    let is_there = memo(move || rows.with(|rows| !rows.is_empty()));
    let list = dynamic(move || match (is_there.get(), read.get()) {
        (true, _) => ().into_any(),
        (false, Load::Failed(failure)) => failed_page(t, &desk.explain(&failure), move || read.again()),
        (false, state) => skeleton(t, "", matches!(state, Load::LoadingSlowly)),
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
    let Some(row) = dom::closest(event, "button").map(|row| row.id()) else { return };
    let order = kept(|kept| kept.work.as_ref()?.iter().find(|order| shown::id(order) == row).cloned());
    if let Some(order) = order {
        desk.show(Found::Order(Box::new(order)), Some(row));
    }
}

/// A list that changes must not take the focus out of somebody's hands.
fn keep_focus() {
    if let Some(id) = dom::focused_id().filter(|id| id.starts_with("work-")) {
        timers::once_drawn(move || {
            if dom::is_focus_lost() {
                dom::focus_id(&id);
            }
        });
    }
}

fn listed(desk: Desk, orders: &[StaffOrder]) -> String {
    shown::listed(orders, desk.t, &|at| desk.time(at)).into_string()
}
