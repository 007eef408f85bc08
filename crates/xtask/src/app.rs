//! `cargo xtask app`: the member's app in `./dist`, as the server wants it.
//!
//! Trunk builds into a stage; `finish` makes of it what travels; then the stage takes the place of `./dist` at
//! once, so a running server never sees half of it. Nothing happens when nothing that goes in has changed.

mod cold;
mod common;
mod compress;
mod decoder;
mod finish;
mod halves;
mod icons;
mod inputs;
mod names;
mod plain;
mod split;

use crate::{
    cli::Options,
    place,
    proc::{self, say},
    setup::{self, Tools},
};
use anyhow::{Context as _, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};

pub use cold::Ran;
pub use compress::brotli;
pub use finish::finish;
pub use inputs::{digest, files};
pub use split::{FLAGS as SPLIT_FLAGS, Pieces, optimise, with_names};

use cold::{Profile, Whole};
use halves::How;

pub fn run(options: &Options) -> Result<()> {
    let tools = setup::run(options, setup::For::Building)?;
    build(&tools, options.dev).map(|_| ())
}

/// Builds if needed; tells whether it did.
pub fn build(tools: &Tools, dev: bool) -> Result<bool> {
    let stamp = place::results().join("dist.stamp");
    let inputs = inputs::of_the_app(&tools.toolchain, dev)?;
    let dist = place::dist();
    if dist.join("index.html").exists() && fs::read_to_string(&stamp).is_ok_and(|old| old == inputs) {
        return Ok(false);
    }
    say(if dev {
        "Building the app (not optimised)"
    } else {
        "Building the app (optimised for size; some minutes when fresh)"
    });
    let stage = place::results().join("dist-stage");
    let _ = fs::remove_dir_all(&stage);
    let _ = fs::remove_file(&stamp);
    let mut trunk = tools.trunk(!dev);
    trunk.arg("build").arg("--dist").arg(&stage);
    if !dev {
        trunk.arg("--release");
    }
    proc::run(&mut trunk)?;
    let pieces = if dev { Pieces::default() } else { split::split(tools, &stage, How::Cut(&Profile::read()?))? };
    decoder::build(tools, &stage)?;
    finish(&stage, &pieces, dev)?;
    replace(&dist, &stage)?;
    fs::write(compiler_file(), tools.toolchain.name())?;
    fs::write(&stamp, inputs).with_context(|| format!("cannot write {}", stamp.display()))?;
    Ok(true)
}

/// The app as it says which of its functions run, in a folder of its own.
pub fn marked(tools: &Tools) -> Result<PathBuf> {
    say("Building the app with marks (optimised for size; some minutes when fresh)");
    let stage = place::results().join("marked");
    let _ = fs::remove_dir_all(&stage);
    proc::run(tools.trunk(true).args(["build", "--release", "--dist"]).arg(&stage))?;
    let pieces = split::split(tools, &stage, How::Marked)?;
    decoder::build(tools, &stage)?;
    finish(&stage, &pieces, false)?;
    Ok(stage)
}

/// Keeps what did not run of the app that was built last, by the modules of `halves`.
pub fn keep_profile(ran: &[Ran; 2]) -> Result<()> {
    let mut profile = Profile::default();
    for (name, ran) in halves::NAMES.into_iter().zip(ran) {
        profile.add(name, &Whole::read(&fs::read(halves::before(name))?)?, ran);
    }
    profile.write()
}

/// How many per cent of what the profile knows are not in the app any more that was built last.
pub fn age_of_profile() -> Result<usize> {
    let [first, shared] = halves::NAMES.map(|name| fs::read(halves::before(name)));
    let (first, shared) = (first?, shared?);
    let [first, shared] = [Whole::read(&first)?, Whole::read(&shared)?];
    let [of_first, of_shared] = halves::NAMES;
    Ok(Profile::read()?.age(&[(of_first, &first), (of_shared, &shared)]))
}

/// Which compiler made what lies in `./dist`.
pub fn compiler() -> String {
    fs::read_to_string(compiler_file()).unwrap_or_else(|_| "an unknown compiler".to_owned())
}

fn compiler_file() -> PathBuf {
    place::results().join("dist.compiler")
}

fn replace(dist: &Path, stage: &Path) -> Result<()> {
    let old = place::results().join("dist-old");
    let _ = fs::remove_dir_all(&old);
    if dist.exists() {
        fs::rename(dist, &old).context("cannot move ./dist away")?;
    }
    fs::rename(stage, dist).context("cannot put the new ./dist in place")?;
    let _ = fs::remove_dir_all(&old);
    Ok(())
}
