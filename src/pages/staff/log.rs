//! `/staff/log`: what was done, newest first; a clerk's own, for managers the shop's.

use super::desk::{Desk, Done, is_signed_out};
use super::undo::undo_button;
use crate::api::{self, Call};
use crate::device::clock;
use crate::failure::Failure;
use crate::react::{dynamic, effect, spawn};
use crate::ui::button::{Kind, Look, button};
use crate::ui::parts::html;
use crate::ui::states::{failed_page, refused, skeleton};
use crate::ui::when::{day_of, time_of_day};
use leptos::prelude::*;
use shuke_contract::staff::{GetLog, LogPage, LogRequest, Logged, Role, StaffMember};
use shuke_face::escape;

/// What is loaded so far.
#[derive(Clone, Copy)]
struct Log {
    desk: Desk,
    entries: RwSignal<Option<Vec<Logged>>>,
    next: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
}

impl Log {
    fn load(self, after: Option<String>) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        spawn(async move {
            let is_first = after.is_none();
            let call = Call::to::<GetLog>("", &LogRequest { after });
            let answer = self.desk.center.send(&call, None).await.and_then(|text| api::read::<LogPage>(&text));
            if self.busy.try_set(false).is_some() {
                // The page has gone meanwhile.
                return;
            }
            match answer {
                Ok(page) => {
                    clock::set(page.now);
                    self.next.set(page.next);
                    self.entries.update(|entries| match entries {
                        Some(entries) if !is_first => entries.extend(page.entries),
                        _ => *entries = Some(page.entries),
                    });
                }
                Err(failure) if is_signed_out(&failure) => self.desk.leave(true),
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }
}

pub fn page(desk: Desk, who: &StaffMember) -> AnyView {
    let t = desk.t.staff();
    let log = Log {
        desk,
        entries: RwSignal::new(None),
        next: RwSignal::new(None),
        busy: RwSignal::new(false),
        failure: RwSignal::new(None),
    };
    // Now, and whenever something was undone.
    effect(move || {
        desk.turn.track();
        log.load(None);
    });
    let lede = if who.role == Role::Manager { t.log_of_shop } else { t.log_of_own };
    let heading = html(format!(
        r#"<div><h1 class="page-title">{}</h1><p class="lede">{} · {lede}</p></div>"#,
        t.log,
        escape(desk.t.lang.pick(&who.store_name))
    ));
    let now = clock::ticking();
    let list = dynamic(move || match (log.entries.get(), log.failure.get()) {
        (Some(entries), _) if entries.is_empty() => html(format!("<p>{}</p>", t.log_empty)),
        (Some(entries), _) => days(desk, &entries, now),
        (None, Some(failure)) => failed_page(desk.t, &desk.explain(&failure), move || log.load(None)),
        (None, None) => skeleton(desk.t, "", true),
    });
    let older = dynamic(move || match log.next.get() {
        Some(after) => {
            let look = Look::plain(Kind::Quiet, t.older).busy(log.busy.into());
            button(look, move || log.load(Some(after.clone())))
        }
        None => ().into_any(),
    });
    let why = refused(move || log.failure.get().map(|failure| desk.explain(&failure)));
    vec![heading, list, why, older].into_any()
}

fn days(desk: Desk, entries: &[Logged], now: ReadSignal<i64>) -> AnyView {
    let zone = desk.center.with_boot_now(|boot| boot.brand.time_zone.clone());
    let day = |entry: &Logged| day_of(entry.at, &zone, desk.t.lang);
    let days = entries.chunk_by(|a, b| day(a) == day(b)).map(|part| {
        let rows: Vec<AnyView> = part.iter().map(|entry| row(desk, entry, &zone, now)).collect();
        let heading = part.first().map(day).unwrap_or_default();
        view! {
            <section class="section">
                <h2>{heading}</h2>
                <ul class="rows">{rows}</ul>
            </section>
        }
        .into_any()
    });
    days.collect::<Vec<_>>().into_any()
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
    let until = entry.undo_until.filter(|_| !entry.undone);
    let done = Done { log: entry.id.clone(), what: format!("{action} · {subject}"), until };
    let parts = vec![shown, undo_button(desk, done, now, || ())];
    view! { <li class="row">{parts}</li> }.into_any()
}
