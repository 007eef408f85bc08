//! What holds on every screen: nobody is shut out, nothing is cut off, both languages are whole. One visit for all of it.
//!
//! What axe and the words say does not depend on the engine: they are looked at in Chromium. Layout and keyboard are in each.

use serde_json::json;
use shuke_face::Route;
use shuke_tests::{
    checks::{self, well},
    engine::{Engine, Looks, PHONE},
    page::Page,
    screens::{English, SCREENS, Screen},
    suite::{Needs, Test},
    world::World,
};

pub fn tests() -> Vec<Test> {
    let mut all = shuke_tests::tests![engines: whoever_asks_for_english_has_it_from_the_first_html];
    all.extend(SCREENS.iter().map(|screen| {
        let name = format!("{}_is_for_everybody_in_both_languages", screen.name);
        Test::new(module_path!(), &name, |world| look_at(world, screen)).needing(Needs::Each)
    }));
    all
}

fn look_at(world: &World, screen: &Screen) {
    if !BEYOND_THE_SERVER.contains(&screen.name) {
        world.gate.preload(checks::NOTES_THE_DRAWN_PAGE);
    }
    let page = (screen.reach)(world, PHONE);
    let path = page.js("return location.pathname").as_str().unwrap_or_default().to_owned();
    assert_eq!(Route::parse(&path).page, screen.at, "{path}");
    let all = world.engine == Engine::Chromium || Engine::named().is_some();
    for_everybody(&page, screen.name, all);
    match screen.english {
        _ if !all => (),
        English::Both(_) => (),
        English::Anew(_) => {
            let anew = World::new(world.engine, world.brand);
            let page = (screen.reach)(&anew, Looks { language: "en", ..PHONE });
            in_english(&anew, &page, screen.name);
            drop(page);
            anew.all_quiet();
            anew.end_well();
        }
        English::InPlace | English::Then(_) => {
            page.normal_text();
            page.resize(PHONE.width, PHONE.height);
            screen.turn_english(&page);
            in_english(world, &page, screen.name);
        }
    }
    if !BEYOND_THE_SERVER.contains(&screen.name) {
        page.normal_text();
        page.resize(PHONE.width, PHONE.height);
        page.reload();
        page.started();
        well(&format!("{}: taken over", screen.name), &checks::moved(&page));
        let served = "const html = await (await fetch(location)).text(); return new DOMParser().parseFromString(html, 'text/html').title";
        let served = page.js_async(served, &json!([]));
        page.until("it is called as it was served", || (page.js("return document.title") == served).then_some(()));
    }
}

/// Where no server draws anything, or none is there; or who opens it anew is led on.
const BEYOND_THE_SERVER: [&str; 4] = ["error", "offline", "too_old", "join_given"];

/// `all`: with what is the same in every engine.
fn for_everybody(page: &Page, name: &str, all: bool) {
    let axe = |how: &str| {
        if all {
            well(&format!("{name}: axe, {how}"), &checks::axe(page));
        }
    };
    axe("light");
    well(&format!("{name}: sideways"), &checks::sideways(page));
    well(&format!("{name}: lines that end where none may"), &checks::broken(page));
    well(&format!("{name}: targets under 44 px"), &checks::small_targets(page));
    well(&format!("{name}: keyboard"), &checks::keyboard(page));
    page.js("document.documentElement.dataset.theme = 'dark'");
    axe("dark");
    page.double_text();
    axe("200 % text");
    well(&format!("{name}: sideways, 200 % text"), &checks::sideways(page));
    page.resize(320, 700);
    well(&format!("{name}: sideways, 200 % text, 320 px"), &checks::sideways(page));
}

/// Names of people and brands stay what they are.
fn in_english(world: &World, page: &Page, name: &str) {
    assert_eq!(page.js("return document.documentElement.lang"), "en");
    let names = names(world);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    well(&format!("{name}: Chinese in English"), &checks::chinese(page, &names));
    let title = page.js("return document.title").as_str().unwrap_or_default().to_owned();
    assert!(title.is_ascii() || title.contains("Xiaoman"), "the title is “{title}”");
    for large in [false, true] {
        if large {
            page.double_text();
        }
        let how = if large { ", 200 % text" } else { "" };
        well(&format!("{name}: sideways in English{how}"), &checks::sideways(page));
        well(&format!("{name}: lines that end where none may, in English{how}"), &checks::broken(page));
    }
}

/// Nobody has chosen a language yet: the browser says which.
fn whoever_asks_for_english_has_it_from_the_first_html(world: &World) {
    world.gate.hold(".js");
    let page = world.browser(Looks { language: "en", ..PHONE });
    page.open_path("/");
    page.see("What the card gets you");
    in_english(world, &page, "the first HTML");
    world.gate.release();
    page.started();
    page.see("What the card gets you");
    in_english(world, &page, "the app");
}

/// What is called the same in every language: what the seal says, what people and goods are called.
fn names(world: &World) -> Vec<String> {
    let people = world.data.demo.members.iter().map(|member| member.name.as_str());
    let staff = world.data.demo.staff.iter().map(|colleague| colleague.name.as_str());
    let whole: Vec<&str> = people.chain(staff).chain(["小满", "林晓雨", "晓雨", "燕麦拿铁"]).collect();
    // On boards others are the first letter of theirs.
    let masked = whole.iter().filter_map(|name| name.chars().next()).map(|first| format!("{first}**"));
    masked.chain(whole.iter().map(|name| (*name).to_owned())).collect()
}
