//! Why a coupon is not used, in one sentence with what to do about it.

use super::Asking;
use crate::ui::when::{day_of, time_of_day};
use shuke_contract::preview::Preview;
use shuke_face::escape;
use shuke_rules::coupons::CouponId;
use shuke_rules::policy::StoreId;
use shuke_rules::pricing::Why;

/// As HTML.
pub fn sentence(asking: Asking, preview: &Preview, why: &Why) -> String {
    let (t, lang) = (&asking.t.preview().why, asking.t.lang);
    let zone = asking.center.with_boot_now(|boot| boot.brand.time_zone.clone());
    match why {
        Why::NotYet { from } => (t.not_yet)(&day_of(*from, &zone, lang)),
        Why::Expired { .. } => t.expired.to_owned(),
        Why::Locked { until } => (t.locked)(&time_of_day(*until, &zone, lang)),
        Why::Used => t.used.to_owned(),
        Why::Void { reason } => (t.void)(&escape(reason)),
        Why::Tier { lowest } => {
            let name = asking.center.with_boot_now(|boot| boot.rules.tier(lowest).map(|tier| tier.name.clone()));
            (t.tier)(&escape(name.as_ref().map_or(lowest.0.as_str(), |name| lang.pick(name))))
        }
        Why::Store { stores } => (t.stores)(&escape(&names_of(asking, stores))),
        Why::NotForThese => t.not_for_these.to_owned(),
        Why::Alone => t.alone.to_owned(),
        Why::Short { threshold, short } => (t.short)(&threshold.to_string(), &short.to_string()),
        Why::Pieces { have, need } => (t.pieces)(*need, need - have),
        Why::NothingLeft => t.nothing_left.to_owned(),
        Why::NoFee => t.no_fee.to_owned(),
        Why::Together { with, total } => (t.together)(&escape(&coupon(asking, preview, with)), &total.to_string()),
        Why::PerBasket { most } | Why::Full { most } => (t.per_basket)(*most),
        Why::NoBetter { total } => (t.no_better)(&total.to_string()),
        Why::NotChosen => t.not_chosen.to_owned(),
        Why::NotCompared => t.not_compared.to_owned(),
        Why::NotHeld | Why::Unknown => t.unknown.to_owned(),
    }
}

/// The shops that are open among these.
fn names_of(asking: Asking, stores: &[StoreId]) -> String {
    let shelf = super::shelf();
    let known = shelf.stores.iter().filter(|store| stores.contains(&store.id));
    known.map(|store| asking.t.lang.pick(&store.name)).collect::<Vec<_>>().join(asking.t.preview().and)
}

/// What another coupon of the answer is called.
fn coupon(asking: Asking, preview: &Preview, id: &CouponId) -> String {
    let used = preview.coupons.iter().map(|applied| (&applied.coupon, &applied.name));
    let others = preview.declined.iter().map(|declined| (&declined.coupon, &declined.name));
    let name = used.chain(others).find(|(other, _)| *other == id).map(|(_, name)| asking.t.lang.pick(name));
    name.unwrap_or_default().to_owned()
}
