//! The zone of new members: claiming in place, the challenge, and what is said when it is over.

use shuke_contract::{
    Empty,
    coupons::{ClaimCoupon, ClaimCouponRequest, GetCoupons, HeldCoupon},
    tasks::{GetTasks, TaskState},
};
use shuke_rules::Fen;
use shuke_tests::{api::Api, page::Page, suite::Test, tests, world::World};
use std::rc::Rc;

pub fn tests() -> Vec<Test> {
    let mut all = tests![
        a_new_member_comes_from_together_and_claims_in_place,
        who_came_too_late_is_told_and_sees_how_it_is_now,
        the_challenge_says_what_is_missing_and_brings_points_and_a_coupon,
        when_its_time_is_over_no_way_leads_there_and_the_page_says_what_to_do_next,
        a_pack_says_what_it_gives_and_waits_for_its_money,
    ];
    all.extend(tests![engines:
        a_double_tap_claims_once,
    ]);
    all
}

fn fresh(world: &World, spent: i64, path: &str) -> (Api, Rc<Page>) {
    let (api, number) = world.join(&World::new_phone());
    if spent > 0 {
        world.till().sell(&number, Fen(spent));
    }
    let page = world.phone();
    page.sign_in_as(number.as_str());
    page.open_path(path);
    page.started();
    (api, page)
}

fn held(api: &mut Api, template: &str) -> Vec<HeldCoupon> {
    let wallet = api.call::<GetCoupons>("", &Empty {}).expect("the wallet");
    wallet.coupons.into_iter().filter(|coupon| coupon.terms.id.0 == template).collect()
}

fn a_new_member_comes_from_together_and_claims_in_place(world: &World) {
    let (mut api, page) = fresh(world, 0, "/together");
    page.link("新人专区").click();
    page.arrive("/welcome");
    page.see("还剩 300 份");
    page.button("新人 99 元套装").click();
    page.see("领到 新人 99 元套装");
    page.see("还剩 299 份");
    page.see("已领取");
    let coupon = held(&mut api, "new-member-set").pop().expect("the coupon");
    assert_eq!(page.link("新人 99 元套装").ask("element.getAttribute('href')"), format!("/coupons/{}", coupon.id));
    page.until("the focus is on the heading", || {
        (page.js("return document.activeElement.id") == "offers").then_some(())
    });
}

fn a_double_tap_claims_once(world: &World) {
    let (mut api, page) = fresh(world, 0, "/welcome");
    page.button("新人 0 元试饮").double_tap();
    page.see("已领取");
    assert_eq!(held(&mut api, "new-member-trial").len(), 1);
}

fn who_came_too_late_is_told_and_sees_how_it_is_now(world: &World) {
    let policy = std::fs::read_to_string(world.brand.file()).expect("the brand");
    world.data.apply(&policy.replace("stock = 300", "stock = 1"));
    world.stop_server();
    world.start_server(&shuke_tests::place::dist());
    let (_, page) = fresh(world, 0, "/welcome");
    page.expect_in_console("409");
    page.see("还剩 1 份");
    let (mut other, _) = world.join(&World::new_phone());
    let set = ClaimCouponRequest { template: Some("new-member-set".into()), ..Default::default() };
    other.call::<ClaimCoupon>("", &set).expect("the last one");
    page.button("新人 99 元套装").click();
    page.see("已领完，先到先得");
}

fn the_challenge_says_what_is_missing_and_brings_points_and_a_coupon(world: &World) {
    let (mut api, page) = fresh(world, 12_650, "/welcome");
    page.see("¥126.50 / ¥199");
    page.see("还差 ¥72.50");
    let number = api.call::<shuke_contract::card::GetCard>("", &Empty {}).expect("the card").number;
    world.till().sell(&number, Fen(7_250));
    page.reload();
    page.started();
    page.button("领取 100 分").click();
    page.see("领到 100 分和挑战券");
    page.see("已领取");
    page.until("the focus is on the heading", || {
        (page.js("return document.activeElement.id") == "challenge").then_some(())
    });
    assert_eq!(held(&mut api, "challenge-20").len(), 1);
    let tasks = api.call::<GetTasks>("", &Empty {}).expect("the tasks").tasks;
    let task = tasks.into_iter().find(|task| task.id.0 == "new-member-spend").expect("the challenge");
    assert_eq!(task.state, TaskState::Claimed);
}

fn when_its_time_is_over_no_way_leads_there_and_the_page_says_what_to_do_next(world: &World) {
    let page = world.member(0);
    page.open_path("/together");
    page.started();
    page.see("任务");
    page.see_no("新人专区");
    page.open_path("/welcome");
    page.started();
    page.see("新人专区已结束");
    page.link("去活动").click();
    page.arrive("/together");
}

fn a_pack_says_what_it_gives_and_waits_for_its_money(world: &World) {
    let (mut api, page) = fresh(world, 5_000, "/mall/tea-pack");
    page.see("下午茶券");
    page.see("先在任一门店付 ¥9.90");
    page.button("兑换 ·").click();
    page.see("付清后，券马上放进“我的券”");
    page.see("付款前可以取消，付清后不能；有问题，券到后 7 天内可以退");
    page.button("确认兑换").click();
    page.see("到任一门店付 ¥9.90");
    page.see("包里有");
    page.see("券已到");
    page.see_no("备货中");
    page.button("取消兑换").wait();
    assert!(held(&mut api, "pack-8").is_empty());
}
