use super::*;
use crate::pages::mall::tests::store;
use crate::tests::day;
use shuke_rules::Text;
use shuke_rules::policy::Express;

fn offer(id: &str, points: i64, fen: i64) -> Offer {
    let price = Price { points: Points(points), fen: Fen(fen) };
    let name = Text { zh: id.into(), en: id.into() };
    let item = Item { id: id.into(), name, price, ..Item::default() };
    Offer { item, left: 50, had: 0, withheld: None, tier_missing: None, gives: Vec::new() }
}

fn withheld(id: &str, why: Withheld) -> Offer {
    Offer { withheld: Some(why), ..offer(id, 10, 0) }
}

fn in_months(id: &str, months: &[u32]) -> Offer {
    let mut offer = offer(id, 100, 0);
    offer.item.months = months.to_vec();
    offer
}

fn ids<'a>(offers: impl IntoIterator<Item = &'a Offer>) -> Vec<&'a str> {
    offers.into_iter().map(|offer| offer.item.id.as_str()).collect()
}

#[test]
fn what_can_be_had_now_comes_first_in_the_brands_order_then_what_is_nearest() {
    let offers = [offer("far", 900, 0), offer("b", 500, 900), offer("near", 620, 0), offer("a", 80, 0)];
    assert_eq!(ids(ordered(&offers, Points(500))), ["b", "a", "near", "far"]);
}

#[test]
fn what_is_withheld_comes_last_by_why_however_cheap_it_is() {
    let offers = [
        withheld("over", Withheld::Over),
        withheld("later", Withheld::NotYet { from: day("2027-01-01") }),
        withheld("gone", Withheld::SoldOut),
        withheld("had", Withheld::HadAll { per_member: 1 }),
        withheld("tier", Withheld::Tier),
        offer("far", 9_000, 0),
    ];
    assert_eq!(ids(ordered(&offers, Points(500))), ["far", "tier", "had", "gone", "later", "over"]);
}

#[test]
fn what_is_owed_is_missing_too_but_what_costs_no_points_needs_none() {
    assert_eq!(Reach::of(&offer("a", 100, 0), Points(-20)), Reach::Short(Points(120)));
    assert_eq!(Reach::of(&offer("a", 0, 900), Points(-20)), Reach::Now);
    assert_eq!(Reach::of(&offer("a", 100, 0), Points(100)), Reach::Now);
}

#[test]
fn few_are_told_only_of_what_can_be_had() {
    assert_eq!(few_left(&Offer { left: 3, ..offer("a", 1, 0) }), Some(Count(3)));
    assert_eq!(few_left(&Offer { left: 11, ..offer("a", 1, 0) }), None);
    assert_eq!(few_left(&Offer { left: 0, ..withheld("a", Withheld::SoldOut) }), None);
}

#[test]
fn only_filters_that_change_something_are_offered() {
    let mut voucher = offer("v", 100, 0);
    voucher.item.kind = ItemKind::Voucher;
    let all = [offer("a", 100, 0), offer("b", 100, 0)];
    assert_eq!(Filter::useful(&all, Points(100)), []);
    let mixed = [offer("a", 100, 0), offer("b", 200, 900), voucher];
    let useful = [Filter::All, Filter::Affordable, Filter::PointsOnly, Filter::WithMoney, Filter::Vouchers];
    assert_eq!(Filter::useful(&mixed, Points(100)), useful);
    assert_eq!(Filter::Vouchers.still(&mixed, Points(100)), Filter::Vouchers);
    assert_eq!(Filter::Vouchers.still(&all, Points(100)), Filter::All);
    for filter in useful {
        assert_eq!(Filter::named(filter.id()), filter);
    }
}

#[test]
fn the_gift_calendar_goes_by_month_and_says_when_what_opens() {
    let mut late = in_months("late", &[12]);
    late.item.from = Some(day("2026-12-10"));
    let offers = [offer("always", 1, 0), in_months("november", &[11]), late, in_months("spring", &[3, 4])];
    let months = gift_months(&offers, day("2026-11-22"));
    let told: Vec<(String, Vec<(&str, String)>)> = months
        .iter()
        .map(|month| {
            let gifts = month.gifts.iter().map(|(offer, from)| (offer.item.id.as_str(), from.to_string())).collect();
            (month.first.to_string(), gifts)
        })
        .collect();
    let gift = |id, from: &str| vec![(id, from.to_owned())];
    assert_eq!(
        told,
        [
            ("2026-11-01".to_owned(), gift("november", "2026-11-22")),
            ("2026-12-01".to_owned(), gift("late", "2026-12-10")),
            ("2027-03-01".to_owned(), gift("spring", "2027-03-01")),
            ("2027-04-01".to_owned(), gift("spring", "2027-04-01")),
        ]
    );
}

#[test]
fn a_gift_that_is_over_this_month_is_not_in_it() {
    let mut gone = in_months("gone", &[11]);
    gone.item.until = Some(day("2026-11-20"));
    assert_eq!(gift_months(&[gone], day("2026-11-22")), []);
}

#[test]
fn points_that_would_have_ended_are_told_by_the_day_they_end() {
    let part = |points, until: Option<&str>| LotPart { points: Points(points), until: until.map(day) };
    let leaves =
        [part(200, Some("2026-12-31")), part(100, Some("2026-12-31")), part(900, Some("2027-12-31")), part(50, None)];
    assert_eq!(ending(Points(800), &leaves), [(Points(300), day("2026-12-31")), (Points(500), day("2027-12-31"))]);
    assert_eq!(ending(Points(250), &leaves), [(Points(250), day("2026-12-31"))]);
    assert_eq!(ending(Points(50), &leaves[3..]), []);
}

#[test]
fn money_is_due_before_something_is_sent_and_in_the_shop_otherwise() {
    let express = Express { store: "wukang".into(), yuan: Some(Fen(1_000)), points: Some(Points(200)) };
    let rules = MallRules { hold_minutes: 15, claim_days: 7, receive_days: 15, express: Some(express) };
    let mut cup = offer("cup", 500, 900);
    assert_eq!(ways(&cup.item, &rules).iter().map(|(way, _)| *way).collect::<Vec<_>>(), [Way::PickUp]);
    cup.item.can_be_sent = true;
    let due: Vec<Due> = ways(&cup.item, &rules).into_iter().map(|(way, total)| Due::of(way, total)).collect();
    assert_eq!(due, [Due::There(Fen(900)), Due::First(Fen(900)), Due::First(Fen(1_900))]);
    let tea = offer("tea", 500, 0);
    assert_eq!(
        ways(&tea.item, &rules).into_iter().map(|(way, total)| Due::of(way, total)).collect::<Vec<_>>(),
        [Due::Nothing]
    );
}

#[test]
fn the_shop_chosen_last_comes_first_and_the_rest_stay() {
    let stores = |ids: &[&str]| ids.iter().map(|id| store(id, Text::default())).collect::<Vec<_>>();
    let told = |stores: &[Store], id: &str| {
        first_of(stores, Some(&id.into())).iter().map(|store| store.id.0.clone()).collect::<Vec<_>>()
    };
    assert_eq!(told(&stores(&["a", "b", "c"]), "c"), ["c", "a", "b"]);
    assert_eq!(told(&stores(&["a", "b"]), "x"), ["a", "b"]);
}
