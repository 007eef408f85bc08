//! Whether the process lives, and whether it can do its work.

use crate::Error;
use crate::http::App;
use crate::store::{Store, Work, next_id};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

pub fn routes() -> Router<App> {
    Router::new().route("/healthz", get(|| async { "ok\n" })).route("/readyz", get(readyz))
}

/// Ready: the tables are those of this version and something can be written.
async fn readyz(State(app): State<App>) -> Response {
    let store = app.store.clone();
    match app.store.write(move |tx| write_something(tx, store.clone())).await {
        Ok(()) => "ready\n".into_response(),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "not ready\n").into_response()
        }
    }
}

fn write_something(tx: &mut crate::store::Conn, store: Store) -> Work<'_, ()> {
    Box::pin(async move {
        if !store.is_current(tx).await? {
            return Err(Error::Unavailable("the tables are of another version".to_owned()));
        }
        next_id(tx, "readiness").await.map(drop)
    })
}
