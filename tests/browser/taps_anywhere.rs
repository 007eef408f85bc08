//! Every button and link of the main screens, tapped twice: one thing is met, one page is reached, one thing is sent.

use serde_json::{Value, json};
use shuke_rules::Fen;
use shuke_tests::{
    counter::{BAG, CLERK, at_counter, redeem_here},
    orders::add_address,
    page::{Page, Spot},
    suite::{Needs, Test},
    tapped::{OF_GUESTS, OF_MEMBERS, OF_STAFF},
    world::World,
};
use std::{rc::Rc, thread, time::Duration};

/// The second tap comes when the server has answered the first.
const SOON: Duration = Duration::from_millis(300);
const SETTLED: Duration = Duration::from_millis(350);

/// Controls that one can tap, in the order of the page: rows of one kind do the same, so two of each are enough. Whoever signs out
/// finds nothing more to tap.
const CONTROLS: &str = "const kinds = new Map();
    return all('button').concat(all('link')).filter((one) => !nameOf(one).includes('退出')).filter((one) => {
      const kind = [one.tagName, one.className, one.closest('nav,main,header,.toast')?.tagName, one.closest('li') ? '' : nameOf(one)].join();
      kinds.set(kind, (kinds.get(kind) || 0) + 1);
      return kinds.get(kind) < 3 && !one.disabled && !one.download && one.getAttribute('href')?.[0] !== '#';
    })";

/// Notes what hears of a tap, and what is sent.
const WATCH: &str = "window.met = []; window.sent = []; window.before = history.length;
    document.addEventListener('click', (event) => {
      const control = event.target.closest('a,button,summary,input,label');
      if (event.detail && control) met.push([control.href || '', control.id || nameOf(control)].join(' '));
    }, true);
    const plain = window.fetch;
    window.fetch = (request, options) => {
      const method = options?.method || request.method || 'GET';
      if (method !== 'GET') sent.push(method + ' ' + (request.url || request));
      return plain(request, options);
    };";

pub fn tests() -> Vec<Test> {
    let walk = |who: &str, path: &'static str, go: fn(&World, &str) -> Rc<Page>| {
        let place = path.trim_matches('/').replace(['/', '-'], "_");
        let name = format!("{who}_meets_one_thing_on_{}", if place.is_empty() { "the_start" } else { &place });
        // What a tap does is the same everywhere; that it is one is tried in WebKit by the module `taps`.
        Test::new(module_path!(), &name, move |world| everything(&go(world, path), path)).needing(Needs::Chromium)
    };
    let members = OF_MEMBERS.map(|path| walk("a_member", path, member));
    let guests = OF_GUESTS.map(|path| walk("a_guest", path, guest));
    let staff = OF_STAFF.map(|path| walk("a_clerk", path, clerk));
    members.into_iter().chain(guests).chain(staff).collect()
}

fn member(world: &World, _: &str) -> Rc<Page> {
    let (mut api, number) = world.join(&World::new_phone());
    world.till().sell(&number, Fen(60_000));
    for street in ["安福路 1 号", "安福路 2 号"] {
        add_address(&mut api, ("林晓雨", "上海市徐汇区", street));
    }
    let page = world.phone();
    page.sign_in_as(number.as_str());
    page
}

fn guest(world: &World, _: &str) -> Rc<Page> {
    world.phone()
}

fn clerk(world: &World, _: &str) -> Rc<Page> {
    redeem_here(world, crate::staff::WHO, BAG);
    at_counter(world, CLERK)
}

fn everything(page: &Page, path: &str) {
    // What may be refused to somebody who taps on everything is not what this is about.
    for refused in ["Failed to load resource", "404", "409", "422", "429"] {
        page.expect_in_console(refused);
    }
    open(page, path);
    let count = page.looked(&format!("(() => {{ {CONTROLS}.length }})()"), &json!([])).as_u64().unwrap_or_default();
    assert!(count > 0, "nothing to tap on {path}");
    let mut tapped = 0;
    for place in 0..count {
        if place > 0 {
            open(page, path);
        }
        tapped += u64::from(one(page, path, place));
    }
    assert!(tapped * 2 > count, "only {tapped} of {count} controls of {path} could be tapped");
}

fn open(page: &Page, path: &str) {
    page.open_path(path);
    page.started();
    // What it shows has come, too.
    page.until("the page is whole", || {
        (page.js("return !document.querySelector('main [aria-busy]')") == true).then_some(())
    });
    thread::sleep(Duration::from_millis(100));
    page.looked(&format!("(() => {{ {WATCH} }})()"), &json!([]));
}

/// Taps twice on the control at that place of the list; `false` where something covers it, or it is there no more.
fn one(page: &Page, path: &str, place: u64) -> bool {
    let script = format!(
        "(() => {{ const one = (() => {{ {CONTROLS} }})()[arguments[0]]; if (!one) return null;
           one.scrollIntoView({{ block: 'center' }});
           const box = one.getClientRects()[0], [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
           return one.contains(document.elementFromPoint(x, y)) ? {{ x, y, name: nameOf(one) }} : null; }})()"
    );
    let found = page.looked(&script.replace("arguments[0]", &place.to_string()), &json!([]));
    let (Some(x), Some(y)) = (found["x"].as_f64(), found["y"].as_f64()) else { return false };
    let name = found["name"].as_str().unwrap_or_default();
    if !page.tap_at(Spot { x, y }, &[SOON]) {
        return true;
    }
    thread::sleep(SETTLED);
    let state = page
        .js("return window.met && { met: [...new Set(met)], links: met.filter((one) => one[0] !== ' ').length, sent: [...new Set(sent)],
           entries: history.length - before, dialogs: document.querySelectorAll('dialog[open]').length }");
    // Another document: one link led there, and what it heard of is gone with the old one.
    if state.is_null() {
        return true;
    }
    let count =
        |what: &str| state[what].as_array().map_or_else(|| state[what].as_u64().unwrap_or(9), |all| all.len() as u64);
    assert!(count("met") == 1, "{path}, {name}: more than one thing was met, or nothing: {}", told(&state));
    // The same button may send the same again: whether that does anything is tried where it would.
    for what in ["links", "sent", "entries", "dialogs"] {
        assert!(count(what) <= 1, "{path}, {name}: {what}: {}", told(&state));
    }
    true
}

fn told(state: &Value) -> String {
    serde_json::to_string(state).unwrap_or_default()
}
