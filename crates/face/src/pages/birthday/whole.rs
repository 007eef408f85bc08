//! The page as the server draws it.

use super::{gifts, heading, held, registering, rules};
use crate::pages::Setting;
use crate::shapes::birthday::fields;
use crate::shapes::controls::{Kind, form, group, live, section, submit, whole};
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
    html! {
        (whole(&registering(t)))
        (fields(None, t.birthday().hint, t))
        (live("alert"))
        (group("actions", &submit(Kind::Main, t.birthday().save)))
    }
}
