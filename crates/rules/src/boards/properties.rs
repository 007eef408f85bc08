//! Any orders and refunds, in any order, beside a recomputation the long way that shares no code: each fen or order is put
//! down one by one in time, and places are counted by comparing everybody with everybody.

use super::tests::{board, day, gift};
use super::*;
use chrono::{Duration, TimeZone, Utc};
use proptest::prelude::*;

/// Member, minutes since 20 October, days until it was booked, paid, and refunds: days later and how many tenths of it.
type Bought = (i64, i64, u32, i64, Vec<(u32, i64)>);

fn bought() -> impl Strategy<Value = Vec<Bought>> {
    let refunds = proptest::collection::vec((0_u32..30, 1_i64..=5), 0..3);
    let one = (0_i64..6, 0_i64..70_000, 0_u32..12, 0_i64..6, refunds);
    proptest::collection::vec(one, 0..40)
}

fn orders(bought: &[Bought]) -> Vec<(i64, Order)> {
    let start = Utc.with_ymd_and_hms(2026, 10, 20, 0, 0, 0).unwrap();
    let order = |(id, (member, minutes, late, paid, refunds)): (i64, &Bought)| {
        // Few different instants and amounts, so that there are ties.
        let at = start + Duration::minutes(minutes / 500 * 500);
        let on = Day(at.date_naive());
        let paid = paid * 10;
        let mut left = paid;
        let mut refund = |(later, tenths): &(u32, i64)| {
            let amount = (paid * tenths / 10).min(left);
            left -= amount;
            (amount > 0).then(|| Refund { day: on.plus_days(*later), amount: Fen(amount) })
        };
        let refunds = refunds.iter().filter_map(&mut refund).collect();
        (*member, Order { id, at, day: on, booked: on.plus_days(*late), paid: Fen(paid), refunds })
    };
    (1..).zip(bought).map(order).collect()
}

/// What an order is worth, said in one breath.
fn worth(contest: &Contest<'_>, order: &Order) -> i64 {
    let last = contest.until.plus_days(contest.settle_days);
    if order.day < contest.from || contest.until < order.day || last < order.booked {
        return 0;
    }
    let mut left = order.paid.0;
    for refund in &order.refunds {
        if refund.day <= last {
            left -= refund.amount.0;
        }
    }
    let enough = left > 0 && left >= contest.least.map_or(0, |least| least.0);
    match (enough, contest.won) {
        (false, _) => 0,
        (true, Won::Most(Counts::Paid, _)) => left,
        (true, _) => 1,
    }
}

/// Total, and when it was reached: by adding in time until it is.
fn long_way(contest: &Contest<'_>, mine: &[Order]) -> (i64, (Instant, i64)) {
    let total: i64 = mine.iter().map(|order| worth(contest, order)).sum();
    let mut in_time: Vec<&Order> = mine.iter().collect();
    in_time.sort_by_key(|order| (order.at, order.id));
    let mut so_far = 0;
    let reached = in_time.into_iter().find(|order| {
        so_far += worth(contest, order);
        so_far == total && total > 0
    });
    (total, reached.map_or((Instant::MIN_UTC, 0), |order| (order.at, order.id)))
}

fn of_member(orders: &[(i64, Order)], member: i64) -> Vec<Order> {
    orders.iter().filter(|(of, _)| *of == member).map(|(_, order)| order.clone()).collect()
}

proptest! {
    #[test]
    fn places_are_what_comparing_everybody_with_everybody_gives(
        bought in bought(), paid in any::<bool>(), least in proptest::option::of(1_i64..40), shift in 0_u32..60
    ) {
        let board = board(if paid { Counts::Paid } else { Counts::Orders }, least);
        let (contest, orders, today) = (board.contest(), orders(&bought), day("2026-10-20").plus_days(shift));
        let mut lines: Vec<Line> =
            (0..6).filter_map(|member| contest.line(member, &of_member(&orders, member), today)).collect();
        let mut inserted = Vec::new();
        for line in &lines {
            contest.insert(&mut inserted, *line);
        }
        contest.sort(&mut lines);
        prop_assert_eq!(&inserted, &lines);
        let all: Vec<_> = (0..6).map(|member| long_way(&contest, &of_member(&orders, member))).collect();
        let mut on_it = 0;
        for (member, (total, reached)) in (0..6).zip(&all) {
            if *total == 0 {
                prop_assert!(lines.iter().all(|line| line.member != member));
                continue;
            }
            on_it += 1;
            let before = all.iter().filter(|(other, when)| other > total || (other == total && when < reached)).count();
            prop_assert_eq!(lines[before].member, member);
            prop_assert_eq!(lines[before].total(), *total);
            let ripe = |order: &&Order| order.day.plus_days(contest.settle_days) < today;
            let confirmed: i64 = of_member(&orders, member).iter().filter(ripe).map(|order| worth(&contest, order)).sum();
            prop_assert_eq!(lines[before].confirmed, confirmed);
            if contest.phase(today) == Phase::Final {
                prop_assert_eq!(lines[before].pending, 0);
            }
        }
        prop_assert_eq!(lines.len(), on_it);
    }

    #[test]
    fn what_was_removed_and_what_is_left_are_what_was_bought(bought in bought(), least in proptest::option::of(1_i64..40)) {
        let board = board(Counts::Paid, least);
        let (contest, orders) = (board.contest(), orders(&bought));
        for member in 0..6 {
            let mine = of_member(&orders, member);
            let without: Vec<Order> = mine.iter().map(|order| Order { refunds: Vec::new(), ..order.clone() }).collect();
            let total = |orders: &[Order]| contest.line(member, orders, contest.from).map_or(0, |line| line.total());
            let removed: i64 = contest.removed(&mine).iter().map(|removed| removed.amount).sum();
            prop_assert_eq!(total(&mine) + removed, total(&without));
        }
    }

    #[test]
    fn the_first_are_given_no_more_gifts_than_there_are_and_nobody_is_passed_over(
        bought in bought(), places in 1_u32..5, keep in proptest::collection::btree_set(0_i64..6, 0..3)
    ) {
        let gift = gift(places);
        let (contest, orders) = (gift.contest(), orders(&bought));
        let mut lines: Vec<Line> =
            (0..6).filter_map(|member| contest.line(member, &of_member(&orders, member), contest.until)).collect();
        contest.sort(&mut lines);
        let keep: BTreeSet<i64> = keep.into_iter().take(places as usize).collect();
        let given = given(&lines, places, &keep);
        prop_assert!(given.len() <= places as usize);
        prop_assert!(keep.is_subset(&given));
        let first = |member: i64| {
            let counted = orders.iter().filter(|(of, order)| *of == member && worth(&contest, order) > 0);
            counted.map(|(_, order)| order.id).min()
        };
        for member in (0..6).filter(|member| !given.contains(member)) {
            let Some(mine) = first(member) else { continue };
            prop_assert_eq!(given.len(), places as usize, "somebody is left out while there are gifts");
            for other in given.difference(&keep) {
                prop_assert!(first(*other).is_some_and(|theirs| theirs < mine));
            }
        }
    }
}
