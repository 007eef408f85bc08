//! Any sequence of earning, spending, giving back, refunding in parts and ending, beside a plain list of what happened.

use super::*;
use crate::money::Fen;
use crate::refunds::Returned;
use chrono::{Duration, TimeZone, Utc};
use proptest::prelude::*;
use proptest::sample::Index;

const CARD: &str = "6901012345678";

/// Something that a lot was given (positive) or gave (negative), and when.
struct Line {
    ends: Option<Instant>,
    at: Instant,
    points: Points,
}

struct Sale {
    lots: Vec<i64>,
    earned: Points,
    paid: Fen,
    refunded: Fen,
    asked: Points,
    taken: Points,
    ended: Points,
}

/// A redemption: what it took, as lots; `None` once it was undone.
type Redemption = Option<Vec<Lot>>;

/// A ledger as the server keeps it, with a plain list of every movement beside it.
struct Ledger {
    now: Instant,
    lots: Vec<Lot>,
    debt: Points,
    entries: Vec<Entry>,
    sales: Vec<Sale>,
    redemptions: Vec<Redemption>,
    plain: Vec<Line>,
    owed: Vec<(Instant, Points)>,
    /// What the balance was at many instants.
    seen: Vec<(Instant, Points)>,
}

impl Ledger {
    fn new() -> Self {
        Self {
            now: Utc.with_ymd_and_hms(2024, 6, 1, 4, 0, 0).unwrap(),
            lots: Vec::new(),
            debt: Points::ZERO,
            entries: Vec::new(),
            sales: Vec::new(),
            redemptions: Vec::new(),
            plain: Vec::new(),
            owed: Vec::new(),
            seen: Vec::new(),
        }
    }

    fn entry(&mut self, kind: EntryKind, points: Points, at: Instant) {
        let previous = self.entries.last().map_or_else(|| genesis(CARD), |last| last.hash.clone());
        let seq = i64::try_from(self.entries.len()).unwrap() + 1;
        let mut entry = Entry { seq, kind, points, at, key: format!("{seq}"), rule_version: 1, hash: String::new() };
        entry.hash = entry.chained(&previous);
        self.entries.push(entry);
    }

    fn open(&mut self, points: Points, ends: Option<Instant>) -> Option<i64> {
        let id = i64::try_from(self.plain.len()).unwrap() + 1;
        (!points.is_zero()).then(|| {
            self.lots.push(Lot { id, left: points, ends });
            self.plain.push(Line { ends, at: self.now, points });
            id
        })
    }

    fn owe(&mut self, points: Points) {
        self.debt += points;
        self.owed.push((self.now, points));
    }

    /// What the debit took, as lots.
    fn give(&mut self, debit: &Debit, at: Instant) -> Vec<Lot> {
        let mut taken = Vec::new();
        for (id, points) in &debit.from {
            assert!(*points > Points::ZERO, "{debit:?}");
            let lot = self.lots.iter_mut().find(|lot| lot.id == *id).unwrap();
            lot.left -= *points;
            assert!(lot.left >= Points::ZERO, "a lot below zero: {debit:?}");
            taken.push(Lot { left: *points, ..lot.clone() });
            self.plain.push(Line { ends: lot.ends, at, points: -*points });
        }
        taken
    }

    fn earn(&mut self, yuan: i64, days: Option<i64>) {
        let (earned, ends) = (Points(yuan), days.map(|days| self.now + Duration::days(days)));
        let repaid = repayment(earned, self.debt);
        self.owe(-repaid);
        self.entry(EntryKind::Earned, earned, self.now);
        let lots = self.open(earned - repaid, ends).into_iter().collect();
        let (refunded, asked, taken, ended) = (Fen::ZERO, Points::ZERO, Points::ZERO, Points::ZERO);
        self.sales.push(Sale { lots, earned, paid: Fen(yuan * 100 + 37), refunded, asked, taken, ended });
    }

    fn spend(&mut self, points: Points) {
        let open = balance(&self.lots, self.debt, self.now);
        let debit = take(&self.lots, points, self.now);
        if open < points || !debit.short.is_zero() {
            return;
        }
        self.entry(EntryKind::Redeemed, -points, self.now);
        let taken = self.give(&debit, self.now);
        assert!(taken.is_sorted_by_key(soonest));
        let last = taken.last().map(soonest);
        let passed_over = open_lots(&self.lots, self.now).find(|lot| Some(soonest(lot)) < last);
        assert_eq!(passed_over, None, "another ends sooner");
        self.redemptions.push(Some(taken));
    }

    fn give_back(&mut self, which: Index) {
        let undone = which.index(self.redemptions.len().max(1));
        let Some(parts) = self.redemptions.get_mut(undone).and_then(Option::take) else { return };
        let at_least = self.now + Duration::days(30);
        let back = give_back(&parts, self.debt, at_least);
        let points: Points = parts.iter().map(|part| part.left).sum();
        assert_eq!(back.repaid + back.lots.iter().map(|lot| lot.left).sum::<Points>(), points);
        self.entry(EntryKind::Returned, points, self.now);
        self.owe(-back.repaid);
        for lot in back.lots {
            assert!(lot.ends.is_none_or(|ends| ends >= at_least));
            let new = self.open(lot.left, lot.ends).unwrap();
            self.sales.iter_mut().filter(|sale| sale.lots.contains(&lot.id)).for_each(|sale| sale.lots.push(new));
        }
    }

    fn refund(&mut self, which: usize, amount: Fen) {
        let sale = &mut self.sales[which];
        let amount = amount.min(sale.paid - sale.refunded);
        let before = Returned { paid: sale.paid, refunded: sale.refunded, for_nothing: false };
        let asked = before.and(amount).of(sale.earned) - before.of(sale.earned);
        let excused = sale.asked - sale.taken;
        let debit = take_back(&self.lots, &sale.lots, sale.ended - excused, asked, self.now);
        sale.refunded += amount;
        sale.asked += asked;
        sale.taken += debit.taken() + debit.short;
        let points = debit.taken() + debit.short;
        if !points.is_zero() {
            self.entry(EntryKind::TakenBack, -points, self.now);
            self.give(&debit, self.now);
            self.owe(debit.short);
        }
    }

    /// Books what has ended.
    fn end(&mut self) {
        let over = self.lots.iter().filter(|lot| !lot.left.is_zero() && !lot.is_open(self.now));
        let over: Vec<Lot> = over.cloned().collect();
        for lot in over {
            let at = lot.ends.unwrap();
            self.entry(EntryKind::Ended, -lot.left, at);
            self.lots.iter_mut().filter(|other| other.id == lot.id).for_each(|other| other.left = Points::ZERO);
            let own = self.sales.iter_mut().filter(|sale| sale.lots.contains(&lot.id));
            own.for_each(|sale| sale.ended += lot.left);
        }
    }

    /// The balance at an instant, by what is on the list alone.
    fn plain_balance(&self, at: Instant) -> Points {
        let alive = self.plain.iter().filter(|line| line.at <= at && line.ends.is_none_or(|ends| at < ends));
        let owed: Points = self.owed.iter().filter(|(when, _)| *when <= at).map(|(_, points)| *points).sum();
        alive.map(|line| line.points).sum::<Points>() - owed
    }

    fn holds(&mut self) {
        let now = self.now;
        assert!(self.debt >= Points::ZERO);
        let left: Points = self.lots.iter().map(|lot| lot.left).sum();
        let sum: Points = self.entries.iter().map(|entry| entry.points).sum();
        assert_eq!(sum, left - self.debt, "entries and lots");
        let open = balance(&self.lots, self.debt, now);
        let ended: Points = self.lots.iter().filter(|lot| !lot.is_open(now)).map(|lot| lot.left).sum();
        assert_eq!(open, sum - ended);
        let ends_later: Points = endings(&self.lots, now).into_iter().map(|(_, points)| points).sum();
        assert!(ends_later <= open + self.debt);
        for sale in &self.sales {
            assert!(sale.taken <= sale.asked && sale.asked <= sale.earned);
        }
        self.seen.push((now, open));
    }
}

fn open_lots(lots: &[Lot], now: Instant) -> impl Iterator<Item = &Lot> {
    open(lots, now)
}

#[derive(Clone, Debug)]
enum Event {
    Earn(i64, Option<i64>),
    Spend(i64),
    GiveBack(Index),
    Refund(Index, i64),
    End,
    Wait(i64),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => (1_i64..500, prop::option::weighted(0.8, 1_i64..400)).prop_map(|(yuan, days)| Event::Earn(yuan, days)),
        3 => (1_i64..600).prop_map(Event::Spend),
        2 => any::<Index>().prop_map(Event::GiveBack),
        3 => (any::<Index>(), 1_i64..40_000).prop_map(|(sale, fen)| Event::Refund(sale, fen)),
        1 => Just(Event::End),
        3 => (1_i64..200).prop_map(Event::Wait),
    ]
}

fn happen(ledger: &mut Ledger, events: &[Event]) {
    for event in events {
        ledger.now += Duration::seconds(1);
        match event {
            Event::Earn(yuan, days) => ledger.earn(*yuan, *days),
            Event::Spend(points) => ledger.spend(Points(*points)),
            Event::GiveBack(which) => ledger.give_back(*which),
            Event::Refund(..) if ledger.sales.is_empty() => {}
            Event::Refund(sale, fen) => ledger.refund(sale.index(ledger.sales.len()), Fen(*fen)),
            Event::End => ledger.end(),
            Event::Wait(days) => {
                let middle = ledger.now + Duration::hours(*days * 12);
                ledger.seen.push((middle, balance(&ledger.lots, ledger.debt, middle)));
                ledger.now += Duration::days(*days);
            }
        }
        ledger.holds();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_balance_lots_and_a_plain_replay_agree_at_every_instant(
        events in prop::collection::vec(event(), 1..60)
    ) {
        let mut ledger = Ledger::new();
        happen(&mut ledger, &events);
        for (at, balance) in &ledger.seen {
            prop_assert_eq!(ledger.plain_balance(*at), *balance, "at {}", at);
        }
        prop_assert_eq!(first_broken(CARD, &ledger.entries), None);
    }

    #[test]
    fn refunding_all_in_any_parts_takes_exactly_what_was_earned_and_had_not_ended(
        events in prop::collection::vec(event(), 1..40), parts in prop::collection::vec(1_i64..9_000, 1..12)
    ) {
        let mut ledger = Ledger::new();
        happen(&mut ledger, &events);
        for sale in 0..ledger.sales.len() {
            for part in &parts {
                ledger.refund(sale, Fen(*part));
                ledger.holds();
            }
            ledger.refund(sale, Fen::MAX);
            ledger.holds();
        }
        ledger.end();
        for sale in &ledger.sales {
            prop_assert_eq!(sale.asked, sale.earned);
            prop_assert!(sale.earned - sale.taken <= sale.ended, "more was excused than had ended");
        }
    }

    #[test]
    fn booking_what_has_ended_early_late_or_never_moves_nothing_else(events in prop::collection::vec(event(), 1..40)) {
        let (mut booked, mut never) = (Ledger::new(), Ledger::new());
        let with: Vec<Event> = events.iter().flat_map(|event| [event.clone(), Event::End]).collect();
        let without: Vec<Event> = events.iter().flat_map(|event| match event {
            Event::End => [Event::Wait(0), Event::Wait(0)],
            other => [other.clone(), Event::Wait(0)],
        }).collect();
        happen(&mut booked, &with);
        happen(&mut never, &without);
        prop_assert_eq!(booked.debt, never.debt);
        let now = booked.now;
        prop_assert_eq!(balance(&booked.lots, booked.debt, now), balance(&never.lots, never.debt, now));
        prop_assert_eq!(endings(&booked.lots, now), endings(&never.lots, now));
    }
}
