//! Baskets of 40 lines with 20 coupons, shaped so that little can be cut. How long the worst take is measured by
//! `cargo run --release -p shuke-rules --example worst_baskets`.

use super::*;

/// Twenty coupons that all go together, of which five go into a basket.
fn shapes() -> Vec<(&'static str, Vec<Template>)> {
    let ids = || (0_i64..20).map(|nth| (nth, format!("c{nth:02}")));
    let some = |nth: i64, step: i64, count: i64| Scope {
        items: (0..count).map(|at| format!("i{}", (nth * step + at * 3) % 40).as_str().into()).collect(),
        ..Scope::default()
    };
    let wide = |nth, template| Template { scope: some(nth, 7, 20), ..template };
    let mixed = |nth: i64, id: &str| match nth % 6 {
        0 => Template { per_basket: 2, ..template(id, Effect::BuyThreeOneFree) },
        1 => percent_off(id, 91),
        2 => amount_off(id, 20_000 + nth * 1_000, 1_500),
        3 => template(id, Effect::Trial { yuan: Fen(nth * 40) }),
        4 => template(id, Effect::PercentOff { pays_percent: 70, at_most: None, instead_of_member_price: true }),
        _ => amount_off(id, 0, 900 + nth),
    };
    vec![
        ("alike", ids().map(|(_, id)| amount_off(&id, 0, 1000)).collect()),
        ("overlapping", ids().map(|(nth, id)| wide(nth, amount_off(&id, 0, 3000 + nth * 7))).collect()),
        ("tight thresholds", ids().map(|(nth, id)| amount_off(&id, 60_000 - nth * 1_700, 1_900)).collect()),
        (
            "per cents",
            ids().map(|(nth, id)| wide(nth, percent_off(&id, 80 + u8::try_from(nth % 5).unwrap()))).collect(),
        ),
        ("mixed", ids().map(|(nth, id)| wide(nth, mixed(nth, &id))).collect()),
    ]
}

fn forty_lines() -> Basket {
    let lines: Vec<String> =
        (0..40).map(|at| format!("i{at} {} 1 {}", ["regular", "sale", "tea"][at % 3], 1_000 + at * 37)).collect();
    basket(&lines.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn twenty_coupons_on_forty_lines_are_compared_exactly() {
    for (name, templates) in shapes() {
        let coupons: Vec<Coupon> = templates.iter().map(coupon).collect();
        let buyer = buyer("silver", &coupons);
        let mut policy = policy();
        // Fewer than are allowed, because the long way is long.
        policy.pricing.coupons_per_basket = 3;
        let priced = priced(&policy, &forty_lines(), Some(&buyer));
        let (total, _, count, ..) = plain::best(&policy, &forty_lines(), &buyer);
        assert_eq!((i128::from(priced.total.0), priced.coupons.len()), (total, count), "{name}");
        assert!(priced.best);
    }
}

#[test]
fn twenty_coupons_of_which_none_can_be_cut_are_still_compared_to_the_end() {
    let coupons: Vec<Coupon> = (0..20).map(|nth| coupon(&amount_off(&format!("c{nth:02}"), 0, 1000))).collect();
    // What ends first is last in the order in which they apply.
    let soon = |(nth, coupon): (i64, Coupon)| Coupon { ends: Some(now() + Duration::days(40 - nth)), ..coupon };
    let coupons: Vec<Coupon> = (0..).zip(coupons).map(soon).collect();
    let buyer = buyer("base", &coupons);
    let priced = priced(&policy(), &forty_lines(), Some(&buyer));
    assert!(priced.best);
    assert_eq!(used(&priced), ["c15", "c16", "c17", "c18", "c19"]);
}

#[test]
fn of_many_coupons_the_best_are_found_where_most_can_be_cut() {
    let coupons: Vec<Coupon> =
        (0..60).map(|nth| coupon(&amount_off(&format!("c{nth:02}"), 0, 100 + nth * nth))).collect();
    let buyer = buyer("base", &coupons);
    let priced = priced(&policy(), &forty_lines(), Some(&buyer));
    assert!(priced.best);
    assert_eq!(used(&priced), ["c55", "c56", "c57", "c58", "c59"]);
}

#[test]
fn where_more_cannot_be_compared_the_strongest_are_and_the_answer_says_so() {
    // Any five of the thirty come to the same, so nothing can be cut; two weaker ones come before them.
    let alike = (0..30).map(|nth| coupon(&amount_off(&format!("c{nth:02}"), 0, 1000)));
    let weaker = (0..2).map(|nth| coupon(&amount_off(&format!("a{nth}"), 0, 999)));
    let coupons: Vec<Coupon> = weaker.chain(alike).collect();
    let buyer = buyer("base", &coupons);
    let priced = priced(&policy(), &forty_lines(), Some(&buyer));
    assert!(!priced.best);
    assert_eq!(used(&priced), ["c00", "c01", "c02", "c03", "c04"]);
    assert!(priced.declined.iter().all(|declined| declined.why == Why::Full { most: 5 }));
    assert_eq!(priced.coupons.len() + priced.declined.len(), 32);
}
