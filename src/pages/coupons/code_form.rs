//! A field for a code that was given out. What is wrong with the code is said at the field; a price before any point leaves.

use super::REFUSALS;
use super::claim::Claimed;
use super::offers::OffersPage;
use crate::failure::Failure;
use crate::i18n::{Explain, Explained, Texts};
use crate::react::effect;
use crate::remote::Write;
use crate::shared::claiming::Carried;
use crate::ui::button::{Kind, Look, submit};
use crate::ui::field::field;
use crate::ui::markup::{form, section};
use crate::ui::states::refused;
use leptos::prelude::*;
use shuke_contract::ErrorCode;
use shuke_contract::coupons::{ClaimCoupon, ClaimCouponRequest};
use shuke_face::pages::coupons::code;
use shuke_rules::Points;

pub fn code_form(page: OffersPage) -> AnyView {
    let OffersPage { center, t, read, .. } = page;
    let o = t.coupon_offers();
    // What was scanned stands there already.
    let typed = RwSignal::new(Carried::find().take());
    let is_missing = RwSignal::new(false);
    // What the code's coupon costs, once the server has said it of this code.
    let price = RwSignal::new((String::new(), Points::ZERO));
    let write = Write::new(center);
    let done = Claimed::new(page);
    effect(move || {
        let Some(failure) = write.failure().filter(|failure| !failure.leaves_open()) else { return };
        match (failure.code(), failure.figure("points")) {
            (Some(ErrorCode::PriceChanged), Some(points)) => {
                price.set((typed.get_untracked().trim().to_owned(), Points(points)));
            }
            (Some(ErrorCode::CouponCodeUnknown), _) => (),
            _ => read.again(),
        }
    });
    let cost = Signal::derive(move || {
        price.with(|(code, points)| if typed.with(|typed| typed.trim() == code) { *points } else { Points::ZERO })
    });
    let send = move || {
        let code = typed.with_untracked(|typed| typed.trim().to_owned());
        is_missing.set(code.is_empty());
        if code.is_empty() {
            return;
        }
        let request = ClaimCouponRequest { template: None, code: Some(code), points: cost.get_untracked() };
        write.send::<ClaimCoupon>(&request, move |claimed| done.tell(&claimed));
    };
    let error = Signal::derive(move || match write.failure().and_then(|failure| failure.code()) {
        _ if is_missing.get() && typed.with(String::is_empty) => o.code_missing,
        Some(ErrorCode::CouponCodeUnknown) => o.code_unknown,
        _ => "",
    });
    let label = Signal::derive(move || match (write.is_waiting(), cost.get()) {
        (true, _) => t.shell.waiting.to_owned(),
        (false, Points::ZERO) => o.send_code.to_owned(),
        (false, points) => (o.confirm_points)(&points.to_string()),
    });
    let parts = vec![
        field(code(t), typed, error),
        refused(move || write.failure().and_then(|failure| said(&failure, t))),
        submit(Look::plain(Kind::Quiet, "").label(label).busy(write.busy())),
    ];
    section(o.have_code, vec![form(parts, send)])
}

/// What is not said at the field itself.
fn said(failure: &Failure, t: &Texts) -> Option<Explained> {
    let o = t.coupon_offers();
    match failure.code() {
        Some(ErrorCode::CouponCodeUnknown) => None,
        Some(ErrorCode::PriceChanged) => {
            let points = Points(failure.figure("points").unwrap_or(0)).to_string();
            Some(Explained::of(o.code_costs, (o.code_costs_text)(&points)))
        }
        _ => Some(t.explain(failure, REFUSALS)),
    }
}
