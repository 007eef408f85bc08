//! Taking everything along, signing out, and the way to close the account.

use super::close::CloseSheet;
use crate::api;
use crate::calls::Write;
use crate::device::files;
use crate::failure::Failure;
use crate::i18n::{Texts, use_texts};
use crate::route::Route;
use crate::router::Router;
use crate::session::{Center, Session};
use crate::ui::button::{Button, Kind};
use crate::ui::icon::icon;
use crate::ui::states::Refusal;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shuke_contract::Empty;
use shuke_contract::account::{Export, GetExport, Profile};
use shuke_contract::sign_in::{SignOut, SignOutRequest};
use shuke_face::Icon;
use shuke_rules::ledger::first_broken;

#[component]
pub fn Account(profile: RwSignal<Profile>) -> impl IntoView {
    let t = use_texts();
    let (center, router, toasts) = (expect_context::<Center>(), expect_context::<Router>(), expect_context::<Toasts>());
    let write = Write::new(center);
    let closing = RwSignal::new(false);
    let leave = move |everywhere| {
        write.send::<SignOut>(SignOutRequest { everywhere }, move |_| {
            center.end(Session::Guest);
            router.go(&Route::Card);
            toasts.say(t.me.signed_out);
        });
    };
    let busy = Signal::derive(move || write.is_busy());
    let refused = Signal::derive(move || write.failure().map(|failure| t.problems.explain(&failure)));
    let here = Signal::derive(move || if write.is_waiting() { t.shell.waiting } else { t.me.sign_out }.to_owned());
    view! {
        <section class="section">
            <h2>{t.me.account}</h2>
            <ExportRow />
            <p class="note">{move || (t.me.devices)(profile.with(|profile| profile.sessions))}</p>
            <div class="actions">
                <Button kind=Kind::Quiet label=here busy act=move || leave(false) />
                <Button kind=Kind::Quiet label=t.me.sign_out_everywhere busy act=move || leave(true) />
                <Button kind=Kind::Danger label=t.me.close act=move || closing.set(true) />
            </div>
            <Refusal explained=refused />
            <CloseSheet open=closing />
        </section>
    }
}

#[derive(Clone)]
enum Exported {
    No,
    Busy,
    Done(String),
    Failed(Failure),
}

/// Everything as a file; the ledger is checked here, by the same code that made it.
#[component]
fn ExportRow() -> impl IntoView {
    let t = use_texts();
    let center: Center = expect_context();
    let state = RwSignal::new(Exported::No);
    let start = move |_| {
        if matches!(state.get_untracked(), Exported::Busy) {
            return;
        }
        state.set(Exported::Busy);
        spawn_local(async move {
            let exported = center.call_text::<GetExport>("", &Empty {}, None).await;
            let done = exported.and_then(|text| save(&text, t));
            state.try_set(done.map_or_else(Exported::Failed, Exported::Done));
        });
    };
    let busy = move || matches!(state.get(), Exported::Busy).then_some("true");
    let done = move || match state.get() {
        Exported::Done(text) => Some(text),
        _ => None,
    };
    let refused = Signal::derive(move || match state.get() {
        Exported::Failed(failure) => Some(t.problems.explain(&failure)),
        _ => None,
    });
    view! {
        <button type="button" class="row" aria-busy=busy on:click=start>
            {icon(Icon::Download)}
            <span class="row-main">{t.me.export} <small>{t.me.export_hint}</small></span>
        </button>
        <p role="status">{done}</p>
        <Refusal explained=refused />
    }
}

/// Hands over the file as the server wrote it, and says whether its ledger is whole.
fn save(text: &str, t: &Texts) -> Result<String, Failure> {
    let export: Export = api::read(text)?;
    let number = export.profile.number.as_str();
    let day = export.card.today;
    files::save_json(&format!("shuke-{number}-{day}.json"), text).map_err(|_| Failure::Unreadable)?;
    Ok(match first_broken(number, &export.ledger) {
        None => (t.me.chain_whole)(export.ledger.len()),
        Some(seq) => (t.me.chain_broken)(seq),
    })
}
