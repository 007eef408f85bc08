//! `/join`: number, consents, code, card.

use super::REFUSALS;
use super::code_step::{code_again, code_fields, other_number};
use super::details::details;
use super::draft::{Draft, arrive};
use super::model::choices;
use super::phone_step::{have_code, phone_field, send_code};
use crate::device::text;
use crate::device_copy;
use crate::i18n::{Explain, use_texts};
use crate::react::{dynamic, lasting, memo};
use crate::remote::Write;
use crate::session::Center;
use crate::shared::consenting::with_consents;
use crate::shared::giving;
use crate::ui::button::{Kind, Look, submit};
use crate::ui::markup::{form, group, html, live_html};
use crate::ui::states::{failed_page, skeleton};
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::account::NAME_CHARACTERS;
use shuke_contract::sign_in::{Join, JoinRequest, SignedIn};
use shuke_face::Page;
use shuke_face::pages::entry::{by_friend, card_to_be, joining, to_sign_in};
use shuke_rules::phone::Phone;
use shuke_rules::typed;

pub fn join_page() -> AnyView {
    let draft = lasting(Draft::new);
    let is_sent = memo(move || draft.sent.with(Option::is_some));
    let t = use_texts();
    let step =
        move || dynamic(move || if is_sent.get() { join_step(draft, draft.proven.get()) } else { ask_step(draft) });
    with_consents(expect_context(), step, move |failure, asked| match failure {
        Some(failure) => failed_page(t, &t.explain(&failure, &[]), move || asked.want()),
        None => skeleton(t, Page::Join.title(t.lang), false),
    })
}

/// Where one joins, and the card that one will hold.
fn heading(draft: Draft) -> Vec<AnyView> {
    let t = use_texts();
    let center: Center = expect_context();
    let shop = device_copy::shop().map(|(_, name)| name);
    let card = move || draft.name.with(|name| center.with_boot_now(|boot| card_to_be(boot, name, t)));
    vec![html(center.with_boot_now(|boot| joining(boot, shop.as_ref(), t))), live_html(card)]
}

/// Number and consents; sends the code.
fn ask_step(draft: Draft) -> AnyView {
    let t = use_texts();
    let center: Center = expect_context();
    let write = Write::new(center);
    let (wrong, missing, unfit) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let send = move || {
        let agreed = center.with_boot_now(|boot| choices(&boot.consents, &draft.consents.get_untracked()).is_some());
        missing.set(!agreed);
        wrong.set(Phone::parse(&draft.phone.get_untracked()).is_none());
        unfit.set(draft.name.with_untracked(|name| text::length(typed::trimmed(name)) > NAME_CHARACTERS));
        if agreed && !unfit.get_untracked() {
            send_code(draft, write, wrong);
        }
    };
    let look = Look::plain(Kind::Main, "").label(write.label(t, t.entry().send_code)).busy(write.busy());
    let mut parts = vec![phone_field(draft, wrong)];
    parts.extend(details(draft, missing, unfit.into()));
    parts.extend([
        html(center.with_boot_now(|boot| by_friend(boot, t))),
        write.refused(t, REFUSALS),
        group("dock", vec![submit(look), have_code(draft, write), html(to_sign_in(t))]),
    ]);
    let mut page = heading(draft);
    page.push(form(parts, send));
    page.into_any()
}

/// The code – unless it is known from signing in, and only the consents are missing – and then the card.
fn join_step(draft: Draft, is_proven: bool) -> AnyView {
    let t = use_texts();
    let center: Center = expect_context();
    let write = Write::new(center);
    let (wrong, missing) = (RwSignal::new(false), RwSignal::new(false));
    let arrived = Callback::new(arrive(center, write, expect_context::<Toasts>(), draft));
    let given: giving::Source = expect_context();
    if center.with_boot_now(|boot| boot.has.coupons) {
        (given.fetch)();
    }
    let joined = RwSignal::new(None::<(giving::Draw, SignedIn)>);
    let sheet = dynamic(move || match joined.get() {
        Some((draw, signed)) => draw(signed, arrived),
        None => ().into_any(),
    });
    let done = move |signed: SignedIn| {
        write.hold();
        // Who was a member before was given nothing.
        match (given.draw)().filter(|_| signed.joined) {
            Some(draw) => joined.set(Some((draw, signed))),
            None => arrived.run(signed),
        }
    };
    let join = move || {
        let Some((phone, _)) = draft.sent.get_untracked() else { return };
        let code = typed::one_time_code(&draft.code.get_untracked());
        let consents = center.with_boot_now(|boot| choices(&boot.consents, &draft.consents.get_untracked()));
        wrong.set(code.is_none());
        missing.set(consents.is_none());
        if let Some((code, consents)) = code.zip(consents) {
            let name = Some(typed::trimmed(&draft.name.get_untracked()).to_owned()).filter(|name| !name.is_empty());
            let (store, came_by) = (device_copy::shop().map(|(id, _)| id), device_copy::came_by());
            write.send::<Join>(&JoinRequest { phone, code, store, came_by, consents, name }, done);
        }
    };
    let look = Look::plain(Kind::Main, "").label(write.label(t, t.entry().join)).busy(write.busy());
    let (mut parts, again) = if is_proven {
        (details(draft, missing, Signal::derive(move || write.blames("name"))), vec![other_number(draft)])
    } else {
        (code_fields(draft, wrong), code_again(draft))
    };
    let mut actions = vec![submit(look)];
    actions.extend(again);
    parts.extend([write.refused(t, REFUSALS), group("actions", actions)]);
    if is_proven {
        parts.splice(0..0, heading(draft));
    }
    vec![form(parts, join), sheet].into_any()
}
