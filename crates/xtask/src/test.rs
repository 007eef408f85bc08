//! `cargo xtask test`: every check there is, each run whatever became of the others, and their true counts.
//!
//! Owns the order and the sum. What a check looks at is in the modules below.

mod budgets;
mod count;
mod deps;
mod licence;
mod links;
mod pins;
mod postgres;
mod styles;
mod suites;
mod wasm;

use crate::{
    app, cargo,
    cli::Options,
    proc::{self, say},
    setup::{self, Tools},
};
use anyhow::{Result, bail};
use count::Tally;
use std::{
    thread,
    time::{Duration, Instant},
};

type Check = fn(&Tools, &Options) -> Result<Tally>;

/// What is made beside the others from the beginning: for most of its minutes it keeps one processor. Its turn is where it is waited for, before the
/// first that looks at what was made.
const BESIDE: &str = "app";

/// What quickly tells of a mistake comes first.
const CHECKS: [(&str, Check); 12] = [
    ("fmt", format),
    ("links", |_, _| links::check()),
    ("pins", |_, _| pins::check()),
    ("deps", |_, _| deps::check()),
    ("clippy", clippy),
    ("unit", |_, _| native()),
    (BESIDE, build_app),
    ("wasm", |_, _| wasm::check()),
    ("postgres", |_, _| on_postgres()),
    ("doc", |_, _| suites::documentation()),
    ("budgets", |_, _| budgets::check()),
    ("browser", |_, options| browsers(options)),
];

struct Line {
    name: &'static str,
    tally: Tally,
    took: Duration,
}

/// True if nothing failed.
pub fn run(options: &Options) -> Result<bool> {
    let unknown = options.only.iter().find(|name| !CHECKS.iter().any(|(known, _)| known == name));
    if let Some(name) = unknown {
        bail!("there is no check “{name}”; there are {}", CHECKS.map(|(name, _)| name).join(" "));
    }
    let tools = setup::run(options, setup::For::Building)?;
    let wanted = |name: &str| options.only.is_empty() || options.only.iter().any(|only| only == name);
    let lines = all(&CHECKS.into_iter().filter(|(name, _)| wanted(name)).collect::<Vec<_>>(), &tools, options);
    suites::tell_failures();
    let sum = lines.iter().fold(Tally::default(), |sum, line| sum + line.tally);
    println!("\n{:<10}{:>8}{:>8}{:>9}{:>9}", "", "passed", "failed", "skipped", "time");
    for Line { name, tally, took } in &lines {
        println!("{name:<10}{:>8}{:>8}{:>9}{:>8}s", tally.passed, tally.failed, tally.skipped, took.as_secs());
    }
    println!("\n{sum}");
    Ok(sum.failed == 0)
}

fn all(checks: &[(&'static str, Check)], tools: &Tools, options: &Options) -> Vec<Line> {
    thread::scope(|scope| {
        let is_beside = |name: &str| name == BESIDE;
        let begun = checks.iter().find(|(name, _)| is_beside(name));
        let mut beside = begun.map(|(name, check)| scope.spawn(|| one(name, *check, tools, options)));
        let turn = |(name, check): &(&'static str, Check)| match beside.take_if(|_| is_beside(name)) {
            Some(beside) => beside.join().unwrap_or(Line { name, tally: Tally::FAILED, took: Duration::ZERO }),
            None => one(name, *check, tools, options),
        };
        checks.iter().map(turn).collect()
    })
}

fn one(name: &'static str, check: Check, tools: &Tools, options: &Options) -> Line {
    say(name);
    let start = Instant::now();
    let tally = check(tools, options).unwrap_or_else(|error| {
        eprintln!("{name}: {error:#}");
        Tally::FAILED
    });
    Line { name, tally, took: start.elapsed() }
}

fn format(_: &Tools, _: &Options) -> Result<Tally> {
    proc::run(cargo::native().args(["fmt", "--all", "--check"])).map(|()| Tally::PASSED)
}

fn clippy(_: &Tools, _: &Options) -> Result<Tally> {
    let mut clippy = cargo::native();
    clippy.args(["clippy", "--quiet", "--locked", "--workspace", "--all-targets", "--", "--deny", "warnings"]);
    proc::run(&mut clippy).map(|()| Tally::PASSED)
}

fn native() -> Result<Tally> {
    for_paper();
    suites::run(suites::Kind::Native)
}

fn on_postgres() -> Result<Tally> {
    for_paper();
    postgres::check()
}

/// What was printed is shown and read by programs that are looked for only now: without them the other tests still run.
fn for_paper() {
    if let Err(error) = setup::paper() {
        eprintln!("{error:#}");
    }
}

/// Browsers are looked for only now: without them everything else can still be checked.
fn browsers(options: &Options) -> Result<Tally> {
    setup::browsers()?;
    suites::run(if options.all { suites::Kind::EveryEngine } else { suites::Kind::Browser })
}

fn build_app(tools: &Tools, _: &Options) -> Result<Tally> {
    app::build(tools, false).map(|_| Tally::PASSED)
}
