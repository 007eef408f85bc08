//! How single pieces are proven: codes by what their batch comes to, what registering brought by the ledger and the rules, the rest by seals.

use super::batches::{SEAL as BATCHES, with};
use super::pictures::SEAL as PICTURES;
use super::registrations::SEAL as REGISTRATIONS;
use super::repairs::{SEAL as REPAIRS, STEPS};
use super::sightings::SEAL as SIGHTINGS;
use crate::Error;
use crate::audit::{Amount, Audit, Cause, Lot, Range, Seen};
use crate::policies::instant;
use crate::store::Conn;
use crate::store::table::{Proof, Rows, Table};
use futures_util::TryStreamExt;
use shuke_rules::ledger::{EntryKind, Key};
use std::collections::BTreeMap;

const BY_BATCH: Proof = Proof::By("what its batch comes to");

pub const AUDIT: Audit = Audit {
    tables: &[
        Table { name: "item_batches", seal: Some(&BATCHES), rows: Rows::Numbered("id"), columns: &[] },
        Table {
            name: "item_codes",
            seal: None,
            rows: Rows::By("what its batch comes to"),
            columns: &[("code", BY_BATCH), ("batch_id", BY_BATCH), ("n", BY_BATCH)],
        },
        Table { name: "item_registrations", seal: Some(&REGISTRATIONS), rows: Rows::Numbered("id"), columns: &[] },
        Table {
            name: "item_sightings",
            seal: Some(&SIGHTINGS),
            rows: Rows::Not("anybody may look at a code, and nothing else knows that they did"),
            columns: &[],
        },
        Table { name: "item_repairs", seal: Some(&REPAIRS), rows: Rows::Numbered("id"), columns: &[] },
        Table { name: "item_repair_steps", seal: Some(&STEPS), rows: Rows::Numbered("nth"), columns: &[] },
        Table {
            name: "item_repair_pictures",
            seal: Some(&PICTURES),
            rows: Rows::Not("they go some time after their repair, and with their member"),
            columns: &[],
        },
    ],
    members: Some(|connection, range, seen| Box::pin(members(connection, range, seen))),
    all: Some(|connection, _, seen| Box::pin(all(connection, seen))),
};

type Row = (i64, i64, i64, i64, i64, i64, Option<i64>);

async fn members(connection: &mut Conn, range: &Range, seen: &mut Seen) -> Result<(), Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT id, member_id, at, points, lot_id, rule_version, undone_at FROM item_registrations \
         WHERE points > 0 AND member_id >= $1 AND member_id <= $2",
    )
    .bind(range.from)
    .bind(range.to)
    .fetch_all(connection)
    .await?;
    for row in rows {
        check(row, range, seen);
    }
    Ok(())
}

fn check((id, member, at, points, lot, rule_version, undone_at): Row, range: &Range, seen: &mut Seen) {
    let version = range.rulebook.version(rule_version);
    if version.policy.item_codes.as_ref().is_none_or(|rules| rules.points.0 != points) {
        seen.wrong("item_registrations", id, "registering brings something else under its rule version");
    }
    let zone = range.rulebook.zone();
    let last = instant(at).ok().and_then(|at| version.policy.expiry.last_day(zone.day_of(at)));
    let ends = last.map(|last| zone.end_of(last).timestamp_micros());
    let cause = |key: Key, kind, points, at| Cause {
        member,
        key: key.to_string(),
        kind,
        points,
        at: Some(at),
        booked_at: Some(at),
        rule_version: Some(rule_version),
        lot: Some(Lot { id: Some(lot), sale: None, ends }),
        shortfall: None,
        table: "item_registrations",
    };
    let key = Key::Registered { registration: id };
    seen.causes.push(cause(key, EntryKind::Registered, Amount::Exactly(points), at));
    if let Some(undone) = undone_at {
        let key = Key::RegisteredUndone { registration: id };
        seen.causes.push(cause(key, EntryKind::RegisteredUndone, Amount::AtMost(points), undone));
    }
}

/// What the codes of each batch come to, and how many there are.
async fn all(connection: &mut Conn, seen: &mut Seen) -> Result<(), Error> {
    let mut found: BTreeMap<i64, (i64, String)> = BTreeMap::new();
    let mut out_of_order = Vec::new();
    {
        let mut codes =
            sqlx::query_as::<_, (i64, i64, String)>("SELECT batch_id, n, code FROM item_codes ORDER BY batch_id, n")
                .fetch(&mut *connection);
        while let Some((batch, n, code)) = codes.try_next().await? {
            let (count, digest) = found.entry(batch).or_default();
            *count += 1;
            if *count != n {
                out_of_order.push(batch);
            }
            *digest = with(digest, &code);
        }
    }
    let batches: Vec<(i64, i64, String)> =
        sqlx::query_as("SELECT id, made, digest FROM item_batches").fetch_all(connection).await?;
    for (id, made, digest) in batches {
        let (count, own) = found.remove(&id).unwrap_or_default();
        seen.count("item_codes", usize::try_from(count).unwrap_or(0));
        if (count, &own) != (made, &digest) || out_of_order.contains(&id) {
            seen.wrong("item_codes", id, "the codes of this batch are not those that were made");
        }
    }
    for batch in found.into_keys() {
        seen.wrong("item_codes", batch, "there is no such batch");
    }
    Ok(())
}
