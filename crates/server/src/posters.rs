//! Posters with a member's link: what they are made of, and the pictures that browsers drew, so that each has an address of its own to be
//! saved from. Owns their table and what is taken as one (`picture`).
//!
//! What holds at every time: a member has at most [`POSTERS`], the oldest makes room; the same picture is kept once and has one name; what is
//! given out was written here, pixel by pixel, not by whoever sent it; whoever does not know a name finds nothing.

mod picture;

use crate::audit::Audit;
use crate::booking::Asking;
use crate::context::Moment;
use crate::drawing::{Drawing, Drawn, Shared};
use crate::feature::Feature;
use crate::http::call::Request;
use crate::http::limits::Counted;
use crate::http::mount::Done;
use crate::http::{App, Call};
use crate::pictures::Kind;
use crate::pictures::anew::Shelf;
use crate::sessions::Session;
use crate::store::seal::{Name, Seal};
use crate::store::table::{Rows, Table};
use crate::store::{Conn, Work};
use crate::{Error, member, referral};
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;
use chrono::DateTime;
use sha2::{Digest, Sha256};
use shuke_contract::Empty;
use shuke_contract::account::Export;
use shuke_contract::posters::{GetPosters, KeepPoster, KeepPosterRequest, KeptPoster, POSTERS, Posters};
use shuke_face::Page;
use shuke_face::document::Share;
use shuke_face::pages::posters::page_whole;
use shuke_face::pages::referral::link::share_own;
use shuke_rules::hex::hex;

pub const FEATURE: Feature = Feature {
    routes: |routes| {
        routes
            .read::<GetPosters, Session, _, _>(get_posters)
            .write_prepared::<KeepPoster, Session, _>(prepare, keep_poster)
    },
    migrations: &[(18, include_str!("../migrations/0018_posters.sql"))],
    export: Some(|connection, asking, export| Box::pin(export_posters(connection, asking, export))),
    forget: Some(|tx, _, member| Box::pin(forget(tx, member))),
    audits: &[&Audit::of(TABLES)],
    pages: &[Drawn { page: Page::Poster, draw: |drawing| drawing.of::<GetPosters>(page_whole) }],
    shares: &[Shared { page: Page::Poster, say: |drawing| Box::pin(async move { share(drawing) }) }],
    ..Feature::named("posters")
};

/// Kept for a year: one never changes, and whoever has its address was given it.
const SHELF: Shelf =
    Shelf { kind: Kind::Png, by_name: "SELECT body FROM posters WHERE name = $1", seconds: 31_536_000 };

/// How they are proven.
const TABLES: &[Table] = &[Table {
    name: "posters",
    seal: Some(&SEAL),
    rows: Rows::Not("the oldest makes room for the next, and all go with their member"),
    columns: &[],
}];

/// Looked at one by one: those of many members together are too much.
pub static SEAL: Seal = Seal {
    table: "posters",
    key: &[Name::Text("name")],
    columns: &["name", "member_id", "hash", "body", "made_at"],
    first: None,
    member: None,
};

async fn get_posters(call: Call<Empty, Session>) -> Result<Posters, Error> {
    let link = referral::own_link(&call.app, call.who.member).await?;
    Ok(Posters { code: link.code, name: link.name, shows_name: link.shows_name })
}

/// Where a member passes the page on: what their link is.
fn share(drawing: &Drawing<'_>) -> Result<Option<Share>, Error> {
    let (shown, boot, t) = (drawing.came::<GetPosters>("")?, drawing.boot, drawing.t);
    Ok(shown.map(|shown| {
        let name = shown.name.as_deref().filter(|_| shown.shows_name);
        share_own(&shown.code, name, None, boot, t)
    }))
}

/// Looks at the picture before others wait for it: what the handler sees was written here.
fn prepare(call: &mut Call<KeepPosterRequest, Session>) -> Work<'_, ()> {
    Box::pin(async move {
        call.app.limits.count(Counted::Poster, &call.who.member.to_string())?;
        let png = std::mem::take(&mut call.request.png);
        call.request.png = picture::redrawn(png).await?;
        Ok(())
    })
}

fn keep_poster(tx: &mut Conn, call: Request<KeepPosterRequest, Session>) -> Work<'_, Done<KeptPoster>> {
    Box::pin(async move {
        let moment = call.app.moment(tx).await?;
        let (member, png) = (call.who.member, &call.request.png);
        let hash = hex(&Sha256::digest(png));
        if let Some(kept) = known(tx, member, &hash).await? {
            return Ok(kept.into());
        }
        let name = moment.context.chance().token()?;
        insert(tx, &moment, (&name, member, &hash, png)).await?;
        make_room(tx, member).await?;
        member::touch(tx, member).await?;
        Ok(kept(&name, moment.now.timestamp_micros()).into())
    })
}

fn kept(name: &str, made_at: i64) -> KeptPoster {
    let made_at = DateTime::from_timestamp_micros(made_at).unwrap_or_default();
    KeptPoster { address: format!("/posters/{name}.png"), made_at }
}

/// The same picture of the same member.
async fn known(connection: &mut Conn, member: i64, hash: &str) -> Result<Option<KeptPoster>, Error> {
    let row: Option<(String, i64)> =
        sqlx::query_as("SELECT name, made_at FROM posters WHERE member_id = $1 AND hash = $2")
            .bind(member)
            .bind(hash)
            .fetch_optional(connection)
            .await?;
    Ok(row.map(|(name, made_at)| kept(&name, made_at)))
}

async fn insert(
    tx: &mut Conn,
    moment: &Moment,
    (name, member, hash, body): (&str, i64, &str, &str),
) -> Result<(), Error> {
    SEAL.query("INSERT INTO posters (name, member_id, hash, body, made_at, seal) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(name)
        .bind(member)
        .bind(hash)
        .bind(body)
        .bind(moment.now.timestamp_micros())
        .execute(tx)
        .await?;
    Ok(())
}

/// The newest stay.
async fn make_room(tx: &mut Conn, member: i64) -> Result<(), Error> {
    sqlx::query(
        "DELETE FROM posters WHERE member_id = $1 AND name NOT IN \
         (SELECT name FROM posters WHERE member_id = $1 ORDER BY made_at DESC, name LIMIT $2)",
    )
    .bind(member)
    .bind(i64::try_from(POSTERS).map_err(Error::internal)?)
    .execute(tx)
    .await?;
    Ok(())
}

/// Where each is, oldest first.
async fn export_posters(connection: &mut Conn, asking: &Asking, export: &mut Export) -> Result<(), Error> {
    let rows: Vec<(String, i64)> =
        sqlx::query_as("SELECT name, made_at FROM posters WHERE member_id = $1 ORDER BY made_at, name")
            .bind(asking.account.member)
            .fetch_all(connection)
            .await?;
    let posters: Vec<KeptPoster> = rows.iter().map(|(name, made_at)| kept(name, *made_at)).collect();
    export.more.insert("posters".to_owned(), serde_json::to_value(posters).map_err(Error::internal)?);
    Ok(())
}

/// Deletes those of a member who leaves.
async fn forget(tx: &mut Conn, member: i64) -> Result<(), Error> {
    sqlx::query("DELETE FROM posters WHERE member_id = $1").bind(member).execute(tx).await?;
    Ok(())
}

pub fn routes() -> Router<App> {
    Router::new().route(
        "/posters/{file}",
        get(async |State(app): State<App>, Path(file): Path<String>| SHELF.give(&app, &file).await),
    )
}
