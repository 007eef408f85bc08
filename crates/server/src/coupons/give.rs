//! Giving a coupon: the row, its natural key, and the stock of its template, all or nothing.

use crate::policies::{Rulebook, Version};
use crate::store::seal::{Name, Seal};
use crate::store::{Conn, next_id};
use crate::{Error, member};
use shuke_rules::policy::{Template, TemplateId};
use shuke_rules::{Day, Instant};
use std::collections::BTreeMap;

pub static SEAL: Seal = Seal {
    table: "coupons",
    key: &[Name::Number("id")],
    columns: &[
        "id",
        "member_id",
        "key",
        "template_id",
        "rule_version",
        "given_at",
        "starts_at",
        "ends_at?",
        "used_by?",
        "used_at?",
        "voided_at?",
        "void_reason?",
        "voided_by?",
        "undone_at?",
        "undone_reason?",
    ],
    first: None,
    member: Some("member_id"),
};

/// A coupon to be given.
pub struct New<'a> {
    pub template: &'a Template,
    pub key: String,
    /// The first and the last day on which it can be used.
    pub first: Day,
    pub last: Option<Day>,
}

/// Gives a coupon and its id; `None`: the last one is gone. That the key is new is for the caller to see to.
pub async fn give(
    tx: &mut Conn,
    rulebook: &Rulebook,
    version: &Version,
    holder: i64,
    new: &New<'_>,
    now: Instant,
) -> Result<Option<i64>, Error> {
    if !take_one(tx, new.template).await? {
        return Ok(None);
    }
    let id = next_id(tx, "coupons").await?;
    let sealing = SEAL.query(
        "INSERT INTO coupons (id, member_id, key, template_id, rule_version, given_at, starts_at, ends_at, seal) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    );
    sealing
        .bind(id)
        .bind(holder)
        .bind(&new.key)
        .bind(&new.template.id.0)
        .bind(version.id)
        .bind(now.timestamp_micros())
        .bind(rulebook.zone().start_of(new.first).timestamp_micros())
        .bind(new.last.map(|last| rulebook.zone().end_of(last).timestamp_micros()))
        .also(None::<&str>)
        .also(None::<i64>)
        .also(None::<i64>)
        .also(None::<&str>)
        .also(None::<i64>)
        .also(None::<i64>)
        .also(None::<&str>)
        .execute(&mut *tx)
        .await?;
    member::touch(tx, holder).await?;
    Ok(Some(id))
}

/// Takes one from the stock of a template; `false`: there is none left.
async fn take_one(tx: &mut Conn, template: &Template) -> Result<bool, Error> {
    let stock = template.stock.map_or(i64::MAX, i64::from);
    if stock == 0 {
        return Ok(false);
    }
    let taken = sqlx::query(
        "INSERT INTO coupon_templates (id, taken) VALUES ($1, 1) ON CONFLICT (id) DO UPDATE \
         SET taken = coupon_templates.taken + 1 WHERE coupon_templates.taken < $2",
    )
    .bind(&template.id.0)
    .bind(stock)
    .execute(tx)
    .await?;
    Ok(taken.rows_affected() == 1)
}

/// How many of each template were given to anybody.
pub async fn taken(connection: &mut Conn) -> Result<BTreeMap<TemplateId, i64>, Error> {
    let rows: Vec<(String, i64)> =
        sqlx::query_as("SELECT id, taken FROM coupon_templates").fetch_all(connection).await?;
    Ok(rows.into_iter().map(|(id, taken)| (TemplateId(id), taken)).collect())
}
