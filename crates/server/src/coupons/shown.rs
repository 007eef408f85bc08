//! A member's coupons as they are shown: the states that they have now.

use super::due::tier_of;
use super::stored::{Stored, for_basket, of_member};
use crate::Error;
use crate::booking::Account;
use crate::policies::Rulebook;
use crate::store::Conn;
use chrono::Duration;
use shuke_contract::card::CouponsInHand;
use shuke_contract::coupons::HeldCoupon;
use shuke_rules::Instant;
use shuke_rules::coupons::State;
use shuke_rules::policy::{Claim, Template, TierId};

/// A last day is near within so many days.
const SOON_DAYS: i64 = 7;

/// Everything that a member was ever given, newest first.
pub async fn all_of(
    connection: &mut Conn,
    rulebook: &Rulebook,
    account: &Account,
    now: Instant,
) -> Result<Vec<HeldCoupon>, Error> {
    let tier = tier_of(rulebook, account, now);
    let stored = of_member(connection, rulebook, account.member).await?;
    Ok(stored.iter().map(|stored| held(rulebook, stored, &tier, now)).collect())
}

/// What of coupons is on the card.
#[derive(Default)]
pub struct InHand {
    pub coupons: Option<CouponsInHand>,
    /// The next instant at which the clock alone changes it.
    pub until: Option<Instant>,
}

/// What a member can use at `now`, of what is noted: what has fallen due since the last look is not given here.
pub async fn in_hand(
    connection: &mut Conn,
    rulebook: &Rulebook,
    account: &Account,
    now: Instant,
) -> Result<InHand, Error> {
    let tier = tier_of(rulebook, account, now);
    let stored = for_basket(connection, rulebook, account.member, &[], now).await?;
    let until = stored.iter().flat_map(|stored| stored.coupon.changes()).filter(|at| now < *at).min();
    let held: Vec<HeldCoupon> = stored.iter().map(|stored| held(rulebook, stored, &tier, now)).collect();
    let usable = held.iter().filter(|coupon| coupon.state == State::Available && coupon.tier_reached);
    let ending = usable.clone().filter(|coupon| coupon.ends_soon);
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let first_end = ending.clone().filter_map(|coupon| coupon.last).min();
    let shown = CouponsInHand { usable: count(usable.count()), ending: count(ending.count()), first_end };
    Ok(InHand { coupons: (shown.usable > 0).then_some(shown), until })
}

/// A coupon of a member who is in `tier`.
pub fn held(rulebook: &Rulebook, stored: &Stored, tier: &TierId, now: Instant) -> HeldCoupon {
    let (coupon, zone) = (&stored.coupon, rulebook.zone());
    let state = coupon.state(now);
    let last = coupon.ends.map(|ends| zone.day_of(ends - Duration::microseconds(1)));
    let near = |last| zone.day_of(now).days_until(last) < SOON_DAYS;
    let policy = &rulebook.current().policy;
    let lowest = coupon.template.tier.as_ref();
    HeldCoupon {
        id: coupon.id.clone(),
        terms: terms(&coupon.template),
        only_for: rulebook.only_for(&coupon.template.scope),
        first: zone.day_of(coupon.starts),
        last,
        ends_soon: state == State::Available && last.is_some_and(near),
        withdrawn: matches!(state, State::Void { .. }) && !stored.by_staff,
        state,
        tier_reached: lowest.is_none_or(|lowest| policy.reaches(tier, lowest)),
        given: zone.day_of(stored.given_at),
        used: stored.used_at().map(|at| zone.day_of(at)),
        receipt: stored.sale(),
    }
}

/// A template without the code that claims it.
pub fn terms(template: &Template) -> Template {
    let claim = template.claim.clone().map(|claim| Claim { code: None, ..claim });
    Template { claim, ..template.clone() }
}
