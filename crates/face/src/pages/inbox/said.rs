//! What a message says, and the page that it leads to.

use crate::shapes::link::page_of;
use crate::words::Texts;
use crate::{Page, Route, date, tier_name};
use shuke_contract::boot::Boot;
use shuke_contract::inbox::What;
use shuke_contract::ledger::Link;
use shuke_rules::policy::TierId;
use shuke_rules::{Day, Fen, Text};

pub struct Words<'a> {
    pub boot: &'a Boot,
    pub t: &'a Texts,
    pub today: Day,
}

impl Words<'_> {
    fn tier<'b>(&'b self, id: &'b TierId) -> &'b str {
        tier_name(&self.boot.rules, id, self.t.lang)
    }

    fn text<'b>(&self, text: &'b Text) -> &'b str {
        self.t.lang.pick(text)
    }

    /// In plain text, and where to.
    pub fn of(&self, what: &What) -> (String, Route) {
        let t = self.t.inbox();
        let order = |order: &str| Page::Order.of(order);
        match what {
            What::PointsEnding { points, day } => {
                ((t.points_ending)(&points.to_string(), &date(*day, self.today, self.t.lang)), Page::Points.route())
            }
            What::PointsEnded { points } => ((t.points_ended)(&points.to_string()), Page::Points.route()),
            What::TierReview { tier, day, amount } => (self.review(tier, *day, *amount), Page::Tiers.route()),
            What::TierRaised { to } => ((t.tier_raised)(self.tier(to)), Page::Tiers.route()),
            What::TierLowered { from, to, by_refund } => {
                let why = if *by_refund { t.lowered_by_refund } else { t.lowered_by_review };
                (why(self.tier(from), self.tier(to)), Page::Tiers.route())
            }
            What::PointsTakenBack { points, receipt } => {
                ((t.points_taken_back)(&points.to_string()), Page::Receipt.of(receipt))
            }
            What::OrderPlaced { order: id, item } => ((t.order_placed)(self.text(item)), order(id)),
            What::OrderReady { order: id, item, store } => {
                ((t.order_ready)(self.text(item), self.text(store)), order(id))
            }
            What::OrderShipped { order: id, item } => ((t.order_shipped)(self.text(item)), order(id)),
            What::OrderExpired { order: id, item, points } => {
                ((t.order_expired)(self.text(item), &points.to_string()), order(id))
            }
            What::OrderReturned { order: id, item, points } => {
                ((t.order_returned)(self.text(item), &points.to_string()), order(id))
            }
            What::ClaimDeclined { order: id, item } => ((t.claim_declined)(self.text(item)), order(id)),
            What::TaskUndone { task, points } => {
                ((t.task_undone)(self.text(task), &points.to_string()), Page::Together.route())
            }
            What::CouponGiven { coupon, name, count } => {
                ((t.coupon_given)(self.text(name), *count), to_coupon(coupon, *count))
            }
            What::CouponsEnding { coupon, name, count, day } => {
                let day = date(*day, self.today, self.t.lang);
                ((t.coupons_ending)(self.text(name), *count, &day), to_coupon(coupon, *count))
            }
            What::CouponVoided { coupon, name, reason } => {
                ((t.coupon_voided)(self.text(name), reason), Page::Coupon.of(coupon))
            }
            What::StaffUndid { action, name, page, reason } => {
                ((t.staff_undid)(*action, self.text(name), reason), to_what(page))
            }
            What::Note { text, page } => (self.text(text).to_owned(), to_what(page)),
            What::Unknown => (t.unknown.to_owned(), Page::Card.route()),
        }
    }

    fn review(&self, tier: &TierId, day: Day, amount: Fen) -> String {
        let (tier, day) = (self.tier(tier), date(day, self.today, self.t.lang));
        if amount > Fen::ZERO {
            (self.t.inbox().review)(tier, &day, &amount.to_string())
        } else {
            (self.t.inbox().review_kept)(tier, &day)
        }
    }
}

/// Where what was undone is seen.
fn to_what(link: &Link) -> Route {
    page_of(link).unwrap_or_else(|| Page::Card.route())
}

/// To the one, or to all.
fn to_coupon(id: &str, count: u32) -> Route {
    if count == 1 { Page::Coupon.of(id) } else { Page::Coupons.route() }
}
