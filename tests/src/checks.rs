//! What every screen must be: without axe's complaints, nothing sideways, targets large enough for a thumb, all of it
//! within reach of the keyboard, in one language.
//!
//! Each check gives its complaints as text; none means well. Which screens are looked at is the suite's matter.

use crate::{
    page::{Page, key},
    place,
};
use serde_json::{Value, json};
use std::{
    fs,
    sync::LazyLock,
    thread,
    time::{Duration, Instant},
};

const LAYOUT: &str = include_str!("checks/layout.js");
const KEYBOARD: &str = include_str!("checks/keyboard.js");

static AXE: LazyLock<String> = LazyLock::new(|| {
    let path = place::axe();
    fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!("axe-core is not at {} ({error}): run cargo xtask setup, or set SHUKE_AXE", path.display())
    })
});

/// Whether `what` complained, with where it was looking.
pub fn well(what: &str, complaints: &[String]) {
    assert!(complaints.is_empty(), "{what}:\n  {}", complaints.join("\n  "));
}

fn lines(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(|line| line.as_str().map(str::to_owned)).collect()
}

/// Waits until everything that moves and comes to an end has come to it.
pub fn at_rest(page: &Page) {
    let script = "await Promise.allSettled(document.getAnimations().filter((a) => a.effect.getComputedTiming().iterations < Infinity).map((a) => a.finished))";
    page.js_async(script, &json!([]));
}

/// axe-core's violations, one a line.
pub fn axe(page: &Page) -> Vec<String> {
    if page.js("return !window.axe") == true {
        page.js(&AXE);
    }
    // A colour half way through a transition has no contrast to speak of.
    at_rest(page);
    let script = "const found = await axe.run(document, { resultTypes: ['violations'] });\
        return found.violations.flatMap((rule) => rule.nodes.map((node) =>\
            `${rule.id}: ${rule.help}: ${node.target.join(' ')} ${node.html.slice(0, 160)} ${(node.any[0] || node.all[0] || node.none[0] || {}).message || ''}`));";
    lines(&page.js_async(script, &json!([])))
}

/// What sticks out of the page or is cut off at its side.
pub fn sideways(page: &Page) -> Vec<String> {
    lines(&page.js(&format!("{LAYOUT}\nreturn sideways();")))
}

/// The same while everything that can move is moving.
pub fn sideways_in_motion(page: &Page) -> Vec<String> {
    lines(&page.js(&format!("{LAYOUT}\nreturn sidewaysInMotion();")))
}

/// Dates, and figures with their unit, that a line ends within.
pub fn broken(page: &Page) -> Vec<String> {
    lines(&page.js(&format!("{LAYOUT}\nreturn broken();")))
}

/// Controls under 44 CSS pixels either way; links within a sentence are text.
pub fn small_targets(page: &Page) -> Vec<String> {
    lines(&page.js(&format!("{LAYOUT}\nreturn small(44);")))
}

/// Controls that the Tab key does not come to, or where one does not see that it has.
pub fn keyboard(page: &Page) -> Vec<String> {
    let wanted = lines(&page.js(&format!("{KEYBOARD}\nreturn begin();")));
    let mut met: Vec<String> = Vec::new();
    let mut unseen: Vec<String> = Vec::new();
    for _ in 0..wanted.len() + 3 {
        page.press(&[key::TAB]);
        let at = settled(page);
        let Some(name) = at["name"].as_str() else {
            met.push("nothing".to_owned());
            continue;
        };
        if at["seen"] == false {
            unseen.push(format!("the focus is not to be seen on {name}"));
        }
        if at["covered"] == true {
            unseen.push(format!("something covers {name}, which has the focus"));
        }
        if at["outside"] == true {
            unseen.push(format!("the focus left the sheet for {name}"));
        }
        met.push(name.to_owned());
    }
    let missed = wanted.iter().filter(|name| !met.contains(name));
    let missed = missed.map(|name| format!("Tab does not come to {name}, but to {}", met.join(", ")));
    missed.chain(unseen).collect()
}

/// Where the focus is. An engine may scroll to it a moment later: what is covered is looked at again for up to a second.
fn settled(page: &Page) -> Value {
    let end = Instant::now() + Duration::from_secs(1);
    loop {
        let at = page.js(&format!("{KEYBOARD}\nreturn where();"));
        if at["covered"] != true || Instant::now() > end {
            return at;
        }
        thread::sleep(Duration::from_millis(50));
    }
}

/// For [`moved`]: before the page is loaded.
pub const NOTES_THE_DRAWN_PAGE: &str = include_str!("checks/drawn.js");

/// What the server drew and stands elsewhere, or says something else, since the app took the page over; and what does since the style of all pages
/// came. What the app adds stands after it.
pub fn moved(page: &Page) -> Vec<String> {
    let noted = |name: &str| page.until(name, || page.js(&format!("return window.{name}")).as_array().cloned());
    let (drawn, taken, settled) = (noted("pageDrawn"), noted("pageTaken"), noted("pageSettled"));
    let place =
        |item: &Value| -> Vec<f64> { item[2].as_array().into_iter().flatten().filter_map(Value::as_f64).collect() };
    let is_same = |was: &Value, is: &Value| {
        let stays = place(was).iter().zip(place(is)).all(|(was, is)| (was - is).abs() <= 1.5);
        was[0] == is[0] && was[1] == is[1] && stays
    };
    let differing = |before: &[Value], after: &[Value], when: &str| -> Vec<String> {
        let pairs = before.iter().zip(after.iter().chain(std::iter::repeat(&Value::Null)));
        let other = pairs.filter(|(was, is)| !is_same(was, is));
        // The first says what it was; the rest follow from it.
        other.map(|(was, is)| format!("{when} {was}, then {is}")).take(3).collect()
    };
    // What the server left to the app may still be on its way then.
    let of_server = taken.get(..drawn.len().min(taken.len())).unwrap_or_default();
    [differing(&drawn, &taken, "drawn"), differing(of_server, &settled, "taken over")].concat()
}

/// Chinese text in a page that is in English. Languages may name themselves; brands and people, too.
pub fn chinese(page: &Page, names: &[&str]) -> Vec<String> {
    let mut text = page.text();
    for name in names.iter().chain(&["中文", "简体中文"]) {
        text = text.replace(name, "");
    }
    let is_chinese = |c: char| ('\u{3000}'..='\u{9fff}').contains(&c) || ('\u{ff01}'..='\u{ff60}').contains(&c);
    text.lines().filter(|line| line.chars().any(is_chinese)).map(str::to_owned).collect()
}

/// Layout shifts since the page began, as the browser counts them. Chromium only.
pub fn layout_shift(page: &Page) -> f64 {
    let script = "return new Promise((done) => {\
        let sum = 0; new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) sum += e.value })\
            .observe({ type: 'layout-shift', buffered: true });\
        setTimeout(() => done(sum), 300);});";
    page.js_async(script, &json!([])).as_f64().unwrap_or(f64::NAN)
}
