//! The identities that open members' cards.

use super::returns;
use super::wire::Person;
use crate::store::seal::{Name, Seal, Value};
use crate::store::table::{Rows, Table};
use crate::store::{Conn, next_id};
use crate::{Error, member, policies};
use serde_json::json;
use shuke_contract::wechat::IDENTITIES;
use shuke_rules::Instant;
use std::collections::BTreeSet;

/// How they are proven.
pub const TABLES: &[Table] = &[
    Table { name: "wechat_identities", seal: Some(&SEAL), rows: Rows::Numbered("id"), columns: &[] },
    Table { name: "wechat_moves", seal: Some(&MOVES), rows: Rows::Numbered("nth"), columns: &[] },
];

pub static SEAL: Seal = Seal {
    table: "wechat_identities",
    key: &[Name::Number("id")],
    columns: &["id", "app", "openid?", "unionid?", "member_id?", "linked_at"],
    first: None,
    member: None,
};

pub static MOVES: Seal = Seal {
    table: "wechat_moves",
    key: &[Name::Number("nth")],
    columns: &["nth", "member_id", "at"],
    first: None,
    member: Some("member_id"),
};

/// Whose an identity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    pub identity: i64,
    pub member: i64,
}

/// An identity of a member.
pub struct Row {
    pub id: i64,
    pub since: Instant,
}

/// Whose card a person opens: by the identity in this account, or because the same person has one in another account of the owner's. That one
/// opens it from then on, too.
pub async fn owner(tx: &mut Conn, app: &str, person: &Person, now: Instant) -> Result<Option<Owner>, Error> {
    let row: Option<(i64, i64, Option<String>)> =
        sqlx::query_as("SELECT id, member_id, unionid FROM wechat_identities WHERE app = $1 AND openid = $2")
            .bind(app)
            .bind(&person.openid)
            .fetch_optional(&mut *tx)
            .await?;
    if let Some((identity, member, known)) = row {
        if known.is_none() && person.unionid.is_some() {
            sqlx::query("UPDATE wechat_identities SET unionid = $1 WHERE id = $2")
                .bind(&person.unionid)
                .bind(identity)
                .execute(&mut *tx)
                .await?;
            SEAL.again(tx, &[Value::from(identity)]).await?;
        }
        return Ok(Some(Owner { identity, member }));
    }
    let Some(unionid) = &person.unionid else { return Ok(None) };
    let row: Option<(i64, i64)> =
        sqlx::query_as("SELECT id, member_id FROM wechat_identities WHERE unionid = $1 ORDER BY id LIMIT 1")
            .bind(unionid)
            .fetch_optional(&mut *tx)
            .await?;
    match row {
        Some((identity, member)) if is_full(tx, member).await? => Ok(Some(Owner { identity, member })),
        Some((_, member)) => Ok(Some(Owner { identity: link(tx, app, person, member, now).await?, member })),
        None => Ok(None),
    }
}

/// Has it open the card of a member from now on.
pub async fn link(tx: &mut Conn, app: &str, person: &Person, owner: i64, now: Instant) -> Result<i64, Error> {
    let id = next_id(tx, SEAL.table).await?;
    SEAL.query(
        "INSERT INTO wechat_identities (id, app, openid, unionid, member_id, linked_at, seal) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(id)
    .bind(app)
    .bind(&person.openid)
    .bind(person.unionid.clone())
    .bind(owner)
    .bind(now.timestamp_micros())
    .execute(&mut *tx)
    .await?;
    member::touch(tx, owner).await?;
    Ok(id)
}

/// Whether a member may have no other.
pub async fn is_full(connection: &mut Conn, owner: i64) -> Result<bool, Error> {
    let (many,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM wechat_identities WHERE member_id = $1")
        .bind(owner)
        .fetch_one(connection)
        .await?;
    Ok(usize::try_from(many).is_ok_and(|many| many >= IDENTITIES))
}

/// Those of a member, oldest first.
pub async fn of(connection: &mut Conn, owner: i64) -> Result<Vec<Row>, Error> {
    let rows: Vec<(i64, i64)> =
        sqlx::query_as("SELECT id, linked_at FROM wechat_identities WHERE member_id = $1 ORDER BY id")
            .bind(owner)
            .fetch_all(connection)
            .await?;
    rows.into_iter().map(|(id, at)| Ok(Row { id, since: policies::instant(at)? })).collect()
}

/// An identity, and what else is the same person's; whose each is.
async fn persons(tx: &mut Conn, identity: i64) -> Result<Vec<(i64, i64)>, Error> {
    const PERSONS: &str = "SELECT id, member_id FROM wechat_identities WHERE member_id IS NOT NULL AND (id = $1 \
        OR (unionid IS NOT NULL AND unionid = (SELECT unionid FROM wechat_identities WHERE id = $1))) ORDER BY id";
    Ok(sqlx::query_as(PERSONS).bind(identity).fetch_all(tx).await?)
}

/// Has an identity, and what else is the same person's, open another member's card; `None`: it is nobody's any more. Whose it was is told.
pub async fn take_along(tx: &mut Conn, identity: i64, to: i64, now: Instant) -> Result<Option<()>, Error> {
    let rows = persons(tx, identity).await?;
    if rows.iter().all(|(id, _)| *id != identity) {
        return Ok(None);
    }
    for (id, _) in &rows {
        sqlx::query("UPDATE wechat_identities SET member_id = $1, linked_at = $2 WHERE id = $3")
            .bind(to)
            .bind(now.timestamp_micros())
            .bind(*id)
            .execute(&mut *tx)
            .await?;
        SEAL.again(tx, &[Value::from(*id)]).await?;
    }
    let before: BTreeSet<i64> = rows.iter().map(|(_, owner)| *owner).filter(|owner| *owner != to).collect();
    for from in before {
        MOVES
            .query("INSERT INTO wechat_moves (nth, member_id, at, seal) VALUES ($1, $2, $3, $4)")
            .bind(next_id(tx, MOVES.table).await?)
            .bind(from)
            .bind(now.timestamp_micros())
            .execute(&mut *tx)
            .await?;
        member::touch(tx, from).await?;
    }
    member::touch(tx, to).await?;
    Ok(Some(()))
}

/// Has an identity of that member's, and what else is the same person's and theirs, open no card any more; whether there was one.
pub async fn unlink(tx: &mut Conn, identity: i64, owner: i64) -> Result<bool, Error> {
    let theirs = persons(tx, identity).await?.into_iter().filter(|(_, member)| *member == owner);
    let theirs: Vec<i64> = theirs.map(|(id, _)| id).collect();
    if !theirs.contains(&identity) {
        return Ok(false);
    }
    for id in theirs {
        forget_one(tx, id).await?;
    }
    member::touch(tx, owner).await?;
    Ok(true)
}

/// Its number stays.
async fn forget_one(tx: &mut Conn, id: i64) -> Result<(), Error> {
    sqlx::query("UPDATE wechat_identities SET openid = NULL, unionid = NULL, member_id = NULL WHERE id = $1")
        .bind(id)
        .execute(&mut *tx)
        .await?;
    SEAL.again(tx, &[Value::from(id)]).await?;
    returns::forget(tx, id).await
}

/// When identities of a member's were taken along to another one, since then.
pub async fn moves_since(connection: &mut Conn, owner: i64, after: i64) -> Result<Vec<i64>, Error> {
    let rows: Vec<(i64,)> = sqlx::query_as("SELECT at FROM wechat_moves WHERE member_id = $1 AND at > $2 ORDER BY nth")
        .bind(owner)
        .bind(after)
        .fetch_all(connection)
        .await?;
    Ok(rows.into_iter().map(|(at,)| at).collect())
}

pub async fn exported(connection: &mut Conn, owner: i64) -> Result<Vec<serde_json::Value>, Error> {
    let rows: Vec<(String, String, Option<String>, i64)> = sqlx::query_as(
        "SELECT app, openid, unionid, linked_at FROM wechat_identities WHERE member_id = $1 ORDER BY id",
    )
    .bind(owner)
    .fetch_all(connection)
    .await?;
    let one = |(app, openid, unionid, at): (String, String, Option<String>, i64)| {
        Ok(json!({ "app": app, "openid": openid, "unionid": unionid, "since": policies::instant(at)? }))
    };
    rows.into_iter().map(one).collect()
}

/// Of who leaves no identity stays.
pub async fn forget(tx: &mut Conn, owner: i64) -> Result<(), Error> {
    let rows: Vec<(i64,)> =
        sqlx::query_as("SELECT id FROM wechat_identities WHERE member_id = $1").bind(owner).fetch_all(&mut *tx).await?;
    for (id,) in rows {
        forget_one(tx, id).await?;
    }
    Ok(())
}
