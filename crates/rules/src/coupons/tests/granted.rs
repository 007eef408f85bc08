//! What is given by itself: once, whatever is moved.

use super::{day, template};
use crate::birthday::Birthday;
use crate::coupons::grants::{Due, Facts, due, on_joining, stands};
use crate::policy::{Grant, Occasion, Per, Policy, Template, TierId};
use crate::time::Day;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn grant(id: &str, coupon: &str, on: Occasion) -> Grant {
    Grant { id: id.into(), coupon: coupon.into(), on, tiers: Vec::new(), count: 1, per: Per::Ever, days_before: 0 }
}

fn for_tiers(tiers: &[&str], count: u32, per: Per) -> Grant {
    let tiers = tiers.iter().map(|tier| TierId::from(*tier)).collect();
    Grant { tiers, count, per, ..grant("three", "three", Occasion::Tier) }
}

/// The ladder of an online-born brand, the lowest first, with these grants of `three` and `birthday`.
fn policy(grants: Vec<Grant>) -> Policy {
    let mut policy = crate::pricing::tests::policy();
    let tier = policy.tiers[0].clone();
    let named = |id: &str| crate::policy::Tier { id: id.into(), ..tier.clone() };
    policy.tiers = ["low", "once", "thrice", "monthly", "koc"].map(named).into();
    let week = Template { days: Some(7), ..template("birthday") };
    policy.coupons = vec![template("three"), week, template("month")];
    policy.grants = grants;
    policy
}

fn facts(today: &str, tier: &str) -> Facts {
    Facts { today: day(today), tier: tier.into(), since: day("2026-01-01"), joined: day("2025-01-01"), birthday: None }
}

fn keys(dues: &[Due]) -> Vec<&str> {
    dues.iter().map(|due| due.key.as_str()).collect()
}

fn three_for_two() -> Policy {
    policy(vec![
        for_tiers(&["once"], 1, Per::Ever),
        for_tiers(&["thrice"], 3, Per::Ever),
        for_tiers(&["monthly", "koc"], 1, Per::Month),
    ])
}

#[test]
fn quotas_are_once_in_all_three_times_in_all_or_once_a_month() {
    let policy = three_for_two();
    let at = |today: &str, tier: &str| due(&policy, &facts(today, tier));
    assert_eq!(at("2026-05-05", "low"), []);
    assert_eq!(keys(&at("2026-05-05", "once")), ["tier:three:0"]);
    assert_eq!(keys(&at("2027-05-05", "once")), ["tier:three:0"], "a year later it is still the same one");
    assert_eq!(keys(&at("2026-05-05", "thrice")), ["tier:three:0", "tier:three:1", "tier:three:2"]);
    let month = at("2026-02-05", "monthly");
    assert_eq!(keys(&month), ["tier:2026-02:three:0"]);
    assert_eq!((month[0].first, month[0].last), (day("2026-02-01"), Some(day("2026-02-28"))));
    assert_eq!(keys(&at("2026-03-01", "koc")), ["tier:2026-03:three:0"]);
}

#[test]
fn of_several_grants_of_one_coupon_the_one_that_gives_the_most_counts() {
    let monthly = policy(vec![
        for_tiers(&["monthly", "koc"], 1, Per::Month),
        for_tiers(&["koc"], 2, Per::Month),
        for_tiers(&["koc"], 1, Per::Ever),
    ]);
    let at = |tier: &str| due(&monthly, &facts("2026-02-05", tier));
    assert_eq!(keys(&at("monthly")), ["tier:2026-02:three:0"]);
    assert_eq!(keys(&at("koc")), ["tier:2026-02:three:0", "tier:2026-02:three:1", "tier:three:0"]);
    let joining = |id: &str, count| Grant { count, ..grant(id, "three", Occasion::Joining) };
    let packs = policy(vec![joining("one", 1), joining("two", 2)]);
    assert_eq!(keys(&on_joining(&packs, &"low".into(), day("2026-02-05"))), ["joining:three:0", "joining:three:1"]);
}

#[test]
fn what_is_given_in_all_counts_its_days_from_the_day_it_is_given() {
    let policy = policy(vec![Grant { coupon: "birthday".into(), ..for_tiers(&["once"], 1, Per::Ever) }]);
    let dues = due(&policy, &facts("2026-05-05", "once"));
    assert_eq!((dues[0].first, dues[0].last), (day("2026-05-05"), Some(day("2026-05-12"))));
}

#[test]
fn rising_from_one_in_all_to_three_in_all_gives_two_more() {
    let policy = three_for_two();
    let mut given = BTreeSet::new();
    for tier in ["once", "thrice", "thrice"] {
        given.extend(due(&policy, &facts("2026-05-05", tier)).into_iter().map(|due| due.key));
    }
    assert_eq!(given.len(), 3);
}

#[test]
fn a_tier_that_is_undone_takes_its_own_with_it_and_a_higher_one_leaves_them() {
    let policy = three_for_two();
    let stands = |nth, tier: &str| stands(&policy, &"three".into(), nth, &tier.into());
    assert!(!stands(0, "low") && stands(0, "once") && !stands(1, "once"));
    assert!(stands(2, "thrice") && !stands(3, "thrice") && stands(2, "monthly"));
}

#[test]
fn a_yearly_pack_is_of_its_year_and_not_before_the_tier() {
    let policy = policy(vec![Grant { count: 2, ..for_tiers(&["koc"], 1, Per::Year) }]);
    let dues = due(&policy, &Facts { since: day("2026-06-10"), ..facts("2026-07-01", "koc") });
    assert_eq!(keys(&dues), ["tier:2026:three:0", "tier:2026:three:1"]);
    assert_eq!((dues[0].first, dues[0].last), (day("2026-06-10"), Some(day("2026-12-31"))));
}

#[test]
fn a_new_member_is_given_the_pack_for_as_long_as_its_coupons_say() {
    let policy =
        policy(vec![grant("pack", "birthday", Occasion::Joining), grant("b", "month", Occasion::BirthdayMonth)]);
    let dues = on_joining(&policy, &"low".into(), day("2026-12-30"));
    assert_eq!(keys(&dues), ["joining:birthday:0"]);
    assert_eq!((dues[0].first, dues[0].last), (day("2026-12-30"), Some(day("2027-01-06"))));
    assert!(due(&policy, &facts("2026-12-30", "low")).is_empty(), "joining is not held against anybody later");
}

fn born(month: u32, at: u32, today: &str, policy: &Policy) -> Vec<Due> {
    due(policy, &Facts { birthday: Some(Birthday { month, day: at }), ..facts(today, "low") })
}

#[test]
fn a_birthday_is_kept_by_month_and_day_and_once_a_year() {
    let policy = policy(vec![Grant { days_before: 3, ..grant("b", "birthday", Occasion::Birthday) }]);
    let at = |today: &str| born(5, 20, today, &policy);
    assert_eq!(at("2026-05-16"), []);
    let first = at("2026-05-17");
    assert_eq!(
        (keys(&first), first[0].first, first[0].last),
        (vec!["birthday:2026:0"], day("2026-05-17"), Some(day("2026-05-24")))
    );
    assert_eq!(at("2026-05-24"), first);
    assert_eq!(at("2026-05-25"), []);
    assert_eq!(keys(&at("2027-05-17")), ["birthday:2027:0"]);
    assert_eq!(due(&policy, &facts("2026-05-20", "low")), [], "nobody is asked for a birthday");
}

#[test]
fn around_new_year_a_birthday_belongs_to_the_year_in_which_its_coupon_begins() {
    let policy = policy(vec![Grant { days_before: 5, ..grant("b", "birthday", Occasion::Birthday) }]);
    for today in ["2026-12-29", "2027-01-03"] {
        let dues = born(1, 2, today, &policy);
        assert_eq!((keys(&dues), dues[0].first), (vec!["birthday:2026:0"], day("2026-12-28")), "{today}");
    }
    assert_eq!(keys(&born(1, 2, "2027-12-28", &policy)), ["birthday:2027:0"]);
}

#[test]
fn a_year_brings_one_set_whatever_tier_and_grants_become() {
    let for_one = |id: &str, coupon: &str, tier: &str| Grant {
        tiers: vec![tier.into()],
        ..grant(id, coupon, Occasion::BirthdayMonth)
    };
    let of = |policy: &Policy, tier: &str| {
        let birthday = Some(Birthday { month: 5, day: 20 });
        let dues = due(policy, &Facts { birthday, ..facts("2026-05-02", tier) });
        dues.into_iter().map(|due| format!("{} {}", due.key, due.template)).collect::<Vec<_>>()
    };
    let two = policy(vec![
        for_one("low", "three", "low"),
        for_one("once", "month", "once"),
        Grant { count: 2, ..for_one("again", "three", "once") },
    ]);
    assert_eq!(of(&two, "low"), ["birthday:2026:0 three"]);
    assert_eq!(of(&two, "once"), ["birthday:2026:0 month", "birthday:2026:1 three", "birthday:2026:2 three"]);
    assert_eq!(of(&policy(vec![for_one("low", "month", "low")]), "low"), ["birthday:2026:0 month"]);
}

#[test]
fn nobody_is_given_the_birthday_of_a_year_in_which_they_were_no_member() {
    let policy = policy(vec![grant("b", "birthday", Occasion::Birthday), grant("m", "month", Occasion::BirthdayMonth)]);
    let at = |month, day_of_month| {
        let birthday = Some(Birthday { month, day: day_of_month });
        let new = Facts { joined: day("2027-01-01"), birthday, ..facts("2027-01-01", "low") };
        due(&policy, &new).iter().map(|due| due.key.clone()).collect::<Vec<_>>()
    };
    assert_eq!(at(12, 28), Vec::<String>::new(), "who joins after it has none of last year");
    assert_eq!(at(1, 1), ["birthday:2027:0", "birthday:2027:1"]);
    assert_eq!(keys(&born(12, 28, "2027-01-01", &policy)), ["birthday:2026:0"], "a member of then has");
}

#[test]
fn who_was_born_on_29_february_has_a_birthday_every_year() {
    let on_the_day = policy(vec![grant("b", "birthday", Occasion::Birthday)]);
    assert_eq!(born(2, 29, "2027-02-28", &on_the_day)[0].first, day("2027-02-28"));
    assert_eq!(born(2, 29, "2028-02-28", &on_the_day), []);
    assert_eq!(born(2, 29, "2028-02-29", &on_the_day)[0].first, day("2028-02-29"));
    let in_the_month = policy(vec![grant("b", "month", Occasion::BirthdayMonth)]);
    let dues = born(2, 29, "2027-02-01", &in_the_month);
    assert_eq!((dues[0].first, dues[0].last), (day("2027-02-01"), Some(day("2027-02-28"))));
    assert_eq!(born(2, 29, "2028-02-29", &in_the_month)[0].last, Some(day("2028-02-29")));
    assert_eq!(born(2, 29, "2027-03-01", &in_the_month), []);
    assert!(Birthday { month: 2, day: 29 }.exists() && !Birthday { month: 2, day: 30 }.exists());
    assert_eq!(Birthday { month: 2, day: 30 }.in_year(2028), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn moving_the_birthday_every_day_of_a_year_does_not_make_two(
        births in prop::collection::vec((1_u32..=12, 1_u32..=31), 1..60), before in 0_u32..40, month in any::<bool>()
    ) {
        let on = if month { Occasion::BirthdayMonth } else { Occasion::Birthday };
        let days_before = if month { 0 } else { before };
        let policy = policy(vec![Grant { days_before, ..grant("b", "birthday", on) }]);
        let mut given: BTreeSet<(String, Day)> = BTreeSet::new();
        let mut keys = BTreeSet::new();
        let mut today = day("2026-01-01");
        let mut births = births.into_iter().cycle();
        while today.year() < 2029 {
            let (month, at) = births.next().unwrap();
            for due in born(month, at, &today.to_string(), &policy) {
                if keys.insert(due.key.clone()) {
                    given.insert((due.key, due.first));
                }
            }
            today = today.plus_days(5);
        }
        for year in 2025..=2028 {
            prop_assert!(given.iter().filter(|(_, first)| first.year() == year).count() <= 1);
        }
    }

    #[test]
    fn a_birthday_that_stays_brings_one_every_year(month in 1_u32..=12, at in 1_u32..=31, before in 0_u32..40) {
        prop_assume!(Birthday { month, day: at }.exists());
        let policy = policy(vec![Grant { days_before: before, ..grant("b", "birthday", Occasion::Birthday) }]);
        let mut keys = BTreeSet::new();
        let mut today = day("2026-06-01").minus_days(before);
        let last = today.plus_months(36);
        while today < last {
            keys.extend(born(month, at, &today.to_string(), &policy).into_iter().map(|due| due.key));
            today = today.plus_days(1);
        }
        prop_assert!((3..=4).contains(&keys.len()), "{keys:?}");
    }
}
