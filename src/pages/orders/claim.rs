//! Saying that what was received is faulty, and what became of it.

use super::REFUSALS;
use super::model::claim_text;
use super::one::OrderPage;
use crate::device_copy::{self, Typing};
use crate::react::{dynamic, effect, memo};
use crate::remote::Write;
use crate::ui::button::{Kind, Look, submit};
use crate::ui::field::{area, error_while};
use crate::ui::markup::{form, group, section};
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::orders::{ClaimOrder, ClaimRequest};
use shuke_face::pages::orders::{claim as drawn, complaint};

pub fn claim(page: OrderPage) -> AnyView {
    let can = memo(move || page.order.with(|order| order.claim.is_none() && order.claim_until.is_some()));
    let ask = dynamic(move || {
        if can.get() {
            section(page.order.with_untracked(|order| drawn::name(order, page.t)), vec![claim_form(page)])
        } else {
            ().into_any()
        }
    });
    vec![page.live(drawn::said), ask].into_any()
}

fn claim_form(page: OrderPage) -> AnyView {
    let (t, o) = (page.t, page.t.orders());
    let toasts: Toasts = expect_context();
    let write = Write::new(page.center);
    let of = page.order.with_untracked(|order| page.center.typing(&order.id));
    let what = RwSignal::new(device_copy::typed(Typing::Claim, &of).unwrap_or_default());
    let of = StoredValue::new(of);
    // What is half written stays in this tab until it is sent.
    effect(move || {
        what.with(|typed| of.with_value(|of| device_copy::keep_typed(Typing::Claim, of, "", typed)));
    });
    let wrong = RwSignal::new(false);
    let send = move || {
        let Some(text) = what.with_untracked(|typed| claim_text(typed)) else { return wrong.set(true) };
        wrong.set(false);
        let id = page.order.with_untracked(|order| order.id.clone());
        write.send_to::<ClaimOrder>(&id, &ClaimRequest { what: text }, move |order| {
            of.with_value(|of| device_copy::forget_typed(Typing::Claim, of));
            toasts.say(o.claimed);
            page.take(order);
        });
    };
    let look = Look::plain(Kind::Quiet, "").label(write.label(t, o.claim_do)).busy(write.busy());
    let parts = vec![
        page.live(drawn::until),
        area(complaint(t), what, error_while(move || wrong.get() || write.blames("what"), o.claim_wrong)),
        write.refused(t, REFUSALS),
        group("actions", vec![submit(look)]),
    ];
    form(parts, send)
}
