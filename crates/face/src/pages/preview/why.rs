//! Why a coupon is not used, in one sentence with what to do about it.

use super::asked::Asked;
use crate::tier_name;
use shuke_rules::Count;
use shuke_rules::coupons::CouponId;
use shuke_rules::policy::{StoreId, TierId};
use shuke_rules::pricing::Why;

pub fn sentence(asked: &Asked, why: &Why) -> String {
    let t = &asked.t.preview().why;
    match why {
        Why::NotYet { from } => (t.not_yet)(&(asked.day)(*from)),
        Why::Expired { .. } => t.expired.to_owned(),
        Why::Locked { until } => (t.locked)(&(asked.time)(*until)),
        Why::Used => t.used.to_owned(),
        Why::Void { reason } => (t.void)(reason),
        Why::Tier { lowest } => (t.tier)(tier(asked, lowest)),
        Why::Store { stores } => (t.stores)(&names_of(asked, stores)),
        Why::NotForThese => t.not_for_these.to_owned(),
        Why::Alone => t.alone.to_owned(),
        Why::Short { threshold, short } => (t.short)(&threshold.to_string(), &short.to_string()),
        Why::Pieces { have, need } => (t.pieces)(Count(*need), Count(need - have)),
        Why::NothingLeft => t.nothing_left.to_owned(),
        Why::NoFee => t.no_fee.to_owned(),
        Why::Together { with, total } => (t.together)(coupon(asked, with), &total.to_string()),
        Why::PerBasket { most } | Why::Full { most } => (t.per_basket)(*most),
        Why::NoBetter { total } => (t.no_better)(&total.to_string()),
        Why::NotChosen => t.not_chosen.to_owned(),
        Why::NotCompared => t.not_compared.to_owned(),
        Why::NotHeld | Why::Unknown => t.unknown.to_owned(),
    }
}

fn tier<'a>(asked: &'a Asked, id: &'a TierId) -> &'a str {
    tier_name(asked.rules, id, asked.t.lang)
}

/// The shops that are open among these.
fn names_of(asked: &Asked, stores: &[StoreId]) -> String {
    let known = asked.shelf.stores.iter().filter(|store| stores.contains(&store.id));
    known.map(|store| asked.t.lang.pick(&store.name)).collect::<Vec<_>>().join(asked.t.preview().and)
}

/// What another coupon of the answer is called.
fn coupon<'a>(asked: &'a Asked, id: &CouponId) -> &'a str {
    let used = asked.preview.coupons.iter().map(|applied| (&applied.coupon, &applied.name));
    let others = asked.preview.declined.iter().map(|declined| (&declined.coupon, &declined.name));
    let name = used.chain(others).find(|(other, _)| *other == id).map(|(_, name)| asked.t.lang.pick(name));
    name.unwrap_or_default()
}
