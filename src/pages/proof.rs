//! `/proof`: what is published each day, compared with what this device saw before.

use crate::device_copy;
use crate::i18n::{Explained, use_texts};
use crate::react::dynamic;
use crate::remote::{Load, Read};
use crate::session::Center;
use crate::ui::markup::html;
use crate::ui::states::refused;
use leptos::prelude::*;
use shuke_contract::proof::{GetProof, ProofRequest};
use shuke_face::Page;
use shuke_face::pages::proof::{Seen, anchors, explained, head};

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let before = device_copy::log();
    let since = before.map(|log| log.size);
    let read = Read::<GetProof>::new(center, "", &ProofRequest { since, before: None });
    dynamic(move || match read.get() {
        Load::Loaded(proof) => {
            let seen = Seen::of(&proof, before);
            let is_rewritten = seen == Seen::Rewritten;
            if !is_rewritten && proof.log.size > 0 {
                device_copy::keep_log(proof.log);
            }
            let is_member = center.with_boot_now(|boot| boot.card.is_some());
            let p = t.proof();
            let wrong = move || Explained::of(p.rewritten, p.rewritten_text.to_owned());
            vec![
                html(head(&proof, seen, t)),
                refused(move || is_rewritten.then(wrong)),
                html(explained(is_member, t)),
                html(anchors(&proof, t)),
            ]
            .into_any()
        }
        _ => read.instead(t, Page::Proof.title(t.lang), &[]),
    })
}
