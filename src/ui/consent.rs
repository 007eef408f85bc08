//! The full text of a consent, one tap from where it is asked for.

use crate::i18n::use_texts;
use crate::ui::button::{Button, Kind};
use crate::ui::sheet::Sheet;
use leptos::prelude::*;
use shuke_rules::policy::Consent;

/// A button that opens the text.
pub fn consent_text(consent: &Consent, label: &'static str) -> impl IntoView + use<> {
    let t = use_texts();
    let open = RwSignal::new(false);
    let title = t.lang.pick(&consent.title).to_owned();
    let text = t.lang.pick(&consent.text).to_owned();
    let paragraphs = text.split("\n\n").map(|part| view! { <p>{part.to_owned()}</p> }).collect_view();
    let name = format!("{label}: {title}");
    let id = format!("text-{}", consent.id);
    view! {
        <button
            type="button"
            class="button button-text"
            aria-label=name
            on:click=move |_| open.set(true)
        >
            {label}
        </button>
        <Sheet open id title>
            {paragraphs}
            <div class="actions">
                <Button kind=Kind::Quiet label=t.shell.close act=move || open.set(false) />
            </div>
        </Sheet>
    }
}
