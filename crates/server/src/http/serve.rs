//! Listening, and stopping without cutting anybody off.

use super::App;
use super::client::Peer;
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tower_service::Service;

/// How long requests may still take when the server is asked to stop.
const GRACE: Duration = Duration::from_secs(20);
/// Header lines and bytes of a request at most.
const HEADERS: usize = 64;
const HEADER_BYTES: usize = 32 * 1024;
/// How long a client may take over its headers; also how long an idle connection is kept.
const HEADER_TIME: Duration = Duration::from_secs(30);

/// Serves until SIGTERM or SIGINT; then finishes what was begun, and what waits to be written. `background` starts what runs
/// beside the requests until the value that it is given changes.
pub async fn serve(
    app: App,
    routes: Router,
    background: impl FnOnce(&watch::Receiver<bool>) -> Vec<JoinHandle<()>>,
    listener: TcpListener,
) -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    // A file-size limit then answers like a full disk, with an error instead of the process's end.
    let _file_too_large = signal(SignalKind::from_raw(25))?;
    let (stopping, stop) = watch::channel(false);
    let background = background(&stop);
    let connections = GracefulShutdown::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => connection(&routes, stream, peer, &connections),
                Err(error) => {
                    tracing::warn!(%error, "a connection was not accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            },
            _ = terminate.recv() => break,
            _ = interrupt.recv() => break,
        }
    }
    drop(listener);
    tracing::info!("stopping");
    let _ = stopping.send(true);
    if tokio::time::timeout(GRACE, connections.shutdown()).await.is_err() {
        tracing::warn!("some requests took longer than the server waits when it stops");
    }
    for job in background {
        let _ = job.await;
    }
    app.store.close().await;
    tracing::info!("stopped");
    Ok(())
}

fn connection(routes: &Router, stream: TcpStream, peer: SocketAddr, connections: &GracefulShutdown) {
    let _ = stream.set_nodelay(true);
    let routes = routes.clone();
    let service = hyper::service::service_fn(move |request: Request<Incoming>| {
        let mut routes = routes.clone();
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(Peer(peer.ip()));
        async move { Ok::<_, Infallible>(routes.call(request).await.unwrap_or_else(|never| match never {})) }
    });
    let serving = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIME)
        .max_headers(HEADERS)
        .max_buf_size(HEADER_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    let serving = connections.watch(serving);
    tokio::spawn(async move {
        if let Err(error) = serving.await {
            tracing::debug!(%error, "a connection ended early");
        }
    });
}
