//! "If I spend ¥x by date d": decided by the same function as at the till.

mod model;

use crate::i18n::use_texts;
use crate::ui::field::{Field, Input};
use crate::ui::icon::icon;
use leptos::prelude::*;
use model::{Outcome, Wrong};
use shuke_contract::boot::Boot;
use shuke_contract::card::Card;
use shuke_face::{Icon, Lang, date, discount};
use shuke_rules::policy::TierId;

#[component]
pub fn Simulator(#[prop(into)] boot: Signal<Boot>, #[prop(into)] card: Signal<Card>) -> impl IntoView {
    let t = use_texts();
    let first = card.get_untracked();
    let amount = RwSignal::new(model::first_amount(&first));
    let day = RwSignal::new(model::first_day(&first).to_string());
    let outcome =
        Memo::new(move |_| boot.with(|boot| card.with(|card| model::simulate(boot, card, &amount.get(), &day.get()))));
    let wrong = move |which: Wrong, text: &'static str| {
        Signal::derive(move || outcome.with(|outcome| *outcome == Err(which)).then(|| text.to_owned()))
    };
    let money =
        Input { kind: "text", mode: Some("decimal"), autocomplete: "off", affix: Some("¥"), ..Input::default() };
    let date_input = Input { kind: "date", autocomplete: "off", ..Input::default() };
    view! {
        <section class="section" id="simulator">
            <h2>{t.simulator.title}</h2>
            <div class="form">
                <div class="field-pair">
                    <Field
                        id="simulator-amount"
                        label=t.simulator.amount
                        input=money
                        value=amount
                        error=wrong(Wrong::Amount, t.simulator.bad_amount)
                    />
                    <Field
                        id="simulator-day"
                        label=t.simulator.day
                        input=date_input
                        value=day
                        error=wrong(Wrong::Day, t.simulator.bad_day)
                    />
                </div>
            </div>
            <output class="forecast" for="simulator-amount simulator-day">
                {move || {
                    let outcome = outcome.get().ok()?;
                    Some(boot.with(|boot| card.with(|card| result(boot, card, &outcome, t.lang))))
                }}
            </output>
            <p class="note">{t.simulator.assumes}</p>
        </section>
    }
}

fn result(boot: &Boot, card: &Card, outcome: &Outcome, lang: Lang) -> impl IntoView + use<> {
    let t = use_texts();
    let name = |id: &TierId| boot.rules.tier(id).map_or(id.0.clone(), |tier| lang.pick(&tier.name).to_owned());
    let (before, after) = (name(&card.standing.tier), name(&outcome.standing.tier));
    let tier = if before == after {
        view! { <span>{(t.simulator.stays)(&after)}</span> }.into_any()
    } else {
        view! { <span>{before}</span> {icon(Icon::Arrow)} <span>{after}</span> }.into_any()
    };
    let row = |figure: AnyView, words: String| {
        view! {
            <li>
                <b>{figure}</b>
                <span>{words}</span>
            </li>
        }
    };
    let mut rows =
        vec![row(format!("+{}", outcome.points).into_any(), (t.simulator.points)(&outcome.balance.to_string()))];
    if let Some(tier) = boot.rules.tier(&outcome.standing.tier) {
        rows.push(row(
            format!("×{}", tier.multiplier).into_any(),
            (t.simulator.rate)(&shuke_face::rate(&boot.rules, tier)),
        ));
        rows.extend(tier.pays_percent.iter().map(|(class, pays)| {
            let class =
                boot.rules.earning.class(class).map_or(class.0.clone(), |class| lang.pick(&class.name).to_owned());
            row(discount(*pays, lang).into_any(), (t.simulator.price)(&class))
        }));
        rows.extend(tier.benefits.iter().map(|text| row(icon(Icon::Check).into_any(), lang.pick(text).to_owned())));
    }
    let review = outcome.standing.review.map(|day| (t.simulator.until)(&date(day, card.today, lang)));
    view! {
        <p class="forecast-tier">{tier}</p>
        <ul class="benefits">{rows}</ul>
        {review.map(|text| view! { <p class="note">{text}</p> })}
    }
}
