//! The outermost layer: gives each request an id, an end in time and a line in the log without personal data; keeps a
//! panic to its own request.

use super::answer::{Cause, with_request_id};
use super::client::Peer;
use super::limits::Counted;
use super::{App, Client, body, headers, host, nul, origin};
use crate::{Error, metrics, secrets};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use shuke_contract::{ErrorCode, Problem};
use std::net::{IpAddr, Ipv4Addr};
use std::panic::AssertUnwindSafe;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

pub async fn wrap(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let id = next_id();
    let peer = request.extensions().get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0);
    let client = Client::of(&app, peer, request.headers());
    let method = request.method().clone();
    let route = route(&app, &request);
    let mut response = if let Err(error) = admit(&app, &request, &client, &route) {
        // Whoever sends slowly waits no longer than anybody else, and a flood is not read.
        let _ =
            tokio::time::timeout(app.settings.timeout, body::drain(request.into_body(), app.settings.body_limit)).await;
        error.into_response()
    } else {
        request.extensions_mut().insert(client.clone());
        run(&app, request, next).await
    };
    let cause = response.extensions_mut().remove::<Cause>();
    let mut response = with_request_id(response, &id);
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    headers::add(&app, &client, response.headers_mut());
    let took = begun.elapsed();
    metrics::get().answered(&method, &route, response.status(), took);
    let (status, micros) = (response.status().as_u16(), u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
    if let Some(Cause(cause)) = cause {
        tracing::error!(%id, %method, route, status, micros, cause, "request failed");
    } else {
        tracing::info!(%id, %method, route, status, micros, "request");
    }
    response
}

/// The path with its parameters unfilled: ids do not reach the log.
fn route(app: &App, request: &Request) -> String {
    let matched = request.extensions().get::<MatchedPath>();
    matched.map_or_else(|| (app.kind_of)(request.uri().path()), MatchedPath::as_str).to_owned()
}

fn admit(app: &App, request: &Request, client: &Client, route: &str) -> Result<(), Error> {
    if !matches!(route, "/healthz" | "/readyz" | "/metrics") {
        app.limits.count(Counted::Address, &client.network())?;
    }
    host::check(request)?;
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if !reads && !request.uri().path().starts_with("/till/") {
        origin::check(request.headers(), client)?;
    }
    nul::not_in_address(request.uri())
}

async fn run(app: &App, request: Request, next: Next) -> Response {
    let guarded = AssertUnwindSafe(next.run(request)).catch_unwind();
    match tokio::time::timeout(app.settings.timeout, guarded).await {
        Ok(Ok(response)) => response,
        Ok(Err(panic)) => {
            let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
            let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
            Error::internal(format!("panic: {}", text.unwrap_or_default())).into_response()
        }
        Err(_) => {
            let seconds = i64::try_from(app.settings.timeout.as_secs()).unwrap_or(i64::MAX);
            let problem = Problem::new(ErrorCode::Timeout, "This took too long.")
                .figure("limit_seconds", seconds)
                .remedy("Try again with the same Idempotency-Key: what was done is not done twice.");
            Error::from(problem).into_response()
        }
    }
}

/// Unlike any other in the logs of all servers.
fn next_id() -> String {
    static START: LazyLock<u64> = LazyLock::new(|| secrets::any().unwrap_or(std::process::id().into()));
    static COUNT: AtomicU64 = AtomicU64::new(0);
    format!("{:016x}-{:x}", *START, COUNT.fetch_add(1, Ordering::Relaxed))
}
