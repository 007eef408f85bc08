//! Opening the two engines.

use super::migrate::Migrations;
use super::turns::{Patience, Turns};
use crate::Error;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{AnyConnection, AnyPool, AssertSqlSafe, ConnectOptions, Connection, Executor};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

/// Readers of the SQLite file, besides the one writer.
const READERS: u32 = 6;
/// Connections to PostgreSQL.
const CONNECTIONS: u32 = 16;

/// FULL, in WAL: a commit that was answered survives a power cut. Writers take [`Turns`], readers wait for nobody. A commit
/// checkpoints at 1000 pages; the cache is 16 MiB for each connection.
pub const SQLITE: &str = "PRAGMA busy_timeout = 10000; PRAGMA synchronous = FULL; \
    PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384;";
/// The file says itself that it is in WAL, so it is put there once.
const WAL: &str = "PRAGMA journal_mode = WAL";

/// The SQLite file of a directory, to be opened any number of times.
#[derive(Clone)]
pub struct File {
    path: PathBuf,
    options: AnyConnectOptions,
    /// Of those who write.
    pub patience: Patience,
}

impl File {
    /// Makes the directory when it is missing.
    pub fn of(directory: &Path, patience: Patience) -> Result<Self, Error> {
        std::fs::create_dir_all(directory)
            .map_err(|error| Error::Unavailable(format!("cannot make {}: {error}", directory.display())))?;
        let path = directory.join("shuke.sqlite");
        let name = path.to_str().ok_or_else(|| Error::internal("the data directory's name is not UTF-8"))?;
        let escaped = name.replace('%', "%25").replace('?', "%3F").replace('#', "%23").replace(' ', "%20");
        let separator = if name.starts_with('/') { "//" } else { "" };
        let options = AnyConnectOptions::from_str(&format!("sqlite:{separator}{escaped}?mode=rwc"))?;
        Ok(Self { path, options: options.disable_statement_logging(), patience })
    }

    /// What those who write to it take turns by.
    pub fn turns(&self) -> Result<Turns, Error> {
        Turns::beside(&self.path)
    }

    /// Brings it and its tables up to date. Nobody waits for anything when they are.
    pub async fn migrate(&self, migrations: &Migrations<'_>) -> Result<(), Error> {
        let mut writer = self.writer().await?;
        if !is_in_wal(&mut writer).await? || !migrations.are_done(&mut writer).await? {
            let turns = self.turns()?;
            let _turn = turns.take(self.patience).await?;
            while let Err(error) = bring_up_to_date(&mut writer, migrations).await {
                if !self.patience.goes_on(&error) {
                    return Err(error);
                }
            }
        }
        Ok(writer.close().await?)
    }

    /// A connection that writes; there must be one at a time in a process.
    pub async fn writer(&self) -> Result<AnyConnection, Error> {
        let mut writer = AnyConnection::connect_with(&self.options).await?;
        writer.execute(sqlx::raw_sql(SQLITE)).await?;
        let waits = format!("PRAGMA busy_timeout = {}", self.patience.of_others().as_millis());
        writer.execute(sqlx::raw_sql(AssertSqlSafe(waits))).await?;
        Ok(writer)
    }

    pub async fn readers(&self) -> Result<AnyPool, Error> {
        let pool = AnyPoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(Duration::from_secs(8))
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            .after_connect(|connection, _| {
                Box::pin(async move {
                    connection.execute(sqlx::raw_sql(SQLITE)).await?;
                    connection.execute(sqlx::raw_sql("PRAGMA query_only = ON")).await?;
                    Ok(())
                })
            });
        Ok(pool.connect_with(self.options.clone()).await?)
    }
}

async fn is_in_wal(connection: &mut AnyConnection) -> Result<bool, Error> {
    let mode: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(connection).await?;
    Ok(mode == "wal")
}

/// By who has the turn: of two who put a file into WAL at once SQLite refuses one at once, however long it may wait.
async fn bring_up_to_date(writer: &mut AnyConnection, migrations: &Migrations<'_>) -> Result<(), Error> {
    writer.execute(sqlx::raw_sql(WAL)).await?;
    migrations.run(writer, "BEGIN IMMEDIATE", None).await
}

/// One pool for reading and writing.
pub async fn postgres(url: &str, migrations: &Migrations<'_>) -> Result<AnyPool, Error> {
    let options = AnyConnectOptions::from_str(url)?.disable_statement_logging();
    let mut first = AnyConnection::connect_with(&options).await?;
    if !migrations.are_done(&mut first).await? {
        let lock = "SELECT CAST(1 AS BIGINT) FROM (SELECT pg_advisory_xact_lock(7301)) AS held";
        migrations.run(&mut first, "BEGIN", Some(lock)).await?;
    }
    first.close().await?;
    let pool = AnyPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(Duration::from_secs(8));
    Ok(pool.connect_with(options).await?)
}
