//! `cargo xtask serve`: everything built and running, with a few members to look at.

use crate::{
    app, cargo,
    cli::{Options, Reach},
    place,
    proc::say,
    qr,
    server::{Demo, Server},
    setup,
};
use anyhow::{Context as _, Result, bail};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};

pub fn run(options: &Options) -> Result<()> {
    let (host, more): (_, &[&str]) = match options.reach {
        Reach::Machine => (IpAddr::V4(Ipv4Addr::LOCALHOST), &["--dev-sign-in"]),
        Reach::Network => (own_address()?, &["--dev-sign-in", "--lan"]),
    };
    let tools = setup::run(options, setup::For::Building)?;
    app::build(&tools, options.dev)?;
    say("Building the server");
    let server = Server { binary: cargo::server(options.release)?, data: place::root().join(&options.data) };
    server.apply_if_fresh(&options.brand)?;
    let demo = server.demo()?;
    let at = SocketAddr::from((host, options.port));
    println!("{}", addresses(at, &demo));
    server.become_it(at, &place::dist(), more)
}

/// Where this machine is in its network: what it would send from. Nothing is sent.
fn own_address() -> Result<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).context("this machine is in no network")?;
    match socket.local_addr()?.ip() {
        IpAddr::V4(address) if address.is_private() || address.is_link_local() => Ok(address.into()),
        address => bail!("{address} is not an address of a local network: what is for development stays off it"),
    }
}

/// Where a person can begin.
pub fn addresses(at: SocketAddr, demo: &Demo) -> String {
    let shop = format!("http://{at}/s/{}", demo.store);
    let code = qr::draw(&shop).unwrap_or_default();
    let members: Vec<_> = demo.members.iter().map(|(card, name)| format!("      {card}   {name}")).collect();
    let staff: Vec<_> =
        demo.staff.iter().map(|(phone, name, role)| format!("      {phone}     {name}, {role}")).collect();
    let phone = if at.ip().is_loopback() {
        "To open it on a phone in the same network: cargo xtask serve --lan"
    } else {
        "A phone in the same network can scan the code above. Without https it has no camera and keeps nothing for offline."
    };
    format!(
        "\n{code}\n  Shuke:

  A shop's code        {shop}
  Member app           http://{at}/
  Staff                http://{at}/staff   with one of these numbers; one-time codes appear below
{staff}
  Development sign-in  http://{at}/sign-in   as one of these members, a tap each
{members}
  API document         http://{at}/api/v1/openapi.json
  Till API             http://{at}/till/v1/   with the key   {key}

  {phone}
  Ctrl-C stops it.\n",
        key = demo.till_key,
        staff = staff.join("\n"),
        members = members.join("\n"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(at: &str) -> String {
        let words = |text: &str| text.to_owned();
        let demo = Demo {
            store: words("wukang"),
            till_key: words("k"),
            members: vec![(words("6901"), words("王小满"))],
            staff: vec![(words("13800000011"), words("小方"), words("clerk"))],
        };
        addresses(at.parse().unwrap(), &demo)
    }

    #[test]
    fn what_is_printed_names_every_door_and_who_has_the_key() {
        let said = printed("127.0.0.1:8080");
        for part in ["/s/wukang", "/staff", "13800000011", "小方, clerk", "6901", "/till/v1/", "serve --lan"] {
            assert!(said.contains(part), "{part} is not in {said}");
        }
        let said = printed("192.168.1.5:8080");
        assert!(said.contains("http://192.168.1.5:8080/s/wukang") && !said.contains("serve --lan"), "{said}");
    }
}
