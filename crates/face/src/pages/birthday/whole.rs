//! The page as the server draws it.

use super::{gifts, heading, held, registering, rules};
use crate::pages::Setting;
use crate::shapes::birthday::numbers;
use crate::shapes::controls::{Kind, form, group, live, section, select, submit, whole};
use crate::words::Texts;
use crate::{Markup, html};
use shuke_contract::birthday::BirthdayPage;

pub fn page_whole(state: &BirthdayPage, setting: Setting<'_>) -> Markup {
    let Setting { boot, t, .. } = setting;
    let is_given = is_given(state);
    html! {
        (whole(&heading(state, t)))
        (whole(&held(state, t)))
        (whole(&gifts(boot, state, t)))
        @if is_given && state.birthday.is_none() { (section(t.birthday().register, &form(&register(t)))) }
        @if is_given { (whole(&rules(t))) } @else { (whole(&"")) }
    }
}

/// Where nothing is given, nothing is promised: neither by a form nor by rules.
pub fn is_given(state: &BirthdayPage) -> bool {
    !state.gifts.is_empty() || state.from_tier.is_some()
}

fn register(t: &Texts) -> Markup {
    let choice = |id, label, last| select(id, label, "birthday-hint birthday-error", &numbers(last, "", t.me().none));
    html! {
        (whole(&registering(t)))
        fieldset {
            legend.field-label { (t.me().birthday) }
            div.field-pair { (choice("birthday-month", t.me().month, 12)) (choice("birthday-day", t.me().day, 31)) }
            span.field-hint id="birthday-hint" { (t.birthday().hint) }
            span.field-error id="birthday-error" role="alert" {}
        }
        (live("alert"))
        (group("actions", &submit(Kind::Main, t.birthday().save)))
    }
}
