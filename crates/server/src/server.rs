//! `shuke serve`: puts the parts together, says where it listens, and serves.

use crate::clock::Clock;
use crate::http::{Inner, limits::Limits, serve};
use crate::otp::Sender;
use crate::pages::{self, Pages};
use crate::secrets::Chance;
use crate::settings::{Settings, Sms};
use crate::wechat::Wire;
use crate::{jobs, log, proof, routes};
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
    let context = routes::context(Clock::ahead(settings.clock_offset.unwrap_or(0)), Chance::default());
    let store = routes::open_sharing(&settings.location, settings.writes_per_commit, context.clock()).await;
    let store = store.map_err(|error| format!("{:?}: {error}", settings.location))?;
    let mut connection = store.read().await.map_err(|error| error.to_string())?;
    context.moment(&mut connection).await.map_err(|error| error.to_string())?;
    drop(connection);
    context.share(Sender::new(&settings.sms));
    context.share(Wire::new(settings.wechat.as_ref()));
    context.share(Pages::new(&settings));
    context.share(proof::Signer::new(settings.anchoring.key.clone()));
    let listener = TcpListener::bind(settings.listen).await;
    let listener = listener.map_err(|error| format!("cannot listen on {}: {error}", settings.listen))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let app =
        Arc::new(Inner { store, context, limits: Limits::new(settings.rates), kind_of: pages::kind_of, settings });
    if matches!(app.settings.sms, Sms::Log) {
        eprintln!("development: one-time codes are written here instead of being sent");
    }
    println!("listening on http://{address}");
    let router = routes::router(Arc::clone(&app));
    let start = |stop: &_| {
        let mut recurring = jobs::start(&app, routes::jobs(), stop);
        recurring.extend(proof::start(&app, stop));
        recurring
    };
    serve::serve(Arc::clone(&app), router, start, listener).await.map_err(|error| error.to_string())
}
