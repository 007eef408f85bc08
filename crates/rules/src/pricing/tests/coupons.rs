//! What each kind of coupon does, and which of them `best` takes.

use super::*;
use crate::refunds::Returned;
use crate::share::part_of;

fn pays(lines: &[&str], tier: &str, coupons: &[Coupon]) -> (i64, Vec<String>) {
    let buyer = buyer(tier, coupons);
    let priced = priced(&policy(), &basket(lines), Some(&buyer));
    (priced.to_pay.0, used(&priced).into_iter().map(str::to_owned).collect())
}

fn for_class(class: &str, template: Template) -> Template {
    Template { scope: Scope { classes: vec![class.into()], ..Scope::default() }, ..template }
}

fn numbered(template: &Template, count: usize) -> Vec<Coupon> {
    (0..count).map(|nth| Coupon { id: CouponId(format!("{}-{nth}", template.id)), ..coupon(template) }).collect()
}

#[test]
fn an_amount_never_takes_more_than_there_is() {
    assert_eq!(pays(&["a sale 1 300"], "base", &[coupon(&amount_off("ten", 0, 1000))]), (0, vec!["ten".to_owned()]));
}

#[test]
fn a_per_cent_rounds_what_is_paid_down_and_stops_at_its_cap() {
    let ten = coupon(&percent_off("ten", 90));
    assert_eq!(pays(&["a sale 1 999"], "base", std::slice::from_ref(&ten)).0, 899);
    let effect = Effect::PercentOff { pays_percent: 50, at_most: Some(Fen(300)), instead_of_member_price: false };
    let capped = coupon(&template("half", effect));
    assert_eq!(pays(&["a sale 1 999"], "base", &[capped]).0, 699);
}

#[test]
fn a_coupon_takes_from_the_goods_in_its_scope_in_proportion_to_what_remains() {
    let basket = basket(&["a tea 1 100", "b tea 1 200", "c sale 1 1000", "d tea 3 100"]);
    let buyer = buyer("base", &[coupon(&for_class("tea", amount_off("tea", 0, 100)))]);
    let priced = priced(&policy(), &basket, Some(&buyer));
    let offs: Vec<i64> = ways(&priced).iter().map(|way| way.first().map_or(0, |(_, off)| *off)).collect();
    // 16⅔, 33⅓, –, 50
    assert_eq!(offs, [17, 33, 0, 50]);
}

#[test]
fn the_coupon_that_asks_for_most_is_asked_first_and_the_next_sees_what_it_left() {
    let high = coupon(&amount_off("high", 20_000, 5000));
    let low = coupon(&amount_off("low", 10_000, 3000));
    let both = [low, high];
    assert_eq!(pays(&["a sale 1 20000"], "base", &both), (12_000, vec!["high".to_owned(), "low".to_owned()]));
    assert_eq!(pays(&["a sale 1 19999"], "base", &both), (16_999, vec!["low".to_owned()]));
    let lower = coupon(&amount_off("next", 16_000, 1000));
    // After the first only 15 000 are left, which is less than the second asks for.
    let (to_pay, used) = pays(&["a sale 1 20000"], "base", &[both[1].clone(), lower]);
    assert_eq!((to_pay, used), (15_000, vec!["high".to_owned()]));
}

#[test]
fn a_smaller_coupon_is_left_out_where_it_would_spoil_the_threshold_of_a_larger() {
    let per_cent = coupon(&Template { threshold: Some(Fen(10_000)), ..percent_off("per-cent", 95) });
    let amount = coupon(&amount_off("amount", 9_800, 4000));
    // The per cent would leave 9500, less than the amount asks for.
    assert_eq!(pays(&["a sale 1 10000"], "base", &[per_cent, amount]), (6000, vec!["amount".to_owned()]));
}

#[test]
fn coupons_of_one_group_exclude_each_other_and_those_of_different_groups_do_not() {
    let of = |group: &str, id: &str, fen| coupon(&Template { group: group.into(), ..amount_off(id, 0, fen) });
    let held = [of("main", "five", 500), of("main", "six", 600), of("side", "one", 100)];
    assert_eq!(pays(&["a sale 1 5000"], "base", &held), (4300, vec!["one".to_owned(), "six".to_owned()]));
}

#[test]
fn only_so_many_of_a_template_and_so_many_in_all_go_into_a_basket() {
    let two = Template { per_basket: 2, ..amount_off("two", 0, 100) };
    assert_eq!(pays(&["a sale 1 5000"], "base", &numbered(&two, 4)).0, 4800);
    let mut policy = policy();
    policy.pricing.coupons_per_basket = 3;
    let many: Vec<Coupon> = (1..=8).map(|nth| coupon(&amount_off(&format!("c{nth}"), 0, nth * 10))).collect();
    let buyer = buyer("base", &many);
    let priced = priced(&policy, &basket(&["a sale 1 5000"]), Some(&buyer));
    assert_eq!((priced.to_pay, used(&priced)), (Fen(4790), vec!["c6", "c7", "c8"]));
}

#[test]
fn of_three_pieces_the_cheapest_is_free_and_all_three_share_it() {
    let three = coupon(&template("three", Effect::BuyThreeOneFree));
    let basket = basket(&["a sale 1 10000", "b sale 1 9000", "c sale 1 8000", "d sale 1 1000"]);
    let buyer = buyer("base", &[three]);
    let priced = priced(&policy(), &basket, Some(&buyer));
    let offs: Vec<i64> = ways(&priced).iter().map(|way| way.first().map_or(0, |(_, off)| *off)).collect();
    // The three dearest make the three; 8000 in the proportion 10 : 9 : 8.
    assert_eq!(offs, [2963, 2667, 2370, 0]);
}

#[test]
fn three_for_two_counts_pieces_within_a_line_and_each_piece_once() {
    let template = Template { per_basket: 3, ..template("three", Effect::BuyThreeOneFree) };
    let held = numbered(&template, 3);
    assert_eq!(pays(&["a sale 3 1000"], "base", &held), (2000, vec!["three-0".to_owned()]));
    assert_eq!(pays(&["a sale 7 1000"], "base", &held).0, 5000);
    assert_eq!(pays(&["a sale 9 1000"], "base", &held).0, 6000);
    assert_eq!(pays(&["a sale 2 1000", "b sale 5 0"], "base", &held).0, 2000, "what costs nothing is not counted");
}

#[test]
fn a_trial_makes_one_piece_cost_nothing_and_it_counts_for_no_three() {
    let scope = Scope { items: vec!["new".into()], ..Scope::default() };
    let trial = coupon(&Template { scope, ..template("trial", Effect::Trial { yuan: Fen::ZERO }) });
    let three = coupon(&template("three", Effect::BuyThreeOneFree));
    assert_eq!(pays(&["new tea 2 1500", "b sale 1 9000"], "base", std::slice::from_ref(&trial)).0, 10_500);
    // With the trial only two pieces are left for 三免一: either takes 1500, and one coupon is fewer than two.
    let (to_pay, used) = pays(&["new tea 2 1500", "b sale 1 9000"], "base", &[trial.clone(), three.clone()]);
    assert_eq!((to_pay, used.len()), (10_500, 1));
    assert_eq!(pays(&["new tea 3 1500", "b sale 1 9000"], "base", &[trial, three]).0, 10_500);
}

#[test]
fn a_set_for_99_costs_99_once_and_what_costs_less_is_not_made_dearer() {
    let scope = Scope { items: vec!["set".into()], ..Scope::default() };
    let set = coupon(&Template { scope, group: "set".into(), ..template("set-99", Effect::Trial { yuan: Fen(9900) }) });
    let of = |lines: &[&str]| pays(lines, "base", std::slice::from_ref(&set));
    assert_eq!(of(&["set sale 1 16800"]), (9900, vec!["set-99".to_owned()]));
    assert_eq!(of(&["set sale 2 16800"]).0, 9900 + 16_800, "one piece");
    assert_eq!(of(&["set sale 1 9900"]), (9900, vec![]));
    assert_eq!(of(&["set sale 1 5000"]), (5000, vec![]));
    let buyer = buyer("base", std::slice::from_ref(&set));
    let cheap = priced(&policy(), &basket(&["set sale 1 5000"]), Some(&buyer));
    assert_eq!(cheap.declined, [Declined { coupon: "set-99".into(), why: Why::NothingLeft }]);
    // What else takes something goes on from the 99.
    let ten = coupon(&template(
        "ten",
        Effect::PercentOff { pays_percent: 90, at_most: None, instead_of_member_price: false },
    ));
    assert_eq!(pays(&["set sale 1 16800"], "base", &[set, ten]).0, 8910);
}

#[test]
fn a_birthday_per_cent_stands_in_place_of_the_member_price_and_never_on_top() {
    let effect = Effect::PercentOff { pays_percent: 75, at_most: None, instead_of_member_price: true };
    let birthday = coupon(&for_class("regular", template("birthday", effect)));
    let basket = basket(&["a regular 1 10000", "b sale 1 10000"]);
    let silver = buyer("silver", std::slice::from_ref(&birthday));
    let priced = priced(&policy(), &basket, Some(&silver));
    assert_eq!(ways(&priced), [vec![("birthday".to_owned(), 2500)], vec![]]);
    assert_eq!(priced.lines[0].outdone[0].price, Fen(8500));
    assert_eq!(priced.coupons[0].off, Fen(2500));
    let mut cheaper = policy();
    cheaper.pricing.limited = vec![limited("clearance", "regular", 60)];
    let priced = super::priced(&cheaper, &basket, Some(&silver));
    assert_eq!(priced.to_pay, Fen(16_000));
    assert_eq!(priced.declined, [Declined { coupon: "birthday".into(), why: Why::NothingLeft }]);
}

#[test]
fn a_gift_comes_where_it_costs_nothing() {
    let gift = Effect::Gift { gift: text("biscuits"), item: Some("70012".into()) };
    let free = coupon(&Template { threshold: Some(Fen(1000)), ..template("gift", gift.clone()) });
    let buyer_of = |coupons: &[Coupon]| buyer("base", coupons);
    let buyer = buyer_of(std::slice::from_ref(&free));
    let got = priced(&policy(), &basket(&["a sale 1 1000"]), Some(&buyer));
    assert_eq!(got.coupons[0].gift, Some(text("biscuits")));
    assert_eq!((got.coupons[0].off, got.coupons[0].gift_item.clone()), (Fen::ZERO, Some("70012".into())));
    // In one group with money off, money wins.
    let group = |template: Template| coupon(&Template { group: "main".into(), ..template });
    let (to_pay, used) =
        pays(&["a sale 1 1000"], "base", &[group(template("gift", gift)), group(amount_off("one", 0, 1))]);
    assert_eq!((to_pay, used), (999, vec!["one".to_owned()]));
}

#[test]
fn among_equals_fewer_are_used_then_what_ends_first_then_the_first_id() {
    let ends =
        |id: &str, fen, days| Coupon { ends: Some(now() + Duration::days(days)), ..coupon(&amount_off(id, 0, fen)) };
    let of_500 = |used: &[Coupon]| pays(&["a sale 1 500"], "base", used).1;
    assert_eq!(of_500(&[ends("two", 200, 1), ends("three", 300, 1), ends("five", 500, 9)]), ["five"]);
    assert_eq!(of_500(&[ends("later", 500, 9), ends("sooner", 500, 3)]), ["sooner"]);
    assert_eq!(of_500(&[ends("b", 500, 3), ends("a", 500, 3)]), ["a"]);
    let never = Coupon { ends: None, ..coupon(&amount_off("a", 0, 500)) };
    assert_eq!(of_500(&[never, ends("z", 500, 9000)]), ["z"]);
    let twins = numbered(&amount_off("twin", 0, 500), 3);
    let sooner = Coupon { ends: Some(now() + Duration::days(1)), ..twins[2].clone() };
    assert_eq!(of_500(&[twins[0].clone(), twins[1].clone(), sooner]), ["twin-2"]);
}

#[test]
fn a_coupon_keeps_the_terms_that_it_was_given_with() {
    let mut policy = policy();
    policy.coupons = vec![amount_off("ten", 50_000, 1)];
    let held = coupon(&amount_off("ten", 0, 1000));
    let buyer = buyer("base", &[held]);
    assert_eq!(priced(&policy, &basket(&["a sale 1 5000"]), Some(&buyer)).to_pay, Fen(4000));
}

#[test]
fn returned_pieces_bring_back_the_line_to_the_fen() {
    let mut policy = policy();
    policy.pricing.points = Some(PointsAsMoney { per_yuan: 100, up_to_percent: 30 });
    let buyer = buyer("silver", &[coupon(&amount_off("ten", 0, 1000))]);
    let basket = basket(&["a regular 3 3333", "b sale 7 101"]);
    let priced = asked(&policy, &basket, Some(&buyer), &Choice::Best, Points(1_000_000));
    let line = &priced.lines[0];
    let mut back = Returned { paid: line.paid, ..Returned::default() };
    let points = [0, 1, 2].map(|nth| {
        let before = back.of(line.points());
        back = back.and(Fen(part_of(line.paid.0, 3, nth, 1)));
        back.of(line.points()) - before
    });
    assert!(back.is_whole());
    assert_eq!(points.iter().copied().sum::<Points>(), line.points());
    assert!(points[2] - points[0] <= Points(2), "pieces of a line are alike");
}
