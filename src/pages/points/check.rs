//! Checking the ledger in the browser: every hash and the sum, by the code that the server wrote them with.

use super::ledger::{Ledger, Verdict, verdict};
use crate::api::{self, Call};
use crate::device::files;
use crate::failure::Failure;
use crate::i18n::{Explain, Explained, Texts};
use crate::react::spawn;
use crate::session::Center;
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::{group, html, live_region, section};
use crate::ui::states::refused;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::ledger::GetLedgerChain;
use shuke_face::Markup;
use shuke_face::pages::points as shown;

#[derive(Clone, PartialEq, Eq)]
enum Checked {
    No,
    Busy,
    Whole(String),
    Wrong(Explained),
    Failed(Failure),
}

pub fn check(center: Center, t: &'static Texts) -> AnyView {
    let state = RwSignal::new(Checked::No);
    let p = t.points();
    let here = move || {
        state.set(Checked::Busy);
        center.ask(Call::to::<GetLedgerChain>("", &Empty {}), move |answer| {
            let checked = answer.and_then(|text| api::read::<Ledger>(&text));
            state.try_set(checked.map_or_else(Checked::Failed, |ledger| told(&ledger, t)));
        });
    };
    let chosen = move |event| {
        spawn(async move {
            let Some(text) = files::chosen_text(&event).await else { return };
            let unreadable = || Explained { title: p.no_ledger, text: p.no_ledger_text.to_owned() };
            let checked = api::read::<Ledger>(&text);
            state.try_set(checked.map_or_else(|_| Checked::Wrong(unreadable()), |ledger| told(&ledger, t)));
        });
    };
    let file = view! {
        <label class="button button-quiet file">
            <input type="file" accept="application/json,.json" on:change=chosen />
            <span>{p.check_file}</span>
        </label>
    };
    let busy = Signal::derive(move || state.get() == Checked::Busy);
    let parts = vec![
        html(shown::check_text(t)),
        group("actions", vec![button(Look::plain(Kind::Quiet, p.check_here).busy(busy), here), file.into_any()]),
        live_region("status", move || match state.get() {
            Checked::Whole(text) => shown::whole(&text),
            _ => Markup::default(),
        }),
        refused(move || match state.get() {
            Checked::Wrong(explained) => Some(explained),
            Checked::Failed(failure) => Some(t.explain(&failure, &[])),
            _ => None,
        }),
    ];
    section(p.check, parts)
}

fn told(ledger: &Ledger, t: &Texts) -> Checked {
    let p = t.points();
    match verdict(ledger) {
        Verdict::Whole { entries, sum, ended, last } => {
            let mut text = (p.whole)(entries, &sum.to_string());
            if !ended.is_zero() {
                text.push_str(&(p.whole_but_ended)(&ended.to_string(), &ledger.points.to_string()));
            }
            text.extend(last.map(|hash| (p.last_hash)(&hash)));
            Checked::Whole(text)
        }
        Verdict::Broken { seq } => Checked::Wrong(Explained { title: p.broken, text: (p.broken_text)(seq) }),
        Verdict::Unequal { sum, points } => {
            let text = (p.unequal_text)(&sum.to_string(), &points.to_string());
            Checked::Wrong(Explained { title: p.unequal, text })
        }
    }
}
