//! What was just done, and undoing it while that is possible: by the server's clock, and with a reason.

use super::desk::{Desk, Done};
use crate::device::clock;
use crate::react::{dynamic, memo};
use crate::ui::button::{Kind, Look, button, submit};
use crate::ui::field::{Field, error_while, field};
use crate::ui::parts::{form, group, html};
use crate::ui::sheet::sheet;
use crate::ui::states::refused;
use leptos::prelude::*;
use shuke_contract::staff::{Undo, UndoRequest};
use shuke_face::escape;
use shuke_rules::Instant;

/// Of what was done so many are shown.
const SHOWN: usize = 5;

/// The newest stays until something else is done; others while they can be undone.
pub fn recent(desk: Desk) -> AnyView {
    let now = clock::ticking();
    let logs = memo(move || {
        let now = now.get();
        let is_shown = |(at, done): &(usize, &Done)| *at == 0 || left(done.until, now) > 0;
        desk.done.with(|all| {
            let shown = all.iter().enumerate().filter(is_shown).take(SHOWN);
            shown.map(|(_, done)| done.log.as_str()).collect::<Vec<_>>().join(" ")
        })
    });
    dynamic(move || {
        let logs = logs.get();
        let shown = |done: &Done| logs.split(' ').any(|log| log == done.log);
        let rows: Vec<AnyView> = desk
            .done
            .with_untracked(|all| all.iter().filter(|done| shown(done)).map(|done| row(desk, done, now)).collect());
        if rows.is_empty() {
            return ().into_any();
        }
        view! {
            <section class="section" id="staff-done" tabindex="-1">
                <h2>{desk.t.staff_acts().recent}</h2>
                <ul class="rows">{rows}</ul>
            </section>
        }
        .into_any()
    })
}

fn row(desk: Desk, done: &Done, now: ReadSignal<i64>) -> AnyView {
    let what = html(format!(r#"<span class="row-main">{}</span>"#, escape(&done.what)));
    let log = done.log.clone();
    let then = move || {
        desk.done.update(|all| all.retain(|done| done.log != log));
        desk.found.set(None);
    };
    let parts = vec![what, undo_button(desk, done.clone(), now, then)];
    view! { <li class="row">{parts}</li> }.into_any()
}

/// Whole seconds until then; 0 when it is so, or never was.
fn left(until: Option<Instant>, now_ms: i64) -> i64 {
    until.map_or(0, |until| (until.timestamp_millis() - now_ms).max(0).saturating_add(999) / 1000)
}

/// `9:41`
fn clock_of(seconds: i64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// A button that counts down, and the sheet that asks why; nothing once it is too late. `then` is done when it was undone.
pub fn undo_button(desk: Desk, done: Done, now: ReadSignal<i64>, then: impl Fn() + Clone + Send + 'static) -> AnyView {
    let t = desk.t.staff_acts();
    let open = RwSignal::new(false);
    let until = done.until;
    let can = memo(move || left(until, now.get()) > 0);
    let label = memo(move || (t.undo)(&clock_of(left(until, now.get()))));
    dynamic(move || {
        if !can.get() {
            return ().into_any();
        }
        let look = Look::plain(Kind::Text, "").label(label.into()).about(&done.what);
        let (done, then) = (done.clone(), then.clone());
        let id = format!("undo-{}", done.log);
        let inside = dynamic(move || if open.get() { reason(desk, &done, open, then.clone()) } else { ().into_any() });
        let asked = sheet(open, id, t.undo_title.to_owned(), vec![inside]);
        group("row-actions", vec![button(look, move || open.set(true)), asked])
    })
}

fn reason(desk: Desk, done: &Done, open: RwSignal<bool>, then: impl Fn() + Clone + 'static) -> AnyView {
    let t = desk.t.staff_acts();
    let write = desk.write();
    let (why, wrong) = (RwSignal::new(String::new()), RwSignal::new(false));
    let (log, what) = (done.log.clone(), done.what.clone());
    let said = html(format!("<p><b>{}</b></p><p>{}</p>", escape(&what), t.undo_text));
    let send = move || {
        let reason = why.get_untracked().trim().to_owned();
        let is_short = reason.chars().count() < 2;
        wrong.set(is_short);
        if !is_short {
            let (what, then) = (what.clone(), then.clone());
            write.send_to::<Undo>(&log, &UndoRequest { reason }, move |_| {
                open.set(false);
                desk.toasts.say(&(t.undone_now)(&what));
                desk.turn.update(|turn| *turn += 1);
                then();
            });
        }
    };
    let kind = Field { max_length: Some("200"), hint: t.reason_hint, ..Field::text("staff-reason", t.reason) };
    let look = Look::plain(Kind::Danger, "").label(write.label(desk.t, t.undo_plain)).busy(write.busy());
    let parts = vec![
        said,
        field(kind, why, error_while(move || wrong.get(), t.reason_wrong)),
        refused(desk.refusal(write)),
        group(
            "actions",
            vec![submit(look), button(Look::plain(Kind::Quiet, desk.t.shell.close), move || open.set(false))],
        ),
    ];
    form(parts, send)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_is_counted_down_by_the_servers_clock() {
        let until = Instant::from_timestamp(600, 0);
        assert_eq!(clock_of(left(until, 19_000)), "9:41");
        assert_eq!(clock_of(left(until, 540_001)), "1:00");
        assert_eq!((left(until, 600_000), left(until, 900_000), left(None, 0)), (0, 0, 0));
    }
}
