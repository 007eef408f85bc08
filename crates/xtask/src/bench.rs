//! `cargo xtask bench`: how fast a member's page is, how much the server answers, what the app is made of, how long the worst
//! baskets take.
//!
//! Times belong to the machine that they are measured on, so all are shown beside something simple measured in the same
//! run. They fail nothing but the baskets, whose bound has room enough for any machine.

mod bundle;
mod load;
mod pages;

use crate::{
    app, cargo,
    cli::Options,
    http::Connection,
    place,
    proc::{self, say},
    server::{self, Demo, Running, Server},
    setup,
};
use anyhow::{Result, bail};
use std::net::SocketAddr;

const PARTS: [&str; 6] = [BASKETS, "pages", "load", "bundle", GROWTH, CODES];
/// Needs nothing but the rules.
const BASKETS: &str = "baskets";
/// Done only where they are asked for.
const GROWTH: &str = "growth";
const CODES: &str = "codes";

/// The server as a brand runs it (release), with the demo members, and one of them signed in.
pub struct Stage {
    pub at: SocketAddr,
    pub demo: Demo,
    pub cookie: String,
    _running: Running,
}

pub fn run(options: &Options) -> Result<()> {
    if let Some(name) = options.only.iter().find(|name| !PARTS.contains(&name.as_str())) {
        bail!("there is no part “{name}”; there are {}", PARTS.join(" "));
    }
    let wanted = |name: &str| options.only.is_empty() || options.only.iter().any(|only| only == name);
    if wanted(BASKETS) {
        baskets()?;
    }
    if options.only.iter().any(|only| only == CODES) {
        cargo::server(true)?;
        load::codes()?;
    }
    if !PARTS.iter().any(|name| ![BASKETS, CODES].contains(name) && wanted(name)) {
        return Ok(());
    }
    let tools = setup::run(options, setup::For::Everything)?;
    app::build(&tools, false)?;
    if wanted("pages") {
        pages::measure(&Stage::set()?, options.runs)?;
    }
    if wanted("load") {
        cargo::server(true)?;
        load::measure()?;
    }
    if options.only.iter().any(|only| only == GROWTH) {
        cargo::server(true)?;
        load::growth()?;
    }
    if wanted("bundle") {
        bundle::explain()?;
    }
    Ok(())
}

/// The best coupons of baskets that are shaped against the search.
///
/// # Errors
/// One takes longer than 20 ms.
fn baskets() -> Result<()> {
    say("Pricing the worst baskets (release)");
    proc::run(cargo::native().args(["run", "--release", "--package", "shuke-rules", "--example", "worst_baskets"]))
}

impl Stage {
    fn set() -> Result<Self> {
        say("Building the server (release)");
        let data = place::results().join("bench-data");
        let _ = std::fs::remove_dir_all(&data);
        let server = Server { binary: cargo::server(true)?, data };
        server.apply_if_fresh("brands/xiaoman.toml".as_ref())?;
        let demo = server.demo()?;
        let at = server::free_port()?;
        let running = server.start(at, &place::dist(), &["--dev-sign-in"])?;
        let cookie = server::sign_in(&mut Connection::open(at)?, &demo)?;
        Ok(Self { at, demo, cookie, _running: running })
    }
}
