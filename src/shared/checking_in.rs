//! Checking in for today, from wherever one taps. It stands above the pages: what was tapped is sent although one goes on to
//! another page, and until the server has answered nothing else is shown for certain.

use crate::device::{dom, timers};
use crate::i18n::{Explain, Texts, refusals, use_texts};
use crate::react::effect;
use crate::remote::Write;
use crate::session::Center;
use crate::ui::markup::text;
use crate::ui::toast::Toasts;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::card::CheckInToday;
use shuke_contract::check_in::CheckIn;
use shuke_face::{Markup, Page};
use shuke_json::FromJson;
use shuke_rules::Points;
use shuke_rules::check_in::Reward;

/// What of a check-in concerns the card.
#[derive(FromJson)]
struct Booked {
    reward: Reward,
    now: Now,
}

#[derive(FromJson)]
struct Now {
    done: bool,
    streak: u32,
    reward: Reward,
    week: u8,
    points: Points,
}

#[derive(Clone, Copy)]
pub struct CheckingIn {
    center: Center,
    t: &'static Texts,
    toasts: Toasts,
    pub write: Write,
    /// What the card said before the tap.
    before: StoredValue<Option<(CheckInToday, Points)>>,
}

impl CheckingIn {
    pub fn new(center: Center) -> Self {
        let (t, toasts) = (use_texts(), expect_context::<Toasts>());
        let this = Self { center, t, toasts, write: Write::new(center), before: StoredValue::new(None) };
        effect(move || {
            if this.write.is_waiting() {
                toasts.say(t.shell.waiting);
            }
        });
        effect(move || {
            let Some(failure) = this.write.failure() else { return };
            let explained = t.explain(&failure, &[refusals::check_in::REFUSALS]);
            toasts.say(&format!("{} {}", explained.title, explained.text));
            if let Some((state, points)) = this.before.get_value() {
                center.set_check_in(state, points);
            }
            center.ask_for_card();
        });
        this
    }

    /// Shows the stamp at once and sends the check-in; `then` is given a [`CheckedIn`] as the server wrote it.
    ///
    /// [`CheckedIn`]: shuke_contract::check_in::CheckedIn
    pub fn tap(self, then: impl FnOnce(&str) + 'static) {
        if untrack(|| self.write.is_busy()) {
            return;
        }
        let t = self.t;
        let now = self.center.with_boot_now(|boot| {
            let card = boot.card.as_ref()?;
            Some((card.check_in.filter(|state| !state.done)?, card.points, card.today))
        });
        self.before.set_value(now.map(|(state, points, _)| (state, points)));
        if let Some((state, points, today)) = now {
            self.center.set_check_in(state.stamped(today), points + state.points);
        }
        self.write.send_for::<CheckIn, Booked>(&Empty {}, move |booked, text| {
            self.toasts.say(&earned(t, &booked.reward));
            let Now { done, streak, reward, week, points } = booked.now;
            take(self.center, CheckInToday { done, streak, points: reward.total(), week }, points);
            then(text);
        });
    }
}

/// What the server said of check-ins becomes what the card shows, with the balance; the rest of it is asked for.
pub fn take(center: Center, today: CheckInToday, points: Points) {
    center.set_check_in(today, points);
    center.ask_for_card();
}

/// Markup with the check-in of `shuke_face` in it: a tap on its button checks in, and the stamp falls.
pub fn stamped(markup: impl Fn() -> Markup + Send + Sync + 'static) -> AnyView {
    let html = text(markup);
    let stamped = RwSignal::new(false);
    effect(move || {
        html.track();
        if stamped.get_untracked() {
            keep_focus();
        }
    });
    let checking: CheckingIn = expect_context();
    let tap = move |event: MouseEvent| {
        if dom::is_within(&event, "[data-check-in]") {
            stamped.set(true);
            checking.tap(|_| ());
        }
    };
    let class = move || if stamped.get() { "whole stamped" } else { "whole" };
    view! { <div class=class inner_html=html on:click=tap></div> }.into_any()
}

/// The button goes with the tap, and the card is drawn anew with each answer: the focus stays on what led to the calendar.
fn keep_focus() {
    timers::once_drawn(|| {
        if dom::is_focus_at_rest() {
            dom::focus_link(Page::CheckIn.path());
        }
    });
}

/// What was earned, and what of it for what.
fn earned(t: &Texts, reward: &Reward) -> String {
    let t = &t.shell;
    let mut said = (t.earned)(&reward.total().to_string());
    said.extend(reward.streak.map(|points| (t.with_streak)(&points.to_string())));
    said.extend(reward.themed.map(|points| (t.with_theme)(&points.to_string())));
    said
}
