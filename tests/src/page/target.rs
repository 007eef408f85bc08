//! Something on a page, by its role and name. It is looked for anew at each use: pages change.

use super::{Page, Spot, key};
use crate::wire::{ELEMENT, Refused};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

#[derive(Clone, Copy, Debug)]
pub enum Kind {
    Button,
    Link,
    Field,
    Box,
    Heading,
    Dialog,
    Image,
    Alert,
    Status,
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::Button => "button",
            Self::Link => "link",
            Self::Field => "field",
            Self::Box => "box",
            Self::Heading => "heading",
            Self::Dialog => "dialog",
            Self::Image => "image",
            Self::Alert => "alert",
            Self::Status => "status",
        }
    }
}

pub struct Target<'a> {
    page: &'a Page,
    kind: Kind,
    name: String,
}

impl<'a> Target<'a> {
    pub(super) fn new(page: &'a Page, kind: Kind, name: &str) -> Self {
        Self { page, kind, name: name.to_owned() }
    }

    fn title(&self) -> String {
        format!("a {} “{}”", self.kind.word(), self.name)
    }

    fn look(&self) -> Option<Value> {
        let found = self.page.look("find(arguments[0], arguments[1])", &json!([self.kind.word(), self.name])).ok()?;
        (!found.is_null()).then_some(found)
    }

    pub fn is_there(&self) -> bool {
        self.look().is_some()
    }

    /// Waits until it is there.
    pub fn wait(&self) -> &Self {
        self.page.until(&format!("there is {}", self.title()), || self.look());
        self
    }

    /// Waits until it is gone.
    pub fn gone(&self) {
        self.page.until(&format!("{} is gone", self.title()), || self.look().is_none().then_some(()));
    }

    /// Tries until the page stands still enough for it.
    fn with<T>(&self, what: &str, act: impl Fn(&Value, &str) -> Result<T, Refused>) -> T {
        let mut last = String::new();
        let started = Instant::now();
        self.page.until(&format!("{what} {}", self.title()), || {
            let element = self.look()?;
            let id = element[ELEMENT].as_str()?.to_owned();
            match act(&element, &id) {
                Ok(value) => Some(value),
                Err(refused) => {
                    last = refused.to_string();
                    let late = started.elapsed() > Duration::from_secs(10);
                    assert!(refused.is_passing() && !late, "cannot {what} {}: {last}", self.title());
                    None
                }
            }
        })
    }

    /// Brings it to the middle, away from the bar at the bottom, and taps it; whoever means another tap waits a moment.
    pub fn click(&self) {
        self.with("click", |element, id| {
            let at = self.page.bring(element)?;
            self.page.rest(at);
            let clicked = self.page.session().post(&format!("/element/{id}/click"), &json!({}))?;
            self.page.tapped(at);
            Ok(clicked)
        });
    }

    /// Puts a finger on it, which stays there.
    pub fn press(&self) -> Pressed<'a> {
        self.press_with(0)
    }

    /// The same with another button of a mouse.
    pub fn press_with(&self, button: u8) -> Pressed<'a> {
        self.with("press", |element, _| {
            let at = self.page.bring(element)?;
            self.page.rest(at);
            let down = json!([
                { "type": "pointerMove", "duration": 0, "x": at.x.round(), "y": at.y.round(), "origin": "viewport" },
                { "type": "pointerDown", "button": button },
            ]);
            act(self.page, &down)?;
            self.page.tapped(at);
            Ok(())
        });
        Pressed { page: self.page, button }
    }

    /// Two taps as fast as a thumb can.
    pub fn double_tap(&self) {
        self.with("tap twice", |element, _| {
            let at = self.page.bring(element)?;
            self.page.rest(at);
            let tap = json!([
                { "type": "pointerMove", "duration": 0, "x": 0, "y": 0, "origin": element },
                { "type": "pointerDown", "button": 0 }, { "type": "pointerUp", "button": 0 },
                { "type": "pause", "duration": 40 },
                { "type": "pointerDown", "button": 0 }, { "type": "pointerUp", "button": 0 },
            ]);
            let done = act(self.page, &tap)?;
            self.page.tapped(at);
            Ok(done)
        });
    }

    /// Two taps on the same spot, whatever has come there when the second one comes.
    pub fn tap_twice(&self, pause: Duration) {
        let at = self.spot();
        self.page.tap_at(at, &[pause]);
    }

    /// Where a tap on it lands, once it is in the middle of the window.
    pub fn spot(&self) -> Spot {
        let at = self.with("bring", |element, _| self.page.bring(element));
        self.page.rest(at);
        at
    }

    /// Replaces what is in a field, as typing does. On a busy machine WebKit's driver loses keys: it types again then.
    pub fn fill(&self, text: &str) {
        self.with("fill", |element, id| {
            self.page.session().post(&format!("/element/{id}/clear"), &json!({}))?;
            self.page.session().post(&format!("/element/{id}/value"), &json!({ "text": text }))?;
            let typed = self.page.session().run("return arguments[0].value", &json!([element]))?;
            if typed == text { Ok(()) } else { Err(Refused::passing(&format!("{typed} was typed"))) }
        });
    }

    /// Sets a date field; how one types a date differs from browser to browser.
    pub fn set_date(&self, day: &str) {
        let script = "const field = arguments[0]; field.value = arguments[1];\
            for (const name of ['input', 'change']) field.dispatchEvent(new Event(name, { bubbles: true }));";
        self.with("set", |element, _| self.page.session().run(script, &json!([element, day])));
    }

    /// Chooses from a `select`, by what the option says.
    pub fn choose(&self, option: &str) {
        let script = "const list = arguments[0];\
            const found = [...list.options].find((option) => option.text.replace(/\\u2060/g, '').replace(/\\s+/g, ' ').trim() === arguments[1]);\
            if (!found) return false; list.value = found.value;\
            for (const name of ['input', 'change']) list.dispatchEvent(new Event(name, { bubbles: true })); return true;";
        let done = self.with("choose in", |element, _| self.page.session().run(script, &json!([element, option])));
        assert_eq!(done, true, "{} has no option “{option}”", self.title());
    }

    /// Ticks it, or switches it on, by its label if it has one: that is what a thumb meets.
    pub fn tick(&self) {
        let script = "const box = arguments[0]; return box.labels?.[0] || box";
        self.with("tick", |element, _| {
            let label = self.page.session().run(script, &json!([element]))?;
            let at = self.page.bring(&label)?;
            self.page.rest(at);
            let id = label[ELEMENT].as_str().unwrap_or_default();
            let ticked = self.page.session().post(&format!("/element/{id}/click"), &json!({}))?;
            self.page.tapped(at);
            Ok(ticked)
        });
    }

    pub fn is_ticked(&self) -> bool {
        self.ask("element.checked || element.getAttribute('aria-checked') === 'true'") == true
    }

    /// What the expression says of `element`.
    pub fn ask(&self, expression: &str) -> Value {
        let script = format!("const element = arguments[0]; return {expression};");
        self.with("ask", |element, _| self.page.session().run(&script, &json!([element])))
    }

    pub fn text(&self) -> String {
        self.ask("element.innerText").as_str().unwrap_or_default().replace(super::JOINER, "")
    }

    pub fn value(&self) -> String {
        self.ask("element.value").as_str().unwrap_or_default().to_owned()
    }

    pub fn is_focused(&self) -> bool {
        self.ask("document.activeElement === element") == true
    }

    /// Comes to it by the Tab key alone, from where the focus is.
    pub fn tab_to(&self) -> &Self {
        self.wait();
        for _ in 0..80 {
            if self.is_focused() {
                return self;
            }
            self.page.press(&[key::TAB]);
        }
        panic!("the Tab key does not lead to {}", self.title());
    }
}

/// A finger that is down.
#[must_use]
pub struct Pressed<'a> {
    page: &'a Page,
    button: u8,
}

impl Pressed<'_> {
    pub fn move_to(self, x: i32, y: i32) -> Self {
        let away = json!([{ "type": "pointerMove", "duration": 0, "x": x, "y": y, "origin": "viewport" }]);
        act(self.page, &away).expect("the finger is moved");
        self
    }

    pub fn release(self) {
        act(self.page, &json!([{ "type": "pointerUp", "button": self.button }])).expect("the finger is lifted");
    }
}

fn act(page: &Page, actions: &Value) -> Result<Value, Refused> {
    let finger =
        json!({ "type": "pointer", "id": "finger", "parameters": { "pointerType": "mouse" }, "actions": actions });
    page.session().post("/actions", &json!({ "actions": [finger] }))
}
