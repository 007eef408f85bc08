//! How tasks are proven: rewards by their entries of the ledger and their rule versions, visits and confirmations by their seals.

use super::claims::key_of;
use crate::Error;
use crate::audit::{Amount, Audit, Cause, Lot, Range, Seen};
use crate::policies::instant;
use crate::store::Conn;
use crate::store::seal::{Name, Seal};
use crate::store::table::{Proof, Rows, Table};
use shuke_rules::ledger::{EntryKind, Key};

pub static VISITS: Seal = Seal {
    table: "visits",
    key: &[Name::Number("nth")],
    columns: &["nth", "member_id", "day", "store", "at"],
    first: None,
    member: Some("member_id"),
};

pub static CONFIRMATIONS: Seal = Seal {
    table: "task_confirmations",
    key: &[Name::Number("member_id"), Name::Text("task"), Name::Text("period")],
    columns: &["member_id", "task", "period", "at", "staff_id", "undone_at?", "undone_reason"],
    first: None,
    member: Some("member_id"),
};

pub const AUDIT: Audit = Audit {
    tables: &[
        Table { name: "visits", seal: Some(&VISITS), rows: Rows::Numbered("nth"), columns: &[] },
        Table {
            name: "task_confirmations",
            seal: Some(&CONFIRMATIONS),
            rows: Rows::Partly("the log of staff", "one that was undone counts for nothing"),
            columns: &[],
        },
        Table {
            name: "task_claims",
            seal: None,
            rows: Rows::By("its entry of the ledger"),
            columns: &[
                ("member_id", Proof::By("its entry of the ledger")),
                ("task", Proof::By("its entry of the ledger")),
                ("period", Proof::By("its entry of the ledger")),
                ("n", Proof::By("its entry of the ledger")),
                ("at", Proof::By("its entry of the ledger")),
                ("points", Proof::By("its task under its rule version; its entry of the ledger")),
                (
                    "lot_id",
                    Proof::Partly("the lot that its entry opened", "where all of it repaid debt it opened none"),
                ),
                ("rule_version", Proof::By("its entry of the ledger")),
                (
                    "undone_at",
                    Proof::Partly(
                        "the entry of the ledger that took it back, or the end of its points",
                        "where all of it had ended by then nothing else says when",
                    ),
                ),
            ],
        },
    ],
    members: Some(|connection, range, seen| Box::pin(members(connection, range, seen))),
    all: None,
};

type Row = (i64, String, String, i64, i64, i64, i64, i64, Option<i64>);

async fn members(connection: &mut Conn, range: &Range, seen: &mut Seen) -> Result<(), Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT member_id, task, period, n, at, points, lot_id, rule_version, undone_at FROM task_claims \
         WHERE member_id >= $1 AND member_id <= $2",
    )
    .bind(range.from)
    .bind(range.to)
    .fetch_all(connection)
    .await?;
    seen.count("task_claims", rows.len());
    for row in rows {
        check(row, range, seen);
    }
    Ok(())
}

fn check((member, task, period, n, at, points, lot, rule_version, undone_at): Row, range: &Range, seen: &mut Seen) {
    let card = range.card(member);
    let version = range.rulebook.version(rule_version);
    let known = version.policy.tasks.iter().find(|known| known.id.0 == task);
    if known.is_none_or(|known| known.points.0 != points) {
        seen.wrong("task_claims", &card, format!("`{task}` gives something else under its rule version"));
    }
    let last = instant(at).ok().and_then(|at| version.policy.expiry.last_day(range.rulebook.zone().day_of(at)));
    let ends = last.map(|last| range.rulebook.zone().end_of(last).timestamp_micros());
    let claim = key_of(&card, &task, &period, n);
    let cause = |key: Key, kind, points, at, lot| Cause {
        member,
        key: key.to_string(),
        kind,
        points,
        at: Some(at),
        booked_at: Some(at),
        rule_version: Some(rule_version),
        lot,
        shortfall: None,
        table: "task_claims",
    };
    let opened = Some(Lot { id: Some(lot), sale: None, ends });
    seen.causes.push(cause(Key::Task(claim), EntryKind::TaskDone, Amount::Exactly(points), at, opened));
    if let Some(undone) = undone_at {
        seen.causes.push(cause(Key::TaskUndone(claim), EntryKind::TaskUndone, Amount::AtMost(points), undone, opened));
    }
}
