//! WebKitGTK: its MiniBrowser on a screen of its own.

use super::{Looks, program};
use crate::{
    child::Child,
    place,
    wire::{Refused, Session},
};
use serde_json::{Value, json};
use std::{
    fs,
    path::PathBuf,
    process::Command,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

/// Without it the toolbar's buttons keep the window wider than a phone.
const NO_TOOLBAR: &str = "* { min-width: 0; min-height: 0; padding: 0; margin: 0; border-width: 0; font-size: 1px; }\n\
image { -gtk-icon-transform: scale(0.01); opacity: 0; }\n";

/// A screen for one driver. Its middle, where the pointer rests, is inside the browser's window: without a window
/// manager that is what gives the window the keyboard, and a page without it shows no focus.
pub struct Screen {
    /// `:99`
    name: String,
    home: PathBuf,
    _process: Child,
}

impl Screen {
    pub fn start() -> Self {
        let mut command = program("Xvfb", "xvfb");
        command.args(["-displayfd", "1", "-screen", "0", "400x900x24", "-nolisten", "tcp"]);
        let process = Child::start(&mut command);
        let number = process.said.wait_for(0, Duration::from_secs(20), |line| line.trim().parse::<u32>().ok());
        let number = number.unwrap_or_else(|| panic!("Xvfb does not start:\n{}", process.said.text()));
        let home = place::fresh("webkit");
        fs::create_dir_all(home.join("gtk-3.0")).expect("a directory");
        fs::write(home.join("gtk-3.0/gtk.css"), NO_TOOLBAR).expect("a style sheet");
        Self { name: format!(":{number}"), home, _process: process }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.home);
    }
}

pub fn driver(port: u16, screen: &Screen) -> Command {
    let mut command = program("WebKitWebDriver", "webkit2gtk-driver");
    command.args(["--host=127.0.0.1", &format!("--port={port}")]).env("DISPLAY", &screen.name);
    for folder in ["XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"] {
        command.env(folder, &screen.home);
    }
    command.env("NO_AT_BRIDGE", "1");
    command
}

pub fn capabilities(looks: Looks) -> Value {
    let mut flags = vec!["--automation".to_owned()];
    if looks.dark {
        flags.push("--dark-mode".to_owned());
    }
    if let Some(agent) = looks.agent {
        flags.push(format!("--user-agent={agent}"));
    }
    json!({ "webkitgtk:browserOptions": { "binary": minibrowser(), "args": flags } })
}

fn minibrowser() -> PathBuf {
    let folders = fs::read_dir("/usr/lib").into_iter().flatten().flatten().map(|entry| entry.path());
    let places = folders.chain([PathBuf::from("/usr/libexec")]);
    places
        .flat_map(|folder| ["webkit2gtk-4.1", "webkit2gtk-4.0"].map(|name| folder.join(name).join("MiniBrowser")))
        .find(|file| file.is_file())
        .expect("WebKit's MiniBrowser: apt-get install webkit2gtk-driver")
}

/// How much higher than its page a window was found to be: it has a toolbar.
static TOOLBAR: AtomicU32 = AtomicU32::new(0);

/// Makes the window so large that its page has the size.
pub fn resize(session: &Session, looks: Looks) -> Result<(), Refused> {
    let mut inner = 0;
    for _ in 0..6 {
        let height = looks.height + TOOLBAR.load(Ordering::Relaxed);
        session.post("/window/rect", &json!({ "x": 0, "y": 0, "width": looks.width, "height": height }))?;
        inner = settled_height(session, looks.height)?;
        if inner == looks.height {
            return Ok(());
        }
        TOOLBAR.store(height.saturating_sub(inner), Ordering::Relaxed);
    }
    let message = format!("the page is {inner} high and not {}", looks.height);
    Err(Refused { error: "window".to_owned(), message })
}

/// The page's height once the window has taken its size: another process gives it, and until then the page says its old one.
fn settled_height(session: &Session, wanted: u32) -> Result<u32, Refused> {
    let (mut height, mut since) = (0, 0);
    for _ in 0..60 {
        let now = session.run("return innerHeight", &json!([]))?.as_u64().unwrap_or_default();
        let now = u32::try_from(now).unwrap_or_default();
        since = if now == height { since + 1 } else { 0 };
        height = now;
        if since >= if height == wanted { 1 } else { 6 } {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(height)
}
