//! What waits in the shop, by what is to be done. Asked for every 20 seconds while somebody sees it, on coming back, and
//! after each act.

use super::desk::{Desk, is_signed_out};
use super::words;
use crate::calls::{Load, Read};
use crate::device::{clock, dom, events, timers};
use crate::react::{dynamic, effect};
use crate::ui::parts::{html, section};
use crate::ui::states::{failed_page, skeleton};
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::staff::{Found, GetWork, StaffOrder};
use shuke_face::{escape, month_and_day};
use shuke_rules::Fen;

const PERIOD_MS: u64 = 20_000;

pub fn work(desk: Desk) -> AnyView {
    let t = desk.t;
    let read = Read::<GetWork>::new(desk.center, "", &Empty {});
    // Only what has changed is drawn anew: the reply also says what time it is.
    let orders = RwSignal::new(None::<Vec<StaffOrder>>);
    effect(move || match read.get() {
        Load::Loaded(work) => {
            clock::set(work.now);
            if orders.with_untracked(|before| before.as_ref() != Some(&work.orders)) {
                orders.set(Some(work.orders));
            }
        }
        Load::Failed(failure) if is_signed_out(&failure) => desk.leave(true),
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
    let list = dynamic(move || match orders.get() {
        Some(orders) => {
            keep_focus();
            listed(desk, &orders)
        }
        None => match read.get() {
            Load::Failed(failure) => failed_page(t, &desk.explain(&failure), move || read.again()),
            state => skeleton(t, "", state == Load::LoadingSlowly),
        },
    });
    section(t.staff().work, vec![list])
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

fn listed(desk: Desk, orders: &[StaffOrder]) -> AnyView {
    let t = desk.t.staff();
    if orders.is_empty() {
        return html(format!("<p>{}</p>", t.no_work));
    }
    let groups = [t.to_decide, t.to_prepare, t.to_send, t.to_pay, t.to_hand_over, t.to_use];
    let zone = desk.center.with_boot_now(|boot| boot.brand.time_zone.clone());
    let mut parts = Vec::new();
    let mut rest: Vec<(String, &StaffOrder)> =
        orders.iter().map(|order| (words::state(order, desk.t, &zone), order)).collect();
    for group in groups {
        let (here, others): (Vec<_>, Vec<_>) = rest.into_iter().partition(|(state, _)| state.starts_with(group));
        rest = others;
        if !here.is_empty() {
            parts.push(rows(desk, group, &here));
        }
    }
    if !rest.is_empty() {
        parts.push(rows(desk, t.over, &rest));
    }
    parts.into_any()
}

fn rows(desk: Desk, heading: &'static str, orders: &[(String, &StaffOrder)]) -> AnyView {
    let rows: Vec<AnyView> = orders.iter().map(|(state, order)| row(desk, state, order)).collect();
    let count = orders.len();
    view! {
        <div>
            <h3 class="note">{heading} <span class="number">{format!(" {count}")}</span></h3>
            <ul class="rows">{rows}</ul>
        </div>
    }
    .into_any()
}

fn row(desk: Desk, state: &str, order: &StaffOrder) -> AnyView {
    let t = desk.t;
    let day = month_and_day(order.day.month(), order.day.day_of_month(), t.lang);
    let money = if order.due == Fen::ZERO { String::new() } else { format!("<b>¥{}</b>", order.due) };
    let inside = format!(
        r#"{}<span class="row-main">{} <small>{} · {day} · {state}</small></span><span class="row-end">{money}</span>"#,
        words::picture(order),
        escape(t.lang.pick(&order.item.name)),
        escape(&order.member),
    );
    let (id, order) = (format!("work-{}", order.id), order.clone());
    let open = move |_| {
        desk.found.set(Some(Found::Order(Box::new(order.clone()))));
        timers::once_drawn(|| dom::show_and_focus("staff-found"));
    };
    view! {
        <li>
            <button type="button" class="row" id=id on:click=open inner_html=inside></button>
        </li>
    }
    .into_any()
}
