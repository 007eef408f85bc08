//! Migrations: embedded, append-only, run once each, under a lock, whoever opens the store first. Those up to eleven are here, from
//! before features brought their own.

use super::Seal;
use crate::Error;
use chrono::{DateTime, Utc};
use sqlx::{AnyConnection, Connection, Executor, Row};

/// A number, which no other migration has and which is above all that were ever released, and what to do.
pub type Migration = (i64, &'static str);

const GROUND: &[Migration] = &[
    (1, include_str!("../../migrations/0001_members_sales_points.sql")),
    (2, include_str!("../../migrations/0002_leases.sql")),
    (3, include_str!("../../migrations/0003_import_rows.sql")),
    (4, include_str!("../../migrations/0004_check_ins.sql")),
    (5, include_str!("../../migrations/0005_mall_staff_tasks.sql")),
    (6, include_str!("../../migrations/0006_coupons.sql")),
    (7, include_str!("../../migrations/0007_leaderboards.sql")),
    (8, include_str!("../../migrations/0008_birthday_keys.sql")),
    (9, include_str!("../../migrations/0009_undone_coupons.sql")),
    (10, include_str!("../../migrations/0010_open_claims.sql")),
    (11, include_str!("../../migrations/0011_sessions_versions.sql")),
];

/// Every migration of this program.
pub struct Migrations<'a> {
    pub features: &'a [Migration],
    /// What is sealed of which tables.
    pub seals: &'a [&'static Seal],
    pub now: DateTime<Utc>,
}

impl Migrations<'_> {
    /// In their order.
    fn all(&self) -> Vec<Migration> {
        let mut all = [GROUND, self.features].concat();
        all.sort_by_key(|(id, _)| *id);
        all
    }

    /// The number of the newest.
    pub fn newest(&self) -> i64 {
        self.all().last().map_or(0, |(id, _)| *id)
    }

    /// Whether nothing is missing, as far as can be seen without waiting for anybody. What is wrong with data that is not there yet,
    /// or is no data, is said by whoever makes it.
    ///
    /// # Errors
    /// [`Error::Internal`] when the data is a newer version's.
    pub async fn are_done(&self, connection: &mut AnyConnection) -> Result<bool, Error> {
        let done = newest(connection).await.unwrap_or(0);
        self.not_newer(done)?;
        Ok(done == self.newest())
    }

    fn not_newer(&self, done: i64) -> Result<(), Error> {
        if done > self.newest() {
            return Err(Error::internal(format!("the data was made by a newer version of shuke (migration {done})")));
        }
        Ok(())
    }

    /// Seals what has no seal yet: what was there before its table had one. Rows that are written from then on bring theirs.
    async fn seal(&self, tx: &mut AnyConnection) -> Result<(), Error> {
        for seal in self.seals {
            seal.old(tx).await?;
        }
        Ok(())
    }

    /// Runs what is missing in one transaction that begins with `begin` and takes `lock`.
    pub async fn run(
        &self,
        connection: &mut AnyConnection,
        begin: &'static str,
        lock: Option<&'static str>,
    ) -> Result<(), Error> {
        let mut transaction = connection.begin_with(begin).await?;
        if let Some(lock) = lock {
            transaction.execute(sqlx::raw_sql(lock)).await?;
        }
        transaction
            .execute(sqlx::raw_sql(
                "CREATE TABLE IF NOT EXISTS migrations (id BIGINT PRIMARY KEY, done_at BIGINT NOT NULL)",
            ))
            .await?;
        let done = newest(&mut transaction).await?;
        self.not_newer(done)?;
        for (id, sql) in self.all().into_iter().filter(|(id, _)| *id > done) {
            transaction.execute(sqlx::raw_sql(sql)).await?;
            sqlx::query("INSERT INTO migrations (id, done_at) VALUES ($1, $2)")
                .bind(id)
                .bind(self.now.timestamp_micros())
                .execute(&mut *transaction)
                .await?;
        }
        if done < self.newest() {
            self.seal(&mut transaction).await?;
        }
        Ok(transaction.commit().await?)
    }
}

/// The newest migration that was done; 0 for none.
pub async fn newest(connection: &mut AnyConnection) -> Result<i64, Error> {
    let row = sqlx::query("SELECT COALESCE(MAX(id), 0) AS id FROM migrations").fetch_one(connection).await?;
    Ok(row.try_get("id")?)
}

/// How many migrations were done, the first and the newest.
pub async fn done(connection: &mut AnyConnection) -> Result<(i64, i64, i64), Error> {
    const DONE: &str = "SELECT COUNT(id), COALESCE(MIN(id), 0), COALESCE(MAX(id), 0) FROM migrations";
    Ok(sqlx::query_as(DONE).fetch_one(connection).await?)
}
