//! A start with nothing in the page: the page that the service worker kept. What was kept of the last visit is shown;
//! without any, the server is asked first.

use crate::api;
use crate::device::timers;
use crate::failure::Failure;
use crate::i18n::use_texts;
use crate::kept;
use crate::session::Center;
use crate::ui::states::{FailedPage, Skeleton};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shuke_contract::Empty;
use shuke_contract::boot::GetBoot;

const SLOW_MS: u64 = 500;

#[component]
pub fn First(center: RwSignal<Option<Center>>) -> impl IntoView {
    let t = use_texts();
    let failure = RwSignal::new(None::<Failure>);
    let slow = RwSignal::new(false);
    let ask = move || {
        failure.set(None);
        spawn_local(async move {
            match api::call::<GetBoot>("", &Empty {}, None).await {
                Ok(boot) => center.set(Some(Center::new(boot, true))),
                Err(reason) => failure.set(Some(reason)),
            }
        });
    };
    if let Some(kept) = kept::boot() {
        // Not while this is being drawn: it would be drawn twice.
        queue_microtask(move || center.set(Some(Center::new(kept, false))));
    } else {
        ask();
        timers::after(SLOW_MS, move || slow.set(true));
    }
    view! {
        <div class="shell">
            <main id="main" class="page" tabindex="-1">
                {move || match failure.get() {
                    Some(failure) => {
                        let explained = t.problems.explain(&failure);
                        view! { <FailedPage explained retry=t.shell.retry again=ask /> }.into_any()
                    }
                    None => {
                        view! { <Skeleton title="" slow=slow.get() loading=t.shell.loading /> }.into_any()
                    }
                }}
            </main>
        </div>
    }
}
