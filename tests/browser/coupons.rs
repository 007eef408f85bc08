//! Coupons: the wallet in its order, one with the code to show for it or why it cannot be used, the ways there. Claiming is
//! `coupon_claims`.

use shuke_contract::coupons::HeldCoupon;
use shuke_rules::{Fen, coupons::State, number::CardNumber};
use shuke_tests::{
    api::Api,
    coupons::{held, keep},
    page::{Kind, Page},
    place,
    suite::Test,
    tests,
    world::World,
};
use std::rc::Rc;

pub fn tests() -> Vec<Test> {
    let mut all = tests![
        every_state_says_why_and_the_code_is_there_only_where_it_helps,
        a_till_takes_the_code_of_a_coupons_page_and_what_it_keeps_is_said,
        card_code_and_me_lead_to_what_can_be_used,
        a_brand_without_coupons_shows_no_way_to_them,
    ];
    all.extend(tests![engines:
        the_wallet_shows_what_can_be_used_first_and_folds_what_is_over,
        a_coupon_is_found_by_its_address_and_back_leads_to_the_wallet,
    ]);
    all
}

/// A new member with points, in a browser and as another device.
pub fn shopper(world: &World, yuan: i64) -> (Rc<Page>, Api, CardNumber) {
    let (api, number) = world.join(&World::new_phone());
    if yuan > 0 {
        world.till().sell(&number, Fen(yuan * 100));
    }
    let page = world.phone();
    page.sign_in_as(number.as_str());
    (page, api, number)
}

pub fn at(page: &Page, path: &str) {
    page.open_path(path);
    page.started();
}

/// The first of them that is so.
pub fn one(coupons: &[HeldCoupon], is_it: impl Fn(&HeldCoupon) -> bool) -> &HeldCoupon {
    coupons.iter().find(|coupon| is_it(coupon)).unwrap_or_else(|| panic!("none such in {coupons:#?}"))
}

pub fn path(coupon: &HeldCoupon) -> String {
    format!("/coupons/{}", coupon.id)
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
    type IsIt = fn(&HeldCoupon) -> bool;
    let coupons = held(&mut world.member_api(3));
    let page = world.member(3);
    let cases: [(IsIt, &str); 5] = [
        (|coupon| matches!(coupon.state, State::Later { .. }), "还不能用"),
        (|coupon| matches!(coupon.state, State::Locked { .. }), "最晚留到"),
        (|coupon| coupon.state == State::Used, "整单退货"),
        (|coupon| matches!(coupon.state, State::Expired { .. }), "最后一天是"),
        (|coupon| coupon.withdrawn, "那一项已经撤回了"),
    ];
    for (is_it, why) in cases {
        at(&page, &path(one(&coupons, is_it)));
        page.see(why);
        page.see("怎么用");
        assert!(!page.find(Kind::Image, "二维码").is_there(), "no code where it says “{why}”");
    }
    let used = one(&coupons, |coupon| coupon.state == State::Used);
    at(&page, &path(used));
    page.link("看小票").click();
    page.arrive(&format!("/receipts/{}", used.receipt.as_deref().expect("a till used it")));
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
    let (before, rest) = policy.split_once("[[leaderboards]]").expect("contests, which give coupons");
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
