//! Accounts from the database.

use super::account::{Account, Held, Made, What};
use crate::Error;
use crate::policies::{instant, stored_day};
use crate::store::Conn;
use shuke_rules::ledger::Lot;
use shuke_rules::number::CardNumber;
use shuke_rules::policy::TierId;
use shuke_rules::{Fen, Instant, Points};
use std::collections::BTreeMap;

type LotRow = (i64, i64, Option<i64>, i64, Option<i64>, Option<i64>);
type MemberRow = (i64, String, i64, String, Option<i64>, i64, i64, String, i64, i64);

/// One account by a column, and how many refunds and invitations it has: most have none, and nothing is asked for them.
macro_rules! one_by {
    ($column:literal) => {
        concat!(
            "SELECT id, card, joined_at, joined_day, closed_at, debt, ledger_seq, ledger_hash, \
             (SELECT COUNT(*) FROM refunds r WHERE r.member_id = m.id) AS refunds, \
             (SELECT COUNT(*) FROM invitations i WHERE i.member_id = m.id) AS invitations FROM members m WHERE ",
            $column,
            " = $1"
        )
    };
}

const BY_ID: &str = one_by!("id");
const BY_CARD: &str = one_by!("card");
const AFTER: &str = "SELECT id, card, joined_at, joined_day, closed_at, debt, ledger_seq, ledger_hash, \
    CAST(1 AS BIGINT) AS refunds, CAST(1 AS BIGINT) AS invitations FROM members WHERE id > $1 ORDER BY id LIMIT $2";

/// An account by the member's id, also of one who left.
pub async fn by_id(connection: &mut Conn, member: i64) -> Result<Option<Account>, Error> {
    let row: Option<MemberRow> = sqlx::query_as(BY_ID).bind(member).fetch_optional(&mut *connection).await?;
    whole(connection, row).await
}

/// A member's lots, debt and end of the chain, without the facts: enough for points that move without the tier's say.
pub async fn ledger_of(connection: &mut Conn, member: i64) -> Result<Option<Account>, Error> {
    let row: Option<MemberRow> = sqlx::query_as(BY_ID).bind(member).fetch_optional(&mut *connection).await?;
    let mut accounts: Vec<Account> = row.into_iter().map(bare).collect::<Result<_, _>>()?;
    lots(connection, &mut accounts).await?;
    Ok(accounts.pop())
}

/// An account by the card number, also of one who left.
pub async fn by_card(connection: &mut Conn, card: &CardNumber) -> Result<Option<Account>, Error> {
    let row: Option<MemberRow> = sqlx::query_as(BY_CARD).bind(card.as_str()).fetch_optional(&mut *connection).await?;
    whole(connection, row).await
}

async fn whole(connection: &mut Conn, row: Option<MemberRow>) -> Result<Option<Account>, Error> {
    let mut accounts = facts(connection, row.into_iter().collect()).await?;
    lots(connection, &mut accounts).await?;
    Ok(accounts.pop())
}

/// The first `limit` accounts with an id above `after`, by id: all of them, a part at a time.
pub async fn all_after(connection: &mut Conn, after: i64, limit: i64) -> Result<Vec<Account>, Error> {
    let mut accounts = facts_after(connection, after, limit).await?;
    lots(connection, &mut accounts).await?;
    Ok(accounts)
}

/// As [`all_after`], without lots: enough for tiers.
pub async fn facts_after(connection: &mut Conn, after: i64, limit: i64) -> Result<Vec<Account>, Error> {
    let rows: Vec<MemberRow> = sqlx::query_as(AFTER).bind(after).bind(limit).fetch_all(&mut *connection).await?;
    facts(connection, rows).await
}

/// Accounts, which are by id, with their facts.
async fn facts(connection: &mut Conn, rows: Vec<MemberRow>) -> Result<Vec<Account>, Error> {
    let has = |count: fn(&MemberRow) -> i64| rows.iter().any(|row| count(row) > 0);
    let (has_refunds, has_invitations) = (has(|row| row.8), has(|row| row.9));
    let mut accounts: Vec<Account> = rows.into_iter().map(bare).collect::<Result<_, _>>()?;
    let Some(range) = range(&accounts) else { return Ok(accounts) };
    let mut refunds = if has_refunds { refunds(connection, range).await? } else { BTreeMap::new() };
    let purchases: Vec<(i64, i64, i64, String, i64, i64)> = sqlx::query_as(
        "SELECT member_id, id, at, day, paid_fen, rule_version FROM sales \
         WHERE member_id >= $1 AND member_id <= $2 ORDER BY member_id, at, id",
    )
    .bind(range.0)
    .bind(range.1)
    .fetch_all(&mut *connection)
    .await?;
    let mut of = Cursor::new(&mut accounts);
    for (member, sale, at, on, paid, version) in purchases {
        let what = What::Purchase { sale, paid: Fen(paid), refunds: refunds.remove(&sale).unwrap_or_default() };
        let made = Made { at: instant(at)?, day: stored_day(&on)?, version, what };
        if let Some(account) = of.account(member) {
            account.facts.push(made);
        }
    }
    if has_invitations {
        invitations(connection, range, &mut accounts).await?;
    }
    Ok(accounts)
}

fn range(accounts: &[Account]) -> Option<(i64, i64)> {
    Some((accounts.first()?.member, accounts.last()?.member))
}

fn bare(row: MemberRow) -> Result<Account, Error> {
    let (member, card, joined_at, joined_day, closed_at, debt, seq, hash, _, _) = row;
    let card =
        CardNumber::parse(&card).ok_or_else(|| Error::internal(format!("member {member} has no card number")))?;
    let mut account = Account::new(member, card, instant(joined_at)?, stored_day(&joined_day)?);
    account.closed_at = closed_at.map(instant).transpose()?;
    account.debt = Points(debt);
    account.seq = seq;
    account.hash = hash;
    account.stored = (seq, account.debt);
    Ok(account)
}

/// Refunds of a range of members, by sale, oldest first.
async fn refunds(connection: &mut Conn, range: (i64, i64)) -> Result<BTreeMap<i64, Vec<(Instant, Fen)>>, Error> {
    let rows: Vec<(i64, i64, i64)> = sqlx::query_as(
        "SELECT sale_id, at, amount_fen FROM refunds WHERE member_id >= $1 AND member_id <= $2 ORDER BY member_id, at, id",
    )
    .bind(range.0)
    .bind(range.1)
    .fetch_all(connection)
    .await?;
    let mut refunds: BTreeMap<i64, Vec<(Instant, Fen)>> = BTreeMap::new();
    for (sale, at, amount) in rows {
        refunds.entry(sale).or_default().push((instant(at)?, Fen(amount)));
    }
    Ok(refunds)
}

async fn invitations(connection: &mut Conn, range: (i64, i64), accounts: &mut [Account]) -> Result<(), Error> {
    let rows: Vec<(i64, i64, String, String, i64)> = sqlx::query_as(
        "SELECT member_id, at, day, tier, rule_version FROM invitations WHERE member_id >= $1 AND member_id <= $2 \
         ORDER BY member_id, at",
    )
    .bind(range.0)
    .bind(range.1)
    .fetch_all(connection)
    .await?;
    let mut of = Cursor::new(accounts);
    for (member, at, on, tier, version) in rows {
        let made = Made { at: instant(at)?, day: stored_day(&on)?, version, what: What::Invitation(TierId(tier)) };
        if let Some(account) = of.account(member) {
            account.add_invitation(made);
        }
    }
    Ok(())
}

async fn lots(connection: &mut Conn, accounts: &mut [Account]) -> Result<(), Error> {
    let Some(range) = range(accounts) else { return Ok(()) };
    let rows: Vec<LotRow> = sqlx::query_as(
        "SELECT member_id, id, sale_id, left_points, ends_at, origin FROM lots \
         WHERE member_id >= $1 AND member_id <= $2 AND left_points > 0 ORDER BY member_id, id",
    )
    .bind(range.0)
    .bind(range.1)
    .fetch_all(connection)
    .await?;
    let mut of = Cursor::new(accounts);
    for (member, id, sale, left, ends, origin) in rows {
        let lot = Lot { id, left: Points(left), ends: ends.map(instant).transpose()? };
        if let Some(account) = of.account(member) {
            account.held.push(Held { lot, sale, origin });
        }
    }
    Ok(())
}

/// Finds the accounts of rows that come in the same order.
struct Cursor<'a> {
    accounts: &'a mut [Account],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn new(accounts: &'a mut [Account]) -> Self {
        Self { accounts, at: 0 }
    }

    /// `None` for a member of the range who is not among the accounts.
    fn account(&mut self, member: i64) -> Option<&mut Account> {
        while self.accounts.get(self.at).is_some_and(|account| account.member < member) {
            self.at += 1;
        }
        self.accounts.get_mut(self.at).filter(|account| account.member == member)
    }
}
