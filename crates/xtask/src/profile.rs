//! `cargo xtask profile`: records what each screen runs until it can be used, for the cut of the app (`app::cold`). Which screens is the tests' own
//! matter.

use crate::{
    app::{self, Ran},
    cargo,
    cli::Options,
    place, proc, setup,
};
use anyhow::{Context as _, Result};
use std::fs;

pub fn run(options: &Options) -> Result<()> {
    let tools = setup::run(options, setup::For::Everything)?;
    let marked = app::marked(&tools)?;
    let server = cargo::server(false)?;
    let ran = place::results().join("ran.json");
    proc::run(cargo::of_tests("profile")?.arg(&ran).env("SHUKE_SERVER", server).env("SHUKE_DIST", marked))?;
    let ran = fs::read_to_string(&ran).context("nothing was recorded")?;
    let ran: [Ran; 2] =
        serde_json::from_str(&ran).context("what was recorded is no list of numbers for each module")?;
    app::keep_profile(&ran)?;
    println!("{} functions of the first file ran, {} of what parts share", ran[0].len(), ran[1].len());
    Ok(())
}
