//! What joining asks beyond the number: a name, which may be left out, and consents, none of them ticked.

use super::draft::Draft;
use crate::i18n::use_texts;
use crate::react::memo;
use crate::session::Center;
use crate::ui::consent::consent_text;
use crate::ui::field::{error_while, field};
use leptos::prelude::*;
use shuke_face::pages::entry::{consent as sentence_of, name};
use shuke_rules::policy::Consent;

/// `missing` is set when a required consent was not ticked, `unfit` when the name cannot be kept.
pub fn details(draft: Draft, missing: RwSignal<bool>, unfit: Signal<bool>) -> Vec<AnyView> {
    let t = use_texts();
    let center: Center = expect_context();
    let consents = center.with_boot_now(|boot| boot.consents.clone());
    let ticks: Vec<AnyView> = consents.into_iter().map(|consent| tick(&consent, draft, missing)).collect();
    vec![
        field(name(t), draft.name, error_while(move || unfit.get(), t.entry().name_wrong)),
        view! { <div>{ticks}</div> }.into_any(),
    ]
}

fn tick(consent: &Consent, draft: Draft, missing: RwSignal<bool>) -> AnyView {
    let t = use_texts();
    let (id, shown) = (consent.id.clone(), consent.id.clone());
    let required = consent.required;
    let ticked = memo(move || draft.consents.with(|ticked| ticked.contains(&shown)));
    let lacks = memo(move || required && missing.get() && !ticked.get());
    let tick = format!("consent-{}", consent.id);
    let error = format!("{tick}-error");
    let change = move |event| {
        draft.consents.update(|ticked| {
            if event_target_checked(&event) {
                ticked.insert(id.clone());
            } else {
                ticked.remove(&id);
            }
        });
    };
    let sentence = sentence_of(consent, t);
    view! {
        <label class="check">
            <input
                type="checkbox"
                name=tick
                aria-describedby=error.clone()
                aria-invalid=move || lacks.get().then_some("true")
                prop:checked=ticked
                on:change=change
            />
            <span>{sentence}</span>
        </label>
        <span class="field-error" id=error role="alert">
            {error_while(move || lacks.get(), t.entry().consent_missing)}
        </span>
        {consent_text(consent, t.entry().consent_read)}
    }
    .into_any()
}
