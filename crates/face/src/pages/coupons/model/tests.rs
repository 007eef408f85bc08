use super::*;
use crate::dates::days_left;
use crate::shapes::coupon_summary::samples::{day, held, offer};

fn at() -> Instant {
    Instant::UNIX_EPOCH
}

fn ids(part: &[&HeldCoupon]) -> Vec<String> {
    part.iter().map(|coupon| coupon.id.0.clone()).collect()
}

#[test]
fn what_can_be_used_is_apart_from_what_a_till_keeps_what_is_to_come_and_what_is_over() {
    let high = HeldCoupon { tier_reached: false, ..held("high", "g", State::Available) };
    let coupons = [
        held("a", "g", State::Available),
        held("b", "g", State::Available),
        high,
        held("kept", "g", State::Locked { until: at() }),
        held("later", "g", State::Later { from: at() }),
        held("new", "g", State::Unknown),
        held("used", "g", State::Used),
        held("ended", "g", State::Expired { at: at() }),
        held("void", "g", State::Void { reason: String::new() }),
    ];
    let parts = Parts::of(&coupons);
    assert_eq!(ids(&parts.usable), ["a", "b"]);
    assert_eq!(ids(&parts.kept), ["kept"]);
    assert_eq!(ids(&parts.later), ["high", "later", "new"]);
    assert_eq!(ids(&parts.over), ["used", "ended", "void"]);
}

#[test]
fn coupons_of_one_group_do_not_go_together_and_each_template_is_named_once() {
    let coupons = [
        held("mine", "main", State::Available),
        held("other", "main", State::Available),
        held("other", "main", State::Later { from: at() }),
        held("gone", "main", State::Used),
        held("free", "delivery", State::Available),
    ];
    let names: Vec<&str> = rivals(&coupons[0], &coupons).iter().map(|rival| rival.id.0.as_str()).collect();
    assert_eq!(names, ["other"]);
    assert!(rivals(&coupons[4], &coupons).is_empty());
}

#[test]
fn the_last_day_has_none_left() {
    assert_eq!(
        (days_left(day("2026-11-22"), day("2026-11-22")), days_left(day("2026-11-25"), day("2026-11-22"))),
        (0, 3)
    );
    assert_eq!(days_left(day("2026-11-21"), day("2026-11-22")), 0);
}

#[test]
fn what_can_be_claimed_comes_first_then_what_is_nearest() {
    let offer = |id: &str, withheld| CouponOffer { withheld, ..offer(id) };
    let offers = [
        offer("gone", Some(Withheld::SoldOut)),
        offer("had", Some(Withheld::HadAll { per_member: 1 })),
        offer("far", Some(Withheld::Points { missing: Points(200) })),
        offer("near", Some(Withheld::Points { missing: Points(3) })),
        offer("tier", Some(Withheld::Tier { lowest: "x".into() })),
        offer("now", None),
    ];
    let order: Vec<&str> = ordered(&offers).iter().map(|offer| offer.terms.id.0.as_str()).collect();
    assert_eq!(order, ["now", "near", "far", "tier", "had", "gone"]);
}

#[test]
fn what_leaves_is_what_would_have_ended_soonest() {
    let endings = [
        Ending { day: day("2026-12-31"), points: Points(300) },
        Ending { day: day("2027-12-31"), points: Points(900) },
    ];
    let said = |price| ending(Points(price), &endings).iter().map(|end| end.points.0).collect::<Vec<_>>();
    assert_eq!((said(800), said(100), said(0)), (vec![300, 500], vec![100], vec![]));
    assert_eq!(said(5_000), [300, 900], "the rest does not end");
}
