//! What belongs to the member: their things in a grid, and the way to what is set.

use serde_json::json;
use shuke_tests::{page::Page, suite::Test, tests, world::World};
use std::time::Duration;

pub fn tests() -> Vec<Test> {
    let mut all = tests![
        ones_things_are_there_before_the_server_has_answered,
        the_phone_comes_late_and_the_focus_stays_on_the_heading
    ];
    all.extend(tests![engines:
        three_things_stand_beside_each_other_and_two_where_there_is_less_room,
        another_member_in_another_tab_leaves_nothing_of_the_first,
    ]);
    all
}

/// How many stand in the first line.
fn beside_each_other(page: &Page) -> u64 {
    let script = "const all = [...document.querySelectorAll('.things > li')].map((e) => Math.round(e.getBoundingClientRect().top));\
        return all.filter((top) => top === all[0]).length";
    page.js(script).as_u64().unwrap_or_default()
}

fn three_things_stand_beside_each_other_and_two_where_there_is_less_room(world: &World) {
    let page = world.member(0);
    page.open_path("/me");
    page.started();
    assert_eq!(beside_each_other(&page), 3, "a phone of 390 px");
    assert_eq!(page.js("return document.querySelectorAll('.things > li').length"), 9, "no line is left half empty");
    page.js("document.documentElement.dataset.type = 'large'");
    assert_eq!(beside_each_other(&page), 2, "large type");
    page.js("delete document.documentElement.dataset.type");
    page.resize(320, 700);
    page.until("two beside each other at 320 px", || (beside_each_other(&page) == 2).then_some(()));
}

fn ones_things_are_there_before_the_server_has_answered(world: &World) {
    let page = world.member(0);
    page.kept_for_later();
    world.gate.slow(Duration::from_millis(1500));
    page.link("我的").click();
    page.heading(&world.data.demo.members[0].name).wait();
    assert!(page.link("小票").is_there() && page.link("设置").is_there());
    assert!(!page.shows("加入"), "the server has answered already");
    page.see("加入");
}

fn the_phone_comes_late_and_the_focus_stays_on_the_heading(world: &World) {
    let page = world.member(0);
    page.kept_for_later();
    world.gate.slow(Duration::from_millis(800));
    page.link("我的").click();
    let on_heading = "return document.activeElement.tagName === 'H1'";
    page.until("the focus is on the heading", || (page.js(on_heading) == true).then_some(()));
    let top = "return Math.round(document.querySelector('.things').getBoundingClientRect().top)";
    let before = page.js(top);
    page.see("••••");
    assert_eq!(json!([page.js(on_heading), page.js(top)]), json!([true, before]), "nothing moved");
}

fn another_member_in_another_tab_leaves_nothing_of_the_first(world: &World) {
    let page = world.member(0);
    let members = &world.data.demo.members;
    page.link("我").click();
    page.see(&members[0].name);
    page.link("卡").click();
    page.button("签到 +").wait();
    let first = page.tab();
    page.new_tab();
    page.sign_in_as(&members[1].card);
    page.go_to_tab(&first);
    page.expect_in_console("409");
    // Whatever asks the server finds out, and what was meant for the first is not done for the second.
    page.button("签到 +").click();
    page.see(&members[1].name);
    page.see_no(&members[0].name);
    page.started();
    page.button("签到 +").wait();
    page.link("我").click();
    page.see(&members[1].name);
    page.see_no(&members[0].name);
}
