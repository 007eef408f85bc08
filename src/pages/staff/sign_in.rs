//! `/staff/sign-in`: number, code, counter. Like the members', but nothing of it is kept.

use super::desk::Desk;
use super::kept::Signed;
use crate::device::clock;
use crate::react::{dynamic, memo};
use crate::ui::button::{Kind, Look, button, submit};
use crate::ui::field::{Field, error_while, field};
use crate::ui::markup::{form, group, html};
use crate::ui::states::refused;
use leptos::prelude::*;
use shuke_contract::ErrorCode;
use shuke_contract::sign_in::{CodeRequest, RequestCode};
use shuke_contract::staff::{StaffSignIn, StaffSignInRequest};
use shuke_face::pages::staff as shown;
use shuke_rules::phone::Phone;
use shuke_rules::typed;

pub fn page(desk: Desk) -> AnyView {
    let t = desk.t.staff();
    let ended = desk.kept.signed.with_untracked(Signed::has_ended);
    if desk.kept.wanted.with_value(Option::is_none) {
        // Whoever is signed in already goes on.
        desk.ask();
    }
    let (phone, sent) = (RwSignal::new(String::new()), RwSignal::new(None::<Phone>));
    let is_sent = memo(move || sent.with(Option::is_some));
    let lede = if ended { t.ended } else { t.lede };
    let heading = html(shown::headed(t.title, lede));
    let step = dynamic(move || {
        let to = if is_sent.get() { sent.get_untracked() } else { None };
        to.map_or_else(|| phone_step(desk, phone, sent), |to| code_step(desk, to, sent))
    });
    vec![heading, step].into_any()
}

fn phone_step(desk: Desk, phone: RwSignal<String>, sent: RwSignal<Option<Phone>>) -> AnyView {
    let t = desk.t.staff();
    let write = desk.write();
    let wrong = RwSignal::new(false);
    let send = move || {
        let number = Phone::parse(&phone.get_untracked());
        wrong.set(number.is_none());
        if let Some(number) = number {
            let to = number.clone();
            write.send::<RequestCode>(&CodeRequest { phone: number }, move |code| {
                clock::set(code.now);
                sent.set(Some(to));
            });
        }
    };
    let kind = Field {
        kind: "tel",
        mode: Some("numeric"),
        autocomplete: "tel-national",
        affix: Some("+86"),
        hint: t.phone_hint,
        ..Field::text("staff-phone", t.phone)
    };
    let look = Look::plain(Kind::Main, "").label(write.label(desk.t, t.send_code)).busy(write.busy());
    // One was sent before this page was opened anew.
    let is_sent = memo(move || write.failure().and_then(|failure| failure.code()) == Some(ErrorCode::OtpTooSoon));
    let go_on = move || sent.set(Phone::parse(&phone.get_untracked()));
    let have_code =
        dynamic(
            move || {
                if is_sent.get() { button(Look::plain(Kind::Quiet, t.have_code), go_on) } else { ().into_any() }
            },
        );
    let parts = vec![
        field(kind, phone, error_while(move || wrong.get(), t.phone_wrong)),
        refused(desk.refusal(write)),
        group("actions", vec![submit(look), have_code]),
    ];
    form(parts, send)
}

fn code_step(desk: Desk, to: Phone, sent: RwSignal<Option<Phone>>) -> AnyView {
    let t = desk.t.staff();
    let write = desk.write();
    let (code, wrong) = (RwSignal::new(String::new()), RwSignal::new(false));
    let said = html(shown::code_sent(&to.masked(), desk.t));
    let send = move || {
        let digits = typed::one_time_code(&code.get_untracked());
        wrong.set(digits.is_none());
        if let Some(code) = digits {
            let request = StaffSignInRequest { phone: to.clone(), code };
            write.send::<StaffSignIn>(&request, move |who| desk.welcome(who));
        }
    };
    let kind = Field {
        mode: Some("numeric"),
        autocomplete: "one-time-code",
        is_code: true,
        ..Field::text("staff-code", t.code)
    };
    let look = Look::plain(Kind::Main, "").label(write.label(desk.t, t.sign_in)).busy(write.busy());
    let other = button(Look::plain(Kind::Text, t.other_number), move || sent.set(None));
    let parts = vec![
        said,
        field(kind, code, error_while(move || wrong.get(), t.code_wrong)),
        refused(desk.refusal(write)),
        group("actions", vec![submit(look), other]),
    ];
    form(parts, send)
}
