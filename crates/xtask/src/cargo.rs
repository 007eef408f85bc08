//! The native cargo: one build directory for every checkout and every command.

use crate::{place, proc};
use anyhow::{Context as _, Result};
use std::{env, path::PathBuf, process::Command};

/// `cargo` at the root of the checkout, building into the common directory.
pub fn native() -> Command {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(place::root()).env("CARGO_TARGET_DIR", place::target());
    // `cargo xtask` set these for this program. Build scripts watch them (ring's does), so that builds from here and builds by
    // hand would undo each other.
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")) {
            cargo.env_remove(name);
        }
    }
    cargo
}

/// Builds the server and gives its path.
pub fn server(release: bool) -> Result<PathBuf> {
    build("shuke", release)?;
    Ok(server_path(release))
}

/// Builds a program of the browser tests, to be run in their folder.
pub fn of_tests(name: &str) -> Result<Command> {
    build(name, false)?;
    let folder = place::root().join("tests");
    let mut program = Command::new(place::target().join("debug").join(name));
    program.current_dir(&folder).env("CARGO_MANIFEST_DIR", &folder);
    Ok(program)
}

/// With the features of the whole workspace: what the tests built is not built again with fewer.
fn build(name: &str, release: bool) -> Result<()> {
    let mut cargo = native();
    cargo.args(["build", "--workspace", "--bin", name]);
    if release {
        cargo.arg("--release");
    }
    proc::run(&mut cargo)
}

pub fn server_path(release: bool) -> PathBuf {
    place::target().join(if release { "release" } else { "debug" }).join("shuke")
}

/// The version that `Cargo.lock` holds of a crate.
pub fn locked(name: &str) -> Result<String> {
    let path = place::root().join("Cargo.lock");
    let lock = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    locked_in(&lock, name).with_context(|| format!("{name} is not in Cargo.lock"))
}

fn locked_in(lock: &str, name: &str) -> Option<String> {
    let head = format!("name = \"{name}\"");
    let mut lines = lock.lines().skip_while(|line| *line != head);
    let version = lines.nth(1)?;
    Some(version.strip_prefix("version = \"")?.strip_suffix('"')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_that_of_the_crate_asked_for() {
        let lock =
            "[[package]]\nname = \"a-b\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"a\"\nversion = \"2.1.0\"\n";
        assert_eq!(locked_in(lock, "a").as_deref(), Some("2.1.0"));
        assert_eq!(locked_in(lock, "b"), None);
    }
}
