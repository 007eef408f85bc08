//! The full text of a consent, one tap from where it is asked for.

use crate::i18n::use_texts;
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::{group, html};
use crate::ui::sheet::sheet;
use leptos::prelude::*;
use shuke_face::shapes::paragraphs::by_blank_line;
use shuke_rules::policy::Consent;

/// A button that opens the text.
pub fn consent_text(consent: &Consent, label: &'static str) -> AnyView {
    let t = use_texts();
    let open = RwSignal::new(false);
    let title = t.lang.pick(&consent.title).to_owned();
    let text = html(by_blank_line(t.lang.pick(&consent.text)));
    let close = button(Look::plain(Kind::Quiet, t.shell.close), move || open.set(false));
    let body = sheet(open, format!("text-{}", consent.id), title.clone(), vec![text, group("actions", vec![close])]);
    let name = format!("{label}: {title}");
    view! {
        <button
            type="button"
            class="button button-text"
            aria-label=name
            on:click=move |_| open.set(true)
        >
            {label}
        </button>
        {body}
    }
    .into_any()
}
