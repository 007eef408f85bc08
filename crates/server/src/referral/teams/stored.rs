//! A team as it is stored, with those who are in it and what they bought.

use crate::Error;
use crate::context::Moment;
use crate::policies::{Rulebook, instant};
use crate::referral::stored::grouped;
use crate::store::Conn;
use shuke_rules::coupons::Key;
use shuke_rules::policy::{Policy, Referral, Team};
use shuke_rules::referral::{Mate, TeamState, team};
use shuke_rules::{Day, Instant};

/// A team with those who are in it.
pub struct Stored {
    pub nth: i64,
    /// Who opened it.
    pub captain: i64,
    pub(super) ends: Instant,
    pub(super) rule_version: i64,
    pub(super) due: Option<Instant>,
    pub(super) mates: Vec<Mate>,
}

impl Stored {
    pub(super) async fn find(connection: &mut Conn, rulebook: &Rulebook, nth: i64) -> Result<Option<Self>, Error> {
        type Row = (i64, i64, i64, Option<i64>);
        let row: Option<Row> =
            sqlx::query_as("SELECT member_id, ends_at, rule_version, due_at FROM referral_teams WHERE nth = $1")
                .bind(nth)
                .fetch_optional(&mut *connection)
                .await?;
        let Some((captain, ends, rule_version, due)) = row else { return Ok(None) };
        let mates = mates(connection, rulebook, nth).await?;
        Ok(Some(Self { nth, captain, ends: instant(ends)?, rule_version, due: due.map(instant).transpose()?, mates }))
    }

    pub(super) fn promised<'b>(&self, rulebook: &'b Rulebook) -> Result<(&'b Policy, &'b Referral, &'b Team), Error> {
        let policy = &rulebook.version(self.rule_version).policy;
        let found = policy.referral.as_ref().and_then(|referral| Some((policy, referral, referral.team.as_ref()?)));
        found.ok_or_else(|| Error::internal(format!("team {} is of a version without teams", self.nth)))
    }

    /// The last day on which one can join it and buy.
    pub(super) fn until(&self, rulebook: &Rulebook) -> Day {
        rulebook.zone().day_of(self.ends).minus_days(1)
    }

    pub fn state(&self, moment: &Moment) -> Result<TeamState, Error> {
        let (_, rules, terms) = self.promised(&moment.rulebook)?;
        // Who opened it and has left it has ended it.
        if !self.has(self.captain) {
            return Ok(TeamState::Over);
        }
        Ok(team(rules, terms.size, self.until(&moment.rulebook), &self.mates, moment.today()))
    }

    pub fn has(&self, member: i64) -> bool {
        self.mates.iter().any(|mate| mate.member == member)
    }

    pub(super) fn key(&self) -> String {
        Key::Team { team: self.nth }.to_string()
    }
}

/// Who is in a team, in the order in which they joined, with what each bought in a shop since.
async fn mates(connection: &mut Conn, rulebook: &Rulebook, team: i64) -> Result<Vec<Mate>, Error> {
    let rows: Vec<(i64, i64)> = sqlx::query_as(
        "SELECT member_id, joined_at FROM referral_mates WHERE team = $1 AND left_at IS NULL ORDER BY nth",
    )
    .bind(team)
    .fetch_all(&mut *connection)
    .await?;
    let sales: Vec<(i64, i64, String, i64)> = sqlx::query_as(
        "SELECT s.member_id, s.id, s.day, s.paid_fen FROM referral_mates m JOIN sales s ON s.member_id = m.member_id \
         JOIN referral_teams t ON t.nth = m.team WHERE m.team = $1 AND m.left_at IS NULL AND s.store IS NOT NULL \
         AND s.at >= m.joined_at AND s.at < t.ends_at ORDER BY s.id",
    )
    .bind(team)
    .fetch_all(&mut *connection)
    .await?;
    let refunds: Vec<(i64, String, i64)> = sqlx::query_as(
        "SELECT r.sale_id, r.day, r.amount_fen FROM referral_mates m JOIN refunds r ON r.member_id = m.member_id \
         WHERE m.team = $1 AND m.left_at IS NULL AND r.at >= m.joined_at ORDER BY r.id",
    )
    .bind(team)
    .fetch_all(connection)
    .await?;
    let mut bought = grouped(sales, refunds)?;
    let mate = |(member, joined): (i64, i64)| {
        let joined = rulebook.zone().day_of(instant(joined)?);
        Ok(Mate { member, joined, purchases: bought.remove(&member).unwrap_or_default() })
    };
    rows.into_iter().map(mate).collect()
}
