//! `/together`: what there is to take part in: checking in, tasks, days ahead.

mod boards;

use crate::i18n::{Explain, Texts, use_texts};
use crate::react::{dynamic, memo};
use crate::remote::{Load, Read};
use crate::session::Center;
use crate::shared::checking_in::with_stamp;
use crate::shared::tasking::{Shown, in_order, row};
use crate::ui::days::themed_days;
use crate::ui::markup::{html, live_html};
use crate::ui::states::{failed_page, refused, skeleton, state_page};
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::boards::GetBoards;
use shuke_contract::check_in::GetCheckIns;
use shuke_contract::tasks::{GetTasks, TaskClaimed, Tasks};
use shuke_face::{Icon, Page, date, icon};

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    if !center.with_boot_now(|boot| boot.has.together) {
        let back = format!(r#"<a class="button" href="/">{}</a>"#, t.shell.to_card);
        return state_page(Icon::Flag, t.together().nothing, t.together().nothing_text, &back);
    }
    let checks_in = center.with_boot_now(|boot| boot.card.as_ref().is_some_and(|card| card.check_in.is_some()));
    let today = memo(move || {
        center.with_boot(|boot| {
            boot.card.as_ref().map_or(String::new(), |card| shuke_face::check_in(card, t.lang).into_string())
        })
    });
    vec![
        html(format!(r#"<h1 class="page-title">{}</h1>"#, Page::Together.title(t.lang))),
        with_stamp(today),
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
        match read.get() {
            Load::Failed(failure) => failed_page(t, &t.explain(&failure, &[]), move || read.again()),
            state => skeleton(t, "", state == Load::LoadingSlowly),
        }
    })
}

/// Where the focus goes when the button that had it is gone.
const HEADING: &str = "tasks";

fn tasks(center: Center, t: &'static Texts, state: RwSignal<Tasks>) -> AnyView {
    let shown = Shown {
        center,
        t,
        heading: HEADING,
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
                <h2 id=HEADING tabindex="-1">
                    {t.together().tasks}
                </h2>
                <ul class="rows">{rows}</ul>
            </section>
        }
        .into_any()
    });
    vec![live_html(move || state.with(|state| welcome(state, t))), list].into_any()
}

/// The way to the zone of new members, while it is open to this one.
fn welcome(state: &Tasks, t: &Texts) -> String {
    let Some(until) = state.welcome_until else { return String::new() };
    format!(
        r#"<a class="row" href="{}">{}<span class="row-main"><b>{}</b> <small>{}</small></span>{}</a>"#,
        Page::Welcome.path(),
        icon(Icon::Gift),
        Page::Welcome.title(t.lang),
        (t.together().by)(&date(until, state.today, t.lang)),
        icon(Icon::Chevron),
    )
}

/// Leaderboards and first-come gifts, last: they come when the server has counted.
fn contests(center: Center, t: &'static Texts) -> AnyView {
    let read = Read::<GetBoards>::recalling(center, "", &Empty {});
    let failure = move || match read.get() {
        Load::Failed(failure) => Some(t.explain(&failure, &[])),
        _ => None,
    };
    let told = move || read.loaded().map_or(String::new(), |(state, _)| boards::boards(&state, t));
    vec![live_html(told), refused(failure)].into_any()
}

/// Days on which checking in earns more.
fn days(center: Center, t: &'static Texts) -> AnyView {
    let read = Read::<GetCheckIns>::recalling(center, "", &Empty {});
    let failure = move || match read.get() {
        Load::Failed(failure) => Some(t.explain(&failure, &[])),
        _ => None,
    };
    let ahead = move || read.loaded().map_or(String::new(), |(state, _)| themed_days(&state.themed, state.today, t));
    vec![live_html(ahead), refused(failure)].into_any()
}
