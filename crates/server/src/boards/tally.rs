//! The orders of each contest by member, and the standing that follows from them, kept in memory and brought up to date by the
//! sales, refunds and closed accounts that are newer than what was looked at last.

use super::sold::Sold;
use super::won;
use crate::Error;
use crate::booking::StoredLine;
use crate::context::Moment;
use crate::policies::{Rulebook, instant, stored_day};
use crate::store::Conn;
use shuke_contract::till::RefundLine;
use shuke_rules::boards::{Line, Order, Refund};
use shuke_rules::policy::{Contest, Policy};
use shuke_rules::{Day, Fen, Instant};
use sqlx::Row;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError};
use tokio::sync::{Mutex, MutexGuard};

/// Accounts are looked at anew that were closed so long before the last one seen: their instants need not be in the order of
/// their commits.
const CLOSED_AGAIN: i64 = 600_000_000;

/// So many lines are put into their places one by one; more are sorted with all the others.
const FEW: usize = 64;

/// The standings under the rules of a moment.
pub fn cache(moment: &Moment) -> Standings {
    moment.context.shared::<Cache>().under(moment.rulebook.current().id)
}

/// The standings of a process, under each rule version that somebody works by.
#[derive(Default)]
pub struct Cache(std::sync::Mutex<BTreeMap<i64, Standings>>);

impl Cache {
    fn under(&self, version: i64) -> Standings {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let standings = all.entry(version).or_default().clone();
        // Who began under the version before may not have ended yet.
        all.retain(|other, _| *other + 1 >= version);
        standings
    }
}

/// Standings under one rulebook. Clones share them.
#[derive(Clone, Default)]
pub struct Standings(Arc<Shared>);

#[derive(Default)]
struct Shared {
    tallies: Mutex<Tallies>,
    /// They were read once: whoever waits for them waits for what is newer only.
    were_read: AtomicBool,
}

/// Every contest of the policy, in its order.
#[derive(Clone, Default)]
pub struct Tallies {
    of: Vec<Tally>,
    /// The last that were looked at.
    sale: i64,
    refund: i64,
    closed: i64,
    /// Who closed their account, and when.
    left: HashMap<i64, Day>,
    today: Option<Day>,
    as_of: Option<Instant>,
}

/// Which lines of a sale count; `None`: all of them.
type Counted = Option<Box<[bool]>>;

#[derive(Clone, Default)]
pub struct Tally {
    orders: HashMap<i64, Vec<Order>>,
    /// Whose sale it is, and what of it counts.
    sales: HashMap<i64, (i64, Counted)>,
    /// In order.
    pub lines: Vec<Line>,
    changed: BTreeSet<i64>,
}

impl Standings {
    /// The standings as of now, from a connection that sees nothing but what is committed.
    pub async fn read(
        &self,
        tx: &mut Conn,
        rulebook: &Rulebook,
        now: Instant,
    ) -> Result<MutexGuard<'_, Tallies>, Error> {
        let mut tallies = self.0.tallies.lock().await;
        tallies.advance(tx, rulebook, now).await?;
        self.0.were_read.store(true, Ordering::Release);
        Ok(tallies)
    }

    /// The standings as they were last read; `None` when nobody has.
    pub async fn last(&self) -> Option<MutexGuard<'_, Tallies>> {
        if !self.0.were_read.load(Ordering::Acquire) {
            return None;
        }
        Some(self.0.tallies.lock().await)
    }

    /// The standings with what a transaction has written itself; nothing of it is kept.
    pub async fn ahead(&self, tx: &mut Conn, rulebook: &Rulebook, now: Instant) -> Result<Tallies, Error> {
        let mut tallies = self.0.tallies.lock().await.clone();
        tallies.advance(tx, rulebook, now).await?;
        Ok(tallies)
    }
}

impl Tallies {
    /// That of the `at`th contest of the policy.
    pub fn of(&self, at: usize) -> Option<&Tally> {
        self.of.get(at)
    }

    /// Whether everything that decides on the result was committed when they were read.
    pub fn is_whole(&self, rulebook: &Rulebook, contest: &Contest<'_>) -> bool {
        self.as_of.is_some_and(|as_of| as_of >= won::certain_from(rulebook, contest))
    }

    async fn advance(&mut self, tx: &mut Conn, rulebook: &Rulebook, now: Instant) -> Result<(), Error> {
        let (policy, today) = (&rulebook.current().policy, rulebook.zone().day_of(now));
        self.of.resize_with(policy.contests().count(), Tally::default);
        let newest = sqlx::query(
            "SELECT (SELECT COALESCE(MAX(id), 0) FROM sales) AS sale, (SELECT COALESCE(MAX(id), 0) FROM refunds) AS refund, \
             (SELECT COALESCE(MAX(closed_at), 0) FROM members WHERE closed_at IS NOT NULL) AS closed",
        )
        .fetch_one(&mut *tx)
        .await?;
        let (sale, refund) = (newest.try_get("sale")?, newest.try_get("refund")?);
        let closed: i64 = newest.try_get("closed")?;
        if sale > self.sale {
            self.add_sales(tx, rulebook, today, sale).await?;
        }
        if refund > self.refund {
            self.add_refunds(tx, refund).await?;
        }
        if closed > self.closed {
            self.add_closed(tx, rulebook, closed).await?;
        }
        let is_new_day = self.today.replace(today) != Some(today);
        for (tally, contest) in self.of.iter_mut().zip(policy.contests()) {
            tally.stand(&contest, &self.left, today, is_new_day);
        }
        self.as_of = Some(now);
        Ok(())
    }

    async fn add_sales(&mut self, tx: &mut Conn, rulebook: &Rulebook, today: Day, newest: i64) -> Result<(), Error> {
        let policy = &rulebook.current().policy;
        let seen: Vec<(usize, Contest<'_>)> =
            policy.contests().enumerate().filter(|(_, contest)| today <= contest.stays()).collect();
        let last = std::mem::replace(&mut self.sale, newest);
        let from = seen.iter().map(|(_, contest)| contest.from).min();
        let Some((from, until)) = from.zip(seen.iter().map(|(_, contest)| contest.until).max()) else { return Ok(()) };
        let rows = sqlx::query(
            "SELECT id, member_id, store, at, day, booked_at, paid_fen, tier, \
             CASE WHEN $5 = 1 THEN lines ELSE '' END AS lines FROM sales \
             WHERE id > $1 AND id <= $2 AND at >= $3 AND at < $4 ORDER BY id",
        )
        .bind(last)
        .bind(newest)
        .bind(rulebook.zone().start_of(from).timestamp_micros())
        .bind(rulebook.zone().end_of(until).timestamp_micros())
        .bind(i64::from(seen.iter().any(|(_, contest)| !contest.has_all_goods())))
        .fetch_all(tx)
        .await?;
        for row in &rows {
            let sold = Sold::of(row, rulebook)?;
            for (at, contest) in &seen {
                if let Some(tally) = self.of.get_mut(*at) {
                    tally.add(policy, contest, &sold);
                }
            }
        }
        Ok(())
    }

    async fn add_refunds(&mut self, tx: &mut Conn, newest: i64) -> Result<(), Error> {
        let rows: Vec<(i64, String, i64, String)> = sqlx::query_as(
            "SELECT sale_id, day, amount_fen, lines FROM refunds WHERE id > $1 AND id <= $2 ORDER BY id",
        )
        .bind(self.refund)
        .bind(newest)
        .fetch_all(tx)
        .await?;
        self.refund = newest;
        for (sale, on, amount, lines) in rows {
            for tally in &mut self.of {
                tally.give_back(sale, stored_day(&on)?, Fen(amount), &lines)?;
            }
        }
        Ok(())
    }

    async fn add_closed(&mut self, tx: &mut Conn, rulebook: &Rulebook, newest: i64) -> Result<(), Error> {
        let rows: Vec<(i64, i64)> =
            sqlx::query_as("SELECT id, closed_at FROM members WHERE closed_at IS NOT NULL AND closed_at > $1")
                .bind(self.closed - CLOSED_AGAIN)
                .fetch_all(tx)
                .await?;
        self.closed = newest;
        for (member, at) in rows {
            self.left.insert(member, rulebook.zone().day_of(instant(at)?));
            for tally in &mut self.of {
                tally.changed.insert(member);
            }
        }
        Ok(())
    }
}

impl Tally {
    /// The orders of a member.
    pub fn orders(&self, member: i64) -> &[Order] {
        self.orders.get(&member).map_or(&[], Vec::as_slice)
    }

    /// The place of a member, from 0.
    pub fn place(&self, member: i64) -> Option<usize> {
        self.lines.iter().position(|line| line.member == member)
    }

    fn add(&mut self, policy: &Policy, contest: &Contest<'_>, sold: &Sold) {
        let in_time = (contest.from..=contest.until).contains(&sold.day);
        if !in_time || !contest.is_for(policy, sold.store.as_ref(), &sold.tier) {
            return;
        }
        let counts = |line: &StoredLine| contest.has_goods(&line.class, &line.item);
        let counted: Counted = (!contest.has_all_goods()).then(|| sold.lines.iter().map(counts).collect());
        let paid = match &counted {
            None => sold.paid,
            Some(counted) => {
                sold.lines.iter().zip(counted).filter(|(_, counts)| **counts).map(|(line, _)| line.paid).sum()
            }
        };
        if paid <= Fen::ZERO {
            return;
        }
        let Sold { id, at, day, booked, .. } = *sold;
        let order = Order { id, at, day, booked, paid, refunds: Vec::new() };
        self.orders.entry(sold.member).or_default().push(order);
        self.sales.insert(sold.id, (sold.member, counted));
        self.changed.insert(sold.member);
    }

    fn give_back(&mut self, sale: i64, on: Day, amount: Fen, lines: &str) -> Result<(), Error> {
        let Some((member, counted)) = self.sales.get(&sale) else { return Ok(()) };
        let amount = match counted {
            None => amount,
            Some(counted) => {
                let lines: Vec<RefundLine> = serde_json::from_str(lines).map_err(Error::internal)?;
                let counts = |line: &&RefundLine| counted.get(line.line).copied().unwrap_or_default();
                lines.iter().filter(counts).map(|line| line.amount).sum()
            }
        };
        let orders = self.orders.get_mut(member).into_iter().flatten();
        if let Some(order) = orders.into_iter().find(|order| order.id == sale)
            && amount > Fen::ZERO
        {
            order.refunds.push(Refund { day: on, amount });
            self.changed.insert(*member);
        }
        Ok(())
    }

    /// Puts everybody in order again whose orders have changed; on a new day everybody, because what is pending has.
    fn stand(&mut self, contest: &Contest<'_>, left: &HashMap<i64, Day>, today: Day, everybody: bool) {
        if self.changed.is_empty() && !everybody {
            return;
        }
        let changed = std::mem::take(&mut self.changed);
        let settled = contest.settled();
        let takes_part = |member: &i64| left.get(member).is_none_or(|day| settled < *day);
        let mut lines = std::mem::take(&mut self.lines);
        let anew: Vec<i64> = if everybody {
            lines.clear();
            self.orders.keys().copied().collect()
        } else {
            lines.retain(|line| !changed.contains(&line.member));
            changed.into_iter().collect()
        };
        let stands = |member: &i64| contest.line(*member, self.orders(*member), today);
        let stood = anew.iter().filter(|member| takes_part(member)).filter_map(stands);
        if anew.len() <= FEW {
            stood.for_each(|line| contest.insert(&mut lines, line));
        } else {
            lines.extend(stood);
            contest.sort(&mut lines);
        }
        self.lines = lines;
    }
}
