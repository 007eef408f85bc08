//! Which compiler builds the app for `wasm32-unknown-unknown`, and how Trunk is told.

use super::debian;
use crate::{
    cli::Wanted,
    place,
    proc::{self, say},
};
use anyhow::{Context as _, Result};
use std::{
    path::{Path, PathBuf},
    process::Command,
};

pub const TARGET: &str = "wasm32-unknown-unknown";
/// Views lose their static types between components: 9 % of the app's brotli bytes, and much of the time to compile it.
/// SHA-256 in a loop instead of written out: 2 kB, and a hash of a few dozen bytes is no work either way.
const FLAGS: &str = "--cfg erase_components --cfg sha2_backend=\"soft\" --cfg sha2_backend_soft=\"compact\"";
const FLAGS_NAME: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// A compiler that can build the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Toolchain {
    /// The active one of rustup, with its own target.
    Rustup,
    Debian(debian::Target),
}

pub fn find(wanted: Wanted) -> Result<Toolchain> {
    match wanted {
        Wanted::Rustup => rustup().map(|()| Toolchain::Rustup),
        Wanted::Debian => debian::install().map(Toolchain::Debian),
        Wanted::Any => any(),
    }
}

/// What is ready wins; then rustup; then Debian.
fn any() -> Result<Toolchain> {
    if rustup_has_it() {
        return Ok(Toolchain::Rustup);
    }
    if let Some(target) = debian::ready() {
        return Ok(Toolchain::Debian(target));
    }
    let Err(refusal) = rustup() else { return Ok(Toolchain::Rustup) };
    say(format!("rustup cannot add the target ({refusal:#}); trying Debian's packages"));
    debian::install()
        .map(Toolchain::Debian)
        .with_context(|| format!("the WebAssembly target is not to be had. With rustup: rustup target add {TARGET}"))
}

fn rustup_has_it() -> bool {
    let ask = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", TARGET])
        .current_dir(place::root())
        .output();
    ask.is_ok_and(|found| Path::new(String::from_utf8_lossy(&found.stdout).trim()).is_dir())
}

fn rustup() -> Result<()> {
    if rustup_has_it() {
        return Ok(());
    }
    say(format!("Adding {TARGET} to rustup's toolchain"));
    proc::run(Command::new("rustup").args(["target", "add", TARGET]).current_dir(place::root()))
}

/// Where this machine keeps crates is nobody's business, and a kilobyte of messages that nobody reads. Flags are told apart by blanks, so
/// a path with one stays.
fn without_paths() -> String {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let sources = home.map(|home| home.join("registry/src").display().to_string());
    let plain = sources.filter(|path| !path.contains(char::is_whitespace));
    plain.map_or(String::new(), |path| format!("--remap-path-prefix={path}/= "))
}

impl Toolchain {
    /// What must come first on the PATH.
    pub fn folder(&self) -> Option<PathBuf> {
        matches!(self, Self::Debian(_)).then(|| "/usr/bin".into())
    }

    /// `more`: flags of the compiler beyond those that every build of the app has.
    pub fn apply(&self, command: &mut Command, more: &str) {
        // `cargo xtask` runs below cargo, which told its own compiler's whereabouts to us.
        for name in ["CARGO", "RUSTC", "LD_LIBRARY_PATH", "RUSTUP_TOOLCHAIN"] {
            command.env_remove(name);
        }
        let own = match self {
            Self::Rustup => String::new(),
            Self::Debian(target) => {
                target.apply(command);
                format!("{} ", target.flags())
            }
        };
        command.env(FLAGS_NAME, format!("{own}{FLAGS} {}{more}", without_paths()).trim_end());
    }

    /// `rustc 1.95.0 (…)` or `Debian 1.96.0…`, for people.
    pub fn name(&self) -> String {
        self.identity().lines().next().unwrap_or_default().to_owned()
    }

    /// Names the compiler: what it built is stale when this changes. What flags it gets stands in this file, whose digest counts, too.
    pub fn identity(&self) -> String {
        match self {
            Self::Rustup => {
                proc::output(Command::new("rustc").arg("-vV").current_dir(place::root())).unwrap_or_default()
            }
            Self::Debian(target) => target.identity(),
        }
    }
}
