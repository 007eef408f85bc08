//! Rows of anchors and of the heads in them.

use super::Signed;
use super::audit::{ANCHORS, HEADS};
use crate::Error;
use crate::policies::instant;
use crate::store::{Conn, insert};
use shuke_rules::Day;
use shuke_rules::proof::{Anchor, BLOCK, Hash, Head, blank, block};
use sqlx::Row;
use sqlx::any::AnyRow;

/// An anchor as it is stored.
#[derive(Clone, Debug)]
pub struct Kept {
    pub signed: Signed,
    /// The last member whose place is in its tree.
    pub members: i64,
}

/// Where a member's ledger ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnchoredHead {
    pub member: i64,
    pub card: String,
    pub seq: i64,
    pub hash: String,
    pub salt: String,
}

impl AnchoredHead {
    pub fn head(&self) -> Head<'_> {
        Head { salt: &self.salt, card: &self.card, seq: self.seq, hash: &self.hash }
    }
}

const ANCHOR: &str = "SELECT n, day, at, members, places, heads, detail, causes, log, mac FROM anchors ";

/// Every anchor, oldest first.
pub async fn kept(connection: &mut Conn) -> Result<Vec<Kept>, Error> {
    let sql = sqlx::AssertSqlSafe(format!("{ANCHOR} ORDER BY n"));
    sqlx::query(sql).fetch_all(connection).await?.iter().map(read).collect()
}

/// The newest.
pub async fn newest(connection: &mut Conn) -> Result<Option<Kept>, Error> {
    let sql = sqlx::AssertSqlSafe(format!("{ANCHOR} ORDER BY n DESC LIMIT 1"));
    sqlx::query(sql).fetch_optional(connection).await?.as_ref().map(read).transpose()
}

/// Those that were not sent yet, oldest first.
pub async fn unsent(connection: &mut Conn) -> Result<Vec<Kept>, Error> {
    let sql = sqlx::AssertSqlSafe(format!("{ANCHOR} WHERE sent_at IS NULL ORDER BY n LIMIT 100"));
    sqlx::query(sql).fetch_all(connection).await?.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<Kept, Error> {
    let day: String = row.try_get("day")?;
    let mac: Option<String> = row.try_get("mac")?;
    let anchor = Anchor {
        n: number(row, "n")?,
        day: Day::parse(&day).ok_or_else(|| Error::internal("the day of an anchor"))?,
        at: instant(row.try_get("at")?)?,
        places: number(row, "places")?,
        heads: hash(row.try_get("heads")?)?,
        causes: hash(row.try_get("causes")?)?,
    };
    let signed = Signed {
        anchor,
        log: hash(row.try_get("log")?)?,
        detail: row.try_get("detail")?,
        mac: mac.as_deref().map(hash).transpose()?,
    };
    Ok(Kept { signed, members: row.try_get("members")? })
}

fn number(row: &AnyRow, column: &str) -> Result<u32, Error> {
    u32::try_from(row.try_get::<i64, _>(column)?).map_err(Error::internal)
}

fn hash(text: &str) -> Result<Hash, Error> {
    Hash::parse(text).ok_or_else(|| Error::internal("a stored hash is none"))
}

/// Puts an anchor behind the others, with the nodes above the leaves of its tree.
pub async fn add(tx: &mut Conn, kept: &Kept, blocks: &[Hash]) -> Result<(), Error> {
    let Signed { anchor, log, detail, mac } = &kept.signed;
    sqlx::query("UPDATE anchors SET blocks = '' WHERE blocks <> ''").execute(&mut *tx).await?;
    ANCHORS
        .query(
            "INSERT INTO anchors (n, day, at, members, places, heads, detail, causes, log, mac, blocks, seal) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        )
        .bind(i64::from(anchor.n))
        .bind(anchor.day.to_string())
        .bind(anchor.at.timestamp_micros())
        .bind(kept.members)
        .bind(i64::from(anchor.places))
        .bind(anchor.heads.to_string())
        .bind(detail)
        .bind(anchor.causes.to_string())
        .bind(log.to_string())
        .bind(mac.map(|mac| mac.to_string()))
        .plain(blocks.iter().map(ToString::to_string).collect::<String>())
        .execute(tx)
        .await?;
    Ok(())
}

/// The address took it.
pub async fn sent(tx: &mut Conn, n: u32, at: i64) -> Result<(), Error> {
    sqlx::query("UPDATE anchors SET sent_at = $1 WHERE n = $2").bind(at).bind(i64::from(n)).execute(tx).await?;
    Ok(())
}

/// The nodes above the leaves of anchor `n`; `None` where they are not kept any more.
pub async fn blocks(connection: &mut Conn, n: u32) -> Result<Option<Vec<Hash>>, Error> {
    let (text,): (String,) =
        sqlx::query_as("SELECT blocks FROM anchors WHERE n = $1").bind(i64::from(n)).fetch_one(connection).await?;
    let hashes: Option<Vec<Hash>> = (0..text.len()).step_by(64).map(|at| Hash::parse(text.get(at..at + 64)?)).collect();
    Ok(hashes.filter(|hashes| !hashes.is_empty()))
}

/// The anchors before `n` that keep theirs.
pub async fn with_blocks(connection: &mut Conn, n: u32) -> Result<Vec<i64>, Error> {
    let rows: Vec<(i64,)> = sqlx::query_as("SELECT n FROM anchors WHERE blocks <> '' AND n < $1 ORDER BY n")
        .bind(i64::from(n))
        .fetch_all(connection)
        .await?;
    Ok(rows.into_iter().map(|(n,)| n).collect())
}

/// Where the ledgers of the members `from` to `to` (both included) ended at anchor `n`.
pub async fn heads_at(connection: &mut Conn, n: u32, from: i64, to: i64) -> Result<Vec<AnchoredHead>, Error> {
    let rows = sqlx::query(
        "SELECT member_id, card, seq, hash, salt FROM anchored_heads head WHERE member_id >= $1 AND member_id <= $2 \
         AND anchor = (SELECT MAX(anchor) FROM anchored_heads other WHERE other.member_id = head.member_id AND other.anchor <= $3) \
         ORDER BY member_id",
    )
    .bind(from)
    .bind(to)
    .bind(i64::from(n))
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(AnchoredHead {
                member: row.try_get("member_id")?,
                card: row.try_get("card")?,
                seq: row.try_get("seq")?,
                hash: row.try_get("hash")?,
                salt: row.try_get("salt")?,
            })
        })
        .collect()
}

/// Notes where ledgers end at anchor `n`.
pub async fn add_heads(tx: &mut Conn, n: u32, heads: &[AnchoredHead]) -> Result<(), Error> {
    insert(tx, "anchored_heads (member_id, anchor, card, seq, hash, salt, seal)", heads, |query, head| {
        let query = HEADS.sealing(query).bind(head.member).bind(i64::from(n)).bind(&head.card).bind(head.seq);
        query.bind(&head.hash).bind(&head.salt).done()
    })
    .await
}

/// The leaves of the block that begins with member `from`.
pub async fn leaves(connection: &mut Conn, n: u32, from: i64, members: i64) -> Result<Vec<Hash>, Error> {
    let to = (from + i64::from(BLOCK) - 1).min(members);
    let mut leaves = vec![blank(); usize::try_from(to + 1 - from).unwrap_or(0)];
    for head in heads_at(connection, n, from, to).await? {
        if let Some(leaf) = usize::try_from(head.member - from).ok().and_then(|at| leaves.get_mut(at)) {
            *leaf = head.head().leaf();
        }
    }
    Ok(leaves)
}

/// The nodes above the leaves of anchor `n`, whose last member is `members`; a block at a time.
pub async fn blocks_of(connection: &mut Conn, n: u32, members: i64) -> Result<Vec<Hash>, Error> {
    let mut blocks = Vec::new();
    for from in (1..=members).step_by(BLOCK as usize) {
        blocks.push(block(&leaves(connection, n, from, members).await?));
    }
    Ok(blocks)
}
