//! What one agreed to, in which version, and taking it back.

use crate::calls::Write;
use crate::i18n::{Explained, Texts, use_texts};
use crate::session::Center;
use crate::ui::button::{Button, Kind};
use crate::ui::consent::consent_text;
use crate::ui::states::Refusal;
use crate::ui::when::day_of;
use leptos::prelude::*;
use shuke_contract::account::{ConsentState, Profile, PutConsent};
use shuke_contract::sign_in::ConsentChoice;
use shuke_rules::policy::Consent;

#[component]
pub fn Consents(profile: RwSignal<Profile>) -> impl IntoView {
    let t = use_texts();
    let center: Center = expect_context();
    let refused = RwSignal::new(None::<Explained>);
    let consents = center.boot_now().consents;
    view! {
        <section class="section">
            <h2>{t.me.consents}</h2>
            <ul class="rows">
                {consents
                    .into_iter()
                    .map(|consent| view! { <OneConsent consent profile refused /> })
                    .collect_view()}
            </ul>
            <Refusal explained=refused />
        </section>
    }
}

#[component]
fn OneConsent(consent: Consent, profile: RwSignal<Profile>, refused: RwSignal<Option<Explained>>) -> impl IntoView {
    let t = use_texts();
    let center: Center = expect_context();
    let write = Write::new(center);
    let zone = center.with_boot_now(|boot| boot.brand.time_zone.clone());
    let (id, version) = (consent.id.clone(), consent.version.clone());
    let state =
        Memo::new(move |_| profile.with(|profile| profile.consents.iter().find(|state| state.id == id).cloned()));
    let given = move || state.with(|state| state.as_ref().is_some_and(|state| state.given));
    let said = move || state.with(|state| said(state.as_ref(), &version, &zone, t));
    let choice = consent.clone();
    let change = move || {
        let give = !state.with_untracked(|state| state.as_ref().is_some_and(|state| state.given));
        if choice.required && !give {
            let (title, text) = (t.me.required_title, t.me.required_text.to_owned());
            refused.set(Some(Explained { title, text }));
            return;
        }
        refused.set(None);
        let request = ConsentChoice { id: choice.id.clone(), version: choice.version.clone(), given: give };
        write.send::<PutConsent>(request, move |saved| profile.set(saved));
    };
    Effect::new(move |_| {
        if let Some(failure) = write.failure() {
            refused.set(Some(t.problems.explain(&failure)));
        }
    });
    let label = Signal::derive(move || {
        match (write.is_waiting(), given()) {
            (true, _) => t.shell.waiting,
            (false, true) => t.me.withdraw,
            (false, false) => t.me.agree,
        }
        .to_owned()
    });
    let title = t.lang.pick(&consent.title).to_owned();
    view! {
        <li class="row">
            <span class="row-main">{title} <small>{said}</small></span>
            {consent_text(&consent, t.me.read)}
            <Button kind=Kind::Text label busy=Signal::derive(move || write.is_busy()) act=change />
        </li>
    }
}

/// What the member last said, and to which version.
fn said(state: Option<&ConsentState>, version: &str, zone: &str, t: &Texts) -> String {
    let Some(state) = state else { return t.me.not_given.to_owned() };
    let day = day_of(state.at, zone, t.lang);
    match (state.given, state.version == version) {
        (false, _) => (t.me.withdrawn)(&day),
        (true, true) => (t.me.given)(version, &day),
        (true, false) => (t.me.newer)(version),
    }
}
