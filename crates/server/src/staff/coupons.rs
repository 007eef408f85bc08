//! Coupons without a till: for a member who stands here, by the same rules as at one, and with the same log as everything else.
//! No sale is booked: what staff take without a till counts for no tier and no points, as without a coupon.

use super::confirm::looked_up;
use super::{StaffSession, log};
use crate::context::Moment;
use crate::coupons::{self, Stored};
use crate::fields::Fields;
use crate::http::Identity;
use crate::http::answer;
use crate::http::call::Request;
use crate::http::mount::Done;
use crate::permissions::Permission;
use crate::policies::Rulebook;
use crate::store::{Conn, Work};
use crate::{Error, booking};
use shuke_contract::coupons::HeldCoupon;
use shuke_contract::staff::{Action, CouponUse, Logged, UseCouponRequest, VoidCouponRequest};
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::coupons::{Coupon, CouponId, State};
use shuke_rules::policy::{Effect, Policy, StoreId};
use shuke_rules::pricing::{self, Basket, Buyer, Choice, Line, Priced, Why};
use shuke_rules::{Fen, Instant, Points};

/// Prices that can be typed.
const PIECES: usize = 40;

/// What a member can use in a shop now, or could if no till counted on it: what ends sooner first.
pub async fn usable(tx: &mut Conn, moment: &Moment, member: i64, store: &StoreId) -> Result<Vec<HeldCoupon>, Error> {
    let (rulebook, now) = (&moment.rulebook, moment.now);
    let account = booking::of_member(tx, member).await?;
    coupons::settle(tx, moment, &account).await?;
    let tier = coupons::tier_of(rulebook, &account, now);
    let is_here = |stored: &Stored| {
        let template = &stored.coupon.template;
        template.scope.has_store(store) && !matches!(template.effect, Effect::FreeDelivery | Effect::Unknown)
    };
    let held = coupons::for_basket(tx, rulebook, member, &[], now).await?;
    let mut here: Vec<HeldCoupon> = held
        .iter()
        .filter(|stored| is_here(stored))
        .map(|stored| coupons::held(rulebook, stored, &tier, now))
        .collect();
    here.retain(|coupon| coupon.tier_reached && matches!(coupon.state, State::Available | State::Locked { .. }));
    here.sort_by_key(|coupon| (coupon.last.is_none(), coupon.last));
    Ok(here)
}

pub fn use_coupon(tx: &mut Conn, call: Request<UseCouponRequest, StaffSession>) -> Work<'_, Done<CouponUse>> {
    Box::pin(async move {
        let Moment { rulebook, now, .. } = call.app.moment(tx).await?;
        let who = &call.who;
        let asked = &call.request;
        well_formed(asked)?;
        let member = looked_up(tx, who, &asked.member, now).await?;
        let stored = own(tx, &rulebook, member, &asked.coupon).await?;
        let mut told = comes_to(tx, &rulebook, member, &stored.coupon, &who.store, asked, now).await?;
        let Some(to_pay) = asked.to_pay else { return Ok(Done::about(told, member)) };
        if to_pay != told.to_pay {
            return Err(Problem::new(ErrorCode::AmountsDisagree, "It comes to something else by now.")
                .figure("due_fen", told.to_pay.0)
                .figure("paid_fen", to_pay.0)
                .remedy("Look at the amount again.")
                .into());
        }
        let entry = log::Entry {
            member: Some(member),
            coupon: Some(stored.id),
            paid: to_pay,
            ..log::Entry::of(Action::UseCoupon, now)
        };
        let id = log::write(tx, who, &entry).await?;
        coupons::use_up(tx, &stored, id, now).await?;
        told.logged = Some(log::page::one(tx, id, &rulebook, now).await?);
        Ok(Done::about(told, member))
    })
}

fn well_formed(asked: &UseCouponRequest) -> Result<(), Error> {
    let mut fields = Fields::default();
    fields.check(asked.prices.len() <= PIECES, "prices", format!("must be at most {PIECES}"));
    for (at, price) in asked.prices.iter().enumerate().take(PIECES) {
        fields.amount(*price, 1, format!("prices[{at}]"));
    }
    fields.done()
}

/// A coupon of this member, in whatever state.
async fn own(tx: &mut Conn, rulebook: &Rulebook, member: i64, id: &CouponId) -> Result<Stored, Error> {
    let held = coupons::of_member(tx, rulebook, member).await?;
    held.into_iter().find(|stored| stored.coupon.id == *id).ok_or_else(answer::not_found)
}

/// What the pieces come to with the coupon.
///
/// # Errors
/// [`ErrorCode::CouponUnusable`], also where it is not for such goods; [`ErrorCode::InvalidFields`]
async fn comes_to(
    tx: &mut Conn,
    rulebook: &Rulebook,
    member: i64,
    coupon: &Coupon,
    store: &StoreId,
    asked: &UseCouponRequest,
    now: Instant,
) -> Result<CouponUse, Error> {
    let (state, prices) = (coupon.state(now), &asked.prices);
    if state != State::Available {
        return Err(coupons::unusable(&Why::from(state)));
    }
    let policy = &rulebook.current().policy;
    let account = booking::of_member(tx, member).await?;
    let tier = coupons::tier_of(rulebook, &account, now);
    let (effect, scope) = (&coupon.template.effect, &coupon.template.scope);
    if let Effect::Gift { gift, .. } = effect {
        let lowest = coupon.template.tier.clone().filter(|lowest| policy.rank(lowest) > policy.rank(&tier));
        if let Some(lowest) = lowest {
            return Err(coupons::unusable(&Why::Tier { lowest }));
        }
        if !scope.has_store(store) {
            return Err(coupons::unusable(&Why::Store { stores: scope.stores.clone() }));
        }
        if prices.is_empty() && coupon.template.threshold.is_none() {
            let nothing = Fen::ZERO;
            return Ok(CouponUse {
                list: nothing,
                off: nothing,
                to_pay: nothing,
                gift: Some(gift.clone()),
                logged: None,
            });
        }
    }
    if prices.is_empty() {
        return Err(Problem::new(ErrorCode::InvalidFields, "Fields are wrong.")
            .field("prices", "must name what it is used for")
            .into());
    }
    let basket = Basket { lines: lines(policy, coupon, asked)?, sent: false };
    let buyer = Buyer { tier, points: Points::ZERO, coupons: vec![coupon.clone()] };
    let request = pricing::Request {
        basket: &basket,
        store,
        now,
        today: rulebook.zone().day_of(now),
        buyer: Some(&buyer),
        choice: &Choice::These(vec![coupon.id.clone()]),
        points: Points::ZERO,
    };
    let priced = pricing::price(policy, &request)
        .map_err(|bad| Error::internal(format!("pieces at a counter that are no basket: {bad:?}")))?;
    told(&priced)
}

/// The pieces as lines of a basket.
fn lines(policy: &Policy, coupon: &Coupon, asked: &UseCouponRequest) -> Result<Vec<Line>, Error> {
    let scope = &coupon.template.scope;
    let on_shelf = asked.item.as_ref().and_then(|item| policy.pricing.goods_of(item));
    let by_item = on_shelf.map(|goods| &goods.class);
    let regular = policy.earning.regular().map(|class| &class.id);
    let class = asked.class.as_ref().or(by_item).or(scope.classes.first()).or(regular);
    let mut fields = Fields::default();
    fields.check(
        class.is_some_and(|class| policy.earning.class(class).is_some()),
        "class",
        "is not one of the policy’s",
    );
    fields.done()?;
    let class = class.cloned().unwrap_or_default();
    // What is named by its class alone is none of the items that have prices of their own; of a coupon for some items it is one.
    let some_item = if scope.classes.is_empty() { scope.items.first().cloned() } else { None };
    let item = asked.item.clone().or(some_item).unwrap_or_default();
    let line = |price: &Fen| Line { item: item.clone(), class: class.clone(), quantity: 1, price: *price };
    Ok(asked.prices.iter().map(line).collect())
}

fn told(priced: &Priced) -> Result<CouponUse, Error> {
    if let Some(declined) = priced.declined.first() {
        return Err(coupons::unusable(&declined.why));
    }
    let applied =
        priced.coupons.first().ok_or_else(|| Error::internal("a coupon that is neither used nor declined"))?;
    Ok(CouponUse {
        list: priced.list,
        off: applied.off,
        to_pay: priced.to_pay,
        gift: applied.gift.clone(),
        logged: None,
    })
}

pub fn void_coupon(tx: &mut Conn, call: Request<VoidCouponRequest, StaffSession>) -> Work<'_, Done<Logged>> {
    Box::pin(async move {
        let Moment { rulebook, now, .. } = call.app.moment(tx).await?;
        let who = &call.who;
        let mut fields = Fields::default();
        let reason = fields.words(&call.request.reason, 2, 200, false, "reason");
        fields.done()?;
        who.require(Permission::VoidCoupons)?;
        let member = looked_up(tx, who, &call.request.member, now).await?;
        let stored = own(tx, &rulebook, member, &call.request.coupon).await?;
        if !coupons::void(tx, &stored, &reason, who.staff, now).await? {
            return Err(coupons::unusable(&Why::from(stored.coupon.state(now))));
        }
        let entry = log::Entry {
            member: Some(member),
            coupon: Some(stored.id),
            note: &reason,
            ..log::Entry::of(Action::VoidCoupon, now)
        };
        let id = log::write(tx, who, &entry).await?;
        Ok(Done::about(log::page::one(tx, id, &rulebook, now).await?, member))
    })
}
