//! Every row of the price order: campaign price, the larger of member price and limited discount, 三免一, coupons, points,
//! delivery.

use super::*;

fn with(change: impl FnOnce(&mut Pricing)) -> Policy {
    let mut policy = policy();
    change(&mut policy.pricing);
    policy
}

fn steps(of: &[(&str, i64)]) -> Vec<(String, i64)> {
    of.iter().map(|(name, off)| ((*name).to_owned(), *off)).collect()
}

#[test]
fn without_any_rule_the_list_price_is_paid() {
    let priced = priced(&policy(), &basket(&["a regular 2 1050", "b sale 1 999"]), None);
    assert_eq!((priced.list, priced.to_pay), (Fen(3099), Fen(3099)));
    assert_eq!(ways(&priced), [steps(&[]), steps(&[])]);
}

#[test]
fn every_rule_takes_from_what_the_one_before_it_left() {
    let mut policy = with(|pricing| {
        pricing.campaigns = vec![campaign("festival", "shirt", 10_000)];
        pricing.points = Some(PointsAsMoney { per_yuan: 100, up_to_percent: 50 });
        pricing.delivery = Some(DeliveryFee { yuan: Fen(1500), free_from: None });
    });
    policy.pricing.limited = vec![limited("week", "regular", 90)];
    let three = coupon(&template("three", Effect::BuyThreeOneFree));
    let ten = coupon(&percent_off("ten", 90));
    let five = coupon(&amount_off("five", 10_000, 500));
    let sent = coupon(&template("sent", Effect::FreeDelivery));
    let mut basket = basket(&["shirt regular 3 12000"]);
    basket.sent = true;
    let buyer = buyer("silver", &[five, sent, ten, three]);
    let all = Points(1_000_000);
    let priced = asked(&policy, &basket, Some(&buyer), &Choice::Best, all);
    let expected = [
        ("festival", 6000), // 36000 → 30000
        ("silver", 4500),   // × 85 %, and not also the limited 90 %
        ("three", 8500),    // one of three
        ("five", 500),      // 17000 reach its threshold, so it comes before the per cent
        ("ten", 1650),      // 16500 × 10 %
        ("7,425 points", 7425),
    ];
    assert_eq!(ways(&priced), [steps(&expected)]);
    assert_eq!((priced.goods, priced.total, priced.to_pay), (Fen(14_850), Fen(14_850), Fen(7425)));
    assert_eq!(priced.delivery, Delivery { fee: Fen(1500), off: Fen(1500), short: None });
    assert_eq!(used(&priced), ["three", "five", "ten", "sent"]);
}

#[test]
fn a_trial_counts_its_piece_and_three_for_two_goes_on_with_the_others() {
    let mut policy = with(|pricing| pricing.campaigns = vec![campaign("festival", "b", 8000)]);
    policy.pricing.coupons_per_basket = 2;
    let scope = Scope { items: vec!["new".into()], ..Scope::default() };
    let trial = coupon(&Template { scope, ..template("trial", Effect::Trial { yuan: Fen(900) }) });
    let three = coupon(&template("three", Effect::BuyThreeOneFree));
    let held = [three, trial];
    let buyer = buyer("silver", &held);
    let basket = basket(&["new regular 1 30000", "a sale 1 9000", "b sale 1 12000", "c regular 1 8000"]);
    let priced = asked(&policy, &basket, Some(&buyer), &Choice::Best, Points::ZERO);
    // The dearest piece is the trial's; of 9000, 8000 and 6800 the third is free.
    let expected = [
        steps(&[("silver", 4500), ("trial", 24_600)]),
        steps(&[("three", 2571)]),
        steps(&[("festival", 4000), ("three", 2286)]),
        steps(&[("silver", 1200), ("three", 1943)]),
    ];
    assert_eq!(ways(&priced), expected);
    assert_eq!((priced.to_pay, used(&priced)), (Fen(900 + 9000 + 8000), vec!["trial", "three"]));
}

#[test]
fn instead_of_the_member_price_is_of_the_campaign_price_and_not_of_one_that_stands_alone() {
    let effect = Effect::PercentOff { pays_percent: 75, at_most: None, instead_of_member_price: true };
    let held = [coupon(&template("birthday", effect))];
    let buyer = buyer("silver", &held);
    let basket = basket(&["shirt regular 2 12000", "tea tea 1 1001"]);
    let of = |alone| {
        let festival = Campaign { alone, ..campaign("festival", "shirt", 10_000) };
        priced(&with(|pricing| pricing.campaigns = vec![festival]), &basket, Some(&buyer))
    };
    let both = of(false);
    assert_eq!(ways(&both), [steps(&[("festival", 4000), ("birthday", 5000)]), steps(&[("birthday", 251)])]);
    let outdone = &both.lines[0].outdone;
    assert_eq!((outdone.len(), outdone[0].price), (1, Fen(17_000)), "the member price, of the campaign's as well");
    assert_eq!((both.to_pay, both.coupons[0].off), (Fen(15_750), Fen(5251)));
    assert_eq!(ways(&of(true)), [steps(&[("festival", 4000)]), steps(&[("birthday", 251)])]);
}

#[test]
fn the_lowest_campaign_price_holds_in_its_days_and_never_makes_anything_dearer() {
    let policy = with(|pricing| {
        let past = Campaign { until: today().minus_days(1), from: today().minus_days(5), ..campaign("past", "a", 1) };
        let members = Campaign { tier: Some("base".into()), ..campaign("members", "a", 600) };
        let elsewhere =
            Campaign { scope: Scope { stores: vec!["two".into()], ..Scope::default() }, ..campaign("two", "a", 2) };
        pricing.campaigns = vec![past, campaign("dear", "a", 5000), campaign("cheap", "a", 700), members, elsewhere];
    });
    let basket = basket(&["a regular 1 1000", "b regular 1 500"]);
    assert_eq!(ways(&priced(&policy, &basket, None)), [steps(&[("cheap", 300)]), steps(&[])]);
    let member = buyer("base", &[]);
    let priced = priced(&policy, &basket, Some(&member));
    assert_eq!(ways(&priced)[0], steps(&[("members", 400)]));
    assert_eq!(priced.lines[0].outdone.iter().map(|other| other.price).collect::<Vec<_>>(), [Fen(700)]);
}

#[test]
fn a_campaign_that_stands_alone_admits_points_and_nothing_else() {
    let policy = with(|pricing| {
        pricing.campaigns = vec![Campaign { alone: true, ..campaign("flash", "a", 5000) }];
        pricing.points = Some(PointsAsMoney { per_yuan: 100, up_to_percent: 100 });
    });
    let all = coupon(&amount_off("all", 0, 100));
    let of_a = Scope { items: vec!["a".into()], ..Scope::default() };
    let only_a = coupon(&Template { scope: of_a, ..amount_off("only-a", 0, 100) });
    let buyer = buyer("gold", &[all, only_a]);
    let basket = basket(&["a regular 1 8000", "b regular 1 1000"]);
    let priced = asked(&policy, &basket, Some(&buyer), &Choice::Best, Points(2000));
    assert_eq!(ways(&priced)[0], steps(&[("flash", 3000), ("1,754 points", 1754)]));
    assert_eq!(ways(&priced)[1], steps(&[("gold", 200), ("all", 100), ("246 points", 246)]));
    assert_eq!(priced.declined, [Declined { coupon: "only-a".into(), why: Why::Alone }]);
}

#[test]
fn the_larger_of_member_price_and_limited_discount_is_taken_and_the_other_is_named() {
    let mut policy = policy();
    policy.pricing.limited = vec![limited("flash", "regular", 70), limited("tea-week", "tea", 95)];
    let basket = basket(&["a regular 2 999", "b tea 1 1000", "c sale 1 1000"]);
    let silver = buyer("silver", &[]);
    let priced = priced(&policy, &basket, Some(&silver));
    // 699.3 a piece is 699: prices are of a piece, rounded down.
    assert_eq!(ways(&priced), [steps(&[("flash", 600)]), steps(&[("tea-week", 50)]), steps(&[])]);
    let outdone = &priced.lines[0].outdone;
    assert_eq!(outdone.len(), 1);
    assert_eq!(outdone[0].rule, Rule::MemberPrice { tier: "silver".into(), pays_percent: 85 });
    assert_eq!(outdone[0].price, Fen(1698));
}

#[test]
fn where_both_are_as_low_the_member_price_is_named() {
    let mut policy = policy();
    policy.pricing.limited = vec![limited("same", "regular", 85)];
    let silver = buyer("silver", &[]);
    assert_eq!(ways(&priced(&policy, &basket(&["a regular 1 1000"]), Some(&silver)))[0], steps(&[("silver", 150)]));
}

#[test]
fn limited_discounts_hold_on_their_days_for_their_tiers() {
    let mut policy = policy();
    let over = Limited { from: today().minus_days(3), until: today().minus_days(1), ..limited("over", "tea", 10) };
    let gold = Limited { tier: Some("gold".into()), ..limited("gold-only", "tea", 50) };
    policy.pricing.limited = vec![over, gold];
    let basket = basket(&["a tea 1 1000"]);
    let pays = |tier: Option<&str>| {
        let buyer = tier.map(|tier| buyer(tier, &[]));
        priced(&policy, &basket, buyer.as_ref()).to_pay.0
    };
    assert_eq!((pays(None), pays(Some("silver")), pays(Some("gold"))), (1000, 1000, 500));
}

#[test]
fn points_pay_every_fen_up_to_their_share_and_are_never_worth_change() {
    let pays = |per_yuan, up_to_percent, wanted, had| {
        let policy = with(|pricing| pricing.points = Some(PointsAsMoney { per_yuan, up_to_percent }));
        let buyer = Buyer { points: Points(had), ..buyer("base", &[]) };
        let priced =
            asked(&policy, &basket(&["a sale 1 999", "b sale 1 1"]), Some(&buyer), &Choice::Best, Points(wanted));
        (priced.points.spent.0, priced.points.covers.0, priced.points.at_most.0)
    };
    assert_eq!(pays(100, 100, 9999, 9999), (1000, 1000, 1000));
    assert_eq!(pays(100, 50, 9999, 9999), (500, 500, 500));
    assert_eq!(pays(100, 100, 30, 9999), (30, 30, 1000));
    assert_eq!(pays(100, 100, 9999, 70), (70, 70, 70));
    // 250 points are one yuan: 7 points pay 2 fen, for which 5 are enough.
    assert_eq!(pays(250, 100, 7, 9999), (5, 2, 2500));
    assert_eq!(pays(100, 100, -5, 9999), (0, 0, 1000));
    assert_eq!(pays(100, 100, 5, -9999), (0, 0, 0));
}

#[test]
fn a_line_has_the_points_that_its_own_money_is_worth() {
    let policy = with(|pricing| pricing.points = Some(PointsAsMoney { per_yuan: 101, up_to_percent: 100 }));
    let mut lines = vec!["a sale 1 100"];
    lines.resize(151, "b sale 1 1");
    let member = buyer("base", &[]);
    let priced = asked(&policy, &basket(&lines), Some(&member), &Choice::Best, Points(9999));
    assert_eq!((priced.points.spent, priced.points.covers), (Points(253), Fen(250)));
    let points: Vec<i64> = priced.lines.iter().map(|line| line.points().0).collect();
    // 101, and 1.01 each: the last two go to the first of the others.
    assert_eq!((points[0], points[1], points[2], points[3], points[150]), (101, 2, 2, 1, 1));
}

#[test]
fn delivery_comes_last_and_is_free_from_an_amount_after_coupons() {
    let fee = DeliveryFee { yuan: Fen(1200), free_from: Some(Fen(9900)) };
    let policy = with(|pricing| pricing.delivery = Some(fee));
    let delivery = |lines: &[&str], coupons: &[Coupon]| {
        let mut basket = basket(lines);
        basket.sent = true;
        let buyer = buyer("base", coupons);
        let priced = priced(&policy, &basket, Some(&buyer));
        (priced.delivery.fee.0, priced.delivery.short.map(|short| short.0), priced.total.0)
    };
    assert_eq!(delivery(&["a sale 1 9900"], &[]), (0, None, 9900));
    assert_eq!(delivery(&["a sale 1 9000"], &[]), (1200, Some(900), 10_200));
    let ten = coupon(&amount_off("ten", 0, 1000));
    // The coupon would cost the free delivery: 8900 + 1200 is more than 9900.
    assert_eq!(delivery(&["a sale 1 9900"], std::slice::from_ref(&ten)), (0, None, 9900));
    assert_eq!(delivery(&["a sale 1 9000"], &[ten]), (1200, Some(1900), 9200));
    let unsent = priced(&policy, &basket(&["a sale 1 1"]), None);
    assert_eq!(unsent.delivery, Delivery::default());
}

#[test]
fn a_basket_that_cannot_be_is_refused_with_its_line() {
    let store = StoreId::from("one");
    let bad = |basket: &Basket| {
        let (now, today) = (now(), today());
        let request =
            Request { basket, store: &store, now, today, buyer: None, choice: &Choice::Best, points: Points::ZERO };
        price(&policy(), &request).unwrap_err()
    };
    assert_eq!(bad(&basket(&[])), BadBasket::Empty);
    assert_eq!(bad(&basket(&["a sale 1 1", "b sale 0 1"])), BadBasket::Quantity { line: 1, most: 99_999 });
    assert_eq!(bad(&basket(&["a sale 1 -1"])), BadBasket::Price { line: 0, most: Fen::MAX });
    assert_eq!(bad(&basket(&["a sale 99999 9999999999"])), BadBasket::Price { line: 0, most: Fen::MAX });
    assert_eq!(bad(&basket(&["a gold 1 1"])), BadBasket::Class { line: 0, class: "gold".into() });
    assert_eq!(bad(&basket(&["a sale 1 1"; 201])), BadBasket::TooManyLines { most: 200 });
}
