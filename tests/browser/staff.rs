//! The counter: staff sign in, scan or type, hand over, undo; the member sees it, and nobody else's shop is touched.

use shuke_contract::{
    ErrorCode,
    orders::GetOrder,
    staff::{Act, ActRequest, Action},
};
use shuke_rules::{Fen, Points, mall::OrderState, phone::Phone};
use shuke_tests::{
    counter::{BAG, CLERK, CUP, LATTE, MANAGER, api, at_counter, member_code, pick_up_code, redeem, redeem_here},
    page::{Page, key},
    suite::Test,
    tests,
    world::World,
};
use std::rc::Rc;

pub fn tests() -> Vec<Test> {
    let mut all = tests![
        a_member_code_shows_who_it_is_and_no_more_than_that,
        a_wrong_digit_is_noticed_before_anything_is_sent,
        a_redemption_is_set_aside_and_handed_over_and_the_member_sees_it,
        money_is_named_before_it_is_taken,
        a_voucher_is_used_once,
        a_redemption_of_another_shop_is_left_alone,
        what_a_colleague_did_meanwhile_is_told,
    ];
    all.extend(tests![engines:
        a_double_tap_hands_over_once,
        what_waits_appears_by_itself_and_leads_on,
        the_keyboard_alone_hands_over,
    ]);
    all
}

/// The demo member who redeems.
pub const WHO: usize = 1;

pub fn look_up(page: &Page, code: &str) {
    page.field("会员码或取货码").fill(code);
    page.button("查看").click();
}

pub fn name(world: &World) -> String {
    world.data.demo.members[WHO].name.clone()
}

/// The row of their bag in what waits.
pub fn waiting(world: &World) -> String {
    format!("帆布袋 {}", name(world))
}

/// The order as its member sees it.
pub fn state(world: &World, order: &str) -> OrderState {
    let seen = world.member_api(WHO).call::<GetOrder>(order, &shuke_contract::Empty {});
    seen.expect("the order").state
}

/// Back to the desk by the link at the top.
pub fn to_the_desk(page: &Page) {
    page.link("返回").click();
    page.arrive("/staff");
}

/// An order that lies ready, and a clerk who has looked it up.
pub fn ready(world: &World, who: usize) -> (String, Rc<Page>) {
    let order = redeem_here(world, WHO, BAG);
    let page = at_counter(world, who);
    look_up(&page, &pick_up_code(&order));
    page.button("已备好: 帆布袋").click();
    page.see("还有 9:");
    (order.id, page)
}

/// Hands over what [`ready`] set aside.
pub fn hand_over(page: &Page) {
    page.button("交付: 帆布袋").click();
    page.dialog().wait();
    page.button("交付").click();
    page.see("已交付 · 帆布袋");
}

/// Fills in a number and the one-time code that comes to it.
pub fn sign_in(world: &World, page: &Page, phone: &Phone) {
    let mark = world.server().mark();
    page.field("手机号").fill(phone.as_str());
    page.button("发送验证码").click();
    page.field("6 位数字").fill(&world.server().one_time_code(phone, mark));
    page.button("登录").click();
}

fn a_member_code_shows_who_it_is_and_no_more_than_that(world: &World) {
    let page = at_counter(world, CLERK);
    look_up(&page, &member_code(world, WHO));
    page.heading(&name(world)).wait();
    page.see(&world.card(WHO).grouped());
    page.see("没有这家店要办的兑换");
    let phone = world.phone_of(WHO);
    assert!(!page.shows(phone.as_str()) && !page.shows(&phone.masked()), "no phone number");
    page.button("下一位").click();
    page.arrive("/staff");
    page.see_no(&name(world));
    page.until("the next one can be typed", || page.field("会员码或取货码").is_focused().then_some(()));
}

fn a_wrong_digit_is_noticed_before_anything_is_sent(world: &World) {
    let page = at_counter(world, CLERK);
    page.see("店里待办");
    let asked = |world: &World| world.gate.seen().iter().filter(|line| line.contains("look-ups")).count();
    let code = member_code(world, WHO);
    let last = code.as_bytes()[19];
    look_up(&page, &format!("{}{}", &code[..19], (last - b'0' + 1) % 10));
    page.see("有一位数字不对");
    look_up(&page, "134567890123456789");
    page.see("会员码是 88 开头的 20 位数字");
    page.button("查看").click();
    assert_eq!(asked(world), 0);
    look_up(&page, &format!("{} {} {}", &code[..4], &code[4..10], &code[10..]));
    page.heading(&name(world)).wait();
    assert_eq!(asked(world), 1);
}

fn a_redemption_is_set_aside_and_handed_over_and_the_member_sees_it(world: &World) {
    let (order, page) = ready(world, CLERK);
    assert_eq!(state(world, &order), OrderState::Ready);
    page.button("交付: 帆布袋").click();
    page.dialog().wait();
    page.see(&format!("交付给 {}", name(world)));
    page.see("10 分钟内可以撤销");
    page.button("交付").click();
    page.see("已交付 · 帆布袋");
    page.see("还有 9:");
    assert_eq!(state(world, &order), OrderState::PickedUp);
    page.back();
    page.arrive("/staff");
    page.heading("刚才").wait();
    page.button(&waiting(world)).gone();
}

fn money_is_named_before_it_is_taken(world: &World) {
    let order = redeem_here(world, WHO, CUP);
    assert_eq!((order.state, order.due), (OrderState::Placed, Fen(900)));
    let page = at_counter(world, CLERK);
    look_up(&page, &pick_up_code(&order));
    page.see("收款 ¥9");
    page.button("已收 ¥9，交付: 流釉杯").click();
    page.dialog().wait();
    page.see("先收 ¥9，再交付");
    assert_eq!(state(world, &order.id), OrderState::Placed, "not before it is confirmed");
    page.button("已收 ¥9，交付").click();
    page.see("已交付 · 流釉杯");
    assert_eq!(state(world, &order.id), OrderState::PickedUp);
    page.see_no("收款 ¥9");
}

fn a_voucher_is_used_once(world: &World) {
    let order = redeem(world, WHO, LATTE, None);
    let page = at_counter(world, CLERK);
    look_up(&page, &pick_up_code(&order));
    page.button("核销: 燕麦拿铁一杯").click();
    page.see("这张券用过就作废");
    page.button("核销").click();
    page.see("已核销 · 燕麦拿铁一杯");
    assert_eq!(state(world, &order.id), OrderState::PickedUp);
    assert!(!page.button("核销: ").is_there());
}

fn a_double_tap_hands_over_once(world: &World) {
    let (order, page) = ready(world, CLERK);
    page.button("交付: 帆布袋").click();
    page.dialog().wait();
    page.button("交付").double_tap();
    page.see("已交付 · 帆布袋");
    assert_eq!(state(world, &order), OrderState::PickedUp);
    let acts = world.gate.seen().iter().filter(|line| line.ends_with("/actions")).count();
    assert_eq!(acts, 2, "set aside, and handed over once");
}

fn a_redemption_of_another_shop_is_left_alone(world: &World) {
    let order = redeem(world, WHO, BAG, Some("hefang"));
    let page = at_counter(world, CLERK);
    page.expect_in_console("403");
    look_up(&page, &pick_up_code(&order));
    page.see("这是别家店的");
    assert_eq!(state(world, &order.id), OrderState::Placed);
}

fn what_a_colleague_did_meanwhile_is_told(world: &World) {
    let (order, page) = ready(world, CLERK);
    page.button("交付: 帆布袋").click();
    page.dialog().wait();
    let request = ActRequest { action: Action::HandOver, paid: Fen(0), parcel: None, answer: None };
    let mut manager = api(world, MANAGER);
    manager.call::<Act>(&order, &request).expect("handed over");
    page.expect_in_console("409");
    page.button("交付").click();
    page.see("它已经不在这一步");
    let again = manager.call::<Act>(&order, &request).expect_err("a second time");
    assert_eq!(again.code, ErrorCode::OrderState);
}

fn what_waits_appears_by_itself_and_leads_on(world: &World) {
    let page = at_counter(world, CLERK);
    page.button("待备货").click();
    assert!(!page.button(&waiting(world)).is_there());
    redeem_here(world, WHO, BAG);
    // As on coming back to the page.
    page.js("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))");
    page.button(&waiting(world)).click();
    page.see(&format!("会员：{}", name(world)));
    page.arrive("/staff/found");
    page.button("已备好: 帆布袋").click();
    page.see("还有 9:");
    // Where one came from, one goes on.
    page.back();
    page.arrive("/staff");
    let focused = "return document.activeElement.innerText.replace(/\\s+/g, ' ').trim()";
    page.until("the row has the focus", || {
        page.js(focused).as_str().is_some_and(|row| row.starts_with(&waiting(world))).then_some(())
    });
}

fn the_keyboard_alone_hands_over(world: &World) {
    let order = redeem_here(world, WHO, BAG);
    let page = at_counter(world, CLERK);
    page.field("会员码或取货码").tab_to();
    page.press(
        &pick_up_code(&order)
            .chars()
            .map(|digit| digit.to_string())
            .collect::<Vec<_>>()
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>(),
    );
    page.press(&[key::ENTER]);
    page.button("已备好: 帆布袋").tab_to();
    page.press(&[key::ENTER]);
    page.see("还有 9:");
    page.button("交付: 帆布袋").tab_to();
    page.press(&[key::ENTER]);
    page.dialog().wait();
    page.button("交付").tab_to();
    page.press(&[key::ENTER]);
    page.see("已交付 · 帆布袋");
    page.until("the focus is on what was done", || {
        (page.js("return document.activeElement.id") == "staff-done").then_some(())
    });
    let points = world.member_api(WHO).call::<shuke_contract::card::GetCard>("", &shuke_contract::Empty {});
    assert!(points.expect("the card").points > Points(0));
}
