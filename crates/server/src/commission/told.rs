//! What there is to say of it in the inbox, and what an entry of the ledger was for; in both languages, as the page says it.

use super::stored::{Which, commissions};
use crate::booking::Asking;
use crate::feature::{Heard, Span, Told};
use crate::fields::masked;
use crate::policies::instant;
use crate::store::Conn;
use crate::{Error, member};
use shuke_contract::inbox::What;
use shuke_contract::ledger::Link;
use shuke_face::words::both;
use shuke_rules::{Points, Text};

/// What was given, and what was taken back.
pub async fn told(connection: &mut Conn, asking: &Asking, span: Span) -> Result<Heard, Error> {
    let me = asking.account.member;
    // Of all that is given at one instant one message says how much it is.
    let given: Vec<(i64, i64)> = sqlx::query_as(
        "SELECT given_at, CAST(SUM(points) AS BIGINT) FROM commissions WHERE member_id = $1 AND given_at > $2 AND points > 0 \
         GROUP BY given_at",
    )
    .bind(me)
    .bind(span.after_micros())
    .fetch_all(&mut *connection)
    .await?;
    let returned: Vec<(i64, i64)> =
        sqlx::query_as("SELECT at, points FROM commission_returns WHERE member_id = $1 AND at > $2")
            .bind(me)
            .bind(span.after_micros())
            .fetch_all(&mut *connection)
            .await?;
    let zone = asking.rulebook.zone();
    let note = |at: i64, text: Text| {
        let at = instant(at)?;
        let month = zone.day_of(at).to_string().chars().take(7).collect();
        Ok::<Told, Error>(Told { at, what: What::Note { text, page: Link::Commission(month) } })
    };
    let mut told = Vec::new();
    for (at, points) in given {
        told.push(note(at, both(|t| (t.commission().told_given)(&Points(points).to_string())))?);
    }
    for (at, points) in returned {
        told.push(note(at, both(|t| (t.commission().told_taken_back)(&Points(points).to_string())))?);
    }
    Ok(told.into())
}

/// What an entry of a member's ledger was for: whose purchase, and the month of the statement that has it.
pub async fn about(connection: &mut Conn, nth: i64, me: i64) -> Result<Option<(Text, String)>, Error> {
    let found = commissions(connection, Which::One(nth)).await?.pop();
    let Some(found) = found.filter(|found| found.receiver == me) else { return Ok(None) };
    let names = member::names_of(connection, &[found.buyer]).await?;
    let name = names.get(&found.buyer).map(|name| masked(name)).filter(|name| !name.is_empty());
    let about = both(|t| name.clone().unwrap_or_else(|| t.commission().a_friend.to_owned()));
    Ok(Some((about, format!("{:04}-{:02}", found.day.year(), found.day.month()))))
}
