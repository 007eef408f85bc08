//! A piece goes from one member to the next: the one makes eight digits, the other types them.

use super::{REFUSALS, Shown};
use crate::react::{dynamic, memo};
use crate::remote::Write;
use crate::ui::button::{Kind, Look, button, submit};
use crate::ui::field::{error_while, field};
use crate::ui::markup::{form, group, section};
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::pieces::{KeepPiece, OfferPiece, Owner, TakePiece, TakeRequest};
use shuke_face::pages::pieces as shown;
use shuke_rules::typed;

/// How many digits there are.
const DIGITS: usize = 8;

pub fn offer(page: Shown) -> AnyView {
    let is_theirs = memo(move || page.piece.with(|piece| piece.own.is_some()));
    dynamic(move || if is_theirs.get() { offering(page) } else { ().into_any() })
}

fn offering(page: Shown) -> AnyView {
    let (t, p) = (page.t, page.t.pieces());
    let toasts: Toasts = expect_context();
    let write = Write::new(page.center);
    let is_offered = memo(move || page.piece.with(|piece| piece.own.as_ref().is_some_and(|own| own.offer.is_some())));
    let act = move || {
        let id = page.id.get_value();
        if is_offered.get_untracked() {
            write.send_to::<KeepPiece>(&id, &Empty {}, move |piece| {
                toasts.say(p.kept);
                page.take(piece);
            });
        } else {
            write.send_to::<OfferPiece>(&id, &Empty {}, move |piece| page.take(piece));
        }
    };
    let label = Signal::derive(move || {
        let label = if is_offered.get() { p.keep } else { p.offer_do };
        if write.is_waiting() { t.shell.waiting.to_owned() } else { label.to_owned() }
    });
    let look = Look::plain(Kind::Quiet, "").label(label).busy(write.busy());
    section(
        p.offer,
        vec![page.live(shown::offered), write.refused(t, REFUSALS), group("actions", vec![button(look, act)])],
    )
}

pub fn take(page: Shown) -> AnyView {
    let is_anothers = memo(move || page.is_member && page.piece.with(|piece| piece.owner == Owner::Another));
    dynamic(move || if is_anothers.get() { taking(page) } else { ().into_any() })
}

fn taking(page: Shown) -> AnyView {
    let (t, p) = (page.t, page.t.pieces());
    let toasts: Toasts = expect_context();
    let write = Write::new(page.center);
    let (typed, wrong) = (RwSignal::new(String::new()), RwSignal::new(false));
    let send = move || {
        let code = typed::ungrouped(&typed.get_untracked());
        let is_right = code.len() == DIGITS && code.bytes().all(|byte| byte.is_ascii_digit());
        wrong.set(!is_right);
        if is_right {
            write.send_to::<TakePiece>(&page.id.get_value(), &TakeRequest { code }, move |piece| {
                toasts.say(p.taken);
                page.take(piece);
            });
        }
    };
    let look = Look::plain(Kind::Quiet, "").label(write.label(t, p.take_do)).busy(write.busy());
    let parts = vec![
        field(shown::offer_field(t), typed, error_while(move || wrong.get(), p.take_wrong)),
        write.refused(t, REFUSALS),
        group("actions", vec![submit(look)]),
    ];
    section(p.take, vec![form(parts, send)])
}
