//! The mall: what one can afford first, and redeeming it: once, after what happens was said, or a no with its figures.

use shuke_contract::{
    Empty, addresses, card, mall,
    orders::{ListOrders, OrderSummary, OrdersRequest, Redeem, RedeemRequest},
};
use shuke_rules::{
    Fen, Points,
    mall::{Price, Way},
    number::CardNumber,
};
use shuke_tests::{api::Api, page::Page, suite::Test, tests, world::World};
use std::{rc::Rc, time::Duration};

pub fn tests() -> Vec<Test> {
    let mut all = tests![
        goods_are_redeemed_once_it_was_said_what_happens,
        money_is_said_with_where_it_is_paid,
        a_voucher_is_there_at_once,
        too_few_points_say_how_many_are_missing_and_where_more_come_from,
        what_somebody_else_took_meanwhile_is_said_and_nothing_leaves,
        a_price_that_changed_meanwhile_is_shown_before_one_confirms_again,
        the_second_tab_is_told_that_the_points_are_gone,
        a_session_that_ended_leads_to_signing_in_and_back,
    ];
    all.extend(tests![engines:
        what_one_can_afford_comes_first_and_what_was_filtered_for_stays,
        a_double_tap_redeems_once,
        a_slow_network_keeps_the_button_busy_and_redeems_once,
        what_was_confirmed_without_network_waits_and_is_sent_once,
        something_is_sent_to_an_address_that_is_added_in_place,
    ]);
    all
}

/// How many canvas bags the brand has in all.
const BAGS: i64 = 180;

/// A new member with 1,000 points, in a browser and as another device.
fn rich(world: &World) -> (Rc<Page>, Api, CardNumber) {
    let (api, number) = world.join(&World::new_phone());
    world.till().sell(&number, Fen(100_000));
    let page = world.phone();
    page.sign_in_as(number.as_str());
    (page, api, number)
}

fn at(page: &Page, path: &str) {
    page.open_path(path);
    page.started();
}

fn orders(api: &mut Api) -> Vec<OrderSummary> {
    api.call::<ListOrders>("", &OrdersRequest::default()).expect("the orders").orders
}

fn points(api: &mut Api) -> Points {
    api.call::<card::GetCard>("", &Empty {}).expect("the card").points
}

/// Up to the last button.
fn ask_for(page: &Page, item: &str) {
    at(page, &format!("/mall/{item}"));
    page.button("兑换 ·").click();
    page.dialog().wait();
}

fn redeem_elsewhere(api: &mut Api, item: &str) {
    let detail = api.call::<mall::GetOffer>(item, &Empty {}).expect("the item");
    let request = RedeemRequest {
        item: item.into(),
        way: Way::PickUp,
        store: detail.stores.first().map(|store| store.id.clone()),
        address: None,
        price: detail.offer.item.price,
    };
    api.call::<Redeem>("", &request).expect("redeemed");
}

fn what_one_can_afford_comes_first_and_what_was_filtered_for_stays(world: &World) {
    let (page, mut api, _) = rich(world);
    at(&page, "/mall");
    page.see("可用积分");
    page.see("1,000");
    let reaches = || page.js("return [...document.querySelectorAll('.ware')].map((ware) => ware.dataset.reach)");
    let shown: Vec<String> = serde_json::from_value(reaches()).expect("names");
    let all = api.call::<mall::GetMall>("", &Empty {}).expect("the mall").offers.len();
    assert_eq!(shown.len(), all);
    let order = ["now", "short", "withheld"];
    assert!(shown.is_sorted_by_key(|reach| order.iter().position(|known| known == reach)), "{shown:?}");
    page.choice("券").tick();
    page.until("vouchers and packs only", || {
        (page.js("return document.querySelectorAll('.ware').length") == 3).then_some(())
    });
    page.link("燕麦拿铁").click();
    page.arrive("/mall/oat-latte");
    page.button("兑换 ·").wait();
    page.back();
    page.arrive("/mall");
    page.until("vouchers still", || (page.js("return document.querySelectorAll('.ware').length") == 3).then_some(()));
    page.until("the focus is where one left", || {
        (page.js("return document.activeElement.getAttribute('href')") == "/mall/oat-latte").then_some(())
    });
}

fn goods_are_redeemed_once_it_was_said_what_happens(world: &World) {
    let (page, mut api, _) = rich(world);
    at(&page, "/mall");
    page.link("帆布袋").click();
    page.arrive("/mall/canvas-bag");
    page.see("320 积分");
    page.see("每人限 2 件");
    page.button("兑换 · 320 积分").click();
    page.dialog().wait();
    for said in ["−320", "本来都只到", "680", "积分留下", "领取", "兑换后不能取消"] {
        page.see(said);
    }
    page.button("确认兑换").click();
    page.see("备货中");
    page.see("已兑换：帆布袋");
    let order = orders(&mut api).remove(0);
    page.arrive(&format!("/orders/{}", order.id));
    assert_eq!((orders(&mut api).len(), points(&mut api)), (1, Points(680)));
    page.back();
    page.arrive("/mall");
    page.see("680");
    page.link("卡").click();
    page.arrive("/");
    page.see("680");
}

fn money_is_said_with_where_it_is_paid(world: &World) {
    let (page, mut api, _) = rich(world);
    ask_for(&page, "ceramic-cup");
    for said in ["−500", "¥9", "领取时在店里付"] {
        page.see(said);
    }
    page.button("确认兑换").click();
    page.see("领取时在店里付 ¥9");
    let price = Price { points: Points(500), fen: Fen(900) };
    assert_eq!(orders(&mut api).remove(0).price, price);
}

fn a_voucher_is_there_at_once(world: &World) {
    let (page, ..) = rich(world);
    ask_for(&page, "oat-latte");
    page.see("马上得到券码");
    page.button("确认兑换").click();
    page.see("可以使用");
    page.find(shuke_tests::page::Kind::Image, "二维码").wait();
    let code = page.js("return document.querySelector('[data-code]').dataset.code");
    assert_eq!(code.as_str().map(str::len), Some(12));
}

fn too_few_points_say_how_many_are_missing_and_where_more_come_from(world: &World) {
    let (_, number) = world.join(&World::new_phone());
    let page = world.phone();
    page.sign_in_as(number.as_str());
    at(&page, "/mall/canvas-bag");
    page.see("积分不够");
    page.see("还差 320 分");
    assert!(!page.button("兑换 ·").is_there());
    page.link("看看怎么得积分").click();
    page.arrive("/together");
}

fn what_somebody_else_took_meanwhile_is_said_and_nothing_leaves(world: &World) {
    let (page, mut api, _) = rich(world);
    // The demo's members have some of the bags: one more than those is all there is.
    let left = api.call::<mall::GetOffer>("canvas-bag", &Empty {}).expect("the item").offer.left;
    world.offer_with("canvas-bag", &[("stock", &(BAGS - left + 1).to_string())]);
    ask_for(&page, "canvas-bag");
    let (mut other, number) = world.join(&World::new_phone());
    world.till().sell(&number, Fen(100_000));
    redeem_elsewhere(&mut other, "canvas-bag");
    page.expect_in_console("409");
    page.button("确认兑换").click();
    page.see("刚刚被兑完了");
    page.button("先不兑").click();
    page.see("已兑完");
    assert!(!page.button("兑换 ·").is_there());
    assert_eq!((orders(&mut api).len(), points(&mut api)), (0, Points(1_000)));
}

fn a_price_that_changed_meanwhile_is_shown_before_one_confirms_again(world: &World) {
    let (page, mut api, _) = rich(world);
    ask_for(&page, "canvas-bag");
    world.offer_with("canvas-bag", &[("points", "400")]);
    page.expect_in_console("409");
    page.button("确认兑换").click();
    page.see("价格刚刚变了");
    page.see("−400");
    page.see("600");
    assert!(orders(&mut api).is_empty());
    page.button("确认兑换").click();
    page.see("备货中");
    assert_eq!(points(&mut api), Points(600));
}

fn a_double_tap_redeems_once(world: &World) {
    let (page, mut api, _) = rich(world);
    ask_for(&page, "canvas-bag");
    page.button("确认兑换").double_tap();
    page.see("备货中");
    assert_eq!((orders(&mut api).len(), points(&mut api)), (1, Points(680)));
}

fn a_slow_network_keeps_the_button_busy_and_redeems_once(world: &World) {
    let (page, mut api, _) = rich(world);
    ask_for(&page, "canvas-bag");
    world.gate.slow(Duration::from_millis(1200));
    page.button("确认兑换").click();
    page.until("the button is busy", || {
        (page.button("确认兑换").ask("element.getAttribute('aria-busy')") == "true").then_some(())
    });
    page.button("确认兑换").click();
    page.see("备货中");
    assert_eq!((orders(&mut api).len(), points(&mut api)), (1, Points(680)));
}

fn the_second_tab_is_told_that_the_points_are_gone(world: &World) {
    let (page, mut api, _) = rich(world);
    ask_for(&page, "tea-caddy");
    let first = page.tab();
    page.new_tab();
    ask_for(&page, "ceramic-cup");
    page.button("确认兑换").click();
    page.see("备货中");
    page.go_to_tab(&first);
    page.expect_in_console("422");
    page.button("确认兑换").click();
    page.see("积分不够");
    page.see("这要 680 分，你有 500 分");
    page.link("看看怎么得积分").wait();
    assert_eq!((orders(&mut api).len(), points(&mut api)), (1, Points(500)));
}

fn a_session_that_ended_leads_to_signing_in_and_back(world: &World) {
    let (page, mut api, _) = rich(world);
    ask_for(&page, "canvas-bag");
    page.expect_in_console("401");
    page.forget_session();
    page.button("确认兑换").click();
    page.see("上次的登录已结束");
    assert_eq!(page.path(), "/mall/canvas-bag");
    assert!(orders(&mut api).is_empty());
}

fn what_was_confirmed_without_network_waits_and_is_sent_once(world: &World) {
    let (page, mut api, _) = rich(world);
    ask_for(&page, "canvas-bag");
    page.kept_for_later();
    page.expect_in_console("Failed to load resource");
    page.expect_in_console("Load failed");
    page.js("Object.defineProperty(navigator, 'onLine', { get: () => false, configurable: true });\
        dispatchEvent(new Event('offline'))");
    world.gate.cut();
    page.button("确认兑换").click();
    page.see("恢复后自动发送一次");
    let server = world.server().address;
    world.gate.lead_to(server);
    assert!(orders(&mut api).is_empty());
    page.js("delete navigator.onLine; dispatchEvent(new Event('online'))");
    page.see("备货中");
    assert_eq!((orders(&mut api).len(), points(&mut api)), (1, Points(680)));
}

fn something_is_sent_to_an_address_that_is_added_in_place(world: &World) {
    let (page, mut api, _) = rich(world);
    at(&page, "/mall/canvas-bag");
    page.choice("运费 ¥").tick();
    page.see("要先付");
    page.see("还没有地址");
    page.button("兑换 ·").click();
    page.see("先选一个地址");
    page.button("添加地址").click();
    page.field("收件人").fill("林晓雨");
    page.field("手机号").fill("13812345678");
    page.field("省、市、区").fill("上海市徐汇区");
    page.field("街道、门牌、房号").fill("安福路 189 号");
    page.button("保存").click();
    page.see("安福路 189 号");
    page.button("兑换 ·").click();
    for said in ["15 分钟内在任一门店付清", "寄给林晓雨"] {
        page.see(said);
    }
    page.button("确认兑换").click();
    page.see("待付款");
    page.see("后自动取消");
    let book = api.call::<addresses::GetAddresses>("", &Empty {}).expect("the addresses").addresses;
    assert_eq!(book.len(), 1);
    assert_eq!(orders(&mut api).remove(0).way, Way::ExpressForMoney);
}
