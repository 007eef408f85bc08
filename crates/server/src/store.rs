//! Where everything is kept: a SQLite file or a PostgreSQL database. Owns connections, transactions, migrations and ids;
//! knows no table but its own.
//!
//! [`Store::write`] is the only door for writes. Work given to it is repeatable: it reads, decides, writes, and has no
//! effect outside its transaction.

mod bulk;
mod hold;
pub(crate) mod migrate;
mod moment;
mod open;
pub mod packed;
mod schema;
pub mod seal;
pub mod serial;
mod serializable;
pub mod table;
#[cfg(test)]
pub(crate) mod tests;
mod turns;
pub mod version;

pub use bulk::{Bound, insert, places};
pub use hold::Held;
pub use migrate::Migration;
pub use moment::Reading;
pub use seal::Seal;
use table::{Proof, Rows, Table};
pub use turns::Patience;

use crate::Error;
use chrono::{DateTime, Utc};
use sqlx::AnyPool;
use sqlx::{AnyConnection, Connection, Row};
use std::fmt;
use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;

/// A connection; inside [`Store::write`] and [`Store::view`] one with an open transaction.
pub type Conn = AnyConnection;

/// Work on a connection, to be awaited.
pub type Work<'c, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'c>>;

/// Where the data lies.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    /// `shuke.sqlite` in this directory, which is made when it is missing.
    Directory(PathBuf),
    /// `postgres://…`; holds a password, so it is never shown.
    Postgres(String),
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Directory(path) => write!(f, "SQLite in {}", path.display()),
            Self::Postgres(_) => f.write_str("PostgreSQL"),
        }
    }
}

/// The open store. Clones share it.
#[derive(Clone)]
pub struct Store {
    readers: AnyPool,
    writer: Writer,
    version: Option<version::Version>,
    holds: hold::Holds,
    /// The migrations that this program knows besides those of the ground, and the newest of all.
    features: Arc<[Migration]>,
    newest: i64,
}

#[derive(Clone)]
enum Writer {
    /// SQLite: one after the other, many to a commit.
    Serial(Arc<serial::Writer>),
    /// PostgreSQL: each its own transaction.
    Serializable(Arc<serializable::Writer>),
}

impl Store {
    /// Opens the store, makes it when it is missing and brings its tables up to date, those of `features` included, at `now`, and
    /// seals what those of `seals` had in them before. Any number of processes may. At most `sharing` writes share a commit on SQLite; on
    /// PostgreSQL each is its own anyway. A write waits for others' with `patience`; opening waits for nobody, unless there is something
    /// to bring up to date.
    pub async fn open(
        location: &Location,
        sharing: usize,
        features: &[Migration],
        seals: &[&'static Seal],
        now: DateTime<Utc>,
        patience: Patience,
    ) -> Result<Self, Error> {
        sqlx::any::install_default_drivers();
        let all = migrate::Migrations { features, seals, now };
        let (newest, features) = (all.newest(), features.into());
        match location {
            Location::Directory(directory) => {
                let file = open::File::of(directory, patience)?;
                file.migrate(&all).await?;
                let readers = file.readers().await?;
                let version = version::Version::watch(readers.acquire().await?.detach());
                let writer = Writer::Serial(Arc::new(serial::Writer::start(file, sharing)?));
                let holds = hold::Holds::Beside(directory.clone());
                Ok(Self { readers, writer, version: Some(version), holds, features, newest })
            }
            Location::Postgres(url) => {
                let pool = open::postgres(url, &all).await?;
                let writer = Writer::Serializable(Arc::new(serializable::Writer::new(pool.clone(), patience)));
                let holds = hold::Holds::Within(pool.clone());
                Ok(Self { readers: pool, writer, version: None, holds, features, newest })
            }
        }
    }

    /// The newest migration that this program knows.
    pub fn newest(&self) -> i64 {
        self.newest
    }

    /// Whether the tables are those of this program.
    pub async fn is_current(&self, connection: &mut Conn) -> Result<bool, Error> {
        Ok(migrate::newest(connection).await? == self.newest)
    }

    /// A connection to read from. Each statement sees what was committed before it, but within [`Store::at_one_moment`].
    pub async fn read(&self) -> Result<Reading, Error> {
        match self.reading_of_the_moment().await? {
            Some(reading) => Ok(reading),
            None => Ok(Reading::Own(self.readers.acquire().await?)),
        }
    }

    /// Reads several things as of one moment.
    pub async fn view<T, F>(&self, work: F) -> Result<T, Error>
    where
        F: for<'c> FnOnce(&'c mut Conn) -> Work<'c, T> + Send,
    {
        let mut reading = self.read().await?;
        if let Reading::OfTheMoment(transaction) = &mut reading {
            return work(transaction).await;
        }
        let mut transaction = reading.begin_with(self.as_of_one_moment()).await?;
        let result = work(&mut transaction).await;
        transaction.rollback().await?;
        result
    }

    /// How a transaction begins that reads.
    fn as_of_one_moment(&self) -> &'static str {
        match self.writer {
            Writer::Serial(_) => "BEGIN",
            Writer::Serializable(_) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        }
    }

    /// Writes. `work` runs in a transaction and its answer is given after the commit; an error leaves nothing behind
    /// ([`Error::Counted`] excepted). On PostgreSQL it may run several times.
    pub async fn write<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: for<'c> Fn(&'c mut Conn) -> Work<'c, T> + Send + Sync + 'static,
    {
        self.moment_is_over().await;
        match &self.writer {
            Writer::Serial(writer) => writer.write(work).await,
            Writer::Serializable(writer) => writer.write(work).await,
        }
    }

    /// Holds something that one process does at a time, for as long as the value lives and no longer than the process; `None` while another
    /// one does.
    pub async fn hold(&self, what: &str) -> Result<Option<Held>, Error> {
        self.holds.take(what).await
    }

    /// What tells that something was committed, by whatever process; `None` where the engine has nothing so cheap, and within a moment: what
    /// is read there may be older than the version.
    pub fn version(&self) -> Option<&version::Version> {
        self.version.as_ref().filter(|_| !Self::is_within_moment())
    }

    /// Finishes what waits to be written and closes every connection.
    pub async fn close(&self) {
        if let Writer::Serial(writer) = &self.writer {
            writer.stop().await;
        }
        self.readers.close().await;
    }
}

/// Runs `work` so that it is undone alone when it fails, inside a transaction that goes on ([`Error::Counted`]: not undone).
pub async fn attempt<T, F>(connection: &mut Conn, work: F) -> Result<T, Error>
where
    F: for<'c> FnOnce(&'c mut Conn) -> Work<'c, T>,
{
    let mut savepoint = connection.begin().await?;
    let result = work(&mut savepoint).await;
    match &result {
        Ok(_) | Err(Error::Counted(_)) => savepoint.commit().await?,
        Err(error) if error.is_storage_failure() => {}
        Err(_) => savepoint.rollback().await?,
    }
    result
}

/// Before the name of a table: how many of its numbers lead to no row, and are not missed.
pub const MISSING: &str = "missing:";

/// The next id of `name` (a table, or anything else that is counted): 1, 2, 3 …
pub async fn next_id(connection: &mut Conn, name: &str) -> Result<i64, Error> {
    next_ids(connection, name, 1).await
}

/// The next ids of two names, in one statement.
pub async fn next_pair(connection: &mut Conn, names: [&str; 2]) -> Result<(i64, i64), Error> {
    let rows: Vec<(String, i64)> = sqlx::query_as(
        "INSERT INTO counters (name, next) VALUES ($1, 2), ($2, 2) \
         ON CONFLICT (name) DO UPDATE SET next = counters.next + 1 RETURNING name, next - 1 AS id",
    )
    .bind(names[0])
    .bind(names[1])
    .fetch_all(connection)
    .await?;
    let of = |name: &str| rows.iter().find(|row| row.0 == name).map(|row| row.1);
    of(names[0]).zip(of(names[1])).ok_or_else(|| Error::internal("a counter gave no id"))
}

/// The first of the next `count` ids of `name`.
pub async fn next_ids(connection: &mut Conn, name: &str, count: i64) -> Result<i64, Error> {
    let row = sqlx::query(
        "INSERT INTO counters (name, next) VALUES ($1, 1 + $2) \
         ON CONFLICT (name) DO UPDATE SET next = counters.next + $2 RETURNING next - $2 AS first",
    )
    .bind(name)
    .bind(count)
    .fetch_one(connection)
    .await?;
    Ok(row.try_get("first")?)
}

/// So many rows of a table whose rows are numbered are deleted as they should be: the audit misses none of them.
pub async fn gone(tx: &mut Conn, table: &str, count: u64) -> Result<(), Error> {
    if count > 0 {
        sqlx::query(
            "INSERT INTO counters (name, next) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET next = counters.next + $2",
        )
        .bind(format!("{MISSING}{table}"))
        .bind(i64::try_from(count).map_err(Error::internal)?)
        .execute(tx)
        .await?;
    }
    Ok(())
}

/// The next number of everything that is counted.
pub async fn counted(connection: &mut Conn) -> Result<Vec<(String, i64)>, Error> {
    Ok(sqlx::query_as("SELECT name, next FROM counters ORDER BY name").fetch_all(connection).await?)
}

/// What is wrong with the list of migrations that were done, if anything; `newest` is the one that this program knows.
pub async fn wrong_migrations(connection: &mut Conn, newest: i64) -> Result<Option<String>, Error> {
    let (count, first, last) = migrate::done(connection).await?;
    let right = (count, first, last) == (newest, 1, newest);
    Ok((!right).then(|| format!("{count} migrations from {first} to {last} are noted, this program has {newest}")))
}

/// How the store's own tables are proven.
pub const TABLES: &[Table] = &[
    Table {
        name: "counters",
        seal: None,
        rows: Rows::By("the tables that they count"),
        columns: &[
            ("name", Proof::By("the tables that they count")),
            (
                "next",
                Proof::Partly(
                    "the rows of the tables whose numbers have no gaps",
                    "where rows are deleted as they should be, only that no number is given twice",
                ),
            ),
        ],
    },
    Table {
        name: "migrations",
        seal: None,
        rows: Rows::By("the migrations that this program knows"),
        columns: &[
            ("id", Proof::By("the migrations that this program knows")),
            ("done_at", Proof::Not("it says when this program first opened the data, and moves no figure")),
        ],
    },
];
