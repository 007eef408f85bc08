//! `cargo xtask dev`: serve, rebuild what changed, restart, reload.
//!
//! The page comes from our own server, which fills it, so Trunk's server would not do: Trunk watches and builds
//! into a stage, and a small script in the page looks for a new stamp.

use crate::{
    app, cargo,
    cli::Options,
    place,
    proc::say,
    serve,
    server::{Running, Server},
    setup,
};
use anyhow::{Context as _, Result};
use std::{
    fs,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    thread,
    time::{Duration, SystemTime},
};

const LOOK_EVERY: Duration = Duration::from_millis(400);
const RELOAD: &str = "let seen;setInterval(async()=>{const r=await fetch('/dev-stamp.txt',{cache:'no-store'}).catch(()=>null);\
if(!r||!r.ok)return;const now=await r.text();if(seen&&seen!==now)location.reload();seen=now},700)";
/// What the server is made of.
const SERVER: [&str; 5] = ["crates/server", "crates/rules", "crates/contract", "crates/face", "Cargo.lock"];

pub fn run(options: &Options) -> Result<()> {
    let tools = setup::run(options, setup::For::Building)?;
    let stage = place::results().join("dev-stage");
    let app = place::results().join("dev-app");
    let mut trunk = watch(&tools, &stage)?;
    let server = Server { binary: cargo::server(false)?, data: place::root().join(&options.data) };
    server.apply_if_fresh(&options.brand)?;
    let demo = server.demo()?;
    let at = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
    let mut running: Option<Running> = None;
    let sources = SERVER.map(|part| place::root().join(part));
    let mut seen = (None, newest(&sources)?);
    loop {
        let now = (modified(&stage.join("index.html")), newest(&sources)?);
        if now != seen && now.0.is_some() {
            let mut taken = true;
            if now.1 != seen.1 && cargo::server(false).is_err() {
                say("The server does not compile; the old one goes on");
            } else if let Err(error) = copy_app(&stage, &app) {
                // Trunk may be putting another build in place just now: it is looked at again.
                say(format!("{error:#}; waiting for the build"));
                taken = false;
            } else {
                drop(running.take());
                match server.start(at, &app, &["--dev-sign-in"]) {
                    Ok(started) => running = Some(started),
                    Err(error) => say(format!("{error:#}; waiting for the next change")),
                }
                println!("{}", serve::addresses(at, &demo));
            }
            if taken {
                seen = now;
            }
        }
        if let Some(status) = trunk.child.try_wait()? {
            anyhow::bail!("trunk ended ({status})");
        }
        thread::sleep(LOOK_EVERY);
    }
}

fn watch(tools: &setup::Tools, stage: &Path) -> Result<Running> {
    let _ = fs::remove_dir_all(stage);
    fs::create_dir_all(stage)?;
    let mut trunk = tools.trunk(false);
    trunk.args(["watch", "--dist"]).arg(stage);
    Ok(Running { child: trunk.spawn().context("cannot start trunk watch")? })
}

/// Trunk's output stays its own: what the server sees is a copy with names, service worker and the reloading script.
fn copy_app(stage: &Path, app: &Path) -> Result<()> {
    let _ = fs::remove_dir_all(app);
    for file in app::files(stage)? {
        let to = app.join(file.strip_prefix(stage)?);
        fs::create_dir_all(to.parent().context("a file without a folder")?)?;
        fs::copy(&file, to)?;
    }
    app::finish(app, &app::Pieces::default(), true)?;
    let page = fs::read_to_string(app.join("index.html"))?;
    fs::write(app.join("index.html"), page.replace("</body>", "<script src=\"/dev-reload.js\"></script></body>"))?;
    fs::write(app.join("dev-reload.js"), RELOAD)?;
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
    fs::write(app.join("dev-stamp.txt"), now.as_millis().to_string()).context("cannot write the stamp")
}

fn modified(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).and_then(|about| about.modified()).ok()
}

fn newest(parts: &[PathBuf]) -> Result<Option<SystemTime>> {
    let mut newest = None;
    for part in parts {
        newest = newest.max(app::files(part)?.iter().filter_map(|file| modified(file)).max());
    }
    Ok(newest)
}
