//! Steps 5 and 6: what points pay, and what sending costs.

use super::apply::{Running, Start};
use super::basket::Request;
use super::priced::{Delivery, PointsPaid};
use super::prices::percent_of;
use crate::money::{Fen, Points};
use crate::policy::Policy;
use crate::share::{share, share_units};

/// What points pay, and each line's share of it: money and points.
pub fn points(policy: &Policy, request: &Request<'_>, rest: &[i64]) -> (PointsPaid, Vec<(i64, i64)>) {
    let none = || (PointsPaid::default(), vec![(0, 0); rest.len()]);
    let (Some(rule), Some(buyer)) = (policy.pricing.points, request.buyer) else { return none() };
    let per_yuan = i128::from(rule.per_yuan);
    let whole = |value: i128| i64::try_from(value).unwrap_or(i64::MAX);
    // As few points as pay so many fen, and as many fen as so many points pay.
    let price = |fen: i64| whole((i128::from(fen) * per_yuan + 99) / 100);
    let worth = |points: i64| whole(i128::from(points) * 100 / per_yuan.max(1));
    let most = percent_of(rest.iter().sum(), rule.up_to_percent);
    let covers = |points: Points| most.min(worth(points.or_zero().0));
    let fen = covers(request.points.min(buyer.points));
    let spent = price(fen);
    let at_most = Points(price(covers(buyer.points)));
    let paid = PointsPaid { spent: Points(spent), covers: Fen(fen), at_most };
    let money = share(fen, rest);
    // Each line has the points that its own money is worth, so that they come back with it.
    let worth: Vec<i128> = money.iter().map(|fen| i128::from(*fen) * per_yuan).collect();
    let points = share_units(spent, &worth, 100);
    (paid, money.into_iter().zip(points).collect())
}

/// What sending the goods costs; `off`: what a coupon took off.
pub fn delivery(start: &Start, basket: &Running, off: i64) -> Delivery {
    let fee = start.fee(basket.goods);
    let from = start.fee.and_then(|rule| rule.free_from).filter(|_| fee > 0);
    Delivery { fee: Fen(fee), off: Fen(off), short: from.map(|from| from - Fen(basket.goods)) }
}
