//! One connection: how long it may stand still. Whoever sends or reads slowly is waited for as long as something moves; whoever
//! does not is let go, so that nobody keeps what others need.

use super::client::Peer;
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use socket2::SockRef;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_io_timeout::TimeoutStream;
use tower_service::Service;

/// Header lines and bytes of a request at most.
const HEADERS: usize = 64;
const HEADER_BYTES: usize = 32 * 1024;

/// Answers what is asked on it until it ends. `idle`: how long may pass before the head of a request is whole, the time between two
/// requests included, and how long nothing of an answer may be taken. What a body may take is bounded with its request.
pub fn answer(routes: &Router, stream: TcpStream, peer: SocketAddr, idle: Duration, all: &GracefulShutdown) {
    let _ = stream.set_nodelay(true);
    // What is written already is the system's: it waits no longer for whoever does not take it.
    let _ = SockRef::from(&stream).set_tcp_user_timeout(Some(idle));
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(idle));
    let routes = routes.clone();
    let service = hyper::service::service_fn(move |request: Request<Incoming>| {
        let mut routes = routes.clone();
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(Peer(peer.ip()));
        async move { Ok::<_, Infallible>(routes.call(request).await.unwrap_or_else(|never| match never {})) }
    });
    let serving = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(idle)
        .max_headers(HEADERS)
        .max_buf_size(HEADER_BYTES)
        .serve_connection(TokioIo::new(Box::pin(stream)), service);
    let serving = all.watch(serving);
    tokio::spawn(async move {
        if let Err(error) = serving.await {
            tracing::debug!(%error, "a connection ended early");
        }
    });
}
