//! The sign-in of development: as any member, imported ones too. Only there when the server says so.

use super::REFUSALS;
use super::draft::{Draft, arrive};
use crate::i18n::{Texts, use_texts};
use crate::react::dynamic;
use crate::remote::{Read, Write};
use crate::session::Center;
use crate::ui::button::{Kind, Look, button, submit};
use crate::ui::field::{Field, field, no_error};
use crate::ui::markup::{form, group, html, section};
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::dev::{DevMember, ListDevMembers};
use shuke_contract::sign_in::{DevSignIn, DevSignInRequest};
use shuke_face::pages::entry::dev_hint;

pub fn dev_sign_in(draft: Draft) -> AnyView {
    let t = use_texts();
    let center: Center = expect_context();
    let who = RwSignal::new(String::new());
    let write = Write::new(center);
    let done = arrive(center, write, expect_context::<Toasts>(), draft);
    let sign_in = move |who: &str| write.send::<DevSignIn>(&DevSignInRequest { who: who.trim().to_owned() }, done);
    let parts = vec![
        field(Field::text("dev-who", t.entry().dev_who), who, no_error()),
        write.refused(t, REFUSALS),
        group("actions", vec![submit(Look::plain(Kind::Quiet, t.entry().sign_in).busy(write.busy()))]),
    ];
    let listed = listed(center, t, write, sign_in);
    section(t.entry().dev_title, vec![html(dev_hint(t)), listed, form(parts, move || sign_in(&who.get_untracked()))])
}

/// Members to choose from, each a tap.
fn listed(
    center: Center,
    t: &'static Texts,
    write: Write,
    sign_in: impl Fn(&str) + Copy + Send + Sync + 'static,
) -> AnyView {
    let read = Read::<ListDevMembers>::new(center, "", &Empty {});
    let one = move |member: &DevMember| {
        let number = member.number.as_str().to_owned();
        let look = Look::plain(Kind::Quiet, &member.name).about(t.entry().sign_in).busy(write.busy());
        button(look, move || sign_in(&number))
    };
    dynamic(move || match read.loaded() {
        Some(reply) => group("actions", reply.members.iter().map(one).collect()),
        None => ().into_any(),
    })
}
