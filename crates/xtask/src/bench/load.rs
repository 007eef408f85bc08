//! What the server answers and books a second: the server's own example `load`, built and run beside the server that a brand
//! runs. It starts servers of its own, without limits on how often one may ask.

use crate::{cargo, proc, proc::say};
use anyhow::Result;

pub fn measure() -> Result<()> {
    say("Measuring requests and durable writes per second");
    proc::run(cargo::native().args(["run", "--release", "--locked", "-p", "shuke-server", "--example", "load"]))
}

/// The members beside whom the same requests are measured.
const SIZES: &str = "10000,100000,1000000";

/// Takes long: a million members are made up first.
pub fn growth() -> Result<()> {
    say("Measuring how reads and writes keep up while a brand grows");
    let example = ["run", "--release", "--locked", "-p", "shuke-server", "--example", "load", "--", "--growth", SIZES];
    proc::run(cargo::native().args(example))
}

/// Codes of single pieces that are imported, and among which one is looked up.
const CODES: &str = "10000,1000000";

pub fn codes() -> Result<()> {
    say("Importing codes of single pieces, and looking them up");
    let example = ["run", "--release", "--locked", "-p", "shuke-server", "--example", "load", "--", "--codes", CODES];
    proc::run(cargo::native().args(example))
}
