//! Name and birthday: both optional, both for the member's sake.

use super::model::{Wrong, update};
use crate::i18n::use_texts;
use crate::remote::Write;
use crate::session::Center;
use crate::ui::birthday::{Chosen, fields};
use crate::ui::button::{Kind, Look, submit};
use crate::ui::field::{Field, error_while, field};
use crate::ui::markup::{form, group, html, section};
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::account::{Profile, PutProfile};
use shuke_face::pages::me::to_birthday;

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
                toasts.say(t.me().saved);
            });
        }
    };
    let said = move |which: Wrong, field: &'static str, text| {
        error_while(move || wrong.get() == Some(which) || write.blames(field), text)
    };
    let name_field = Field { autocomplete: "nickname", hint: t.me().name_hint, ..Field::text("name", t.me().name) };
    let look = Look::plain(Kind::Quiet, "").label(write.label(t, t.me().save)).busy(write.busy());
    let parts = vec![
        field(name_field, name, said(Wrong::Name, "name", t.me().name_wrong)),
        fields(t, chosen, t.me().birthday_hint, said(Wrong::Birthday, "birthday", t.me().birthday_wrong)),
        html(to_birthday(t)),
        write.refused(t, &[]),
        group("actions", vec![submit(look)]),
    ];
    section(t.me().profile, vec![form(parts, save)])
}
