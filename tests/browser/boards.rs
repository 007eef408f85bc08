//! Leaderboards and first-come gifts: where one stands, what moves it, and what is won.

use shuke_contract::{Empty, coupons::GetCoupons};
use shuke_rules::{Fen, number::CardNumber};
use shuke_tests::{api::Api, contests, page::Page, suite::Test, tests, world::World};
use std::rc::Rc;

pub fn tests() -> Vec<Test> {
    tests![
        a_purchase_puts_one_on_the_board_and_what_is_missing_is_said,
        a_refund_takes_one_off_and_the_page_says_what_and_why,
        of_equals_who_came_first_is_first,
        the_first_three_stand_on_steps_and_in_rows_where_there_is_no_room_for_them,
        a_board_is_on_the_page_of_what_is_on,
        a_board_is_on_the_card_and_says_until_when,
        a_gift_for_the_first_passes_to_the_next,
        a_result_that_is_final_has_put_its_prize_into_the_wallet,
        who_is_not_on_a_board_that_is_over_is_told_so_and_led_on,
        a_board_that_is_not_there_leads_to_those_that_are,
    ]
}

fn joined(world: &World) -> (Api, CardNumber) {
    world.join(&World::new_phone())
}

fn at(world: &World, number: &CardNumber, path: &str) -> Rc<Page> {
    let page = world.phone();
    page.sign_in_as(number.as_str());
    page.open_path(path);
    page.started();
    page
}

fn again(page: &Page, path: &str) {
    page.open_path(path);
    page.started();
}

/// How many coupons of a template a member can use.
fn usable(api: &mut Api, template: &str) -> usize {
    let wallet = api.call::<GetCoupons>("", &Empty {}).expect("the coupons");
    let mine = wallet.coupons.iter().filter(|coupon| coupon.terms.id.0 == template);
    mine.filter(|coupon| coupon.state == shuke_rules::coupons::State::Available).count()
}

fn a_purchase_puts_one_on_the_board_and_what_is_missing_is_said(world: &World) {
    contests::apply(world, contests::RUNNING);
    let ((_, other), (_, number)) = (joined(world), joined(world));
    let page = at(world, &number, "/boards/most");
    page.see("还没上榜");
    page.see("消费一笔满 ¥20 就上榜");
    page.link("打开会员码").click();
    page.arrive("/code");
    world.till().sell(&other, Fen(5_000));
    world.till().sell(&number, Fen(3_000));
    again(&page, "/boards/most");
    page.see("第 2 名");
    page.see("再多 ¥20.01，就到第 1 名");
    page.see("¥30 待确认");
    page.see("照现在的名次，可得：茶叶罐一只");
    page.see("林**");
    assert!(!page.text().contains("林晓雨"), "others are seen by a letter");
    world.till().sell(&number, Fen(2_001));
    again(&page, "/boards/most");
    page.see("你在最前面");
    page.see("可得：盖碗茶具一套");
}

fn a_refund_takes_one_off_and_the_page_says_what_and_why(world: &World) {
    contests::apply(world, contests::RUNNING);
    let (_, number) = joined(world);
    let mut till = world.till();
    let (whole, partly) = (till.sell(&number, Fen(4_000)), till.sell(&number, Fen(3_000)));
    let page = at(world, &number, "/boards/most");
    page.see("¥70 待确认");
    till.refund(&whole.id, Fen(4_000));
    till.refund(&partly.id, Fen(1_500));
    again(&page, "/boards/most");
    page.see("还没上榜");
    page.see("因退货扣除");
    page.see("退货后不满 ¥20，整笔不再算");
    page.see("−¥40");
    page.see("−¥30");
    page.link("−¥40").click();
    page.arrive(&format!("/receipts/{}", whole.id));
}

fn of_equals_who_came_first_is_first(world: &World) {
    contests::apply(world, contests::RUNNING);
    let ((_, first), (_, second)) = (joined(world), joined(world));
    world.till().sell(&first, Fen(5_000));
    world.till().sell(&second, Fen(5_000));
    let page = at(world, &second, "/boards/most");
    page.see("第 2 名");
    page.see("再多 ¥0.01，就到第 1 名");
    page.see("并列时，先达到的在前");
}

fn the_first_three_stand_on_steps_and_in_rows_where_there_is_no_room_for_them(world: &World) {
    contests::apply(world, contests::RUNNING);
    let (_, number) = joined(world);
    world.till().sell(&number, Fen(5_000));
    for fen in [9_000, 3_000, 2_500] {
        let (_, other) = joined(world);
        world.till().sell(&other, Fen(fen));
    }
    let page = at(world, &number, "/boards/most");
    page.see("第 2 名");
    // Of each its left and upper edge, and how high its step is.
    let standings = "const all = [...document.querySelectorAll('.standing')], box = (e) => e.getBoundingClientRect();\
        return all.map((one) => [box(one).left, box(one).top, box(one.firstElementChild).height].map(Math.round))";
    let look = || -> Vec<(i64, i64, i64)> { serde_json::from_value(page.js(standings)).expect("figures") };
    let [first, second, third, fourth] = look()[..] else { panic!("{:?}", look()) };
    assert!(second.0 < first.0 && first.0 < third.0, "the first stands in the middle: {:?}", look());
    assert!(first.2 > second.2 && second.2 > third.2, "each step is lower: {:?}", look());
    assert!(first.1 == second.1 && second.1 == third.1 && third.1 < fourth.1 && fourth.0 == second.0, "{:?}", look());
    page.resize(320, 700);
    page.until("there are rows", || look().is_sorted_by(|one, next| one.0 == next.0 && one.1 < next.1).then_some(()));
    page.resize(390, 844);
    page.double_text();
    page.until("there are rows", || look().is_sorted_by(|one, next| one.0 == next.0 && one.1 < next.1).then_some(()));
}

fn a_board_is_on_the_page_of_what_is_on(world: &World) {
    contests::apply(world, contests::RUNNING);
    let (_, number) = joined(world);
    world.till().sell(&number, Fen(5_000));
    let page = at(world, &number, "/together");
    page.see("榜单与先到礼");
    page.see("还有 12 天");
    page.see("1 人上榜");
    page.see("你在最前面");
    page.link("周末茶客榜").click();
    page.arrive("/boards/most");
    page.see("以上规则开始后不再更改");
    page.back();
    page.arrive("/together");
}

fn a_board_is_on_the_card_and_says_until_when(world: &World) {
    contests::apply(world, contests::RUNNING);
    let (_, number) = joined(world);
    let page = at(world, &number, "/");
    page.see("近期活动");
    page.link("周末茶客榜").wait();
    assert_eq!(page.js("return document.querySelectorAll('.now-on .card-art[alt=\"\"][loading=lazy]').length"), 4);
    page.link("周末茶客榜").click();
    page.arrive("/boards/most");
    page.see("还有 12 天");
}

fn a_gift_for_the_first_passes_to_the_next(world: &World) {
    contests::apply(world, contests::RUNNING);
    let ((mut api, first), (_, second), (mut third_api, third)) = (joined(world), joined(world), joined(world));
    let mut till = world.till();
    let sold = till.sell(&first, Fen(2_500));
    till.sell(&second, Fen(2_500));
    till.sell(&third, Fen(2_500));
    let page = at(world, &third, "/boards/early");
    page.see("你排在第 3 位");
    page.see("已送出 2 / 2");
    assert_eq!((usable(&mut api, "cup"), usable(&mut third_api, "cup")), (1, 0));
    till.refund(&sold.id, Fen(2_500));
    again(&page, "/boards/early");
    page.see("品茗杯一只：券已放进你的券包");
    assert_eq!((usable(&mut api, "cup"), usable(&mut third_api, "cup")), (0, 1));
    let page = at(world, &first, "/boards/early");
    page.see("因退货扣除");
    page.see("已送完");
}

fn a_result_that_is_final_has_put_its_prize_into_the_wallet(world: &World) {
    contests::begin_with(world, contests::OVER);
    let page = at(world, &world.card(4), "/boards/most");
    page.see("结果已定");
    page.see("第 2 名");
    page.see("茶叶罐一只：券已放进你的券包");
    assert_eq!(usable(&mut world.member_api(4), "tin"), 1);
    assert_eq!((usable(&mut world.member_api(3), "set"), usable(&mut world.member_api(0), "tin")), (1, 0));
}

fn who_is_not_on_a_board_that_is_over_is_told_so_and_led_on(world: &World) {
    contests::begin_with(world, contests::OVER);
    let (_, number) = joined(world);
    let page = at(world, &number, "/boards/most");
    page.see("这次没有上榜");
    page.see("下次有新的榜单");
    page.see_no("还没上榜");
    again(&page, "/boards/early");
    page.see("我的礼品");
    page.see("这份先到礼已经结束");
    page.see_no("上榜");
    page.link("看看现在的活动").click();
    page.arrive("/together");
}

fn a_board_that_is_not_there_leads_to_those_that_are(world: &World) {
    let (_, number) = joined(world);
    let page = world.phone();
    page.sign_in_as(number.as_str());
    page.expect_in_console("404");
    page.open_path("/boards/none");
    page.see("没有这个榜单");
    page.link("看看现在的活动").click();
    page.arrive("/together");
}
