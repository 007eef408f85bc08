//! `[commission]`: whom it can name, and how many levels it may have.

use super::{SMALL, good, problems};

const REFERRAL: &str = "[referral]\nfriend = { points = 1 }\n";

fn with(commission: &str) -> String {
    format!("{SMALL}\n{REFERRAL}\n[commission]\n{commission}\n")
}

fn said(source: &str) -> Vec<String> {
    problems(source).iter().map(|problem| problem.split_once(": ").unwrap().1.to_owned()).collect()
}

/// Of the tier that the smallest policy has.
fn rate(more: &str) -> String {
    let tier = good(SMALL).tiers[0].id.clone();
    format!("[[commission.rates]]\ntier = \"{tier}\"\nper_cent = \"5\"\n{more}\n")
}

#[test]
fn a_commission_needs_no_more_than_a_rate_and_links_by_which_friends_come() {
    let commission = good(&with(&rate(""))).commission.unwrap();
    assert_eq!(
        (commission.hold_days, commission.days, commission.depth, commission.points_per_yuan),
        (14, 365, 1, 100)
    );
    assert_eq!(commission.rates[0].per_cent.to_string(), "5");
    let alone = format!("{SMALL}\n[commission]\n{}", rate(""));
    assert_eq!(
        said(&alone),
        ["commission: without [referral] nobody brings anybody – add [referral], or take [commission] out"]
    );
}

#[test]
fn a_rate_is_for_a_tier_that_is_there_and_for_each_once() {
    let twice = said(&with(&format!("{}{}", rate(""), rate(""))));
    assert!(twice[0].starts_with("commission.rates[1].tier: ") && twice[0].contains("has a rate already"), "{twice:?}");
    let nobody = said(&with("[[commission.rates]]\ntier = \"nobody\"\nper_cent = \"5\""));
    assert!(nobody[0].starts_with("commission.rates[0].tier: there is no tier `nobody`"), "{nobody:?}");
    let class = said(&with(&rate("by_class = { nothing = \"1\" }")));
    assert!(
        class[0].starts_with("commission.rates[0].by_class.nothing: there is no class of goods `nothing`"),
        "{class:?}"
    );
}

#[test]
fn a_third_level_is_refused_with_the_reason_and_a_second_one_needs_both_words() {
    for depth in 3..=9 {
        let said = said(&with(&format!("depth = {depth}\n{}", rate("second = \"1\""))));
        assert!(said[0].contains("pay for heads and not for goods") && said[0].ends_with("write 1, or 2"), "{said:?}");
    }
    assert_eq!(said(&with(&format!("depth = 2\n{}", rate("second = \"1\"")))), Vec::<String>::new());
    let one = said(&with(&rate("second = \"1\"")));
    assert!(one[0].starts_with("commission.rates[0].second: with one level nobody gets it"), "{one:?}");
    let none = said(&with(&format!("depth = 2\n{}", rate(""))));
    assert!(none[0].starts_with("commission.depth: no rate says what the second level gets"), "{none:?}");
}
