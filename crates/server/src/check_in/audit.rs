//! How check-ins are proven: the days of a member one after the other, each earning what its rule version gives.

use crate::Error;
use crate::audit::{Amount, Audit, Cause, Lot, Range, Seen};
use crate::policies::{Version, instant};
use crate::store::Conn;
use crate::store::table::{Proof, Rows, Table};
use shuke_rules::Day;
use shuke_rules::check_in::reward;
use shuke_rules::ledger::{EntryKind, Key};
use std::collections::BTreeSet;

pub const AUDIT: Audit = Audit {
    tables: &[Table {
        name: "check_ins",
        seal: None,
        rows: Rows::By("its entry of the ledger"),
        columns: &[
            ("member_id", Proof::By("its entry of the ledger")),
            ("day", Proof::By("its entry of the ledger")),
            ("at", Proof::By("its entry of the ledger")),
            ("points", Proof::By("the days before it, under its rule version; its entry of the ledger")),
            ("price", Proof::By("the entry of the ledger that paid it; its rule version")),
            ("rule_version", Proof::By("its entry of the ledger")),
        ],
    }],
    members: Some(|connection, range, seen| Box::pin(members(connection, range, seen))),
    all: None,
};

/// A day as it is stored.
struct Stored {
    member: i64,
    day: Day,
    at: i64,
    points: i64,
    price: i64,
    rule_version: i64,
}

async fn members(connection: &mut Conn, range: &Range, seen: &mut Seen) -> Result<(), Error> {
    let rows: Vec<(i64, String, i64, i64, i64, i64)> = sqlx::query_as(
        "SELECT member_id, day, at, points, price, rule_version FROM check_ins WHERE member_id >= $1 AND member_id <= $2 \
         ORDER BY member_id, at, day",
    )
    .bind(range.from)
    .bind(range.to)
    .fetch_all(connection)
    .await?;
    seen.count("check_ins", rows.len());
    let (mut whose, mut days) = (0, BTreeSet::new());
    for (member, day, at, points, price, rule_version) in rows {
        let Some(day) = Day::parse(&day) else {
            seen.wrong("check_ins", range.card(member), format!("`{day}` is no day"));
            continue;
        };
        if whose != member {
            (whose, days) = (member, BTreeSet::new());
        }
        let row = Stored { member, day, at, points, price, rule_version };
        check(&row, &days, range, seen);
        days.insert(day);
    }
    Ok(())
}

fn check(row: &Stored, days: &BTreeSet<Day>, range: &Range, seen: &mut Seen) {
    let card = range.card(row.member);
    let version = range.rulebook.version(row.rule_version);
    let Ok(at) = instant(row.at) else { return seen.wrong("check_ins", card, "its time is none") };
    let today = range.rulebook.zone().day_of(at);
    if earned(row, days, today, version) != Some((row.points, row.price)) {
        seen.wrong("check_ins", &card, format!("{} earned or cost something else under its rule version", row.day));
    }
    let last = version.policy.expiry.last_day(today).map(|last| range.rulebook.zone().end_of(last).timestamp_micros());
    let cause = |key: String, kind, points, lot| Cause {
        member: row.member,
        key,
        kind,
        points: Amount::Exactly(points),
        at: Some(row.at),
        booked_at: Some(row.at),
        rule_version: Some(row.rule_version),
        lot,
        shortfall: None,
        table: "check_ins",
    };
    let lot = Some(Lot { id: None, sale: None, ends: last });
    let key = Key::CheckIn { card: &card, day: row.day }.to_string();
    seen.causes.push(cause(key, EntryKind::CheckedIn, row.points, lot));
    if row.price > 0 {
        let key = Key::MakeUp { card: &card, day: row.day }.to_string();
        seen.causes.push(cause(key, EntryKind::MadeUp, -row.price, None));
    }
}

/// What the day earns and costs; `None` where the rule version has no such thing.
fn earned(row: &Stored, days: &BTreeSet<Day>, today: Day, version: &Version) -> Option<(i64, i64)> {
    let policy = version.policy.check_in.as_ref()?;
    if row.day == today {
        return Some((reward(policy, days, row.day).total().0, 0));
    }
    (row.day < today).then_some(())?;
    Some((policy.base.0, policy.make_up.as_ref()?.price.0))
}
