//! The page as the server draws it.

use super::{consent, devices, display, export, heading, last_said, name, to_birthday};
use crate::pages::Setting;
use crate::shapes::birthday;
use crate::shapes::controls::{Kind, button, button_about, field, form, group, live, section, submit, whole};
use crate::words::Texts;
use crate::{Markup, html};
use shuke_contract::account::Profile;
use shuke_rules::policy::Consent;

pub fn page_whole(profile: &Profile, setting: Setting<'_>) -> Markup {
    let Setting { boot, t, .. } = setting;
    html! {
        (whole(&heading(t)))
        (section(t.settings().profile, &form(&person(profile, t))))
        section.section #display { (display(setting.display, t)) }
        @if !boot.consents.is_empty() { (consents(profile, setting)) }
        (section(t.settings().account, &account(profile, t)))
    }
}

fn person(profile: &Profile, t: &Texts) -> Markup {
    let s = t.settings();
    html! {
        (field(name(t), profile.name.as_deref().unwrap_or_default()))
        (birthday::fields(profile.birthday, s.birthday_hint, t))
        (whole(&to_birthday(t)))
        (live("alert"))
        (group("actions", &submit(Kind::Quiet, s.save)))
    }
}

fn consents(profile: &Profile, Setting { boot, t, day, .. }: Setting<'_>) -> Markup {
    let row = |one: &Consent| {
        let (s, title, state) = (t.settings(), t.lang.pick(&one.title), last_said(profile, &one.id));
        let change = if state.is_some_and(|state| state.given) { s.withdraw } else { s.agree };
        let day = state.map(|state| day(state.at)).unwrap_or_default();
        html! {
            li.row {
                (whole(&consent(one, state, &day, t)))
                (group("row-actions", &html! {
                    (button_about(Kind::Text, s.read, title)) (button_about(Kind::Text, change, title))
                }))
            }
        }
    };
    section(t.settings().consents, &html! { ul.rows { @for one in &boot.consents { (row(one)) } } (live("alert")) })
}

fn account(profile: &Profile, t: &Texts) -> Markup {
    let s = t.settings();
    html! {
        button.row type="button" { (export(t)) }
        (live("status"))
        (live("alert"))
        (whole(&devices(profile.sessions, t)))
        (group("actions", &html! {
            (button(Kind::Quiet, s.sign_out)) (button(Kind::Quiet, s.sign_out_everywhere)) (button(Kind::Danger, s.close))
        }))
        (live("alert"))
    }
}
