//! What comes from the distribution: a C linker, browsers. Root if we are, else sudo, else exact words.

use crate::proc::{self, say};
use anyhow::{Context as _, Result, bail};
use std::{path::Path, process::Command, sync::OnceLock};

const CHINESE: &str = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";

/// Rust's linker, and SQLite's source, need a C compiler.
pub fn compiler() -> Result<()> {
    if proc::which("cc").is_some() {
        return Ok(());
    }
    install("a C compiler", &["build-essential"])
}

/// Chinese letters to print with, and what shows and reads printed sheets that is not ours.
pub fn paper() -> Result<()> {
    let has = |program| proc::which(program).is_some();
    let wanted = [
        (Path::new(CHINESE).exists(), "fonts-noto-cjk"),
        (has("pdftoppm"), "poppler-utils"),
        (has("rsvg-convert"), "librsvg2-bin"),
        (has("zbarimg"), "zbar-tools"),
    ];
    bring("readers of printed sheets", &wanted)
}

/// Chromium and WebKit with their WebDrivers, a screen for WebKit, Chinese letters, openssl for `bench`, and a reader of codes.
pub fn browsers() -> Result<()> {
    let has = |program| proc::which(program).is_some();
    let wanted = [
        (has("chromium"), "chromium"),
        (has("chromedriver"), "chromium-driver"),
        (has("WebKitWebDriver"), "webkit2gtk-driver"),
        (has("Xvfb"), "xvfb"),
        (Path::new(CHINESE).exists(), "fonts-noto-cjk"),
        (has("openssl"), "openssl"),
        (has("zbarimg"), "zbar-tools"),
    ];
    bring("browsers to test in", &wanted)
}

/// Installs those that are not there.
fn bring(what: &str, wanted: &[(bool, &str)]) -> Result<()> {
    let lacking: Vec<_> = wanted.iter().filter(|(there, _)| !there).map(|(_, package)| *package).collect();
    if lacking.is_empty() { Ok(()) } else { install(what, &lacking) }
}

/// Installs packages; `what` says to the reader what they are for.
pub fn install(what: &str, packages: &[&str]) -> Result<()> {
    let by_hand = format!("apt-get install {}", packages.join(" "));
    if proc::which("apt-get").is_none() {
        bail!("{what} is missing and this system has no apt-get. Install what Debian calls: {}", packages.join(" "));
    }
    let Some(mut apt) = as_root() else {
        bail!("{what} is missing. Run this as root, then try again:\n  {by_hand}");
    };
    refresh()?;
    say(format!("Installing {what}: {}", packages.join(" ")));
    apt.args(["apt-get", "install", "--yes", "--no-install-recommends", "--quiet=2"]).args(packages);
    proc::run(&mut apt).with_context(|| format!("{what} cannot be installed. By hand: {by_hand}"))
}

/// Whether the package lists know a package.
pub fn knows(package: &str) -> bool {
    let _ = refresh();
    proc::output(Command::new("apt-cache").args(["policy", package]))
        .is_ok_and(|text| text.contains("Candidate: ") && !text.contains("Candidate: (none)"))
}

/// The package lists, brought up to date once in a run.
fn refresh() -> Result<()> {
    static DONE: OnceLock<bool> = OnceLock::new();
    let done = DONE.get_or_init(|| {
        say("Bringing the package lists up to date");
        as_root().is_some_and(|mut apt| proc::run(apt.args(["apt-get", "update", "--quiet=2"])).is_ok())
    });
    if *done { Ok(()) } else { bail!("apt-get update failed") }
}

pub fn is_root() -> bool {
    proc::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// `env …` as root, without questions; none when we are not root and sudo would ask.
fn as_root() -> Option<Command> {
    let mut command = if is_root() {
        Command::new("env")
    } else if proc::which("sudo").is_some() {
        let mut sudo = Command::new("sudo");
        sudo.arg("env");
        sudo
    } else {
        return None;
    };
    command.arg("DEBIAN_FRONTEND=noninteractive");
    Some(command)
}
