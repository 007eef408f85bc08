//! Generated members, and the report of points beside a replay of what the tables hold, at dates past and future.

use crate::support::{Shuke, online, sample, shops};
use chrono::Utc;
use serde_json::Value;
use shuke_rules::ledger::EntryKind;
use shuke_rules::time::Zone;
use shuke_rules::{Day, Points};
use shuke_server::booking::{self, Batch, Price};
use shuke_server::policies::Policies;
use shuke_server::routes;
use shuke_server::store::{Conn, Store, Work};
use std::collections::BTreeMap;

fn generate(shuke: &Shuke, members: &str, seed: &str) -> Value {
    let arguments = ["generate", "--members", members, "--seed", seed, "--until", "2025-12-31", "--json"];
    let mut made: Value = serde_json::from_str(&shuke.run(arguments).well()).unwrap();
    assert!(made.as_object_mut().unwrap().remove("milliseconds").is_some());
    made
}

/// What the tables hold, read once.
struct Tables {
    /// (member, seq) → kind, points, lot points, at
    entries: BTreeMap<(i64, i64), (String, i64, i64, i64)>,
    /// id → member, seq, amount, ends
    lots: BTreeMap<i64, (i64, i64, i64, Option<i64>)>,
    /// (member, seq), lot, points
    taken: Vec<((i64, i64), i64, i64)>,
    /// Of those who left, when.
    closed: BTreeMap<i64, i64>,
}

type EntryRow = (i64, i64, String, i64, i64, i64);

impl Tables {
    async fn read(store: &Store) -> Self {
        let mut connection = store.read().await.unwrap();
        let entries: Vec<EntryRow> = sqlx::query_as("SELECT member_id, seq, kind, points, lot_points, at FROM ledger")
            .fetch_all(&mut *connection)
            .await
            .unwrap();
        let lots: Vec<(i64, i64, i64, i64, Option<i64>)> =
            sqlx::query_as("SELECT id, member_id, seq, amount, ends_at FROM lots")
                .fetch_all(&mut *connection)
                .await
                .unwrap();
        let taken: Vec<(i64, i64, i64, i64)> = sqlx::query_as("SELECT member_id, seq, lot_id, points FROM ledger_lots")
            .fetch_all(&mut *connection)
            .await
            .unwrap();
        let closed: Vec<(i64, i64)> = sqlx::query_as("SELECT id, closed_at FROM members WHERE closed_at IS NOT NULL")
            .fetch_all(&mut *connection)
            .await
            .unwrap();
        Self {
            entries: entries
                .into_iter()
                .map(|(m, seq, kind, points, lot, at)| ((m, seq), (kind, points, lot, at)))
                .collect(),
            lots: lots.into_iter().map(|(id, member, seq, amount, ends)| (id, (member, seq, amount, ends))).collect(),
            taken: taken.into_iter().map(|(member, seq, lot, points)| ((member, seq), lot, points)).collect(),
            closed: closed.into_iter().collect(),
        }
    }

    /// Earned, spent, expired and what is left just before an instant: every lot is followed from its opening to its end.
    fn replay(&self, end: i64) -> [i64; 4] {
        let left_by = |member: i64| self.closed.get(&member).is_some_and(|closed| *closed < end);
        let (mut earned, mut spent, mut balance) = (0, 0, 0);
        for ((member, _), (kind, points, lot_points, at)) in &self.entries {
            if *at >= end || kind == "ended" {
                continue;
            }
            match kind.as_str() {
                "made_up" | "redeemed" | "returned" => spent -= points,
                _ => earned += points,
            }
            if !left_by(*member) {
                balance -= lot_points - points;
            }
        }
        for (id, (member, seq, amount, ends)) in &self.lots {
            let opened = self.entries[&(*member, *seq)].3 < end;
            if !opened || left_by(*member) || ends.is_some_and(|ends| ends < end) {
                continue;
            }
            let gone: i64 = self.taken_of(*id, end);
            balance += amount - gone;
        }
        [earned, spent, earned - spent - balance, balance]
    }

    fn taken_of(&self, lot: i64, end: i64) -> i64 {
        let of = self.taken.iter().filter(|(_, from, _)| *from == lot);
        of.filter(|(entry, ..)| self.entries[entry].3 < end).map(|(.., points)| points).sum()
    }
}

fn zone() -> Zone {
    Zone::named("Asia/Shanghai").unwrap()
}

fn reported(shuke: &Shuke, at: &str) -> [i64; 4] {
    let report = shuke.report("points", at);
    ["earned", "spent", "expired", "balance"].map(|of| report[of].as_i64().unwrap_or(0))
}

/// The report at every date as the replay has it.
async fn compare(shuke: &Shuke, dates: &[&str]) -> Vec<[i64; 4]> {
    let store = routes::open(&shuke.location()).await.unwrap();
    let tables = Tables::read(&store).await;
    store.close().await;
    let mut figures = Vec::new();
    for at in dates {
        let end = zone().end_of(Day::parse(at).unwrap()).timestamp_micros();
        let expected = tables.replay(end);
        assert_eq!(reported(shuke, at), expected, "at {at}");
        figures.push(expected);
    }
    figures
}

/// Redeems for some members and undoes it for some of them.
fn redeem(tx: &mut Conn) -> Work<'_, ()> {
    Box::pin(async move {
        let (rulebook, now) = (Policies::default().current(tx).await?, Utc::now());
        for member in (1..=60).step_by(2) {
            let mut account = booking::by_id(tx, member).await?.unwrap();
            let points = Points(account.balance(now).0 / 3);
            if points <= Points::ZERO {
                continue;
            }
            let mut batch = Batch::default();
            let key = format!("redeemed:{member}");
            let price = Price { kind: EntryKind::Redeemed, points, key: key.clone(), rule_version: 1 };
            account.spend(price, now, &mut batch).unwrap();
            batch.moved(&mut account);
            batch.write(tx).await?;
            if member % 4 == 1 {
                let (mut batch, undoes) = (Batch::default(), format!("returned:{member}"));
                let came = booking::give_back(tx, &rulebook, &mut account, &key, undoes, now, &mut batch).await?;
                assert_eq!(came, points);
                batch.moved(&mut account);
                batch.write(tx).await?;
            }
        }
        Ok(())
    })
}

fn end(tx: &mut Conn) -> Work<'_, usize> {
    Box::pin(async move {
        let rulebook = Policies::default().current(tx).await?;
        booking::end_some(tx, &rulebook, Utc::now()).await
    })
}

/// Books what has ended; how many lots.
async fn book_ends(shuke: &Shuke) -> usize {
    let store = routes::open(&shuke.location()).await.unwrap();
    let mut ended = 0;
    loop {
        let part = store.write(end).await.unwrap();
        ended += part;
        if part == 0 {
            break;
        }
    }
    store.close().await;
    ended
}

#[test]
fn the_same_seed_makes_the_same_members_and_another_others() {
    let [one, same, other] = ["3", "3", "4"].map(|seed| {
        let shuke = Shuke::with(&online());
        let made = generate(&shuke, "150", seed);
        let whole = shuke.run(["ledger", "verify"]).well();
        assert!(whole.contains("everything adds up"), "{whole}");
        (made, whole, shuke.report("tiers", "2025-12-31"))
    });
    assert_eq!(one, same);
    assert_ne!(one, other);
    let of = |what: &str| one.0[what].as_u64().unwrap();
    assert_eq!((of("members"), one.2["members"].as_u64()), (150, Some(150)));
    assert!(of("sales") > 300 && of("refunds") > 5 && of("check_ins") > 20, "{}", one.0);
    assert!(of("entries") > of("sales") + of("check_ins"), "{}", one.0);
}

#[test]
fn a_brand_of_shops_without_check_in_is_generated_too_and_nothing_after_today() {
    let shuke = Shuke::with(&shops());
    let made = generate(&shuke, "60", "1");
    assert!(made["sales"].as_u64().unwrap() > 60, "{made}");
    assert!(shuke.run(["ledger", "verify"]).well().starts_with("60 members"));
    generate(&shuke, "10", "1");
    assert!(shuke.run(["ledger", "verify"]).well().starts_with("70 members"));
    let today = zone().day_of(Utc::now()).to_string();
    let said = shuke.run(["generate", "--members", "1", "--until", &today]).badly();
    assert!(said.contains("is not over yet"), "{said}");
}

#[tokio::test]
async fn the_report_agrees_with_a_replay_of_every_lot_at_dates_past_and_future() {
    const DATES: [&str; 10] = [
        "2022-12-30",
        "2023-06-30",
        "2024-02-29",
        "2024-12-31",
        "2025-01-01",
        "2025-09-09",
        "2025-12-31",
        "2026-01-01",
        "2099-12-31",
        "2100-01-01",
    ];
    let shuke = Shuke::with(&online());
    generate(&shuke, "200", "11");
    let first = compare(&shuke, &DATES).await;
    assert!(first.iter().any(|[_, spent, ..]| *spent > 0) && first.iter().any(|[.., expired, _]| *expired > 0));
    let store = routes::open(&shuke.location()).await.unwrap();
    store.write(redeem).await.unwrap();
    store.close().await;
    shuke.change("UPDATE members SET closed_at = 1735000000000000 WHERE id % 9 = 0").await;
    let then = compare(&shuke, &DATES).await;
    assert_ne!(first, then);
    // What was spent here was spent on orders that never were; nothing else is found.
    let said = shuke.run(["ledger", "verify"]).badly();
    let (findings, last) = said.trim_end().rsplit_once('\n').unwrap();
    let made_up =
        |line: &str| line.contains("nothing is behind `redeemed:") || line.contains("nothing is behind `returned:");
    assert!(findings.lines().all(made_up) && last.contains("findings in 200 members"), "{said}");
}

#[tokio::test]
async fn reports_are_the_same_before_and_after_ends_are_booked() {
    const DATES: [&str; 7] =
        ["1997-06-30", "1998-06-30", "1998-12-31", "1999-01-01", "1999-12-31", "2000-01-01", "2050-01-01"];
    let shuke = Shuke::with(&online());
    shuke.imported(&sample(), &[]);
    let before = compare(&shuke, &DATES).await;
    let entries = shuke.number("SELECT COUNT(*) FROM ledger").await;
    let ended = i64::try_from(book_ends(&shuke).await).unwrap();
    assert!(ended > 1_000, "{ended}");
    assert_eq!(shuke.number("SELECT COUNT(*) FROM ledger").await, entries + ended);
    assert_eq!(shuke.number("SELECT CAST(SUM(left_points) AS BIGINT) FROM lots").await, 0);
    assert_eq!(compare(&shuke, &DATES).await, before);
    let said = shuke.run(["ledger", "verify"]).well();
    assert!(said.contains(", 0 points: everything adds up"), "{said}");
}
