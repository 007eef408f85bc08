//! Any purchases and refunds: day by day a bind only ever goes on, and what is confirmed has been kept.

use super::tests::{day, rules};
use super::*;
use crate::money::Fen;
use proptest::prelude::*;

/// Days after joining, paid, and refunds: days later and how much.
type Bought = (u32, i64, Vec<(u32, i64)>);

fn purchases(bought: &[Bought]) -> Vec<Purchase> {
    let joined = day("2026-11-01");
    let one = |(sale, (after, paid, refunds)): (i64, &Bought)| {
        let on = joined.plus_days(*after);
        let mut left = *paid;
        let refunds = refunds.iter().map(|(later, amount)| {
            let amount = (*amount).min(left);
            left -= amount;
            (on.plus_days(*later), Fen(amount))
        });
        Purchase { sale, day: on, paid: Fen(*paid), refunds: refunds.collect() }
    };
    (1..).zip(bought).map(one).collect()
}

/// What is known at the end of a day.
fn known(purchases: &[Purchase], today: Day) -> Vec<Purchase> {
    let until = |purchase: &Purchase| Purchase {
        refunds: purchase.refunds.iter().filter(|(on, _)| *on <= today).copied().collect(),
        ..purchase.clone()
    };
    purchases.iter().filter(|purchase| purchase.day <= today).map(until).collect()
}

/// Where a state stands among those that follow each other.
fn rank(state: &State) -> u8 {
    match state {
        State::Bound { .. } => 0,
        State::Bought { .. } => 1,
        State::Settling { .. } => 2,
        State::Confirmed { .. } => 3,
        State::Removed { .. } => 4,
        State::Unknown => 5,
    }
}

fn bought() -> impl Strategy<Value = Vec<Bought>> {
    let refunds = proptest::collection::vec((0_u32..20, 1_i64..4_000), 0..3);
    proptest::collection::vec((0_u32..40, 1_i64..6_000, refunds), 0..6)
}

proptest! {
    #[test]
    fn a_bind_only_goes_on_and_what_was_removed_stays_removed(bought in bought(), left in proptest::option::of(0_u32..60)) {
        let (mut all, rules) = (purchases(&bought), rules());
        // Booked in the order of their days.
        all.sort_by_key(|purchase| purchase.day);
        (1..).zip(&mut all).for_each(|(sale, purchase)| purchase.sale = sale);
        let joined = day("2026-11-01");
        let mut last = 0;
        for passed in 0..80 {
            let today = joined.plus_days(passed);
            let left = left.map(|after| joined.plus_days(after)).filter(|on| *on <= today);
            let purchases = known(&all, today);
            let state = Bind { joined, left, purchases: &purchases }.state(&rules, today);
            let rank = rank(&state);
            prop_assert!(last <= rank, "{last} → {state:?} on {today}");
            last = rank;
            if let State::Confirmed { bought, since } = state {
                let kept = purchases.iter().any(|purchase| {
                    let back: Fen = purchase.refunds.iter().map(|(_, amount)| *amount).sum();
                    purchase.day == bought && purchase.paid - back >= Fen(3_000)
                });
                prop_assert!(kept && since == bought.plus_days(8) && since <= today);
            }
        }
    }
}
