//! Commissions as they are stored, each with what was bought and what of it was kept.

use crate::Error;
use crate::booking::StoredLine;
use crate::policies::{Rulebook, instant, stored_day};
use crate::store::Conn;
use shuke_rules::commission::{Kept, Level};
use shuke_rules::policy::{Commission, CommissionRate, TierId};
use shuke_rules::{Day, Fen, Instant, Points};
use sqlx::Row;
use sqlx::any::AnyRow;

/// A commission.
pub struct Stored {
    pub nth: i64,
    /// Who gets it.
    pub receiver: i64,
    pub buyer: i64,
    pub level: Level,
    tier: TierId,
    rule_version: i64,
    pub day: Day,
    pub given: Option<Given>,
    pub returned: Returned,
    lines: Vec<StoredLine>,
}

/// As it was given.
#[derive(Clone, Copy)]
pub struct Given {
    pub points: Points,
    pub lot: i64,
    pub at: Instant,
    pub rule_version: i64,
}

/// What was taken back.
#[derive(Clone, Copy)]
pub struct Returned {
    pub points: Points,
    /// Of them what had ended before, and was not there to be taken.
    pub ended: Points,
    pub times: i64,
}

/// Which ones.
#[derive(Clone, Copy)]
pub enum Which {
    One(i64),
    OfSale(i64),
    /// Those of a member, of purchases from a day to another.
    Of(i64, Day, Day),
    /// All of a member's.
    All(i64),
    /// Those of a member that are not given yet.
    Frozen(i64),
}

const SQL: &str = "SELECT c.nth, c.member_id, c.level, c.tier, c.rule_version, c.day, c.points, c.lot_id, c.given_at, \
     c.given_version, s.member_id AS buyer, s.lines, \
     CAST(COALESCE((SELECT SUM(r.points) FROM commission_returns r WHERE r.commission = c.nth), 0) AS BIGINT) AS returned, \
     CAST(COALESCE((SELECT SUM(r.points - r.moved) FROM commission_returns r WHERE r.commission = c.nth), 0) AS BIGINT) AS ended, \
     (SELECT COUNT(*) FROM commission_returns r WHERE r.commission = c.nth) AS times \
     FROM commissions c JOIN sales s ON s.id = c.sale \
     WHERE c.nth = $1 OR c.sale = $2 OR (c.member_id = $3 AND c.day >= $4 AND c.day <= $5 \
     AND ($6 = 0 OR c.due_at IS NOT NULL)) ORDER BY c.day DESC, c.nth DESC";

/// The last purchase first.
pub async fn commissions(connection: &mut Conn, which: Which) -> Result<Vec<Stored>, Error> {
    let (one, sale, member) = match which {
        Which::One(nth) => (nth, 0, 0),
        Which::OfSale(sale) => (0, sale, 0),
        Which::Of(member, ..) | Which::All(member) | Which::Frozen(member) => (0, 0, member),
    };
    let (from, until) = match which {
        Which::Of(_, from, until) => (from.to_string(), until.to_string()),
        // Before and after every day that there is.
        _ => (String::new(), "9999-12-31".to_owned()),
    };
    let query = sqlx::query(SQL).bind(one).bind(sale).bind(member).bind(from).bind(until);
    let rows = query.bind(i64::from(matches!(which, Which::Frozen(_)))).fetch_all(connection).await?;
    rows.iter().map(Stored::of).collect()
}

/// What of a sale was paid and did not come back.
pub fn kept(lines: &[StoredLine]) -> impl Iterator<Item = Kept<'_>> {
    lines.iter().map(|line| Kept { class: &line.class, amount: line.returned().left() })
}

impl Stored {
    fn of(row: &AnyRow) -> Result<Self, Error> {
        let (nth, level): (i64, i64) = (row.try_get("nth")?, row.try_get("level")?);
        let level =
            Level::numbered(level).ok_or_else(|| Error::internal(format!("commission {nth}: no level {level}")))?;
        let on: String = row.try_get("day")?;
        Ok(Self {
            nth,
            level,
            receiver: row.try_get("member_id")?,
            buyer: row.try_get("buyer")?,
            tier: TierId(row.try_get("tier")?),
            rule_version: row.try_get("rule_version")?,
            day: stored_day(&on)?,
            given: Given::of(row)?,
            returned: Returned {
                points: Points(row.try_get("returned")?),
                ended: Points(row.try_get("ended")?),
                times: row.try_get("times")?,
            },
            lines: StoredLine::read_all(row.try_get("lines")?)?,
        })
    }

    /// The rules of its day, and those for who gets it.
    pub fn promised<'r>(&self, rulebook: &'r Rulebook) -> Result<(&'r Commission, &'r CommissionRate), Error> {
        let policy = &rulebook.version(self.rule_version).policy;
        let found = policy.commission.as_ref().and_then(|terms| Some((terms, terms.rate(&self.tier)?)));
        found.ok_or_else(|| Error::internal(format!("commission {} is of a version without it", self.nth)))
    }

    /// What was paid and kept.
    pub fn kept(&self) -> Fen {
        kept(&self.lines).map(|kept| kept.amount).sum()
    }

    /// What it comes to by now, in money and in points.
    pub fn worth(&self, rulebook: &Rulebook) -> Result<(Fen, Points), Error> {
        let (terms, rate) = self.promised(rulebook)?;
        let amount = rate.amount(self.level, kept(&self.lines));
        Ok((amount, terms.points(amount)))
    }
}

impl Given {
    fn of(row: &AnyRow) -> Result<Option<Self>, Error> {
        let Some(points) = row.try_get::<Option<i64>, _>("points")? else { return Ok(None) };
        let number = |column| row.try_get::<Option<i64>, _>(column).map(Option::unwrap_or_default);
        let (lot, at, rule_version) = (number("lot_id")?, number("given_at")?, number("given_version")?);
        Ok(Some(Self { points: Points(points), lot, at: instant(at)?, rule_version }))
    }
}
