//! In which part of the wallet a coupon stands, what keeps one from being used, which do not go together, what a claim takes.

use shuke_contract::card::Ending;
use shuke_contract::coupons::{CouponOffer, HeldCoupon};
use shuke_rules::coupons::State;
use shuke_rules::coupons::claim::Withheld;
use shuke_rules::policy::Template;
use shuke_rules::{Instant, Points};

/// What keeps a coupon from being used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hindrance {
    Later,
    Tier,
    Locked(Instant),
    Used,
    Expired,
    Void,
    Unknown,
}

impl Hindrance {
    /// The first that there is.
    pub fn of(coupon: &HeldCoupon) -> Option<Self> {
        match &coupon.state {
            State::Available if coupon.tier_reached => None,
            State::Available => Some(Self::Tier),
            State::Later { .. } => Some(Self::Later),
            State::Locked { until } => Some(Self::Locked(*until)),
            State::Used => Some(Self::Used),
            State::Expired { .. } => Some(Self::Expired),
            State::Void { .. } => Some(Self::Void),
            State::Unknown => Some(Self::Unknown),
        }
    }

    pub const fn is_final(&self) -> bool {
        matches!(self, Self::Used | Self::Expired | Self::Void)
    }
}

/// The parts of a wallet, each in the order of the server.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Parts<'a> {
    pub usable: Vec<&'a HeldCoupon>,
    pub kept: Vec<&'a HeldCoupon>,
    /// Of later days, or for a higher tier.
    pub later: Vec<&'a HeldCoupon>,
    pub over: Vec<&'a HeldCoupon>,
}

impl<'a> Parts<'a> {
    pub fn of(coupons: &'a [HeldCoupon]) -> Self {
        let mut parts = Self::default();
        for coupon in coupons {
            let part = match Hindrance::of(coupon) {
                None => &mut parts.usable,
                Some(Hindrance::Locked(_)) => &mut parts.kept,
                Some(hindrance) if hindrance.is_final() => &mut parts.over,
                Some(_) => &mut parts.later,
            };
            part.push(coupon);
        }
        parts
    }
}

/// What else is held and does not go with `coupon` into one basket: of its group, but of another template. Each once.
pub fn rivals<'a>(coupon: &HeldCoupon, all: &'a [HeldCoupon]) -> Vec<&'a Template> {
    let mut rivals: Vec<&Template> = Vec::new();
    for other in all.iter().filter(|other| Hindrance::of(other).is_none_or(|why| !why.is_final())) {
        let terms = &other.terms;
        let is_rival = terms.group == coupon.terms.group && terms.id != coupon.terms.id;
        if is_rival && rivals.iter().all(|known| known.id != terms.id) {
            rivals.push(terms);
        }
    }
    rivals
}

/// What it costs.
pub fn price(offer: &CouponOffer) -> Points {
    offer.terms.claim.as_ref().and_then(|claim| claim.points).unwrap_or(Points::ZERO)
}

/// What can be claimed first, then what is nearest; else as the policy has them.
pub fn ordered(offers: &[CouponOffer]) -> Vec<&CouponOffer> {
    let mut ordered: Vec<&CouponOffer> = offers.iter().collect();
    ordered.sort_by_key(|offer| match &offer.withheld {
        None => (0, 0),
        Some(Withheld::Points { missing }) => (1, missing.0),
        Some(Withheld::Tier { .. }) => (2, offer.tier_missing.map_or(i64::MAX, |missing| missing.0)),
        Some(Withheld::NotYet { .. }) => (3, 0),
        Some(Withheld::HadAll { .. }) => (4, 0),
        Some(_) => (5, 0),
    });
    ordered
}

/// Which of the points that leave would have ended, and when. Points leave soonest end first.
pub fn ending(price: Points, endings: &[Ending]) -> Vec<Ending> {
    let mut left = price;
    let mut ending = Vec::new();
    for Ending { day, points } in endings {
        let points = (*points).min(left);
        if points > Points::ZERO {
            left -= points;
            ending.push(Ending { day: *day, points });
        }
    }
    ending
}

#[cfg(test)]
mod tests;
