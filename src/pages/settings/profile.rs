//! Name and birthday: both optional, both for the member's sake.

use super::model::{Wrong, update};
use crate::i18n::use_texts;
use crate::remote::Write;
use crate::session::Center;
use crate::ui::birthday::{Chosen, fields};
use crate::ui::button::{Kind, Look, submit};
use crate::ui::field::{error_while, field};
use crate::ui::markup::{form, group, html, section};
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::account::{Profile, PutProfile};
use shuke_face::pages::settings as shown;

pub fn profile_form(profile: RwSignal<Profile>) -> AnyView {
    let t = use_texts();
    let (center, toasts) = (expect_context::<Center>(), expect_context::<Toasts>());
    let now = profile.get_untracked();
    let name = RwSignal::new(now.name.unwrap_or_default());
    let chosen = Chosen::of(now.birthday);
    let wrong = RwSignal::new(None::<Wrong>);
    let write = Write::new(center);
    let save = move || match update(&name.get_untracked(), &chosen.month.get_untracked(), &chosen.day.get_untracked()) {
        Err(reason) => wrong.set(Some(reason)),
        Ok(request) => {
            wrong.set(None);
            write.send::<PutProfile>(&request, move |saved| {
                center.rename(saved.name.clone());
                profile.set(saved);
                toasts.say(t.settings().saved);
            });
        }
    };
    let said = move |which: Wrong, field: &'static str, text| {
        error_while(move || wrong.get() == Some(which) || write.blames(field), text)
    };
    let look = Look::plain(Kind::Quiet, "").label(write.label(t, t.settings().save)).busy(write.busy());
    let parts = vec![
        field(shown::name(t), name, said(Wrong::Name, "name", t.settings().name_wrong)),
        fields(t, chosen, t.settings().birthday_hint, said(Wrong::Birthday, "birthday", t.settings().birthday_wrong)),
        html(shown::to_birthday(t)),
        write.refused(t, &[]),
        group("actions", vec![submit(look)]),
    ];
    section(t.settings().profile, vec![form(parts, save)])
}
