//! What was done: just now, with the time in which it can be undone, and in the log.

use crate::words::Texts;
use crate::{Markup, html};
use shuke_contract::staff::Logged;
use shuke_rules::Instant;

pub fn just_done(what: &str) -> Markup {
    html! { span.row-main { (what) } }
}

/// Whole seconds until then; 0 when it is so, or never was.
pub fn left(until: Option<Instant>, now_ms: i64) -> i64 {
    until.map_or(0, |until| (until.timestamp_millis() - now_ms).max(0).saturating_add(999) / 1000)
}

/// `还有 9:41`
pub fn time_left(seconds: i64, t: &Texts) -> Markup {
    let clock = format!("{}:{:02}", seconds / 60, seconds % 60);
    html! { span class="note number" role="timer" { ((t.staff_acts().undo_left)(&clock)) } }
}

/// Before it is undone.
pub fn undo_text(what: &str, t: &Texts) -> Markup {
    html! {
        p { b { (what) } }
        p { (t.staff_acts().undo_text) }
    }
}

/// What an entry of the log is about, and whose that is.
pub fn subject(entry: &Logged, t: &Texts) -> String {
    let about = entry.about.as_ref().map(|about| t.lang.pick(about));
    [about, entry.member.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// An entry of the log; `time`: the time of day of it.
pub fn entry(entry: &Logged, t: &Texts, time: &str) -> Markup {
    let acts = t.staff_acts();
    let subject = subject(entry, t);
    let small = [time, &entry.who, &entry.note].into_iter().filter(|part| !part.is_empty());
    html! {
        span.row-main {
            ((acts.done)(entry.action))
            @if entry.undone { " " span.tag { (acts.undone) } }
            @if !subject.is_empty() { " " (subject) }
            small { (small.collect::<Vec<_>>().join(" · ")) }
        }
    }
}
