//! A task: how far one is, what it earns, what to do and where.

use super::controls::{Kind, button_about, group, live, whole};
use super::kit::{of_task, sign};
use crate::words::Texts;
use crate::{Icon, Markup, Page, date, html};
use shuke_contract::tasks::{Spend, TaskNow, TaskState};
use shuke_rules::Day;
use shuke_rules::policy::{Repeat, TaskKind};

/// What can be claimed first, what was claimed last; else as the policy has them.
pub fn in_order(mut tasks: Vec<TaskNow>) -> Vec<TaskNow> {
    tasks.sort_by_key(|task| match task.state {
        TaskState::Done => 0,
        TaskState::Open | TaskState::Unknown => 1,
        TaskState::Claimed => 2,
    });
    tasks
}

/// Name, how, how far and what it earns.
pub fn told(task: &TaskNow, today: Day, t: &Texts) -> Markup {
    said(task, "", today, t)
}

/// The same with what to do about it.
fn said(task: &TaskNow, what: &str, today: Day, t: &Texts) -> Markup {
    let note = t.lang.pick(&task.note);
    let often = often(task, today, t);
    html! {
        (sign(of_task(task.kind)))
        span.row-main {
            b { (t.lang.pick(&task.name)) } " "
            @if !note.is_empty() { small { (note) } }
            @if !often.is_empty() { small { (often) } }
            @if let Some(reason) = &task.undone { small.minus { ((t.together().unconfirmed)(reason)) } }
            @if !what.is_empty() { small.task-way { (what) } }
        }
        span.row-end {
            b { "+" (task.points.to_string()) }
            @if let Some(coupon) = &task.coupon { ((t.together().and_coupon)(t.lang.pick(&coupon.name))) }
        }
        (progress(task, t))
    }
}

/// That it is claimed, how often it can be done, and until when.
fn often(task: &TaskNow, today: Day, t: &Texts) -> String {
    let o = t.together();
    let is_claimed = task.state == TaskState::Claimed;
    let period = match task.repeat {
        Repeat::None | Repeat::Unknown => None,
        Repeat::Daily => Some(o.daily),
        Repeat::Weekly => Some(o.weekly),
        Repeat::Monthly => Some(o.monthly),
    };
    let says_until = if task.repeat == Repeat::None { o.by } else { o.until };
    let until = task.until.filter(|_| task.repeat != Repeat::Daily && !is_claimed);
    let until = until.map(|day| says_until(&date(day, today, t.lang)));
    let often = [is_claimed.then_some(o.claimed), period, until.as_deref()];
    often.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Only where it takes more than one, or money.
fn progress(task: &TaskNow, t: &Texts) -> Markup {
    let o = t.together();
    if let Some(Spend { spent, of }) = task.spend {
        let missing = (of - spent).or_zero();
        let said = if missing.is_zero() { o.enough.to_owned() } else { (o.missing)(&missing.to_string()) };
        return html! {
            (bar(task, (spent.min(of).0, of.0), &format!("¥{spent} / ¥{of}"), t))
            span.note.task-missing { (said) }
        };
    }
    let done = task.done.min(task.times);
    html! {
        @if task.times > 1 {
            (bar(task, (done.into(), task.times.into()), &format!("{done} / {}", task.times), t))
            span.sr { ((o.so_far)(done, task.times)) }
        }
    }
}

fn bar(task: &TaskNow, (done, of): (i64, i64), shown: &str, t: &Texts) -> Markup {
    html! {
        span.task-progress {
            progress.track value=(done) max=(of) aria-label=(t.lang.pick(&task.name)) {}
            span.note.number { (shown) }
        }
    }
}

/// A row of what is still to be done: it leads to where, unless it is done in the shop.
pub fn open(task: &TaskNow, today: Day, t: &Texts) -> Markup {
    let o = t.together();
    let (page, words) = match task.kind {
        TaskKind::Profile => (Page::Settings, o.to_profile),
        TaskKind::Birthday => (Page::Settings, o.to_birthday),
        TaskKind::FirstPurchase | TaskKind::Purchase | TaskKind::Spend => (Page::Code, o.to_code),
        TaskKind::Shown => (Page::Code, o.to_show),
        TaskKind::CheckIn => (Page::CheckIn, o.to_check_in),
        TaskKind::Redemption => (Page::Mall, o.to_mall),
        TaskKind::Visit => {
            // The brand may say it in its own words.
            let way = if t.lang.pick(&task.note).is_empty() { o.scan_there } else { "" };
            return html! { div.row.task { (said(task, way, today, t)) } };
        }
        TaskKind::Unknown => return html! { div.row.task { (told(task, today, t)) } },
    };
    html! {
        a.row.task href=(page) { (said(task, words, today, t)) (Icon::Chevron) }
    }
}

/// How the row of a task is called that nobody goes on from.
pub const fn class(state: TaskState) -> &'static str {
    if matches!(state, TaskState::Claimed) { "row task claimed" } else { "row task" }
}

/// An item of a list, as the server draws it: what it says, and its button or the way.
pub fn row(task: &TaskNow, today: Day, t: &Texts) -> Markup {
    html! {
        li {
            @match task.state {
                TaskState::Open => { (whole(&open(task, today, t))) }
                TaskState::Done => {
                    (group(class(task.state), &html! {
                        (whole(&told(task, today, t)))
                        (group("row-actions", &html! {
                            (button_about(Kind::Main, &(t.together().claim)(&task.points.to_string()), t.lang.pick(&task.name)))
                            (live("alert"))
                        }))
                    }))
                }
                TaskState::Claimed | TaskState::Unknown => { (group(class(task.state), &whole(&told(task, today, t)))) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;
    use crate::hostile::{assert_escaped, hostile};
    use crate::words::texts;
    use shuke_contract::tasks::RewardCoupon;
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
            undone: None,
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
        let html = open(&task, today, t).into_string();
        for part in
            ["&lt;buy&gt;", "+20", "value=\"1\" max=\"3\"", "1 of 3", "November 30", "task-way\">Open your code<"]
        {
            assert!(html.contains(part), "{part} is not in {html}");
        }
        assert!(html.starts_with("<a class=\"row task\" href=\"/code\">") && html.ends_with("</svg></a>"), "{html}");
        let html = open(&TaskNow { kind: TaskKind::Visit, ..task.clone() }, today, t).into_string();
        assert!(!html.contains("<a ") && html.contains("posted in the shop"), "{html}");
        let noted = TaskNow { kind: TaskKind::Visit, note: Text { zh: "扫码".into(), en: "Scan it".into() }, ..task };
        let html = open(&noted, today, t).into_string();
        assert!(html.contains("<small>Scan it</small>") && !html.contains("posted in the shop"), "said once: {html}");
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
        let html = told(&challenge, today, texts(Lang::En)).into_string();
        for part in
            ["¥100.50 / ¥199", "value=\"10050\" max=\"19900\"", "¥98.50 to go", "Through November 30", "&lt;coupon&gt;"]
        {
            assert!(html.contains(part), "{part} is not in {html}");
        }
        let enough = TaskNow { spend: Some(Spend { spent: Fen(30_000), of: Fen(19_900) }), ..challenge };
        let html = told(&enough, today, texts(Lang::En)).into_string();
        assert!(html.contains("value=\"19900\" max=\"19900\"") && !html.contains("to go"), "{html}");
    }

    #[test]
    fn what_was_claimed_says_so_and_no_longer_until_when() {
        let today = Day::parse("2026-11-21").unwrap();
        let html = row(&task("buy", TaskState::Claimed), today, texts(Lang::Zh)).into_string();
        assert!(html.contains("<small>已领取 · 每月一次</small>") && !html.contains("11月30日"), "{html}");
        assert!(html.starts_with("<li><div class=\"row task claimed\">") && !html.contains("<a "), "{html}");
        let html = told(&task("buy", TaskState::Open), today, texts(Lang::Zh)).into_string();
        assert!(html.contains("</b> <small>每月一次 · 本期到 11月30日</small>"), "{html}");
        assert!(html.contains("<span class=\"sr\">已完成 1 次，共 3 次</span>"), "{html}");
    }

    #[test]
    fn what_a_policy_calls_a_task_and_its_coupon_is_text() {
        let today = Day::parse("2026-11-21").unwrap();
        let coupon = Some(RewardCoupon { template: "ten".into(), name: hostile() });
        let undone = Some(hostile().zh);
        let hostile = TaskNow { name: hostile(), note: hostile(), coupon, undone, ..task("", TaskState::Open) };
        // The name also names the bar for those who hear it, and a button.
        let button = TaskNow { state: TaskState::Done, ..hostile.clone() };
        assert_escaped(row(&hostile, today, texts(Lang::En)), 5);
        assert_escaped(row(&button, today, texts(Lang::En)), 6);
    }
}
