//! The way to the counter: signing in, and the addresses of its pages.

use crate::staff::{WHO, look_up, name, sign_in};
use shuke_tests::{
    counter::{CLERK, at_counter, member_code, phone_of},
    suite::Test,
    tests,
    world::World,
};

pub fn tests() -> Vec<Test> {
    let mut all = tests![
        a_clerk_signs_in_with_a_one_time_code_and_sees_the_shop,
        a_number_that_is_not_staffs_is_told_so,
        who_must_sign_in_first_comes_to_where_they_wanted,
        a_page_that_is_not_there_leads_to_the_desk_and_takes_nothing_from_a_member,
    ];
    all.extend(tests![engines:
        what_was_found_is_gone_with_the_page,
    ]);
    all
}

fn a_clerk_signs_in_with_a_one_time_code_and_sees_the_shop(world: &World) {
    let page = world.phone();
    page.expect_in_console("401");
    page.open_path("/staff");
    page.started();
    page.arrive("/staff/sign-in");
    sign_in(world, &page, &phone_of(world, CLERK));
    page.arrive("/staff");
    page.heading("上海武康路店").wait();
    page.see(&world.data.demo.staff[CLERK].name);
    page.see("店里待办");
    assert!(!page.link("会员码").is_there(), "no bar of members");
    page.reload();
    page.heading("上海武康路店").wait();
}

fn who_must_sign_in_first_comes_to_where_they_wanted(world: &World) {
    let page = world.phone();
    page.expect_in_console("401");
    page.open_path("/staff/log");
    page.started();
    page.arrive("/staff/sign-in");
    sign_in(world, &page, &phone_of(world, CLERK));
    page.arrive("/staff/log");
    page.see("你的操作");
    // Whoever is signed in has no business there.
    page.open_path("/staff/sign-in");
    page.started();
    page.arrive("/staff");
    page.heading("上海武康路店").wait();
}

fn what_was_found_is_gone_with_the_page(world: &World) {
    let page = at_counter(world, CLERK);
    look_up(&page, &member_code(world, WHO));
    page.heading(&name(world)).wait();
    assert_eq!(page.path(), "/staff/found");
    page.reload();
    page.started();
    page.arrive("/staff");
    page.heading("上海武康路店").wait();
    page.see_no(&name(world));
}

fn a_page_that_is_not_there_leads_to_the_desk_and_takes_nothing_from_a_member(world: &World) {
    let page = world.member(0);
    page.expect_in_console("40");
    let kept = page.js("return localStorage.getItem('shuke.boot')");
    assert!(kept.is_string());
    page.open_path("/staff/nowhere");
    page.started();
    page.heading("没有这一页").wait();
    assert!(!page.link("会员码").is_there(), "no bar of members");
    assert_eq!(page.js("return localStorage.getItem('shuke.boot')"), kept);
    page.link("回到店里").click();
    page.arrive("/staff/sign-in");
    page.heading("店员登录").wait();
}

fn a_number_that_is_not_staffs_is_told_so(world: &World) {
    let page = world.phone();
    page.expect_in_console("40");
    page.open_path("/staff");
    page.started();
    sign_in(world, &page, &World::new_phone());
    page.see("这个号码不是店员的");
}
