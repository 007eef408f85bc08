//! `cargo xtask setup`: brings in what a fresh machine lacks, and nothing that it has.
//!
//! Every other command calls this first, so it must cost nothing when all is there: it looks at files, and
//! asks no network. What it cannot bring in it names exactly. Which tool comes how is in the modules below.

mod apt;
mod crates;
mod debian;
mod npm;
mod postgres;
mod wasm;

use crate::{
    app::SPLIT_FLAGS,
    cli::Options,
    place,
    proc::{self, say},
};
use anyhow::{Result, bail};
use std::{path::PathBuf, process::Command};

pub use apt::{browsers, paper};
pub use npm::{folder as npm_folder, program as npm_program};
pub use postgres::{Postgres, postgres};
pub use wasm::{TARGET, Toolchain};

/// How much of it the caller needs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// Building the app and the server.
    Building,
    /// That, and real browsers to look at it.
    Everything,
}

/// The tools, found or brought in.
pub struct Tools {
    pub toolchain: Toolchain,
    folders: Vec<PathBuf>,
}

pub fn run(options: &Options, needs: For) -> Result<Tools> {
    node()?;
    apt::compiler()?;
    let toolchain = wasm::find(options.toolchain)?;
    let trunk = crates::trunk()?;
    let bindgen = crates::wasm_bindgen()?;
    npm::install()?;
    dependencies()?;
    if needs == For::Everything {
        browsers()?;
    }
    Ok(Tools { toolchain, folders: vec![trunk, bindgen, npm::programs()] })
}

impl Tools {
    /// Trunk, with every tool and compiler it may call before all others on its PATH.
    /// `split`: for an app in several files.
    pub fn trunk(&self, split: bool) -> Command {
        self.for_browsers(Command::new(self.folders[0].join("trunk")), if split { SPLIT_FLAGS } else { "" })
    }

    /// The cargo that builds what runs in a browser.
    pub fn cargo(&self) -> Command {
        let folder = self.toolchain.folder();
        self.for_browsers(Command::new(folder.map_or("cargo".into(), |folder| folder.join("cargo"))), "")
    }

    fn for_browsers(&self, mut command: Command, flags: &str) -> Command {
        let mut folders = self.folders.clone();
        folders.extend(self.toolchain.folder());
        command
            .current_dir(place::root())
            .env("PATH", proc::path_with(&folders))
            .env("CARGO_TARGET_DIR", place::app_target());
        self.toolchain.apply(&mut command, flags);
        command
    }

    /// One of the tools that Trunk calls, too.
    pub fn program(&self, name: &str) -> Command {
        let found = self.folders.iter().map(|folder| folder.join(name)).find(|file| file.exists());
        Command::new(found.unwrap_or_else(|| name.into()))
    }
}

fn node() -> Result<()> {
    if proc::which("node").is_none() || proc::which("npm").is_none() {
        bail!("Node and npm are not installed. Install Node 20 or later, for example: apt-get install nodejs npm");
    }
    Ok(())
}

/// Trunk builds offline: what it compiles must be here before. Remembered by the lock file's content.
fn dependencies() -> Result<()> {
    let lock = std::fs::read(place::root().join("Cargo.lock")).unwrap_or_default();
    let stamp = place::cache().join("fetched").join(crate::app::digest(&lock));
    if stamp.exists() {
        return Ok(());
    }
    say("Fetching the crates that Cargo.lock names");
    proc::run(crate::cargo::native().args(["fetch", "--locked"]))?;
    npm::touch(&stamp)
}
