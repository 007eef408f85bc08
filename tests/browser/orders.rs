//! Redemptions: where one is, what happens next, and what one can do about it.

use shuke_contract::{
    Empty, card,
    orders::{GetOrder, Order},
};
use shuke_rules::{Fen, Points, mall::Way};
use shuke_tests::{
    api::Api,
    counter::{self, BAG, redeem_here},
    orders::{add_address, redeemed},
    page::{Kind, Page, key},
    suite::Test,
    tests,
    world::World,
};
use std::{fs, rc::Rc, thread, time::Duration};

pub fn tests() -> Vec<Test> {
    let mut all = tests![
        nothing_redeemed_yet_leads_to_the_mall,
        what_is_on_its_way_comes_before_what_is_done,
        a_reserved_one_counts_down_and_can_be_taken_back,
        a_reserved_one_that_is_not_paid_lapses_in_view_and_the_points_are_back,
        the_code_is_large_once_one_can_come_for_it,
        an_order_of_somebody_else_is_not_found,
        the_focus_is_on_the_heading_once_what_had_it_is_done,
    ];
    all.extend(tests![engines:
        the_page_asks_anew_when_somebody_comes_back_to_it,
    ]);
    all
}

fn rich(world: &World) -> (Rc<Page>, Api) {
    let (api, number) = world.join(&World::new_phone());
    world.till().sell(&number, Fen(200_000));
    let page = world.phone();
    page.sign_in_as(number.as_str());
    (page, api)
}

fn at(page: &Page, path: &str) {
    page.open_path(path);
    page.started();
}

fn points(api: &mut Api) -> Points {
    api.call::<card::GetCard>("", &Empty {}).expect("the card").points
}

fn reserved(api: &mut Api) -> Order {
    let address = add_address(api, ("林晓雨", "上海市徐汇区", "安福路 189 号"));
    redeemed(api, "canvas-bag", Way::ExpressForMoney, Some(address))
}

fn nothing_redeemed_yet_leads_to_the_mall(world: &World) {
    let (page, _) = rich(world);
    at(&page, "/orders");
    page.see("还没有兑换过");
    page.link("去商城看看").click();
    page.arrive("/mall");
}

fn what_is_on_its_way_comes_before_what_is_done(world: &World) {
    let (page, mut api) = rich(world);
    redeemed(&mut api, "ceramic-cup", Way::PickUp, None);
    let taken_back = reserved(&mut api);
    api.call::<shuke_contract::orders::CancelOrder>(&taken_back.id, &Empty {}).expect("cancelled");
    at(&page, "/orders");
    page.see("进行中");
    let names = page.js("return [...document.querySelectorAll('.row-main')].map((row) => row.firstChild.textContent)");
    assert_eq!(names, serde_json::json!(["流釉杯", "帆布袋"]));
    page.see("已取消");
    page.link("流釉杯").click();
    page.see("店里正在备货");
    page.see("领取门店");
    page.link("返回").click();
    page.arrive("/orders");
}

fn a_reserved_one_counts_down_and_can_be_taken_back(world: &World) {
    let (page, mut api) = rich(world);
    let order = reserved(&mut api);
    assert_eq!(points(&mut api), Points(1_680));
    at(&page, &format!("/orders/{}", order.id));
    page.see("待付款");
    page.see("后自动取消");
    let left = || page.js("return document.querySelector('[role=timer] b').textContent").as_str().map(str::to_owned);
    let first = page.until("there is a countdown", left);
    assert!(first.starts_with("14:") || first == "15:00", "{first}");
    page.until("it goes on", || (left()? != first).then_some(()));
    page.button("取消兑换").click();
    page.dialog().wait();
    page.see("320 积分马上退回");
    page.button("取消兑换").click();
    page.see("+320 积分已退回");
    page.see("已取消");
    assert_eq!(points(&mut api), Points(2_000));
    assert!(!page.button("取消兑换").is_there());
}

fn the_focus_is_on_the_heading_once_what_had_it_is_done(world: &World) {
    let (page, mut api) = rich(world);
    let order = reserved(&mut api);
    at(&page, &format!("/orders/{}", order.id));
    page.button("取消兑换").tab_to();
    page.press(&[key::ENTER]);
    page.dialog().wait();
    page.button("取消兑换").tab_to();
    page.press(&[key::ENTER]);
    page.see("+320 积分已退回");
    page.until("the heading has the focus", || {
        (page.js("return document.activeElement.tagName") == "H1").then_some(())
    });
}

/// The shortest time that a policy can hold something for is a minute.
fn a_reserved_one_that_is_not_paid_lapses_in_view_and_the_points_are_back(world: &World) {
    let policy = fs::read_to_string(world.brand.file()).expect("the brand");
    world.data.apply(&policy.replacen("hold_minutes = 15", "hold_minutes = 1", 1));
    world.stop_server();
    world.start_server(&shuke_tests::place::dist());
    let (page, mut api) = rich(world);
    let order = reserved(&mut api);
    at(&page, &format!("/orders/{}", order.id));
    page.see("后自动取消");
    thread::sleep(Duration::from_secs(50));
    page.see("没有在时限内付款");
    page.see("+320 积分已退回");
    assert_eq!(points(&mut api), Points(2_000));
}

fn the_code_is_large_once_one_can_come_for_it(world: &World) {
    let order = redeem_here(world, 1, BAG);
    let page = world.member(1);
    at(&page, &format!("/orders/{}", order.id));
    page.see("备货中");
    page.see("备好后凭此码取货");
    let digits = "return document.querySelector('[data-code]').dataset.code";
    assert_eq!(page.js(digits), counter::pick_up_code(&order));
    assert!(page.js("return document.querySelector('.pass')").is_null());
    // Whoever is in the shop already shows it to the scanner all the same.
    assert!(!page.find(Kind::Image, "二维码").is_there());
    page.js("document.querySelector('.code-later summary').click()");
    page.find(Kind::Image, "二维码").wait();
    counter::set_aside(world, &order);
    page.js("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))");
    page.see("可以领取");
    page.find(Kind::Image, "二维码").wait();
    page.see_no("备好后凭此码取货");
    assert_eq!(page.js(digits), counter::pick_up_code(&order));
}

fn an_order_of_somebody_else_is_not_found(world: &World) {
    let (_, mut other) = rich(world);
    let order = redeemed(&mut other, "canvas-bag", Way::PickUp, None);
    let (page, _) = rich(world);
    page.expect_in_console("404");
    at(&page, &format!("/orders/{}", order.id));
    page.see("没有找到");
}

fn the_page_asks_anew_when_somebody_comes_back_to_it(world: &World) {
    let (page, mut api) = rich(world);
    let order = reserved(&mut api);
    at(&page, &format!("/orders/{}", order.id));
    page.see("待付款");
    api.call::<shuke_contract::orders::CancelOrder>(&order.id, &Empty {}).expect("cancelled elsewhere");
    page.js("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))");
    page.see("你取消了这次兑换");
    assert_eq!(api.call::<GetOrder>(&order.id, &Empty {}).expect("the order").steps.len(), 2);
}
