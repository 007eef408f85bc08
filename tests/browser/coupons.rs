//! Coupons: the wallet in its order, one with the code to show for it or why it cannot be used, and claiming: once, after what
//! happens was said, or a no with its figures.

use shuke_contract::{Empty, card::GetCard, coupons::HeldCoupon};
use shuke_rules::{Fen, Points, coupons::State, number::CardNumber};
use shuke_tests::{
    api::Api,
    coupons::{claim, held, keep, policy_with},
    page::{Kind, Page},
    place,
    suite::Test,
    tests,
    world::World,
};
use std::rc::Rc;

pub fn tests() -> Vec<Test> {
    tests![
        the_wallet_shows_what_can_be_used_first_and_folds_what_is_over,
        every_state_says_why_and_the_code_is_there_only_where_it_helps,
        a_till_takes_the_code_of_a_coupons_page_and_what_it_keeps_is_said,
        what_costs_nothing_is_claimed_and_its_code_can_be_shown_at_once,
        points_leave_once_it_was_said_how_many_and_the_balance_follows,
        a_double_tap_claims_once,
        the_last_one_that_somebody_else_had_is_explained_and_nothing_leaves,
        a_tier_and_points_that_are_missing_are_said_with_the_way_to_them,
        a_code_that_was_given_out_claims_and_a_wrong_one_is_explained_at_its_field,
        a_code_that_costs_points_says_so_before_any_leave,
        what_another_tab_claimed_meanwhile_is_said,
        a_session_that_ended_leads_to_signing_in_and_back,
        what_was_confirmed_without_network_waits_and_is_sent_once,
        a_coupon_is_found_by_its_address_and_back_leads_to_the_wallet,
        card_code_and_me_lead_to_what_can_be_used,
        a_brand_without_coupons_shows_no_way_to_them,
    ]
}

/// A new member with points, in a browser and as another device.
fn shopper(world: &World, yuan: i64) -> (Rc<Page>, Api, CardNumber) {
    let (api, number) = world.join(&World::new_phone());
    if yuan > 0 {
        world.till().sell(&number, Fen(yuan * 100));
    }
    let page = world.phone();
    page.sign_in_as(number.as_str());
    (page, api, number)
}

fn at(page: &Page, path: &str) {
    page.open_path(path);
    page.started();
}

fn points(api: &mut Api) -> Points {
    api.call::<GetCard>("", &Empty {}).expect("the card").points
}

fn count(api: &mut Api, template: &str) -> usize {
    held(api).iter().filter(|coupon| coupon.terms.id.0 == template).count()
}

/// The first of them that is so.
fn one(coupons: &[HeldCoupon], is_it: impl Fn(&HeldCoupon) -> bool) -> &HeldCoupon {
    coupons.iter().find(|coupon| is_it(coupon)).unwrap_or_else(|| panic!("none such in {coupons:#?}"))
}

fn path(coupon: &HeldCoupon) -> String {
    format!("/coupons/{}", coupon.id)
}

fn network_lost(page: &Page) {
    page.expect_in_console("Failed to load resource");
    page.expect_in_console("Load failed");
    page.js("Object.defineProperty(navigator, 'onLine', { get: () => false, configurable: true });\
        dispatchEvent(new Event('offline'))");
}

fn the_wallet_shows_what_can_be_used_first_and_folds_what_is_over(world: &World) {
    let page = world.member(3);
    at(&page, "/coupons");
    page.heading("现在可用").wait();
    let shown = page.js("return [...document.querySelectorAll('a.coupon')].map(row => row.getAttribute('href'))");
    let shown: Vec<String> = serde_json::from_value(shown).expect("addresses");
    let coupons = held(&mut world.member_api(3));
    let is_over =
        |coupon: &&HeldCoupon| matches!(coupon.state, State::Used | State::Expired { .. } | State::Void { .. });
    assert_eq!(shown, coupons.iter().map(path).collect::<Vec<_>>(), "as the server says it");
    let headings = page.js("return [...document.querySelectorAll('main h2')].map(heading => heading.innerText)");
    assert_eq!(headings, serde_json::json!(["现在可用", "收银台留着", "还不能用"]));
    page.see("快到期");
    let over = coupons.iter().filter(is_over).count();
    assert!(over >= 3 && !page.shows("用掉"), "folded");
    page.js("document.querySelector('summary').click()");
    for said in [&format!("用过、过期和作废的（{over}）"), "用掉", "过期", "已作废"] {
        page.see(said);
    }
}

fn every_state_says_why_and_the_code_is_there_only_where_it_helps(world: &World) {
    let coupons = held(&mut world.member_api(3));
    let page = world.member(3);
    let cases: [(fn(&HeldCoupon) -> bool, &str); 5] = [
        (|coupon| matches!(coupon.state, State::Later { .. }), "还不能用"),
        (|coupon| matches!(coupon.state, State::Locked { .. }), "最晚留到"),
        (|coupon| coupon.state == State::Used, "整单退货"),
        (|coupon| matches!(coupon.state, State::Expired { .. }), "最后一天是"),
        (|coupon| coupon.withdrawn, "等级回来，它也回来"),
    ];
    for (is_it, why) in cases {
        at(&page, &path(one(&coupons, is_it)));
        page.see(why);
        page.see("怎么用");
        assert!(!page.find(Kind::Image, "二维码").is_there(), "no code where it says “{why}”");
    }
    at(&page, &path(one(&coupons, |coupon| coupon.terms.id.0 == "winter-88" && coupon.state == State::Available)));
    page.find(Kind::Image, "二维码").wait();
    for said in
        ["8.8折，最多减 ¥30", "正价商品", "上海武康路店、杭州河坊街店", "还有", "一单一张", "不能和", "“满 100 减 20”"]
    {
        page.see(said);
    }
    page.js("document.querySelector('summary').click()");
    page.see("收银台没有网络时不能用券");
}

fn a_till_takes_the_code_of_a_coupons_page_and_what_it_keeps_is_said(world: &World) {
    let (page, mut api, number) = shopper(world, 0);
    let coupons = held(&mut api);
    let coupon = one(&coupons, |coupon| coupon.terms.id.0 == "first-order");
    at(&page, &path(coupon));
    page.find(Kind::Image, "二维码").wait();
    let code = page.js("return document.querySelector('[data-code]').dataset.code");
    let taken = world.till().identify(code.as_str().expect("digits")).expect("the till takes it");
    assert_eq!(taken.member, number);
    let quoted = keep(&mut world.till(), &number, &[&coupon.id]);
    assert_eq!(quoted.coupons.len(), 1);
    page.reload();
    page.started();
    page.see("收银台正留着它");
    page.find(Kind::Image, "二维码").gone();
    page.link("返回").click();
    page.arrive("/coupons");
    page.heading("收银台留着").wait();
    page.see("首单礼金");
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

fn points_leave_once_it_was_said_how_many_and_the_balance_follows(world: &World) {
    let (page, mut api, _) = shopper(world, 260);
    at(&page, "/coupons/offers");
    page.see("260");
    page.button("200 积分换").click();
    page.dialog().wait();
    for said in ["−200", "其中 200 分本来只到", "60", "积分留下", "不能换回积分", "满 ¥100"] {
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

fn a_coupon_is_found_by_its_address_and_back_leads_to_the_wallet(world: &World) {
    let (page, mut api, _) = shopper(world, 0);
    let coupon = one(&held(&mut api), |coupon| coupon.terms.id.0 == "welcome-pack").clone();
    at(&page, &path(&coupon));
    page.heading("新人礼包").wait();
    page.see("送燕麦饮三条");
    page.link("返回").click();
    page.arrive("/coupons");
    page.link("新人礼包").click();
    page.arrive(&path(&coupon));
    page.back();
    page.arrive("/coupons");
    page.until("the focus is where one left", || {
        (page.js("return document.activeElement.getAttribute('href')") == path(&coupon)).then_some(())
    });
    at(&page, "/coupons/999999");
    page.see("没有这张券");
    page.link("我的券").click();
    page.arrive("/coupons");
}

fn card_code_and_me_lead_to_what_can_be_used(world: &World) {
    let (page, ..) = shopper(world, 0);
    at(&page, "/");
    assert!(!page.shows("天内到期"), "nothing ends soon");
    page.link("我的").click();
    page.link("2 张可用").click();
    page.arrive("/coupons");
    page.link("会员码").click();
    page.see("2 张券可用");
    page.see("首单礼金");
    page.link("新人礼包").click();
    page.heading("新人礼包").wait();
    let page = world.member(3);
    page.see("张券 7 天内到期");
    page.link("天内到期").click();
    page.arrive("/coupons");
    page.see("快到期");
}

fn a_brand_without_coupons_shows_no_way_to_them(world: &World) {
    let policy = std::fs::read_to_string(world.brand.file()).expect("the brand");
    let (before, rest) = policy.split_once("[[coupons]]").expect("coupons");
    let after = rest.split_once("[[consents]]").expect("consents").1;
    world.stop_server();
    world.data.begin_anew(&format!("{before}[[consents]]{after}"));
    world.start_server(&place::dist());
    let (_, number) = world.join(&World::new_phone());
    let page = world.phone();
    page.sign_in_as(number.as_str());
    at(&page, "/me");
    page.link("小票").wait();
    let ways = page.js("return document.querySelectorAll('a[href^=\"/coupons\"]').length");
    assert_eq!(ways, 0);
    page.link("会员码").click();
    page.find(Kind::Image, "二维码").wait();
    assert!(!page.shows("张券"));
}
