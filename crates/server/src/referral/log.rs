//! The log of refusals: who came by whose link and was not bound, and why; each reason once. Rows are added and stay.

use super::audit::REFUSALS;
use crate::policies::instant;
use crate::store::{Conn, next_id};
use crate::{Error, member};
use shuke_rules::Instant;
use shuke_rules::referral::Refused;

/// A refusal.
pub struct Logged {
    /// Who was not bound.
    pub member: i64,
    pub why: Refused,
    pub at: Instant,
}

/// Whether the same is in the log.
pub async fn has(connection: &mut Conn, member: i64, inviter: i64, why: Refused) -> Result<bool, Error> {
    let row: Option<(i64,)> =
        sqlx::query_as("SELECT nth FROM referral_refusals WHERE member_id = $1 AND inviter_id = $2 AND why = $3")
            .bind(member)
            .bind(inviter)
            .bind(why.name())
            .fetch_optional(connection)
            .await?;
    Ok(row.is_some())
}

/// Adds one, unless the same is there. Both are told.
pub async fn add(tx: &mut Conn, refused: i64, inviter: i64, why: Refused, now: Instant) -> Result<(), Error> {
    if has(tx, refused, inviter, why).await? {
        return Ok(());
    }
    REFUSALS
        .query(
            "INSERT INTO referral_refusals (nth, member_id, inviter_id, why, at, seal) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(next_id(tx, REFUSALS.table).await?)
        .bind(refused)
        .bind(inviter)
        .bind(why.name())
        .bind(now.timestamp_micros())
        .execute(&mut *tx)
        .await?;
    member::touch(tx, refused).await?;
    member::touch(tx, inviter).await
}

/// Those that concern a member after an instant; the newest first. Looking at one's own link is no news, and neither is it to the one who has a link
/// that members look at it.
pub async fn about(connection: &mut Conn, member: i64, after: Instant, most: i64) -> Result<Vec<Logged>, Error> {
    let rows: Vec<(i64, String, i64)> = sqlx::query_as(
        "SELECT member_id, why, at FROM referral_refusals WHERE (member_id = $1 OR (inviter_id = $1 AND why <> 'member')) \
         AND member_id <> inviter_id AND at > $2 ORDER BY nth DESC LIMIT $3",
    )
    .bind(member)
    .bind(after.timestamp_micros())
    .bind(most)
    .fetch_all(connection)
    .await?;
    let logged =
        |(member, why, at): (i64, String, i64)| Ok(Logged { member, why: Refused::named(&why), at: instant(at)? });
    rows.into_iter().map(logged).collect()
}
