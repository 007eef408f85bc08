//! A figure that has just changed counts to what it says. What is written there says it at once, for whoever hears or copies it; what counts lies
//! over it and takes no room (`[data-counting]` in the style, which leaves it out where nothing shall move).

use crate::device::dom;
use leptos::prelude::set_timeout;
use shuke_rules::Points;
use std::time::Duration;

const STEPS: i64 = 10;
const STEP: Duration = Duration::from_millis(24);
const COUNTING: &str = "data-counting";

/// From `from` to `to`, over what `selector` means, which may be drawn anew meanwhile.
pub fn count(selector: &'static str, from: Points, to: Points, write: fn(Points) -> String) {
    step(selector, from, to, write, STEPS);
}

fn step(selector: &'static str, from: Points, to: Points, write: fn(Points) -> String, left: i64) {
    let figure = dom::first(selector);
    if left == 0 {
        let _ = figure.map(|figure| figure.remove_attribute(COUNTING));
        return;
    }
    // Fast at first.
    let missing = (to.0 - from.0).saturating_mul(left * left) / (STEPS * STEPS);
    let _ = figure.map(|figure| figure.set_attribute(COUNTING, &write(Points(to.0 - missing))));
    set_timeout(move || step(selector, from, to, write, left - 1), STEP);
}
