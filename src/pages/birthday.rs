//! `/birthday`: what the brand gives for it and when, what one has of it, and registering it, which is up to the member.

use crate::i18n::{Texts, use_texts};
use crate::react::{dynamic, memo};
use crate::remote::{Read, Write};
use crate::session::Center;
use crate::ui::birthday::{Chosen, fields};
use crate::ui::button::{Kind, Look, submit};
use crate::ui::field::error_while;
use crate::ui::markup::{form, group, html, live_html, section};
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::account::{ProfileUpdate, PutProfile};
use shuke_contract::birthday::{BirthdayPage, GetBirthday};
use shuke_face::pages::birthday as shown;
use shuke_face::{Markup, Page};

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let read = Read::<GetBirthday>::recalling(center, "", &Empty {});
    dynamic(move || {
        if let Some(state) = read.followed() {
            return loaded(center, t, state, read);
        }
        read.instead(t, Page::Birthday.title(t.lang), &[])
    })
}

fn loaded(center: Center, t: &'static Texts, state: RwSignal<BirthdayPage>, read: Read<GetBirthday>) -> AnyView {
    let is_given = memo(move || state.with(shown::is_given));
    let is_missing = memo(move || is_given.get() && state.with(|state| state.birthday.is_none()));
    vec![
        live_html(move || state.with(|state| shown::heading(state, t))),
        live_html(move || state.with(|state| shown::held(state, t))),
        live_html(move || center.with_boot(|boot| state.with(|state| shown::gifts(boot, state, t)))),
        dynamic(move || if is_missing.get() { register(center, t, state, read) } else { ().into_any() }),
        live_html(move || if is_given.get() { shown::rules(t) } else { Markup::default() }),
    ]
    .into_any()
}

/// A form of its own, only while there is none: changing and removing it is on the page about the member.
fn register(center: Center, t: &'static Texts, state: RwSignal<BirthdayPage>, read: Read<GetBirthday>) -> AnyView {
    let (b, toasts) = (t.birthday(), expect_context::<Toasts>());
    let chosen = Chosen::of(None);
    let is_wrong = RwSignal::new(false);
    let write = Write::new(center);
    let save = move || {
        let Some(birthday) = chosen.read() else { return is_wrong.set(true) };
        is_wrong.set(false);
        let name = state.with_untracked(|state| state.name.clone());
        write.send::<PutProfile>(&ProfileUpdate { name, birthday: Some(birthday) }, move |_| {
            toasts.say(b.saved);
            read.again();
        });
    };
    let wrong = error_while(move || is_wrong.get() || write.blames("birthday"), t.settings().birthday_wrong);
    let look = Look::plain(Kind::Main, "").label(write.label(t, b.save)).busy(write.busy());
    let parts = vec![
        html(shown::registering(t)),
        fields(t, chosen, b.hint, wrong),
        write.refused(t, &[]),
        group("actions", vec![submit(look)]),
    ];
    section(b.register, vec![form(parts, save)])
}
