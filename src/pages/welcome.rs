//! `/welcome`: what there is for new members, until when; afterwards that it is over, what one has of it, and what to do next.

mod offers;

use crate::i18n::{Texts, use_texts};
use crate::react::{dynamic, memo};
use crate::remote::Read;
use crate::session::Center;
use crate::shared::tasking::{Shown, row};
use crate::ui::markup::live_html;
use crate::ui::states::state_page;
use leptos::prelude::*;
use offers::offers;
use shuke_contract::Empty;
use shuke_contract::tasks::TaskClaimed;
use shuke_contract::welcome::{GetWelcome, Welcome};
use shuke_face::Page;
use shuke_face::pages::welcome::{CHALLENGE, head, held, next, ways_on};

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let read = Read::<GetWelcome>::recalling(center, "", &Empty {});
    dynamic(move || {
        if let Some(state) = read.followed() {
            return loaded(center, t, state, read);
        }
        read.instead(t, Page::Welcome.title(t.lang), &[])
    })
}

fn loaded(center: Center, t: &'static Texts, state: RwSignal<Welcome>, read: Read<GetWelcome>) -> AnyView {
    let is_there = memo(move || state.with(|state| state.until.is_some()));
    dynamic(move || {
        if !is_there.get() {
            return state_page("welcome", t.welcome().none, t.welcome().none_text, &ways_on(t));
        }
        vec![
            live_html(move || state.with(|state| head(state, t))),
            offers(center, t, state, read),
            challenge(center, t, state, read),
            live_html(move || state.with(|state| held(state, t))),
            live_html(move || state.with(|state| next(state, t))),
        ]
        .into_any()
    })
}

/// The tasks for new members.
fn challenge(center: Center, t: &'static Texts, state: RwSignal<Welcome>, read: Read<GetWelcome>) -> AnyView {
    // How the task is now came with the reply; what was given besides is asked for.
    let claimed = move |claimed: TaskClaimed| {
        state.update(|state| {
            for task in &mut state.tasks {
                if let Some(now) = claimed.now.tasks.iter().find(|now| now.id == task.id) {
                    task.clone_from(now);
                }
            }
        });
        read.again();
    };
    let shown = Shown { center, t, heading: CHALLENGE, claimed: Callback::new(claimed) };
    let tasks = memo(move || state.with(|state| (state.tasks.clone(), state.today)));
    let is_empty = memo(move || tasks.with(|(tasks, _)| tasks.is_empty()));
    dynamic(move || {
        if is_empty.get() {
            return ().into_any();
        }
        // The heading stays when the rows are drawn anew: it may have the focus.
        let rows = dynamic(move || {
            let (tasks, today) = tasks.get();
            let rows: Vec<AnyView> = tasks.iter().map(|task| row(shown, task, today)).collect();
            rows.into_any()
        });
        view! {
            <section class="section">
                <h2 id=CHALLENGE tabindex="-1">
                    {t.welcome().challenge}
                </h2>
                <ul class="rows">{rows}</ul>
            </section>
        }
        .into_any()
    })
}
