//! Lets invented lives happen: every purchase, refund, check-in and end is booked as if it happened now, then written together.

use super::life::{Event, Life, What};
use super::random::Random;
use crate::Error;
use crate::booking::{self, Account, Batch, Refund, Refundable, Sale};
use crate::check_in::{self, CheckInRow, Days};
use crate::cli::demo::goods;
use crate::member::{Consented, NewMember, log_consents};
use crate::policies::Rulebook;
use crate::store::{Conn, insert, next_ids};
use chrono::Duration;
use serde::Serialize;
use shuke_contract::sign_in::ConsentChoice;
use shuke_contract::till::RefundLine;
use shuke_rules::ledger::SaleKey;
use shuke_rules::number::CardNumber;
use shuke_rules::policy::Store;
use shuke_rules::{Day, Fen, Instant, Points};
use std::collections::BTreeMap;
use std::ops::Range;

/// What was made.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Totals {
    pub members: u64,
    pub sales: u64,
    pub refunds: u64,
    pub check_ins: u64,
    pub entries: u64,
}

impl Totals {
    /// Both together.
    pub fn and(self, other: &Self) -> Self {
        Self {
            members: self.members + other.members,
            sales: self.sales + other.sales,
            refunds: self.refunds + other.refunds,
            check_ins: self.check_ins + other.check_ins,
            entries: self.entries + other.entries,
        }
    }
}

/// The next ids; how many of them are used is known at the end.
#[derive(Clone, Copy)]
struct Ids {
    sale: i64,
    lot: i64,
    refund: i64,
}

/// Makes the members of a range of a seed.
pub async fn part(
    tx: &mut Conn,
    rulebook: &Rulebook,
    range: Range<u32>,
    seed: u64,
    until: Day,
) -> Result<Totals, Error> {
    let lives: Vec<Life> = range.map(|n| Life::of(&mut Random::of(seed, n), until)).collect();
    let open: Vec<&Store> = rulebook.current().policy.stores.iter().filter(|store| !store.revoked).collect();
    let count = i64::try_from(lives.len()).map_err(Error::internal)?;
    let members = next_ids(tx, "members", count).await?..;
    let mut ids = Ids {
        sale: next_ids(tx, "sales", 0).await?,
        lot: next_ids(tx, "lots", 0).await?,
        refund: next_ids(tx, "refunds", 0).await?,
    };
    let before = ids;
    let cards = cards(tx, rulebook, &lives, &open).await?;
    let (mut batch, mut check_ins, mut consents) = (Batch::default(), Vec::new(), Vec::new());
    let mut totals = Totals { members: count.unsigned_abs(), ..Totals::default() };
    for ((life, card), member) in lives.iter().zip(cards).zip(members) {
        let first = life.events.first().map_or(12 * 3600, |event| event.second);
        let joined = moment(rulebook, life.joined, first.saturating_sub(300));
        let account = Account::new(member, card, joined, life.joined);
        let days = Days::default();
        let mut living =
            Living { rulebook, open: &open, account, days, sales: Vec::new(), ids: &mut ids, batch: &mut batch };
        for event in &life.events {
            check_ins.extend(living.live(event)?);
        }
        living.end(rulebook.zone().end_of(until));
        let mut account = living.account;
        totals.entries += account.chain().0.unsigned_abs();
        for (consent, n) in rulebook.current().policy.consents.iter().zip(1_i64..) {
            let given = consent.required || life.takes_news;
            let choice = ConsentChoice { id: consent.id.clone(), version: consent.version.clone(), given };
            consents.push(Consented { member, n, choice, at: joined });
        }
        batch.joined(&mut account, new_member(life, member, &open));
    }
    batch.write(tx).await?;
    insert(tx, CheckInRow::TABLE, &check_ins, |query, row| Ok(row.bind(query))).await?;
    log_consents(tx, &consents).await?;
    let used = Ids { sale: ids.sale - before.sale, lot: ids.lot - before.lot, refund: ids.refund - before.refund };
    next_ids(tx, "sales", used.sale).await?;
    next_ids(tx, "lots", used.lot).await?;
    next_ids(tx, "refunds", used.refund).await?;
    totals.sales = used.sale.unsigned_abs();
    totals.refunds = used.refund.unsigned_abs();
    totals.check_ins = check_ins.len() as u64;
    Ok(totals)
}

/// A number that nobody has: it begins with 19 and ends with the member's.
fn new_member(life: &Life, member: i64, open: &[&Store]) -> NewMember {
    NewMember {
        phone: Some(format!("19{member:09}")),
        imported_as: None,
        name: Some(life.name.clone()),
        birthday: life.birthday.clone(),
        store: some(open, life.shop).map(|store| store.id.0.clone()),
    }
}

/// A card for each, of the region of the shop that they joined in.
async fn cards(tx: &mut Conn, rulebook: &Rulebook, lives: &[Life], open: &[&Store]) -> Result<Vec<CardNumber>, Error> {
    let version = rulebook.current();
    let region = |life: &Life| some(open, life.shop).map_or(booking::NO_REGION, |store| store.region.as_str());
    let mut wanted: BTreeMap<&str, usize> = BTreeMap::new();
    for life in lives {
        *wanted.entry(region(life)).or_default() += 1;
    }
    let mut cards = BTreeMap::new();
    for (region, count) in wanted {
        cards.insert(region, booking::cards(tx, version, region, count).await?.into_iter());
    }
    let next = |life: &Life| cards.get_mut(region(life)).and_then(Iterator::next);
    let cards: Option<Vec<CardNumber>> = lives.iter().map(next).collect();
    cards.ok_or_else(|| Error::internal("too few new cards"))
}

/// One of them, whatever the number.
fn some<T: Copy>(of: &[T], number: u32) -> Option<T> {
    of.get(usize::try_from(number).ok()?.checked_rem(of.len())?).copied()
}

fn moment(rulebook: &Rulebook, day: Day, second: u32) -> Instant {
    rulebook.zone().start_of(day) + Duration::seconds(second.into())
}

/// A life under way.
struct Living<'a> {
    rulebook: &'a Rulebook,
    open: &'a [&'a Store],
    account: Account,
    days: Days,
    /// What each purchase became, and its number at the till; `None` for one that could not be.
    sales: Vec<Option<(Refundable, String)>>,
    ids: &'a mut Ids,
    batch: &'a mut Batch,
}

impl Living<'_> {
    /// Lets one thing happen; the day that was checked in on, if one was.
    fn live(&mut self, event: &Event) -> Result<Option<CheckInRow>, Error> {
        let now = moment(self.rulebook, event.day, event.second);
        self.end(now);
        match &event.what {
            What::Buy { shop, basket } => {
                let sold = self.buy(*shop, basket, now)?;
                self.sales.push(sold);
            }
            What::BringBack { purchase, line, percent } => self.bring_back(*purchase, *line, *percent, now)?,
            What::CheckIn => return self.check_in(event.day, now),
            What::MakeUp => return self.check_in(event.day.minus_days(1), now),
        }
        Ok(None)
    }

    /// Books what has ended by then, as the server's job would have.
    fn end(&mut self, now: Instant) {
        for ended in self.account.end(self.rulebook, now, self.batch) {
            let own = self.sales.iter_mut().flatten().find(|(sale, _)| Some(sale.id) == ended.sale);
            if let Some((sale, _)) = own {
                sale.ended += ended.points;
            }
        }
    }

    fn buy(&mut self, shop: u32, basket: &[(u32, u32)], now: Instant) -> Result<Option<(Refundable, String)>, Error> {
        let Some(store) = some(self.open, shop) else { return Ok(None) };
        let version = self.rulebook.at(now);
        let tier = self.account.standing_at(self.rulebook, self.rulebook.zone().day_of(now)).tier;
        let item = |(item, pieces): &(u32, u32)| goods::line(version, &tier, *item, i64::from(*pieces));
        let lines = basket.iter().filter_map(item).collect();
        let number = format!("g{:010}", self.ids.sale);
        let key = SaleKey::Till { store: &store.id.0, number: &number }.to_string();
        let sale = Sale { key: key.clone(), store: Some(store.id.clone()), number, at: now, booked_at: now, lines };
        let sold = self.account.sell(self.rulebook, sale, (self.ids.sale, self.ids.lot), self.batch);
        sold.map_err(|(_, class)| Error::internal(format!("no class {class}")))?;
        self.ids.sale += 1;
        self.ids.lot += 1;
        Ok(self.batch.refundable().map(|sale| (sale, key)))
    }

    fn bring_back(&mut self, purchase: usize, line: u32, percent: u32, now: Instant) -> Result<(), Error> {
        let Some(Some((sale, key))) = self.sales.get_mut(purchase) else { return Ok(()) };
        let places: Vec<usize> = (0..sale.lines.len()).collect();
        let Some(place) = some(&places, line) else { return Ok(()) };
        let left = sale.lines.get(place).map_or(Fen::ZERO, |line| line.returned().left());
        let amount = Fen(left.0 * i64::from(percent) / 100);
        if amount.is_zero() {
            return Ok(());
        }
        let Some(SaleKey::Till { store, number: sold }) = SaleKey::parse(key) else { return Ok(()) };
        let number = format!("r{:010}", self.ids.refund);
        let refund = Refund {
            key: SaleKey::Till { store, number: &format!("{sold}:{number}") }.to_string(),
            number,
            at: now,
            lines: vec![RefundLine { line: place, amount }],
            points_back: Points::ZERO,
        };
        self.account.refund(self.rulebook, sale, refund, self.ids.refund, self.batch).map_err(Error::Refused)?;
        self.ids.refund += 1;
        Ok(())
    }

    /// What the brand does not have, or the member cannot have, does not happen.
    fn check_in(&mut self, day: Day, now: Instant) -> Result<Option<CheckInRow>, Error> {
        match check_in::in_memory(
            self.rulebook,
            &mut self.account,
            &mut self.days,
            (day, now),
            self.ids.lot,
            self.batch,
        ) {
            Ok((_, row)) => {
                self.ids.lot += 1;
                Ok(Some(row))
            }
            Err(Error::Refused(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }
}
