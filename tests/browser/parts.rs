//! The app in several files: the card waits for no other page, and no other page waits for longer than it must.

use serde_json::json;
use shuke_tests::{page::Page, place, suite::Test, tests, world::World};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

pub fn tests() -> Vec<Test> {
    tests![engines:
        a_page_whose_part_does_not_come_says_so_and_comes_when_one_tries_again,
        the_card_can_be_used_before_any_part_is_fetched_and_later_all_are_there,
        a_page_that_needs_a_part_has_it_on_its_way_from_the_start,
        a_card_that_one_goes_on_to_is_not_shown_before_its_style,
        who_leaves_before_all_of_the_app_is_there_leaves_nothing_behind,
    ]
}

/// The files of a part beyond the first, as the build wrote them down.
fn files_of(part: &str) -> Vec<String> {
    let path = place::dist().join("parts.json");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut parts: BTreeMap<String, Vec<String>> = serde_json::from_str(&text).expect("parts and their files");
    parts.remove(part).unwrap_or_else(|| panic!("no part {part} in {text}: these tests need the cut app"))
}

/// Which of `files` were asked for so far.
fn asked(world: &World, files: &[String]) -> Vec<String> {
    let seen = world.gate.seen();
    files.iter().filter(|file| seen.contains(&format!("GET {file}"))).cloned().collect()
}

/// Waits until all of `files` were asked for.
fn all_asked(world: &World, page: &Page, files: &[String]) {
    page.until("all files of the part are asked for", || (asked(world, files).len() == files.len()).then_some(()));
}

/// What the app fetches a second after its start, ahead of being asked, does not come.
const NOTHING_AHEAD: &str = "const later = window.setTimeout;\
    window.setTimeout = (what, after, ...more) => after === 1000 ? 0 : later(what, after, ...more);";

fn a_page_whose_part_does_not_come_says_so_and_comes_when_one_tries_again(world: &World) {
    world.gate.preload(NOTHING_AHEAD);
    let page = world.member(0);
    page.expect_in_console("Failed to load resource");
    page.expect_in_console("ERR_");
    page.expect_in_console("cannot load");
    assert_eq!(asked(world, &files_of("tiers")), Vec::<String>::new());
    world.gate.cut();
    page.link("全部等级").click();
    page.arrive("/tiers");
    page.see("连不上");
    // Not what the page before was called.
    assert_eq!(title(&page), "小满");
    let server = world.server().address;
    world.gate.lead_to(server);
    page.button("再试一次").click();
    page.see("等级怎么算");
    page.until("the page says what it is called", || (title(&page) == "等级 · 小满").then_some(()));
    page.link("我的").click();
    page.arrive("/me");
    page.until("so does one of another part", || (title(&page) == "我的 · 小满").then_some(()));
    page.link("卡").click();
    page.arrive("/");
    page.until("the card is the brand's", || (title(&page) == "小满").then_some(()));
}

fn title(page: &Page) -> String {
    page.js("return document.title").as_str().unwrap_or_default().to_owned()
}

/// Notes when the app has taken the page over: it numbers the entries of the history.
const BEGAN: &str = "const replace = history.replaceState;\
    history.replaceState = function (...all) { window.began ??= performance.now(); return replace.apply(this, all) };";
/// The earliest fetch of one of these files, when the app had the page, and how many of them have come.
const EARLIEST: &str = "const of = new Set(arguments[0]);\
    const fetched = performance.getEntriesByType('resource').filter(({ name }) => of.has(new URL(name).pathname));\
    return [Math.min(...fetched.map(({ startTime }) => startTime)), window.began, new Set(fetched.map(({ name }) => name)).size]";

fn the_card_can_be_used_before_any_part_is_fetched_and_later_all_are_there(world: &World) {
    world.gate.preload(BEGAN);
    let page = world.phone();
    page.sign_in_as(world.card(0).as_str());
    page.open_path("/");
    page.started();
    let files = [files_of("code"), files_of("tiers")].concat();
    all_asked(world, &page, &files);
    let different = files.iter().collect::<BTreeSet<_>>().len();
    // Told of each file only when it has come.
    let (fetched, began) = page.until("the browser tells when each file was fetched", || {
        let times = page.js_with(EARLIEST, &json!([files]));
        (times[2] == different).then_some((times[0].as_f64()?, times[1].as_f64()?))
    });
    assert!(fetched > began, "a part was fetched at {fetched} ms, the app had the page at {began} ms");
    page.kept_for_later();
    let before = world.gate.seen().len();
    page.link("全部等级").click();
    page.see("等级怎么算");
    let after = world.gate.seen().split_off(before);
    // Drawings come when they are seen.
    let is_file = |line: &&String| !line.contains("/api/") && !line.contains("/art/");
    let files: Vec<&String> = after.iter().filter(is_file).collect();
    assert!(files.is_empty(), "going there asked for {files:?}");
}

fn a_page_that_needs_a_part_has_it_on_its_way_from_the_start(world: &World) {
    let page = world.phone();
    page.sign_in_as(world.card(0).as_str());
    let own = files_of("me");
    // The app itself does not come: whatever is asked for, the page asked for.
    world.gate.preload("WebAssembly.instantiateStreaming = WebAssembly.instantiate = () => new Promise(() => {});");
    page.open_path("/me");
    all_asked(world, &page, &own);
    assert_eq!(page.js("return typeof history.state"), "object", "the app has not started");
    let others = files_of("code").into_iter().filter(|file| !own.contains(file)).collect::<Vec<_>>();
    assert_eq!(others.len(), 1, "a part is one file besides what all have");
    assert_eq!(asked(world, &others), Vec::<String>::new());
}

/// What the card looks like, as far as no other page has it.
const OF_THE_CARD: &str = "const style = getComputedStyle(document.querySelector('.tier-card'));\
    return [style.borderTopLeftRadius, style.display]";

fn a_card_that_one_goes_on_to_is_not_shown_before_its_style(world: &World) {
    world.gate.preload(NOTHING_AHEAD);
    let page = world.phone();
    page.sign_in_as(world.card(0).as_str());
    page.expect_in_console("Failed to load resource");
    page.expect_in_console("ERR_");
    page.expect_in_console("cannot load");
    page.open_path("/me");
    page.started();
    assert_eq!(page.js("return document.querySelectorAll('style[data-part]').length"), 1);
    world.gate.cut();
    page.link("卡").click();
    page.arrive("/");
    page.see("连不上");
    assert_eq!(page.js("return document.querySelector('.tier-card')"), json!(null));
    let server = world.server().address;
    world.gate.lead_to(server);
    page.button("再试一次").click();
    page.see("你的权益");
    assert_eq!(page.js(OF_THE_CARD), json!(["20px", "flex"]));
    page.link("我的").click();
    page.arrive("/me");
    page.link("卡").click();
    page.arrive("/");
    page.see("你的权益");
}

fn who_leaves_before_all_of_the_app_is_there_leaves_nothing_behind(world: &World) {
    // Every byte is paid for, so that the other half waits; and nothing can be had in place, as while a page is left.
    world.gate.preload(
        "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });\
         XMLHttpRequest.prototype.send = () => { throw new DOMException('left', 'NetworkError'); };",
    );
    let page = world.member(0);
    page.started();
    let began = page.js("return performance.timeOrigin");
    page.js("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))");
    page.js_async("await new Promise((done) => setTimeout(done, 300))", &json!([]));
    assert_eq!(page.js("return performance.timeOrigin"), began, "it did not begin anew");
}
