//! A second tap meets what the first one met, or nothing: whatever has come under the thumb meanwhile.

use crate::coupons::{at, shopper};
use crate::staff::{WHO, name, ready, state};
use serde_json::json;
use shuke_contract::{
    Empty,
    addresses::GetAddresses,
    check_in::GetCheckIns,
    coupons::GetCoupons,
    orders::{ListOrders, OrdersRequest},
    tasks::{GetTasks, TaskState},
};
use shuke_rules::{Fen, mall::OrderState};
use shuke_tests::{
    api::Api,
    counter::CLERK,
    orders::add_address,
    page::{Page, key},
    suite::Test,
    tests,
    world::World,
};
use std::{rc::Rc, thread, time::Duration};

pub fn tests() -> Vec<Test> {
    tests![engines:
        the_next_task_is_not_claimed,
        on_the_card_a_check_in_does_not_lead_to_the_calendar,
        the_button_that_opens_a_sheet_does_not_confirm_it,
        a_claimed_coupon_leads_to_its_page_and_nothing_there_is_done,
        the_next_address_is_not_deleted,
        a_link_leads_on_once_and_nothing_on_the_next_page_is_met,
        at_the_counter_each_act_is_one_and_undoing_too,
        a_price_that_was_just_told_is_not_taken_for_paid,
        a_stepper_counts_every_tap_and_stops_before_the_last_piece,
        whoever_took_one_too_many_takes_it_back_at_once,
        goods_are_added_as_fast_as_one_taps,
        taps_on_two_places_are_two,
        keys_are_never_a_second_tap,
    ]
}

/// So soon that a thumb may mean the first tap, so late that the server has answered.
const SOON: Duration = Duration::from_millis(400);

/// Until what a second tap would have done has been seen.
fn settle() {
    thread::sleep(Duration::from_millis(700));
}

fn newcomer(world: &World, path: &str) -> (Api, Rc<Page>) {
    let (api, number) = world.join(&World::new_phone());
    world.till().sell(&number, Fen(60_000));
    let page = world.phone();
    page.sign_in_as(number.as_str());
    at(&page, path);
    (api, page)
}

fn length(page: &Page) -> i64 {
    page.js("return history.length").as_i64().unwrap_or_default()
}

fn claimed(api: &mut Api) -> usize {
    let tasks = api.call::<GetTasks>("", &Empty {}).expect("the tasks").tasks;
    tasks.iter().filter(|task| task.state == TaskState::Claimed).count()
}

fn the_next_task_is_not_claimed(world: &World) {
    let (mut api, page) = newcomer(world, "/together");
    page.button("领取 20 分").wait();
    page.tap_and_meet(page.button("领取 20 分").spot(), "领到 20 分", "领取 50 分");
    settle();
    assert_eq!(claimed(&mut api), 1);
    page.button("领取 50 分").click();
    page.see("领到 50 分");
    assert_eq!(claimed(&mut api), 2);
}

fn on_the_card_a_check_in_does_not_lead_to_the_calendar(world: &World) {
    let page = world.member(WHO);
    // At the edge of the button, whose neighbour is not far.
    let button = page.button("签到 +");
    let at = button.spot();
    let left = button.ask("element.getBoundingClientRect().x").as_f64().expect("its edge");
    let script = "tap(args[0] + 4, args[1]); await sleep(300); tap(args[0] - 16, args[1])";
    page.by_thumb(script, &json!([left, at.y]));
    page.see("签到成功");
    settle();
    assert_eq!(page.path(), "/");
    let state = world.member_api(WHO).call::<GetCheckIns>("", &Empty {}).expect("the check-ins");
    assert_eq!(state.stamps.len(), 1);
}

fn the_button_that_opens_a_sheet_does_not_confirm_it(world: &World) {
    let (mut api, page) = newcomer(world, "/mall/canvas-bag");
    let mut orders = || api.call::<ListOrders>("", &OrdersRequest::default()).expect("the orders").orders.len();
    page.button("兑换 ·").tap_twice(SOON);
    page.dialog().wait();
    settle();
    assert!(page.dialog().is_there());
    assert_eq!(orders(), 0);
    // Nor does the one that closes it reach the page below.
    let here = length(&page);
    page.button("先不兑").tap_twice(SOON);
    page.dialog().gone();
    settle();
    assert!(!page.dialog().is_there() && length(&page) == here);
    page.button("兑换 ·").click();
    page.button("确认兑换").tap_twice(SOON);
    page.see("备货中");
    settle();
    assert!(!page.dialog().is_there(), "the order is not being cancelled");
    assert_eq!(orders(), 1);
}

fn a_claimed_coupon_leads_to_its_page_and_nothing_there_is_done(world: &World) {
    let (page, mut api, _) = shopper(world, 1_000);
    let before = api.call::<GetCoupons>("", &Empty {}).expect("the wallet").coupons.len();
    at(&page, "/coupons/offers");
    page.button("200 积分换").tap_twice(SOON);
    page.dialog().wait();
    settle();
    page.button("用 200 积分换").tap_twice(SOON);
    page.see("已领到");
    let there = page.path();
    settle();
    assert!(there.starts_with("/coupons/") && page.path() == there, "{there}, {}", page.path());
    assert_eq!(api.call::<GetCoupons>("", &Empty {}).expect("the wallet").coupons.len(), before + 1);
}

fn the_next_address_is_not_deleted(world: &World) {
    let (api, number) = world.join(&World::new_phone());
    let mut api = api;
    for street in ["安福路 1 号", "安福路 2 号", "安福路 3 号"] {
        add_address(&mut api, ("林晓雨", "上海市徐汇区", street));
    }
    let page = world.phone();
    page.sign_in_as(number.as_str());
    at(&page, "/addresses");
    let mut count = || api.call::<GetAddresses>("", &Empty {}).expect("the addresses").addresses.len();
    page.button("删除: 安福路 1 号").tap_twice(SOON);
    page.see("照旧寄到原来的地址");
    settle();
    assert_eq!(count(), 3);
    page.button("留着").wait();
    page.tap_and_meet(page.button("删除").spot(), "已删除", "删除: 安福路 2 号");
    settle();
    assert!(!page.dialog().is_there(), "no other address is about to go");
    assert_eq!(count(), 2);
}

fn a_link_leads_on_once_and_nothing_on_the_next_page_is_met(world: &World) {
    let page = world.member(WHO);
    let mut entries = length(&page);
    // The bar stays where it is; the others make room for another page.
    for (link, path) in [("活动", "/together"), ("卡", "/"), ("全部等级", "/tiers")] {
        page.link(link).tap_twice(SOON);
        page.arrive(path);
        settle();
        entries += 1;
        assert_eq!((page.path().as_str(), length(&page)), (path, entries), "{link}");
    }
    page.link("返回").tap_twice(SOON);
    page.arrive("/");
    settle();
    assert_eq!(page.path(), "/");
}

fn at_the_counter_each_act_is_one_and_undoing_too(world: &World) {
    let (order, page) = ready(world, CLERK);
    page.button("交付: 帆布袋").tap_twice(SOON);
    page.dialog().wait();
    settle();
    assert_eq!(state(world, &order), OrderState::Ready);
    let undo = format!("撤销: 已交付 · 帆布袋 · {}", name(world));
    page.tap_and_meet(page.button("交付").spot(), "已交付 · 帆布袋", &undo);
    settle();
    assert!(!page.dialog().is_there(), "it is not about to be undone");
    assert_eq!(state(world, &order), OrderState::PickedUp);
    page.button(&undo).tap_twice(SOON);
    page.field("原因").fill("拿错了");
    page.button("撤销").tap_twice(SOON);
    page.see("已撤销：已交付 · 帆布袋");
    page.arrive("/staff");
    settle();
    assert_eq!((page.path().as_str(), state(world, &order)), ("/staff", OrderState::Ready));
}

fn a_price_that_was_just_told_is_not_taken_for_paid(world: &World) {
    let (mut member, page) = crate::staff_coupons::newcomer(world, CLERK);
    page.button("核销: 首单礼金").click();
    page.field("这些商品的原价").fill("28");
    page.button("算一算").tap_twice(SOON);
    page.see("原价 ¥28，这张券减 ¥5");
    settle();
    let wallet = member.call::<GetCoupons>("", &Empty {}).expect("the wallet");
    let coupon = wallet.coupons.into_iter().find(|coupon| coupon.terms.id.0 == "first-order").expect("the coupon");
    assert_eq!(coupon.state, shuke_rules::coupons::State::Available);
    page.button("已收 ¥23，核销").click();
    page.see("已核销 · 首单礼金");
}

fn a_stepper_counts_every_tap_and_stops_before_the_last_piece(world: &World) {
    let (_, page) = newcomer(world, "/preview/add");
    page.button("加上: 燕麦拿铁").click();
    page.link("看看多少钱").click();
    page.arrive("/preview");
    let quick = Duration::from_millis(60);
    let more = page.button("多一件: 燕麦拿铁").spot();
    assert!(page.tap_at(more, &[quick; 3]), "four taps");
    page.see("¥28 × 5");
    let fewer = page.button("少一件: 燕麦拿铁").spot();
    page.tap_at(fewer, &[quick; 5]);
    page.see("¥28 × 1");
    settle();
    assert!(page.button("拿掉: 燕麦拿铁").is_there(), "the button says something else by now");
}

fn whoever_took_one_too_many_takes_it_back_at_once(world: &World) {
    let (_, page) = newcomer(world, "/preview/add");
    let quick = Duration::from_millis(60);
    let goods = page.button("加上: 燕麦拿铁").spot();
    assert!(page.tap_at(goods, &[quick]), "two taps");
    page.link("看看多少钱").click();
    page.arrive("/preview");
    page.see("¥28 × 2");
    // Side by side: the one that was tapped says something else by now, and is still where it was.
    let (fewer, more) = (page.button("少一件: 燕麦拿铁").spot(), page.button("多一件: 燕麦拿铁").spot());
    let script = "tap(args[0], args[1]); await sleep(300); tap(args[2], args[3])";
    page.by_thumb(script, &json!([fewer.x + 18.0, fewer.y, more.x - 18.0, more.y]));
    page.button("少一件: 燕麦拿铁").wait();
    page.see("¥28 × 2");
}

fn goods_are_added_as_fast_as_one_taps(world: &World) {
    let (_, page) = newcomer(world, "/preview/add");
    let quick = Duration::from_millis(60);
    let goods = page.button("加上: 燕麦拿铁").spot();
    assert!(page.tap_at(goods, &[quick; 2]), "three taps");
    page.see("已加 燕麦拿铁 × 3");
}

fn taps_on_two_places_are_two(world: &World) {
    let page = world.member(WHO);
    let (mall, card) = (page.link("商城").spot(), page.link("卡").spot());
    let entries = length(&page);
    let script = "tap(args[0], args[1]); await sleep(50); tap(args[2], args[3])";
    page.by_thumb(script, &json!([mall.x, mall.y, card.x, card.y]));
    page.arrive("/");
    page.until("both led on", || (length(&page) == entries + 2).then_some(()));
}

fn keys_are_never_a_second_tap(world: &World) {
    let (_, page) = newcomer(world, "/preview/add");
    let at = page.button("加上: 燕麦拿铁 ¥28").spot();
    // A key's click says so by counting no clicks; where it is said to be does not matter.
    let script = "tap(args[0], args[1]); find('button', '加上: 桂花乌龙').click()";
    page.by_thumb(script, &json!([at.x, at.y]));
    page.see("已加 桂花乌龙");
    page.button("加上: 燕麦拿铁 ¥28 × 1").wait();
    page.button("加上: 桂花乌龙 ¥26 × 1").wait();
    // What was clicked may get the focus back once the list is drawn anew.
    page.until("the link keeps the focus", || {
        page.link("看看多少钱").ask("element.focus()");
        thread::sleep(Duration::from_millis(300));
        page.link("看看多少钱").is_focused().then_some(())
    });
    page.press(&[key::ENTER]);
    page.arrive("/preview");
}
