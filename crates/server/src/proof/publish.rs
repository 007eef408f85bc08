//! Handing anchors on to where the operator cannot take them back alone: a file that is only appended to, and an address. What has them
//! already says what is missing, so that nothing is lost and nothing doubled however often it is tried.

use super::{Kept, Signed, kept, stored};
use crate::http::App;
use crate::settings::Anchoring;
use crate::{Error, outbound};
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::path::Path;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::{JoinHandle, spawn_blocking};

const EVERY: Duration = Duration::from_secs(30);
const TIMEOUT: Duration = Duration::from_secs(10);

/// Starts it, where there is anywhere to hand them on to.
pub fn start(app: &App, stop: &watch::Receiver<bool>) -> Option<JoinHandle<()>> {
    let Anchoring { file, url, .. } = &app.settings.anchoring;
    (file.is_some() || url.is_some()).then(|| tokio::spawn(run(std::sync::Arc::clone(app), stop.clone())))
}

async fn run(app: App, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let Err(error) = round(&app).await {
            tracing::error!(%error, "anchors were not handed on; it is tried again");
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stop.changed() => {}
        }
    }
}

async fn round(app: &App) -> Result<(), Error> {
    let Anchoring { file, url, .. } = app.settings.anchoring.clone();
    if let Some(file) = file {
        let all = kept(&mut *app.store.read().await?).await?;
        let done = spawn_blocking(move || append(&file, &all)).await.map_err(Error::internal)?;
        done.map_err(Error::internal)?;
    }
    if let Some(url) = url {
        let unsent = stored::unsent(&mut *app.store.read().await?).await?;
        for Kept { signed, .. } in unsent {
            let (url, line, n) = (url.clone(), signed.line()?, signed.anchor.n);
            spawn_blocking(move || send(&url, &line)).await.map_err(Error::internal)?.map_err(Error::internal)?;
            app.write(move |tx, moment| Box::pin(stored::sent(tx, n, moment.now.timestamp_micros()))).await?;
        }
    }
    Ok(())
}

/// Appends what the file does not have yet.
fn append(path: &Path, all: &[Kept]) -> Result<(), String> {
    let told = |error: std::io::Error| format!("{}: {error}", path.display());
    let has = read(path).map_err(told)?;
    for (line, kept) in has.iter().zip(all) {
        if *line != kept.signed {
            let n = kept.signed.anchor.n;
            return Err(format!("{}: anchor {n} is another one than the database has", path.display()));
        }
    }
    let missing = all.get(has.len()..).unwrap_or_default();
    if missing.is_empty() {
        return Ok(());
    }
    let mut file = OpenOptions::new().append(true).create(true).open(path).map_err(told)?;
    for kept in missing {
        let line = kept.signed.line().map_err(|error| error.to_string())?;
        file.write_all(format!("{line}\n").as_bytes()).map_err(told)?;
    }
    file.sync_all().map_err(told)
}

/// The anchors in a file; none in one that is not there.
fn read(path: &Path) -> Result<Vec<Signed>, std::io::Error> {
    match File::open(path) {
        Ok(file) => read_lines(BufReader::new(file)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// The anchors of a file, a line each.
pub fn read_lines(lines: impl BufRead) -> Result<Vec<Signed>, std::io::Error> {
    let lines = lines.lines().filter(|line| line.as_ref().map_or(true, |line| !line.trim().is_empty()));
    lines.map(|line| serde_json::from_str(&line?).map_err(std::io::Error::other)).collect()
}

/// Whoever takes it may get it twice: its number says that it is the same.
fn send(url: &str, line: &str) -> Result<(), String> {
    let sent = outbound::agent(TIMEOUT).post(url).header("content-type", "application/json").send(line);
    // An error may name the address, which may hold a secret.
    let status = sent.map_err(|_| "the address for anchors was not reached".to_owned())?.status().as_u16();
    if (200..300).contains(&status) { Ok(()) } else { Err(format!("the address for anchors answered {status}")) }
}
