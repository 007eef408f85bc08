//! "If I spend ¥x by date d" as the server draws it: with what is missing for the next tier.

use super::forecast;
use super::model::{first_amount, first_day, simulate};
use crate::shapes::controls::{Field, field, group, section, whole};
use crate::shapes::states::note;
use crate::words::Texts;
use crate::{Markup, html};
use shuke_contract::boot::Boot;
use shuke_contract::card::Card;

/// What is spent.
pub fn amount(t: &Texts) -> Field {
    Field { mode: Some("decimal"), affix: Some("¥"), ..Field::text("simulator-amount", t.simulator().amount) }
}

/// By when.
pub fn day(t: &Texts) -> Field {
    Field { kind: "date", ..Field::text("simulator-day", t.simulator().day) }
}

pub fn simulator(boot: &Boot, card: &Card, t: &Texts) -> Markup {
    let s = t.simulator();
    let (spent, by) = (first_amount(card), first_day(card).to_string());
    let outcome = simulate(boot, card, &spent, &by);
    let pair = html! { (field(amount(t), &spent)) (field(day(t), &by)) };
    section(
        s.title,
        &html! {
            (group("form", &group("field-pair", &pair)))
            output.forecast for="simulator-amount simulator-day" {
                @if let Ok(outcome) = &outcome { (forecast(boot, card, outcome, t)) }
            }
            (whole(&note(s.assumes)))
        },
    )
}
