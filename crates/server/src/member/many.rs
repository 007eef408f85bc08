//! Many members at once, for lists, and for what an operator reads and makes.

use crate::Error;
use crate::store::{Conn, insert};
use shuke_contract::sign_in::ConsentChoice;
use shuke_rules::Instant;
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

/// Logs what members said about consents as they joined; who joined before uses [`log_consent`](super::log_consent).
pub async fn log_consents(tx: &mut Conn, said: &[Consented]) -> Result<(), Error> {
    insert(tx, "consent_log (member_id, n, consent, version, given, at)", said, |query, said| {
        let Consented { member, n, choice, at } = said;
        let query = query.bind(*member).bind(*n).bind(choice.id.0.clone()).bind(choice.version.clone());
        Ok(query.bind(i64::from(choice.given)).bind(at.timestamp_micros()))
    })
    .await
}
