//! What a member holds, as a list: what can be used first.

use crate::Error;
use crate::booking::Asking;
use crate::coupons::{all_of, settled_view};
use crate::http::Call;
use crate::sessions::Session;
use core::cmp::Reverse;
use shuke_contract::Empty;
use shuke_contract::coupons::{HeldCoupon, Wallet};
use shuke_rules::coupons::State;

/// Of what is used, expired or void so many are shown.
const PAST: usize = 100;

pub async fn get_coupons(call: Call<Empty, Session>) -> Result<Wallet, Error> {
    let read = settled_view(&call.app, call.who.member, |connection, Asking { rulebook, account, now, .. }| {
        Box::pin(async move {
            let mut coupons = all_of(connection, &rulebook, &account, now).await?;
            coupons.sort_by_cached_key(order);
            let present = coupons.iter().take_while(|coupon| place(&coupon.state) < OVER).count();
            coupons.truncate(present + PAST);
            Ok(Wallet { coupons, today: rulebook.zone().day_of(now), now })
        })
    });
    read.await
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
