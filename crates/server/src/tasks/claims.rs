//! Rewards that were claimed, as they are kept.

use crate::booking::Account;
use crate::policies::instant;
use crate::store::Conn;
use crate::{Error, member};
use shuke_contract::tasks::Claimed;
use shuke_rules::ledger::TaskKey;
use shuke_rules::policy::TaskId;
use shuke_rules::tasks::Period;
use shuke_rules::{Instant, Points};

/// A reward that was claimed.
pub struct Claim {
    pub task: TaskId,
    /// The key of its period.
    pub period: String,
    /// The how manieth of the task and period it is, from 1.
    pub n: i64,
    pub at: Instant,
    pub points: Points,
    /// The lot that it opened, unless all of it repaid debt.
    pub lot: i64,
    pub rule_version: i64,
    pub undone_at: Option<Instant>,
}

/// A member's, oldest first.
pub struct Claims(pub Vec<Claim>);

/// A statement that reads claims of a member.
macro_rules! claims {
    ($which:literal) => {
        concat!(
            "SELECT task, period, n, at, points, lot_id, rule_version, undone_at FROM task_claims WHERE member_id = $1 AND ",
            $which,
            " ORDER BY at, task"
        )
    };
}

const ALL: &str = claims!("n > $2");
const UNDONE: &str = claims!("undone_at > $2");

type Row = (String, String, i64, i64, i64, i64, i64, Option<i64>);

impl Claims {
    pub async fn read(connection: &mut Conn, member: i64) -> Result<Self, Error> {
        Self::of_rows(sqlx::query_as(ALL).bind(member).bind(0_i64).fetch_all(connection).await?)
    }

    /// Those that were undone after an instant.
    pub async fn undone_after(connection: &mut Conn, member: i64, after: Instant) -> Result<Self, Error> {
        let rows = sqlx::query_as(UNDONE).bind(member).bind(after.timestamp_micros());
        Self::of_rows(rows.fetch_all(connection).await?)
    }

    fn of_rows(rows: Vec<Row>) -> Result<Self, Error> {
        let claim = |(task, period, n, at, points, lot, rule_version, undone_at): Row| {
            Ok(Claim {
                task: TaskId(task),
                period,
                n,
                at: instant(at)?,
                points: Points(points),
                lot,
                rule_version,
                undone_at: undone_at.map(instant).transpose()?,
            })
        };
        Ok(Self(rows.into_iter().map(claim).collect::<Result<_, Error>>()?))
    }

    fn of<'a>(&'a self, task: &'a TaskId, period: &'a Period) -> impl Iterator<Item = &'a Claim> {
        self.0.iter().filter(move |claim| claim.task == *task && claim.period == period.key)
    }

    /// Whether the reward of a period was claimed and is the member's.
    pub fn standing(&self, task: &TaskId, period: &Period) -> bool {
        self.of(task, period).any(|claim| claim.undone_at.is_none())
    }

    /// The number of the next claim in a period.
    pub fn next(&self, task: &TaskId, period: &Period) -> i64 {
        self.of(task, period).map(|claim| claim.n).max().unwrap_or(0) + 1
    }
}

impl Claim {
    pub async fn insert(&self, tx: &mut Conn, holder: i64) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO task_claims (member_id, task, period, n, at, points, lot_id, rule_version) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(holder)
        .bind(&self.task.0)
        .bind(&self.period)
        .bind(self.n)
        .bind(self.at.timestamp_micros())
        .bind(self.points.0)
        .bind(self.lot)
        .bind(self.rule_version)
        .execute(&mut *tx)
        .await?;
        member::touch(tx, holder).await
    }

    /// Notes that it does not stand any more.
    pub async fn undo(&self, tx: &mut Conn, holder: i64, now: Instant) -> Result<(), Error> {
        let done = sqlx::query(
            "UPDATE task_claims SET undone_at = $1 \
             WHERE member_id = $2 AND task = $3 AND period = $4 AND n = $5 AND undone_at IS NULL",
        )
        .bind(now.timestamp_micros())
        .bind(holder)
        .bind(&self.task.0)
        .bind(&self.period)
        .bind(self.n)
        .execute(&mut *tx)
        .await?;
        member::touch(tx, holder).await?;
        if done.rows_affected() == 1 { Ok(()) } else { Err(Error::internal("a claim is not as it was read")) }
    }
}

/// Every reward that a member claimed, oldest first.
pub async fn claimed(connection: &mut Conn, member: i64) -> Result<Vec<Claimed>, Error> {
    let claims = Claims::read(connection, member).await?.0.into_iter();
    let told = |Claim { task, period, at, points, undone_at, .. }| Claimed { task, period, at, points, undone_at };
    Ok(claims.map(told).collect())
}

/// How the ledger names a claim.
pub fn key<'a>(account: &'a Account, task: &'a TaskId, period: &'a str, n: i64) -> TaskKey<'a> {
    key_of(account.card.as_str(), &task.0, period, n)
}

/// The same of a claim of whoever has the card.
pub fn key_of<'a>(card: &'a str, task: &'a str, period: &'a str, n: i64) -> TaskKey<'a> {
    TaskKey { card, task, period, n }
}
