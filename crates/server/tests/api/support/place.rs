//! Where a test's data lies: a directory of its own with a SQLite file, or, with `SHUKE_TEST_DATABASE_URL`, a PostgreSQL
//! database of its own.

use super::{CLOCK_OFFSET, root, shuke};
use shuke_server::routes;
use shuke_server::store::Location;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

/// Removed with its value.
#[derive(Default)]
pub struct Place {
    pub directory: PathBuf,
    database: Option<String>,
    /// Whether a test changed something that the server does not know of.
    is_tampered: AtomicBool,
}

impl Place {
    pub fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("shuke-api-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let mut place = Self::at(std::env::temp_dir().join(&name));
        place.database = std::env::var("SHUKE_TEST_DATABASE_URL").ok().map(|server| {
            let name = name.replace('-', "_");
            administer(&server, &format!("CREATE DATABASE {name}"));
            format!("{server}/{name}")
        });
        place
    }

    /// On SQLite, whatever the environment says.
    pub fn at(directory: PathBuf) -> Self {
        let app = directory.join("app");
        std::fs::create_dir_all(&app).unwrap();
        std::fs::copy(root().join("index.html"), app.join("index.html")).unwrap();
        Self { directory, database: None, is_tampered: AtomicBool::new(false) }
    }

    pub fn is_sqlite(&self) -> bool {
        self.database.is_none()
    }

    pub fn location(&self) -> Location {
        match &self.database {
            Some(url) => Location::Postgres(url.clone()),
            None => Location::Directory(self.directory.join("data")),
        }
    }

    fn command(&self) -> Command {
        let mut command = shuke();
        command.arg("--data").arg(self.directory.join("data"));
        if let Some(url) = &self.database {
            command.env("SHUKE_DATABASE_URL", url);
        }
        command
    }

    /// Runs an operator's command, whatever comes of it. What is printed leads to some address.
    pub fn output(&self, arguments: &[impl AsRef<std::ffi::OsStr>]) -> Output {
        self.command().env("SHUKE_PUBLIC_URL", "https://card.example.com").args(arguments).output().unwrap()
    }

    /// Runs an operator's command, which must succeed, and gives what it said.
    pub fn run(&self, arguments: &[&str]) -> String {
        let output = self.output(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Puts a policy into force that is none of the project's brands.
    pub fn apply(&self, policy: &str) {
        let file = self.directory.join("brand.toml");
        std::fs::write(&file, policy).unwrap();
        self.run(&["apply", file.to_str().unwrap()]);
    }

    /// The server, to be started.
    pub fn serve(&self, settings: &[(&str, &str)]) -> Command {
        let mut command = self.command();
        command.args(["serve", "--listen", "127.0.0.1:0", "--dev-sign-in", "--app"]).arg(self.directory.join("app"));
        for rate in ["SHUKE_RATE_ADDRESS", "SHUKE_RATE_SESSION", "SHUKE_RATE_TILL"] {
            command.env(rate, "0");
        }
        command.env(CLOCK_OFFSET, "0");
        command.envs(settings.iter().copied());
        command
    }

    /// The server as the world would reach it: without what is for development, with a gateway that is not there.
    pub fn serve_public(&self, settings: &[(&str, &str)]) -> Command {
        let private = self.serve(&[]);
        let mut command = shuke();
        command.args(private.get_args().filter(|argument| *argument != "--dev-sign-in"));
        let kept = private.get_envs().filter(|(name, _)| *name != CLOCK_OFFSET);
        command.envs(kept.filter_map(|(name, value)| Some((name, value?))));
        command.envs([
            ("SHUKE_SMS", "http"),
            ("SHUKE_SMS_URL", "http://127.0.0.1:9/{phone}"),
            ("SHUKE_SMS_BODY", "{code}"),
        ]);
        command.envs(settings.iter().copied());
        command
    }

    /// Changes the data behind the server's back. Time passes by the server's clock, not by this.
    pub fn sql(&self, sql: &str) {
        self.change(sql, true);
    }

    /// The same with what is nobody's: to who looks it is as if nothing had been written.
    pub fn sql_of_nobodys(&self, sql: &str) {
        self.change(sql, false);
    }

    fn change(&self, sql: &str, is_seen: bool) {
        self.is_tampered.store(true, Ordering::Release);
        let sql = sql.to_owned();
        block_on(async {
            let store = routes::open(&self.location()).await.unwrap();
            let run = store.write(move |tx| {
                let sql = sql.clone();
                Box::pin(async move {
                    sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&mut *tx).await?;
                    if is_seen {
                        // As every write of the server's own does.
                        sqlx::query("UPDATE members SET version = version + 1").execute(tx).await?;
                    }
                    Ok(())
                })
            });
            run.await.unwrap();
            store.close().await;
        });
    }

    /// A number from the data.
    pub fn number(&self, sql: &'static str) -> i64 {
        block_on(async {
            let store = routes::open(&self.location()).await.unwrap();
            let row = sqlx::query_as::<_, (i64,)>(sql).fetch_one(&mut *store.read().await.unwrap()).await.unwrap();
            store.close().await;
            row.0
        })
    }
}

impl Place {
    /// A text from the data.
    pub fn text(&self, sql: &'static str) -> String {
        block_on(async {
            let store = routes::open(&self.location()).await.unwrap();
            let row = sqlx::query_as::<_, (String,)>(sql).fetch_one(&mut *store.read().await.unwrap()).await.unwrap();
            store.close().await;
            row.0
        })
    }

    /// Sales whose numbers begin with `{worker}-`.
    pub fn count_sales_of(&self, worker: usize) -> i64 {
        block_on(async {
            let store = routes::open(&self.location()).await.unwrap();
            let count = sqlx::query_as::<_, (i64,)>("SELECT COUNT(*) FROM sales WHERE number LIKE $1");
            let row = count.bind(format!("{worker}-%")).fetch_one(&mut *store.read().await.unwrap()).await.unwrap();
            store.close().await;
            row.0
        })
    }

    /// Keeps everybody else from writing for so long.
    pub fn hold_the_write_lock(&self, time: Duration) -> bool {
        block_on(async {
            let store = routes::open(&self.location()).await.unwrap();
            let held = store.write(move |_| {
                Box::pin(async move {
                    tokio::time::sleep(time).await;
                    Ok(true)
                })
            });
            let held = held.await.unwrap();
            store.close().await;
            held
        })
    }
}

impl Place {
    /// Whatever a test did through the server and its commands alone, the audit finds nothing: no write forgets what proves it.
    fn is_proven(&self) {
        let has_data = self.database.is_some() || self.directory.join("data").exists();
        if !has_data || self.is_tampered.load(Ordering::Acquire) || std::thread::panicking() {
            return;
        }
        let audit = self.output(&["audit"]);
        if !audit.status.success() && self.number("SELECT COUNT(*) FROM rule_versions") > 0 {
            let said = [audit.stdout, audit.stderr].concat();
            panic!("the audit after the test: {}", String::from_utf8_lossy(&said));
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.is_proven();
        if let Some((server, name)) = self.database.as_deref().and_then(|url| url.rsplit_once('/')) {
            administer(server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
        if self.directory.exists() {
            let _left_behind = std::fs::remove_dir_all(&self.directory);
        }
    }
}

pub fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

fn administer(server: &str, sql: &str) {
    use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor};
    sqlx::any::install_default_drivers();
    block_on(async {
        let mut connection = AnyConnection::connect(&format!("{server}/postgres")).await.unwrap();
        connection.execute(sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))).await.unwrap();
    });
}
