//! The project's own server as a child: made ready, started, waited for, ended.

use crate::{
    http::Connection,
    proc::{self, say},
};
use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use std::{
    fs,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command},
    time::{Duration, Instant},
};

/// A data directory and the binary that keeps it.
pub struct Server {
    pub binary: PathBuf,
    pub data: PathBuf,
}

/// What `shuke demo --json` says: where a person can begin.
pub struct Demo {
    pub store: String,
    pub till_key: String,
    /// Card numbers and names.
    pub members: Vec<(String, String)>,
    /// Phone numbers, names and roles of staff.
    pub staff: Vec<(String, String, String)>,
}

/// A program of ours that runs until this goes.
pub struct Running {
    pub child: Child,
}

impl Server {
    fn command(&self) -> Command {
        let mut command = Command::new(&self.binary);
        command.arg("--data").arg(&self.data).current_dir(crate::place::root());
        command
    }

    /// Brings the brand into a directory that has none.
    pub fn apply_if_fresh(&self, brand: &Path) -> Result<()> {
        let empty = fs::read_dir(&self.data).map_or(true, |mut entries| entries.next().is_none());
        if !empty {
            return Ok(());
        }
        say(format!("Making {} ready with {}", self.data.display(), brand.display()));
        proc::run(self.command().arg("apply").arg(brand))
    }

    /// Members with a history; the same ones when asked again.
    pub fn demo(&self) -> Result<Demo> {
        let text = proc::output(self.command().args(["demo", "--json"]))?;
        Demo::parse(&text).with_context(|| format!("`shuke demo --json` says what is not understood: {text}"))
    }

    /// Becomes the server: signals then reach it and nobody else. Returns only if that fails.
    pub fn become_it(&self, listen: SocketAddr, app: &Path, more: &[&str]) -> Result<()> {
        use std::os::unix::process::CommandExt as _;
        TcpListener::bind(listen).with_context(|| format!("cannot listen on {listen}; try another --port"))?;
        let error = self.serve(listen, app, more).exec();
        Err(error).with_context(|| format!("cannot start {}", self.binary.display()))
    }

    fn serve(&self, listen: SocketAddr, app: &Path, more: &[&str]) -> Command {
        let mut command = self.command();
        command.args(["serve", "--listen", &listen.to_string(), "--app"]).arg(app).args(more);
        command
    }

    pub fn start(&self, listen: SocketAddr, app: &Path, more: &[&str]) -> Result<Running> {
        let mut command = self.serve(listen, app, more);
        let child = command.spawn().with_context(|| format!("cannot start {}", proc::line(&command)))?;
        let mut running = Running { child };
        running.wait_until_ready(listen)?;
        Ok(running)
    }
}

impl Running {
    fn wait_until_ready(&mut self, at: SocketAddr) -> Result<()> {
        let patience = Instant::now() + Duration::from_secs(30);
        while Instant::now() < patience {
            if let Some(status) = self.child.try_wait()? {
                bail!("the server ended at once ({status}); see above");
            }
            if status_of(at, "/readyz") == Some(200) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        bail!("the server is not ready after 30 s")
    }

    /// Asks it to stop as an operator would, and waits for it.
    pub fn stop(&mut self) {
        let asked = proc::succeeds(Command::new("kill").args(["-TERM", &self.child.id().to_string()]));
        let patience = Instant::now() + Duration::from_secs(10);
        while asked && Instant::now() < patience {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Demo {
    fn parse(text: &str) -> Result<Self> {
        let said: Value = serde_json::from_str(text.trim())?;
        let word =
            |value: &Value, name: &str| value[name].as_str().map(str::to_owned).with_context(|| format!("no {name}"));
        let members = said["members"].as_array().context("no members")?;
        let staff = said["staff"].as_array().context("no staff")?;
        Ok(Self {
            store: word(&said, "store")?,
            till_key: word(&said, "till_key")?,
            members: members.iter().map(|one| Ok((word(one, "card")?, word(one, "name")?))).collect::<Result<_>>()?,
            staff: staff
                .iter()
                .map(|one| Ok((word(one, "phone")?, word(one, "name")?, word(one, "role")?)))
                .collect::<Result<_>>()?,
        })
    }
}

/// Signs in as the first demo member; gives the cookies.
pub fn sign_in(connection: &mut Connection, demo: &Demo) -> Result<String> {
    let (card, _) = demo.members.first().context("no demo members")?;
    let headers = [
        format!("Origin: http://{}", connection.address()),
        "Content-Type: application/json".to_owned(),
        "Idempotency-Key: xtask-sign-in".to_owned(),
    ];
    let body = serde_json::json!({ "who": card }).to_string();
    let reply = connection.ask("POST", "/api/v1/dev/sessions", &headers, body.as_bytes())?;
    let cookies = reply.cookies();
    if cookies.is_empty() {
        bail!("the development sign-in answers {} without a cookie", reply.status);
    }
    Ok(cookies)
}

/// An address of this machine that nobody listens on at the moment.
pub fn free_port() -> Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

/// The status of a GET, if there is an answer.
fn status_of(at: SocketAddr, path: &str) -> Option<u16> {
    Some(Connection::open(at).ok()?.get(path, &[]).ok()?.status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_demo_says_is_understood_and_anything_else_is_refused() {
        let demo = r#"{"store":"s1","till_key":"k","members":[{"card":"1","name":"王"}],"staff":[{"phone":"13800000011","name":"小方","role":"clerk"}]}"#;
        let demo = Demo::parse(demo).unwrap();
        assert_eq!((demo.store.as_str(), demo.members[0].1.as_str()), ("s1", "王"));
        assert_eq!(demo.staff[0].2, "clerk");
        assert!(Demo::parse(r#"{"store":"s1","members":[]}"#).is_err());
    }
}
