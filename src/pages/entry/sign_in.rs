//! `/sign-in`: number, code, card. A number that is no member's can go on to join with the same code.

use super::code_step::{CodeAgain, CodeFields};
use super::dev::DevSignIn;
use super::draft::{Draft, arrive};
use super::model::code_of;
use super::phone_step::{HaveCode, PhoneField, send_code};
use crate::calls::Write;
use crate::i18n::use_texts;
use crate::route::Route;
use crate::router::Router;
use crate::session::{Center, Session};
use crate::ui::button::{Button, Kind, Submit};
use crate::ui::states::Refusal;
use crate::ui::toast::Toasts;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use shuke_contract::ErrorCode;
use shuke_contract::sign_in::{SignIn, SignInRequest};

pub fn sign_in_page() -> AnyView {
    let draft: Draft = expect_context();
    let center: Center = expect_context();
    let sent = Memo::new(move |_| draft.sent.with(Option::is_some));
    let dev = center.with_boot_now(|boot| boot.dev_sign_in);
    view! {
        {move || {
            if sent.get() { view! { <SignInStep draft /> }.into_any() } else { view! { <AskStep draft /> }.into_any() }
        }}
        {dev.then(|| view! { <DevSignIn draft /> })}
    }
    .into_any()
}

#[component]
fn AskStep(draft: Draft) -> impl IntoView {
    let t = use_texts();
    let center: Center = expect_context();
    let write = Write::new(center);
    let wrong = RwSignal::new(false);
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        send_code(draft, write, wrong);
    };
    let lede = move || if center.session() == Session::Ended { t.entry.ended_lede } else { t.entry.sign_in_lede };
    let label = Signal::derive(move || if write.is_waiting() { t.shell.waiting } else { t.entry.send_code }.to_owned());
    view! {
        <div>
            <h1 class="page-title">{t.entry.sign_in_title}</h1>
            <p class="lede">{lede}</p>
        </div>
        <form class="form" novalidate on:submit=send>
            <PhoneField draft wrong />
            <Refusal explained=Signal::derive(move || {
                write.failure().map(|failure| t.problems.explain(&failure))
            }) />
            <div class="actions">
                <Submit label busy=Signal::derive(move || write.is_busy()) />
                <HaveCode draft write />
                <a class="button button-text" href="/join">
                    {t.entry.go_join}
                </a>
            </div>
        </form>
    }
}

#[component]
fn SignInStep(draft: Draft) -> impl IntoView {
    let t = use_texts();
    let (center, router) = (expect_context::<Center>(), expect_context::<Router>());
    let write = Write::new(center);
    let wrong = RwSignal::new(false);
    let done = arrive(center, expect_context::<Toasts>(), draft);
    let sign_in = move |event: SubmitEvent| {
        event.prevent_default();
        let Some((phone, _)) = draft.sent.get_untracked() else { return };
        let code = code_of(&draft.code.get_untracked());
        wrong.set(code.is_none());
        if let Some(code) = code {
            write.send::<SignIn>(SignInRequest { phone, code }, done);
        }
    };
    let label = Signal::derive(move || if write.is_waiting() { t.shell.waiting } else { t.entry.sign_in }.to_owned());
    let is_stranger = move || write.failure().and_then(|failure| failure.code()) == Some(ErrorCode::NotAMember);
    let join = move || {
        draft.proven.set(true);
        router.go(&Route::Join);
    };
    view! {
        <form class="form" novalidate on:submit=sign_in>
            <CodeFields draft wrong />
            <Refusal explained=Signal::derive(move || {
                write.failure().map(|failure| t.problems.explain(&failure))
            }) />
            <div class="actions">
                {move || {
                    is_stranger()
                        .then(|| view! { <Button kind=Kind::Main label=t.entry.join_with_code act=join /> })
                }} <Submit label busy=Signal::derive(move || write.is_busy()) /> <CodeAgain draft />
            </div>
        </form>
    }
}
