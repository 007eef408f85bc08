//! `/staff/log`: what was done, newest first; a clerk's own, for managers the shop's.

use super::desk::{Desk, Done, kept};
use super::headed;
use super::undo::undo_button;
use crate::api::{self, Call};
use crate::device::clock;
use crate::paged::{Listed, Paged};
use crate::react::{dynamic, effect, memo};
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::html;
use crate::ui::states::{failed_page, refused, skeleton};
use crate::ui::when::{day_of, time_of_day};
use leptos::prelude::*;
use shuke_contract::staff::{GetLog, LogPage, LogRequest, Logged, Role};
use shuke_face::escape;

static LISTED: Listed = Listed {
    call: |after| Call::to::<GetLog>("", &LogRequest { after }),
    next: |reply| api::read::<LogPage>(reply).map(|page| page.next),
};

pub fn page(desk: Desk) -> AnyView {
    let t = desk.t.staff();
    let list = Paged::new();
    // Now, and whenever something was undone.
    effect(move || {
        desk.turn.track();
        list.open(desk.center, &LISTED);
    });
    effect(move || {
        if let Some(failure) = list.failure() {
            desk.mind(&failure);
        }
    });
    let heading = kept(|kept| {
        let who = kept.who.as_ref()?;
        let lede = if who.role == Role::Manager { t.log_of_shop } else { t.log_of_own };
        Some(headed(t.log, &format!("{} · {lede}", escape(desk.t.lang.pick(&who.store_name)))))
    });
    let now = clock::ticking();
    let is_there = memo(move || list.is_there());
    let listed = dynamic(move || match (is_there.get(), list.failure()) {
        (true, _) => days(desk, list, now),
        (false, Some(failure)) => failed_page(desk.t, &desk.explain(&failure), move || list.open(desk.center, &LISTED)),
        (false, None) => skeleton(desk.t, "", true),
    });
    let has_more = memo(move || list.has_more());
    let older = dynamic(move || {
        if !has_more.get() {
            return ().into_any();
        }
        button(Look::plain(Kind::Quiet, t.older).busy(list.busy()), move || list.more(desk.center, &LISTED))
    });
    let why = refused(move || list.failure().map(|failure| desk.explain(&failure)));
    vec![html(heading.unwrap_or_default()), listed, why, older].into_any()
}

fn days(desk: Desk, list: Paged, now: ReadSignal<i64>) -> AnyView {
    let zone = desk.center.with_boot_now(|boot| boot.brand.time_zone.clone());
    dynamic(move || {
        let pages = list.replies().into_iter().filter_map(|text| api::read::<LogPage>(&text).ok());
        let entries: Vec<Logged> = pages.flat_map(|page| page.entries).collect();
        if entries.is_empty() {
            return html(format!("<p>{}</p>", desk.t.staff().log_empty));
        }
        let mut days = Vec::new();
        let day = |entry: &Logged| day_of(entry.at, &zone, desk.t.lang);
        for part in entries.chunk_by(|a, b| day(a) == day(b)) {
            let rows: Vec<AnyView> = part.iter().map(|entry| row(desk, entry, &zone, now)).collect();
            let heading = part.first().map(day).unwrap_or_default();
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

fn row(desk: Desk, entry: &Logged, zone: &str, now: ReadSignal<i64>) -> AnyView {
    let acts = desk.t.staff_acts();
    let about = entry.about.as_ref().map(|about| desk.t.lang.pick(about).to_owned());
    let subject: Vec<String> = [about, entry.member.clone()].into_iter().flatten().collect();
    let subject = subject.join(" · ");
    let action = (acts.done)(entry.action);
    let time = time_of_day(entry.at, zone, desk.t.lang);
    let small = [time.as_str(), &entry.who, &entry.note].into_iter().filter(|part| !part.is_empty());
    let small = escape(&small.collect::<Vec<_>>().join(" · "));
    let tag = if entry.undone { format!(r#" <span class="tag">{}</span>"#, acts.undone) } else { String::new() };
    let shown = html(format!(
        r#"<span class="row-main">{action}{tag}{}<small>{small}</small></span>"#,
        if subject.is_empty() { String::new() } else { format!(" {}", escape(&subject)) },
    ));
    let mut parts = vec![shown];
    if let (Some(until), false) = (entry.undo_until, entry.undone) {
        let what = format!("{action} · {subject}");
        parts.push(undo_button(desk, Done { log: entry.id.clone(), what, until: Some(until), here: false }, now));
    }
    view! { <li class="row">{parts}</li> }.into_any()
}
