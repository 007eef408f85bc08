//! Chromium: headless, with nothing of it going to the network.

use super::{Camera, Colours, Looks, program};
use crate::wire::{Refused, Session};
use serde_json::{Value, json};
use std::process::Command;

/// `--no-sandbox`: containers run the tests as root. The browser sees this machine's loopback only.
const FLAGS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
];

pub fn driver(port: u16) -> Command {
    let mut command = program("chromedriver", "chromium-driver");
    command.arg(format!("--port={port}"));
    command
}

pub fn capabilities(looks: Looks) -> Value {
    let mut flags: Vec<String> = FLAGS.map(str::to_owned).to_vec();
    match looks.camera {
        Camera::Missing => (),
        Camera::Refused => flags.extend(["use-fake-device-for-media-stream", "deny-permission-prompts"].map(flag)),
        Camera::Sees(film) => {
            flags.extend(["use-fake-device-for-media-stream", "use-fake-ui-for-media-stream"].map(flag));
            flags.push(format!("--use-file-for-fake-video-capture={film}"));
        }
    }
    if looks.colours == Colours::AutoDark {
        flags.push(flag("enable-features=WebContentsForceDark"));
    }
    if let Some(agent) = looks.agent {
        flags.push(format!("--user-agent={agent}"));
    }
    let languages = if looks.language == "en" { "en-GB,en" } else { "zh-CN,zh" };
    json!({
        "goog:loggingPrefs": { "browser": "ALL" },
        "goog:chromeOptions": {
            "args": flags,
            "prefs": { "intl.accept_languages": languages },
        },
    })
}

fn flag(name: &str) -> String {
    format!("--{name}")
}

/// A phone's screen, two device pixels to a CSS pixel, and what its owner has set.
pub fn resize(session: &Session, looks: Looks) -> Result<(), Refused> {
    let metrics = json!({ "width": looks.width, "height": looks.height, "deviceScaleFactor": 2, "mobile": true });
    devtools(session, "Emulation.setDeviceMetricsOverride", &metrics)?;
    let scheme = if looks.dark { "dark" } else { "light" };
    let forced = if looks.colours == Colours::Forced { "active" } else { "none" };
    let contrast = if looks.colours == Colours::MoreContrast { "more" } else { "no-preference" };
    let features = [("prefers-color-scheme", scheme), ("forced-colors", forced), ("prefers-contrast", contrast)];
    let features = features.map(|(name, value)| json!({ "name": name, "value": value }));
    devtools(session, "Emulation.setEmulatedMedia", &json!({ "features": features })).map(|_| ())
}

/// A command of the DevTools protocol.
pub fn devtools(session: &Session, command: &str, parameters: &Value) -> Result<Value, Refused> {
    session.post("/goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
}

/// What came to the console since it was last asked.
pub fn console(session: &Session) -> Result<Value, Refused> {
    session.post("/se/log", &json!({ "type": "browser" }))
}

/// Lets a browser forget where it has been, of which it counts 50 places at most, and what came to its console there.
pub fn forget(session: &Session) -> Result<(), Refused> {
    devtools(session, "Page.resetNavigationHistory", &json!({}))?;
    console(session).map(|_| ())
}
