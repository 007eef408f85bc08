//! A page as a member meets it: found by role and name, waited for, used with fingers and keys.

mod device;
mod speech;
mod target;
mod thumb;

use speech::Speech;
pub use target::{Kind, Target};
pub use thumb::Spot;

use crate::{
    engine::{Browser, Engine, Looks},
    gate::Gate,
    wire::{Refused, Session},
};
use serde_json::{Value, json};
use std::{
    cell::{Cell, RefCell},
    thread,
    time::{Duration, Instant},
};

const LOOK: &str = include_str!("page/look.js");
/// Remembers what goes wrong in a page, for an engine whose driver does not tell.
const CONSOLE: &str = include_str!("page/console.js");
const PATIENCE: Duration = Duration::from_secs(20);

pub struct Page {
    browser: Browser,
    pub looks: Looks,
    /// `http://127.0.0.1:4711`
    pub base: String,
    /// Parts of console messages that the test provokes.
    expected: RefCell<Vec<String>>,
    /// When it was tapped last, and where, if one place can be named.
    tapped: Cell<Option<(Instant, Option<Spot>)>>,
    /// Whether something was done to the browser that no other test is to meet.
    worn: Cell<bool>,
    pub(crate) speech: Speech,
}

/// Keys as WebDriver writes them.
pub mod key {
    pub const TAB: &str = "\u{e004}";
    pub const ENTER: &str = "\u{e007}";
    pub const SHIFT: &str = "\u{e008}";
    pub const ESCAPE: &str = "\u{e00c}";
    pub const SPACE: &str = " ";
}

impl Page {
    pub fn open(engine: Engine, looks: Looks, gate: &Gate) -> Self {
        if engine == Engine::Webkit {
            gate.preload(CONSOLE);
            // Its language is that of the system, which may have none but C.
            gate.speak(looks.language);
            gate.preload(&format!(
                "Object.defineProperty(navigator, 'language', {{ get: () => '{}' }});",
                looks.language
            ));
            gate.preload(&format!(
                "Object.defineProperty(navigator, 'languages', {{ get: () => ['{}'] }});",
                looks.language
            ));
        }
        let browser = Browser::start(engine, looks);
        Self {
            browser,
            looks,
            base: gate.url(),
            expected: RefCell::default(),
            tapped: Cell::default(),
            worn: Cell::default(),
            speech: Speech::of(looks),
        }
    }

    pub fn session(&self) -> &Session {
        self.browser.session.as_ref().expect("a session")
    }

    pub fn engine(&self) -> Engine {
        self.browser.engine
    }

    /// Goes there, until the HTML is there; scripts and pictures may still be coming.
    pub fn open_path(&self, path: &str) {
        self.leave(|| self.post("/url", &json!({ "url": format!("{}{path}", self.base) })));
    }

    pub fn reload(&self) {
        self.leave(|| self.post("/refresh", &json!({})));
    }

    /// Waits until the app has taken the page over: it leaves a mark in the document's own time.
    pub fn started(&self) -> &Self {
        let there = "return performance.getEntriesByName('interactive').length > 0";
        self.until("the app has started", || (self.js(there) == true).then_some(()));
        self
    }

    /// Does what leads to another document, and waits for that one. Each has its own beginning in time.
    fn leave(&self, go: impl FnOnce() -> Value) {
        let mark = "document.left = true; return performance.timeOrigin";
        let before = self.session().run(mark, &json!([])).unwrap_or(Value::Null);
        go();
        let there =
            "return (!document.left || performance.timeOrigin !== arguments[0]) && document.readyState !== 'loading'";
        let there = || self.session().ask(there, &json!([before]), Duration::from_secs(2));
        self.until("the page is there", || (there().ok()? == true).then_some(()));
    }

    pub fn back(&self) {
        self.post("/back", &json!({}));
    }

    /// Path and query of where we are.
    pub fn path(&self) -> String {
        self.js("return location.pathname + location.search").as_str().unwrap_or_default().to_owned()
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        self.session().post(path, body).unwrap_or_else(|refused| panic!("{path} {body}: {refused}"))
    }

    pub fn js(&self, script: &str) -> Value {
        self.js_with(script, &json!([]))
    }

    pub fn js_with(&self, script: &str, arguments: &Value) -> Value {
        let run = self.session().run(script, arguments);
        run.unwrap_or_else(|refused| panic!("{refused}\nin {script}"))
    }

    /// The body of an async function; gives what it returns.
    pub fn js_async(&self, script: &str, arguments: &Value) -> Value {
        let whole = format!(
            "const done = arguments[arguments.length - 1];\
             (async (...args) => {{ {script} }})(...[...arguments].slice(0, -1)).then(done, (e) => done({{ failed: String(e) }}))"
        );
        let value = self.session().run_async(&whole, arguments);
        let value = value.unwrap_or_else(|refused| panic!("{refused}\nin {script}"));
        assert!(value["failed"].is_null(), "{}\nin {script}", value["failed"]);
        value
    }

    fn look(&self, call: &str, arguments: &Value) -> Result<Value, Refused> {
        self.session().run(&format!("{LOOK}\nreturn {call};"), arguments)
    }

    /// Runs `call` with the helpers of `look.js` in reach.
    pub fn looked(&self, call: &str, arguments: &Value) -> Value {
        self.look(call, arguments).unwrap_or_else(|refused| panic!("{refused}\nin {call}"))
    }

    pub fn find(&self, kind: Kind, name: &str) -> Target<'_> {
        Target::new(self, kind, name)
    }

    pub fn button(&self, name: &str) -> Target<'_> {
        self.find(Kind::Button, name)
    }

    pub fn link(&self, name: &str) -> Target<'_> {
        self.find(Kind::Link, name)
    }

    pub fn field(&self, label: &str) -> Target<'_> {
        self.find(Kind::Field, label)
    }

    /// A checkbox, radio or switch.
    pub fn choice(&self, label: &str) -> Target<'_> {
        self.find(Kind::Box, label)
    }

    pub fn heading(&self, name: &str) -> Target<'_> {
        self.find(Kind::Heading, name)
    }

    pub fn dialog(&self) -> Target<'_> {
        self.find(Kind::Dialog, "")
    }

    /// What can be read on the page.
    pub fn text(&self) -> String {
        self.js("return document.body ? document.body.innerText : ''").as_str().unwrap_or_default().replace(JOINER, "")
    }

    /// Waits until the page shows `text`, wherever its lines break.
    pub fn see(&self, text: &str) {
        let wanted = without_spaces(text);
        self.until(&format!("“{text}” is shown"), || without_spaces(&self.text()).contains(&wanted).then_some(()));
    }

    /// Waits until the page no longer shows `text`.
    pub fn see_no(&self, text: &str) {
        let unwanted = without_spaces(text);
        self.until(&format!("“{text}” is gone"), || {
            (!without_spaces(&self.text()).contains(&unwanted)).then_some(())
        });
    }

    pub fn shows(&self, text: &str) -> bool {
        without_spaces(&self.text()).contains(&without_spaces(text))
    }

    /// Waits until the address is `path`.
    pub fn arrive(&self, path: &str) {
        self.until(&format!("the address is {path}"), || (self.path() == path).then_some(()));
    }

    /// Looks again and again until `look` finds something; fails with what the page showed last.
    pub fn until<T>(&self, what: &str, mut look: impl FnMut() -> Option<T>) -> T {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = look() {
                return found;
            }
            let late = Instant::now() > deadline;
            assert!(!late, "not within {} s: {what}\nat {}:\n{}", PATIENCE.as_secs(), self.path(), self.text());
            thread::sleep(Duration::from_millis(60));
        }
    }

    /// Presses keys one after the other, as fast as the page draws: WebKit's driver loses keys that come while the one before is
    /// still on its way to the page. A chord is one entry of several.
    pub fn press(&self, keys: &[&str]) {
        let drawn = "return new Promise(done => requestAnimationFrame(() => setTimeout(done, 30)))";
        for chord in keys {
            let down = chord.chars().map(|key| json!({ "type": "keyDown", "value": key.to_string() }));
            let up = chord.chars().rev().map(|key| json!({ "type": "keyUp", "value": key.to_string() }));
            let actions: Vec<Value> = down.chain(up).collect();
            self.post("/actions", &json!({ "actions": [{ "type": "key", "id": "keys", "actions": actions }] }));
            // A key that leads to another page takes the script with it.
            let _ = self.session().run(drawn, &json!([]));
        }
    }
}

/// Keeps a date on one line, and is nothing to read.
const JOINER: char = '\u{2060}';

fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != JOINER).collect()
}
