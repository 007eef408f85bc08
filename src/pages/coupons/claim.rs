//! The sheet that says exactly what a claim does, and the claim: once, however often it is tapped.

use super::REFUSALS;
use super::offers::OffersPage;
use crate::react::{effect, memo};
use crate::remote::Write;
use crate::router::Router;
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::{group, live_html};
use crate::ui::sheet::sheet;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::ErrorCode;
use shuke_contract::coupons::{ClaimCoupon, ClaimCouponRequest, CouponClaimed, CouponOffer};
use shuke_face::pages::coupons::Words;
use shuke_face::pages::coupons::claim::{happens, terms};
use shuke_face::pages::coupons::model::price;
use shuke_face::{Markup, Page};
use shuke_rules::Points;
use shuke_rules::policy::TemplateId;

pub fn claim(page: OffersPage, id: String, open: RwSignal<bool>) -> AnyView {
    let OffersPage { center, t, offers, read } = page;
    let o = t.coupon_offers();
    let id = StoredValue::new(TemplateId(id));
    let write = Write::new(center);
    let done = Claimed::new(page);
    let offer = memo(move || id.with_value(|id| offers.with(|offers| found(&offers.offers, id).cloned())));
    let price_now = memo(move || offer.with(|offer| offer.as_ref().map_or(Points::ZERO, price)));
    let can = memo(move || offer.with(|offer| offer.as_ref().is_some_and(|offer| offer.withheld.is_none())));
    // Whatever was refused, the page shows how it is now; the next tap is for that.
    effect(move || {
        if let Some(failure) = write.failure().filter(|failure| !failure.leaves_open()) {
            read.again();
            if failure.code() == Some(ErrorCode::PointsShort) {
                center.ask_for_card();
            }
        }
    });
    let send = move || {
        let request =
            ClaimCouponRequest { template: Some(id.get_value()), code: None, points: price_now.get_untracked() };
        write.send::<ClaimCoupon>(&request, move |claimed| done.tell(&claimed));
    };
    let label = Signal::derive(move || match (write.is_waiting(), price_now.get()) {
        (true, _) => t.shell.waiting.to_owned(),
        (false, Points::ZERO) => o.confirm.to_owned(),
        (false, points) => (o.confirm_points)(&points.to_string()),
    });
    let look = Look::plain(Kind::Main, "").label(label).busy(write.busy());
    let look = Look { disabled: Signal::derive(move || !can.get()), ..look };
    let name = id.with_value(|id| {
        offers.with_untracked(|offers| {
            found(&offers.offers, id).map_or(String::new(), |offer| t.lang.pick(&offer.terms.name).to_owned())
        })
    });
    let said = move |write: fn(&Words<'_>, &CouponOffer, Points) -> Markup| {
        live_html(move || {
            page.write(&|words, offers| {
                let offer = id.with_value(|id| found(&offers.offers, id));
                offer.map_or(Markup::default(), |offer| write(words, offer, offers.points))
            })
        })
    };
    let parts = vec![
        said(happens),
        write.refused(t, REFUSALS),
        group(
            "actions",
            vec![button(look, send), button(Look::plain(Kind::Text, o.not_this), move || open.set(false))],
        ),
        said(|words, offer, _| terms(words, offer)),
    ];
    sheet(open, "claim-title".to_owned(), (o.sheet)(&name), parts)
}

fn found<'a>(offers: &'a [CouponOffer], id: &TemplateId) -> Option<&'a CouponOffer> {
    offers.iter().find(|offer| offer.terms.id == *id)
}

/// What follows when a claim went well.
#[derive(Clone, Copy)]
pub struct Claimed {
    page: OffersPage,
    router: Router,
    toasts: Toasts,
}

impl Claimed {
    pub fn new(page: OffersPage) -> Self {
        Self { page, router: expect_context(), toasts: expect_context() }
    }

    /// Says so, and shows what one has now: its code and terms.
    pub fn tell(self, claimed: &CouponClaimed) {
        let t = self.page.t;
        self.toasts.say(&(t.coupon_offers().claimed)(t.lang.pick(&claimed.coupon.terms.name)));
        self.page.center.ask_for_card();
        self.router.go(&Page::Coupon.of(&claimed.coupon.id.0));
    }
}
