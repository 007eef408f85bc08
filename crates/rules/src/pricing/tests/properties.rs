//! What holds of every basket with any coupons.

use super::*;
use crate::refunds::Returned;
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
    let rest = (group, 1_u32..3, gates());
    (effect(), threshold, scope, rest).prop_map(|(effect, threshold, scope, (group, per_basket, (tier, stores)))| {
        Template {
            threshold: threshold.map(Fen),
            scope: Scope { stores, ..scope },
            tier,
            group: group.unwrap_or_default().into(),
            per_basket,
            ..template("", effect)
        }
    })
}

/// For whom something is, and where: mostly for everybody; now and then for a tier above the buyer's, or another shop.
fn gates() -> impl Strategy<Value = (Option<TierId>, Vec<StoreId>)> {
    let tier = prop_oneof![5 => Just(None), 1 => select(vec![Some("base"), Some("silver"), Some("gold")])];
    let stores = prop_oneof![5 => Just(vec![]), 1 => select(vec![vec!["one"], vec!["two"], vec!["two", "one"]])];
    (tier, stores).prop_map(|(tier, stores)| (tier.map(TierId::from), stores.into_iter().map(StoreId::from).collect()))
}

fn a_campaign() -> impl Strategy<Value = Campaign> {
    let fen = prop_oneof![0_i64..100, 500_i64..6_000];
    let days = prop_oneof![4 => Just(0), 1 => Just(3)];
    (select(&ITEMS[..]), fen, prop::bool::weighted(0.3), gates(), days).prop_map(
        |(item, fen, alone, (tier, stores), days)| {
            let one = campaign("", item, fen);
            // Three days ago it was over.
            let (from, until) = (Day(one.from.0 - Duration::days(days)), Day(one.until.0 - Duration::days(days)));
            Campaign { scope: Scope { stores, ..one.scope.clone() }, tier, alone, from, until, ..one }
        },
    )
}

fn a_limited() -> impl Strategy<Value = Limited> {
    (select(&CLASSES[..]), 1_u8..100, gates()).prop_map(|(class, percent, (tier, stores))| {
        let one = limited("", class, percent);
        Limited { scope: Scope { stores, ..one.scope.clone() }, tier, ..one }
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
    let prices = (prop::collection::vec(a_campaign(), 0..3), prop::collection::vec(a_limited(), 0..3));
    let points = prop::option::of((100_u32..400, 1_u8..=100));
    (1_u32..=5, prop::option::of(fee), prices, points).prop_map(|(most, fee, (mut campaigns, mut limited), points)| {
        for (at, one) in campaigns.iter_mut().enumerate() {
            one.id = format!("campaign-{at}").as_str().into();
        }
        for (at, one) in limited.iter_mut().enumerate() {
            one.id = format!("limited-{at}").as_str().into();
        }
        let mut policy = policy();
        policy.pricing = Pricing {
            coupons_per_basket: most,
            campaigns,
            goods: Vec::new(),
            limited,
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
    fn returning_everything_in_any_steps_gives_everything_back(
        (policy, basket, coupons) in case(6), points in 0_i64..9_000, steps in prop::collection::vec(1_i64..4_000, 1..5)
    ) {
        let buyer = buyer("silver", &coupons);
        let priced = asked(&policy, &basket, Some(&buyer), &Choice::Best, Points(points));
        let (mut money, mut back) = (Fen::ZERO, Points::ZERO);
        for line in &priced.lines {
            let mut returned = Returned { paid: line.paid, ..Returned::default() };
            for step in steps.iter().cycle() {
                let amount = Fen(*step).min(returned.left());
                let after = returned.and(amount);
                money += amount;
                back += after.of(line.points()) - returned.of(line.points());
                returned = after;
                if returned.is_whole() {
                    break;
                }
            }
        }
        prop_assert_eq!(money + priced.delivery.fee - priced.delivery.off, priced.to_pay);
        prop_assert_eq!(back, priced.points.spent);
        prop_assert!(priced.points.spent <= Points(points));
    }

    #[test]
    fn each_line_has_the_points_that_its_own_money_is_worth_but_for_one((policy, basket, coupons) in case(6), points in 0_i64..9_000) {
        let buyer = buyer("silver", &coupons);
        let priced = asked(&policy, &basket, Some(&buyer), &Choice::Best, Points(points));
        let per_yuan = policy.pricing.points.map_or(0, |rule| i64::from(rule.per_yuan));
        for step in priced.lines.iter().flat_map(|line| &line.steps) {
            if let Rule::Points { points } = step.rule {
                let off = points.0 * 100 - step.off.0 * per_yuan;
                prop_assert!(off.abs() < 100, "{step:?}");
            }
        }
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
