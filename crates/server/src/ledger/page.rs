//! A page of the ledger: booked entries and ends that wait to be booked, in one order, each explained.

use crate::Error;
use crate::booking::{Account, Held};
use crate::policies::{Rulebook, instant};
use crate::store::Conn;
use chrono::Duration;
use shuke_contract::ledger::{Link, LotPart, Movement};
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::ledger::{EntryKind, Key};
use shuke_rules::{Day, Instant, Points, Text};
use sqlx::Row;
use sqlx::any::AnyRow;
use std::collections::BTreeMap;

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
struct Listed {
    place: Place,
    seq: i64,
    kind: EntryKind,
    points: Points,
    lot_points: Points,
    key: String,
    rule_version: i64,
    sale: Option<i64>,
    shop: Option<String>,
}

/// The movements after `from`, newest first, and where the next page begins.
pub async fn page(
    connection: &mut Conn,
    book: &Rulebook,
    account: &Account,
    from: Place,
    now: Instant,
) -> Result<(Vec<Movement>, Option<String>), Error> {
    let mut listed = booked(connection, account.member, from).await?;
    let mut waiting: Vec<&Held> = ended(account, now).collect();
    waiting.sort_by_key(|held| std::cmp::Reverse(place(held)));
    for held in waiting.into_iter().filter(|held| place(held) < from).take(PAGE + 1) {
        listed.push(waits(connection, book, held).await?);
    }
    listed.sort_by_key(|listed| std::cmp::Reverse(listed.place));
    let more = listed.len() > PAGE;
    listed.truncate(PAGE);
    let next = listed.last().filter(|_| more).map(|last| last.place.written());
    let mut lots = lots(connection, account.member, &listed, book).await?;
    let mut movements = Vec::with_capacity(listed.len());
    for listed in listed {
        let lots = match account.lots().iter().find(|lot| listed.seq == 0 && lot.id == listed.place.lot) {
            Some(lot) => vec![LotPart { points: lot.left, until: lot.ends.map(|ends| last_day(book, ends)) }],
            None => lots.remove(&listed.seq).unwrap_or_default(),
        };
        movements.push(explained(connection, book, account.member, listed, lots).await?);
    }
    Ok((movements, next))
}

/// What has ended by `now` and is not booked yet.
pub fn ended(account: &Account, now: Instant) -> impl Iterator<Item = &Held> {
    account.held().filter(move |held| held.lot.ends.is_some_and(|ends| ends <= now))
}

fn place(held: &Held) -> Place {
    let at = held.lot.ends.map_or(i64::MAX, |ends| ends.timestamp_micros());
    Place { at, lot: held.lot.id, seq: 0 }
}

fn last_day(book: &Rulebook, ends: Instant) -> Day {
    book.zone().day_of(ends - Duration::microseconds(1))
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
    })
}

/// An end that is not booked yet, as it will be.
async fn waits(connection: &mut Conn, book: &Rulebook, held: &Held) -> Result<Listed, Error> {
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
        rule_version: book.at(instant(place.at)?).id,
        sale: held.sale,
        shop: shop.and_then(|(shop,)| shop),
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
    book: &Rulebook,
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
        let until = ends.map(instant).transpose()?.map(|ends| last_day(book, ends));
        lots.entry(seq).or_default().push(LotPart { points: Points(points), until });
    }
    Ok(lots)
}

async fn explained(
    connection: &mut Conn,
    book: &Rulebook,
    member: i64,
    listed: Listed,
    lots: Vec<LotPart>,
) -> Result<Movement, Error> {
    let at = instant(listed.place.at)?;
    let key = Key::parse(&listed.key);
    let (about, link, of_day) = match listed.kind {
        EntryKind::Earned | EntryKind::TakenBack | EntryKind::Ended => {
            let link = listed.sale.map_or(Link::None, |sale| Link::Receipt(sale.to_string()));
            (listed.shop.as_deref().map(|shop| book.shop_name(shop)), link, None)
        }
        EntryKind::CheckedIn | EntryKind::MadeUp => (None, Link::CheckIns, key.and_then(day_of)),
        EntryKind::Redeemed | EntryKind::Paid | EntryKind::Returned => match key.and_then(order_of) {
            Some(order) => (item_of(connection, member, order).await?, Link::Order(order.to_string()), None),
            None => sale_of(connection, book, key).await?,
        },
        EntryKind::TaskDone | EntryKind::TaskUndone => (key.and_then(|key| task_of(book, key)), Link::Tasks, None),
        EntryKind::Unknown => (None, Link::None, None),
    };
    let day = if listed.kind == EntryKind::Ended { last_day(book, at) } else { book.zone().day_of(at) };
    Ok(Movement {
        seq: listed.seq,
        kind: listed.kind,
        points: listed.points,
        at,
        day,
        of_day: of_day.filter(|of| *of != day),
        about,
        link,
        lots,
        debt: listed.points - listed.lot_points,
        rule_version: listed.rule_version,
    })
}

/// The day of a check-in.
fn day_of(key: Key<'_>) -> Option<Day> {
    match key {
        Key::CheckIn { day, .. } | Key::MakeUp { day, .. } => Some(day),
        _ => None,
    }
}

/// The order of a redemption or of what undid it.
fn order_of(key: Key<'_>) -> Option<i64> {
    match key {
        Key::Redeemed { order } | Key::Returned { order } => Some(order),
        _ => None,
    }
}

/// The shop and the receipt of a sale that points paid for, or of its refund.
async fn sale_of(
    connection: &mut Conn,
    book: &Rulebook,
    key: Option<Key<'_>>,
) -> Result<(Option<Text>, Link, Option<Day>), Error> {
    const PAID: &str = "SELECT id, store FROM sales WHERE key = $1";
    const BACK: &str = "SELECT s.id, s.store FROM refunds r JOIN sales s ON s.id = r.sale_id WHERE r.key = $1";
    let (sql, key) = match key {
        Some(Key::Paid(sale)) => (PAID, sale),
        Some(Key::PaidBack(refund)) => (BACK, refund),
        _ => return Ok((None, Link::None, None)),
    };
    let row: Option<(i64, Option<String>)> = sqlx::query_as(sql).bind(key).fetch_optional(connection).await?;
    let Some((sale, shop)) = row else { return Ok((None, Link::None, None)) };
    Ok((shop.map(|shop| book.shop_name(&shop)), Link::Receipt(sale.to_string()), None))
}

/// What was redeemed, by its name then.
async fn item_of(connection: &mut Conn, member: i64, order: i64) -> Result<Option<Text>, Error> {
    #[derive(serde::Deserialize)]
    struct Item {
        name: Text,
    }
    let row: Option<(String,)> = sqlx::query_as("SELECT item FROM orders WHERE id = $1 AND member_id = $2")
        .bind(order)
        .bind(member)
        .fetch_optional(connection)
        .await?;
    Ok(row.and_then(|(item,)| serde_json::from_str::<Item>(&item).ok()).map(|item| item.name))
}

/// The task that a key names, by the newest version of the policy that has it.
fn task_of(book: &Rulebook, key: Key<'_>) -> Option<Text> {
    let (Key::Task(claim) | Key::TaskUndone(claim)) = key else { return None };
    let versions: Vec<_> = book.versions().collect();
    let mut tasks = versions.iter().rev().flat_map(|version| &version.policy.tasks);
    tasks.find(|task| task.id.0 == claim.task).map(|task| task.name.clone())
}
