//! The fields for a birthday: month and day, no year.

use crate::i18n::Texts;
use crate::ui::field::select;
use leptos::prelude::*;
use shuke_contract::account::Birthday;
use shuke_face::shapes::birthday::numbers;

/// What is chosen; numbers, or nothing.
#[derive(Clone, Copy)]
pub struct Chosen {
    pub month: RwSignal<String>,
    pub day: RwSignal<String>,
}

impl Chosen {
    pub fn of(birthday: Option<Birthday>) -> Self {
        let part = |read: fn(Birthday) -> u32| {
            RwSignal::new(birthday.map(|birthday| read(birthday).to_string()).unwrap_or_default())
        };
        Self { month: part(|birthday| birthday.month), day: part(|birthday| birthday.day) }
    }

    pub fn read(self) -> Option<Birthday> {
        self.month.with_untracked(|month| self.day.with_untracked(|day| read(month, day)))
    }
}

/// `None` for what is no day of any year.
pub fn read(month: &str, day: &str) -> Option<Birthday> {
    let birthday = Birthday { month: month.parse().ok()?, day: day.parse().ok()? };
    birthday.exists().then_some(birthday)
}

/// `hint` says what it is used for.
pub fn fields(t: &Texts, chosen: Chosen, hint: &'static str, wrong: Signal<&'static str>) -> AnyView {
    let choices = vec![
        choice(t, "birthday-month", t.settings().month, 12, chosen.month, wrong),
        choice(t, "birthday-day", t.settings().day, 31, chosen.day, wrong),
    ];
    view! {
        <fieldset>
            <legend class="field-label">{t.settings().birthday}</legend>
            <div class="field-pair">{choices}</div>
            <span class="field-hint" id="birthday-hint">
                {hint}
            </span>
            <span class="field-error" id="birthday-error" role="alert">
                {wrong}
            </span>
        </fieldset>
    }
    .into_any()
}

/// One of the numbers 1 to `last`, or none.
fn choice(
    t: &Texts,
    id: &'static str,
    label: &'static str,
    last: u32,
    value: RwSignal<String>,
    wrong: Signal<&'static str>,
) -> AnyView {
    let options = numbers(last, &value.get_untracked(), t.settings().none);
    select(id, label, "birthday-hint birthday-error", options, value, wrong)
}
