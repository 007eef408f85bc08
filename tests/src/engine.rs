//! The two browsers: how each is started, and a pool of those that did well.
//!
//! A driver serves one test after the other, and so does Chromium itself: every world has an address of its own, so that a
//! browser that comes from another world finds nothing there of what it kept, and starting one costs more than many a test.
//! WebKit is started anew for each: once it has been to a few worlds it loses service workers that it said were ready.

pub mod chromium;
pub mod webkit;

use crate::{
    child::Child,
    wire::{self, Refused, Session},
};
use serde_json::Value;
use std::{
    net::{Ipv4Addr, TcpListener},
    process::Command,
    sync::{Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    Webkit,
}

pub const BOTH: [Engine; 2] = [Engine::Chromium, Engine::Webkit];

impl Engine {
    /// Those that `SHUKE_ENGINES` names (`chromium,webkit`), if it names any.
    pub fn named() -> Option<Vec<Self>> {
        let named = std::env::var("SHUKE_ENGINES").ok().filter(|named| !named.is_empty())?;
        Some(BOTH.into_iter().filter(|engine| named.split(',').any(|name| name == engine.name())).collect())
    }

    /// Those, or both.
    pub fn wanted() -> Vec<Self> {
        Self::named().unwrap_or_else(|| BOTH.to_vec())
    }

    /// What WeChat's own browser of this kind calls itself: on Android it is Chromium, on iOS WebKit.
    pub const fn in_wechat(self) -> &'static str {
        match self {
            Self::Chromium => WECHAT_ANDROID,
            Self::Webkit => WECHAT_IOS,
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Webkit => "webkit",
        }
    }

    /// Makes the window as large as `looks` says, and the page light or dark.
    pub fn resize(self, session: &Session, looks: Looks) -> Result<(), Refused> {
        match self {
            Self::Chromium => chromium::resize(session, looks),
            Self::Webkit => webkit::resize(session, looks),
        }
    }
}

/// How a browser is to appear to the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Looks {
    /// CSS pixels.
    pub width: u32,
    pub height: u32,
    pub dark: bool,
    pub colours: Colours,
    /// The first language it asks for: `zh-CN` or `en`.
    pub language: &'static str,
    pub camera: Camera,
    /// What it calls itself; `None`: what it is.
    pub agent: Option<&'static str>,
}

/// What becomes of a page's own colours; but for the first, Chromium only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    AsWritten,
    /// The browser darkens every page by itself, as Chrome on Android and WeChat can.
    AutoDark,
    /// Those of whoever reads it take their place (`forced-colors`).
    Forced,
    /// Whoever reads it asks for more contrast.
    MoreContrast,
}

/// What the phone's camera is; Chromium only, which can be given a film.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Camera {
    Missing,
    /// There is one, and its owner says no.
    Refused,
    /// It sees this film (y4m), over and over.
    Sees(&'static str),
}

pub const PHONE: Looks = Looks {
    width: 390,
    height: 844,
    dark: false,
    colours: Colours::AsWritten,
    language: "zh-CN",
    camera: Camera::Missing,
    agent: None,
};

/// WeChat's own browser on either system.
const WECHAT_ANDROID: &str = "Mozilla/5.0 (Linux; Android 14; PGT-AN10; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 \
    Chrome/126.0.6478.188 Mobile Safari/537.36 XWEB/1260117 MMWEBSDK/20240501 MicroMessenger/8.0.50.2701(0x2800325B) WeChat/arm64";
const WECHAT_IOS: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
    Mobile/15E148 MicroMessenger/8.0.49(0x18003137) NetType/WIFI Language/zh_CN";

/// After so many tests a browser is replaced: what it has kept of all of them becomes a burden.
const TESTS: u32 = 25;

/// A browser on loan; its driver goes back to the pool with it.
pub struct Browser {
    pub engine: Engine,
    pub session: Option<Session>,
    driver: Option<Driver>,
    looks: Looks,
    tests: u32,
}

struct Driver {
    engine: Engine,
    url: String,
    /// Before the screen: it ends first.
    _process: Child,
    _screen: Option<webkit::Screen>,
}

static IDLE: Mutex<Vec<Driver>> = Mutex::new(Vec::new());
/// Browsers that may serve another test.
static RESTED: Mutex<Vec<Browser>> = Mutex::new(Vec::new());

impl Browser {
    /// One that has been nowhere yet where it is going: a new one, or one that comes from other worlds.
    pub fn start(engine: Engine, looks: Looks) -> Self {
        if let Some(rested) = Self::take(engine, looks) {
            return rested;
        }
        // WebKit's driver now and then loses its browser while starting; a new driver then does it.
        let mut trouble = String::new();
        for _ in 0..3 {
            let driver = Driver::take(engine);
            match driver.open(looks) {
                Ok(session) => {
                    return Self { engine, session: Some(session), driver: Some(driver), looks, tests: 0 };
                }
                Err(refused) => trouble = refused.to_string(),
            }
        }
        panic!("{} does not start: {trouble}", engine.name());
    }

    fn take(engine: Engine, looks: Looks) -> Option<Self> {
        let mut rested = RESTED.lock().unwrap_or_else(PoisonError::into_inner);
        let fits = |one: &Self| one.engine == engine && one.looks.given_at_start() == looks.given_at_start();
        let found = rested.iter().position(fits).map(|at| rested.swap_remove(at))?;
        drop(rested);
        let session = found.session.as_ref()?;
        (engine.resize(session, looks).is_ok() && chromium::forget(session).is_ok()).then_some(found)
    }

    /// Leaves it to another test, which finds it at an empty page. For one whose test went well.
    pub fn rest(mut self) {
        self.tests += 1;
        let Some(session) = self.session.as_ref().filter(|_| self.engine == Engine::Chromium) else { return };
        let left = session.post("/url", &serde_json::json!({ "url": "about:blank" }));
        let tabs = session.get("/window/handles").ok();
        let one = tabs.as_ref().and_then(Value::as_array).is_some_and(|tabs| tabs.len() == 1);
        if left.is_ok() && one && self.tests < TESTS && self.looks.camera == Camera::Missing {
            RESTED.lock().unwrap_or_else(PoisonError::into_inner).push(self);
        }
    }
}

impl Looks {
    /// What a browser cannot change later.
    const fn given_at_start(self) -> Self {
        Self { width: 0, height: 0, ..self }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.session = None;
        if let Some(driver) = self.driver.take() {
            IDLE.lock().unwrap_or_else(PoisonError::into_inner).push(driver);
        }
    }
}

impl Driver {
    fn take(engine: Engine) -> Self {
        let mut idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner);
        let found = idle.iter().position(|driver| driver.engine == engine).map(|at| idle.swap_remove(at));
        drop(idle);
        found.unwrap_or_else(|| Self::start(engine))
    }

    fn start(engine: Engine) -> Self {
        let port = free_port();
        let screen = (engine == Engine::Webkit).then(webkit::Screen::start);
        let mut command = screen.as_ref().map_or_else(|| chromium::driver(port), |screen| webkit::driver(port, screen));
        let process = Child::start(&mut command);
        let url = format!("http://127.0.0.1:{port}");
        let deadline = Instant::now() + Duration::from_secs(20);
        while !wire::is_ready(&url) {
            assert!(Instant::now() < deadline, "{}'s driver is not ready:\n{}", engine.name(), process.said.text());
            thread::sleep(Duration::from_millis(30));
        }
        Self { engine, url, _process: process, _screen: screen }
    }

    fn open(&self, looks: Looks) -> Result<Session, Refused> {
        let capabilities = match self.engine {
            Engine::Chromium => chromium::capabilities(looks),
            Engine::Webkit => webkit::capabilities(looks),
        };
        let session = Session::start(&self.url, &common(capabilities))?;
        self.engine.resize(&session, looks)?;
        Ok(session)
    }
}

/// `none`: the driver waits for no page, [`crate::page::Page::open_path`] does. With `eager`, WebKit's driver waits at each
/// command for as long as anything of the page is still coming.
fn common(mut capabilities: Value) -> Value {
    capabilities["pageLoadStrategy"] = "none".into();
    capabilities["timeouts"] = serde_json::json!({ "script": 60_000, "pageLoad": 60_000 });
    capabilities
}

/// Ends all drivers and their screens. To be called last: nothing ends them otherwise.
pub fn end() {
    RESTED.lock().unwrap_or_else(PoisonError::into_inner).clear();
    IDLE.lock().unwrap_or_else(PoisonError::into_inner).clear();
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("an address").port()
}

pub(crate) fn program(name: &str, package: &str) -> Command {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let there = std::env::split_paths(&path).any(|folder| folder.join(name).is_file());
    assert!(there, "{name} is not on the PATH: apt-get install {package}");
    Command::new(name)
}
