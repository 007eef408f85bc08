//! Photos of what is to be repaired: taken with the words that they belong to, seen by the owner and the shop, and gone some time after the
//! repair is over.

use super::refusals;
use crate::Error;
use crate::context::Moment;
use crate::fields::Fields;
use crate::http::App;
use crate::http::limits::Counted;
use crate::pictures::Kind;
use crate::pictures::anew::{Shelf, redrawn};
use crate::pictures::photo::written_anew;
use crate::store::Conn;
use crate::store::seal::{Name, Seal};
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;
use chrono::Duration;
use shuke_contract::pieces::PHOTOS;
use shuke_rules::Instant;

/// Days that photos stay when their repair is over.
const DAYS: i64 = 180;
/// Photos of a member that are kept.
const OF_MEMBER: i64 = 60;
/// Kept for ten minutes: the shop's browser is everybody's who works there.
const SHELF: Shelf =
    Shelf { kind: Kind::Jpeg, by_name: "SELECT body FROM item_repair_pictures WHERE name = $1", seconds: 600 };

/// Looked at one by one: those of many repairs together are too much.
pub static SEAL: Seal = Seal {
    table: "item_repair_pictures",
    key: &[Name::Text("name")],
    columns: &["name", "repair_id", "step", "n", "body"],
    first: None,
    member: None,
};

pub fn routes() -> Router<App> {
    Router::new().route(
        "/photos/{file}",
        get(async |State(app): State<App>, Path(file): Path<String>| SHELF.give(&app, &file).await),
    )
}

/// Where one is, for whoever knows its name.
pub fn address(name: &str) -> String {
    format!("/photos/{name}.jpeg")
}

/// Looks at photos before others wait for it: what the handler sees was written here.
pub async fn redraw(app: &App, member: i64, photos: &mut [String]) -> Result<(), Error> {
    app.limits.count(Counted::OfRepair, &member.to_string())?;
    for photo in photos.iter_mut().take(PHOTOS) {
        *photo = redrawn(std::mem::take(photo), written_anew).await?.map_err(refusals::photo_refused)?;
    }
    Ok(())
}

pub fn check(fields: &mut Fields, photos: &[String]) {
    fields.check(photos.len() <= PHOTOS, "pictures", format!("must be {PHOTOS} at most"));
}

/// Adds those of a step of a repair. Of a member's many the oldest make room.
pub async fn add(tx: &mut Conn, moment: &Moment, (repair, step): (i64, i64), photos: &[String]) -> Result<(), Error> {
    if photos.is_empty() {
        return Ok(());
    }
    for (body, n) in photos.iter().zip(1_i64..) {
        SEAL.query(
            "INSERT INTO item_repair_pictures (name, repair_id, step, n, body, seal) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(moment.context.chance().token()?)
        .bind(repair)
        .bind(step)
        .bind(n)
        .bind(body)
        .execute(&mut *tx)
        .await?;
    }
    make_room(tx, repair).await
}

/// The newest of the member who asked for the repair stay.
async fn make_room(tx: &mut Conn, repair: i64) -> Result<(), Error> {
    const ROOM: &str = "DELETE FROM item_repair_pictures WHERE name IN (SELECT p.name FROM item_repair_pictures p \
        JOIN item_repairs r ON r.id = p.repair_id WHERE r.member_id = (SELECT member_id FROM item_repairs WHERE id = $1) \
        ORDER BY p.repair_id DESC, p.step DESC, p.n DESC LIMIT 1000000 OFFSET $2)";
    sqlx::query(ROOM).bind(repair).bind(OF_MEMBER).execute(tx).await?;
    Ok(())
}

/// Deletes those of a member who leaves.
pub async fn forget(tx: &mut Conn, owner: i64) -> Result<(), Error> {
    const FORGET: &str =
        "DELETE FROM item_repair_pictures WHERE repair_id IN (SELECT id FROM item_repairs WHERE member_id = $1)";
    sqlx::query(FORGET).bind(owner).execute(tx).await?;
    Ok(())
}

/// Deletes those of repairs that have long been over.
pub async fn tidy(tx: &mut Conn, now: Instant) -> Result<(), Error> {
    const TIDY: &str = "DELETE FROM item_repair_pictures WHERE EXISTS (SELECT 1 FROM item_repair_steps o \
        WHERE o.repair_id = item_repair_pictures.repair_id AND o.state IN ('returned', 'declined', 'withdrawn') AND o.at < $1)";
    sqlx::query(TIDY).bind((now - Duration::days(DAYS)).timestamp_micros()).execute(tx).await?;
    Ok(())
}
