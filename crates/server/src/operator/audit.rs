//! The audit: whether everything that is stored adds up. Decides who is looked at and in what parts; how a table is proven is its
//! owner's to say ([`Audit`](crate::audit::Audit)). Writes nothing.
//!
//! Members are looked at in parts, each as of one moment, by as many readers as there are processors for; so memory holds a part a
//! reader. What is nobody's is looked at once, row by row.

mod counters;
mod heads;

pub use crate::audit::Finding;
pub use crate::booking::Ledgers;
pub use crate::store::seal::Head;
pub use heads::{head, heads};

use super::{Desk, Done, NotDone};
use crate::audit::{Audit, Seen};
use crate::booking::{Stored, audit, by_card};
use crate::feature::Feature;
use crate::policies::Rulebook;
use crate::store::table::Table;
use crate::store::{Conn, Store, wrong_migrations};
use crate::{Error, member};
use shuke_rules::number::CardNumber;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::available_parallelism;

/// How many members are checked together.
const PART: i64 = 500;
/// Fewer than there are connections to read with.
const MOST_READERS: usize = 4;

/// Why there is nobody to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotVerified {
    /// Remedy: a card number has 13 digits, the last a check digit.
    NoCardNumber(String),
    NoMember,
}

/// What an audit came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub ledgers: Ledgers,
    /// The rows of each table that were looked at.
    pub rows: BTreeMap<&'static str, u64>,
    /// By table, then by card or name.
    pub findings: Vec<Finding>,
}

impl Report {
    fn and(mut self, other: Self) -> Self {
        self.ledgers = self.ledgers.and(other.ledgers);
        for (table, rows) in other.rows {
            *self.rows.entry(table).or_default() += rows;
        }
        self.findings.extend(other.findings);
        self
    }

    fn of(ledgers: Ledgers, seen: Seen) -> Self {
        Self { ledgers, rows: seen.rows, findings: seen.findings }
    }

    fn sorted(mut self) -> Self {
        self.findings.sort();
        self.findings.dedup();
        self
    }
}

/// How every table is proven.
pub fn tables(features: &'static [&'static Feature]) -> Vec<&'static Table> {
    audits(features).into_iter().flat_map(|audit| audit.tables).collect()
}

fn audits(features: &'static [&'static Feature]) -> Vec<&'static Audit> {
    features.iter().flat_map(|feature| feature.audits).copied().collect()
}

/// How much of what belongs to members is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// What moved their points, computed anew: `ledger verify`.
    Ledger,
    /// Their seals, too.
    Everything,
}

/// Who looks at what.
#[derive(Clone)]
struct Auditor {
    depth: Depth,
    /// The newest migration that this program knows.
    newest: i64,
    audits: Arc<Vec<&'static Audit>>,
    rulebook: Arc<Rulebook>,
}

impl Auditor {
    async fn of(desk: &Desk, depth: Depth) -> Result<Self, Error> {
        let audits = Arc::new(audits(desk.context.features()));
        Ok(Self { depth, newest: desk.store.newest(), audits, rulebook: desk.rulebook().await? })
    }

    fn tables(&self) -> impl Iterator<Item = &'static Table> {
        self.audits.iter().flat_map(|audit| audit.tables)
    }

    /// Looks at the seals of rows that belong to a range of members, or of all others.
    async fn seals(&self, connection: &mut Conn, range: Option<(i64, i64)>, seen: &mut Seen) -> Result<(), Error> {
        let of_members = range.is_some();
        for seal in self.tables().filter_map(|table| table.seal).filter(|seal| seal.member.is_some() == of_members) {
            let (rows, changed) = seal.check(connection, range).await?;
            *seen.rows.entry(seal.table).or_default() += rows;
            for key in changed {
                seen.wrong(seal.table, key, "it is not as it was sealed");
            }
        }
        Ok(())
    }

    /// Looks at what belongs to the members from one id to another, both included.
    async fn members(&self, connection: &mut Conn, within: (i64, i64)) -> Result<Report, Error> {
        let stored = Stored::read(connection, within.0, within.1).await?;
        let range = stored.range(within, Arc::clone(&self.rulebook));
        let mut seen = Seen::default();
        for members in self.audits.iter().filter_map(|audit| audit.members) {
            members(connection, &range, &mut seen).await?;
        }
        if self.depth == Depth::Everything {
            self.seals(connection, Some(within), &mut seen).await?;
        }
        let ledgers = audit(&stored, &range, &mut seen);
        Ok(Report::of(ledgers, seen))
    }

    /// Looks at what belongs to nobody, or to everybody.
    async fn all(&self, connection: &mut Conn) -> Result<Report, Error> {
        let mut seen = Seen::default();
        self.seals(connection, None, &mut seen).await?;
        for all in self.audits.iter().filter_map(|audit| audit.all) {
            all(connection, &self.rulebook, &mut seen).await?;
        }
        counters::check(connection, self.tables(), &mut seen).await?;
        if let Some(what) = wrong_migrations(connection, self.newest).await? {
            seen.wrong("migrations", "all", what);
        }
        Ok(Report::of(Ledgers::default(), seen))
    }
}

/// Looks at what belongs to one member.
pub async fn of_one(desk: &Desk, card: &str, depth: Depth) -> Done<Report, NotVerified> {
    let Some(card) = CardNumber::parse(card) else {
        return Err(NotDone::Refused(NotVerified::NoCardNumber(card.to_owned())));
    };
    let auditor = Auditor::of(desk, depth).await?;
    let one = desk.store.view(move |connection| {
        Box::pin(async move {
            let Some(account) = by_card(connection, &card).await? else { return Ok(None) };
            auditor.members(connection, (account.member, account.member)).await.map(Some)
        })
    });
    one.await?.map(Report::sorted).ok_or(NotDone::Refused(NotVerified::NoMember))
}

/// Looks at what belongs to every member.
pub async fn of_members(desk: &Desk, depth: Depth) -> Result<Report, Error> {
    let auditor = Auditor::of(desk, depth).await?;
    let ranges = Arc::new(ranges(&mut *desk.store.read().await?).await?);
    let next = Arc::new(AtomicUsize::new(0));
    let readers = available_parallelism().map_or(1, |processors| processors.get().min(MOST_READERS));
    let readers: Vec<_> = (0..readers)
        .map(|_| tokio::spawn(parts(desk.store.clone(), auditor.clone(), Arc::clone(&next), Arc::clone(&ranges))))
        .collect();
    let mut whole = Report::default();
    for reader in readers {
        whole = whole.and(reader.await.map_err(Error::internal)??);
    }
    Ok(whole.sorted())
}

/// Looks at everything. Where a table or a column is missing the rows cannot be looked at, and what is known is said all the same.
pub async fn of_all(desk: &Desk) -> Result<Report, Error> {
    match (schema(desk).await, rows(desk).await) {
        (Ok(schema), Ok(rows)) => Ok(rows.and(schema).sorted()),
        (Ok(schema), Err(error)) if !schema.findings.is_empty() => Ok(schema.and(unseen("rows", &error)).sorted()),
        (Err(error), Ok(rows)) => Ok(rows.and(unseen("schema", &error)).sorted()),
        (_, Err(error)) => Err(error),
    }
}

/// What could not be looked at is not proven.
fn unseen(what: &str, error: &Error) -> Report {
    let mut seen = Seen::default();
    seen.wrong("schema", what.to_owned(), format!("could not be looked at: {error}"));
    Report::of(Ledgers::default(), seen)
}

async fn rows(desk: &Desk) -> Result<Report, Error> {
    let members = of_members(desk, Depth::Everything).await?;
    let auditor = Auditor::of(desk, Depth::Everything).await?;
    let rest = desk.store.view(move |connection| Box::pin(async move { auditor.all(connection).await })).await?;
    Ok(members.and(rest))
}

/// Looks at what the rows lie in.
async fn schema(desk: &Desk) -> Result<Report, Error> {
    let mut seen = Seen::default();
    for (of, what) in desk.store.wrong_schema().await? {
        seen.wrong("schema", of, what);
    }
    Ok(Report::of(Ledgers::default(), seen))
}

/// Takes the next part until there is none.
async fn parts(
    store: Store,
    auditor: Auditor,
    next: Arc<AtomicUsize>,
    ranges: Arc<Vec<(i64, i64)>>,
) -> Result<Report, Error> {
    let mut seen = Report::default();
    while let Some(range) = ranges.get(next.fetch_add(1, Ordering::Relaxed)).copied() {
        let auditor = auditor.clone();
        let part = store.view(move |connection| Box::pin(async move { auditor.members(connection, range).await }));
        seen = seen.and(part.await?);
    }
    Ok(seen)
}

/// Ranges of ids, both included, with a part of the members each; with all of them every id, also those of nobody.
async fn ranges(connection: &mut Conn) -> Result<Vec<(i64, i64)>, Error> {
    let mut from = i64::MIN;
    let mut ranges = Vec::new();
    for last in member::every(connection, PART).await? {
        ranges.push((from, last));
        from = last.saturating_add(1);
    }
    ranges.push((from, i64::MAX));
    Ok(ranges)
}

/// Looks at everything over one connection, as of what it sees: also at what a transaction that is under way has written. `newest` is
/// the newest migration that this program knows.
pub async fn over(
    connection: &mut Conn,
    newest: i64,
    features: &'static [&'static Feature],
    rulebook: Arc<Rulebook>,
) -> Result<Report, Error> {
    let auditor = Auditor { depth: Depth::Everything, newest, audits: Arc::new(audits(features)), rulebook };
    let mut whole = auditor.all(connection).await?;
    for range in ranges(connection).await? {
        whole = whole.and(auditor.members(connection, range).await?);
    }
    Ok(whole.sorted())
}
