//! `/together`: what there is to take part in: checking in, tasks, days ahead. What is shown stands in `shuke_face`.

use crate::i18n::{Explain, Texts, use_texts};
use crate::react::dynamic;
use crate::remote::Read;
use crate::session::Center;
use crate::shared::checking_in::stamped;
use crate::shared::tasking::{Shown, row};
use crate::ui::markup::{html, live_html};
use crate::ui::states::{refused, state_page};
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::boards::GetBoards;
use shuke_contract::check_in::GetCheckIns;
use shuke_contract::tasks::{GetTasks, TaskClaimed, Tasks};
use shuke_face::Markup;
use shuke_face::pages::together;
use shuke_face::shapes::days::themed_days;
use shuke_face::shapes::tasks::in_order;

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    if !center.with_boot_now(|boot| boot.has.together) {
        return state_page("together", t.together().nothing, t.together().nothing_text, &together::to_card(t));
    }
    let checks_in = center.with_boot_now(|boot| boot.card.as_ref().is_some_and(|card| card.check_in.is_some()));
    let today = move || {
        center.with_boot(|boot| boot.card.as_ref().map(|card| shuke_face::check_in(card, t.lang)).unwrap_or_default())
    };
    vec![
        html(together::heading(t)),
        stamped(today),
        list(center, t),
        if checks_in { days(center, t) } else { ().into_any() },
        contests(center, t),
    ]
    .into_any()
}

fn list(center: Center, t: &'static Texts) -> AnyView {
    let read = Read::<GetTasks>::recalling(center, "", &Empty {});
    dynamic(move || {
        if let Some(state) = read.followed() {
            return tasks(center, t, state);
        }
        read.instead(t, "", &[])
    })
}

fn tasks(center: Center, t: &'static Texts, state: RwSignal<Tasks>) -> AnyView {
    let shown = Shown {
        center,
        t,
        heading: together::TASKS,
        claimed: Callback::new(move |claimed: TaskClaimed| state.set(claimed.now)),
    };
    let list = dynamic(move || {
        let Tasks { tasks, today, .. } = state.get();
        if tasks.is_empty() {
            return ().into_any();
        }
        let rows: Vec<AnyView> = in_order(tasks).into_iter().map(|task| row(shown, &task, today)).collect();
        view! {
            <section class="section">
                <h2 id=together::TASKS tabindex="-1">
                    {t.together().tasks}
                </h2>
                <ul class="rows">{rows}</ul>
            </section>
        }
        .into_any()
    });
    vec![live_html(move || state.with(|state| together::welcome(state, t))), list].into_any()
}

/// Leaderboards and first-come gifts, last: they come when the server has counted.
fn contests(center: Center, t: &'static Texts) -> AnyView {
    let read = Read::<GetBoards>::recalling(center, "", &Empty {});
    let failure = move || read.failure().map(|failure| t.explain(&failure, &[]));
    let told = move || read.loaded().map_or_else(Markup::default, |state| together::boards(&state, t));
    vec![live_html(told), refused(failure)].into_any()
}

/// Days on which checking in earns more.
fn days(center: Center, t: &'static Texts) -> AnyView {
    let read = Read::<GetCheckIns>::recalling(center, "", &Empty {});
    let failure = move || read.failure().map(|failure| t.explain(&failure, &[]));
    let ahead = move || read.loaded().map_or_else(Markup::default, |state| themed_days(&state.themed, state.today, t));
    vec![live_html(ahead), refused(failure)].into_any()
}
