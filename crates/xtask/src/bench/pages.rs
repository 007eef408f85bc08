//! Page loads in a real browser: ours, the limit and a tiny Preact page, in one run. The measuring is in `tests/bench/`.

use super::Stage;
use crate::{place, proc, proc::say, setup};
use anyhow::Result;
use std::process::Command;

pub fn measure(stage: &Stage, runs: usize) -> Result<()> {
    say("Measuring page loads (cold and warm, two models of a slow network)");
    let (_, name) = stage.demo.members.first().cloned().unwrap_or_default();
    proc::run(
        Command::new("node")
            .arg(place::root().join("tests/bench/measure.mjs"))
            .env("SHUKE_NPM", setup::npm_folder())
            .env("SHUKE_AT", stage.at.to_string())
            .env("SHUKE_COOKIE", &stage.cookie)
            .env("SHUKE_NAME", name)
            .env("SHUKE_RUNS", runs.to_string())
            .env("SHUKE_RESULTS", place::results().join("bench-pages.json")),
    )
}
