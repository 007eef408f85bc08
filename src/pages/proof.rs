//! `/proof`: what is published each day, compared with what this device saw before.

use crate::device_copy;
use crate::i18n::{Explain, Explained, Texts, use_texts};
use crate::react::{dynamic, effect, memo};
use crate::remote::{Load, Read};
use crate::session::Center;
use crate::ui::markup::{html, live_html};
use crate::ui::states::failed_part;
use leptos::prelude::*;
use shuke_contract::proof::{GetProof, Proof, ProofRequest};
use shuke_face::Page;
use shuke_face::pages::proof::{Seen, anchors, device, explained, head};
use shuke_rules::proof::Log;
use std::sync::Arc;

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let before = device_copy::log();
    let read = Read::<GetProof>::new(center, "", &ProofRequest::default());
    dynamic(move || match read.get() {
        Load::Loaded(proof) => shown(center, t, &proof, before),
        _ => read.instead(t, Page::Proof.title(t.lang), &[]),
    })
}

/// `before`: the log as this device saw it last.
fn shown(center: Center, t: &'static Texts, proof: &Arc<Proof>, before: Option<Log>) -> AnyView {
    // That what came since was added behind is for the server to prove.
    let grown = before.filter(|before| before.size < proof.log.size);
    let asked = grown
        .map(|Log { size, .. }| Read::<GetProof>::new(center, "", &ProofRequest { since: Some(size), before: None }));
    let kept = StoredValue::new(Arc::clone(proof));
    let compared = memo(move || {
        let proof = asked.map_or_else(|| kept.try_get_value(), Read::loaded)?;
        Some((Seen::of(&proof, before), proof.log))
    });
    effect(move || {
        if let Some((seen, log)) = compared.get()
            && seen != Seen::Rewritten
            && log.size > 0
        {
            device_copy::keep_log(log);
        }
    });
    let p = t.proof();
    let why = move || match compared.get() {
        Some((Seen::Rewritten, _)) => Some(Explained::of(p.rewritten, p.rewritten_text.to_owned())),
        Some(_) => None,
        None => asked.and_then(Read::failure).map(|failure| t.explain(&failure, &[])),
    };
    let again = move || {
        if let Some(read) = asked {
            read.again();
        }
    };
    let says = move || {
        let seen = compared.get().map(|(seen, _)| seen);
        kept.with_value(|proof| device(proof, seen, t))
    };
    let is_member = center.with_boot_now(|boot| boot.card.is_some());
    vec![
        html(head(proof, t)),
        live_html(says),
        failed_part(t, why, again),
        html(explained(is_member, t)),
        html(anchors(proof, t)),
    ]
    .into_any()
}
