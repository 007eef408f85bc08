//! The reader of codes: a WebAssembly module of its own with a script that runs beside the page, `decoder.js`. Built as the app is, and
//! named by no page: the camera fetches it where the browser has no reader (docs/decisions/023-scanning.md).

use super::{inputs::digest, optimise};
use crate::{
    place, proc,
    setup::{self, Tools, npm_program},
};
use anyhow::{Context as _, Result, ensure};
use std::{fs, path::Path};

const MODULE: &str = "shuke_decoder.wasm";
/// Where the script names the module.
const PLACE: &str = "__SHUKE_DECODER__";

/// Puts both into the stage.
pub fn build(tools: &Tools, stage: &Path) -> Result<()> {
    let arguments = ["build", "--package", "shuke-decoder", "--lib", "--profile", "app", "--locked", "--offline"];
    // In a folder of its own: with other flags than the app's, each would build what both need anew, every time.
    let target = place::app_target().join("decoder");
    proc::run(tools.cargo().env("CARGO_TARGET_DIR", &target).args(arguments).args(["--target", setup::TARGET]))?;
    let work = place::results().join("decoder");
    let _ = fs::remove_dir_all(&work);
    let whole = target.join(setup::TARGET).join("app").join(MODULE);
    let bindgen = ["--target", "web", "--no-typescript", "--out-name", "decoder", "--out-dir"];
    proc::run(tools.program("wasm-bindgen").args(bindgen).arg(&work).arg(&whole))?;
    let small = work.join("small.wasm");
    optimise(&work.join("decoder_bg.wasm"), &small, &[])?;
    let content = fs::read(&small).with_context(|| format!("cannot read {}", small.display()))?;
    let named = format!("decoder-{}.wasm", &digest(&content)[..12]);
    fs::write(stage.join(&named), content)?;
    script(&work, &stage.join("decoder.js"), &named)
}

/// One file of the script that runs beside the page and what wasm-bindgen made.
fn script(work: &Path, to: &Path, module: &str) -> Result<()> {
    let text = fs::read_to_string(place::root().join("crates/decoder/worker.js")).context("no worker.js")?;
    ensure!(text.contains(PLACE), "worker.js has lost {PLACE}");
    let worker = work.join("worker.js");
    fs::write(&worker, text.replace(PLACE, module))?;
    let mut esbuild = npm_program("esbuild");
    // It is told where the module is: what wasm-bindgen would look for beside itself is never asked for.
    esbuild.arg(&worker).args(["--bundle", "--format=iife", "--minify", "--log-level=error", super::finish::BROWSERS]);
    proc::output(esbuild.arg(format!("--outfile={}", to.display()))).map(|_| ())
}
