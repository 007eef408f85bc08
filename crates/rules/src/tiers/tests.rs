use super::*;
use crate::policy::{Class, Material, OnReview, Text};
use crate::{Multiplier, Points};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn tier(id: &str, spend: Option<i64>, single: Option<i64>, multiplier: &str) -> Tier {
    Tier {
        id: id.into(),
        name: Text::default(),
        spend: spend.map(|yuan| Fen(yuan * 100)),
        single: single.map(|yuan| Fen(yuan * 100)),
        by_invitation: spend.is_none(),
        multiplier: Multiplier::parse(multiplier).unwrap(),
        pays_percent: std::collections::BTreeMap::default(),
        benefits: Vec::new(),
        material: Material::Paper,
    }
}

fn rules(kind: LadderKind, tiers: Vec<Tier>) -> Rules {
    let regular = Class {
        id: "regular".into(),
        name: Text::default(),
        points_per_yuan: Multiplier::ONE,
        nothing_below_percent: None,
    };
    let ladder =
        Ladder { kind, months: 12, grace_days: 30, on_review: OnReview::Supported, points_tier: PointsTier::Before };
    Rules { ladder, tiers, earning: Earning { classes: vec![regular] } }
}

/// Policy A of the domain.
fn online() -> Rules {
    let tiers = vec![
        tier("xiaobai", Some(0), None, "1"),
        tier("suren", Some(499), None, "1.2"),
        tier("daren", Some(999), None, "1.5"),
        tier("hongren", Some(1999), None, "2"),
        tier("koc", None, None, "2"),
    ];
    rules(LadderKind::Lifetime, tiers)
}

/// Policy B of the domain.
fn shops() -> Rules {
    let tiers = vec![
        tier("points", Some(0), None, "1"),
        tier("silver", Some(3000), Some(2500), "1"),
        tier("gold", Some(5000), Some(4000), "1"),
        tier("diamond", Some(10_000), Some(8000), "1"),
    ];
    rules(LadderKind::Period, tiers)
}

fn bought(on: &str, yuan: i64) -> Fact {
    Fact::Purchase { day: day(on), paid: Fen(yuan * 100) }
}

fn walked<'a>(rules: &'a Rules, facts: &[Fact]) -> Walk<'a> {
    let mut walk = Walk::start(rules, day("2024-01-01"));
    for fact in facts {
        walk.take(fact);
    }
    walk
}

fn tier_on(rules: &Rules, facts: &[Fact], on: &str) -> String {
    let mut walk = Walk::start(rules, day("2024-01-01"));
    facts.iter().filter(|fact| fact.day() <= day(on)).for_each(|fact| walk.take(fact));
    walk.go_to(day(on));
    walk.standing().tier.0.clone()
}

#[test]
fn a_lifetime_ladder_climbs_by_all_spend_and_never_lapses() {
    let facts = [bought("2024-01-05", 498), bought("2024-03-01", 1), bought("2025-06-01", 1500)];
    let at = |on| tier_on(&online(), &facts, on);
    assert_eq!(
        [at("2024-02-29"), at("2024-03-01"), at("2025-06-01"), at("2040-01-01")],
        ["xiaobai", "suren", "hongren", "hongren"]
    );
}

#[test]
fn an_invited_tier_stays_above_what_spending_reaches() {
    let invited = Fact::Invitation { day: day("2024-02-01"), tier: "koc".into() };
    assert_eq!(tier_on(&online(), &[invited, bought("2024-03-01", 600)], "2024-03-01"), "koc");
}

#[test]
fn one_purchase_or_the_spend_of_the_period_lifts_at_once() {
    assert_eq!(tier_on(&shops(), &[bought("2024-02-01", 2500)], "2024-02-01"), "silver");
    let two = [bought("2024-02-01", 2499), bought("2024-02-01", 501)];
    assert_eq!(tier_on(&shops(), &two, "2024-02-01"), "silver");
    let apart = [bought("2024-02-01", 2499), bought("2025-02-01", 501)];
    assert_eq!(tier_on(&shops(), &apart, "2025-02-01"), "points");
    let in_time = [bought("2024-02-02", 2499), bought("2025-02-01", 501)];
    assert_eq!(tier_on(&shops(), &in_time, "2025-02-01"), "silver");
}

#[test]
fn the_review_comes_at_the_start_of_the_day_after_months_and_grace() {
    let facts = [bought("2024-01-31", 4000)];
    assert_eq!(walked(&shops(), &facts).standing().review, Some(day("2025-03-02")));
    assert_eq!(tier_on(&shops(), &facts, "2025-03-01"), "gold");
    assert_eq!(tier_on(&shops(), &facts, "2025-03-02"), "points");
}

#[test]
fn a_review_keeps_what_the_year_supports_and_starts_validity_anew() {
    let facts = [bought("2024-01-31", 4000), bought("2024-04-01", 3000), bought("2025-03-01", 2000)];
    let rules = shops();
    let mut walk = walked(&rules, &facts);
    walk.go_to(day("2025-03-02"));
    assert_eq!((walk.standing().tier.0.as_str(), walk.standing().since), ("gold", day("2025-03-02")));
    assert_eq!(walk.standing().review, Some(day("2026-04-01")));
    walk.go_to(day("2026-04-01"));
    assert_eq!(walk.standing().tier.0, "points");
}

#[test]
fn a_purchase_on_the_day_of_the_review_comes_after_it() {
    let facts = [bought("2024-01-31", 4000), bought("2025-03-02", 2600)];
    let rules = shops();
    let walk = walked(&rules, &facts);
    let path: Vec<_> = walk.steps().iter().map(|step| step.to.0.as_str()).collect();
    assert_eq!(path, ["gold", "points", "silver"]);
}

#[test]
fn a_review_drops_to_what_is_supported_or_one_step_as_the_policy_says() {
    let facts = [bought("2024-01-31", 8000), bought("2024-06-01", 2500)];
    let mut one_step = shops();
    one_step.ladder.on_review = OnReview::OneStep;
    assert_eq!(tier_on(&shops(), &facts, "2025-03-02"), "silver");
    assert_eq!(tier_on(&one_step, &facts, "2025-03-02"), "gold");
}

#[test]
fn reviews_that_nobody_looked_at_are_all_held_in_order() {
    let facts = [bought("2024-01-31", 8000), bought("2025-01-31", 2500)];
    let rules = shops();
    let mut walk = walked(&rules, &facts);
    walk.go_to(day("2030-01-01"));
    let path: Vec<_> = walk.steps().iter().map(|step| (step.day.to_string(), step.to.0.clone())).collect();
    let expected = [("2024-01-31", "diamond"), ("2025-03-02", "silver"), ("2026-04-01", "points")];
    assert_eq!(path, expected.map(|(on, tier)| (on.to_owned(), tier.to_owned())));
}

#[test]
fn new_thresholds_push_nobody_down_inside_a_validity() {
    let (rules, mut dearer) = (shops(), shops());
    dearer.tiers[1].spend = Some(Fen(900_000));
    dearer.tiers[1].single = None;
    let mut walk = walked(&rules, &[bought("2024-01-31", 2600)]).under(&dearer);
    walk.take(&bought("2024-06-01", 100));
    assert_eq!(walk.standing().tier.0, "silver");
    walk.go_to(day("2025-03-02"));
    assert_eq!(walk.standing().tier.0, "points");
}

#[test]
fn a_walk_that_resumes_goes_where_the_whole_walk_goes() {
    let facts =
        [bought("2024-01-31", 4000), bought("2024-12-01", 2600), bought("2025-02-01", 900), bought("2025-05-05", 3000)];
    let rules = shops();
    for cut in 0..facts.len() {
        let first = walked(&rules, &facts[..cut]);
        let mut rest = Walk::resume(&rules, first.standing().clone(), first.recent().to_vec());
        facts[cut..].iter().for_each(|fact| rest.take(fact));
        rest.go_to(day("2026-12-31"));
        let mut whole = walked(&rules, &facts);
        whole.go_to(day("2026-12-31"));
        assert_eq!(rest.standing(), whole.standing(), "cut at {cut}");
    }
}

#[test]
fn what_is_missing_says_how_much_by_when_and_the_single_purchase() {
    let rules = shops();
    let walk = walked(&rules, &[bought("2024-03-31", 1000), bought("2024-06-01", 800)]);
    let missing = missing_to_next(&rules, walk.standing(), walk.recent(), day("2024-07-01")).unwrap();
    let expected = Missing {
        tier: "silver".into(),
        spend: Fen(180_000),
        threshold: Fen(300_000),
        amount: Fen(120_000),
        by: Some(day("2025-03-30")),
        single: Some(Fen(250_000)),
    };
    assert_eq!(missing, expected);
    let on = |on: &str| {
        let mut later = walk.clone();
        later.take(&bought(on, 1200));
        later.into_standing().tier.0
    };
    assert_eq!([on("2025-03-30"), on("2025-03-31")], ["silver", "points"]);
}

#[test]
fn what_keeps_a_tier_counts_only_the_months_before_its_review() {
    let rules = shops();
    let walk = walked(&rules, &[bought("2024-01-31", 2600), bought("2024-05-01", 1000)]);
    let keep = missing_to_keep(&rules, walk.standing(), walk.recent()).unwrap();
    assert_eq!((keep.spend, keep.amount, keep.by), (Fen(100_000), Fen(200_000), Some(day("2025-03-01"))));
    let kept = walked(&rules, &[bought("2024-01-31", 2600), bought("2025-02-10", 2500)]);
    assert_eq!(missing_to_keep(&rules, kept.standing(), kept.recent()).unwrap().amount, Fen::ZERO);
}

#[test]
fn a_forecast_uses_the_tier_held_before_for_the_points() {
    let rules = online();
    let walk = walked(&rules, &[bought("2024-01-05", 400)]);
    let forecast = forecast(&rules, walk.standing(), walk.recent(), Fen(10_000), day("2024-02-01"));
    assert_eq!((forecast.standing.tier.0.as_str(), forecast.points), ("suren", Points(100)));
}

#[test]
fn a_longer_period_counts_what_a_shorter_one_had_left_behind() {
    let (year, mut two) = (shops(), shops());
    two.ladder.months = 24;
    let mut walk = walked(&year, &[bought("2024-01-31", 2000), bought("2025-06-01", 500)]).under(&two);
    walk.take(&bought("2025-06-02", 500));
    assert_eq!(walk.standing().tier.0, "silver");
}

#[test]
fn a_ladder_that_becomes_one_for_life_holds_no_review_any_more() {
    let (period, mut lifetime) = (shops(), shops());
    lifetime.ladder.kind = LadderKind::Lifetime;
    let mut walk = walked(&period, &[bought("2024-01-31", 4000)]).under(&lifetime);
    walk.go_to(day("2030-01-01"));
    assert_eq!((walk.standing().tier.0.as_str(), walk.standing().review), ("gold", None));
}
