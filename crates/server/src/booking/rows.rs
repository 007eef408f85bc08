//! A row of each table that a booking writes, and the guarded updates.

use super::lines::StoredLine;
use super::refund::Refund;
use super::sell::Sale;
use crate::Error;
use crate::store::seal::{Name, Seal};
use crate::store::{Bound, Conn};
use shuke_rules::ledger::{Entry, Lot};
use shuke_rules::policy::TierId;
use shuke_rules::{Day, Fen, Instant, Multiplier, Points};

pub static SALES: Seal = Seal {
    table: "sales",
    key: &[Name::Number("id")],
    columns: &[
        "id",
        "key",
        "member_id",
        "store?",
        "number",
        "at",
        "day",
        "booked_at",
        "list_fen",
        "paid_fen",
        "earned",
        "tier",
        "multiplier",
        "points_until?",
        "rule_version",
        "lines",
    ],
    first: Some(StoredLine::as_sold),
    member: Some("member_id"),
};

pub static REFUNDS: Seal = Seal {
    table: "refunds",
    key: &[Name::Number("id")],
    columns: &[
        "id",
        "key",
        "sale_id",
        "member_id",
        "number",
        "at",
        "day",
        "amount_fen",
        "taken_back",
        "shortfall",
        "points_back",
        "tier_from",
        "tier_to",
        "rule_version",
        "lines",
    ],
    first: None,
    member: Some("member_id"),
};

#[derive(Debug)]
pub(super) struct SaleRow {
    pub id: i64,
    pub sale: Sale,
    pub member: i64,
    pub day: Day,
    pub list: Fen,
    pub paid: Fen,
    pub earned: Points,
    pub tier: TierId,
    pub multiplier: Multiplier,
    pub points_until: Option<Day>,
    pub rule_version: i64,
    pub lines: Vec<StoredLine>,
}

impl SaleRow {
    pub const TABLE: &str = "sales (id, key, member_id, store, number, at, day, booked_at, list_fen, paid_fen, earned, tier, \
        multiplier, points_until, rule_version, lines, seal)";

    pub fn bind<'q>(&self, query: Bound<'q>) -> Result<Bound<'q>, Error> {
        let sale = &self.sale;
        SALES
            .sealing(query)
            .bind(self.id)
            .bind(&sale.key)
            .bind(self.member)
            .bind(sale.store.as_ref().map(|store| store.0.clone()))
            .bind(&sale.number)
            .bind(sale.at.timestamp_micros())
            .bind(self.day.to_string())
            .bind(sale.booked_at.timestamp_micros())
            .bind(self.list.0)
            .bind(self.paid.0)
            .bind(self.earned.0)
            .bind(&self.tier.0)
            .bind(self.multiplier.to_string())
            .bind(self.points_until.map(|day| day.to_string()))
            .bind(self.rule_version)
            .bind(StoredLine::write_all(&self.lines)?)
            .done()
    }
}

/// What a refund changes in the row of its sale.
#[derive(Debug)]
pub(super) struct SaleRefunded {
    pub sale: i64,
    /// Refunded before.
    pub already: Fen,
    pub amount: Fen,
    pub taken_back: Points,
    pub lines: Vec<StoredLine>,
}

impl SaleRefunded {
    pub async fn update(&self, connection: &mut Conn) -> Result<(), Error> {
        let done = sqlx::query(
            "UPDATE sales SET refunded_fen = refunded_fen + $1, taken_back = taken_back + $2, lines = $3 \
             WHERE id = $4 AND refunded_fen = $5",
        )
        .bind(self.amount.0)
        .bind(self.taken_back.0)
        .bind(StoredLine::write_all(&self.lines)?)
        .bind(self.sale)
        .bind(self.already.0)
        .execute(connection)
        .await?;
        one(done.rows_affected(), "the refunded sale")
    }
}

#[derive(Debug)]
pub(super) struct RefundRow {
    pub id: i64,
    pub refund: Refund,
    pub sale: i64,
    pub member: i64,
    pub day: Day,
    pub amount: Fen,
    pub taken_back: Points,
    /// What of it was spent already.
    pub shortfall: Points,
    pub tier_from: TierId,
    pub tier_to: TierId,
    pub rule_version: i64,
}

impl RefundRow {
    pub const TABLE: &str = "refunds (id, key, sale_id, member_id, number, at, day, amount_fen, taken_back, shortfall, points_back, \
        tier_from, tier_to, rule_version, lines, seal)";

    pub fn bind<'q>(&self, query: Bound<'q>) -> Result<Bound<'q>, Error> {
        REFUNDS
            .sealing(query)
            .bind(self.id)
            .bind(&self.refund.key)
            .bind(self.sale)
            .bind(self.member)
            .bind(&self.refund.number)
            .bind(self.refund.at.timestamp_micros())
            .bind(self.day.to_string())
            .bind(self.amount.0)
            .bind(self.taken_back.0)
            .bind(self.shortfall.0)
            .bind(self.refund.points_back.0)
            .bind(&self.tier_from.0)
            .bind(&self.tier_to.0)
            .bind(self.rule_version)
            .bind(serde_json::to_string(&self.refund.lines).map_err(Error::internal)?)
            .done()
    }
}

#[derive(Debug)]
pub(super) struct LotRow {
    pub lot: Lot,
    pub member: i64,
    pub seq: i64,
    pub sale: Option<i64>,
    pub earned_at: Instant,
    /// The lot whose points came back in this one: the first that they were in.
    pub origin: Option<i64>,
}

impl LotRow {
    pub const TABLE: &str = "lots (id, member_id, seq, sale_id, amount, left_points, earned_at, ends_at, origin)";

    pub fn bind<'q>(&self, query: Bound<'q>) -> Bound<'q> {
        query
            .bind(self.lot.id)
            .bind(self.member)
            .bind(self.seq)
            .bind(self.sale)
            .bind(self.lot.left.0)
            .bind(self.lot.left.0)
            .bind(self.earned_at.timestamp_micros())
            .bind(self.lot.ends.map(|ends| ends.timestamp_micros()))
            .bind(self.origin)
    }
}

#[derive(Debug)]
pub(super) struct LedgerRow {
    pub entry: Entry,
    pub member: i64,
    pub lot_points: Points,
    pub booked_at: Instant,
}

impl LedgerRow {
    pub const TABLE: &str = "ledger (member_id, seq, kind, points, lot_points, at, booked_at, key, rule_version, hash)";

    pub fn bind<'q>(&self, query: Bound<'q>) -> Bound<'q> {
        query
            .bind(self.member)
            .bind(self.entry.seq)
            .bind(self.entry.kind.name())
            .bind(self.entry.points.0)
            .bind(self.lot_points.0)
            .bind(self.entry.at.timestamp_micros())
            .bind(self.booked_at.timestamp_micros())
            .bind(self.entry.key.clone())
            .bind(self.entry.rule_version)
            .bind(self.entry.hash.clone())
    }
}

/// What a debit took from a lot.
#[derive(Debug)]
pub(super) struct TakenFrom {
    pub member: i64,
    pub seq: i64,
    pub lot: i64,
    pub points: Points,
    pub at: Instant,
    /// Nobody took it: the lot ended.
    pub ended: bool,
}

impl TakenFrom {
    pub const TABLE: &str = "ledger_lots (member_id, seq, lot_id, points, at)";

    pub fn bind<'q>(&self, query: Bound<'q>) -> Bound<'q> {
        query.bind(self.member).bind(self.seq).bind(self.lot).bind(self.points.0).bind(self.at.timestamp_micros())
    }

    pub async fn update(&self, connection: &mut Conn) -> Result<(), Error> {
        let done = sqlx::query(
            "UPDATE lots SET left_points = left_points - $1, ended = ended + $3 WHERE id = $2 AND left_points >= $1",
        )
        .bind(self.points.0)
        .bind(self.lot)
        .bind(if self.ended { self.points.0 } else { 0 })
        .execute(connection)
        .await?;
        one(done.rows_affected(), "a lot")
    }
}

fn one(affected: u64, what: &str) -> Result<(), Error> {
    if affected == 1 { Ok(()) } else { Err(Error::internal(format!("{what} is not as it was read"))) }
}
