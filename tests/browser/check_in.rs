//! Checking in: one tap on the card, the calendar, days made up for.

use shuke_contract::{
    Empty,
    check_in::{CheckIn, CheckIns, GetCheckIns},
};
use shuke_rules::Points;
use shuke_tests::{
    page::{Page, key},
    suite::Test,
    tests,
    world::World,
};
use std::{rc::Rc, time::Duration};

pub fn tests() -> Vec<Test> {
    let mut all = tests![
        one_tap_on_the_card_checks_in,
        whoever_checked_in_elsewhere_is_told_so,
        a_slow_network_shows_the_stamp_at_once_and_books_one,
    ];
    all.extend(tests![engines:
        a_double_tap_checks_in_once,
        the_calendar_shows_the_day_and_the_way_back_leads_to_the_card,
        a_missed_day_is_made_up_for_after_its_price_was_said,
        with_the_keyboard_the_focus_stays_beside_the_stamp,
        what_was_tapped_without_network_is_sent_although_one_goes_on,
    ]);
    all
}

/// A demo member: of long standing, with points to spend.
const WHO: usize = 1;

fn on_the_card(world: &World) -> Rc<Page> {
    world.member(WHO)
}

fn on_the_calendar(world: &World) -> Rc<Page> {
    let page = on_the_card(world);
    page.open_path("/check-in");
    page.started();
    page
}

fn state(world: &World) -> CheckIns {
    world.member_api(WHO).call::<GetCheckIns>("", &Empty {}).expect("the check-ins")
}

/// The days of the week, from 0, whose places have a stamp.
fn stamped(page: &Page) -> Vec<u32> {
    let places = page.js("return [...document.querySelectorAll('.week span')].map((day) => day.matches('.stamp'))");
    let places = places.as_array().expect("the week").iter();
    (0..).zip(places).filter(|(_, is_stamped)| **is_stamped == true).map(|(day, _)| day).collect()
}

fn one_tap_on_the_card_checks_in(world: &World) {
    let page = on_the_card(world);
    page.see("今天还没签到");
    page.button("签到 +").click();
    page.see("今日已签，连续 1 天");
    page.see("签到成功");
    let state = state(world);
    assert_eq!(stamped(&page), [state.today.weekday()], "the stamp falls into the place of its day");
    assert!(state.done && state.streak == 1 && state.points.0 >= 2, "{state:?}");
    page.reload();
    page.started();
    page.see("今日已签");
    assert_eq!(stamped(&page), [state.today.weekday()], "as the server draws it");
}

fn a_double_tap_checks_in_once(world: &World) {
    let page = on_the_card(world);
    page.button("签到 +").double_tap();
    page.see("签到成功");
    assert_eq!(state(world).stamps.len(), 1);
}

fn whoever_checked_in_elsewhere_is_told_so(world: &World) {
    let page = on_the_card(world);
    world.member_api(WHO).call::<CheckIn>("", &Empty {}).expect("checked in");
    page.expect_in_console("409");
    page.button("签到 +").click();
    page.see("这一天已经签过了");
    page.see("今日已签，连续 1 天");
    assert_eq!(state(world).stamps.len(), 1);
}

fn a_slow_network_shows_the_stamp_at_once_and_books_one(world: &World) {
    let page = on_the_card(world);
    world.gate.slow(Duration::from_millis(1500));
    page.button("签到 +").click();
    page.see("今日已签，连续 1 天");
    assert_eq!(stamped(&page).len(), 1);
    assert!(!page.shows("签到成功"), "not before the server said so");
    page.see("签到成功");
    assert_eq!(state(world).stamps.len(), 1);
}

fn the_calendar_shows_the_day_and_the_way_back_leads_to_the_card(world: &World) {
    let page = on_the_card(world);
    page.link("今天还没签到").click();
    page.arrive("/check-in");
    page.button("签到 +").click();
    page.see("今天已签");
    let today = state(world).today.day_of_month();
    let shown = page.js("return document.querySelector('.day.done').firstChild.textContent");
    assert_eq!(shown, today.to_string());
    page.link("返回").click();
    page.arrive("/");
    page.see("今日已签，连续 1 天");
}

fn a_missed_day_is_made_up_for_after_its_price_was_said(world: &World) {
    let before = state(world);
    let page = on_the_calendar(world);
    page.button("补签").click();
    page.dialog().wait();
    page.see("用去 10 分，得回 2 分");
    page.see(&format!("之后你有 {} 分", before.points - Points(8)));
    page.button("用 10 分补签").click();
    page.see("已补签");
    page.see("本月还剩 2 次");
    let after = state(world);
    assert_eq!(after.points, before.points - Points(8));
    assert_eq!(after.stamps.iter().filter(|stamp| stamp.made_up).count(), 1);
    page.press(&[key::ESCAPE]);
    page.link("返回").click();
    page.arrive("/");
}

fn with_the_keyboard_the_focus_stays_beside_the_stamp(world: &World) {
    let page = on_the_card(world);
    page.button("签到 +").tab_to();
    page.press(&[key::ENTER]);
    page.see("签到成功");
    page.until("the focus is on the calendar's link", || page.link("今日已签").is_focused().then_some(()));
}

fn what_was_tapped_without_network_is_sent_although_one_goes_on(world: &World) {
    let page = on_the_card(world);
    page.kept_for_later();
    page.expect_in_console("Failed to load resource");
    page.expect_in_console("Load failed");
    let cut = "Object.defineProperty(navigator, 'onLine', { get: () => false, configurable: true });\
        dispatchEvent(new Event('offline'))";
    page.js(cut);
    world.gate.cut();
    page.button("签到 +").click();
    page.see("恢复后自动发送一次");
    page.link("全部等级").click();
    page.arrive("/tiers");
    let server = world.server().address;
    world.gate.lead_to(server);
    assert!(state(world).stamps.is_empty());
    page.js("delete navigator.onLine; dispatchEvent(new Event('online'))");
    page.see("签到成功");
    assert_eq!(state(world).stamps.len(), 1);
}
