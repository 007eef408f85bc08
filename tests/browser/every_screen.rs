//! What holds on every screen: nobody is shut out, nothing is cut off, both languages are whole.

use shuke_tests::{
    checks::{self, well},
    engine::{Looks, PHONE},
    page::Page,
    screens::SCREENS,
    suite::Test,
    world::World,
};

pub fn tests() -> Vec<Test> {
    let of_each = SCREENS.iter().flat_map(|screen| {
        let name = screen.name;
        let all = Test::new(module_path!(), &format!("{name}_is_for_everybody"), |world| {
            for_everybody(&(screen.reach)(world, PHONE), screen.name);
        });
        let english = Test::new(module_path!(), &format!("{name}_is_whole_in_english"), |world| {
            let page = (screen.reach)(world, Looks { language: "en", ..PHONE });
            in_english(world, &page, screen.name);
        });
        [all, english]
    });
    of_each.collect()
}

fn for_everybody(page: &Page, name: &str) {
    well(&format!("{name}: axe, light"), &checks::axe(page));
    well(&format!("{name}: sideways"), &checks::sideways(page));
    well(&format!("{name}: targets under 44 px"), &checks::small_targets(page));
    well(&format!("{name}: keyboard"), &checks::keyboard(page));
    page.js("document.documentElement.dataset.theme = 'dark'");
    well(&format!("{name}: axe, dark"), &checks::axe(page));
    page.double_text();
    well(&format!("{name}: axe, 200 % text"), &checks::axe(page));
    well(&format!("{name}: sideways, 200 % text"), &checks::sideways(page));
    page.resize(320, 700);
    well(&format!("{name}: sideways, 200 % text, 320 px"), &checks::sideways(page));
}

/// Names of people and brands stay what they are.
fn in_english(world: &World, page: &Page, name: &str) {
    if name == "too_old" {
        // Both languages beside each other: this page cannot know which one is wanted.
        return;
    }
    assert_eq!(page.js("return document.documentElement.lang"), "en");
    well(
        &format!("{name}: Chinese in English"),
        &checks::chinese(page, &names(world).iter().map(String::as_str).collect::<Vec<_>>()),
    );
    let title = page.js("return document.title").as_str().unwrap_or_default().to_owned();
    assert!(title.is_ascii() || title.contains("Xiaoman"), "the title is “{title}”");
}

/// What is called the same in every language: what the seal says, what people and goods are called.
fn names(world: &World) -> Vec<String> {
    let people = world.data.demo.members.iter().map(|member| member.name.as_str());
    let staff = world.data.demo.staff.iter().map(|colleague| colleague.name.as_str());
    let whole: Vec<&str> = people.chain(staff).chain(["小满", "林晓雨", "燕麦拿铁"]).collect();
    // On boards others are the first letter of theirs.
    let masked = whole.iter().filter_map(|name| name.chars().next()).map(|first| format!("{first}**"));
    masked.chain(whole.iter().map(|name| (*name).to_owned())).collect()
}
