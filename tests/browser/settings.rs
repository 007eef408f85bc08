//! What is set: profile, display, consent; export and leaving.

use shuke_contract::account::{Export, Profile};
use shuke_rules::ledger;
use shuke_tests::{
    page::{Kind, Page, key},
    suite::Test,
    tests,
    world::World,
};
use std::time::Duration;

pub fn tests() -> Vec<Test> {
    let mut all = tests![
        a_day_that_does_not_exist_is_refused_on_the_spot,
        what_the_server_refuses_is_marked_where_it_stands,
        a_consent_can_be_given_and_withdrawn,
        the_necessary_consent_says_that_withdrawing_is_leaving,
        what_is_typed_stays_when_the_page_is_read_anew,
    ];
    all.extend(tests![engines:
        the_profile_is_kept,
        the_language_changes_at_once_and_stays,
        dark_and_large_stay,
        the_export_is_everything_and_its_chain_holds,
        closing_the_account_needs_the_last_four_digits_and_is_final,
        the_sheet_keeps_the_focus_and_escape_closes_it,
    ]);
    all
}

/// By the way that leads there.
fn to_settings(page: &Page) {
    page.link("我").click();
    page.arrive("/me");
    page.link("设置").click();
    page.arrive("/me/settings");
}

fn the_profile_is_kept(world: &World) {
    let page = world.member(0);
    to_settings(&page);
    page.field("称呼").fill("新名字");
    page.field("月").choose("2");
    page.field("日").choose("29");
    page.button("保存").click();
    page.see("已保存");
    let profile: Profile = page.get("/api/v1/me/profile");
    assert_eq!(profile.name.as_deref(), Some("新名字"));
    assert_eq!(profile.birthday.map(|birthday| (birthday.month, birthday.day)), Some((2, 29)));
    page.link("卡").click();
    page.see("新名字");
    page.reload();
    page.see("新名字");
}

fn a_day_that_does_not_exist_is_refused_on_the_spot(world: &World) {
    let page = world.member(0);
    to_settings(&page);
    page.field("月").choose("2");
    page.field("日").choose("30");
    page.button("保存").click();
    page.see("这个月没有这一天");
    assert_eq!(page.js("return document.querySelectorAll('select[aria-invalid=true]').length"), 2);
}

/// The server knows more than the page: a name that turns the text around it is refused there only.
fn what_the_server_refuses_is_marked_where_it_stands(world: &World) {
    let page = world.member(0);
    page.expect_in_console("422");
    to_settings(&page);
    page.field("称呼").fill("晓\u{202e}雨");
    page.button("保存").click();
    page.see("不能有看不见的符号");
    let described = "const field = document.getElementById('name');\
        const error = document.getElementById('name-error');\
        return [field.getAttribute('aria-invalid'), field.getAttribute('aria-describedby').includes(error.id), error.textContent !== '']";
    assert_eq!(page.js(described), serde_json::json!(["true", true, true]));
    assert_eq!(page.js("return document.querySelectorAll('[aria-invalid]').length"), 1, "nothing else is wrong");
    page.field("称呼").fill("晓雨");
    page.button("保存").click();
    page.see("已保存");
    assert_eq!(page.js("return document.querySelectorAll('[aria-invalid]').length"), 0);
}

fn a_consent_can_be_given_and_withdrawn(world: &World) {
    let page = world.member(0);
    to_settings(&page);
    page.see("同意与数据");
    let given = |page: &Page| {
        let profile: Profile = page.get("/api/v1/me/profile");
        profile.consents.iter().any(|consent| consent.id.0 == "marketing" && consent.given)
    };
    let was = given(&page);
    for now in [!was, was] {
        page.button(if now { "同意: 接收新品与活动消息" } else { "撤回: 接收新品与活动消息" }).click();
        page.until("the consent is as said", || (given(&page) == now).then_some(()));
    }
}

fn the_necessary_consent_says_that_withdrawing_is_leaving(world: &World) {
    let page = world.member(0);
    to_settings(&page);
    page.button("撤回").click();
    page.see("要撤回它，就是注销会员");
}

fn the_language_changes_at_once_and_stays(world: &World) {
    let page = world.member(0);
    to_settings(&page);
    assert_eq!(page.js("return document.documentElement.lang"), "zh-CN");
    page.choice("English").tick();
    page.see("Sign out on all devices");
    assert_eq!(page.js("return document.documentElement.lang"), "en");
    page.reload();
    page.see("Sign out on all devices");
    page.link("Card").click();
    page.see("If I spend");
    page.link("Me").click();
    page.link("Settings").click();
    page.choice("中文").tick();
    page.see("在所有设备上退出");
}

fn dark_and_large_stay(world: &World) {
    let page = world.member(0);
    to_settings(&page);
    let size = "return parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)";
    page.see("大字");
    let normal = page.js(size).as_f64().expect("a size");
    let light = page.js("return getComputedStyle(document.documentElement).backgroundColor");
    page.choice("暗").tick();
    page.choice("大字").tick();
    page.until("the type is larger", || (page.js(size).as_f64()? > normal * 1.2).then_some(()));
    page.reload();
    page.see("大字");
    let ground = "return getComputedStyle(document.documentElement).backgroundColor";
    page.until("it is dark", || (page.js(ground) != light).then_some(()));
    assert!(page.js(size).as_f64().expect("a size") > normal * 1.2);
    page.started();
    page.choice("亮").tick();
    page.until("it is light", || (page.js(ground) == light).then_some(()));
}

/// Catches the file that the page gives: what a browser does with a download is its own matter.
const CATCH: &str = "window.caught = null; const real = URL.createObjectURL;\
    URL.createObjectURL = (blob) => { blob.text().then((text) => { window.caught = { text, type: blob.type } }); return real.call(URL, blob) };\
    addEventListener('click', (event) => { const link = event.target.closest?.('a[download]'); if (link) { window.file = link.download; event.preventDefault() } }, true)";

fn the_export_is_everything_and_its_chain_holds(world: &World) {
    let sale = world.till().sell(&world.card(0), shuke_rules::Fen(12_300));
    let page = world.member(0);
    to_settings(&page);
    page.js(CATCH);
    page.find(Kind::Button, "导出我的全部数据").click();
    page.see("逐笔核验，前后相接，没有改动");
    let caught = page.until("a file is given", || {
        let caught = page.js("return window.caught");
        (!caught.is_null()).then_some(caught)
    });
    assert_eq!(caught["type"], "application/json");
    let export: Export = serde_json::from_str(caught["text"].as_str().expect("text")).expect("the contract's export");
    assert_eq!(export.profile.number, world.card(0));
    assert_eq!(ledger::first_broken(export.profile.number.as_str(), &export.ledger), None);
    assert!(!export.ledger.is_empty() && export.receipts.iter().any(|receipt| receipt.id == sale.id));
    assert!(!export.consent_log.is_empty() && !export.sessions.is_empty());
}

fn closing_the_account_needs_the_last_four_digits_and_is_final(world: &World) {
    let before = world.data.members();
    let (_, number) = world.join(&World::new_phone());
    let page = world.phone();
    page.sign_in_as(number.as_str());
    page.open_path("/me/settings");
    page.started();
    page.button("注销会员").click();
    page.see("积分作废");
    page.see("不能撤销");
    page.field("卡号后四位").fill("0000");
    page.button("注销，积分作废").click();
    page.see("与卡号后四位不同");
    page.field("卡号后四位").fill(&number.as_str()[9..]);
    page.button("注销，积分作废").click();
    page.see("已注销");
    page.open_path("/");
    page.see("免费加入");
    assert_eq!(world.data.members(), before);
}

fn the_sheet_keeps_the_focus_and_escape_closes_it(world: &World) {
    let page = world.member(0);
    to_settings(&page);
    page.button("注销会员").tab_to();
    page.press(&[key::ENTER]);
    page.dialog().wait();
    for _ in 0..8 {
        page.press(&[key::TAB]);
        let at = page.js("const e = document.activeElement; return e === document.body || !!e.closest('dialog')");
        assert_eq!(at, true, "the focus left the sheet");
    }
    page.press(&[key::ESCAPE]);
    page.dialog().gone();
    page.until("the focus is back on the button", || page.button("注销会员").is_focused().then_some(()));
}

fn what_is_typed_stays_when_the_page_is_read_anew(world: &World) {
    let page = world.member(0);
    to_settings(&page);
    page.field("称呼").wait();
    page.link("卡").click();
    page.arrive("/");
    // What comes in the background would be waited for as well.
    page.kept_for_later();
    // Another device signs in: the page says another number of devices when it is read anew, late.
    world.member_api(0);
    world.gate.slow(Duration::from_millis(1500));
    to_settings(&page);
    page.field("称呼").fill("小雨");
    page.see("2 台设备");
    assert_eq!(page.field("称呼").value(), "小雨");
}
