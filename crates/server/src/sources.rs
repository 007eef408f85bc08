//! Where members came from when they joined: by a friend's link, the code of a piece, a card in a parcel, the code of a shop, or by themselves.
//! Owns `member_sources`.
//!
//! What holds at every time: who joined has one source, written in the transaction in which they joined and never changed; a friend's link
//! counts before everything that a browser says of itself, and what a browser says counts only where it names something that there is.

use crate::booking::Asking;
use crate::context::Moment;
use crate::feature::{Fact, Feature};
use crate::store::seal::{Name, Seal, Value};
use crate::store::table::{Rows, Table};
use crate::store::{Conn, next_id};
use crate::{Error, audit::Audit, member, pieces, referral};
use shuke_contract::account::Export;
use shuke_contract::sign_in::{CameBy, CameByKind};

pub const FEATURE: Feature = Feature {
    migrations: &[(22, include_str!("../migrations/0022_sources.sql"))],
    on: Some(|tx, _, fact| {
        Box::pin(async move {
            match fact {
                Fact::Joined { account, came_by, .. } => keep(tx, account.member, came_by.as_ref()).await,
                _ => Ok(()),
            }
        })
    }),
    export: Some(|connection, asking, export| Box::pin(export_source(connection, asking, export))),
    forget: Some(|tx, _: &Moment, member| Box::pin(forget(tx, member))),
    audits: &[&Audit::of(TABLES)],
    ..Feature::named("sources")
};

/// How they are proven.
const TABLES: &[Table] = &[Table { name: SEAL.table, seal: Some(&SEAL), rows: Rows::Numbered("nth"), columns: &[] }];

pub static SEAL: Seal = Seal {
    table: "member_sources",
    key: &[Name::Number("member_id")],
    columns: &["nth", "member_id", "kind", "about?"],
    first: None,
    member: Some("member_id"),
};

/// What led somebody here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// `referral`, `item`, `parcel`, `store` or `direct`.
    pub kind: String,
    /// The code of the piece, the shop; nothing for the others, and for who left.
    pub about: Option<String>,
}

async fn keep(tx: &mut Conn, newcomer: i64, came_by: Option<&CameBy>) -> Result<(), Error> {
    let (kind, about) = of(tx, newcomer, came_by).await?;
    SEAL.query("INSERT INTO member_sources (nth, member_id, kind, about, seal) VALUES ($1, $2, $3, $4, $5)")
        .bind(next_id(tx, SEAL.table).await?)
        .bind(newcomer)
        .bind(kind)
        .bind(about)
        .execute(tx)
        .await?;
    Ok(())
}

async fn of(tx: &mut Conn, newcomer: i64, came_by: Option<&CameBy>) -> Result<(&'static str, Option<String>), Error> {
    if referral::brought_by(tx, newcomer).await?.is_some() {
        return Ok(("referral", None));
    }
    if let Some(CameBy { kind, id }) = came_by {
        match (kind, pieces::known(tx, id).await?) {
            // A card in a parcel may lead to any page.
            (CameByKind::Parcel, code) => return Ok(("parcel", code)),
            (CameByKind::Item, Some(code)) => return Ok(("item", Some(code))),
            (CameByKind::Item, None) => {}
        }
    }
    let store = member::person(tx, newcomer).await?.store;
    Ok(store.map_or(("direct", None), |store| ("store", Some(store.0))))
}

/// What led a member here; `None` for who was there before it was kept.
pub async fn source(connection: &mut Conn, member: i64) -> Result<Option<Source>, Error> {
    let row: Option<(String, Option<String>)> =
        sqlx::query_as("SELECT kind, about FROM member_sources WHERE member_id = $1")
            .bind(member)
            .fetch_optional(connection)
            .await?;
    Ok(row.map(|(kind, about)| Source { kind, about }))
}

async fn export_source(connection: &mut Conn, asking: &Asking, export: &mut Export) -> Result<(), Error> {
    if let Some(Source { kind, about }) = source(connection, asking.account.member).await? {
        export.more.insert("source".to_owned(), serde_json::json!({ "kind": kind, "about": about }));
    }
    Ok(())
}

/// Of who leaves only the kind stays, for the figures.
async fn forget(tx: &mut Conn, member: i64) -> Result<(), Error> {
    let rows = sqlx::query("UPDATE member_sources SET about = NULL WHERE member_id = $1")
        .bind(member)
        .execute(&mut *tx)
        .await?;
    if rows.rows_affected() > 0 {
        SEAL.again(tx, &[Value::from(member)]).await?;
    }
    Ok(())
}
