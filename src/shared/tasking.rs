//! A task as a row: how far one is, what to do and where, claiming the reward. It stands above the pages: Together has all tasks, the
//! zone of new members has its own.

use crate::device::{dom, timers};
use crate::i18n::{Explain, Texts, refusals};
use crate::remote::Write;
use crate::session::Center;
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::{group, html};
use crate::ui::states::refused;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::tasks::{ClaimTask, Spend, TaskClaimed, TaskNow, TaskState};
use shuke_face::{Icon, Page, date, escape, icon};
use shuke_rules::Day;
use shuke_rules::policy::{Repeat, TaskKind};

/// What shows a task: where the focus goes when the button that had it is gone, and what is done once it is claimed.
#[derive(Clone, Copy)]
pub struct Shown {
    pub center: Center,
    pub t: &'static Texts,
    pub heading: &'static str,
    pub claimed: Callback<TaskClaimed>,
}

/// What can be claimed first, what was claimed last; else as the policy has them.
pub fn in_order(mut tasks: Vec<TaskNow>) -> Vec<TaskNow> {
    tasks.sort_by_key(|task| match task.state {
        TaskState::Done => 0,
        TaskState::Open | TaskState::Unknown => 1,
        TaskState::Claimed => 2,
    });
    tasks
}

/// A task as an item of a list.
pub fn row(shown: Shown, task: &TaskNow, today: Day) -> AnyView {
    let about = html(told(task, today, shown.t));
    let class = if task.state == TaskState::Claimed { "row task claimed" } else { "row task" };
    let action = match task.state {
        TaskState::Done => claim(shown, task),
        TaskState::Open => html(way(task, shown.t)),
        TaskState::Claimed | TaskState::Unknown => ().into_any(),
    };
    view! {
        <li class=class>
            {about} {action}
        </li>
    }
    .into_any()
}

fn claim(shown: Shown, task: &TaskNow) -> AnyView {
    let Shown { center, t, heading, claimed } = shown;
    let toasts: Toasts = expect_context();
    let write = Write::new(center);
    let name = t.lang.pick(&task.name).to_owned();
    let coupon = task.coupon.as_ref().map(|coupon| t.lang.pick(&coupon.name).to_owned());
    let label = (t.together().claim)(&task.points.to_string());
    let waiting = t.shell.waiting;
    let label = Signal::derive(move || if write.is_waiting() { waiting.to_owned() } else { label.clone() });
    let look = Look::plain(Kind::Main, "").label(label).busy(write.busy()).about(&name);
    let id = task.id.0.clone();
    let send = move || {
        let coupon = coupon.clone();
        write.send_to::<ClaimTask>(&id, &Empty {}, move |reply| {
            let points = reply.points.to_string();
            let said = match coupon.filter(|_| reply.coupon.is_some()) {
                Some(coupon) => (t.together().claimed_both)(&points, &coupon),
                None => (t.together().claimed_now)(&points),
            };
            toasts.say(&said);
            center.ask_for_card();
            claimed.run(reply);
            timers::once_drawn(move || {
                if dom::is_focus_lost() {
                    dom::focus_id(heading);
                }
            });
        });
    };
    let failure = refused(move || write.failure().map(|failure| t.explain(&failure, &[refusals::tasks::REFUSALS])));
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
    let says_until = if task.repeat == Repeat::None { o.by } else { o.until };
    let until = task.until.filter(|_| task.repeat != Repeat::Daily && task.state != TaskState::Claimed);
    let until = until.map(|day| says_until(&date(day, today, t.lang)));
    let note = escape(t.lang.pick(&task.note));
    let state = (task.state == TaskState::Claimed).then(|| o.claimed.to_owned());
    let often = [state, (!period.is_empty()).then(|| period.to_owned()), until];
    let often: Vec<String> = often.into_iter().flatten().collect();
    let often = if often.is_empty() { String::new() } else { format!("<small>{}</small>", often.join(" · ")) };
    let note = if note.is_empty() { String::new() } else { format!("<small>{note}</small>") };
    format!(
        r#"<span class="row-main"><b>{}</b> {note}{often}</span><span class="row-end"><b>+{}</b>{}</span>{}"#,
        escape(t.lang.pick(&task.name)),
        task.points,
        task.coupon.as_ref().map_or(String::new(), |coupon| (o.and_coupon)(&escape(t.lang.pick(&coupon.name)))),
        progress(task, t),
    )
}

/// Only where it takes more than one, or money.
fn progress(task: &TaskNow, t: &Texts) -> String {
    if let Some(Spend { spent, of }) = task.spend {
        let shown = format!("¥{spent} / ¥{of}");
        let missing = (of - spent).or_zero();
        let said = if missing.is_zero() {
            t.together().enough.to_owned()
        } else {
            (t.together().missing)(&missing.to_string())
        };
        return bar(task, (spent.min(of).0, of.0), &shown, t)
            + &format!(r#"<span class="note task-missing">{said}</span>"#);
    }
    if task.times < 2 {
        return String::new();
    }
    let done = task.done.min(task.times);
    bar(task, (done.into(), task.times.into()), &format!("{done} / {}", task.times), t)
        + &format!(r#"<span class="sr">{}</span>"#, (t.together().so_far)(done, task.times))
}

fn bar(task: &TaskNow, (done, of): (i64, i64), shown: &str, t: &Texts) -> String {
    format!(
        r#"<span class="task-progress"><progress class="track" value="{done}" max="{of}" aria-label="{}"></progress><span class="note number">{shown}</span></span>"#,
        escape(t.lang.pick(&task.name)),
    )
}

/// What to do, and where.
fn way(task: &TaskNow, t: &Texts) -> String {
    let o = t.together();
    let (route, words) = match task.kind {
        TaskKind::Profile => (Page::Me.route(), o.to_profile),
        TaskKind::Birthday => (Page::Me.route(), o.to_birthday),
        TaskKind::FirstPurchase | TaskKind::Purchase | TaskKind::Spend => (Page::Code.route(), o.to_code),
        TaskKind::Shown => (Page::Code.route(), o.to_show),
        TaskKind::CheckIn => (Page::CheckIn.route(), o.to_check_in),
        TaskKind::Redemption => (Page::Mall.route(), o.to_mall),
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
    use shuke_contract::tasks::RewardCoupon;
    use shuke_face::Lang;
    use shuke_rules::{Fen, Points, Text};

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
            spend: None,
            coupon: None,
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

    #[test]
    fn a_challenge_says_what_was_spent_what_is_missing_and_what_it_brings() {
        let today = Day::parse("2026-11-21").unwrap();
        let name = Text { zh: "<券>".into(), en: "<coupon>".into() };
        let challenge = TaskNow {
            kind: TaskKind::Spend,
            repeat: Repeat::None,
            spend: Some(Spend { spent: Fen(10_050), of: Fen(19_900) }),
            coupon: Some(RewardCoupon { template: "ten".into(), name }),
            ..task("spend", TaskState::Open)
        };
        let html = told(&challenge, today, texts(Lang::En));
        for part in
            ["¥100.50 / ¥199", "value=\"10050\" max=\"19900\"", "¥98.50 to go", "Until 30 November", "&lt;coupon&gt;"]
        {
            assert!(html.contains(part), "{part} is not in {html}");
        }
        let enough = TaskNow { spend: Some(Spend { spent: Fen(30_000), of: Fen(19_900) }), ..challenge };
        let html = told(&enough, today, texts(Lang::En));
        assert!(html.contains("value=\"19900\" max=\"19900\"") && !html.contains("to go"), "{html}");
    }
}
