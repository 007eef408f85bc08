//! Signing out, and the way to close the account.

use super::close::close_sheet;
use super::export::export_row;
use crate::i18n::use_texts;
use crate::remote::Write;
use crate::router::Router;
use crate::session::{Center, Session};
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::{group, live_html, section};
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::account::Profile;
use shuke_contract::sign_in::{SignOut, SignOutRequest};
use shuke_face::Page;
use shuke_face::pages::settings::devices;

pub fn account(profile: RwSignal<Profile>) -> AnyView {
    let t = use_texts();
    let (center, router, toasts) = (expect_context::<Center>(), expect_context::<Router>(), expect_context::<Toasts>());
    let write = Write::new(center);
    let closing = RwSignal::new(false);
    let leave = move |everywhere| {
        write.send::<SignOut>(&SignOutRequest { everywhere }, move |_| {
            center.end(Session::Guest);
            router.go(&Page::Card.route());
            toasts.say(t.settings().signed_out);
        });
    };
    let busy = write.busy();
    let here = Look::plain(Kind::Quiet, "").label(write.label(t, t.settings().sign_out)).busy(busy);
    let everywhere = Look::plain(Kind::Quiet, t.settings().sign_out_everywhere).busy(busy);
    section(
        t.settings().account,
        vec![
            export_row(center),
            live_html(move || devices(profile.with(|profile| profile.sessions), t)),
            group(
                "actions",
                vec![
                    button(here, move || leave(false)),
                    button(everywhere, move || leave(true)),
                    button(Look::plain(Kind::Danger, t.settings().close), move || closing.set(true)),
                ],
            ),
            write.refused(t, &[]),
            close_sheet(closing),
        ],
    )
}
