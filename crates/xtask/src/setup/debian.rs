//! The WebAssembly target out of Debian's packages: `rustc-web` with the library's sources.
//!
//! Debian ships that compiler without this target's libraries, so they are built here from Debian's own sources
//! (a minute), for size (4 % of a small module's brotli bytes against Debian's usual flags), and laid beside links to the rest: a sysroot of ours in the cache. Nothing is written
//! to the system's folders. `RUSTC_BOOTSTRAP` is for building the library only, as distributions do it.

use super::{apt, npm, wasm::TARGET};
use crate::{
    place,
    proc::{self, say},
};
use anyhow::{Context as _, Result, bail};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";
const SYSROOT: &str = "/usr/lib/rustlib";
const CRATES: &str = "-Zbuild-std=std,panic_abort,panic_unwind,proc_macro,test";
const FEATURES: &str = "-Zbuild-std-features=optimize_for_size";

/// Debian's compiler with its linker, and a sysroot that has the target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    sysroot: PathBuf,
    linker: String,
    version: String,
}

/// The sysroot of a release. The letter tells how the library was built: another way, another letter.
fn folder(release: &str) -> String {
    format!("debian-{release}-z")
}

/// What there already is, without bringing in anything.
pub fn ready() -> Option<Target> {
    let version = proc::output(Command::new(RUSTC).arg("-vV").env_remove("LD_LIBRARY_PATH")).ok()?;
    let field = |name: &str| version.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    let llvm = field("LLVM version:")?.split('.').next()?;
    let linker = format!("wasm-ld-{llvm}");
    let sysroot = place::cache().join("sysroot").join(folder(field("release:")?));
    let complete = sysroot.join(".done").exists() && proc::which(&linker).is_some() && Path::new(CARGO).exists();
    complete.then_some(Target { sysroot, linker, version })
}

pub fn install() -> Result<Target> {
    if let Some(target) = ready() {
        return Ok(target);
    }
    let sources = Path::new(SYSROOT).join("src/rust/library/std");
    if !Path::new(RUSTC).exists() || !Path::new(CARGO).exists() || !sources.exists() {
        if proc::which("apt-get").is_some() && !apt::knows("rustc-web") {
            bail!(
                "this distribution has no package rustc-web (Debian 12 and later have). Use rustup: rustup target add {TARGET}"
            );
        }
        apt::install("Debian's Rust with its library's sources", &["rustc-web", "cargo-web", "rust-web-src"])?;
    }
    let version = proc::output(Command::new(RUSTC).arg("-vV").env_remove("LD_LIBRARY_PATH"))?;
    let field = |name: &str| version.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    let release = field("release:").context("rustc -vV tells no release")?;
    let llvm = field("LLVM version:").and_then(|llvm| llvm.split('.').next()).context("rustc -vV tells no LLVM")?;
    if proc::which(&format!("wasm-ld-{llvm}")).is_none() {
        apt::install("the WebAssembly linker", &[&format!("lld-{llvm}")])?;
    }
    let sysroot = place::cache().join("sysroot").join(folder(release));
    build(&sysroot).context("Debian's library for WebAssembly cannot be built")?;
    ready().context("Debian's WebAssembly target was built but is not found")
}

/// Compiles the library for the target, as part of an empty crate, and lays out the sysroot.
fn build(sysroot: &Path) -> Result<()> {
    say("Building the Rust library for WebAssembly from Debian's sources (once for this machine; a minute)");
    let work = place::cache().join("building/library");
    // What an interrupted build left would be laid out beside the new one.
    let _ = fs::remove_dir_all(&work);
    let _ = fs::remove_dir_all(sysroot);
    fs::create_dir_all(work.join("src"))?;
    fs::write(
        work.join("Cargo.toml"),
        "[package]\nname = \"nothing\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n",
    )?;
    fs::write(work.join("src/lib.rs"), "#![no_std]\n")?;
    let mut cargo = Command::new(CARGO);
    cargo
        .args(["build", "--release", "--target", TARGET, CRATES, FEATURES])
        .current_dir(&work)
        .env_remove("LD_LIBRARY_PATH")
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "z")
        .env("RUSTC", RUSTC)
        .env("CARGO_TARGET_DIR", work.join("target"))
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "-Cembed-bitcode=yes -Zforce-unstable-if-unmarked");
    proc::run(&mut cargo)?;
    lay_out(sysroot, &work.join("target").join(TARGET).join("release/deps"))
}

fn lay_out(sysroot: &Path, built: &Path) -> Result<()> {
    let rustlib = sysroot.join("lib/rustlib");
    let libraries = rustlib.join(TARGET).join("lib");
    fs::create_dir_all(&libraries)?;
    for entry in fs::read_dir(SYSROOT)? {
        let entry = entry?;
        let link = rustlib.join(entry.file_name());
        if link.symlink_metadata().is_err() {
            std::os::unix::fs::symlink(entry.path(), link)?;
        }
    }
    for entry in fs::read_dir(built)? {
        let entry = entry?;
        let library = entry.path().extension().is_some_and(|kind| kind == "rlib");
        if library && !entry.file_name().to_string_lossy().starts_with("libnothing-") {
            fs::copy(entry.path(), libraries.join(entry.file_name()))?;
        }
    }
    npm::touch(&sysroot.join(".done"))
}

impl Target {
    /// Makes cargo, and what calls it, use this compiler, sysroot and linker.
    pub fn apply(&self, command: &mut Command) {
        command.env("CARGO", CARGO).env("RUSTC", RUSTC).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", &self.linker);
    }

    /// Flags of the compiler that find the target's library.
    pub fn flags(&self) -> String {
        format!("--sysroot={}", self.sysroot.display())
    }

    pub fn identity(&self) -> String {
        format!("Debian {}", self.version)
    }
}
