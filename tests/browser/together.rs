//! Together: checking in in place, tasks, and the code that hangs in a shop.

use shuke_contract::{
    Empty,
    tasks::{GetTasks, TaskNow, TaskState},
};
use shuke_tests::{api::Api, page::Page, suite::Test, tests, world::World};
use std::rc::Rc;

pub fn tests() -> Vec<Test> {
    let mut all = tests![
        one_checks_in_in_place,
        a_task_that_is_done_is_claimed_once_and_goes_last,
        a_member_who_scans_the_code_in_a_shop_is_told_what_it_counts_for,
    ];
    all.extend(tests![engines:
        a_task_that_is_open_leads_to_where_it_is_done,
    ]);
    all
}

fn fresh(world: &World, path: &str) -> (Api, Rc<Page>) {
    let (api, number) = world.join(&World::new_phone());
    let page = world.phone();
    page.sign_in_as(number.as_str());
    page.open_path(path);
    page.started();
    (api, page)
}

fn task(api: &mut Api, id: &str) -> TaskNow {
    let tasks = api.call::<GetTasks>("", &Empty {}).expect("the tasks").tasks;
    tasks.into_iter().find(|task| task.id.0 == id).expect("the task")
}

fn one_checks_in_in_place(world: &World) {
    let (_, page) = fresh(world, "/together");
    page.button("签到 +").click();
    page.see("今日已签，连续 1 天");
    page.see("签到成功");
    page.link("明天签到").click();
    page.arrive("/check-in");
}

fn a_task_that_is_done_is_claimed_once_and_goes_last(world: &World) {
    let (mut api, page) = fresh(world, "/together");
    assert_eq!(task(&mut api, "profile").state, TaskState::Done);
    let first = || page.js("return document.querySelector('.task b').textContent");
    page.see("完善资料");
    assert_eq!(first(), "完善资料");
    let button = page.button("领取 20 分");
    button.ask("element.focus()");
    page.press(&[shuke_tests::page::key::ENTER]);
    page.see("领到 20 分");
    page.see("已领取");
    assert_eq!(task(&mut api, "profile").state, TaskState::Claimed);
    assert_ne!(first(), "完善资料");
    // Joining by the code of a shop was a visit, whose reward comes next: the key is not on its button.
    page.until("the focus is on the heading", || {
        (page.js("return document.activeElement.id") == "tasks").then_some(())
    });
    page.press(&[shuke_tests::page::key::ENTER]);
    assert_eq!(task(&mut api, "weekly-visit").state, TaskState::Done);
    page.link("卡").click();
    page.until("the card has the points", || {
        (page.js("return document.querySelector('.points .figure').textContent") == "20").then_some(())
    });
}

fn a_task_that_is_open_leads_to_where_it_is_done(world: &World) {
    let (_, page) = fresh(world, "/together");
    for (words, path) in [("登记生日", "/me/settings"), ("打开会员码", "/code"), ("给店员看会员码", "/code")]
    {
        page.link(words).click();
        page.arrive(path);
        page.back();
        page.arrive("/together");
    }
}

fn a_member_who_scans_the_code_in_a_shop_is_told_what_it_counts_for(world: &World) {
    let (mut api, page) = fresh(world, &format!("/s/{}", world.data.demo.store));
    page.see("今天到店已记下。本周到店：1 / 1");
    assert_eq!(task(&mut api, "weekly-visit").state, TaskState::Done);
    page.open_path("/together");
    page.started();
    page.button("本周到店").click();
    page.see("领到 5 分");
}
