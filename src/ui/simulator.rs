//! "If I spend ¥x by date d": decided by the same function as at the till.

mod model;

use crate::i18n::use_texts;
use crate::react::memo;
use crate::ui::field::{Field, error_while, field};
use crate::ui::markup::{group, html, section};
use leptos::prelude::*;
use model::Wrong;
use shuke_contract::boot::Boot;
use shuke_face::pages::forecast::{Outcome, forecast};
use shuke_face::shapes::states::note;

/// `read` is given what it asks of the boot, which has a card.
pub fn simulator(boot: Signal<Boot>) -> AnyView {
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
    let wrong = move |which: Wrong, text| error_while(move || boot.with(|boot| outcome(boot) == Err(which)), text);
    let amount_field =
        Field { mode: Some("decimal"), affix: Some("¥"), ..Field::text("simulator-amount", t.simulator.amount) };
    let day_field = Field { kind: "date", ..Field::text("simulator-day", t.simulator.day) };
    let result = memo(move || {
        boot.with(|boot| match (outcome(boot), &boot.card) {
            (Ok(outcome), Some(card)) => forecast(boot, card, &outcome, t).into_string(),
            _ => String::new(),
        })
    });
    section(
        t.simulator.title,
        vec![
            group(
                "form",
                vec![group(
                    "field-pair",
                    vec![
                        field(amount_field, amount, wrong(Wrong::Amount, t.simulator.bad_amount)),
                        field(day_field, day, wrong(Wrong::Day, t.simulator.bad_day)),
                    ],
                )],
            ),
            view! { <output class="forecast" for="simulator-amount simulator-day" inner_html=result></output> }
                .into_any(),
            html(note(t.simulator.assumes)),
        ],
    )
}
