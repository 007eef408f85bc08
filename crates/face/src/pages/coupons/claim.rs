//! What a claim does, exactly, for the sheet in which one confirms it.

use super::model::{ending, price};
use super::words::Words;
use crate::words::part_of;
use crate::{Icon, Markup, date, html};
use shuke_contract::coupons::CouponOffer;
use shuke_rules::Points;

/// What leaves, what stays, what one gets and until when, that it is final.
pub fn happens(words: &Words<'_>, offer: &CouponOffer, have: Points) -> Markup {
    let o = words.t.coupon_offers();
    let cost = price(offer);
    let costs = cost > Points::ZERO;
    html! {
        ul.benefits {
            @if costs {
                li { b { "−" (cost.to_string()) } span { (o.leave) (would_end(words, cost)) } }
                li { b { ((have - cost).to_string()) } span { (o.remain) } }
            } @else {
                li { b { (Icon::Check) } span { (o.nothing_leaves) } }
            }
            li { b { (Icon::Coupon) } span { (o.at_once) " · " (words.days_if_claimed(&offer.terms)) } }
            @if costs {
                li { b { (Icon::Shield) } span { (o.is_final) } }
            }
        }
    }
}

/// Under the buttons: whoever knows it need not scroll past it.
pub fn terms(words: &Words<'_>, offer: &CouponOffer) -> Markup {
    let terms = &offer.terms;
    words.terms(terms, &offer.only_for, &words.days_if_claimed(terms), &words.together(terms, &[]))
}

fn would_end(words: &Words<'_>, cost: Points) -> String {
    let o = words.t.coupon_offers();
    let Some(card) = &words.boot.card else { return String::new() };
    let ending = ending(cost, &card.ending).into_iter();
    ending
        .map(|end| (o.would_end)(part_of(end.points, cost).as_deref(), &date(end.day, words.today, words.t.lang)))
        .collect()
}
