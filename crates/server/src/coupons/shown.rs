//! A member's coupons as they are shown: the states that they have now, what can be used first.

use super::due::{Asking, settled_view, tier_of};
use super::stored::{Stored, for_basket, of_member};
use crate::Error;
use crate::booking::Account;
use crate::http::Call;
use crate::policies::Rulebook;
use crate::sessions::Session;
use crate::store::Conn;
use chrono::Duration;
use core::cmp::Reverse;
use shuke_contract::Empty;
use shuke_contract::card::CouponsInHand;
use shuke_contract::coupons::{HeldCoupon, Wallet};
use shuke_rules::Instant;
use shuke_rules::coupons::State;
use shuke_rules::policy::{Claim, Template, TierId};

/// Of what is used, expired or void so many are shown.
const PAST: usize = 100;
/// A last day is near within so many days.
const SOON_DAYS: i64 = 7;

pub async fn get_coupons(call: Call<Empty, Session>) -> Result<Wallet, Error> {
    let read = settled_view(&call.app, call.who.member, |connection, Asking { book, account, now }| {
        Box::pin(async move {
            let mut coupons = all_of(connection, &book, &account, now).await?;
            coupons.sort_by_cached_key(order);
            let present = coupons.iter().take_while(|coupon| place(&coupon.state) < OVER).count();
            coupons.truncate(present + PAST);
            Ok(Wallet { coupons, today: book.zone().day_of(now), now })
        })
    });
    read.await
}

/// Everything that a member was ever given, newest first.
pub async fn all_of(
    connection: &mut Conn,
    book: &Rulebook,
    account: &Account,
    now: Instant,
) -> Result<Vec<HeldCoupon>, Error> {
    let tier = tier_of(book, account, now);
    let stored = of_member(connection, book, account.member).await?;
    Ok(stored.iter().map(|stored| held(book, stored, &tier, now)).collect())
}

/// What of coupons is on the card.
#[derive(Default)]
pub struct InHand {
    pub coupons: Option<CouponsInHand>,
    /// The next instant at which the clock alone changes it.
    pub until: Option<Instant>,
}

/// What a member can use at `now`, of what is noted: what has fallen due since the last look is not given here.
pub async fn in_hand(connection: &mut Conn, book: &Rulebook, account: &Account, now: Instant) -> Result<InHand, Error> {
    let tier = tier_of(book, account, now);
    let stored = for_basket(connection, book, account.member, &[], now).await?;
    let until = stored.iter().flat_map(|stored| stored.coupon.changes()).filter(|at| now < *at).min();
    let held: Vec<HeldCoupon> = stored.iter().map(|stored| held(book, stored, &tier, now)).collect();
    let usable = held.iter().filter(|coupon| coupon.state == State::Available && coupon.tier_reached);
    let ending = usable.clone().filter(|coupon| coupon.ends_soon);
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let first_end = ending.clone().filter_map(|coupon| coupon.last).min();
    let shown = CouponsInHand { usable: count(usable.count()), ending: count(ending.count()), first_end };
    Ok(InHand { coupons: (shown.usable > 0).then_some(shown), until })
}

/// A coupon of a member who is in `tier`.
pub fn held(book: &Rulebook, stored: &Stored, tier: &TierId, now: Instant) -> HeldCoupon {
    let (coupon, zone) = (&stored.coupon, book.zone());
    let state = coupon.state(now);
    let last = coupon.ends.map(|ends| zone.day_of(ends - Duration::microseconds(1)));
    let near = |last| zone.day_of(now).days_until(last) < SOON_DAYS;
    let policy = &book.current().policy;
    let lowest = coupon.template.tier.as_ref();
    HeldCoupon {
        id: coupon.id.clone(),
        terms: terms(&coupon.template),
        only_for: book.only_for(&coupon.template.scope),
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

/// The first place of what cannot be used any more.
const OVER: u8 = 3;

fn place(state: &State) -> u8 {
    match state {
        State::Available => 0,
        State::Locked { .. } => 1,
        State::Later { .. } => 2,
        State::Used => OVER,
        State::Expired { .. } => 4,
        State::Void { .. } | State::Unknown => 5,
    }
}

/// What can be used first, of that what its tier lets be used, then what ends sooner; of what is over the newest.
fn order(coupon: &HeldCoupon) -> impl Ord + use<> {
    let place = place(&coupon.state);
    let end = (coupon.last.is_none(), coupon.last);
    let of_past = (place >= OVER).then_some(Reverse((coupon.used.or(coupon.last), coupon.given)));
    let given = coupon.id.0.parse::<i64>().unwrap_or(0);
    (place, !coupon.tier_reached, of_past, end, coupon.first, given)
}
