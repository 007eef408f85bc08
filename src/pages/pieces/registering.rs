//! Registering a piece: by a receipt, or as the first who comes.

use super::{REFUSALS, Shown};
use crate::react::{dynamic, memo};
use crate::remote::Write;
use crate::ui::button::{Kind, Look, button};
use crate::ui::field::radios;
use crate::ui::markup::{group, section};
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::pieces::{RegisterPiece, RegisterRequest};
use shuke_face::pages::pieces as shown;

pub fn register(page: Shown) -> AnyView {
    let p = page.t.pieces();
    let is_open = memo(move || page.piece.with(|piece| piece.register.is_some()));
    dynamic(move || {
        if !is_open.get() {
            return ().into_any();
        }
        let mut parts = vec![page.live(shown::register_note)];
        if page.piece.with_untracked(shown::can_register) {
            parts.extend(choosing(page));
        }
        section(p.register, parts)
    })
}

fn choosing(page: Shown) -> Vec<AnyView> {
    let (t, p) = (page.t, page.t.pieces());
    let toasts: Toasts = expect_context();
    let write = Write::new(page.center);
    let first = page.piece.with_untracked(|piece| {
        piece.register.iter().flat_map(|register| &register.receipts).next().map(|purchase| purchase.id.clone())
    });
    let chosen = RwSignal::new(first.unwrap_or_default());
    let rows = move || page.piece.with(|piece| chosen.with_untracked(|chosen| shown::register_rows(piece, chosen, t)));
    let send = move || {
        let receipt = Some(chosen.get_untracked()).filter(|receipt| !receipt.is_empty());
        write.send_to::<RegisterPiece>(&page.id.get_value(), &RegisterRequest { receipt }, move |piece| {
            toasts.say(p.registered);
            page.take(piece);
        });
    };
    let look = Look::plain(Kind::Main, "").label(write.label(t, p.register_do)).busy(write.busy());
    vec![
        radios(p.which, rows, move |receipt| chosen.set(receipt)),
        write.refused(t, REFUSALS),
        group("actions", vec![button(look, send)]),
    ]
}
