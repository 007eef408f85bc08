//! "If I spend ¥x by date d": decided by the same function as at the till.

mod model;

use crate::i18n::{Texts, use_texts};
use crate::react::memo;
use crate::ui::field::{Field, error_while, field};
use crate::ui::markup::{group, html, section};
use leptos::prelude::*;
use model::{Outcome, Wrong};
use shuke_contract::boot::Boot;
use shuke_contract::card::Card;
use shuke_face::{Icon, date, discount, escape, icon};
use shuke_rules::policy::TierId;

/// `read` is given what it asks of the boot, which has a card.
pub fn simulator(boot: Signal<Boot>) -> AnyView {
    let t = use_texts();
    let first = boot.with_untracked(|boot| {
        let card = boot.card.as_ref()?;
        Some((model::first_amount(card), model::first_day(card).to_string()))
    });
    let Some((amount, day)) = first else { return ().into_any() };
    let (amount, day) = (RwSignal::new(amount), RwSignal::new(day));
    let outcome = move |boot: &Boot| match &boot.card {
        Some(card) => model::simulate(boot, card, &amount.get(), &day.get()),
        None => Err(Wrong::Day),
    };
    let wrong = move |which: Wrong, text| error_while(move || boot.with(|boot| outcome(boot) == Err(which)), text);
    let amount_field =
        Field { mode: Some("decimal"), affix: Some("¥"), ..Field::text("simulator-amount", t.simulator.amount) };
    let day_field = Field { kind: "date", ..Field::text("simulator-day", t.simulator.day) };
    let result = memo(move || {
        boot.with(|boot| match (outcome(boot), &boot.card) {
            (Ok(outcome), Some(card)) => written(boot, card, &outcome, t),
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
            html(format!(r#"<p class="note">{}</p>"#, t.simulator.assumes)),
        ],
    )
}

fn written(boot: &Boot, card: &Card, outcome: &Outcome, t: &Texts) -> String {
    let name = |id: &TierId| escape(boot.rules.tier(id).map_or(id.0.as_str(), |tier| t.lang.pick(&tier.name)));
    let (before, after) = (name(&card.standing.tier), name(&outcome.standing.tier));
    let tier = if before == after {
        format!("<span>{}</span>", (t.simulator.stays)(&after))
    } else {
        format!("<span>{before}</span>{}<span>{after}</span>", icon(Icon::Arrow))
    };
    let row = |figure: &str, words: &str| format!("<li><b>{figure}</b><span>{words}</span></li>");
    let mut rows = row(&format!("+{}", outcome.points), &(t.simulator.points)(&outcome.balance.to_string()));
    if let Some(tier) = boot.rules.tier(&outcome.standing.tier) {
        let rate = (t.simulator.rate)(&shuke_face::rate(&boot.rules, tier));
        rows.push_str(&row(&format!("×{}", tier.multiplier), &rate));
        for (class, pays) in &tier.pays_percent {
            let class = boot.rules.earning.class(class).map_or(class.0.as_str(), |class| t.lang.pick(&class.name));
            rows.push_str(&row(&discount(*pays, t.lang), &(t.simulator.price)(&escape(class))));
        }
        for text in &tier.benefits {
            rows.push_str(&row(&icon(Icon::Check), &escape(t.lang.pick(text))));
        }
    }
    let review = outcome.standing.review.map_or(String::new(), |day| {
        format!(r#"<p class="note">{}</p>"#, (t.simulator.until)(&date(day, card.today, t.lang)))
    });
    format!(r#"<p class="forecast-tier">{tier}</p><ul class="benefits">{rows}</ul>{review}"#)
}
