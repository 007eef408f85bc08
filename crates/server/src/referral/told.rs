//! What there is to say of it in the inbox, and what an entry of the ledger was for. Both in both languages, as it stands in the words of the page.

use super::rewards::{self, Booked};
use super::{bind, log};
use crate::booking::Asking;
use crate::feature::{Heard, Span, Told};
use crate::fields::masked;
use crate::policies::instant;
use crate::store::Conn;
use crate::{Error, member};
use shuke_contract::inbox::What;
use shuke_contract::ledger::Link;
use shuke_face::words::{Texts, both};
use shuke_rules::referral::Side;
use shuke_rules::{Instant, Text};
use std::collections::HashMap;

fn note(at: Instant, said: impl Fn(&Texts) -> String) -> Told {
    Told { at, what: What::Note { text: both(said), page: Link::Referral } }
}

pub async fn told(connection: &mut Conn, asking: &Asking, span: Span) -> Result<Heard, Error> {
    let mut told = bound(connection, asking, span).await?;
    told.extend(ended(connection, asking, span).await?);
    told.extend(rewarded(connection, asking, span).await?);
    told.extend(refused(connection, asking, span).await?);
    Ok(told.into())
}

/// How the members of a list are called to another: by masks.
async fn names(connection: &mut Conn, members: &[i64]) -> Result<HashMap<i64, String>, Error> {
    let names = member::names_of(connection, members).await?;
    Ok(names.into_iter().map(|(member, name)| (member, masked(&name))).collect())
}

/// Somebody joined by the member's link, or the member by somebody's.
async fn bound(connection: &mut Conn, asking: &Asking, span: Span) -> Result<Vec<Told>, Error> {
    let me = asking.account.member;
    let since = bind::since(connection, me, span.after).await?;
    let friends: Vec<i64> = since.iter().map(|(friend, ..)| *friend).collect();
    let names = names(connection, &friends).await?;
    let one = |(friend, _, at): (i64, i64, Instant)| {
        let name = names.get(&friend).cloned().unwrap_or_default();
        note(at, |t| {
            if friend == me { t.referral_told().told_bound.to_owned() } else { (t.referral_told().told_joined)(&name) }
        })
    };
    Ok(since.into_iter().map(one).collect())
}

/// Binds that came to nothing: the purchase came back, the friend left, or bought nothing in time.
async fn ended(connection: &mut Conn, asking: &Asking, span: Span) -> Result<Vec<Told>, Error> {
    type Row = (i64, i64, Option<i64>, i64);
    let me = asking.account.member;
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT b.member_id, b.buy_until, b.removed_at, CAST(CASE WHEN f.closed_at = b.removed_at THEN 1 ELSE 0 END AS BIGINT) \
         FROM referral_binds b JOIN members f ON f.id = b.member_id WHERE (b.member_id = $1 OR b.inviter_id = $1) \
         AND (b.removed_at > $2 \
              OR (b.removed_at IS NULL AND b.sale_id IS NULL AND b.buy_until > $2 AND b.buy_until <= $3))",
    )
    .bind(me)
    .bind(span.after_micros())
    .bind(span.now.timestamp_micros())
    .fetch_all(&mut *connection)
    .await?;
    let friends: Vec<i64> = rows.iter().map(|(friend, ..)| *friend).collect();
    let names = names(connection, &friends).await?;
    let mut told = Vec::new();
    for (friend, buy_until, removed, left) in rows {
        let name = names.get(&friend).cloned().unwrap_or_default();
        let (at, is_mine) = (instant(removed.unwrap_or(buy_until))?, friend == me);
        told.push(note(at, |t| {
            let r = t.referral_told();
            match (removed, left, is_mine) {
                (None, _, true) => r.told_too_late.to_owned(),
                (None, _, false) => (r.told_friend_too_late)(&name),
                (Some(_), 1, _) => (r.told_friend_left)(&name),
                (Some(_), _, true) => r.told_returned.to_owned(),
                (Some(_), _, false) => (r.told_friend_returned)(&name),
            }
        }));
    }
    Ok(told)
}

/// What was given, and what was taken back.
async fn rewarded(connection: &mut Conn, asking: &Asking, span: Span) -> Result<Vec<Told>, Error> {
    let mut told = Vec::new();
    for reward in rewards::since(connection, asking.account.member, span.after).await? {
        let Booked { side, points, at, undone, .. } = reward;
        let points = points.to_string();
        told.push(note(at, |t| match side {
            Side::Inviter => (t.referral_told().told_given_inviter)(&points),
            _ => (t.referral_told().told_given_friend)(&points),
        }));
        told.extend(undone.map(|undone| note(undone, |t| (t.referral_told().told_taken_back)(&points))));
    }
    Ok(told)
}

async fn refused(connection: &mut Conn, asking: &Asking, span: Span) -> Result<Vec<Told>, Error> {
    let me = asking.account.member;
    let logged = log::about(connection, me, span.after, 100).await?;
    let one = |one: &log::Logged| note(one.at, |t| (t.referral_told().refused)(one.why, one.member == me).to_owned());
    Ok(logged.iter().map(one).collect())
}

/// What an entry of a member's ledger was for.
pub async fn about(connection: &mut Conn, bind: i64, side: Side, me: i64) -> Result<Text, Error> {
    let row: Option<(i64,)> =
        sqlx::query_as("SELECT member_id FROM referral_binds WHERE nth = $1 AND (inviter_id = $2 OR member_id = $2)")
            .bind(bind)
            .bind(me)
            .fetch_optional(&mut *connection)
            .await?;
    let friends: Vec<i64> = row.into_iter().map(|(friend,)| friend).filter(|_| side == Side::Inviter).collect();
    let name = names(connection, &friends).await?.into_values().next();
    Ok(both(|t| match (side, &name) {
        (Side::Inviter, Some(name)) => name.clone(),
        (Side::Inviter, None) => t.referral_told().a_friend.to_owned(),
        _ => t.referral_told().about_link.to_owned(),
    }))
}
