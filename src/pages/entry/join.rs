//! `/join`: number, consents, code, card.

use super::code_step::{CodeAgain, CodeFields};
use super::details::Details;
use super::draft::{Draft, arrive};
use super::model::{choices, code_of};
use super::phone_step::{HaveCode, PhoneField, send_code};
use crate::calls::Write;
use crate::i18n::use_texts;
use crate::kept;
use crate::session::Center;
use crate::ui::button::Submit;
use crate::ui::states::Refusal;
use crate::ui::toast::Toasts;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use shuke_contract::sign_in::{Join, JoinRequest};
use shuke_rules::phone::Phone;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Ask,
    Code,
    /// The code is known from signing in: only the consents are missing.
    Agree,
}

pub fn join_page() -> AnyView {
    let draft: Draft = expect_context();
    let step = Memo::new(move |_| match (draft.sent.with(Option::is_some), draft.proven.get()) {
        (false, _) => Step::Ask,
        (true, false) => Step::Code,
        (true, true) => Step::Agree,
    });
    (move || match step.get() {
        Step::Ask => view! { <AskStep draft /> }.into_any(),
        Step::Code => view! { <JoinStep draft with_code=true /> }.into_any(),
        Step::Agree => view! { <JoinStep draft with_code=false /> }.into_any(),
    })
    .into_any()
}

#[component]
fn Heading() -> impl IntoView {
    let t = use_texts();
    let center: Center = expect_context();
    let brand = center.with_boot_now(|boot| t.lang.pick(&boot.brand.name).to_owned());
    let place = kept::shop().map_or(t.entry.no_shop.to_owned(), |shop| (t.entry.in_shop)(t.lang.pick(&shop.name)));
    view! {
        <div>
            <h1 class="page-title">{(t.entry.join_brand)(&brand)}</h1>
            <p class="lede">{place}</p>
        </div>
    }
}

/// Number and consents; sends the code.
#[component]
fn AskStep(draft: Draft) -> impl IntoView {
    let t = use_texts();
    let center: Center = expect_context();
    let write = Write::new(center);
    let (wrong, missing) = (RwSignal::new(false), RwSignal::new(false));
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let agreed = center.with_boot_now(|boot| choices(&boot.consents, &draft.consents.get_untracked()).is_some());
        missing.set(!agreed);
        wrong.set(Phone::parse(&draft.phone.get_untracked()).is_none());
        if agreed {
            send_code(draft, write, wrong);
        }
    };
    let label = Signal::derive(move || if write.is_waiting() { t.shell.waiting } else { t.entry.send_code }.to_owned());
    view! {
        <Heading />
        <form class="form" novalidate on:submit=send>
            <PhoneField draft wrong />
            <Details draft missing />
            <Refusal explained=Signal::derive(move || {
                write.failure().map(|failure| t.problems.explain(&failure))
            }) />
            <div class="actions">
                <Submit label busy=Signal::derive(move || write.is_busy()) />
                <HaveCode draft write />
                <a class="button button-text" href="/sign-in">
                    {t.entry.go_sign_in}
                </a>
            </div>
        </form>
    }
}

/// The code, unless it is known, and then the card.
#[component]
fn JoinStep(draft: Draft, with_code: bool) -> impl IntoView {
    let t = use_texts();
    let center: Center = expect_context();
    let write = Write::new(center);
    let (wrong, missing) = (RwSignal::new(false), RwSignal::new(false));
    let done = arrive(center, expect_context::<Toasts>(), draft);
    let join = move |event: SubmitEvent| {
        event.prevent_default();
        let Some((phone, _)) = draft.sent.get_untracked() else { return };
        let code = code_of(&draft.code.get_untracked());
        let consents = center.with_boot_now(|boot| choices(&boot.consents, &draft.consents.get_untracked()));
        wrong.set(code.is_none());
        missing.set(consents.is_none());
        if let Some((code, consents)) = code.zip(consents) {
            let name = Some(draft.name.get_untracked().trim().to_owned()).filter(|name| !name.is_empty());
            let store = kept::shop().map(|shop| shop.id);
            write.send::<Join>(JoinRequest { phone, code, store, consents, name }, done);
        }
    };
    let label = Signal::derive(move || if write.is_waiting() { t.shell.waiting } else { t.entry.join }.to_owned());
    let inside = if with_code {
        view! { <CodeFields draft wrong /> }.into_any()
    } else {
        view! {
            <Heading />
            <Details draft missing />
        }
        .into_any()
    };
    view! {
        <form class="form" novalidate on:submit=join>
            {inside}
            <Refusal explained=Signal::derive(move || {
                write.failure().map(|failure| t.problems.explain(&failure))
            }) />
            <div class="actions">
                <Submit label busy=Signal::derive(move || write.is_busy()) />
                <CodeAgain draft />
            </div>
        </form>
    }
}
