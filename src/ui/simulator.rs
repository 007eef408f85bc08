//! "If I spend ¥x by date d": decided by the same function as at the till. It stands below everything else of the card, so there it comes with
//! a file that is fetched once the card is there: until somebody has scrolled so far it has come.

use crate::device::timers;
use crate::failure::Failure;
use crate::i18n::use_texts;
use crate::react::{dynamic, effect, lasting, spawn};
use crate::ui::field::{error_while, field};
use crate::ui::markup::{group, html, section, text};
use leptos::prelude::*;
use shuke_contract::boot::Boot;
use shuke_face::pages::forecast::model::{self, Wrong};
use shuke_face::pages::forecast::{Outcome, amount as spent, day as by, forecast};
use shuke_face::shapes::states::note;
use std::future::Future;
use std::pin::Pin;

pub type Draw = fn(Signal<Boot>) -> AnyView;

/// What draws it, on its way.
pub type Coming = Pin<Box<dyn Future<Output = Result<Draw, Failure>>>>;

/// Fetches what draws it, with the file that it is in. Made above, where files are known.
#[derive(Clone, Copy)]
pub struct Source(pub fn() -> Coming);

/// What draws it, once it is here.
#[derive(Clone, Copy)]
struct Here(RwSignal<Option<Draw>>);

/// `boot` has a card. Nothing while its file has not come, which may lie on the phone; it is asked for again once there is a network.
pub fn simulator(boot: Signal<Boot>) -> AnyView {
    let Here(here) = lasting(|| Here(RwSignal::new(None)));
    let online: ReadSignal<bool> = expect_context();
    let Source(source) = expect_context();
    let fetch = move || {
        spawn(async move {
            if let Ok(draw) = source().await {
                here.set(Some(draw));
            }
        });
    };
    effect(move || {
        online.track();
        if here.get_untracked().is_none() {
            // After the card itself, so that a quick tap on something else goes first.
            timers::after(timers::LATER_MS, fetch);
        }
    });
    dynamic(move || here.get().map_or_else(|| ().into_any(), |draw| draw(boot)))
}

/// At once, where other things stand below it and what draws them brings this along.
pub fn simulator_at_once(boot: Signal<Boot>) -> AnyView {
    let t = use_texts();
    let first = boot.with_untracked(|boot| {
        let card = boot.card.as_ref()?;
        Some((model::first_amount(card), model::first_day(card).to_string()))
    });
    let Some((amount, day)) = first else { return ().into_any() };
    let (amount, day) = (RwSignal::new(amount), RwSignal::new(day));
    let outcome = move |boot: &Boot| -> Result<Outcome, Wrong> {
        match &boot.card {
            Some(card) => model::simulate(boot, card, &amount.get(), &day.get()),
            None => Err(Wrong::Day),
        }
    };
    let wrong = move |which: Wrong, said| error_while(move || boot.with(|boot| outcome(boot) == Err(which)), said);
    let result = text(move || {
        boot.with(|boot| match (outcome(boot), &boot.card) {
            (Ok(outcome), Some(card)) => forecast(boot, card, &outcome, t),
            (Err(Wrong::Amount), _) => note(t.simulator().bad_amount),
            _ => note(t.simulator().bad_day),
        })
    });
    section(
        t.simulator().title,
        vec![
            group(
                "form",
                vec![group(
                    "field-pair",
                    vec![
                        field(spent(t), amount, wrong(Wrong::Amount, t.simulator().bad_amount)),
                        field(by(t), day, wrong(Wrong::Day, t.simulator().bad_day)),
                    ],
                )],
            ),
            view! { <output class="forecast" for="simulator-amount simulator-day" inner_html=result></output> }
                .into_any(),
            html(note(t.simulator().assumes)),
        ],
    )
}
