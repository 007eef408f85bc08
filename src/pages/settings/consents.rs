//! What one agreed to, in which version, and taking it back.

use crate::i18n::{Explain, Explained, refusals, use_texts};
use crate::react::{effect, memo};
use crate::remote::Write;
use crate::session::Center;
use crate::ui::button::{Kind, Look, button};
use crate::ui::consent::consent_text;
use crate::ui::markup::{group, live_html, section};
use crate::ui::states::refused;
use crate::ui::when::day_of;
use leptos::prelude::*;
use shuke_contract::account::{Profile, PutConsent};
use shuke_contract::sign_in::ConsentChoice;
use shuke_face::pages::settings as shown;
use shuke_rules::policy::Consent;

pub fn consents(profile: RwSignal<Profile>) -> AnyView {
    let t = use_texts();
    let center: Center = expect_context();
    let why_not = RwSignal::new(None::<Explained>);
    let asked = center.with_boot_now(|boot| boot.consents.clone());
    if asked.is_empty() {
        return ().into_any();
    }
    let rows: Vec<AnyView> = asked.into_iter().map(|consent| one(center, consent, profile, why_not)).collect();
    let list = view! { <ul class="rows">{rows}</ul> }.into_any();
    section(t.settings().consents, vec![list, refused(move || why_not.get())])
}

fn one(center: Center, consent: Consent, profile: RwSignal<Profile>, why_not: RwSignal<Option<Explained>>) -> AnyView {
    let t = use_texts();
    let write = Write::new(center);
    let zone = center.with_boot_now(|boot| boot.brand.time_zone.clone());
    let read = consent_text(&consent, t.settings().read);
    let id = consent.id.clone();
    let given = memo(move || profile.with(|profile| shown::last_said(profile, &id).is_some_and(|state| state.given)));
    let of = consent.clone();
    let main = live_html(move || {
        profile.with(|profile| {
            let state = shown::last_said(profile, &of.id);
            let day = state.map(|state| day_of(state.at, &zone, t.lang)).unwrap_or_default();
            shown::consent(&of, state, &day, t)
        })
    });
    let change = move || {
        let give = !given.get_untracked();
        if consent.required && !give {
            let (title, text) = (t.settings().required_title, t.settings().required_text.to_owned());
            why_not.set(Some(Explained::of(title, text)));
            return;
        }
        why_not.set(None);
        let choice = ConsentChoice { id: consent.id.clone(), version: consent.version.clone(), given: give };
        write.send::<PutConsent>(&choice, move |saved| profile.set(saved));
    };
    effect(move || {
        if let Some(failure) = write.failure() {
            why_not.set(Some(t.explain(&failure, &[refusals::consents::REFUSALS])));
        }
    });
    let label = Signal::derive(move || {
        let label = match (write.is_waiting(), given.get()) {
            (true, _) => t.shell.waiting,
            (false, true) => t.settings().withdraw,
            (false, false) => t.settings().agree,
        };
        label.to_owned()
    });
    let look = Look::plain(Kind::Text, "").label(label).busy(write.busy()).about(t.lang.pick(&consent.title));
    let parts = vec![main, group("row-actions", vec![read, button(look, change)])];
    view! { <li class="row">{parts}</li> }.into_any()
}
