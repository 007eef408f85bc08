//! Typing the code in: how long it is good, when another can be had.

use super::REFUSALS;
use super::draft::Draft;
use super::model::seconds_left;
use super::phone_step::send_code;
use crate::device::clock;
use crate::i18n::use_texts;
use crate::react::memo;
use crate::remote::Write;
use crate::session::Center;
use crate::ui::button::{Kind, Look, button};
use crate::ui::field::{Field, error_while, field};
use crate::ui::markup::{html, live_html};
use leptos::prelude::*;
use shuke_face::pages::entry::{code_left, code_sent};

/// Heading, number and code. `wrong` is set when something else than six digits was sent off.
pub fn code_fields(draft: Draft, wrong: RwSignal<bool>) -> Vec<AnyView> {
    let t = use_texts();
    let to = draft.sent.with_untracked(|sent| sent.as_ref().map(|(phone, _)| phone.masked()).unwrap_or_default());
    let now = clock::ticking();
    let left = move || draft.sent.with(|sent| sent.as_ref().map_or(0, |(_, sent)| seconds_left(sent, now.get()).0));
    let code = Field {
        mode: Some("numeric"),
        autocomplete: "one-time-code",
        is_code: true,
        ..Field::text("code", t.entry().code_label)
    };
    vec![
        html(code_sent(&to, t)),
        field(code, draft.code, error_while(move || wrong.get(), t.entry().code_wrong_shape)),
        live_html(move || code_left(left(), t)),
    ]
}

/// Another code, or another number.
pub fn code_again(draft: Draft) -> Vec<AnyView> {
    let t = use_texts();
    let center: Center = expect_context();
    let resend = Write::new(center);
    let wrong = RwSignal::new(false);
    let now = clock::ticking();
    let wait = move || draft.sent.with(|sent| sent.as_ref().map_or(0, |(_, sent)| seconds_left(sent, now.get()).1));
    let label = memo(move || match wait() {
        0 => t.entry().resend.to_owned(),
        wait => (t.entry().resend_in)(wait),
    });
    let disabled = memo(move || wait() > 0);
    let look =
        Look { disabled: disabled.into(), ..Look::plain(Kind::Text, "").label(label.into()).busy(resend.busy()) };
    vec![resend.refused(t, REFUSALS), button(look, move || send_code(draft, resend, wrong)), other_number(draft)]
}

/// Begins anew with another number.
pub fn other_number(draft: Draft) -> AnyView {
    let t = use_texts();
    button(Look::plain(Kind::Text, t.entry().other_number), move || draft.restart())
}
