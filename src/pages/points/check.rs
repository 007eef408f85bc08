//! Checking the ledger in the browser: every hash, the sum, what purchases earned and what was published, by the code that the server
//! wrote them with.

use super::ledger::{Ledger, Published, Verdict, Whole, verdict};
use crate::api::{self, Call};
use crate::device::files;
use crate::device_copy;
use crate::failure::Failure;
use crate::i18n::{Explain, Explained, Texts};
use crate::react::spawn;
use crate::session::Center;
use crate::ui::button::{Kind, Look, button, file};
use crate::ui::markup::{group, html, live_region, section};
use crate::ui::states::refused;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::ledger::GetLedgerChain;
use shuke_contract::proof::{GetOwnProof, OwnProof, ProofRequest};
use shuke_face::pages::points as shown;
use shuke_face::{Markup, day_in_year};
use shuke_rules::Count;

#[derive(Clone, PartialEq, Eq)]
enum Checked {
    No,
    Busy,
    /// What was proven, a sentence each; and what was not yet.
    Whole((Vec<String>, Option<&'static str>)),
    Wrong(Explained),
    Failed(Failure),
}

pub fn check(center: Center, t: &'static Texts) -> AnyView {
    let state = RwSignal::new(Checked::No);
    let p = t.points();
    let here = move || {
        state.set(Checked::Busy);
        center.ask(Call::to::<GetLedgerChain>("", &Empty {}), move |answer| {
            match answer.and_then(|text| api::read::<Ledger>(&text)) {
                Ok(ledger) => published(center, ledger, move |checked| {
                    state.try_set(checked.map_or_else(Checked::Failed, |(ledger, proof)| compared(&ledger, &proof, t)));
                }),
                Err(failure) => {
                    state.try_set(Checked::Failed(failure));
                }
            }
        });
    };
    let chosen = move |event: leptos::ev::Event| {
        spawn(async move {
            let Some(text) = files::chosen_text(&event).await else { return };
            let unreadable = || Explained::of(p.no_ledger, p.no_ledger_text.to_owned());
            let checked = api::read::<Ledger>(&text);
            let checked = checked.ok().and_then(|ledger| {
                // What this device saw may be newer than the file, or older: the file proves what was published when it was made.
                let proof = ledger.proof.clone()?;
                Some(told(verdict(&ledger, &proof, None), t))
            });
            state.try_set(checked.unwrap_or_else(|| Checked::Wrong(unreadable())));
        });
    };
    let file = file(p.check_file, "application/json,.json", chosen);
    let busy = Signal::derive(move || state.get() == Checked::Busy);
    let parts = vec![
        html(shown::check_text(t)),
        group("actions", vec![button(Look::plain(Kind::Quiet, p.check_here).busy(busy), here), file]),
        live_region("status", move || match state.get() {
            Checked::Whole(proven) => shown::whole(&proven.0, proven.1, t),
            _ => Markup::default(),
        }),
        refused(move || match state.get() {
            Checked::Wrong(explained) => Some(explained),
            Checked::Failed(failure) => Some(t.explain(&failure, &[])),
            _ => None,
        }),
        html(shown::proof_link(t)),
    ];
    section(p.check, parts)
}

/// Asks for the way from a ledger to what was published since this device last saw it.
fn published(center: Center, ledger: Ledger, then: impl FnOnce(Result<(Ledger, OwnProof), Failure>) + 'static) {
    let since = device_copy::log().map(|log| log.size);
    center.ask(Call::to::<GetOwnProof>("", &ProofRequest { since, before: None }), move |answer| {
        then(answer.and_then(|text| api::read::<OwnProof>(&text)).map(|proof| (ledger, proof)));
    });
}

/// Compares with what this device saw before, and keeps what it sees now.
fn compared(ledger: &Ledger, proof: &OwnProof, t: &Texts) -> Checked {
    let verdict = verdict(ledger, proof, device_copy::log());
    if let Verdict::Whole(_) = verdict {
        device_copy::keep_log(proof.log);
    }
    told(verdict, t)
}

fn told(verdict: Verdict, t: &Texts) -> Checked {
    let p = t.points();
    match verdict {
        Verdict::Whole(whole) => Checked::Whole(proven(&whole, t)),
        Verdict::Broken { seq } => Checked::Wrong(Explained::of(p.broken, (p.broken_text)(Count(seq)))),
        Verdict::Unequal { sum, points } => {
            let text = (p.unequal_text)(&sum.to_string(), &points.to_string());
            Checked::Wrong(Explained::of(p.unequal, text))
        }
        Verdict::Unexplained => Checked::Wrong(Explained::of(p.unexplained, p.unexplained_text.to_owned())),
        Verdict::Rewritten => Checked::Wrong(Explained::of(p.rewritten, p.rewritten_text.to_owned())),
    }
}

/// What was proven, a sentence each.
fn proven(whole: &Whole, t: &Texts) -> (Vec<String>, Option<&'static str>) {
    let p = t.points();
    let mut chain = (p.whole)(whole.entries.into(), &whole.sum.to_string());
    if !whole.ended.is_zero() {
        chain.push_str(&(p.whole_but_ended)(&whole.ended.to_string(), &(whole.sum - whole.ended).to_string()));
    }
    chain.extend(whole.last.as_deref().map(p.last_hash));
    let mut proven = vec![chain];
    if whole.sales > 0 {
        proven.push((p.from_sales)(whole.sales.into()));
    }
    let mut open = None;
    match whole.published {
        Published::NotYet => open = Some(p.not_published),
        Published::Until { entries, day, seen } => {
            proven.push((p.published)(&day_in_year(day, t.lang), Count(entries)));
            proven.extend((seen > 0).then(|| (p.log_continues)(seen.into())));
        }
    }
    (proven, open)
}
