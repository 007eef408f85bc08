//! What waits in the shop, by what is to be done. Asked for every 20 seconds while somebody sees it, on coming back, and
//! after each act.

use super::desk::{Desk, kept};
use super::words;
use crate::device::{clock, dom, events, timers};
use crate::react::{dynamic, effect, memo};
use crate::remote::{Load, Read};
use crate::ui::markup::section;
use crate::ui::states::{failed_page, skeleton};
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::staff::{Found, GetWork, StaffOrder};
use shuke_face::{escape, month_and_day};
use shuke_rules::Fen;
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
    let order = kept(|kept| kept.work.as_ref()?.iter().find(|order| id(order) == row).cloned());
    if let Some(order) = order {
        desk.show(Found::Order(Box::new(order)), Some(row));
    }
}

/// What its row is called.
fn id(order: &StaffOrder) -> String {
    format!("work-{}", order.id)
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
    let t = desk.t.staff();
    if orders.is_empty() {
        return format!("<p>{}</p>", t.no_work);
    }
    let zone = desk.center.with_boot_now(|boot| boot.brand.time_zone.clone());
    let groups = [t.to_decide, t.to_prepare, t.to_send, t.to_pay, t.to_hand_over, t.to_use, t.over];
    let mut rows = groups.map(|_| (0, String::new()));
    for order in orders {
        let state = words::state(order, desk.t, &zone);
        let group = groups.iter().position(|group| state.starts_with(group)).unwrap_or(groups.len() - 1);
        if let Some((count, rows)) = rows.get_mut(group) {
            *count += 1;
            *rows += &row(desk, &state, order);
        }
    }
    let part = |(group, (count, rows)): (&&str, (usize, String))| {
        format!(
            r#"<div><h3 class="note">{group} <span class="number">{count}</span></h3><ul class="rows">{rows}</ul></div>"#
        )
    };
    groups.iter().zip(rows).filter(|(_, (count, _))| *count > 0).map(part).collect()
}

fn row(desk: Desk, state: &str, order: &StaffOrder) -> String {
    let t = desk.t;
    let day = month_and_day(order.day.month(), order.day.day_of_month(), t.lang);
    let money = if order.due == Fen::ZERO { String::new() } else { format!("<b>¥{}</b>", order.due) };
    format!(
        r#"<li><button type="button" class="row" id="{}">{}<span class="row-main">{} <small>{} · {day} · {state}</small></span><span class="row-end">{money}</span></button></li>"#,
        escape(&id(order)),
        words::picture(order),
        escape(t.lang.pick(&order.item.name)),
        escape(&order.member),
    )
}
