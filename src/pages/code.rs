//! `/code`: the rotating member code. Made on the phone from the device's key and the server's clock, so that it
//! works without network.

mod model;

use crate::device::{clock, timers, wake};
use crate::failure::Failure;
use crate::i18n::use_texts;
use crate::kept::{self, KeptDevice};
use crate::session::Center;
use crate::ui::bars::Bars;
use crate::ui::qr::Qr;
use crate::ui::states::{FailedPage, Skeleton};
use crate::ui::when::moment;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{grouped, shown_at};
use shuke_contract::Empty;
use shuke_contract::card::GetDevice;
use shuke_face::ring;

const SLOW_MS: u64 = 500;

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let device = RwSignal::new(kept::device());
    let failure = RwSignal::new(None::<Failure>);
    let slow = RwSignal::new(false);
    let fetch = move || {
        failure.set(None);
        spawn_local(async move {
            match center.call::<GetDevice>("", &Empty {}, None).await {
                Ok(key) => drop(device.try_set(Some(kept::keep_device(key)))),
                Err(reason) => drop(failure.try_set(Some(reason))),
            }
        });
    };
    fetch();
    timers::after(SLOW_MS, move || slow.set(true));
    wake::keep_awake();
    (move || match (device.get(), failure.get()) {
        (Some(kept), _) => view! { <Shown kept /> }.into_any(),
        (None, Some(failure)) => {
            let explained = t.problems.explain(&failure);
            view! { <FailedPage explained retry=t.shell.retry again=fetch /> }.into_any()
        }
        (None, None) => view! { <Skeleton title=t.code.title slow=slow.get() loading=t.shell.loading /> }.into_any(),
    })
    .into_any()
}

#[component]
fn Shown(kept: KeptDevice) -> impl IntoView {
    let t = use_texts();
    let now = clock::ticking();
    let device = kept.key.device.clone();
    let shown = Memo::new(move |_| shown_at(&device, now.get()));
    let digits = Memo::new(move |_| shown.get().map(|shown| shown.digits).unwrap_or_default());
    let left = Memo::new(move |_| shown.get().map_or(0, |shown| shown.seconds_left));
    let damaged = move || {
        digits.with(String::is_empty).then(|| {
            view! {
                <div class="refusal" role="alert">
                    <b>{t.code.damaged}</b>
                    <p>{t.code.damaged_text}</p>
                </div>
            }
        })
    };
    view! {
        <section class="code">
            <div>
                <h1 class="page-title">{t.code.title}</h1>
                <p class="note">{who}</p>
            </div>
            {damaged}
            <Bars digits label=t.code.bars />
            <p class="code-digits" data-code=move || digits.get()>
                {move || digits.with(|digits| grouped(digits))}
            </p>
            <Qr digits label=t.code.qr />
            <div class="code-clock">
                <div inner_html=move || ring(left.get() * 100 / 60, &format!("<b>{}</b>", left.get()))></div>
                <span>{t.code.changes_in}</span>
            </div>
            <p class="note">{t.code.show}</p>
            <Facts kept />
        </section>
    }
}

/// Tier and name.
fn who() -> String {
    let (center, t) = (expect_context::<Center>(), use_texts());
    center.with_boot(|boot| {
        let Some(card) = &boot.card else { return String::new() };
        let tier = boot.rules.tier(&card.standing.tier).map(|tier| t.lang.pick(&tier.name).to_owned());
        tier.into_iter().chain(card.name.clone()).collect::<Vec<_>>().join(" · ")
    })
}

/// Balance, and when the server was asked last.
#[component]
fn Facts(kept: KeptDevice) -> impl IntoView {
    let t = use_texts();
    let center: Center = expect_context();
    let online: ReadSignal<bool> = expect_context();
    let points = kept.key.points;
    let synced = move || {
        let at = moment(kept.synced, t.lang);
        if online.get() { (t.code.synced)(&at) } else { (t.code.synced_offline)(&at) }
    };
    view! {
        <dl class="code-facts">
            <div>
                <dt class="note">{t.code.points}</dt>
                <dd>
                    <b>{move || center.card().map_or(points, |card| card.points).to_string()}</b>
                </dd>
            </div>
        </dl>
        <p class="note">{synced}</p>
    }
}
