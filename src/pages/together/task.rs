//! The tasks: how far one is, what to do and where, claiming the reward.

use crate::calls::Write;
use crate::device::{dom, timers};
use crate::i18n::Texts;
use crate::react::dynamic;
use crate::route::Route;
use crate::session::Center;
use crate::ui::button::{Kind, Look, button};
use crate::ui::parts::{group, html};
use crate::ui::states::refused;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::tasks::{ClaimTask, TaskNow, TaskState, Tasks};
use shuke_face::{Icon, date, escape, icon};
use shuke_rules::Day;
use shuke_rules::policy::{Repeat, TaskKind};

/// Where the focus goes when the button that had it is gone.
const HEADING: &str = "tasks";

pub fn tasks(center: Center, t: &'static Texts, state: RwSignal<Tasks>) -> AnyView {
    dynamic(move || {
        let Tasks { tasks, today, .. } = state.get();
        if tasks.is_empty() {
            return ().into_any();
        }
        let rows: Vec<AnyView> = in_order(tasks).into_iter().map(|task| row(center, t, state, &task, today)).collect();
        view! {
            <section class="section">
                <h2 id=HEADING tabindex="-1">
                    {t.together().tasks}
                </h2>
                <ul class="rows">{rows}</ul>
            </section>
        }
        .into_any()
    })
}

/// What can be claimed first, what was claimed last; else as the policy has them.
fn in_order(mut tasks: Vec<TaskNow>) -> Vec<TaskNow> {
    tasks.sort_by_key(|task| match task.state {
        TaskState::Done => 0,
        TaskState::Open | TaskState::Unknown => 1,
        TaskState::Claimed => 2,
    });
    tasks
}

fn row(center: Center, t: &'static Texts, state: RwSignal<Tasks>, task: &TaskNow, today: Day) -> AnyView {
    let about = html(told(task, today, t));
    let class = if task.state == TaskState::Claimed { "row task claimed" } else { "row task" };
    let action = match task.state {
        TaskState::Done => claim(center, t, state, task),
        TaskState::Open => html(way(task, t)),
        TaskState::Claimed | TaskState::Unknown => ().into_any(),
    };
    view! {
        <li class=class>
            {about} {action}
        </li>
    }
    .into_any()
}

fn claim(center: Center, t: &'static Texts, state: RwSignal<Tasks>, task: &TaskNow) -> AnyView {
    let toasts: Toasts = expect_context();
    let write = Write::new(center);
    let name = t.lang.pick(&task.name).to_owned();
    let label = (t.together().claim)(&task.points.to_string());
    let waiting = t.shell.waiting;
    let label = Signal::derive(move || if write.is_waiting() { waiting.to_owned() } else { label.clone() });
    let look = Look::plain(Kind::Main, "").label(label).busy(write.busy()).about(&name);
    let id = task.id.0.clone();
    let send = move || {
        write.send_to::<ClaimTask>(&id, &Empty {}, move |claimed| {
            toasts.say(&(t.together().claimed_now)(&claimed.points.to_string()));
            center.ask_for_card();
            state.set(claimed.now);
            timers::once_drawn(|| {
                if dom::is_focus_lost() {
                    dom::focus_id(HEADING);
                }
            });
        });
    };
    let failure = refused(move || write.failure().map(|failure| t.explain(&failure)));
    group("row-actions", vec![button(look, send), failure])
}

/// Name, how, how far and what it earns.
fn told(task: &TaskNow, today: Day, t: &Texts) -> String {
    let o = t.together();
    let period = match task.repeat {
        Repeat::None | Repeat::Unknown => "",
        Repeat::Daily => o.daily,
        Repeat::Weekly => o.weekly,
        Repeat::Monthly => o.monthly,
    };
    let until = task.until.filter(|_| task.repeat != Repeat::Daily).map(|day| (o.until)(&date(day, today, t.lang)));
    let note = escape(t.lang.pick(&task.note));
    let state = (task.state == TaskState::Claimed).then(|| o.claimed.to_owned());
    let often = [state, (!period.is_empty()).then(|| period.to_owned()), until];
    let often: Vec<String> = often.into_iter().flatten().collect();
    let often = if often.is_empty() { String::new() } else { format!("<small>{}</small>", often.join(" · ")) };
    let note = if note.is_empty() { String::new() } else { format!("<small>{note}</small>") };
    format!(
        r#"<span class="row-main"><b>{}</b> {note}{often}</span><span class="row-end"><b>+{}</b></span>{}"#,
        escape(t.lang.pick(&task.name)),
        task.points,
        progress(task, t),
    )
}

/// Only where it takes more than one.
fn progress(task: &TaskNow, t: &Texts) -> String {
    if task.times < 2 {
        return String::new();
    }
    let done = task.done.min(task.times);
    format!(
        r#"<span class="task-progress"><progress class="track" value="{done}" max="{}" aria-label="{}"></progress><span class="note number">{done} / {}</span></span>"#,
        task.times,
        escape(t.lang.pick(&task.name)),
        task.times,
    ) + &format!(r#"<span class="sr">{}</span>"#, (t.together().so_far)(done, task.times))
}

/// What to do, and where.
fn way(task: &TaskNow, t: &Texts) -> String {
    let o = t.together();
    let (route, words) = match task.kind {
        TaskKind::Profile => (Route::Me, o.to_profile),
        TaskKind::Birthday => (Route::Me, o.to_birthday),
        TaskKind::FirstPurchase | TaskKind::Purchase => (Route::Code, o.to_code),
        TaskKind::Shown => (Route::Code, o.to_show),
        TaskKind::CheckIn => (Route::CheckIn, o.to_check_in),
        TaskKind::Redemption => (Route::Mall, o.to_mall),
        TaskKind::Visit => return format!(r#"<p class="row-actions note">{}</p>"#, o.scan_there),
        TaskKind::Unknown => return String::new(),
    };
    format!(
        r#"<div class="row-actions"><a class="button button-text" href="{}">{words}{}</a></div>"#,
        route.href(),
        icon(Icon::Chevron)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::texts;
    use shuke_face::Lang;
    use shuke_rules::{Points, Text};

    fn task(id: &str, state: TaskState) -> TaskNow {
        TaskNow {
            id: id.into(),
            name: Text { zh: format!("<{id}>"), en: format!("<{id}>") },
            note: Text::default(),
            kind: TaskKind::Purchase,
            repeat: Repeat::Monthly,
            points: Points(20),
            done: 1,
            times: 3,
            state,
            until: Day::parse("2026-11-30"),
        }
    }

    #[test]
    fn what_can_be_claimed_comes_first_and_what_was_claimed_last() {
        let tasks = [TaskState::Claimed, TaskState::Open, TaskState::Done, TaskState::Open];
        let tasks = tasks.into_iter().zip(["a", "b", "c", "d"]).map(|(state, id)| task(id, state)).collect();
        let order: Vec<String> = in_order(tasks).into_iter().map(|task| task.id.0).collect();
        assert_eq!(order, ["c", "b", "d", "a"]);
    }

    #[test]
    fn a_task_says_how_far_one_is_until_when_and_where_to_go_on() {
        let today = Day::parse("2026-11-21").unwrap();
        let (t, task) = (texts(Lang::En), task("buy", TaskState::Open));
        let html = told(&task, today, t);
        for part in ["&lt;buy&gt;", "+20", "value=\"1\" max=\"3\"", "1 of 3", "30 November"] {
            assert!(html.contains(part), "{part} is not in {html}");
        }
        assert!(way(&task, t).contains("href=\"/code\""));
        assert!(!way(&TaskNow { kind: TaskKind::Visit, ..task }, t).contains("<a "));
    }
}
