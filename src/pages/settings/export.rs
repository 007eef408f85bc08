//! Everything about the member as a file; its ledger is checked here, by the same code that made it.

use crate::api::{self, Call};
use crate::device::files;
use crate::failure::Failure;
use crate::i18n::{Explain, use_texts};
use crate::session::Center;
use crate::ui::markup::{inner, live_region};
use crate::ui::states::refused;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::account::GetExport;
use shuke_contract::card::Card;
use shuke_face::Markup;
use shuke_face::pages::settings::{export, exported};
use shuke_json::FromJson;
use shuke_rules::ledger::{Entry, first_broken};

/// The part of the contract's `Export` that is checked here. The file holds everything, as the server wrote it.
#[derive(FromJson)]
struct Checked {
    card: Card,
    ledger: Vec<Entry>,
}

#[derive(Clone, PartialEq, Eq)]
enum Exported {
    No,
    Busy,
    /// So many entries, and the first that does not fit.
    Done(usize, Option<i64>),
    Failed(Failure),
}

pub fn export_row(center: Center) -> AnyView {
    let t = use_texts();
    let state = RwSignal::new(Exported::No);
    let start = move |_| {
        if state.get_untracked() == Exported::Busy {
            return;
        }
        state.set(Exported::Busy);
        center.ask(Call::to::<GetExport>("", &Empty {}), move |text| {
            let done = text.and_then(|text| save(&text));
            state.try_set(done.unwrap_or_else(Exported::Failed));
        });
    };
    let inside = inner(export(t));
    let row = view! {
        <button
            type="button"
            class="row"
            aria-busy=move || (state.get() == Exported::Busy).then_some("true")
            inner_html=inside
            on:click=start
        ></button>
    };
    vec![
        row.into_any(),
        live_region("status", move || match state.get() {
            Exported::Done(entries, broken) => exported(entries, broken, t),
            _ => Markup::default(),
        }),
        refused(move || match state.get() {
            Exported::Failed(failure) => Some(t.explain(&failure, &[])),
            _ => None,
        }),
    ]
    .into_any()
}

/// Hands over the file, and looks whether its ledger is whole.
fn save(text: &str) -> Result<Exported, Failure> {
    let Checked { card, ledger } = api::read(text)?;
    let number = card.number.as_str();
    files::save_json(&format!("shuke-{number}-{}.json", card.today), text).map_err(|_| Failure::Unreadable)?;
    Ok(Exported::Done(ledger.len(), first_broken(number, &ledger)))
}
