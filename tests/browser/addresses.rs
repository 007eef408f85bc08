//! The address book.

use shuke_contract::{Empty, addresses::GetAddresses};
use shuke_tests::{
    api::Api,
    page::{Page, key},
    suite::Test,
    tests,
    world::World,
};
use std::rc::Rc;

pub fn tests() -> Vec<Test> {
    let mut all = tests![
        hostile_text_is_shown_as_text,
        the_preferred_one_comes_first,
        what_is_half_written_goes_with_its_member_in_every_tab,
        everything_that_can_be_done_stays_in_sight_however_much_is_wrong,
    ];
    all.extend(tests![engines:
        an_address_is_added_changed_and_deleted,
        everything_that_is_wrong_is_said_at_its_field,
        what_is_half_written_is_there_after_going_back_until_it_is_saved,
        what_is_half_written_goes_with_its_member,
        the_focus_is_on_the_heading_when_what_had_it_is_gone,
    ]);
    all
}

fn with_addresses(world: &World) -> (Rc<Page>, Api) {
    let (api, number) = world.join(&World::new_phone());
    let page = world.phone();
    page.sign_in_as(number.as_str());
    page.open_path("/addresses");
    page.started();
    page.see("收货地址");
    (page, api)
}

fn add(page: &Page, name: &str, street: &str) {
    page.button("添加地址").click();
    page.dialog().wait();
    page.field("收件人").fill(name);
    page.field("手机号").fill("138 1234 5678");
    page.field("省、市、区").fill("上海市徐汇区");
    page.field("街道、门牌、房号").fill(street);
}

fn save(page: &Page) {
    page.button("保存").click();
    page.dialog().gone();
}

fn names(api: &mut Api) -> Vec<String> {
    let book = api.call::<GetAddresses>("", &Empty {}).expect("the addresses").addresses;
    book.into_iter().map(|address| address.fields.name).collect()
}

fn an_address_is_added_changed_and_deleted(world: &World) {
    let (page, mut api) = with_addresses(world);
    page.see("还没有地址");
    add(&page, "林晓雨", "安福路 189 号");
    save(&page);
    page.see("已保存");
    page.see("安福路 189 号");
    page.button("修改").click();
    page.field("收件人").fill("林小雨");
    save(&page);
    page.see("林小雨");
    assert_eq!(names(&mut api), ["林小雨"]);
    page.button("删除").click();
    page.see("照旧寄到原来的地址");
    page.button("删除").click();
    page.dialog().gone();
    page.see("还没有地址");
    assert!(names(&mut api).is_empty());
}

fn everything_that_is_wrong_is_said_at_its_field(world: &World) {
    let (page, mut api) = with_addresses(world);
    page.button("添加地址").click();
    page.button("保存").click();
    for wrong in ["写上收件人", "写成 11 位手机号", "写上省、市、区", "写上详细地址"] {
        page.see(wrong);
    }
    assert_eq!(page.field("收件人").ask("element.getAttribute('aria-invalid')"), "true");
    assert_eq!(page.field("收件人").ask("element.autocomplete"), "shipping name");
    assert!(names(&mut api).is_empty());
}

/// What stands in the fields for name and street.
fn written(page: &Page) -> (String, String) {
    (page.field("收件人").value(), page.field("街道、门牌、房号").value())
}

const HALF: &str = "return Object.entries(sessionStorage).filter(([key]) => key.startsWith('shuke.typed')).map(([, text]) => text).join() || null";

fn what_is_half_written_is_there_after_going_back_until_it_is_saved(world: &World) {
    let (page, mut api) = with_addresses(world);
    add(&page, "林晓雨", "安福路");
    page.back();
    page.dialog().gone();
    page.arrive("/addresses");
    page.button("添加地址").click();
    page.until("it is as it was left", || (written(&page) == ("林晓雨".into(), "安福路".into())).then_some(()));
    page.reload();
    page.started();
    page.button("添加地址").click();
    page.until("also after a reload", || (written(&page) == ("林晓雨".into(), "安福路".into())).then_some(()));
    page.field("街道、门牌、房号").fill("安福路 189 号");
    save(&page);
    page.see("安福路 189 号");
    assert!(page.js(HALF).is_null(), "it is saved");
    page.button("添加地址").click();
    page.until("another one begins empty", || (written(&page) == Default::default()).then_some(()));
    page.back();
    page.dialog().gone();
    // What is changed is another than what is added.
    page.button("修改").click();
    page.field("收件人").fill("林小雨");
    page.back();
    page.dialog().gone();
    page.button("添加地址").click();
    page.until("nothing of the other", || (written(&page) == Default::default()).then_some(()));
    page.field("街道、门牌、房号").fill("延安路");
    page.back();
    page.dialog().gone();
    page.button("修改").click();
    page.until("each has its own", || (written(&page).0 == "林小雨").then_some(()));
    page.back();
    page.dialog().gone();
    page.button("添加地址").click();
    page.until("the other, too", || (written(&page).1 == "延安路").then_some(()));
    assert_eq!(names(&mut api), ["林晓雨"]);
}

fn what_is_half_written_goes_with_its_member(world: &World) {
    let (page, _) = with_addresses(world);
    add(&page, "林晓雨", "安福路");
    page.until("it is kept", || page.js(HALF).as_str().is_some_and(|kept| kept.contains("林晓雨")).then_some(()));
    page.back();
    page.dialog().gone();
    page.open_path("/me/settings");
    page.started();
    page.button("退出登录").click();
    page.see("已退出");
    assert!(page.js(HALF).is_null());
}

fn what_is_half_written_goes_with_its_member_in_every_tab(world: &World) {
    let (page, _) = with_addresses(world);
    add(&page, "林晓雨", "安福路");
    page.until("it is kept", || page.js(HALF).as_str().is_some_and(|kept| kept.contains("林晓雨")).then_some(()));
    page.expect_in_console("401");
    let first = page.tab();
    page.new_tab();
    page.open_path("/me/settings");
    page.started();
    page.button("退出登录").click();
    page.see("已退出");
    page.go_to_tab(&first);
    page.until("it is gone here as well", || page.js(HALF).is_null().then_some(()));
}

fn everything_that_can_be_done_stays_in_sight_however_much_is_wrong(world: &World) {
    let (page, _) = with_addresses(world);
    page.resize(375, 603);
    page.button("添加地址").click();
    page.button("保存").click();
    page.see("写上详细地址");
    let in_sight = "const box = [...document.querySelectorAll('dialog[open] button')].at(-1).getBoundingClientRect(); return box.bottom <= innerHeight";
    page.until("the way out is in sight", || (page.js(in_sight) == true).then_some(()));
    assert_eq!(page.js("return document.activeElement.id"), "address-name", "what is wrong first");
    page.double_text();
    page.until("also with large text", || (page.js(in_sight) == true).then_some(()));
}

fn the_focus_is_on_the_heading_when_what_had_it_is_gone(world: &World) {
    let (page, mut api) = with_addresses(world);
    add(&page, "一", "安福路 1 号");
    save(&page);
    page.button("删除: 安福路 1 号").tab_to();
    page.press(&[key::ENTER]);
    page.dialog().wait();
    page.button("删除").tab_to();
    page.press(&[key::ENTER]);
    page.dialog().gone();
    page.see("还没有地址");
    page.until("the heading has the focus", || {
        (page.js("return document.activeElement.tagName") == "H1").then_some(())
    });
    assert!(names(&mut api).is_empty());
}

fn hostile_text_is_shown_as_text(world: &World) {
    let (page, mut api) = with_addresses(world);
    let hostile = "<img src=x onerror=alert(1)>\"'&amp;";
    add(&page, "<b>雨</b>", hostile);
    save(&page);
    page.see(hostile);
    page.see("<b>雨</b>");
    assert_eq!(page.js("return document.querySelectorAll('main img, main b:not(.tag)').length"), 0);
    page.button("删除").click();
    page.dialog().wait();
    page.see(hostile);
    assert_eq!(names(&mut api), ["<b>雨</b>"]);
}

fn the_preferred_one_comes_first(world: &World) {
    let (page, mut api) = with_addresses(world);
    add(&page, "一", "安福路 1 号");
    page.choice("首选").tick();
    save(&page);
    add(&page, "二", "安福路 2 号");
    save(&page);
    page.see("安福路 2 号");
    assert_eq!(names(&mut api), ["一", "二"]);
    page.see("首选");
}
