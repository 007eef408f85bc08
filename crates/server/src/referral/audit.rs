//! How what is stored is proven: rows by their seals, rewards by their entries of the ledger, too.

use crate::Error;
use crate::audit::{Amount, Audit, Cause, Lot, Range, Seen};
use crate::policies::instant;
use crate::store::Conn;
use crate::store::seal::{Name, Seal};
use crate::store::table::{Rows, Table};
use shuke_rules::ledger::{EntryKind, Key};
use shuke_rules::referral::Side;

pub static LINKS: Seal = Seal {
    table: "referral_links",
    key: &[Name::Number("member_id")],
    columns: &["member_id", "code", "made_at", "shows_name"],
    first: None,
    member: Some("member_id"),
};

pub static OPENINGS: Seal = Seal {
    table: "referral_openings",
    key: &[Name::Text("opener")],
    columns: &["opener", "inviter_id", "opened_at", "noted_at"],
    first: None,
    member: None,
};

pub static SALTS: Seal = Seal {
    table: "referral_salts",
    key: &[Name::Text("month")],
    columns: &["month", "salt"],
    first: None,
    member: None,
};

pub static SEEN: Seal = Seal {
    table: "referral_seen",
    key: &[Name::Text("mark"), Name::Number("member_id")],
    columns: &["mark", "member_id", "at"],
    first: None,
    member: Some("member_id"),
};

pub static BINDS: Seal = Seal {
    table: "referral_binds",
    key: &[Name::Number("nth")],
    columns: &[
        "nth",
        "member_id",
        "inviter_id",
        "opened_at",
        "bound_at",
        "rule_version",
        "buy_until",
        "sale_id?",
        "bought_on?",
        "due_at?",
        "removed_at?",
    ],
    first: None,
    member: Some("member_id"),
};

pub static REFUSALS: Seal = Seal {
    table: "referral_refusals",
    key: &[Name::Number("nth")],
    columns: &["nth", "member_id", "inviter_id", "why", "at"],
    first: None,
    member: Some("member_id"),
};

pub static REWARDS: Seal = Seal {
    table: "referral_rewards",
    key: &[Name::Number("bind"), Name::Text("side")],
    columns: &["bind", "side", "points", "lot_id", "at", "rule_version", "undone_at?"],
    first: None,
    member: None,
};

pub static TEAMS: Seal = Seal {
    table: "referral_teams",
    key: &[Name::Number("nth")],
    columns: &["nth", "member_id", "opened_at", "ends_at", "rule_version", "due_at?"],
    first: None,
    member: Some("member_id"),
};

pub static MATES: Seal = Seal {
    table: "referral_mates",
    key: &[Name::Number("nth")],
    columns: &["nth", "team", "member_id", "joined_at", "left_at?"],
    first: None,
    member: Some("member_id"),
};

const fn sealed(seal: &'static Seal, rows: Rows) -> Table {
    Table { name: seal.table, seal: Some(seal), rows, columns: &[] }
}

pub const AUDIT: Audit = Audit {
    tables: &[
        sealed(&LINKS, Rows::Not("a member without one is given another when they look")),
        sealed(&OPENINGS, Rows::Not("they go with joining, and after 90 days")),
        sealed(&SALTS, Rows::Not("a salt goes with the last of its month's hashes")),
        sealed(&SEEN, Rows::Not("they go after 90 days")),
        sealed(&BINDS, Rows::Numbered("nth")),
        sealed(&REFUSALS, Rows::Numbered("nth")),
        sealed(&REWARDS, Rows::Partly("its entry of the ledger", "one that brought no points has none")),
        sealed(&TEAMS, Rows::Numbered("nth")),
        sealed(&MATES, Rows::Numbered("nth")),
    ],
    members: Some(|connection, range, seen| Box::pin(members(connection, range, seen))),
    all: None,
};

type Row = (i64, String, i64, i64, i64, i64, Option<i64>, i64);

/// The entries that the rewards of a range of members stand behind.
async fn members(connection: &mut Conn, range: &Range, seen: &mut Seen) -> Result<(), Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT r.bind, r.side, r.points, r.lot_id, r.at, r.rule_version, r.undone_at, \
         CASE WHEN r.side = 'inviter' THEN b.inviter_id ELSE b.member_id END AS receiver \
         FROM referral_rewards r JOIN referral_binds b ON b.nth = r.bind WHERE r.points > 0 \
         AND (CASE WHEN r.side = 'inviter' THEN b.inviter_id ELSE b.member_id END) BETWEEN $1 AND $2",
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

fn check((bind, side, points, lot, at, rule_version, undone_at, member): Row, range: &Range, seen: &mut Seen) {
    let Some(side) = Side::named(&side) else {
        return seen.wrong(REWARDS.table, range.card(member), format!("bind {bind}: there is no side `{side}`"));
    };
    let zone = range.rulebook.zone();
    let expiry = range.rulebook.version(rule_version).policy.expiry;
    let last = instant(at).ok().and_then(|at| expiry.last_day(zone.day_of(at)));
    let opened = Some(Lot { id: Some(lot), sale: None, ends: last.map(|last| zone.end_of(last).timestamp_micros()) });
    let cause = |key: Key, kind, points, at| Cause {
        member,
        key: key.to_string(),
        kind,
        points,
        at: Some(at),
        booked_at: Some(at),
        rule_version: Some(rule_version),
        lot: opened,
        shortfall: None,
        table: REWARDS.table,
    };
    let given = cause(Key::Referred { bind, side }, EntryKind::Referred, Amount::Exactly(points), at);
    seen.causes.push(given);
    if let Some(undone) = undone_at {
        let key = Key::ReferralUndone { bind, side };
        seen.causes.push(cause(key, EntryKind::ReferralUndone, Amount::AtMost(points), undone));
    }
}
