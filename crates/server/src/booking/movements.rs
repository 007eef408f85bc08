//! Movements of the points: booked entries and ends that wait to be booked, in one order, with the lots that each opened or took.

use super::account::{Account, Held};
use crate::Error;
use crate::policies::{Rulebook, instant};
use crate::store::Conn;
use chrono::Duration;
use shuke_contract::card::Ending;
use shuke_contract::ledger::LotPart;
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::ledger::{Entry, EntryKind, endings};
use shuke_rules::time::Zone;
use shuke_rules::{Day, Instant, Points};
use sqlx::Row;
use sqlx::any::AnyRow;
use std::collections::{BTreeMap, HashMap};

/// Movements of a page.
const PAGE: usize = 30;

/// Where a movement stands: by time; at one instant ends come after what else happened, by their lots. So an end stands in the
/// same place before and after it is booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    at: i64,
    /// The lot that ended; 0 for any other movement.
    lot: i64,
    /// Its number; that of an end does not count.
    seq: i64,
}

impl Place {
    /// Before the newest.
    pub const FIRST: Self = Self { at: i64::MAX, lot: i64::MAX, seq: i64::MAX };

    /// From the `next` of a page.
    pub fn read(text: &str) -> Result<Self, Error> {
        let mut parts = text.split('-').map(str::parse);
        let place = match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(Ok(at)), Some(Ok(lot)), Some(Ok(seq)), None) => Some(Self { at, lot, seq }),
            _ => None,
        };
        place.ok_or_else(|| {
            Problem::new(ErrorCode::InvalidFields, "There is no such page.")
                .field("after", "is not the `next` of a page")
                .into()
        })
    }

    fn written(self) -> String {
        format!("{}-{}-{}", self.at, self.lot, self.seq)
    }
}

/// A movement with its place, and the numbers of what it is about.
pub struct Listed {
    place: Place,
    /// Its number in the ledger; 0 for an end that is not booked yet.
    pub seq: i64,
    pub kind: EntryKind,
    pub points: Points,
    /// The part that opened a lot or left lots; the rest changed the debt.
    pub lot_points: Points,
    pub key: String,
    pub rule_version: i64,
    /// The sale that it came from.
    pub sale: Option<i64>,
    pub shop: Option<String>,
    /// What it opened or took, soonest to end first.
    pub lots: Vec<LotPart>,
}

impl Listed {
    pub fn at(&self) -> Result<Instant, Error> {
        instant(self.place.at)
    }
}

/// The movements after `from`, newest first, and where the next page begins.
pub async fn page(
    connection: &mut Conn,
    rulebook: &Rulebook,
    account: &Account,
    from: Place,
    now: Instant,
) -> Result<(Vec<Listed>, Option<String>), Error> {
    let mut listed = booked(connection, account.member, from).await?;
    let mut waiting: Vec<&Held> = ended(account, now).collect();
    waiting.sort_by_key(|held| std::cmp::Reverse(place(held)));
    for held in waiting.into_iter().filter(|held| place(held) < from).take(PAGE + 1) {
        listed.push(waits(connection, rulebook, held).await?);
    }
    listed.sort_by_key(|listed| std::cmp::Reverse(listed.place));
    let more = listed.len() > PAGE;
    listed.truncate(PAGE);
    let next = listed.last().filter(|_| more).map(|last| last.place.written());
    let mut lots = lots(connection, account.member, &listed, rulebook).await?;
    for listed in &mut listed {
        listed.lots = match account.held().find(|held| listed.seq == 0 && held.lot.id == listed.place.lot) {
            Some(Held { lot, .. }) => {
                vec![LotPart { points: lot.left, until: lot.ends.map(|ends| last_day(rulebook, ends)) }]
            }
            None => lots.remove(&listed.seq).unwrap_or_default(),
        };
    }
    Ok((listed, next))
}

/// What has ended by `now` and is not booked yet.
pub fn ended(account: &Account, now: Instant) -> impl Iterator<Item = &Held> {
    account.held().filter(move |held| held.lot.ends.is_some_and(|ends| ends <= now))
}

fn place(held: &Held) -> Place {
    let at = held.lot.ends.map_or(i64::MAX, |ends| ends.timestamp_micros());
    Place { at, lot: held.lot.id, seq: 0 }
}

/// The last day on which points that end then can be spent.
pub fn last_day(rulebook: &Rulebook, ends: Instant) -> Day {
    rulebook.zone().day_of(ends - Duration::microseconds(1))
}

const BOOKED: &str = "SELECT ledger.seq, ledger.kind, ledger.points, ledger.lot_points, ledger.at, ledger.key, \
    ledger.rule_version, COALESCE(ended.lot_id, 0) AS lot, COALESCE(sold.id, other.id) AS sale, \
    COALESCE(sold.store, other.store) AS store FROM ledger \
    LEFT JOIN ledger_lots ended ON ledger.kind = 'ended' AND ended.member_id = ledger.member_id AND ended.seq = ledger.seq \
    LEFT JOIN lots ON lots.id = ended.lot_id \
    LEFT JOIN refunds ON ledger.kind = 'taken_back' AND refunds.key = SUBSTR(ledger.key, 8) \
    LEFT JOIN sales sold ON ledger.kind = 'earned' AND sold.key = SUBSTR(ledger.key, 6) \
    LEFT JOIN sales other ON other.id = COALESCE(refunds.sale_id, lots.sale_id) \
    WHERE ledger.member_id = $1 AND ledger.at <= $2 AND (ledger.at < $2 \
        OR (ledger.kind = 'ended' AND ended.lot_id < $3) OR (ledger.kind <> 'ended' AND ($3 > 0 OR ledger.seq < $4))) \
    ORDER BY ledger.at DESC, COALESCE(ended.lot_id, 0) DESC, ledger.seq DESC LIMIT $5";

async fn booked(connection: &mut Conn, member: i64, from: Place) -> Result<Vec<Listed>, Error> {
    let rows = sqlx::query(BOOKED)
        .bind(member)
        .bind(from.at)
        .bind(from.lot)
        .bind(from.seq)
        .bind(i64::try_from(PAGE + 1).map_err(Error::internal)?)
        .fetch_all(connection)
        .await?;
    rows.iter().map(listed).collect()
}

fn listed(row: &AnyRow) -> Result<Listed, Error> {
    let (seq, lot) = (row.try_get("seq")?, row.try_get("lot")?);
    Ok(Listed {
        place: Place { at: row.try_get("at")?, lot, seq: if lot == 0 { seq } else { 0 } },
        seq,
        kind: EntryKind::named(row.try_get("kind")?),
        points: Points(row.try_get("points")?),
        lot_points: Points(row.try_get("lot_points")?),
        key: row.try_get("key")?,
        rule_version: row.try_get("rule_version")?,
        sale: row.try_get("sale")?,
        shop: row.try_get("store")?,
        lots: Vec::new(),
    })
}

/// An end that is not booked yet, as it will be.
async fn waits(connection: &mut Conn, rulebook: &Rulebook, held: &Held) -> Result<Listed, Error> {
    let place = place(held);
    let shop: Option<(Option<String>,)> =
        sqlx::query_as("SELECT store FROM sales WHERE id = $1").bind(held.sale).fetch_optional(connection).await?;
    Ok(Listed {
        place,
        seq: 0,
        kind: EntryKind::Ended,
        points: -held.lot.left,
        lot_points: -held.lot.left,
        key: String::new(),
        rule_version: rulebook.at(instant(place.at)?).id,
        sale: held.sale,
        shop: shop.and_then(|(shop,)| shop),
        lots: Vec::new(),
    })
}

const LOTS: &str = "SELECT seq, amount, ends_at FROM lots WHERE member_id = $1 AND seq >= $2 AND seq <= $3 \
    UNION ALL SELECT ledger_lots.seq, ledger_lots.points, lots.ends_at FROM ledger_lots \
    JOIN lots ON lots.id = ledger_lots.lot_id \
    WHERE ledger_lots.member_id = $1 AND ledger_lots.seq >= $2 AND ledger_lots.seq <= $3";

/// What the listed entries opened or took, by entry: soonest to end first, what ends together summed.
async fn lots(
    connection: &mut Conn,
    member: i64,
    listed: &[Listed],
    rulebook: &Rulebook,
) -> Result<BTreeMap<i64, Vec<LotPart>>, Error> {
    let numbers = || listed.iter().map(|listed| listed.seq).filter(|seq| *seq > 0);
    let (Some(first), Some(last)) = (numbers().min(), numbers().max()) else { return Ok(BTreeMap::new()) };
    let rows: Vec<(i64, i64, Option<i64>)> =
        sqlx::query_as(LOTS).bind(member).bind(first).bind(last).fetch_all(connection).await?;
    let mut sums: BTreeMap<(i64, bool, Option<i64>), i64> = BTreeMap::new();
    for (seq, points, ends) in rows {
        *sums.entry((seq, ends.is_none(), ends)).or_default() += points;
    }
    let mut lots: BTreeMap<i64, Vec<LotPart>> = BTreeMap::new();
    for ((seq, _, ends), points) in sums {
        let until = ends.map(instant).transpose()?.map(|ends| last_day(rulebook, ends));
        lots.entry(seq).or_default().push(LotPart { points: Points(points), until });
    }
    Ok(lots)
}

/// How much ends when, by the last day on which it can be spent.
pub fn ending(account: &Account, zone: Zone, now: Instant) -> Vec<Ending> {
    let last_day = |ends: Instant| zone.day_of(ends - Duration::microseconds(1));
    endings(&account.lots(), now).into_iter().map(|(ends, points)| Ending { day: last_day(ends), points }).collect()
}

/// Every entry of a member's ledger, oldest first.
pub async fn entries(connection: &mut Conn, member: i64) -> Result<Vec<Entry>, Error> {
    let rows = sqlx::query(
        "SELECT seq, kind, points, at, key, rule_version, hash FROM ledger WHERE member_id = $1 ORDER BY seq",
    )
    .bind(member)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Entry {
                seq: row.try_get("seq")?,
                kind: EntryKind::named(row.try_get("kind")?),
                points: Points(row.try_get("points")?),
                at: instant(row.try_get("at")?)?,
                key: row.try_get("key")?,
                rule_version: row.try_get("rule_version")?,
                hash: row.try_get("hash")?,
            })
        })
        .collect()
}

/// The hashes of single entries, each of a member and a number.
pub async fn entry_hashes(connection: &mut Conn, places: &[(i64, i64)]) -> Result<HashMap<(i64, i64), String>, Error> {
    let mut hashes = HashMap::new();
    for part in places.chunks(100) {
        let named: Vec<String> = part.iter().map(|(member, seq)| format!("({member}, {seq})")).collect();
        // Numbers only.
        let sql =
            format!("SELECT member_id, seq, hash FROM ledger WHERE (member_id, seq) IN (VALUES {})", named.join(", "));
        let rows: Vec<(i64, i64, String)> =
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_all(&mut *connection).await?;
        hashes.extend(rows.into_iter().map(|(member, seq, hash)| ((member, seq), hash)));
    }
    Ok(hashes)
}
