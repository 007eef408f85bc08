//! Trunk and wasm-bindgen, built from source in the pinned versions into the cache.
//!
//! Built for a quick start, not for speed: optimising Trunk takes longer than it ever runs here.

use crate::{
    cargo, place,
    proc::{self, say},
};
use anyhow::{Context as _, Result};
use std::path::{Path, PathBuf};

const TRUNK: &str = "0.21.14";

pub fn trunk() -> Result<PathBuf> {
    install("trunk", "trunk", TRUNK, "0")
}

/// The program must be of the very version of the library that the app is compiled with.
pub fn wasm_bindgen() -> Result<PathBuf> {
    install("wasm-bindgen-cli", "wasm-bindgen", &cargo::locked("wasm-bindgen")?, "1")
}

/// Gives the folder that holds the program. `effort` is rustc's `opt-level`.
fn install(package: &str, program: &str, version: &str, effort: &str) -> Result<PathBuf> {
    let root = place::tools().join(format!("{program}-{version}"));
    let folder = root.join("bin");
    if folder.join(program).is_file() {
        return Ok(folder);
    }
    say(format!("Building {package} {version} (once for this machine; some minutes)"));
    // The authors' lock first. It may name a version that a registry's mirror does not carry.
    try_install(package, version, &root, effort, true)
        .or_else(|_| {
            say(format!("Again, with the newest versions of what {package} builds on"));
            try_install(package, version, &root, effort, false)
        })
        .with_context(|| format!("by hand: cargo install {package} --version {version} --root {}", root.display()))?;
    Ok(folder)
}

fn try_install(package: &str, version: &str, root: &Path, effort: &str, locked: bool) -> Result<()> {
    let building = place::cache().join("building");
    let mut command = cargo::native();
    command
        .args(["install", package, "--version", version, "--no-default-features", "--root"])
        .arg(root)
        .current_dir(std::env::temp_dir())
        .env("CARGO_TARGET_DIR", &building)
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", effort)
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0");
    if locked {
        command.arg("--locked");
    }
    proc::run(&mut command)
}
