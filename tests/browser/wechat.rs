//! Inside WeChat: signing in without a word, linking, passing pages on, scanning.

use shuke_tests::{
    engine::{Looks, PHONE},
    page::Page,
    suite::Test,
    tests,
    world::World,
};
use shuke_wechat_double::{Mood, person};
use std::rc::Rc;

pub fn tests() -> Vec<Test> {
    tests![engines:
        a_linked_identity_opens_the_card_and_nothing_of_the_way_there_is_left,
        another_members_identity_is_moved_and_unlinked,
        each_page_is_passed_on_as_it_should_be_on_both_systems,
        the_other_address_is_tried_where_wechat_does_not_believe_the_first,
        wechat_scans_where_it_can,
        a_stranger_is_told_how_to_link_and_signs_in_by_number,
        while_wechat_is_away_one_signs_in_by_number,
    ]
}

fn phone(world: &World) -> Rc<Page> {
    world.browser(Looks { agent: Some(world.engine.in_wechat()), ..PHONE })
}

fn member(world: &World, which: usize, path: &str) -> Rc<Page> {
    let page = phone(world);
    page.sign_in_as(&world.data.demo.members[which].card);
    page.open_path(path);
    page.started();
    page
}

/// Nothing of the way there is left in the address.
fn is_at(world: &World, page: &Page, path: &str) {
    let address = format!("{}{path}", world.gate.url());
    page.until("the address is plain", || (page.js("return location.href") == address.as_str()).then_some(()));
}

fn a_linked_identity_opens_the_card_and_nothing_of_the_way_there_is_left(world: &World) {
    world.with_wechat().is(person("o-one"));
    let page = member(world, 0, "/me");
    page.link("微信").click();
    page.arrive("/me/wechat");
    page.button("绑定这个微信").click();
    page.see("就是这个微信");
    page.started();
    is_at(world, &page, "/me/wechat");
    let other = phone(world);
    other.open_path("/points");
    other.started();
    other.heading("积分").wait();
    other.see_no("用手机号");
    is_at(world, &other, "/points");
    other.open_path("/me");
    other.started();
    other.see(&world.data.demo.members[0].name);
}

fn another_members_identity_is_moved_and_unlinked(world: &World) {
    world.with_wechat().is(person("o-one"));
    let first = member(world, 0, "/me/wechat");
    first.button("绑定这个微信").click();
    first.see("就是这个微信");
    let second = member(world, 1, "/me/wechat");
    second.button("绑定这个微信").click();
    second.see("这个微信绑着另一张卡");
    second.started();
    second.button("改绑到这张卡").double_tap();
    second.see("已改绑到这张卡");
    second.see("就是这个微信");
    second.button("解绑").click();
    second.dialog().wait();
    second.button("先不解绑").click();
    second.button("解绑").click();
    second.dialog().wait();
    second
        .js("[...document.querySelectorAll('dialog[open] button')].find((one) => one.textContent === '解绑').click()");
    second.see("已解绑");
    second.button("绑定这个微信").wait();
    first.open_path("/inbox");
    first.started();
    first.see("改绑到了另一张卡");
}

/// What WeChat was told last.
fn passed_on(page: &Page, title: &str) -> String {
    page.until("WeChat is told of the page", || {
        let shares = page.js("return window.wxTold ? wxTold.shares.filter((one) => one.to === 'moments') : []");
        let last = shares.as_array()?.last()?.clone();
        (last["title"].as_str()?.contains(title)).then(|| last["link"].as_str().unwrap_or_default().to_owned())
    })
}

fn each_page_is_passed_on_as_it_should_be_on_both_systems(world: &World) {
    world.with_wechat().is(person("o-one"));
    let page = member(world, 0, "/me");
    assert_eq!(passed_on(&page, "小满"), format!("{}/", world.gate.url()));
    page.link("带朋友来").click();
    page.arrive("/me/referral");
    let link = passed_on(&page, "请你来");
    assert!(link.starts_with(&format!("{}/r/", world.gate.url())), "{link}");
    page.back();
    page.arrive("/me");
    page.until("it is the start again", || {
        (passed_on(&page, "小满") == format!("{}/", world.gate.url())).then_some(())
    });
    let told = page.js("return [wxTold.errors, wxTold.asked.length, wxTold.believed > 1]");
    assert_eq!(told, serde_json::json!([0, 3, true]));
}

fn the_other_address_is_tried_where_wechat_does_not_believe_the_first(world: &World) {
    world.with_wechat().is(person("o-one"));
    let page = member(world, 0, "/me");
    passed_on(&page, "小满");
    // From now on it sees the address that this kind of phone does not.
    page.js("window.wxSeesFirst = !/iPhone/.test(navigator.userAgent); wxTold.shares = []");
    page.link("带朋友来").click();
    page.arrive("/me/referral");
    let link = passed_on(&page, "请你来");
    assert!(link.starts_with(&format!("{}/r/", world.gate.url())), "{link}");
    assert!(page.js("return wxTold.errors") != 0, "the first one was not believed");
}

fn wechat_scans_where_it_can(world: &World) {
    world.with_wechat().is(person("o-one"));
    let page = member(world, 0, "/scan");
    page.button("用微信扫一扫").wait();
    page.button("用微信扫一扫").click();
    page.until("its owner goes back", || (page.js("return window.wxTold?.cancelled") == 1).then_some(()));
    page.js(&format!("window.wxScans = '{}/s/wukang'", world.gate.url()));
    // A second tap at once would be swallowed.
    std::thread::sleep(std::time::Duration::from_millis(700));
    page.button("用微信扫一扫").click();
    page.arrive("/s/wukang");
}

fn a_stranger_is_told_how_to_link_and_signs_in_by_number(world: &World) {
    world.with_wechat().is(person("o-stranger"));
    let page = phone(world);
    page.open_path("/sign-in");
    page.started();
    page.see("这个微信还没有绑定会员卡");
    page.field("手机号").wait();
    page.see_no("用微信打开我的卡");
    is_at(world, &page, "/sign-in");
}

fn while_wechat_is_away_one_signs_in_by_number(world: &World) {
    let double = world.with_wechat();
    double.is(person("o-stranger"));
    double.feels(Mood::Down);
    let page = phone(world);
    page.open_path("/sign-in");
    page.started();
    page.see("微信没有回应。用手机号也能登录。");
    page.field("手机号").wait();
    double.feels(Mood::Well);
    page.link("用微信打开我的卡").click();
    page.see("这个微信还没有绑定会员卡");
    is_at(world, &page, "/sign-in");
}
