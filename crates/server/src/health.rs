//! Whether the process lives, and whether it can do its work.

use crate::http::App;
use crate::store::table::{Proof, Rows, Table};
use crate::store::{Conn, Store, Work, next_id};
use crate::{Error, metrics};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// Bytes that are written to see whether there is room: more than any write of a till or a member takes. Less would fit where
/// theirs do not, such as between the end of what was written last and the end of the disk.
const FILLER: usize = 256 * 1024;
/// For so long what was seen is good, as long as nothing failed since: who asks without a pause makes no load.
const GOOD_FOR: Duration = Duration::from_secs(1);

/// How it is proven.
pub const TABLES: &[Table] = &[Table {
    name: "readiness",
    seal: None,
    rows: Rows::Not("it holds what was written last to see whether something can be"),
    columns: &[("id", Proof::Not("as the row")), ("filler", Proof::Not("as the row"))],
}];

/// When something was written last to see whether it can be, and how many commits had failed by then.
#[derive(Default)]
struct Proved(Mutex<Option<(Instant, u64)>>);

pub fn routes() -> Router<App> {
    Router::new().route("/healthz", get(|| async { "ok\n" })).route("/readyz", get(readyz))
}

/// Ready: the tables are those of this version and a write can be committed.
async fn readyz(State(app): State<App>) -> Response {
    match proved(&app).await {
        Ok(()) => "ready\n".into_response(),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "not ready\n").into_response()
        }
    }
}

async fn proved(app: &App) -> Result<(), Error> {
    let proved = app.context.shared::<Proved>();
    let mut last = proved.0.lock().await;
    let failed = metrics::get().failed();
    if last.is_some_and(|(at, by_then)| at.elapsed() < GOOD_FOR && failed == by_then) {
        return Ok(());
    }
    let store = app.store.clone();
    app.store.write(move |tx| write_something(tx, store.clone())).await?;
    *last = Some((Instant::now(), failed));
    Ok(())
}

/// The new row before the old one goes: room is taken, not only used again.
fn write_something(tx: &mut Conn, store: Store) -> Work<'_, ()> {
    Box::pin(async move {
        if !store.is_current(tx).await? {
            return Err(Error::Unavailable("the tables are of another version".to_owned()));
        }
        let id = next_id(tx, "readiness").await?;
        sqlx::query("INSERT INTO readiness (id, filler) VALUES ($1, $2)")
            .bind(id)
            .bind("-".repeat(FILLER))
            .execute(&mut *tx)
            .await?;
        sqlx::query("DELETE FROM readiness WHERE id < $1").bind(id).execute(tx).await?;
        Ok(())
    })
}
