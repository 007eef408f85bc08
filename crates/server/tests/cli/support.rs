//! Running the binary, and directories that go away. With `SHUKE_TEST_DATABASE_URL`, the URL of a PostgreSQL server, each test
//! has a database of its own there; otherwise a SQLite file.

use shuke_server::routes;
use shuke_server::store::Location;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

/// A directory that is removed with its value.
pub struct Directory(pub PathBuf);

impl Directory {
    pub fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("shuke-cli-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Writes a file into it.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, content).unwrap();
        path
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _left_behind = std::fs::remove_dir_all(&self.0);
    }
}

/// A place for data, and the binary that works on it.
pub struct Shuke {
    pub directory: Directory,
    /// A PostgreSQL server and a database there.
    database: Option<(String, String)>,
}

/// What a command said.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    pub fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }

    /// The output of a command that must succeed.
    #[track_caller]
    pub fn well(self) -> String {
        assert_eq!(self.code, 0, "{}{}", self.out, self.err);
        self.out
    }

    /// The complaints of a command that must fail.
    #[track_caller]
    pub fn badly(self) -> String {
        assert_eq!(self.code, 1, "{}{}", self.out, self.err);
        self.err
    }
}

impl Shuke {
    /// With nothing in it.
    pub fn fresh() -> Self {
        let directory = Directory::new();
        let database = std::env::var("SHUKE_TEST_DATABASE_URL").ok().map(|server| {
            let name = directory.0.file_name().unwrap().to_str().unwrap().replace('-', "_");
            administer(&server, format!("CREATE DATABASE {name}"));
            (server, name)
        });
        Self { directory, database }
    }

    pub fn is_sqlite(&self) -> bool {
        self.database.is_none()
    }

    pub fn location(&self) -> Location {
        match &self.database {
            Some((server, name)) => Location::Postgres(format!("{server}/{name}")),
            None => Location::Directory(self.data()),
        }
    }

    /// With a policy in force.
    pub fn with(policy: &str) -> Self {
        let shuke = Self::fresh();
        let file = shuke.directory.file("brand.toml", policy);
        shuke.run(["apply".as_ref(), file.as_os_str()]).well();
        shuke
    }

    pub fn data(&self) -> PathBuf {
        self.directory.0.join("data")
    }

    pub fn command<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shuke"));
        command.env_remove("SHUKE_DATA").arg("--data").arg(self.data()).args(arguments);
        match self.location() {
            Location::Postgres(url) => command.env("SHUKE_DATABASE_URL", url),
            Location::Directory(_) => command.env_remove("SHUKE_DATABASE_URL"),
        };
        command
    }

    pub fn run<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Said {
        Said::of(self.command(arguments).output().unwrap())
    }

    /// The arguments that import a file with the columns of the sample.
    pub fn importing(file: &Path) -> Vec<&OsStr> {
        let columns = ["--customer", "customer", "--date", "date", "--amount", "amount"];
        let before: [&OsStr; 3] = ["import".as_ref(), "purchases".as_ref(), file.as_ref()];
        before.into_iter().chain(columns.map(OsStr::new)).collect()
    }

    pub fn import(&self, file: &Path, more: &[&str]) -> Said {
        let mut arguments = Self::importing(file);
        arguments.extend(more.iter().map(OsStr::new));
        self.run(arguments)
    }

    /// Imports and gives what it came to.
    #[track_caller]
    pub fn imported(&self, file: &Path, more: &[&str]) -> serde_json::Value {
        let mut all = more.to_vec();
        all.push("--json");
        let said = self.import(file, &all).well();
        serde_json::from_str(&said).unwrap()
    }

    /// Everything that a stopped and resumed import must not change: what the ledger holds and both reports.
    pub fn totals(&self) -> [String; 4] {
        [
            self.run(["ledger", "verify"]).well(),
            self.run(["report", "tiers", "--at", "1998-06-30", "--json"]).well(),
            self.run(["report", "points", "--at", "1998-06-30", "--json"]).well(),
            self.run(["report", "points", "--at", "1999-06-30", "--json"]).well(),
        ]
    }

    /// Changes the data behind the ledger's back.
    pub async fn change(&self, sql: &'static str) {
        let store = routes::open(&self.location()).await.unwrap();
        let change =
            store.write(move |tx| Box::pin(async move { Ok(sqlx::query(sql).execute(tx).await?.rows_affected()) }));
        assert!(change.await.unwrap() > 0);
        store.close().await;
    }

    /// A number from the data.
    pub async fn number(&self, sql: &'static str) -> i64 {
        let store = routes::open(&self.location()).await.unwrap();
        let (number,) = sqlx::query_as(sql).fetch_one(&mut *store.read().await.unwrap()).await.unwrap();
        store.close().await;
        number
    }

    /// A report as JSON.
    #[track_caller]
    pub fn report(&self, what: &str, at: &str) -> serde_json::Value {
        serde_json::from_str(&self.run(["report", what, "--at", at, "--json"]).well()).unwrap()
    }
}

impl Drop for Shuke {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.database {
            administer(server, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

/// Runs a statement on the server itself; on a thread of its own, because tests may have a runtime.
fn administer(server: &str, sql: String) {
    use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor};
    let url = format!("{server}/postgres");
    let run = async move {
        sqlx::any::install_default_drivers();
        let mut connection = AnyConnection::connect(&url).await.unwrap();
        connection.execute(sqlx::raw_sql(AssertSqlSafe(sql))).await.unwrap();
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    std::thread::spawn(move || runtime.block_on(run)).join().unwrap();
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub fn sample() -> PathBuf {
    root().join("tests/data/cdnow_sample.csv")
}

/// Policy A of the domain.
pub fn online() -> String {
    std::fs::read_to_string(root().join("brands/xiaoman.toml")).unwrap()
}

/// Policy B of the domain.
pub fn shops() -> String {
    std::fs::read_to_string(root().join("brands/shanlan.toml")).unwrap()
}

/// Policy B with thresholds that buyers of music reach.
pub fn small_shops() -> String {
    let mut policy = shops();
    for (from, to) in [
        ("spend = 3000\nsingle = 2500", "spend = 150\nsingle = 125"),
        ("spend = 5000\nsingle = 4000", "spend = 250\nsingle = 200"),
        ("spend = 10000\nsingle = 8000", "spend = 500\nsingle = 400"),
    ] {
        assert!(policy.contains(from));
        policy = policy.replace(from, to);
    }
    policy
}
