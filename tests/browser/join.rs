//! A stranger scans the code in a shop and holds a card.

use shuke_contract::account::Profile;
use shuke_rules::{number::CardNumber, phone::Phone};
use shuke_tests::{
    checks::{self, well},
    page::{Page, key},
    suite::Test,
    tests,
    world::World,
};
use std::rc::Rc;
use std::time::Duration;

pub fn tests() -> Vec<Test> {
    let mut all = tests![
        two_devices_that_join_with_one_number_make_one_member,
        a_wrong_one_time_code_says_how_many_tries_are_left,
        an_unknown_shop_code_says_so_and_lets_one_join_all_the_same,
        a_revoked_shop_code_says_so_and_lets_one_join_all_the_same,
        a_member_who_joins_again_is_signed_in_and_told,
        the_way_back_from_what_was_given_leads_to_the_card_as_well,
    ];
    all.extend(tests![engines:
        a_stranger_scans_the_code_and_holds_a_card,
        joining_works_with_the_keyboard_alone,
        a_double_tap_on_join_makes_one_member,
        without_the_necessary_consent_nothing_is_sent,
    ]);
    all
}

/// Fills in the form to join that is open, and joins.
pub fn join(world: &World, page: &Page) {
    let code = ask_for_code(world, page, &World::new_phone());
    page.field("6 位数字").fill(&code);
    page.button("加入").click();
    page.see("送你的券");
}

/// From the shop's page up to the field for the one-time code; gives the code that was sent.
fn ask_for_code(world: &World, page: &Page, phone: &Phone) -> String {
    page.field("手机号").fill(phone.as_str());
    page.choice("会员章程").tick();
    let mark = world.server().mark();
    page.button("发送验证码").click();
    page.field("6 位数字").wait();
    page.until("what is typed next has the focus", || {
        (page.js("return document.activeElement.id") == "code").then_some(())
    });
    world.server().one_time_code(phone, mark)
}

fn at_the_shop(world: &World) -> Rc<Page> {
    let page = world.phone();
    page.open_path(&format!("/s/{}", world.data.demo.store));
    page.started();
    page
}

/// The 13 digits on the card.
fn number_on(page: &Page) -> CardNumber {
    page.until("a card number with a right check digit is shown", || {
        page.text().lines().find_map(|line| CardNumber::parse(line.trim()))
    })
}

fn a_stranger_scans_the_code_and_holds_a_card(world: &World) {
    let page = at_the_shop(world);
    page.see("武康路店");
    page.see("这张卡值什么");
    page.see("每 1 元积 1 分");
    page.link("免费加入").click();
    page.see("在上海武康路店");
    assert!(!page.choice("会员章程").is_ticked() && !page.choice("新品与活动").is_ticked(), "consents begin unticked");
    let to_be = |page: &Page| page.js("return document.querySelector('.card-to-be')?.innerText || ''");
    assert!(to_be(&page).as_str().is_some_and(|card| card.contains("小白")), "{}", to_be(&page));
    page.field("怎么称呼你").fill("林晓雨");
    page.until("the name is on the card", || to_be(&page).as_str()?.contains("林晓雨").then_some(()));
    let phone = World::new_phone();
    let code = ask_for_code(world, &page, &phone);
    assert!(!page.text().contains(phone.as_str()), "the number is shown masked");
    page.field("6 位数字").fill(&code);
    page.button("加入").click();
    page.dialog().wait();
    for said in ["送你的券", "首单礼金", "新人礼包", "燕麦饮三条"] {
        page.see(said);
    }
    assert_eq!(page.js("return document.querySelectorAll('dialog[open] .ticket img.sign').length"), 2);
    well("sideways in motion", &checks::sideways_in_motion(&page));
    page.button("去看卡").click();
    page.arrive("/");
    page.see("林晓雨");
    page.heading("小白").wait();
    let number = number_on(&page);
    assert!(number.as_str().starts_with("690121"), "brand, tier and region at issue: {number}");
    page.reload();
    page.see("林晓雨");
    assert_eq!(number_on(&page), number);
    let profile: Profile = page.get("/api/v1/me/profile");
    assert_eq!(profile.joined_in.map(|store| store.0), Some(world.data.demo.store.clone()));
    let given = |id: &str| profile.consents.iter().any(|consent| consent.id.0 == id && consent.given);
    assert!(given("membership") && !given("marketing"), "{:?}", profile.consents);
}

fn joining_works_with_the_keyboard_alone(world: &World) {
    let page = at_the_shop(world);
    page.link("免费加入").tab_to();
    page.press(&[key::ENTER]);
    page.arrive("/join");
    let phone = World::new_phone();
    page.field("手机号").tab_to();
    let typed: Vec<String> = phone.as_str().chars().map(String::from).collect();
    page.press(&typed.iter().map(String::as_str).collect::<Vec<_>>());
    page.choice("会员章程").tab_to();
    page.press(&[key::SPACE]);
    page.button("发送验证码").tab_to();
    let mark = world.server().mark();
    page.press(&[key::ENTER]);
    page.field("6 位数字").wait();
    let code = world.server().one_time_code(&phone, mark);
    page.field("6 位数字").tab_to();
    let typed: Vec<String> = code.chars().map(String::from).collect();
    page.press(&typed.iter().map(String::as_str).collect::<Vec<_>>());
    page.press(&[key::ENTER]);
    page.button("去看卡").tab_to();
    page.press(&[key::ENTER]);
    page.arrive("/");
    page.heading("小白").wait();
}

fn the_way_back_from_what_was_given_leads_to_the_card_as_well(world: &World) {
    let page = at_the_shop(world);
    page.link("免费加入").click();
    let code = ask_for_code(world, &page, &World::new_phone());
    page.field("6 位数字").fill(&code);
    page.button("加入").click();
    page.see("送你的券");
    page.back();
    page.arrive("/");
    page.heading("小白").wait();
    assert_eq!(page.js("return document.querySelectorAll('dialog[open]').length"), 0);
}

fn a_double_tap_on_join_makes_one_member(world: &World) {
    let before = world.data.members();
    let page = at_the_shop(world);
    page.link("免费加入").click();
    let code = ask_for_code(world, &page, &World::new_phone());
    page.field("6 位数字").fill(&code);
    // The second tap comes while the first is on its way.
    world.gate.slow(Duration::from_millis(600));
    page.button("加入").double_tap();
    page.button("去看卡").click();
    page.arrive("/");
    page.heading("小白").wait();
    assert_eq!(world.data.members(), before + 1);
}

fn two_devices_that_join_with_one_number_make_one_member(world: &World) {
    let before = world.data.members();
    let phone = World::new_phone();
    let page = at_the_shop(world);
    page.link("免费加入").click();
    let code = ask_for_code(world, &page, &phone);
    page.field("6 位数字").fill(&code);
    // The other device uses the very same one-time code first.
    let number = world.join_with(&phone, &code).1;
    page.expect_in_console("422");
    page.button("加入").click();
    page.see("验证码过期了");
    assert_eq!(world.data.members(), before + 1);
    assert!(number.as_str().starts_with("690"));
}

fn without_the_necessary_consent_nothing_is_sent(world: &World) {
    let page = at_the_shop(world);
    page.link("免费加入").click();
    page.field("手机号").fill(World::new_phone().as_str());
    page.button("发送验证码").click();
    page.see("没有这一项同意，我们不能保存你的手机号");
    assert!(!world.gate.seen().iter().any(|request| request.starts_with("POST")), "{:?}", world.gate.seen());
    page.choice("会员章程").tick();
    page.button("发送验证码").click();
    page.field("6 位数字").wait();
}

fn a_wrong_one_time_code_says_how_many_tries_are_left(world: &World) {
    let page = at_the_shop(world);
    page.link("免费加入").click();
    let code = ask_for_code(world, &page, &World::new_phone());
    let wrong = if code == "000000" { "000001" } else { "000000" };
    page.expect_in_console("422");
    page.field("6 位数字").fill(wrong);
    page.button("加入").click();
    page.see("还可以试 4 次");
    page.field("6 位数字").fill(&code);
    page.button("加入").click();
    page.button("去看卡").click();
    page.arrive("/");
}

fn an_unknown_shop_code_says_so_and_lets_one_join_all_the_same(world: &World) {
    let page = world.phone();
    page.expect_in_console("404");
    page.open_path("/s/no-such-shop");
    page.see("没有这家门店");
    page.link("不经门店，直接加入").click();
    page.arrive("/join");
    page.see("免费，随时可退");
}

fn a_revoked_shop_code_says_so_and_lets_one_join_all_the_same(world: &World) {
    let page = (shuke_tests::screens::named("shop_revoked").reach)(world, shuke_tests::engine::PHONE);
    page.link("不经门店，直接加入").click();
    page.arrive("/join");
}

fn a_member_who_joins_again_is_signed_in_and_told(world: &World) {
    let (phone, number) = (world.phone_of(0), world.card(0));
    let before = world.data.members();
    let page = at_the_shop(world);
    page.link("免费加入").click();
    let code = ask_for_code(world, &page, &phone);
    page.field("6 位数字").fill(&code);
    page.button("加入").click();
    page.see("这个号码已是会员，已为你登录");
    assert_eq!(number_on(&page), number);
    assert_eq!(world.data.members(), before);
}
