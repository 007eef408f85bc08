//! `/check-in`: the calendar of check-ins, what the next one earns, and missed days.

use crate::api;
use crate::i18n::{Refusals, Texts, refusals, use_texts};
use crate::react::{dynamic, memo};
use crate::remote::{Read, Write};
use crate::session::Center;
use crate::shared::checking_in::{CheckingIn, take};
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::{group, html, live_html, section};
use crate::ui::sheet::sheet;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::card::CheckInToday;
use shuke_contract::check_in::{CheckIns, CheckedIn, GetCheckIns, MakeUp, MakeUpRequest};
use shuke_face::pages::check_in as shown;
use shuke_face::shapes::days::themed_days;
use shuke_face::{Page, date};
use shuke_rules::Day;

const REFUSALS: &[Refusals] = &[refusals::check_in::REFUSALS, refusals::check_in::MAKE_UP, refusals::points::REFUSALS];

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let read = Read::<GetCheckIns>::recalling(center, "", &Empty {});
    dynamic(move || {
        if let Some(state) = read.followed() {
            return loaded(center, t, state);
        }
        read.instead(t, Page::CheckIn.title(t.lang), REFUSALS)
    })
}

fn loaded(center: Center, t: &'static Texts, state: RwSignal<CheckIns>) -> AnyView {
    vec![
        live_html(move || state.with(|state| shown::heading(state, t))),
        live_html(move || state.with(|state| shown::tomorrow(state, t))),
        live_html(move || state.with(|state| shown::months(state, t))),
        make_up(center, t, state),
        live_html(move || state.with(|state| themed_days(&state.themed, state.today, t))),
        html(shown::rules(t)),
        today(t, state),
    ]
    .into_any()
}

/// At the foot of the page, until today is done.
fn today(t: &'static Texts, state: RwSignal<CheckIns>) -> AnyView {
    let checking: CheckingIn = expect_context();
    let write = checking.write;
    let done = memo(move || state.with(|state| state.done));
    let points = move || state.with(|state| state.reward.total().to_string());
    let label =
        Signal::derive(
            move || if write.is_waiting() { t.shell.waiting.to_owned() } else { (t.check_in().do_it)(&points()) },
        );
    // The page may have gone meanwhile.
    let send = move || {
        checking.tap(move |text| {
            if let Ok(CheckedIn { now, .. }) = api::read(text) {
                state.try_set(now);
            }
        });
    };
    dynamic(move || {
        if done.get() {
            ().into_any()
        } else {
            group("dock", vec![button(Look::plain(Kind::Main, "").label(label).busy(write.busy()), send)])
        }
    })
}

fn make_up(center: Center, t: &'static Texts, state: RwSignal<CheckIns>) -> AnyView {
    if state.with_untracked(|state| state.make_up.is_none()) {
        return ().into_any();
    }
    let chosen = RwSignal::new(None::<Day>);
    let open = RwSignal::new(false);
    let rows = dynamic(move || {
        let days = state.with(|state| state.make_up.as_ref().map(|offer| offer.days.clone()).unwrap_or_default());
        if days.is_empty() {
            return html(shown::nothing_missed(t));
        }
        let today = state.with(|state| state.today);
        // The latest first: it is the one that joins the days around it.
        let rows: Vec<AnyView> = days.into_iter().rev().map(|day| missed_row(t, day, today, chosen, open)).collect();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    });
    let text = live_html(move || {
        state.with(|state| state.make_up.as_ref().map(|offer| shown::offered(offer, state, t)).unwrap_or_default())
    });
    let ask = dynamic(move || chosen.get().map_or_else(|| ().into_any(), |day| confirm(center, t, state, day, open)));
    section(t.check_in().make_up, vec![text, rows, ask])
}

fn missed_row(t: &'static Texts, day: Day, today: Day, chosen: RwSignal<Option<Day>>, open: RwSignal<bool>) -> AnyView {
    let name = date(day, today, t.lang);
    let look = Look::plain(Kind::Text, t.check_in().make_up_day).about(&name);
    let choose = move || {
        chosen.set(Some(day));
        open.set(true);
    };
    let parts = vec![html(shown::missed(day, today, t)), button(look, choose)];
    view! { <li class="row">{parts}</li> }.into_any()
}

/// Points are spent: what it costs is said before, and what will be left.
fn confirm(center: Center, t: &'static Texts, state: RwSignal<CheckIns>, day: Day, open: RwSignal<bool>) -> AnyView {
    let toasts: Toasts = expect_context();
    let write = Write::new(center);
    let now = state.get_untracked();
    let Some(offer) = &now.make_up else { return ().into_any() };
    let name = date(day, now.today, t.lang);
    let label = (t.check_in().make_up_do)(&offer.price.to_string());
    let label = write.label(t, &label);
    let done = (t.check_in().made_up_now)(&name);
    let send = move || {
        let done = done.clone();
        write.send::<MakeUp>(&MakeUpRequest { day }, move |booked| {
            open.set(false);
            toasts.say(&done);
            let CheckIns { done, streak, reward, week, points, .. } = &booked.now;
            take(center, CheckInToday { done: *done, streak: *streak, points: reward.total(), week: *week }, *points);
            state.set(booked.now);
        });
    };
    let actions = vec![
        button(Look::plain(Kind::Main, "").label(label).busy(write.busy()), send),
        button(Look::plain(Kind::Text, t.shell.close), move || open.set(false)),
    ];
    let parts = vec![html(shown::asked(offer, &now, t)), write.refused(t, REFUSALS), group("actions", actions)];
    sheet(open, "make-up-title".to_owned(), (t.check_in().make_up_title)(&name), parts)
}

#[cfg(test)]
mod tests {
    use super::REFUSALS;
    use crate::i18n::refusals::tests::silent;
    use shuke_contract::Endpoint;
    use shuke_contract::check_in::{GetCheckIns, MakeUp};

    #[test]
    fn every_refusal_of_checking_in_has_words_of_its_own() {
        assert_eq!(silent(REFUSALS, &[GetCheckIns::ERRORS, MakeUp::ERRORS]), []);
    }
}
