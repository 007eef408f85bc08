//! Orders that count and that do not, ties, refunds and the days on which something changes.

use super::Phase::{Final, Running, Settling, Soon};
use super::*;
use crate::policy::{BoardId, ContestTerms, FirstGift, Leaderboard, Prize, Scope, Text};
use chrono::{TimeZone, Utc};

pub(super) fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// November 2026, settled a week later.
pub(super) fn board(counts: Counts, least: Option<i64>) -> Leaderboard {
    Leaderboard {
        terms: terms(least),
        counts,
        prizes: vec![Prize { from: 1, to: 1, coupon: "set".into() }, Prize { from: 2, to: 3, coupon: "tin".into() }],
    }
}

fn terms(least: Option<i64>) -> ContestTerms {
    ContestTerms {
        id: BoardId::from("tea"),
        name: Text::default(),
        note: Text::default(),
        from: day("2026-11-01"),
        until: day("2026-11-30"),
        scope: Scope::default(),
        least: least.map(Fen),
        tier: None,
        settle_days: 7,
    }
}

pub(super) fn gift(places: u32) -> FirstGift {
    FirstGift { terms: terms(None), places, coupon: "tin".into() }
}

/// Order `id`, made at that hour of a day of November and booked at once.
pub(super) fn order(id: i64, of: u32, hour: u32, paid: i64) -> Order {
    let on = Day::new(2026, 11, of).unwrap();
    let at = Utc.with_ymd_and_hms(2026, 11, of, hour, 0, 0).unwrap();
    Order { id, at, day: on, booked: on, paid: Fen(paid), refunds: Vec::new() }
}

pub(super) fn back(mut order: Order, on: &str, amount: i64) -> Order {
    order.refunds.push(Refund { day: day(on), amount: Fen(amount) });
    order
}

fn totals(board: &Leaderboard, orders: &[Order], today: &str) -> (i64, i64) {
    board.contest().line(1, orders, day(today)).map_or((0, 0), |line| (line.confirmed, line.pending))
}

/// The members in order.
fn placed(contest: Contest<'_>, of: &[(i64, Vec<Order>)]) -> Vec<i64> {
    let line = |(member, orders): &(i64, Vec<Order>)| contest.line(*member, orders, day("2026-11-20"));
    let mut lines: Vec<Line> = of.iter().filter_map(line).collect();
    contest.sort(&mut lines);
    lines.iter().map(|line| line.member).collect()
}

#[test]
fn the_first_and_the_last_day_count_and_those_around_them_do_not() {
    let board = board(Counts::Paid, None);
    let mut before = order(1, 1, 1, 500);
    before.day = day("2026-10-31");
    let mut after = order(4, 30, 1, 500);
    after.day = day("2026-12-01");
    let orders = [before, order(2, 1, 1, 30), order(3, 30, 1, 7), after];
    assert_eq!(totals(&board, &orders, "2026-11-30"), (30, 7));
    let phases = ["2026-10-31", "2026-11-01", "2026-11-30", "2026-12-01", "2026-12-07", "2026-12-08"];
    let phases = phases.map(|today| board.contest().phase(day(today)));
    assert_eq!(phases, [Soon, Running, Running, Settling, Settling, Final]);
}

#[cfg(feature = "zone")]
#[test]
fn days_are_those_of_the_brands_zone() {
    let shanghai = crate::time::Zone::named("Asia/Shanghai").unwrap();
    let board = board(Counts::Paid, None);
    let made = |at: &str| {
        let at: Instant = at.parse().unwrap();
        let on = shanghai.day_of(at);
        Order { id: 1, at, day: on, booked: on, paid: Fen(5), refunds: Vec::new() }
    };
    assert_eq!(totals(&board, &[made("2026-10-31T15:59:59Z")], "2026-11-20"), (0, 0));
    assert_eq!(totals(&board, &[made("2026-10-31T16:00:00Z")], "2026-11-20"), (5, 0));
    assert_eq!(totals(&board, &[made("2026-11-30T15:59:59Z")], "2026-12-01"), (0, 5));
    assert_eq!(totals(&board, &[made("2026-11-30T16:00:00Z")], "2026-12-01"), (0, 0));
}

#[test]
fn an_order_is_pending_until_it_can_no_longer_be_returned() {
    let board = board(Counts::Paid, None);
    let orders = [order(1, 10, 9, 100)];
    assert_eq!(totals(&board, &orders, "2026-11-17"), (0, 100));
    assert_eq!(totals(&board, &orders, "2026-11-18"), (100, 0));
    // The last that counts is confirmed on the day on which all is final.
    assert_eq!(totals(&board, &[order(1, 30, 9, 100)], "2026-12-07"), (0, 100));
    assert_eq!(totals(&board, &[order(1, 30, 9, 100)], "2026-12-08"), (100, 0));
}

#[test]
fn what_came_back_is_taken_off_also_after_it_was_confirmed_and_never_after_the_end() {
    let board = board(Counts::Paid, None);
    assert_eq!(totals(&board, &[back(order(1, 2, 9, 100), "2026-11-25", 30)], "2026-11-26"), (70, 0));
    assert_eq!(totals(&board, &[back(order(1, 30, 9, 100), "2026-12-07", 30)], "2026-12-20"), (70, 0));
    assert_eq!(totals(&board, &[back(order(1, 30, 9, 100), "2026-12-08", 30)], "2026-12-20"), (100, 0));
    let late = Order { booked: day("2026-12-07"), ..order(1, 30, 9, 100) };
    assert_eq!(totals(&board, std::slice::from_ref(&late), "2026-12-20"), (100, 0));
    assert_eq!(totals(&board, &[Order { booked: day("2026-12-08"), ..late }], "2026-12-20"), (0, 0));
}

#[test]
fn an_order_of_which_less_than_the_least_remains_does_not_count_and_that_is_explained() {
    let least = board(Counts::Paid, Some(5000));
    let orders = [
        order(1, 2, 9, 4999),
        back(order(2, 3, 9, 5001), "2026-11-04", 1),
        back(back(order(3, 4, 9, 9000), "2026-11-05", 1000), "2026-11-09", 3001),
        back(order(4, 5, 9, 6000), "2026-11-06", 6000),
    ];
    assert_eq!(totals(&least, &orders, "2026-11-05"), (0, 5000));
    let removed = |order, on: &str, amount, why| Removed { order, day: day(on), amount, why };
    assert_eq!(
        least.contest().removed(&orders),
        [
            removed(3, "2026-11-09", 9000, Why::BelowLeast),
            removed(4, "2026-11-06", 6000, Why::Returned),
            removed(2, "2026-11-04", 1, Why::Returned),
        ]
    );
    let orders_count = board(Counts::Orders, Some(5000));
    assert_eq!(totals(&orders_count, &orders, "2026-11-05"), (0, 1));
    let taken: Vec<i64> = orders_count.contest().removed(&orders).iter().map(|removed| removed.order).collect();
    assert_eq!(taken, [3, 4], "an order that still counts was not removed");
}

#[test]
fn what_is_free_is_no_order() {
    assert_eq!(totals(&board(Counts::Orders, None), &[order(1, 2, 9, 0)], "2026-11-05"), (0, 0));
}

#[test]
fn of_equals_who_reached_it_first_is_first_and_what_came_back_was_never_bought() {
    let board = board(Counts::Paid, None);
    let early_then_late = vec![order(1, 2, 9, 60), order(5, 9, 9, 40)];
    let at_once = vec![order(3, 8, 9, 100)];
    assert_eq!(placed(board.contest(), &[(1, early_then_late.clone()), (2, at_once.clone())]), [2, 1]);
    // Without what came back the amount was reached on the second.
    let returned = vec![order(1, 2, 9, 100), back(order(5, 9, 9, 40), "2026-11-10", 40)];
    assert_eq!(placed(board.contest(), &[(1, returned), (2, at_once.clone())]), [1, 2]);
    // At the same instant: what was booked first.
    assert_eq!(placed(board.contest(), &[(1, vec![order(4, 8, 9, 100)]), (2, at_once)]), [2, 1]);
}

#[test]
fn one_more_than_the_next_is_what_is_missing() {
    let board = board(Counts::Paid, None);
    let line = |paid| board.contest().line(1, &[order(1, 2, 9, paid)], day("2026-11-05")).unwrap();
    assert_eq!(board.contest().missing(Some(&line(60)), &line(100)), 41);
    assert_eq!(board.contest().missing(Some(&line(100)), &line(100)), 1);
    assert_eq!(board.contest().missing(None, &line(100)), 101);
}

#[test]
fn the_gifts_go_to_the_first_and_a_place_that_a_refund_frees_to_the_next() {
    let gift = gift(2);
    let mut of = vec![(7, vec![order(3, 5, 9, 10)]), (8, vec![order(1, 6, 9, 10)]), (9, vec![order(2, 4, 9, 10)])];
    let given_to = |of: &[(i64, Vec<Order>)], keep: &[i64]| -> Vec<i64> {
        let contest = gift.contest();
        let mut lines: Vec<Line> =
            of.iter().filter_map(|(m, orders)| contest.line(*m, orders, day("2026-11-20"))).collect();
        contest.sort(&mut lines);
        given(&lines, 2, &keep.iter().copied().collect()).into_iter().collect()
    };
    assert_eq!(given_to(&of, &[]), [8, 9], "by booking: nobody who was given one is pushed out by a late till");
    of[1].1[0] = back(order(1, 6, 9, 10), "2026-11-07", 10);
    assert_eq!(given_to(&of, &[]), [7, 9]);
    assert_eq!(given_to(&of, &[8]), [8, 9], "what is used is not given to another");
    assert_eq!(given_to(&of, &[8, 9]), [8, 9]);
    of[1].1.push(order(6, 8, 9, 10));
    assert_eq!(given_to(&of, &[]), [7, 9], "a later order is a later place");
}

#[test]
fn only_orders_of_its_shops_and_tiers_count() {
    let policy = example();
    let mut board = board(Counts::Paid, None);
    let (low, high) = (TierId::from("xiaobai"), TierId::from("daren"));
    let shop = StoreId::from("wukang");
    assert!(board.contest().is_for(&policy, None, &low) && board.contest().is_for(&policy, Some(&shop), &low));
    board.terms.tier = Some(high.clone());
    assert!(!board.contest().is_for(&policy, Some(&shop), &low) && board.contest().is_for(&policy, Some(&shop), &high));
    board.terms.scope.stores = vec![shop.clone()];
    assert!(board.contest().is_for(&policy, Some(&shop), &high));
    assert!(!board.contest().is_for(&policy, None, &high), "bought online is bought in no shop");
    assert!(!board.contest().is_for(&policy, Some(&StoreId::from("other")), &high));
}

fn example() -> Policy {
    let tiers = ["xiaobai", "suren", "daren"].map(|id| {
        serde_json::json!({
            "id": id, "name": { "zh": id, "en": id }, "material": "paper"
        })
    });
    let text = serde_json::json!({ "zh": "a", "en": "a" });
    let policy = serde_json::json!({
        "brand": { "id": "a", "code": "001", "name": text, "line": text }, "stores": [], "ladder": { "kind": "lifetime" },
        "tiers": tiers, "earning": { "classes": [] }, "expiry": { "kind": "never" }, "consents": []
    });
    serde_json::from_value(policy).unwrap()
}
