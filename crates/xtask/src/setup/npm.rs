//! The tools that come from npm: Lightning CSS, binaryen, esbuild, and what measures and tests pages.
//!
//! Installed by `npm ci` into the cache, one folder for each lock file, so checkouts stay clean and share them.

use crate::{
    place,
    proc::{self, say},
};
use anyhow::{Context as _, Result};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const FILES: [&str; 2] = ["package.json", "package-lock.json"];

fn source(file: &str) -> PathBuf {
    place::root().join("crates/xtask/tools").join(file)
}

/// Where `node_modules` is. Node finds the packages from here, not from a script's own folder.
pub fn folder() -> PathBuf {
    let lock = fs::read(source("package-lock.json")).unwrap_or_default();
    place::tools().join(format!("npm-{}", &crate::app::digest(&lock)[..12]))
}

pub fn programs() -> PathBuf {
    folder().join("node_modules/.bin")
}

/// A program of theirs.
pub fn program(name: &str) -> Command {
    Command::new(programs().join(name))
}

pub fn install() -> Result<()> {
    let folder = folder();
    let done = folder.join(".done");
    if done.exists() {
        return Ok(());
    }
    say("Installing the npm tools (Lightning CSS, binaryen, esbuild, playwright-core, axe-core, preact)");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for file in FILES {
        fs::copy(source(file), folder.join(file)).with_context(|| format!("cannot copy {file}"))?;
    }
    let npm = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    proc::run(Command::new("npm").args(npm).current_dir(&folder))?;
    // The one script that matters: it puts Lightning CSS's program where its link points.
    let script = folder.join("node_modules/lightningcss-cli");
    proc::run(Command::new("node").arg("postinstall.js").current_dir(script))?;
    shortcut(&folder)?;
    touch(&done)
}

/// `npm` beside the numbered folders: for tests that are run by hand.
fn shortcut(folder: &Path) -> Result<()> {
    let link = place::tools().join("npm");
    let _ = fs::remove_file(&link);
    std::os::unix::fs::symlink(folder, &link).with_context(|| format!("cannot link {}", link.display()))
}

/// An empty file that says that something is done.
pub fn touch(file: &Path) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    fs::write(file, "").with_context(|| format!("cannot write {}", file.display()))
}
