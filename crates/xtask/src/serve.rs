//! `cargo xtask serve`: everything built and running, with a few members to look at.

use crate::{
    app, cargo,
    cli::Options,
    place,
    proc::say,
    qr,
    server::{Demo, Server},
    setup,
};
use anyhow::Result;
use std::net::{Ipv4Addr, SocketAddr};

pub fn run(options: &Options) -> Result<()> {
    let tools = setup::run(options, setup::For::Building)?;
    app::build(&tools, options.dev)?;
    say("Building the server");
    let server = Server { binary: cargo::server(options.release)?, data: place::root().join(&options.data) };
    server.apply_if_fresh(&options.brand)?;
    let demo = server.demo()?;
    let at = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
    println!("{}", addresses(at, &demo));
    server.become_it(at, &place::dist(), &["--dev-sign-in"])
}

/// Where a person can begin.
pub fn addresses(at: SocketAddr, demo: &Demo) -> String {
    let shop = format!("http://{at}/s/{}", demo.store);
    let code = qr::draw(&shop).unwrap_or_default();
    let members: Vec<_> = demo.members.iter().map(|(card, name)| format!("      {card}   {name}")).collect();
    format!(
        "\n{code}\n  Shuke:

  A shop's code        {shop}
  Member app           http://{at}/
  API document         http://{at}/api/v1/openapi.json
  Till API             http://{at}/till/v1/   with the key   {key}
  Development sign-in  http://{at}/sign-in   with one of these card numbers
{members}

  Ctrl-C stops it.\n",
        key = demo.till_key,
        members = members.join("\n"),
    )
}
