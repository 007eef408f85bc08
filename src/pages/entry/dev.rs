//! The sign-in of development: as any member, imported ones too. Only there when the server says so.

use super::REFUSALS;
use super::draft::{Draft, arrive};
use crate::i18n::use_texts;
use crate::remote::Write;
use crate::session::Center;
use crate::ui::button::{Kind, Look, submit};
use crate::ui::field::{Field, field, no_error};
use crate::ui::markup::{form, group, html, section};
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::sign_in::{DevSignIn, DevSignInRequest};
use shuke_face::pages::entry::dev_hint;

pub fn dev_sign_in(draft: Draft) -> AnyView {
    let t = use_texts();
    let center: Center = expect_context();
    let who = RwSignal::new(String::new());
    let write = Write::new(center);
    let done = arrive(center, write, expect_context::<Toasts>(), draft);
    let send = move || {
        let who = who.get_untracked().trim().to_owned();
        write.send::<DevSignIn>(&DevSignInRequest { who }, done);
    };
    let parts = vec![
        field(Field::text("dev-who", t.entry().dev_who), who, no_error()),
        write.refused(t, REFUSALS),
        group("actions", vec![submit(Look::plain(Kind::Quiet, t.entry().sign_in).busy(write.busy()))]),
    ];
    section(t.entry().dev_title, vec![html(dev_hint(t)), form(parts, send)])
}
