//! Every "no" says why, in figures, and what can be done about it.

use super::*;

fn no(lines: &[&str], tier: &str, coupons: &[Coupon], choice: &Choice) -> Vec<(String, Why)> {
    let buyer = buyer(tier, coupons);
    let priced = asked(&policy(), &basket(lines), Some(&buyer), choice, Points::ZERO);
    priced.declined.into_iter().map(|declined| (declined.coupon.0, declined.why)).collect()
}

/// The one reason why a coupon is not used in a basket of one line of `sale` for 50 yuan.
fn why(coupon: Coupon) -> Why {
    let [(_, why)] = no(&["a sale 1 5000"], "base", &[coupon], &Choice::Best).try_into().unwrap();
    why
}

#[test]
fn what_its_life_forbids_is_said_with_the_time() {
    let ten = coupon(&amount_off("ten", 0, 1000));
    let later = now() + Duration::hours(1);
    let before = now() - Duration::hours(1);
    assert_eq!(why(Coupon { starts: later, ..ten.clone() }), Why::NotYet { from: later });
    assert_eq!(why(Coupon { ends: Some(now()), ..ten.clone() }), Why::Expired { at: now() });
    let locked = Hold::Locked { quote: "q".into(), until: later };
    assert_eq!(why(Coupon { hold: locked, ..ten.clone() }), Why::Locked { until: later });
    let used = Hold::Used { sale: "s".into(), at: before };
    assert_eq!(why(Coupon { hold: used, ..ten.clone() }), Why::Used);
    assert_eq!(why(Coupon { void: Some("lost".into()), ..ten.clone() }), Why::Void { reason: "lost".into() });
    // A lock that is over forbids nothing, though nobody has noted it.
    let lapsed = Hold::Locked { quote: "q".into(), until: now() };
    assert!(no(&["a sale 1 5000"], "base", &[Coupon { hold: lapsed, ..ten }], &Choice::Best).is_empty());
}

#[test]
fn what_it_is_for_is_said_with_figures() {
    let ten = amount_off("ten", 10_000, 1000);
    let short = why(coupon(&ten));
    assert_eq!(short, Why::Short { threshold: Fen(10_000), short: Fen(5000) });
    assert_eq!(short.remedy(), Remedy::AddGoods { worth: Fen(5000) });
    let gold = why(coupon(&Template { tier: Some("gold".into()), ..ten.clone() }));
    assert_eq!(gold, Why::Tier { lowest: "gold".into() });
    assert_eq!(gold.remedy(), Remedy::ReachTier { tier: "gold".into() });
    let stores = Scope { stores: vec!["two".into()], ..Scope::default() };
    assert_eq!(why(coupon(&Template { scope: stores, ..ten.clone() })), Why::Store { stores: vec!["two".into()] });
    let tea = Scope { classes: vec!["tea".into()], ..Scope::default() };
    assert_eq!(why(coupon(&Template { scope: tea, ..ten })), Why::NotForThese);
    let three = why(coupon(&template("three", Effect::BuyThreeOneFree)));
    assert_eq!((three.clone(), three.remedy()), (Why::Pieces { have: 1, need: 3 }, Remedy::AddPieces { pieces: 2 }));
    assert_eq!(why(coupon(&template("sent", Effect::FreeDelivery))), Why::NoFee);
}

#[test]
fn what_others_forbid_names_them_and_what_it_would_come_to() {
    let of = |group: &str, id: &str, fen| coupon(&Template { group: group.into(), ..amount_off(id, 0, fen) });
    let held = [of("main", "five", 500), of("main", "six", 600)];
    let together = Why::Together { with: "six".into(), total: Fen(4500) };
    assert_eq!(together.remedy(), Remedy::LeaveOut { coupon: "six".into() });
    assert_eq!(no(&["a sale 1 5000"], "base", &held, &Choice::Best), [("five".to_owned(), together)]);
    let high = coupon(&amount_off("high", 5000, 2000));
    let low = coupon(&amount_off("low", 4000, 100));
    let short = Why::Short { threshold: Fen(4000), short: Fen(1000) };
    assert_eq!(no(&["a sale 1 5000"], "base", &[low, high], &Choice::Best), [("low".to_owned(), short)]);
    let all = coupon(&amount_off("all", 0, 5000));
    let more = coupon(&amount_off("more", 0, 100));
    let nothing = no(&["a sale 1 5000"], "base", &[all, more], &Choice::Best);
    assert_eq!(nothing, [("more".to_owned(), Why::NothingLeft)]);
}

#[test]
fn a_coupon_that_would_cost_more_than_it_takes_says_so() {
    let mut policy = policy();
    policy.pricing.delivery = Some(DeliveryFee { yuan: Fen(1200), free_from: Some(Fen(5000)) });
    let mut basket = basket(&["a sale 1 5000"]);
    basket.sent = true;
    let buyer = buyer("base", &[coupon(&amount_off("ten", 0, 1000))]);
    let priced = priced(&policy, &basket, Some(&buyer));
    assert_eq!(priced.declined, [Declined { coupon: "ten".into(), why: Why::NoBetter { total: Fen(5200) } }]);
}

#[test]
fn more_than_go_into_a_basket_are_told_how_many_do() {
    let two = Template { per_basket: 1, ..amount_off("two", 0, 100) };
    let held: Vec<Coupon> = ["x", "y"].map(|id| Coupon { id: id.into(), ..coupon(&two) }).into();
    let reasons = no(&["a sale 1 5000"], "base", &held, &Choice::Best);
    assert_eq!(reasons, [("y".to_owned(), Why::PerBasket { most: 1 })]);
    // Where the first of a kind cannot be used, the others say what it says.
    let dear = Template { threshold: Some(Fen(9000)), ..two };
    let held: Vec<Coupon> = ["x", "y"].map(|id| Coupon { id: id.into(), ..coupon(&dear) }).into();
    let short = Why::Short { threshold: Fen(9000), short: Fen(4000) };
    let both = [("x".to_owned(), short.clone()), ("y".to_owned(), short)];
    assert_eq!(no(&["a sale 1 5000"], "base", &held, &Choice::Best), both);
    let many: Vec<Coupon> = (1..=6).map(|nth| coupon(&amount_off(&format!("c{nth}"), 0, nth))).collect();
    assert_eq!(no(&["a sale 1 5000"], "base", &many, &Choice::Best), [("c1".to_owned(), Why::Full { most: 5 })]);
}

#[test]
fn coupons_chosen_by_hand_are_used_as_far_as_they_go_and_the_others_wait() {
    let of = |group: &str, id: &str, fen| coupon(&Template { group: group.into(), ..amount_off(id, 0, fen) });
    let held = [of("main", "five", 500), of("main", "six", 600), of("side", "one", 100)];
    let choice = Choice::These(vec!["five".into(), "stranger".into()]);
    let expected =
        [("one".to_owned(), Why::NotChosen), ("six".to_owned(), Why::NotChosen), ("stranger".to_owned(), Why::NotHeld)];
    assert_eq!(no(&["a sale 1 5000"], "base", &held, &choice), expected);
    let none = Choice::These(Vec::new());
    assert!(no(&["a sale 1 5000"], "base", &held, &none).iter().all(|(_, why)| *why == Why::NotChosen));
    let both = Choice::These(vec!["six".into(), "five".into()]);
    let reasons = no(&["a sale 1 5000"], "base", &held, &both);
    assert!(reasons.contains(&("six".to_owned(), Why::Together { with: "five".into(), total: Fen(4400) })));
}

#[test]
fn reasons_and_prices_travel() {
    let buyer = buyer("silver", &[coupon(&amount_off("ten", 0, 1000)), coupon(&amount_off("no", 90_000, 1))]);
    let priced = priced(&policy(), &basket(&["a regular 2 5000"]), Some(&buyer));
    let json = serde_json::to_string(&priced).unwrap();
    assert_eq!(serde_json::from_str::<Priced>(&json).unwrap(), priced);
    let held = serde_json::to_string(&buyer.coupons).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Coupon>>(&held).unwrap(), buyer.coupons);
    let choices = ["\"best\"", "{\"these\":[\"a\"]}"].map(|json| serde_json::from_str::<Choice>(json).unwrap());
    assert_eq!(choices, [Choice::Best, Choice::These(vec!["a".into()])]);
    let later: Why = serde_json::from_str("{\"why\":\"too_shiny\"}").unwrap();
    assert_eq!(later, Why::Unknown);
}
