//! `cargo xtask shots`: a picture of every screen. Which screens and how is the tests' own matter.

use crate::{app, cargo, cli::Options, place, proc, setup};
use anyhow::Result;

pub fn run(options: &Options) -> Result<()> {
    let tools = setup::run(options, setup::For::Everything)?;
    app::build(&tools, options.dev)?;
    let server = cargo::server(false)?;
    let folder = place::results().join("shots");
    proc::run(
        cargo::of_tests("shots")?
            .arg(&folder)
            .env("SHUKE_SERVER", server)
            .env("SHUKE_DIST", place::dist())
            .env("SHUKE_AXE", setup::npm_folder().join("node_modules/axe-core/axe.min.js")),
    )?;
    println!("The pictures are in {}, all of them on one sheet for each kind in docs/contact", folder.display());
    Ok(())
}
