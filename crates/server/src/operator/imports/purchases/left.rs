//! What an import that was stopped leaves behind – customers by their names, line by line – until it is resumed: nothing of
//! somebody who closes their account, and of nobody anything for ever.

use super::clear::{ABANDONED, part};
use super::stage::finish;
use crate::Error;
use crate::audit::Audit;
use crate::context::Moment;
use crate::feature::Feature;
use crate::member;
use crate::operator::imports::TABLES;
use crate::store::{Conn, Work};
use shuke_rules::Instant;

pub const LEFTOVERS: Feature = Feature {
    audits: &[&Audit::of(TABLES)],
    tidy: Some(|tx, moment| Box::pin(tidy(tx, moment.now))),
    forget: Some(forget),
    ..Feature::named("imports")
};

/// Whoever resumes the import passes over them: no file brings back who left.
fn forget<'c>(tx: &'c mut Conn, _: &'c Moment, member: i64) -> Work<'c, ()> {
    Box::pin(async move {
        let Some(name) = member::person(tx, member).await?.imported_as else { return Ok(()) };
        sqlx::query("DELETE FROM import_rows WHERE import_id IN (SELECT id FROM imports) AND customer = $1")
            .bind(name)
            .execute(tx)
            .await?;
        Ok(())
    })
}

/// Removes some rows of an import that nobody resumed in time; resumed after all it begins again.
async fn tidy(tx: &mut Conn, now: Instant) -> Result<(), Error> {
    let over: Option<(String,)> = sqlx::query_as(
        "SELECT id FROM imports WHERE (finished_at IS NULL AND started_at < $1) OR (finished_at IS NOT NULL AND EXISTS \
         (SELECT 1 FROM import_rows WHERE import_id = imports.id)) ORDER BY id LIMIT 1",
    )
    .bind((now - ABANDONED).timestamp_micros())
    .fetch_optional(&mut *tx)
    .await?;
    let Some((id,)) = over else { return Ok(()) };
    finish(tx, &id, now).await?;
    part(tx, &id).await.map(drop)
}
