//! Many members at once, for lists, and for what an operator reads and makes.

use super::consents::SEAL;
use crate::Error;
use crate::store::{Conn, insert, next_ids};
use shuke_contract::sign_in::ConsentChoice;
use shuke_rules::Instant;
use shuke_rules::number::CardNumber;
use std::collections::HashMap;

/// The card numbers of members, also of those who left.
pub async fn cards_of(connection: &mut Conn, members: &[i64]) -> Result<HashMap<i64, String>, Error> {
    let mut cards = HashMap::new();
    for part in members.chunks(100) {
        let ids: Vec<String> = part.iter().map(ToString::to_string).collect();
        // Numbers only.
        let sql = format!("SELECT id, card FROM members WHERE id IN ({})", ids.join(", "));
        let rows: Vec<(i64, String)> = sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_all(&mut *connection).await?;
        cards.extend(rows);
    }
    Ok(cards)
}

/// The names of those among `members` who have one.
pub async fn names_of(connection: &mut Conn, members: &[i64]) -> Result<HashMap<i64, String>, Error> {
    let mut names = HashMap::new();
    for part in members.chunks(100) {
        let ids: Vec<String> = part.iter().map(ToString::to_string).collect();
        // Numbers only.
        let sql = format!("SELECT id, name FROM members WHERE name IS NOT NULL AND id IN ({})", ids.join(", "));
        let rows: Vec<(i64, String)> = sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_all(&mut *connection).await?;
        names.extend(rows);
    }
    Ok(names)
}

/// What a new member says about a consent: the n-th thing that they ever say, from 1.
#[derive(Clone, Debug)]
pub struct Consented {
    pub member: i64,
    pub n: i64,
    pub choice: ConsentChoice,
    pub at: Instant,
}

/// Logs what members said about consents.
pub async fn log_consents(tx: &mut Conn, said: &[Consented]) -> Result<(), Error> {
    let first = next_ids(tx, SEAL.table, i64::try_from(said.len()).map_err(Error::internal)?).await?;
    let said: Vec<(i64, &Consented)> = (first..).zip(said).collect();
    let table = "consent_log (nth, member_id, n, consent, version, given, at, seal)";
    insert(tx, table, &said, |query, (nth, said)| {
        let Consented { member, n, choice, at } = said;
        let query = SEAL.sealing(query).bind(*nth).bind(*member).bind(*n).bind(&choice.id.0).bind(&choice.version);
        query.bind(i64::from(choice.given)).bind(at.timestamp_micros()).done()
    })
    .await
}

/// The first who joined, are still here and have a name.
pub async fn first_named(connection: &mut Conn, most: i64) -> Result<Vec<(CardNumber, String)>, Error> {
    let rows: Vec<(String, String)> = sqlx::query_as(
        "SELECT card, name FROM members WHERE name IS NOT NULL AND closed_at IS NULL ORDER BY id LIMIT $1",
    )
    .bind(most)
    .fetch_all(connection)
    .await?;
    let known = rows.into_iter().map(|(card, name)| Some((CardNumber::parse(&card)?, name)));
    known.collect::<Option<_>>().ok_or_else(|| Error::internal("a member without a card number"))
}

/// Where a member's ledger ends.
#[derive(Clone, Debug)]
pub struct Head {
    pub id: i64,
    pub card: String,
    pub seq: i64,
    pub hash: String,
}

/// Where the ledgers of the next members after `after` end, those who left included.
pub async fn heads(connection: &mut Conn, after: i64, most: i64) -> Result<Vec<Head>, Error> {
    let rows: Vec<(i64, String, i64, String)> =
        sqlx::query_as("SELECT id, card, ledger_seq, ledger_hash FROM members WHERE id > $1 ORDER BY id LIMIT $2")
            .bind(after)
            .bind(most)
            .fetch_all(connection)
            .await?;
    Ok(rows.into_iter().map(|(id, card, seq, hash)| Head { id, card, seq, hash }).collect())
}
