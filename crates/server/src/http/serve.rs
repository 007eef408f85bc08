//! Listening, and stopping without cutting anybody off.

use super::App;
use super::connection;
use axum::Router;
use hyper_util::server::graceful::GracefulShutdown;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How long requests may still take when the server is asked to stop.
const GRACE: Duration = Duration::from_secs(20);

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
                Ok((stream, peer)) => connection::answer(&routes, stream, peer, app.settings.idle, &connections),
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
