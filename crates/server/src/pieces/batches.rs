//! Making codes: so many of one kind of goods in one go, some thousands at a time, so that it can be stopped and gone on with. What a batch
//! comes to is kept beside it, so that no code is added, changed or lost unseen.

use crate::Error;
use crate::context::Context;
use crate::policies::instant;
use crate::secrets::Chance;
use crate::store::seal::{Name, Seal, Value};
use crate::store::{Conn, insert, next_id, places};
use sha2::{Digest, Sha256};
use shuke_contract::pieces::Quality;
use shuke_rules::hex::hex;
use shuke_rules::item_code::ItemCode;
use shuke_rules::policy::{ItemId, Text};
use shuke_rules::{Day, Instant};
use sqlx::AssertSqlSafe;
use std::collections::BTreeMap;

/// Codes that are written in one transaction: a till waits for a second at most.
pub const AT_ONCE: usize = 20_000;

/// Codes that are looked up by one statement.
const LOOKED_UP: usize = 512;

pub static SEAL: Seal = Seal {
    table: "item_batches",
    key: &[Name::Number("id")],
    columns: &[
        "id",
        "number",
        "wanted",
        "made",
        "digest",
        "lot",
        "produced",
        "checked",
        "quality_zh",
        "quality_en",
        "made_at",
    ],
    first: None,
    member: None,
};

/// What is to be made.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub number: ItemId,
    pub count: i64,
    pub quality: Quality,
}

/// What was made.
#[derive(Clone, Debug)]
pub struct Batch {
    pub id: i64,
    pub number: ItemId,
    pub wanted: i64,
    pub made: i64,
    pub quality: Quality,
    pub at: Instant,
}

/// Begins a batch without any code, and gives its number.
pub async fn begin(tx: &mut Conn, wanted: &Wanted, now: Instant) -> Result<i64, Error> {
    let id = next_id(tx, "item_batches").await?;
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let Quality { lot, produced, checked, said } = &wanted.quality;
    SEAL.query(
        "INSERT INTO item_batches (id, number, wanted, made, digest, lot, produced, checked, quality_zh, quality_en, made_at, seal) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(id)
    .bind(&wanted.number.0)
    .bind(wanted.count)
    .bind(0_i64)
    .bind("")
    .bind(lot)
    .bind(day(*produced))
    .bind(day(*checked))
    .bind(&said.zh)
    .bind(&said.en)
    .bind(now.timestamp_micros())
    .execute(tx)
    .await?;
    Ok(id)
}

/// Makes more codes of a batch; how many are still missing then.
pub async fn more(tx: &mut Conn, context: &Context, batch: i64) -> Result<i64, Error> {
    let (missing,): (i64,) =
        sqlx::query_as("SELECT wanted - made FROM item_batches WHERE id = $1").bind(batch).fetch_one(&mut *tx).await?;
    let count = usize::try_from(missing).map_err(Error::internal)?.min(AT_ONCE);
    if count == 0 {
        return Ok(0);
    }
    let codes = drawn(context.chance(), count)?;
    put(tx, batch, &codes).await
}

/// Takes in codes that were made elsewhere: into a batch that has all of its own, or one that begins with them.
pub async fn take(
    tx: &mut Conn,
    into: Option<i64>,
    kind: (&ItemId, &Quality),
    codes: &[ItemCode],
    now: Instant,
) -> Result<i64, Error> {
    let count = i64::try_from(codes.len()).map_err(Error::internal)?;
    let batch = if let Some(batch) = into {
        sqlx::query("UPDATE item_batches SET wanted = wanted + $1 WHERE id = $2")
            .bind(count)
            .bind(batch)
            .execute(&mut *tx)
            .await?;
        batch
    } else {
        begin(tx, &Wanted { number: kind.0.clone(), count, quality: kind.1.clone() }, now).await?
    };
    put(tx, batch, codes).await?;
    Ok(batch)
}

/// Adds codes to a batch; how many are still missing then.
async fn put(tx: &mut Conn, batch: i64, codes: &[ItemCode]) -> Result<i64, Error> {
    let (wanted, made, digest): (i64, i64, String) =
        sqlx::query_as("SELECT wanted, made, digest FROM item_batches WHERE id = $1")
            .bind(batch)
            .fetch_one(&mut *tx)
            .await?;
    let count = i64::try_from(codes.len()).map_err(Error::internal)?;
    let rows: Vec<(i64, &ItemCode)> = (made + 1..).zip(codes).collect();
    insert(tx, "item_codes (code, batch_id, n)", &rows, |query, (n, code)| {
        Ok(query.bind(code.as_str().to_owned()).bind(batch).bind(*n))
    })
    .await?;
    let digest = codes.iter().fold(digest, |digest, code| with(&digest, code.as_str()));
    let noted = sqlx::query("UPDATE item_batches SET made = $1, digest = $2 WHERE id = $3 AND made = $4")
        .bind(made + count)
        .bind(digest)
        .bind(batch)
        .bind(made)
        .execute(&mut *tx)
        .await?;
    if noted.rows_affected() != 1 {
        return Err(Error::internal(format!("batch {batch} is not as it was read")));
    }
    SEAL.again(tx, &[Value::from(batch)]).await?;
    Ok(wanted - made - count)
}

/// Codes that nobody guesses: ten bytes each, three of what is drawn at once.
fn drawn(chance: &Chance, count: usize) -> Result<Vec<ItemCode>, Error> {
    let mut codes = Vec::with_capacity(count + 2);
    while codes.len() < count {
        let bytes = chance.bytes()?;
        codes.extend(bytes.chunks_exact(10).filter_map(|ten| Some(ItemCode::of(ten.try_into().ok()?))));
    }
    codes.truncate(count);
    Ok(codes)
}

/// What a batch comes to with one more code.
pub fn with(digest: &str, code: &str) -> String {
    hex(&Sha256::new().chain_update(digest).chain_update(code).finalize())
}

/// Those of some codes that there are already, each with the number of its goods.
pub async fn known(connection: &mut Conn, codes: &[ItemCode]) -> Result<BTreeMap<String, ItemId>, Error> {
    let mut known = BTreeMap::new();
    for some in codes.chunks(LOOKED_UP) {
        let sql = format!(
            "SELECT c.code, b.number FROM item_codes c JOIN item_batches b ON b.id = c.batch_id WHERE c.code IN ({})",
            places(some.len())
        );
        let query = some.iter().fold(sqlx::query_as(AssertSqlSafe(sql)), |query, code| query.bind(code.as_str()));
        let rows: Vec<(String, String)> = query.fetch_all(&mut *connection).await?;
        known.extend(rows.into_iter().map(|(code, number)| (code, ItemId(number))));
    }
    Ok(known)
}

type Row = (i64, String, i64, i64, String, String, String, String, String, i64);

/// Every batch, oldest first.
pub async fn all(connection: &mut Conn) -> Result<Vec<Batch>, Error> {
    const ALL: &str = "SELECT id, number, wanted, made, lot, produced, checked, quality_zh, quality_en, made_at FROM item_batches ORDER BY id";
    let rows: Vec<Row> = sqlx::query_as(ALL).fetch_all(connection).await?;
    let batch = |(id, number, wanted, made, lot, produced, checked, zh, en, at): Row| {
        let day = |text: &str| Day::parse(text);
        let quality = Quality { lot, produced: day(&produced), checked: day(&checked), said: Text { zh, en } };
        Ok(Batch { id, number: ItemId(number), wanted, made, quality, at: instant(at)? })
    };
    rows.into_iter().map(batch).collect()
}

/// Codes of a batch after the `n`-th, in their order, so many at most.
pub async fn codes(connection: &mut Conn, batch: i64, after: i64, most: i64) -> Result<Vec<(i64, String)>, Error> {
    const OF: &str = "SELECT n, code FROM item_codes WHERE batch_id = $1 AND n > $2 ORDER BY n LIMIT $3";
    Ok(sqlx::query_as(OF).bind(batch).bind(after).bind(most).fetch_all(connection).await?)
}
