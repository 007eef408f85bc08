//! `shuke serve`: puts the parts together, says where it listens, and serves.

use crate::card::Cache;
use crate::http::{Inner, limits::Limits, serve};
use crate::log;
use crate::otp::Sender;
use crate::pages::Pages;
use crate::policies::Policies;
use crate::settings::{Settings, Sms};
use crate::store::Store;
use std::process::ExitCode;
use std::sync::Arc;
use tokio::net::TcpListener;

/// Serves until the process is asked to stop.
pub async fn run(settings: Settings) -> ExitCode {
    log::begin(settings.log);
    match try_run(settings).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("error: {why}");
            ExitCode::FAILURE
        }
    }
}

async fn try_run(settings: Settings) -> Result<(), String> {
    let store = Store::open_sharing(&settings.location, settings.writes_per_commit).await;
    let store = store.map_err(|error| format!("{:?}: {error}", settings.location))?;
    let policies = Policies::default();
    let mut connection = store.read().await.map_err(|error| error.to_string())?;
    policies.current(&mut connection).await.map_err(|error| error.to_string())?;
    drop(connection);
    let listener = TcpListener::bind(settings.listen).await;
    let listener = listener.map_err(|error| format!("cannot listen on {}: {error}", settings.listen))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let app = Arc::new(Inner {
        store,
        policies,
        cards: Cache::default(),
        sender: Sender::new(&settings.sms),
        limits: Limits::new(settings.rates),
        pages: Pages::new(&settings),
        settings,
    });
    if matches!(app.settings.sms, Sms::Log) {
        eprintln!("development: one-time codes are written here instead of being sent");
    }
    println!("listening on http://{address}");
    serve::serve(app, listener).await.map_err(|error| error.to_string())
}
