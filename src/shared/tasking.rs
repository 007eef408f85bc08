//! A task as a row, and claiming its reward. It stands above the pages: Together has all tasks, the zone of new members has its own.
//! What a row says is drawn by `shuke_face`.

use crate::device::{dom, timers};
use crate::i18n::{Texts, refusals};
use crate::remote::Write;
use crate::session::Center;
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::{group, html};
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::tasks::{ClaimTask, TaskClaimed, TaskNow, TaskState};
use shuke_face::shapes::tasks::{class, open, told};
use shuke_rules::Day;

/// What shows a task: where the focus goes when the button that had it is gone, and what is done once it is claimed.
#[derive(Clone, Copy)]
pub struct Shown {
    pub center: Center,
    pub t: &'static Texts,
    pub heading: &'static str,
    pub claimed: Callback<TaskClaimed>,
}

/// A task as an item of a list.
pub fn row(shown: Shown, task: &TaskNow, today: Day) -> AnyView {
    let about = || html(told(task, today, shown.t));
    let row = match task.state {
        TaskState::Open => html(open(task, today, shown.t)),
        TaskState::Done => group(class(task.state), vec![about(), claim(shown, task)]),
        TaskState::Claimed | TaskState::Unknown => group(class(task.state), vec![about()]),
    };
    view! { <li>{row}</li> }.into_any()
}

fn claim(shown: Shown, task: &TaskNow) -> AnyView {
    let Shown { center, t, heading, claimed } = shown;
    let toasts: Toasts = expect_context();
    let write = Write::new(center);
    let name = t.lang.pick(&task.name).to_owned();
    let coupon = task.coupon.as_ref().map(|coupon| t.lang.pick(&coupon.name).to_owned());
    let label = (t.together().claim)(&task.points.to_string());
    let label = write.label(t, &label);
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
            // The button may have become that of the next task: what was pressed for one is not pressed again for another.
            timers::once_drawn(move || dom::focus_id(heading));
        });
    };
    let failure = write.refused(t, &[refusals::tasks::REFUSALS]);
    group("row-actions", vec![button(look, send), failure])
}
