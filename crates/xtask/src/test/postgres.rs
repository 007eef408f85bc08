//! The server's API and commands once more, on a real PostgreSQL that exists only for that.
//!
//! Owns the cluster: an empty one in the temporary folder, reached over loopback only, ended and removed at the end, also
//! when this process is killed. A PostgreSQL that runs here already is neither used nor touched.

use super::{count::Tally, suites};
use crate::{
    proc::{self, say},
    server,
    setup::{self, Postgres},
};
use anyhow::{Context as _, Result, bail};
use std::{
    env,
    fs::{self, File},
    net::SocketAddr,
    os::unix::fs::chown,
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// Nothing that is tested here has to survive a power cut, and many servers are connected at once.
const SETTINGS: [&str; 6] = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=400",
    "listen_addresses=127.0.0.1",
    "logging_collector=off",
];
const PATIENCE: Duration = Duration::from_secs(30);

pub fn check() -> Result<Tally> {
    let programs = setup::postgres()?;
    let cluster = Cluster::start(&programs)?;
    suites::on_postgres(&cluster.url())
}

/// A PostgreSQL that runs until this goes.
struct Cluster {
    folder: PathBuf,
    at: SocketAddr,
    server: Option<Child>,
}

impl Cluster {
    fn start(programs: &Postgres) -> Result<Self> {
        let folder = env::temp_dir().join(format!("shuke-postgres-{}", std::process::id()));
        let mut cluster = Self { folder, at: server::free_port()?, server: None };
        cluster.make(programs).with_context(|| format!("cannot make a PostgreSQL in {}", cluster.folder.display()))?;
        let (data, log) = (cluster.folder.join("data"), cluster.folder.join("log"));
        let log = File::create(log)?;
        let mut postgres = programs.command("postgres");
        postgres.arg("-D").arg(data).args(["-p", &cluster.at.port().to_string()]).arg("-k").arg(&cluster.folder);
        postgres.args(SETTINGS.iter().flat_map(|setting| ["-c", setting]));
        postgres.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let child = postgres.spawn().with_context(|| format!("cannot start {}", proc::line(&postgres)))?;
        cluster.server = Some(child);
        cluster.wait(programs)?;
        Ok(cluster)
    }

    /// The folder, owned by who may run PostgreSQL, and an empty cluster in it.
    fn make(&self, programs: &Postgres) -> Result<()> {
        let _left_by_a_namesake = fs::remove_dir_all(&self.folder);
        fs::create_dir(&self.folder)?;
        if let Some((user, group)) = programs.owner {
            chown(&self.folder, Some(user), Some(group))?;
        }
        let mut initdb = programs.command("initdb");
        initdb.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"]);
        proc::output(initdb.arg("-D").arg(self.folder.join("data"))).map(drop)
    }

    fn wait(&mut self, programs: &Postgres) -> Result<()> {
        let port = self.at.port().to_string();
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            let ended = self.server.as_mut().and_then(|child| child.try_wait().transpose()).transpose()?;
            if let Some(status) = ended {
                let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
                bail!("PostgreSQL ended at once ({status}):\n{log}");
            }
            let mut ready = programs.command("pg_isready");
            if proc::succeeds(ready.args(["--quiet", "--host=127.0.0.1", "--port", &port])) {
                say(format!("PostgreSQL on port {port}, for the time of these tests"));
                return Ok(());
            }
            thread::sleep(Duration::from_millis(50));
        }
        bail!("PostgreSQL is not ready after {} s", PATIENCE.as_secs())
    }

    fn url(&self) -> String {
        format!("postgres://postgres@{}", self.at)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(mut child) = self.server.take() {
            // SIGINT: clients are cut off, files are closed.
            let asked = proc::succeeds(Command::new("kill").args(["-INT", &child.id().to_string()]));
            let end = Instant::now() + PATIENCE;
            while asked && Instant::now() < end && matches!(child.try_wait(), Ok(None)) {
                thread::sleep(Duration::from_millis(20));
            }
            let _ = child.kill();
            let _ = child.wait();
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}
