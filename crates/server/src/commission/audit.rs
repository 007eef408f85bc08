//! How what is stored is proven: rows by their seals, what was given and taken back by the entries of the ledger, too.

use crate::Error;
use crate::audit::{Amount, Audit, Cause, Lot, Range, Seen};
use crate::policies::instant;
use crate::store::Conn;
use crate::store::seal::{Name, Seal};
use crate::store::table::{Rows, Table};
use shuke_rules::ledger::{EntryKind, Key};

pub static COMMISSIONS: Seal = Seal {
    table: "commissions",
    key: &[Name::Number("nth")],
    columns: &[
        "nth",
        "sale",
        "member_id",
        "level",
        "tier",
        "rule_version",
        "day",
        "due_at?",
        "points?",
        "lot_id?",
        "given_at?",
        "given_version?",
    ],
    first: None,
    member: Some("member_id"),
};

pub static RETURNS: Seal = Seal {
    table: "commission_returns",
    key: &[Name::Number("commission"), Name::Number("n")],
    columns: &["commission", "n", "member_id", "points", "moved", "at"],
    first: None,
    member: Some("member_id"),
};

pub const AUDIT: Audit = Audit {
    tables: &[
        Table { name: COMMISSIONS.table, seal: Some(&COMMISSIONS), rows: Rows::Numbered("nth"), columns: &[] },
        Table {
            name: RETURNS.table,
            seal: Some(&RETURNS),
            rows: Rows::Partly("its entry of the ledger", "points that had ended are not taken, and have none"),
            columns: &[],
        },
    ],
    members: Some(|connection, range, seen| Box::pin(members(connection, range, seen))),
    all: None,
};

/// The entries that the rows of a range of members stand behind.
async fn members(connection: &mut Conn, range: &Range, seen: &mut Seen) -> Result<(), Error> {
    let given: Vec<(i64, i64, i64, i64, i64, i64)> = sqlx::query_as(
        "SELECT nth, member_id, points, lot_id, given_at, given_version FROM commissions \
         WHERE member_id BETWEEN $1 AND $2 AND points > 0",
    )
    .bind(range.from)
    .bind(range.to)
    .fetch_all(&mut *connection)
    .await?;
    let zone = range.rulebook.zone();
    for (nth, member, points, lot, at, version) in given {
        let expiry = range.rulebook.version(version).policy.expiry;
        let last = instant(at).ok().and_then(|at| expiry.last_day(zone.day_of(at)));
        let ends = last.map(|last| zone.end_of(last).timestamp_micros());
        seen.causes.push(Cause {
            member,
            key: Key::Commission { nth }.to_string(),
            kind: EntryKind::Commission,
            points: Amount::Exactly(points),
            at: Some(at),
            booked_at: Some(at),
            rule_version: Some(version),
            lot: Some(Lot { id: Some(lot), sale: None, ends }),
            shortfall: None,
            table: COMMISSIONS.table,
        });
    }
    returns(connection, range, seen).await
}

async fn returns(connection: &mut Conn, range: &Range, seen: &mut Seen) -> Result<(), Error> {
    let rows: Vec<(i64, i64, i64, i64, i64, Option<i64>)> = sqlx::query_as(
        "SELECT r.commission, r.n, r.member_id, r.moved, r.at, c.given_version FROM commission_returns r \
         JOIN commissions c ON c.nth = r.commission WHERE r.member_id BETWEEN $1 AND $2 AND r.moved > 0",
    )
    .bind(range.from)
    .bind(range.to)
    .fetch_all(connection)
    .await?;
    for (nth, n, member, moved, at, rule_version) in rows {
        seen.causes.push(Cause {
            member,
            key: Key::CommissionUndone { nth, n }.to_string(),
            kind: EntryKind::CommissionUndone,
            points: Amount::Exactly(-moved),
            at: Some(at),
            booked_at: Some(at),
            rule_version,
            lot: None,
            shortfall: None,
            table: RETURNS.table,
        });
    }
    Ok(())
}
