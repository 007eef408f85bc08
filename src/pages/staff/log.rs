//! `/staff/log`: what was done, newest first; a clerk's own, for managers the shop's.

use super::desk::Desk;
use super::kept::Done;
use super::undo::Undoing;
use crate::api::{self, Call, Reply};
use crate::device::{dom, timers};
use crate::paged::{Listed, Paged};
use crate::react::{dynamic, effect, memo};
use crate::ui::markup::html;
use crate::ui::states::{failed_page, refused, skeleton};
use crate::ui::when::day_of;
use leptos::prelude::*;
use shuke_contract::staff::{GetLog, LogPage, LogRequest, Logged};
use shuke_face::pages::staff as shown;
use std::sync::Arc;

static LISTED: Listed = Listed {
    call: |after| Call::to::<GetLog>("", &LogRequest { after }),
    read: |reply| api::read::<LogPage>(reply).map(|page| (page.next.clone(), Arc::new(page) as Reply)),
};

pub fn page(desk: Desk) -> AnyView {
    let t = desk.t.staff();
    let list = Paged::new();
    let ask = move || list.open(desk.center, &LISTED);
    ask();
    // Its button is gone then.
    let undoing = Undoing::new(desk, move || {
        ask();
        timers::once_drawn(dom::focus_heading);
    });
    effect(move || {
        if let Some(failure) = list.failure() {
            desk.mind(&failure);
        }
    });
    let heading = desk.kept.who().map(|who| shown::log(&who, desk.t));
    let is_there = memo(move || list.is_there());
    let listed = dynamic(move || match (is_there.get(), list.failure()) {
        (true, _) => days(&undoing, list),
        (false, Some(failure)) => failed_page(desk.t, &desk.explain(&failure), ask),
        (false, None) => skeleton(desk.t, "", true),
    });
    let older = list.older(desk.center, &LISTED, t.older);
    let why = refused(move || list.failure().map(|failure| desk.explain(&failure)));
    vec![html(heading.unwrap_or_default()), listed, why, older].into_any()
}

fn days(undoing: &Undoing, list: Paged) -> AnyView {
    let undoing = *undoing;
    let desk = undoing.desk;
    let zone = desk.center.with_boot_now(|boot| boot.brand.time_zone.clone());
    dynamic(move || {
        let pages = list.pages::<LogPage>();
        let all = pages.iter().flat_map(|page| &page.entries);
        let entries: Vec<(String, &Logged)> = all.map(|entry| (day_of(entry.at, &zone, desk.t.lang), entry)).collect();
        if entries.is_empty() {
            return html(shown::log_empty(desk.t));
        }
        let mut days = Vec::new();
        for part in entries.chunk_by(|(a, _), (b, _)| a == b) {
            let rows: Vec<AnyView> = part.iter().map(|(_, entry)| row(&undoing, entry)).collect();
            let heading = part.first().map(|(day, _)| day.clone()).unwrap_or_default();
            days.push(
                view! {
                    <section class="section">
                        <h2>{heading}</h2>
                        <ul class="rows">{rows}</ul>
                    </section>
                }
                .into_any(),
            );
        }
        days.into_any()
    })
}

fn row(undoing: &Undoing, entry: &Logged) -> AnyView {
    let desk = undoing.desk;
    let mut parts = vec![html(shown::entry(entry, desk.t, &desk.time(entry.at)))];
    if let (Some(until), false) = (entry.undo_until, entry.undone) {
        let what = format!("{} · {}", (desk.t.staff_acts().done)(entry.action), shown::subject(entry, desk.t));
        parts.push(undoing.button(Done { log: entry.id.clone(), what, until: Some(until), order: None, here: false }));
    }
    view! { <li class="row">{parts}</li> }.into_any()
}
