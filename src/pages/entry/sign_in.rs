//! `/sign-in`: number, code, card. A number that is no member's can go on to join with the same code.

use super::REFUSALS;
use super::code_step::{code_again, code_fields};
use super::dev::dev_sign_in;
use super::draft::{Draft, arrive};
use super::phone_step::{have_code, phone_field, send_code};
use crate::i18n::use_texts;
use crate::react::{dynamic, lasting, memo};
use crate::remote::Write;
use crate::router::Router;
use crate::session::{Center, Session};
use crate::ui::button::{Kind, Look, button, submit};
use crate::ui::markup::{form, group, html, live_html};
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::ErrorCode;
use shuke_contract::sign_in::{SignIn, SignInRequest};
use shuke_face::Page;
use shuke_face::pages::entry::{signing_in, to_join};
use shuke_face::pages::wechat::sign_in as by_wechat;
use shuke_rules::typed;

pub fn sign_in_page() -> AnyView {
    let draft = lasting(Draft::new);
    let center: Center = expect_context();
    let sent = memo(move || draft.sent.with(Option::is_some));
    let step = dynamic(move || if sent.get() { sign_in_step(draft) } else { ask_step(draft) });
    let dev = center.with_boot_now(|boot| boot.dev_sign_in);
    vec![step, if dev { dev_sign_in(draft) } else { ().into_any() }].into_any()
}

fn ask_step(draft: Draft) -> AnyView {
    let t = use_texts();
    let center: Center = expect_context();
    let write = Write::new(center);
    let wrong = RwSignal::new(false);
    let heading = live_html(move || signing_in(center.session() == Session::Ended, t));
    let look = Look::plain(Kind::Main, "").label(write.label(t, t.entry().send_code)).busy(write.busy());
    let parts = vec![
        phone_field(draft, wrong),
        write.refused(t, REFUSALS),
        group("actions", vec![submit(look), have_code(draft, write), html(to_join(t))]),
    ];
    let by_wechat = html(center.with_boot_now(|boot| by_wechat(boot, t)));
    vec![heading, by_wechat, form(parts, move || send_code(draft, write, wrong))].into_any()
}

fn sign_in_step(draft: Draft) -> AnyView {
    let t = use_texts();
    let (center, router) = (expect_context::<Center>(), expect_context::<Router>());
    let write = Write::new(center);
    let wrong = RwSignal::new(false);
    let done = arrive(center, write, expect_context::<Toasts>(), draft);
    let sign_in = move || {
        let Some((phone, _)) = draft.sent.get_untracked() else { return };
        let code = typed::one_time_code(&draft.code.get_untracked());
        wrong.set(code.is_none());
        if let Some(code) = code {
            write.send::<SignIn>(&SignInRequest { phone, code }, done);
        }
    };
    let look = Look::plain(Kind::Main, "").label(write.label(t, t.entry().sign_in)).busy(write.busy());
    let join = move || {
        draft.proven.set(true);
        router.go(&Page::Join.route());
    };
    let is_stranger = memo(move || write.failure().and_then(|failure| failure.code()) == Some(ErrorCode::NotAMember));
    let main = dynamic(move || {
        if is_stranger.get() { button(Look::plain(Kind::Main, t.entry().join_with_code), join) } else { submit(look) }
    });
    let mut actions = vec![main];
    actions.extend(code_again(draft));
    let mut parts = code_fields(draft, wrong);
    parts.extend([write.refused(t, REFUSALS), group("actions", actions)]);
    form(parts, sign_in)
}
