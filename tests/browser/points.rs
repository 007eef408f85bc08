//! Points: what there is, when it ends, every movement, and the check of the chain.

use serde_json::{Value, json};
use shuke_contract::{
    Empty,
    account::GetExport,
    ledger::{GetLedger, GetLedgerChain, LedgerRequest},
};
use shuke_rules::Fen;
use shuke_tests::{api::Api, page::Page, suite::Test, tests, world::World};
use std::rc::Rc;

pub fn tests() -> Vec<Test> {
    let mut all = tests![
        points_say_what_there_is_when_it_ends_and_how_each_came_or_went,
        the_card_leads_to_its_points_and_a_movement_to_its_receipt,
        the_ledger_is_checked_on_the_phone,
    ];
    all.extend(tests![engines:
        older_movements_come_when_asked_for_and_going_back_finds_the_place,
        an_exported_file_is_checked_and_a_changed_one_is_found_out,
    ]);
    all
}

/// A member with nothing but what the test gives them.
fn fresh(world: &World, before: impl FnOnce(&mut Api, &shuke_rules::number::CardNumber)) -> (Api, Rc<Page>) {
    let (api, number) = world.join(&World::new_phone());
    before(&mut world.till(), &number);
    let page = world.phone();
    page.sign_in_as(number.as_str());
    page.open_path("/points");
    page.started();
    (api, page)
}

fn points_say_what_there_is_when_it_ends_and_how_each_came_or_went(world: &World) {
    let (mut api, page) = fresh(world, |till, number| {
        let sale = till.sell(number, Fen(12_000));
        till.refund(&sale.id, Fen(2_000));
    });
    let ledger = api.call::<GetLedger>("", &LedgerRequest::default()).expect("the ledger");
    assert_eq!(ledger.points.0, 100);
    page.heading("积分").wait();
    page.see("可用 100");
    let ending = ledger.ending[0].day;
    page.see(&format!("{}年{}月{}日 100 分", ending.year(), ending.month(), ending.day_of_month()));
    page.see("消费 · 上海武康路店");
    page.see("+120");
    page.see("退货收回");
    page.see("−20");
    page.see(&format!("120 分可用到 {}年", ending.year()));
}

fn the_card_leads_to_its_points_and_a_movement_to_its_receipt(world: &World) {
    let sale = world.till().sell(&world.card(0), Fen(26_800));
    let page = world.member(0);
    page.link("积分").click();
    page.arrive("/points");
    page.link("消费 · 上海武康路店").click();
    page.arrive(&format!("/receipts/{}", sale.id));
    page.back();
    page.arrive("/points");
    page.see("每一笔");
}

fn older_movements_come_when_asked_for_and_going_back_finds_the_place(world: &World) {
    let (_, page) = fresh(world, |till, number| {
        for yuan in 1..=34 {
            till.sell(number, Fen(yuan * 100));
        }
    });
    page.button("更早的").wait();
    let rows = || page.js("return document.querySelectorAll('main .rows a.row').length").as_u64();
    assert_eq!(rows(), Some(30));
    page.button("更早的").click();
    page.until("the rest is there", || (rows() == Some(34)).then_some(()));
    page.button("更早的").gone();
    let scrolled = || page.js("return Math.round(scrollY)").as_i64().unwrap_or_default();
    page.js("document.querySelectorAll('main .rows a.row')[31].scrollIntoView({ block: 'center' })");
    let before = scrolled();
    assert!(before > 500, "the list is long enough to be scrolled: {before}");
    page.js("document.querySelectorAll('main .rows a.row')[31].click()");
    page.see("所得积分");
    page.back();
    page.arrive("/points");
    page.until("the list is where it was", || ((scrolled() - before).abs() < 60).then_some(()));
    assert_eq!(rows(), Some(34));
}

fn the_ledger_is_checked_on_the_phone(world: &World) {
    let (mut api, page) = fresh(world, |till, number| {
        let sale = till.sell(number, Fen(12_000));
        till.refund(&sale.id, Fen(2_000));
    });
    let chain = api.call::<GetLedgerChain>("", &Empty {}).expect("the chain");
    page.button("在这部手机上核对").click();
    page.see(&format!("{} 笔都对得上，合计 {} 分", chain.entries.len(), chain.points));
    let last = &chain.entries.last().expect("an entry").hash;
    page.see(&format!("最后一笔的指纹：{}…{}", &last[..8], &last[last.len() - 8..]));
}

/// As if the member had chosen a file with this content.
fn choose(page: &Page, text: &str) {
    let script = "const files = new DataTransfer();\
        files.items.add(new File([arguments[0]], 'shuke.json', { type: 'application/json' }));\
        const input = document.querySelector('input[type=file]');\
        input.files = files.files; input.dispatchEvent(new Event('change', { bubbles: true }))";
    page.js_with(script, &json!([text]));
}

fn an_exported_file_is_checked_and_a_changed_one_is_found_out(world: &World) {
    let (mut api, page) = fresh(world, |till, number| {
        for yuan in [120, 80, 60] {
            till.sell(number, Fen(yuan * 100));
        }
    });
    let export = api.call::<GetExport>("", &Empty {}).expect("the export");
    let mut file: Value = serde_json::to_value(&export).expect("JSON");
    page.field("核对导出的文件").wait();
    choose(&page, &file.to_string());
    page.see("3 笔都对得上，合计 260 分");
    file["ledger"][1]["points"] = json!(8_000);
    choose(&page, &file.to_string());
    page.see("从第 2 笔起，指纹对不上");
    page.see_no("都对得上");
    choose(&page, "{\"tea\":1}");
    page.see("这个文件里没有账本");
}
