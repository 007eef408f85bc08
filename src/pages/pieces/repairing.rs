//! Asking a shop to repair a piece, and taking that back.

use super::{REFUSALS, Shown};
use crate::device::dom;
use crate::react::{dynamic, memo};
use crate::remote::Write;
use crate::ui::button::{Kind, Look, button, submit};
use crate::ui::field::{area, error_while, no_error, select};
use crate::ui::markup::{form, group, section};
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::pieces::{AskRepair, RepairRequest, WithdrawRepair};
use shuke_face::pages::pieces as shown;
use shuke_rules::policy::StoreId;
use shuke_rules::typed;

pub fn ask(page: Shown) -> AnyView {
    let can = memo(move || page.piece.with(shown::can_repair));
    dynamic(move || if can.get() { asking(page) } else { ().into_any() })
}

fn asking(page: Shown) -> AnyView {
    let (t, p) = (page.t, page.t.pieces());
    let toasts: Toasts = expect_context();
    let write = Write::new(page.center);
    let (shop, what, wrong) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(false));
    let send = move || {
        let text = what.with_untracked(|what| typed::trimmed(what).to_owned());
        wrong.set(!typed::fits(&text, 2, 500));
        if wrong.get_untracked() {
            return;
        }
        let request = RepairRequest { store: StoreId(dom::value_of(shown::SHOP)), what: text };
        write.send_to::<AskRepair>(&page.id.get_value(), &request, move |piece| {
            toasts.say(p.repair_asked);
            page.take(piece);
        });
    };
    let options = page.piece.with_untracked(|piece| shown::shop_options(piece, t));
    let look = Look::plain(Kind::Quiet, "").label(write.label(t, p.repair_do)).busy(write.busy());
    let parts = vec![
        select(shown::SHOP, p.repair_shop, "", options, shop, no_error()),
        area(shown::broken(t), what, error_while(move || wrong.get() || write.blames("what"), p.repair_wrong)),
        write.refused(t, REFUSALS),
        group("actions", vec![submit(look)]),
    ];
    section(p.repair, vec![form(parts, send)])
}

pub fn withdraw(page: Shown) -> AnyView {
    let (t, p) = (page.t, page.t.pieces());
    let toasts: Toasts = expect_context();
    let write = Write::new(page.center);
    let waits = memo(move || page.piece.with(|piece| shown::waits(piece).map(|repair| repair.id.clone())));
    dynamic(move || {
        let Some(id) = waits.get() else { return ().into_any() };
        let send = move || {
            write.send_to::<WithdrawRepair>(&id, &Empty {}, move |piece| {
                toasts.say(p.repair_withdrawn);
                page.take(piece);
            });
        };
        let look = Look::plain(Kind::Quiet, "").label(write.label(t, p.repair_withdraw)).busy(write.busy());
        vec![write.refused(t, REFUSALS), group("actions", vec![button(look, send)])].into_any()
    })
}
