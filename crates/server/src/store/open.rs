//! Opening the two engines.

use super::migrate::Migrations;
use crate::Error;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{AnyConnection, AnyPool, ConnectOptions, Connection, Executor};
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

/// Readers of the SQLite file, besides the one writer.
const READERS: u32 = 6;
/// Connections to PostgreSQL.
const CONNECTIONS: u32 = 16;

/// WAL and FULL: a commit that was answered survives a power cut. The writer waits for other processes (an import),
/// readers wait for nobody. A commit checkpoints at 1000 pages; the cache is 16 MiB for each connection.
const SQLITE: &str = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
    PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384;";

/// The SQLite file of a directory, to be opened any number of times.
#[derive(Clone)]
pub struct File(AnyConnectOptions);

impl File {
    /// Makes the directory when it is missing.
    pub fn of(directory: &Path) -> Result<Self, Error> {
        std::fs::create_dir_all(directory)
            .map_err(|error| Error::Unavailable(format!("cannot make {}: {error}", directory.display())))?;
        let path = directory.join("shuke.sqlite");
        let path = path.to_str().ok_or_else(|| Error::internal("the data directory's name is not UTF-8"))?;
        let escaped = path.replace('%', "%25").replace('?', "%3F").replace('#', "%23").replace(' ', "%20");
        let separator = if path.starts_with('/') { "//" } else { "" };
        let options = AnyConnectOptions::from_str(&format!("sqlite:{separator}{escaped}?mode=rwc"))?;
        Ok(Self(options.disable_statement_logging()))
    }

    /// A connection that writes; there must be one at a time in a process.
    pub async fn writer(&self) -> Result<AnyConnection, Error> {
        let mut writer = AnyConnection::connect_with(&self.0).await?;
        writer.execute(sqlx::raw_sql(SQLITE)).await?;
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
        Ok(pool.connect_with(self.0.clone()).await?)
    }
}

/// One pool for reading and writing.
pub async fn postgres(url: &str, migrations: &Migrations<'_>) -> Result<AnyPool, Error> {
    let options = AnyConnectOptions::from_str(url)?.disable_statement_logging();
    let mut first = AnyConnection::connect_with(&options).await?;
    let lock = "SELECT CAST(1 AS BIGINT) FROM (SELECT pg_advisory_xact_lock(7301)) AS held";
    migrations.run(&mut first, "BEGIN", Some(lock)).await?;
    first.close().await?;
    let pool = AnyPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(Duration::from_secs(8));
    Ok(pool.connect_with(options).await?)
}
