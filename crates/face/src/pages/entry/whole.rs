//! Joining and signing in as the server draws them: asking for the number comes first.

use super::{by_friend, card_to_be, joining, signing_in, to_join, to_sign_in};
use crate::pages::Setting;
use crate::pages::wechat::sign_in as by_wechat;
use crate::shapes::controls::{Field, Kind, button_about, field, form, group, live, submit, whole};
use crate::words::Texts;
use crate::{Markup, html};
use shuke_rules::policy::Consent;

/// The number's field.
pub fn phone(t: &Texts) -> Field {
    Field {
        kind: "tel",
        mode: Some("numeric"),
        autocomplete: "tel-national",
        affix: Some("+86"),
        hint: t.entry().phone_hint,
        ..Field::text("phone", t.entry().phone)
    }
}

/// What one is called, which may be left out.
pub fn name(t: &Texts) -> Field {
    let example = Some(t.entry().name_example);
    Field { autocomplete: "nickname", placeholder: example, ..Field::text("name", t.entry().name) }
}

/// What is agreed to by a tick.
pub fn consent(consent: &Consent, t: &Texts) -> String {
    let mut sentence = (t.entry().consent)(t.lang.pick(&consent.title), &consent.version);
    if !consent.required {
        sentence.extend([" – ", t.entry().consent_optional]);
    }
    sentence
}

pub fn sign_in_whole(setting: Setting<'_>) -> Markup {
    let t = setting.t;
    html! {
        (whole(&signing_in(false, t)))
        (whole(&by_wechat(setting.boot, t)))
        (form(&html! { (field(phone(t), "")) (live("alert")) (send("actions", &to_join(t), t)) }))
    }
}

pub fn join_whole(setting: Setting<'_>) -> Markup {
    let Setting { boot, t, .. } = setting;
    html! {
        (whole(&joining(boot, None, t)))
        (whole(&card_to_be(boot, "", t)))
        (form(&html! {
            (field(phone(t), "")) (field(name(t), ""))
            div { @for one in &boot.consents { (tick(one, t)) } }
            (whole(&by_friend(boot, t))) (live("alert")) (send("dock", &to_sign_in(t), t))
        }))
    }
}

/// Joining asks for more than fits a screen: what sends it stays at the thumb.
fn send(place: &str, otherwise: &Markup, t: &Texts) -> Markup {
    group(place, &html! { (submit(Kind::Main, t.entry().send_code)) (whole(otherwise)) })
}

fn tick(one: &Consent, t: &Texts) -> Markup {
    let error = format!("consent-{}-error", one.id);
    html! {
        label.check {
            input type="checkbox" name={ "consent-" (one.id) } aria-describedby=(error);
            span { (consent(one, t)) }
        }
        span.field-error id=(error) role="alert" {}
        (read(one, t))
    }
}

/// The way to the full text. It is called by what it says and what it is about.
fn read(one: &Consent, t: &Texts) -> Markup {
    button_about(Kind::Text, t.entry().consent_read, t.lang.pick(&one.title))
}
