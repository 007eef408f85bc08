//! A thumb on the glass: where it taps, how soon again, and the moment that the app lets pass before another control may be met
//! where one was just tapped (`index.html`).

use super::{LOOK, Page};
use crate::wire::Refused;
use serde_json::{Value, json};
use std::{
    thread,
    time::{Duration, Instant},
};

const THUMB: &str = include_str!("thumb.js");

/// From the corner of the window, in px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    pub x: f64,
    pub y: f64,
}

/// The app takes a second tap for the same thumb's for 600 ms; a little more, because a driver reports late.
const MOMENT: Duration = Duration::from_millis(650);
/// Within this of the first, in px; the app says 40.
const WIDTH: f64 = 48.0;

impl Page {
    /// Scrolls it to the middle; where a tap on it lands.
    pub(super) fn bring(&self, element: &Value) -> Result<Spot, Refused> {
        let script = "arguments[0].scrollIntoView({ block: 'center' });\
            const box = arguments[0].getClientRects()[0] || arguments[0].getBoundingClientRect();\
            return [box.x + box.width / 2, box.y + box.height / 2]";
        let at = self.session().run(script, &json!([element]))?;
        let part = |place: usize| at[place].as_f64().unwrap_or_default();
        Ok(Spot { x: part(0), y: part(1) })
    }

    /// Waits as long as somebody does who has seen what the last tap did.
    pub(super) fn rest(&self, at: Spot) {
        let Some((when, before)) = self.tapped.get() else { return };
        if before.is_none_or(|before| (at.x - before.x).hypot(at.y - before.y) < WIDTH) {
            thread::sleep(MOMENT.saturating_sub(when.elapsed()));
        }
    }

    pub(super) fn tapped(&self, at: Spot) {
        self.tapped.set(Some((Instant::now(), Some(at))));
    }

    /// Taps there, and again after each pause; `false` where the machine was too busy for all of it.
    pub fn tap_at(&self, at: Spot, pauses: &[Duration]) -> bool {
        let pauses: Vec<u128> = pauses.iter().map(Duration::as_millis).collect();
        self.by_thumb("return await taps(...args)", &json!([at.x, at.y, pauses])) == true
    }

    /// Taps there, and once more on the same spot as soon as the page says `done` and the button `next` has come there: the page is
    /// moved so. `false` where the machine was too busy.
    pub fn tap_and_meet(&self, at: Spot, done: &str, next: &str) -> bool {
        self.by_thumb("return await meet(...args)", &json!([at.x, at.y, done, next])) == true
    }

    /// Runs `script` with `look.js` and `thumb.js` in reach.
    pub fn by_thumb(&self, script: &str, arguments: &Value) -> Value {
        let done = self.js_async(&format!("{LOOK}\n{THUMB}\n{script}"), arguments);
        // Where it was does not matter: the next click waits for it wherever it is.
        self.tapped.set(Some((Instant::now(), None)));
        done
    }
}
