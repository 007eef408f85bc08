//! A start with nothing in the page: the page that the service worker kept. What was kept of the last visit is shown;
//! without any, the server is asked first.

use crate::api::{self, Call};
use crate::device::timers;
use crate::device_copy;
use crate::failure::Failure;
use crate::i18n::{Explain, use_texts};
use crate::react::{dynamic, spawn};
use crate::session::Center;
use crate::ui::states::{failed_page, skeleton};
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::boot::{Boot, GetBoot};

pub fn first(center: RwSignal<Option<Center>>) -> AnyView {
    let t = use_texts();
    let failure = RwSignal::new(None::<Failure>);
    let slow = RwSignal::new(false);
    let begin = move || {
        failure.set(None);
        spawn(async move {
            match ask().await {
                Ok(boot) => center.set(Some(Center::new(boot, true))),
                Err(reason) => failure.set(Some(reason)),
            }
        });
    };
    if let Some(kept) = device_copy::boot() {
        // Not while this is being drawn: it would be drawn twice.
        queue_microtask(move || center.set(Some(Center::new(kept, false))));
    } else {
        begin();
        timers::after(timers::SLOW_MS, move || slow.set(true));
    }
    let inside = dynamic(move || match failure.get() {
        Some(failure) => failed_page(t, &t.explain(&failure, &[]), begin),
        None => skeleton(t, "", slow.get()),
    });
    view! {
        <div class="shell">
            <main id="main" class="page" tabindex="-1">
                {inside}
            </main>
        </div>
    }
    .into_any()
}

async fn ask() -> Result<Boot, Failure> {
    let text = Call::to::<GetBoot>("", &Empty {}).send(None, None).await?;
    let boot = api::read(&text)?;
    device_copy::keep_boot(&text);
    Ok(boot)
}
