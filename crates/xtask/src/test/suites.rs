//! Cargo's tests: built once for the whole workspace, then run one binary after the other.
//!
//! `cargo test -p …` for each crate would build the dependencies again with other features; one build of the whole
//! workspace does not. Running the binaries ourselves tells the browser tests from the rest, and ends those that hang.

use super::count::{self, Tally};
use crate::{
    app::files,
    cargo, place,
    proc::{self, say},
    setup,
};
use anyhow::{Context as _, Result};
use serde_json::Value;
use std::{
    fs,
    fs::File,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

/// No binary of tests may take longer than this and so much for each of its tests: a limit of its own would be met one day by
/// a suite that has merely grown, and until then let a small one hang for as long as the largest may run.
const PATIENCE: Duration = Duration::from_mins(2);
/// In a browser they take a good second each, two at a time; others a fraction of it.
const PATIENCE_EACH: Duration = Duration::from_secs(4);
/// Lines of a failed test that are said once more at the end.
const LINES_EACH: usize = 15;
/// The binaries whose tests need browsers; the first also the app and the server.
const BROWSERS: [&str; 2] = ["shuke-tests browser", "shuke-tests harness"];
/// Where those of the server find a PostgreSQL.
const DATABASE_URL: &str = "SHUKE_TEST_DATABASE_URL";
/// The binaries whose tests run on either database.
const DATABASES: [&str; 2] = ["shuke-server api", "shuke-server cli"];

/// The suites with failures so far, and what they said of them.
static FAILED: Mutex<Vec<(String, String)>> = Mutex::new(Vec::new());

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Native,
    Browser,
    /// Browser tests that one engine is enough for in the others, too.
    EveryEngine,
}

/// A test binary as cargo names it.
#[derive(Debug, PartialEq, Eq)]
struct Suite {
    name: String,
    package: PathBuf,
    binary: PathBuf,
}

pub fn run(kind: Kind) -> Result<Tally> {
    let suites = build()?;
    let of_browsers = |suite: &&Suite| BROWSERS.contains(&suite.name.as_str()) == (kind != Kind::Native);
    let chosen: Vec<_> = suites.iter().filter(of_browsers).collect();
    let engines = (kind == Kind::EveryEngine).then_some(("SHUKE_ENGINES", "chromium,webkit"));
    Ok(chosen.iter().map(|suite| run_one(suite, None, engines)).fold(Tally::default(), |sum, tally| sum + tally))
}

/// The server's tests once more, on the PostgreSQL at this URL.
pub fn on_postgres(url: &str) -> Result<Tally> {
    let suites = build()?;
    let chosen: Vec<_> = suites.iter().filter(|suite| DATABASES.contains(&suite.name.as_str())).collect();
    anyhow::ensure!(chosen.len() == DATABASES.len(), "not all of these suites are there: {}", DATABASES.join(", "));
    Ok(chosen.iter().map(|suite| run_one(suite, Some(url), None)).fold(Tally::default(), |sum, tally| sum + tally))
}

/// Examples in documentation comments. Cargo looks for them by compiling every crate once more, so that is done only where there are any.
pub fn documentation() -> Result<Tally> {
    if !has_examples()? {
        return Ok(Tally::default());
    }
    let output = cargo::native().args(["test", "--quiet", "--locked", "--workspace", "--doc"]).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        eprintln!("{text}\n{}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(Tally::read(&text, output.status.success()))
}

fn has_examples() -> Result<bool> {
    let root = place::root();
    for folder in ["crates", "tests/src"] {
        for file in files(&root.join(folder))? {
            let path = file.strip_prefix(&root).unwrap_or(&file);
            let is_apart = |part: &str| part == "examples" || part == "tests";
            let in_crate = path.components().skip(1).filter_map(|part| part.as_os_str().to_str());
            let is_library =
                path.extension().is_some_and(|ending| ending == "rs") && !in_crate.into_iter().any(is_apart);
            if is_library && has_example(&fs::read_to_string(&file)?) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Whether a documentation comment has a block of code: each block begins and ends with a fence, and drawings begin with one of `text`.
fn has_example(text: &str) -> bool {
    let fence = |line: &str| {
        let line = line.trim_start();
        ["/// ```", "//! ```"].iter().find_map(|fence| line.strip_prefix(fence)).map(str::to_owned)
    };
    let fences: Vec<String> = text.lines().filter_map(fence).collect();
    fences.iter().step_by(2).any(|opens| opens.trim() != "text")
}

/// Also the programs: the browser tests run the server that this makes.
fn build() -> Result<Vec<Suite>> {
    let mut cargo = cargo::native();
    cargo.args([
        "build",
        "--locked",
        "--workspace",
        "--lib",
        "--bins",
        "--tests",
        "--message-format=json-render-diagnostics",
    ]);
    let output = cargo.stderr(Stdio::inherit()).output().context("cannot run cargo")?;
    anyhow::ensure!(output.status.success(), "the tests do not compile: {}", proc::line(&cargo));
    let messages = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(messages.lines().filter_map(suite).collect())
}

/// The test binary that a message of cargo is about, if it is about one.
fn suite(message: &str) -> Option<Suite> {
    let message: Value = serde_json::from_str(message).ok()?;
    if !message["profile"]["test"].as_bool()? {
        return None;
    }
    let manifest = Path::new(message["manifest_path"].as_str()?);
    let package = manifest.parent()?.to_owned();
    let crate_name = message["package_id"].as_str()?.rsplit_once('#').map_or("", |(path, version)| {
        version.split_once('@').map_or_else(|| path.rsplit('/').next().unwrap_or(path), |(name, _)| name)
    });
    let crate_name = if crate_name == "tests" { "shuke-tests" } else { crate_name };
    let target = message["target"]["name"].as_str()?;
    Some(Suite { name: format!("{crate_name} {target}"), package, binary: message["executable"].as_str()?.into() })
}

/// Says once more what failed: at the end of a long log it is found, and is not what a reader of its end misses.
pub fn tell_failures() {
    for (name, told) in FAILED.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        say(format!("failed: {name}"));
        eprintln!("{}", shortened(told));
    }
}

/// The first lines of what each failed test said.
fn shortened(told: &str) -> String {
    let mut left = 0;
    let lines = told.lines().filter(|line| {
        left = if line.starts_with("---- ") { LINES_EACH } else { left.saturating_sub(1) };
        left > 0
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// `setting`: one more variable of its environment.
fn run_one(suite: &Suite, postgres: Option<&str>, setting: Option<(&str, &str)>) -> Tally {
    let start = Instant::now();
    let name = format!("{}{}", suite.name, if postgres.is_some() { " on PostgreSQL" } else { "" });
    let log = place::results().join("test-logs").join(format!("{}.log", name.replace(' ', "-")));
    let ended_well = watch(suite, postgres, setting, &log);
    let output = fs::read_to_string(&log).unwrap_or_default();
    let tally = Tally::read(&output, *ended_well.as_ref().unwrap_or(&false));
    if let Err(error) = ended_well {
        eprintln!("{name}: {error:#}");
    }
    if tally.failed > 0 {
        let told = count::failures(&output);
        eprintln!("{told}");
        FAILED.lock().unwrap_or_else(PoisonError::into_inner).push((name.clone(), told.to_owned()));
    }
    say(format!("{name}: {tally} in {:.1} s", start.elapsed().as_secs_f32()));
    tally
}

/// Runs it with its output in the log, on SQLite unless there is a PostgreSQL; whether it ended well, in time.
fn watch(suite: &Suite, postgres: Option<&str>, setting: Option<(&str, &str)>, log: &Path) -> Result<bool> {
    fs::create_dir_all(log.parent().unwrap_or(log))?;
    let file = File::create(log)?;
    let tests = size(command(suite, postgres, setting))?;
    let patience = patience(tests);
    let mut child = command(suite, postgres, setting);
    child.stdout(file.try_clone()?).stderr(file);
    let mut child = child.spawn().with_context(|| format!("cannot start {}", suite.binary.display()))?;
    let end = Instant::now() + patience;
    while Instant::now() < end {
        if let Some(status) = child.try_wait()? {
            return Ok(status.success());
        }
        thread::sleep(Duration::from_millis(20));
    }
    child.kill()?;
    child.wait()?;
    anyhow::bail!("ended after {} minutes: too long for {tests} tests", patience.as_secs() / 60)
}

/// The binary with all that its tests look for.
fn command(suite: &Suite, postgres: Option<&str>, setting: Option<(&str, &str)>) -> Command {
    let mut command = Command::new(&suite.binary);
    match postgres {
        Some(url) => command.env(DATABASE_URL, url),
        None => command.env_remove(DATABASE_URL),
    };
    command
        .current_dir(&suite.package)
        .envs(setting)
        .env("CARGO_MANIFEST_DIR", &suite.package)
        .env("SHUKE_SERVER", cargo::server_path(false))
        .env("SHUKE_DIST", place::dist())
        .env("SHUKE_AXE", setup::npm_folder().join("node_modules/axe-core/axe.min.js"))
        .stdin(Stdio::null());
    command
}

/// How many tests a binary lists.
fn size(mut command: Command) -> Result<u32> {
    let output = command.arg("--list").output().context("cannot ask for the list of tests")?;
    let listed = String::from_utf8_lossy(&output.stdout);
    let count = listed.lines().filter(|line| line.ends_with(": test")).count();
    Ok(u32::try_from(count)?)
}

fn patience(tests: u32) -> Duration {
    PATIENCE + PATIENCE_EACH * tests
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_binary_is_known_by_its_crate_and_its_target() {
        let message = |id: &str| {
            format!(
                r#"{{"reason":"compiler-artifact","package_id":"{id}","manifest_path":"/w/crates/rules/Cargo.toml","target":{{"name":"ledger"}},"profile":{{"test":true}},"executable":"/t/ledger-1"}}"#
            )
        };
        let named = |id| suite(&message(id)).unwrap().name;
        assert_eq!(named("path+file:///w/crates/rules#shuke-rules@0.1.0"), "shuke-rules ledger");
        assert_eq!(named("path+file:///w/crates/rules#0.1.0"), "rules ledger");
        assert_eq!(named("path+file:///w/tests#shuke-tests@0.1.0"), "shuke-tests ledger");
    }

    #[test]
    fn patience_grows_with_the_suite() {
        assert_eq!(patience(0), Duration::from_mins(2));
        assert_eq!(patience(450), Duration::from_mins(32));
    }

    #[test]
    fn an_example_is_known_by_its_fence() {
        assert!(has_example("/// Adds.\n    /// ```\n    /// assert!(true);\n"));
        assert!(has_example("//! ```no_run"));
        assert!(!has_example("//! ```text\n//! a ─▶ b\n//! ```\n"));
        assert!(has_example("//! ```text\n//! a ─▶ b\n//! ```\n/// ```\n/// f()\n/// ```\n"));
        assert!(!has_example("// ```\nlet fence = \"```\";\n/// No ``` here"));
    }

    #[test]
    fn libraries_and_programs_are_no_suites() {
        assert_eq!(suite(r#"{"reason":"build-finished","success":true}"#), None);
        assert_eq!(suite(r#"{"profile":{"test":false},"executable":"/t/shuke"}"#), None);
    }
}
