//! Commission: from the member's page to the statement, what a friend's purchase and its refund make of it, other months.

use shuke_contract::{Empty, referral::GetReferral};
use shuke_rules::Fen;
use shuke_tests::{suite::Test, tests, world::World};

pub fn tests() -> Vec<Test> {
    tests![
        a_statement_follows_what_a_friend_buys_and_brings_back,
        who_has_no_commission_is_not_led_there,
        a_month_without_purchases_leads_to_this_one,
    ]
}

fn a_statement_follows_what_a_friend_buys_and_brings_back(world: &World) {
    let (mut api, number) = world.join(&World::new_phone());
    world.data.invite(&number, "koc");
    let link = api.call::<GetReferral>("", &Empty {}).expect("the member's page").code;
    let friend = world.join_by(&World::new_phone(), &link);
    let page = world.phone();
    page.sign_in_as(number.as_str());
    page.open_path("/me/referral");
    page.started();
    page.link("推荐佣金对账单").click();
    page.arrive("/me/commission");
    page.see("这个月还没有朋友在门店买东西");
    let sale = world.till().sell(&friend, Fen(12_800));
    page.reload();
    page.started();
    page.see("林**");
    page.see("留下 ¥128，佣金 ¥6.40");
    page.see("冻结到");
    world.till().refund(&sale.id, Fen(12_800));
    page.reload();
    page.started();
    page.see("退了，没有佣金");
}

fn who_has_no_commission_is_not_led_there(world: &World) {
    let (_, number) = world.join(&World::new_phone());
    let page = world.phone();
    page.sign_in_as(number.as_str());
    page.open_path("/me/referral");
    page.started();
    page.see("还没有朋友通过你的链接加入");
    page.see_no("推荐佣金");
}

fn a_month_without_purchases_leads_to_this_one(world: &World) {
    let (_, number) = world.join(&World::new_phone());
    world.data.invite(&number, "koc");
    let page = world.phone();
    page.sign_in_as(number.as_str());
    page.open_path("/me/commission/2026-01");
    page.started();
    page.link("看这个月的").click();
    page.arrive("/me/commission");
    page.see("这个月还没有朋友在门店买东西");
    page.expect_in_console("404");
    page.open_path("/me/commission/2026-13");
    page.started();
    page.see("没有找到");
}
