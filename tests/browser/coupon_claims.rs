//! Claiming coupons: once, after what happens was said, or a no with its figures and the way on.

use crate::coupons::{at, one, path, shopper};
use shuke_contract::{Empty, card::GetCard};
use shuke_rules::{Fen, Points};
use shuke_tests::{
    api::Api,
    coupons::{claim, held, policy_with},
    page::{Kind, Page},
    suite::Test,
    tests,
    world::World,
};

pub fn tests() -> Vec<Test> {
    let mut all = tests![
        what_costs_nothing_is_claimed_and_its_code_can_be_shown_at_once,
        points_leave_once_it_was_said_how_many_and_the_balance_follows,
        the_last_one_that_somebody_else_had_is_explained_and_nothing_leaves,
        a_tier_and_points_that_are_missing_are_said_with_the_way_to_them,
        a_code_that_costs_points_says_so_before_any_leave,
        what_another_tab_claimed_meanwhile_is_said,
        a_session_that_ended_leads_to_signing_in_and_back,
    ];
    all.extend(tests![engines:
        going_back_closes_the_sheet_and_only_then_leaves,
        going_back_closes_the_sheet_of_the_first_page_and_what_follows_is_as_ever,
        a_double_tap_claims_once,
        a_code_that_was_given_out_claims_and_a_wrong_one_is_explained_at_its_field,
        what_was_confirmed_without_network_waits_and_is_sent_once,
    ]);
    all
}

fn points(api: &mut Api) -> Points {
    api.call::<GetCard>("", &Empty {}).expect("the card").points
}

fn count(api: &mut Api, template: &str) -> usize {
    held(api).iter().filter(|coupon| coupon.terms.id.0 == template).count()
}

fn network_lost(page: &Page) {
    page.expect_in_console("Failed to load resource");
    page.expect_in_console("Load failed");
    page.js("Object.defineProperty(navigator, 'onLine', { get: () => false, configurable: true });\
        dispatchEvent(new Event('offline'))");
}

fn what_costs_nothing_is_claimed_and_its_code_can_be_shown_at_once(world: &World) {
    let (page, mut api, _) = shopper(world, 0);
    at(&page, "/coupons/offers");
    page.button("领取: 冬日 8.8 折").click();
    page.dialog().wait();
    for said in ["不花积分", "领到后 7 天内", "最多减 ¥30", "上海武康路店"] {
        page.see(said);
    }
    page.button("确认领取").click();
    page.see("已领到：冬日 8.8 折");
    let coupon = one(&held(&mut api), |coupon| coupon.terms.id.0 == "winter-88").clone();
    page.arrive(&path(&coupon));
    page.find(Kind::Image, "二维码").wait();
    page.back();
    page.arrive("/coupons/offers");
    page.see("已领满，每人限 1 张");
}

fn open_and_go_back(page: &Page) {
    page.button("200 积分换").click();
    page.dialog().wait();
    page.back();
    page.dialog().gone();
    page.see("可以领");
    assert_eq!(page.path(), "/coupons/offers");
}

fn going_back_closes_the_sheet_and_only_then_leaves(world: &World) {
    let (page, mut api, _) = shopper(world, 260);
    at(&page, "/coupons");
    page.link("领券").click();
    page.arrive("/coupons/offers");
    for _ in 0..2 {
        open_and_go_back(&page);
    }
    page.back();
    page.arrive("/coupons");
    assert_eq!((points(&mut api), count(&mut api, "tea-20")), (Points(260), 0));
}

/// Whoever came by a link, so that nothing of ours lies behind the page.
fn going_back_closes_the_sheet_of_the_first_page_and_what_follows_is_as_ever(world: &World) {
    let (page, mut api, _) = shopper(world, 260);
    page.open_path("/coupons/offers");
    page.started();
    for _ in 0..2 {
        open_and_go_back(&page);
    }
    // Closed otherwise, and opened again at once.
    for _ in 0..2 {
        page.button("200 积分换").click();
        page.button("先不领").click();
        page.dialog().gone();
    }
    open_and_go_back(&page);
    page.button("200 积分换").click();
    page.button("用 200 积分换").click();
    page.see("已领到：满 100 减 20");
    assert_eq!((points(&mut api), count(&mut api, "tea-20")), (Points(60), 1));
    page.back();
    page.arrive("/coupons/offers");
    page.dialog().gone();
    page.see("还差 140 积分");
}

fn points_leave_once_it_was_said_how_many_and_the_balance_follows(world: &World) {
    let (page, mut api, _) = shopper(world, 260);
    at(&page, "/coupons/offers");
    page.see("260");
    page.button("200 积分换").click();
    page.dialog().wait();
    for said in ["−200", "本来都只到", "60", "积分留下", "不能换回积分", "满 ¥100"] {
        page.see(said);
    }
    page.button("先不领").click();
    page.dialog().gone();
    assert_eq!((points(&mut api), count(&mut api, "tea-20")), (Points(260), 0));
    page.button("200 积分换").click();
    page.button("用 200 积分换").click();
    page.see("已领到：满 100 减 20");
    assert_eq!((points(&mut api), count(&mut api, "tea-20")), (Points(60), 1));
    page.back();
    page.arrive("/coupons/offers");
    page.see("还差 140 积分");
    page.link("卡").click();
    page.arrive("/");
    page.until("the balance follows", || {
        (page.js("return document.querySelector('.figure').innerText") == "60").then_some(())
    });
}

fn a_double_tap_claims_once(world: &World) {
    let (page, mut api, _) = shopper(world, 1_000);
    at(&page, "/coupons/offers");
    page.button("200 积分换").click();
    page.dialog().wait();
    page.button("用 200 积分换").double_tap();
    page.see("已领到");
    assert_eq!((points(&mut api), count(&mut api, "tea-20")), (Points(800), 1));
}

fn the_last_one_that_somebody_else_had_is_explained_and_nothing_leaves(world: &World) {
    let keys = "effect = { kind = \"amount_off\", yuan = 5 }\nstock = 1\nclaim = { points = 50 }";
    world.data.apply(&policy_with(world.brand, "last-one", keys));
    let (page, mut api, _) = shopper(world, 100);
    at(&page, "/coupons/offers");
    page.see("剩 1 张");
    page.button("50 积分换").click();
    page.dialog().wait();
    let (mut other, number) = world.join(&World::new_phone());
    world.till().sell(&number, Fen(10_000));
    claim(&mut other, "last-one", 50);
    page.expect_in_console("409");
    page.button("用 50 积分换").click();
    page.see("刚刚被领完了");
    page.button("先不领").click();
    page.see("已领完");
    assert!(!page.button("50 积分换").is_there());
    assert_eq!((points(&mut api), count(&mut api, "last-one")), (Points(100), 0));
}

fn a_tier_and_points_that_are_missing_are_said_with_the_way_to_them(world: &World) {
    let (page, ..) = shopper(world, 0);
    at(&page, "/coupons/offers");
    page.see("还差 200 积分");
    page.see("达人及以上可领，再消费 ¥999 就到");
    page.link("看看怎么得积分").click();
    page.arrive("/together");
    page.back();
    page.link("看看等级怎么升").click();
    page.arrive("/tiers");
}

fn a_code_that_was_given_out_claims_and_a_wrong_one_is_explained_at_its_field(world: &World) {
    let (page, mut api, _) = shopper(world, 0);
    at(&page, "/coupons/offers");
    page.button("用券码领").click();
    page.see("先写上券码");
    page.expect_in_console("404");
    page.field("券码").fill("oat-and-coffee");
    page.button("用券码领").click();
    page.see("没有这个券码");
    assert!(page.field("券码").is_focused());
    assert_eq!(page.field("券码").ask("element.getAttribute('aria-invalid')"), "true");
    page.field("券码").fill(" Oat-And-Tea ");
    page.button("用券码领").click();
    page.see("已领到：路过小满");
    assert_eq!(count(&mut api, "poster"), 1);
    at(&page, "/coupons/offers");
    page.expect_in_console("422");
    page.field("券码").fill("oat-and-tea");
    page.button("用券码领").click();
    page.see("已经领过了");
    page.see("每人限 1 张");
    assert_eq!(count(&mut api, "poster"), 1);
}

fn a_code_that_costs_points_says_so_before_any_leave(world: &World) {
    let keys = "effect = { kind = \"amount_off\", yuan = 5 }\nclaim = { code = \"dear\", points = 80 }";
    world.data.apply(&policy_with(world.brand, "dear-one", keys));
    let (page, mut api, _) = shopper(world, 100);
    at(&page, "/coupons/offers");
    page.expect_in_console("409");
    page.field("券码").fill("dear");
    page.button("用券码领").click();
    page.see("它要 80 积分");
    assert_eq!(points(&mut api), Points(100));
    page.button("用 80 积分换").click();
    page.see("已领到");
    assert_eq!((points(&mut api), count(&mut api, "dear-one")), (Points(20), 1));
}

fn what_another_tab_claimed_meanwhile_is_said(world: &World) {
    let (page, mut api, _) = shopper(world, 0);
    at(&page, "/coupons/offers");
    page.button("领取: 冬日 8.8 折").click();
    page.dialog().wait();
    claim(&mut api, "winter-88", 0);
    page.expect_in_console("422");
    page.button("确认领取").click();
    page.see("已经领过了");
    page.button("先不领").click();
    page.see("已领满，每人限 1 张");
    assert_eq!(count(&mut api, "winter-88"), 1);
}

fn a_session_that_ended_leads_to_signing_in_and_back(world: &World) {
    let (page, mut api, _) = shopper(world, 0);
    at(&page, "/coupons/offers");
    page.button("领取: 冬日 8.8 折").click();
    page.dialog().wait();
    page.expect_in_console("401");
    page.forget_session();
    page.button("确认领取").click();
    page.see("上次的登录已结束");
    assert_eq!(page.path(), "/coupons/offers");
    assert_eq!(count(&mut api, "winter-88"), 0);
}

fn what_was_confirmed_without_network_waits_and_is_sent_once(world: &World) {
    let (page, mut api, _) = shopper(world, 0);
    at(&page, "/coupons/offers");
    page.button("领取: 冬日 8.8 折").click();
    page.dialog().wait();
    page.kept_for_later();
    network_lost(&page);
    world.gate.cut();
    page.button("确认领取").click();
    page.see("恢复后自动发送一次");
    world.gate.lead_to(world.server().address);
    assert_eq!(count(&mut api, "winter-88"), 0);
    page.js("delete navigator.onLine; dispatchEvent(new Event('online'))");
    page.see("已领到");
    assert_eq!(count(&mut api, "winter-88"), 1);
}
