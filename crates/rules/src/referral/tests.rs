//! One case of each decision.

use std::slice::from_ref;

use super::*;
use crate::Points;
use crate::money::Fen;
use crate::policy::{FriendsGift, Prize, Reward, Team};

pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub fn rules() -> Referral {
    Referral {
        window_days: 30,
        buy_days: 30,
        least: Some(Fen(3_000)),
        settle_days: 7,
        per_month: 3,
        inviter: Reward { points: Points(200), coupon: None },
        friend: Reward { points: Points(100), coupon: Some("hello".into()) },
        gifts: [1, 3].map(|friends| FriendsGift { friends, coupon: "tin".into() }).into(),
        prizes: vec![Prize { from: 1, to: 2, coupon: "set".into() }],
        team: Some(Team { size: 2, days: 7, coupon: "tin".into() }),
    }
}

fn bought(sale: i64, on: &str, paid: i64, refunds: &[(&str, i64)]) -> Purchase {
    let refunds = refunds.iter().map(|(on, amount)| (day(on), Fen(*amount))).collect();
    Purchase { sale, day: day(on), paid: Fen(paid), refunds }
}

fn state(purchases: &[Purchase], left: Option<&str>, today: &str) -> State {
    let bind = Bind { joined: day("2026-11-01"), left: left.map(day), purchases };
    bind.state(&rules(), day(today))
}

/// Somebody new, who opened the link of member 7 a day ago.
fn joining() -> Joining<'static> {
    Joining {
        opened: day("2026-11-01"),
        joined: day("2026-11-02"),
        inviter: 7,
        inviter_left: false,
        above: &[5, 3],
        formerly: &[],
        same_browser: &[],
        this_month: 2,
    }
}

#[test]
fn each_reason_against_a_bind_is_given_for_what_it_is() {
    assert_eq!(bind(&rules(), &joining()), Ok(()));
    let last = Joining { joined: day("2026-12-01"), ..joining() };
    assert_eq!(bind(&rules(), &last), Ok(()), "the last day of the window");
    let refused = [
        (Refused::Closed, Joining { inviter_left: true, ..joining() }),
        (Refused::Expired, Joining { joined: day("2026-12-02"), ..joining() }),
        (Refused::Oneself, Joining { formerly: &[7], ..joining() }),
        (Refused::Oneself, Joining { same_browser: &[9, 7], ..joining() }),
        (Refused::Loop, Joining { formerly: &[3], ..joining() }),
        (Refused::Loop, Joining { same_browser: &[5], ..joining() }),
        (Refused::Member, Joining { formerly: &[9], ..joining() }),
        (Refused::Device, Joining { same_browser: &[9], ..joining() }),
        (Refused::Limit, Joining { this_month: 3, ..joining() }),
    ];
    for (why, joining) in refused {
        assert_eq!(bind(&rules(), &joining), Err(why), "{joining:?}");
    }
}

#[test]
fn a_bind_goes_from_bound_over_bought_and_settling_to_confirmed() {
    let until = day("2026-12-01");
    assert_eq!(state(&[], None, "2026-11-01"), State::Bound { until });
    let small = bought(1, "2026-11-05", 2_000, &[]);
    let too_little = State::Bought { paid: Fen(2_000), missing: Fen(1_000), until };
    assert_eq!(state(from_ref(&small), None, "2026-11-05"), too_little);
    let both = [bought(2, "2026-11-10", 3_000, &[]), small];
    let (bought, settled) = (day("2026-11-10"), day("2026-11-17"));
    assert_eq!(state(&both, None, "2026-11-17"), State::Settling { bought, until: settled });
    assert_eq!(state(&both, None, "2026-11-18"), State::Confirmed { bought, since: day("2026-11-18") });
}

#[test]
fn what_is_not_kept_or_comes_too_late_is_removed_and_says_why() {
    let removed = |why, on: &str| State::Removed { why, on: day(on) };
    assert_eq!(state(&[], None, "2026-12-02"), removed(Removed::TooLate, "2026-12-02"));
    let late = [bought(1, "2026-12-02", 9_000, &[])];
    assert_eq!(state(&late, None, "2026-12-02"), removed(Removed::TooLate, "2026-12-02"));
    let back = [bought(1, "2026-11-10", 5_000, &[("2026-11-12", 1_000), ("2026-11-13", 1_001)])];
    assert_eq!(state(&back, None, "2026-11-13"), removed(Removed::Returned, "2026-11-13"));
    let after = [bought(1, "2026-11-10", 5_000, &[("2027-01-13", 5_000)]), bought(2, "2026-11-11", 9_000, &[])];
    assert_eq!(state(&after, None, "2027-01-13"), removed(Removed::Returned, "2027-01-13"), "the first decides");
    let kept = [bought(1, "2026-11-10", 5_000, &[("2026-11-12", 2_000)])];
    assert!(matches!(state(&kept, None, "2026-11-20"), State::Confirmed { .. }), "enough is left");
    assert_eq!(state(&kept, Some("2026-11-12"), "2026-11-20"), removed(Removed::FriendLeft, "2026-11-12"));
    assert!(matches!(state(&kept, Some("2026-11-18"), "2026-11-20"), State::Confirmed { .. }), "it was confirmed");
    assert_eq!(state(&[], Some("2026-11-12"), "2026-11-12"), removed(Removed::FriendLeft, "2026-11-12"));
}

#[test]
fn any_purchase_is_enough_where_the_policy_asks_for_no_amount() {
    let rules = Referral { least: None, ..rules() };
    let purchases = [bought(1, "2026-11-10", 0, &[]), bought(2, "2026-11-11", 1, &[])];
    let bind = Bind { joined: day("2026-11-01"), left: None, purchases: &purchases };
    assert_eq!(bind.deciding(&rules).map(|purchase| purchase.sale), Some(2));
}

#[test]
fn a_gift_is_due_from_its_number_of_friends_on() {
    let rules = rules();
    let due = |friends| rules.gifts_due(friends).map(|gift| gift.friends).collect::<Vec<_>>();
    assert_eq!((due(0), due(2), due(3)), (vec![], vec![1], vec![1, 3]));
}

#[test]
fn a_month_is_a_board_of_its_own_days() {
    let rules = rules();
    let month = rules.month(day("2026-02-14"));
    assert_eq!((month.from, month.until, month.settled()), (day("2026-02-01"), day("2026-02-28"), day("2026-03-07")));
    assert_eq!((month.prize(2).map(|coupon| coupon.0.as_str()), month.prize(3)), (Some("set"), None));
}

#[test]
fn a_team_is_done_when_each_has_bought_in_time_and_kept_it() {
    let (rules, until) = (rules(), day("2026-11-08"));
    let mate = |member, purchases: &[Purchase]| Mate { member, joined: day("2026-11-02"), purchases: purchases.into() };
    let stands = |mates: &[Mate], today: &str| team(&rules, 2, until, mates, day(today));
    let (first, second) = (bought(1, "2026-11-03", 3_000, &[]), bought(2, "2026-11-08", 3_000, &[]));
    let alone = [mate(1, from_ref(&first))];
    assert_eq!((stands(&alone, "2026-11-08"), stands(&alone, "2026-11-09")), (TeamState::Open, TeamState::Over));
    let full = [mate(1, from_ref(&first)), mate(2, &[])];
    assert_eq!((stands(&full, "2026-11-08"), stands(&full, "2026-11-09")), (TeamState::Full, TeamState::Over));
    let both = [mate(1, from_ref(&first)), mate(2, &[second])];
    assert_eq!((stands(&both, "2026-11-15"), stands(&both, "2026-11-16")), (TeamState::Settling, TeamState::Done));
    let back = bought(2, "2026-11-04", 3_000, &[("2026-11-06", 3_000)]);
    let again = bought(3, "2026-11-07", 4_000, &[]);
    assert_eq!(stands(&[mate(1, from_ref(&first)), mate(2, from_ref(&back))], "2026-11-08"), TeamState::Full);
    assert_eq!(stands(&[mate(1, from_ref(&first)), mate(2, &[back, again])], "2026-11-15"), TeamState::Done);
    let before = bought(9, "2026-11-01", 9_000, &[]);
    assert_eq!(stands(&[mate(1, &[first]), mate(2, &[before])], "2026-11-08"), TeamState::Full, "it was before");
}

#[test]
fn a_reason_and_a_side_have_one_name_in_storage_and_as_they_travel() {
    for why in Refused::ALL {
        assert_eq!(serde_json::to_value(why).unwrap(), why.name());
        assert_eq!(Refused::named(why.name()), why);
    }
    for side in Side::BOTH {
        assert_eq!((serde_json::to_value(side).unwrap(), Side::named(side.name())), (side.name().into(), Some(side)));
    }
}
