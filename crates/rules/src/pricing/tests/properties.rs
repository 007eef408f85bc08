//! What holds of every basket with any coupons.

use super::*;
use proptest::prelude::*;
use proptest::sample::select;

const CLASSES: [&str; 3] = ["regular", "sale", "tea"];
const ITEMS: [&str; 4] = ["a", "b", "c", "d"];

fn line() -> impl Strategy<Value = Line> {
    let price = prop_oneof![0_i64..12, 90_i64..120, 1_000_i64..9_000];
    (select(&ITEMS[..]), select(&CLASSES[..]), 1_i64..4, price).prop_map(|(item, class, quantity, price)| Line {
        item: item.into(),
        class: class.into(),
        quantity,
        price: Fen(price),
    })
}

fn effect() -> impl Strategy<Value = Effect> {
    let amount = prop_oneof![1_i64..40, 100_i64..4_000];
    prop_oneof![
        4 => amount.prop_map(|fen| Effect::AmountOff { yuan: Fen(fen) }),
        3 => (1_u8..100, prop::option::of(1_i64..900), prop::bool::weighted(0.3)).prop_map(|(percent, most, instead)| {
            let at_most = most.filter(|_| !instead).map(Fen);
            Effect::PercentOff { pays_percent: percent, at_most, instead_of_member_price: instead }
        }),
        2 => prop_oneof![Just(0), 1_i64..120, 1_000_i64..6_000].prop_map(|fen| Effect::Trial { yuan: Fen(fen) }),
        2 => Just(Effect::BuyThreeOneFree),
        1 => Just(Effect::Gift { gift: text("gift"), item: None }),
        1 => Just(Effect::FreeDelivery),
    ]
}

fn held_template() -> impl Strategy<Value = Template> {
    let threshold = prop::option::weighted(0.5, prop_oneof![1_i64..400, 1_000_i64..15_000]);
    let scope = prop_oneof![
        2 => Just(Scope::default()),
        1 => select(&CLASSES[..]).prop_map(|class| Scope { classes: vec![class.into()], ..Scope::default() }),
        1 => select(&ITEMS[..]).prop_map(|item| Scope { items: vec![item.into()], ..Scope::default() }),
    ];
    let group = prop_oneof![2 => Just(None), 1 => select(vec![Some("x"), Some("y")])];
    (effect(), threshold, scope, group, 1_u32..3).prop_map(|(effect, threshold, scope, group, per_basket)| Template {
        threshold: threshold.map(Fen),
        scope,
        group: group.unwrap_or_default().into(),
        per_basket,
        ..template("", effect)
    })
}

/// Coupons of a few templates, some of them several times, which end on one of three days or never.
fn held(most: usize) -> impl Strategy<Value = Vec<Coupon>> {
    let end = prop::option::weighted(0.8, 1_i64..4);
    let one = (held_template(), prop::collection::vec(end, 1..3));
    prop::collection::vec(one, 0..most).prop_map(move |templates| {
        let mut coupons = Vec::new();
        for (at, (template, ends)) in templates.into_iter().enumerate() {
            let id = format!("t{at}");
            let group = if template.group.is_empty() { id.clone() } else { template.group.clone() };
            let template = Template { id: id.as_str().into(), group, ..template };
            coupons.extend(ends.into_iter().enumerate().map(|(nth, days)| Coupon {
                id: CouponId(format!("{}{at}", 9 - nth)),
                ends: days.map(|days| now() + Duration::days(days)),
                ..coupon(&template)
            }));
        }
        coupons.truncate(most);
        coupons
    })
}

fn rules() -> impl Strategy<Value = Policy> {
    let fee = (1_i64..2_000, prop::option::of(1_i64..9_000));
    let off = prop::option::of((select(&CLASSES[..]), 1_u8..100));
    let points = prop::option::of((100_u32..400, 1_u8..=100));
    (1_u32..=5, prop::option::of(fee), off, points).prop_map(|(most, fee, off, points)| {
        let mut policy = policy();
        policy.pricing = Pricing {
            coupons_per_basket: most,
            campaigns: Vec::new(),
            goods: Vec::new(),
            limited: off.map(|(class, percent)| limited("off", class, percent)).into_iter().collect(),
            points: points.map(|(per_yuan, up_to_percent)| PointsAsMoney { per_yuan, up_to_percent }),
            delivery: fee.map(|(fee, from)| DeliveryFee { yuan: Fen(fee), free_from: from.map(Fen) }),
        };
        policy
    })
}

fn case(most: usize) -> impl Strategy<Value = (Policy, Basket, Vec<Coupon>)> {
    let basket = (prop::collection::vec(line(), 1..6), any::<bool>()).prop_map(|(lines, sent)| Basket { lines, sent });
    (rules(), basket, held(most))
}

fn best_of(policy: &Policy, basket: &Basket, coupons: &[Coupon]) -> Priced {
    priced(policy, basket, Some(&buyer("silver", coupons)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn best_is_what_trying_every_subset_the_long_way_finds((policy, basket, coupons) in case(8)) {
        let buyer = buyer("silver", &coupons);
        let priced = priced(&policy, &basket, Some(&buyer));
        let (total, gifts, count, _, ids) = plain::best(&policy, &basket, &buyer);
        let mut found: Vec<String> = used(&priced).into_iter().map(str::to_owned).collect();
        found.sort();
        let mut expected = ids;
        expected.sort();
        prop_assert_eq!(i128::from(priced.total.0), total);
        prop_assert_eq!((priced.coupons.iter().filter(|one| one.gift.is_some()).count(), found.len()), (gifts.0, count));
        prop_assert_eq!(found, expected);
        prop_assert!(priced.best);
    }

    #[test]
    fn any_choice_by_hand_comes_to_what_the_long_way_says_and_to_no_less_than_best(
        (policy, basket, coupons) in case(8), mask in any::<u16>()
    ) {
        let buyer = buyer("silver", &coupons);
        let ids = coupons.iter().enumerate().filter(|(at, _)| mask & (1 << at) != 0).map(|(_, one)| one.id.clone());
        let by_hand = asked(&policy, &basket, Some(&buyer), &Choice::These(ids.collect()), Points::ZERO);
        prop_assert!(by_hand.total >= best_of(&policy, &basket, &coupons).total);
        let taken = used(&by_hand);
        let set: Vec<&Coupon> = coupons.iter().filter(|one| taken.contains(&one.id.0.as_str())).collect();
        let (total, ..) = plain::key(&policy, &basket, &buyer, &set).unwrap();
        prop_assert_eq!(i128::from(by_hand.total.0), total);
        prop_assert_eq!(by_hand.coupons.len() + by_hand.declined.len(), coupons.len());
    }

    #[test]
    fn one_more_coupon_never_raises_the_price_and_no_single_one_beats_best((policy, basket, coupons) in case(7)) {
        let all = best_of(&policy, &basket, &coupons);
        for at in 0..coupons.len() {
            let mut without = coupons.clone();
            let alone = vec![without.remove(at)];
            prop_assert!(all.total <= best_of(&policy, &basket, &without).total);
            prop_assert!(all.total <= best_of(&policy, &basket, &alone).total);
        }
        prop_assert!(all.goods >= Fen::ZERO && all.to_pay >= Fen::ZERO);
        prop_assert!(all.total <= best_of(&policy, &basket, &[]).total);
    }

    #[test]
    fn returning_everything_in_any_steps_gives_everything_back((policy, basket, coupons) in case(6), points in 0_i64..9_000) {
        let buyer = buyer("silver", &coupons);
        let priced = asked(&policy, &basket, Some(&buyer), &Choice::Best, Points(points));
        let mut back = Part::default();
        for line in &priced.lines {
            for before in 0..line.quantity {
                let part = line.part(before, 1);
                prop_assert!(part.paid >= Fen::ZERO && part.points >= Points::ZERO);
                back.paid += part.paid;
                back.points += part.points;
            }
            prop_assert_eq!(line.part(0, line.quantity), Part { paid: line.paid, points: line.points() });
        }
        prop_assert_eq!(back.paid + priced.delivery.fee - priced.delivery.off, priced.to_pay);
        prop_assert_eq!(back.points, priced.points.spent);
        prop_assert!(priced.points.spent <= Points(points));
    }

    #[test]
    fn the_order_in_which_coupons_are_held_changes_nothing((policy, basket, coupons) in case(8), turn in any::<prop::sample::Index>()) {
        let mut turned = coupons.clone();
        turned.reverse();
        if !turned.is_empty() {
            let by = turn.index(turned.len());
            turned.rotate_left(by);
        }
        prop_assert_eq!(best_of(&policy, &basket, &coupons), best_of(&policy, &basket, &turned));
    }
}
