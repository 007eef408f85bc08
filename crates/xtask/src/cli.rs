//! The command line of `cargo xtask`: what can be asked for, as values. It decides nothing.

use anyhow::{Context as _, Result, bail};
use lexopt::prelude::*;
use std::{ffi::OsString, path::PathBuf};

pub const HELP: &str = "\
cargo xtask COMMAND [options]

  serve   set up, build and run everything; prints the addresses
            --port N (8080)  --brand FILE (brands/xiaoman.toml)  --data DIR (./data)  --release
            --lan  on this machine's address in its network, for a phone beside you
  test    every check there is; ends with true counts
            --only NAME[,NAME…]  (fmt clippy app unit postgres doc browser deps links
                                budgets wasm pins)
            --all  each browser test in both browsers that can do it, also where one is enough
  dev     serve, and rebuild and reload on change     (options of serve)
  bench   page load, requests per second, what the bundle is made of, the worst baskets
            --runs N (5)  --only baskets|pages|load|bundle|growth
  shots   a picture of every screen into target/shots, and contact sheets of all into docs/contact
  profile what pages of the first file run until they can be used, for the cut of the app: written beside it
  app     build the member's app into ./dist only     --dev
  setup   bring in what is missing only

Everywhere:
  --toolchain rustup|debian   whose WebAssembly target to build the app with (or SHUKE_TOOLCHAIN);
                              without it: rustup's, and Debian's where rustup's is not to be had";

/// Whose compiler builds the app. Native builds always use the `cargo` on the PATH.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    Any,
    Rustup,
    Debian,
}

/// Who can open what is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// This machine alone.
    Machine,
    /// Those of the same network, too.
    Network,
}

#[derive(Clone, Debug)]
pub struct Options {
    pub toolchain: Wanted,
    pub port: u16,
    pub brand: PathBuf,
    pub data: PathBuf,
    pub release: bool,
    pub reach: Reach,
    pub dev: bool,
    /// Browser tests in every engine.
    pub all: bool,
    /// Empty: everything.
    pub only: Vec<String>,
    pub runs: usize,
}

pub enum Command {
    Help,
    Setup(Options),
    App(Options),
    Serve(Options),
    Dev(Options),
    Test(Options),
    Bench(Options),
    Shots(Options),
    Profile(Options),
}

impl Wanted {
    fn parse(word: &str) -> Result<Self> {
        match word {
            "rustup" => Ok(Self::Rustup),
            "debian" => Ok(Self::Debian),
            "" | "any" => Ok(Self::Any),
            _ => bail!("unknown toolchain “{word}”; there are rustup and debian"),
        }
    }
}

impl Options {
    fn from_environment() -> Result<Self> {
        let toolchain = std::env::var("SHUKE_TOOLCHAIN").unwrap_or_default();
        Ok(Self {
            toolchain: Wanted::parse(&toolchain).context("SHUKE_TOOLCHAIN")?,
            port: 8080,
            brand: "brands/xiaoman.toml".into(),
            data: "data".into(),
            release: false,
            reach: Reach::Machine,
            dev: false,
            all: false,
            only: Vec::new(),
            runs: 5,
        })
    }
}

pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command> {
    let mut parser = lexopt::Parser::from_iter(arguments);
    let mut name = None;
    let mut options = Options::from_environment()?;
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help),
            Long("toolchain") => options.toolchain = Wanted::parse(&parser.value()?.string()?)?,
            Long("port") => options.port = parser.value()?.parse()?,
            Long("brand") => options.brand = parser.value()?.into(),
            Long("data") => options.data = parser.value()?.into(),
            Long("release") => options.release = true,
            Long("lan") => options.reach = Reach::Network,
            Long("dev") => options.dev = true,
            Long("all") => options.all = true,
            Long("runs") => options.runs = parser.value()?.parse()?,
            Long("only") => {
                let names = parser.value()?.string()?;
                options.only.extend(names.split(',').map(str::to_owned));
            }
            Value(word) if name.is_none() => name = Some(word.string()?),
            _ => return Err(argument.unexpected().into()),
        }
    }
    Ok(match name.as_deref() {
        None | Some("help") => Command::Help,
        Some("setup") => Command::Setup(options),
        Some("app") => Command::App(options),
        Some("serve") => Command::Serve(options),
        Some("dev") => Command::Dev(options),
        Some("test") => Command::Test(options),
        Some("bench") => Command::Bench(options),
        Some("profile") => Command::Profile(options),
        Some("shots") => Command::Shots(options),
        Some(other) => bail!("there is no command “{other}”\n\n{HELP}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(words: &[&str]) -> Result<Command> {
        parse(std::iter::once("xtask").chain(words.iter().copied()).map(OsString::from))
    }

    #[test]
    fn a_port_may_come_before_or_after_the_command() {
        for words in [["--port", "81", "serve"], ["serve", "--port", "81"]] {
            let Ok(Command::Serve(options)) = ask(&words) else { panic!("not a serve") };
            assert_eq!(options.port, 81);
        }
    }

    #[test]
    fn an_unknown_command_option_or_toolchain_is_refused() {
        assert!(ask(&["sreve"]).is_err());
        assert!(ask(&["serve", "--prot", "1"]).is_err());
        assert!(ask(&["app", "--toolchain", "nix"]).is_err());
    }
}
