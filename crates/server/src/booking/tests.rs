//! Any sequence of sales, spending and refunds, in memory.

mod cases;

use super::points::at_least;
use super::*;
use crate::policies::Rulebook;
use chrono::Duration;
use proptest::prelude::*;
use shuke_contract::till::{RefundLine, SaleLine};
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::ledger::{Entry, EntryKind, Lot, first_broken};
use shuke_rules::number::CardNumber;
use shuke_rules::policy::file;
use shuke_rules::tiers::Why;
use shuke_rules::{Day, Fen, Instant, Points};

const ONLINE: &str = include_str!("../../../../brands/xiaoman.toml");
const SHOPS: &str = include_str!("../../../../brands/shanlan.toml");

fn rulebook(source: &str) -> Rulebook {
    let applied = "2024-01-01T00:00:00Z".parse().unwrap();
    Rulebook::of(vec![(1, applied, file::read(source).unwrap())]).unwrap()
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn line(class: &str, paid: i64) -> SaleLine {
    SaleLine {
        item: "1".to_owned(),
        name: "tea".to_owned(),
        class: class.into(),
        quantity: 1,
        list: Fen(paid),
        discounts: Vec::new(),
        paid: Fen(paid),
    }
}

/// An account with what was written of it.
struct Books<'a> {
    rulebook: &'a Rulebook,
    account: Account,
    sales: Vec<(Refundable, Points)>,
    entries: Vec<Entry>,
    /// What spending took, each until it is undone.
    redeemed: Vec<Option<Vec<Held>>>,
    /// Less what came back.
    spent: Points,
    next_lot: i64,
}

impl<'a> Books<'a> {
    fn open(rulebook: &'a Rulebook, on: &str) -> Self {
        let card = CardNumber::issue("690", 1, "00", 7).unwrap();
        let account = Account::new(1, card, rulebook.zone().noon_of(day(on)), day(on));
        Self {
            rulebook,
            account,
            sales: Vec::new(),
            entries: Vec::new(),
            redeemed: Vec::new(),
            spent: Points::ZERO,
            next_lot: 1,
        }
    }

    fn sell(&mut self, at: Instant, lines: &[SaleLine]) -> Points {
        let mut batch = Batch::default();
        let id = i64::try_from(self.sales.len()).unwrap() + 1;
        let (key, lines) = (format!("till:s:{id}"), lines.to_vec());
        let sale = Sale { key, store: None, number: id.to_string(), at, booked_at: at, lines };
        let (earned, _) = self.account.sell(self.rulebook, sale, (id, self.next_lot), &mut batch).unwrap();
        self.next_lot += 1;
        let lines = batch.sales.remove(0).lines;
        self.sales.push((Refundable { id, lines, taken_back: Points::ZERO, ended: Points::ZERO }, earned));
        self.entries.extend(batch.entries.into_iter().map(|row| row.entry));
        earned
    }

    fn refund(&mut self, at: Instant, sale: usize, line: usize, amount: Fen) -> Result<Refunded, Box<Problem>> {
        let mut batch = Batch::default();
        let (id, key) = (1 + i64::try_from(self.entries.len()).unwrap(), format!("till:s:{at}:{sale}:{line}"));
        let refund = Refund {
            key,
            number: "r".to_owned(),
            at,
            lines: vec![RefundLine { line, amount }],
            points_back: Points::ZERO,
        };
        let refunded = self.account.refund(self.rulebook, &mut self.sales[sale].0, refund, id, &mut batch)?;
        self.entries.extend(batch.entries.into_iter().map(|row| row.entry));
        Ok(refunded)
    }

    fn refund_rest(&mut self, at: Instant, sale: usize) {
        let left: Vec<Fen> = self.sales[sale].0.lines.iter().map(|line| line.returned().left()).collect();
        for (line, amount) in left.into_iter().enumerate().filter(|(_, amount)| !amount.is_zero()) {
            self.refund(at, sale, line, amount).unwrap();
        }
    }

    /// Spends what a mall would take, or as much as there is.
    fn spend(&mut self, at: Instant, points: Points) {
        let points = points.min(self.account.balance(at)).or_zero();
        let price = Price { kind: EntryKind::Redeemed, points, key: format!("redeemed:{at}"), rule_version: 1 };
        let mut batch = Batch::default();
        self.account.spend(price, at, &mut batch).unwrap();
        let lots = self.account.held.iter();
        let taken = batch.taken.iter().map(|taken| {
            let held = lots.clone().find(|held| held.lot.id == taken.lot).unwrap();
            Held { lot: Lot { left: taken.points, ..held.lot.clone() }, sale: held.sale, origin: held.origin }
        });
        self.redeemed.push(Some(taken.collect()));
        self.entries.extend(batch.entries.into_iter().map(|row| row.entry));
        self.spent += points;
    }

    fn give_back(&mut self, at: Instant, which: usize) {
        let Some(parts) = self.redeemed.get_mut(which).and_then(Option::take) else { return };
        let mut batch = Batch::default();
        let at_least = at_least(self.rulebook, at);
        let back =
            Back { parts, first_lot: self.next_lot, key: format!("returned:{at}"), at, at_least, rule_version: 1 };
        self.next_lot += i64::try_from(back.parts.len()).unwrap();
        self.spent -= self.account.give_back(back, &mut batch);
        assert!(batch.lots.iter().all(|row| row.origin.is_some()));
        self.entries.extend(batch.entries.into_iter().map(|row| row.entry));
    }

    /// Books what has ended.
    fn end(&mut self, at: Instant) {
        let mut batch = Batch::default();
        let before = self.account.balance(at);
        for ended in self.account.end(self.rulebook, at, &mut batch) {
            let sale = self.sales.iter_mut().find(|(sale, _)| Some(sale.id) == ended.sale);
            sale.unwrap().0.ended += ended.points;
        }
        assert_eq!(self.account.balance(at), before);
        self.entries.extend(batch.entries.into_iter().map(|row| row.entry));
    }

    fn sum(&self) -> Points {
        self.entries.iter().map(|entry| entry.points).sum()
    }

    fn holds(&self, now: Instant) {
        let lots = self.account.lots();
        assert!(lots.iter().all(|lot| lot.left >= Points::ZERO), "{lots:?}");
        assert!(self.account.debt() >= Points::ZERO);
        let left: Points = lots.iter().map(|lot| lot.left).sum();
        assert_eq!(self.sum(), left - self.account.debt());
        let ended: Points =
            lots.iter().filter(|lot| lot.ends.is_some_and(|ends| ends <= now)).map(|lot| lot.left).sum();
        assert_eq!(self.account.balance(now), self.sum() - ended);
        assert_eq!(first_broken(self.account.card.as_str(), &self.entries), None);
        assert_eq!(self.account.chain().0, i64::try_from(self.entries.len()).unwrap());
    }
}

#[derive(Clone, Debug)]
enum Event {
    Sell(Vec<(bool, i64)>),
    Refund(prop::sample::Index, prop::sample::Index, i64),
    Spend(i64),
    GiveBack(prop::sample::Index),
    End,
    Wait(i64),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => prop::collection::vec((any::<bool>(), 0_i64..400_000), 1..4).prop_map(Event::Sell),
        3 => (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 1_i64..100)
            .prop_map(|(sale, line, percent)| Event::Refund(sale, line, percent)),
        2 => (1_i64..3000).prop_map(Event::Spend),
        1 => any::<prop::sample::Index>().prop_map(Event::GiveBack),
        1 => Just(Event::End),
        2 => (1_i64..400).prop_map(Event::Wait),
    ]
}

/// Lets `events` happen; the time at the end.
fn happen(books: &mut Books<'_>, events: &[Event]) -> Instant {
    let mut now = books.account.joined_at;
    for event in events {
        now += Duration::seconds(1);
        match event {
            Event::Wait(days) => now += Duration::days(*days),
            Event::Spend(points) => books.spend(now, Points(*points)),
            Event::GiveBack(which) => books.give_back(now, which.index(books.redeemed.len().max(1))),
            Event::End => books.end(now),
            Event::Sell(lines) => {
                let class = |regular: &bool| if *regular { "regular" } else { "group_buy" };
                let lines: Vec<_> = lines.iter().map(|(regular, paid)| line(class(regular), *paid)).collect();
                books.sell(now, &lines);
            }
            Event::Refund(..) if books.sales.is_empty() => {}
            Event::Refund(sale, at, percent) => {
                let sale = sale.index(books.sales.len());
                let at = at.index(books.sales[sale].0.lines.len());
                let left = books.sales[sale].0.lines[at].returned().left();
                let amount = Fen((left.0 * percent + 99) / 100);
                if !amount.is_zero() {
                    books.refund(now, sale, at, amount).unwrap();
                }
            }
        }
        books.holds(now);
    }
    now
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_balance_is_the_lots_and_the_replay(
        events in prop::collection::vec(event(), 1..30), shops in any::<bool>()
    ) {
        let rulebook = rulebook(if shops { SHOPS } else { ONLINE });
        let mut books = Books::open(&rulebook, "2024-02-29");
        happen(&mut books, &events);
    }

    #[test]
    fn refunding_everything_returns_what_was_earned_and_the_lowest_tier(
        events in prop::collection::vec(event(), 1..20), shops in any::<bool>()
    ) {
        let source = if shops { SHOPS } else { ONLINE };
        let rulebook = rulebook(&source.replace("kind = \"year_end\"\nyears = 1", "kind = \"never\""));
        let mut books = Books::open(&rulebook, "2024-02-29");
        let now = happen(&mut books, &events) + Duration::seconds(1);
        for sale in 0..books.sales.len() {
            books.refund_rest(now, sale);
        }
        books.holds(now);
        for (sale, earned) in &books.sales {
            prop_assert_eq!(sale.taken_back, *earned);
        }
        prop_assert_eq!(books.account.balance(now), -books.spent);
        let today = rulebook.zone().day_of(now);
        prop_assert_eq!(&books.account.standing_at(&rulebook, today).tier, &rulebook.current().rules.tiers[0].id);
    }

    #[test]
    fn a_refunded_purchase_leaves_the_tier_as_if_it_had_never_been(
        events in prop::collection::vec(event(), 2..20), which in any::<prop::sample::Index>(), shops in any::<bool>()
    ) {
        let rulebook = rulebook(if shops { SHOPS } else { ONLINE });
        let mut books = Books::open(&rulebook, "2024-02-29");
        let now = happen(&mut books, &events) + Duration::seconds(1);
        prop_assume!(!books.sales.is_empty());
        let sale = which.index(books.sales.len());
        books.refund_rest(now, sale);
        let id = books.sales[sale].0.id;
        let mut without = books.account.clone();
        without.facts.retain(|made| !matches!(made.what, What::Purchase { sale, paid, .. } if sale == id && !paid.is_zero()));
        let today = rulebook.zone().day_of(now);
        prop_assert_eq!(books.account.standing_at(&rulebook, today), without.standing_at(&rulebook, today));
    }

    #[test]
    fn the_short_way_to_the_tier_of_a_sale_is_the_long_way(events in prop::collection::vec(event(), 1..30)) {
        let rulebook = rulebook(SHOPS);
        let mut books = Books::open(&rulebook, "2024-02-29");
        let now = happen(&mut books, &events) + Duration::seconds(1);
        let (mut forgetful, today) = (books.account.clone(), rulebook.zone().day_of(now));
        forgetful.add_refund(0, now, Fen::ZERO);
        books.account.prime(&rulebook);
        prop_assert_eq!(books.account.standing_at(&rulebook, today), forgetful.standing_at(&rulebook, today));
        let made = Made { at: now, day: rulebook.zone().day_of(now), version: 1,
            what: What::Purchase { sale: 999, paid: Fen(100_000), refunds: Vec::new() } };
        prop_assert_eq!(books.account.add_purchase(&rulebook, made.clone()), forgetful.add_purchase(&rulebook, made));
    }
}
