//! Receipts: what was bought, what it earned and why, and the way back to where one was.

use shuke_contract::{
    Empty, receipts,
    till::{CreateSale, Discount, SaleLine, SaleRequest},
};
use shuke_rules::{Fen, policy::ClassId};
use shuke_tests::{suite::Test, tests, world::World};

pub fn tests() -> Vec<Test> {
    let mut all = tests![
        a_receipt_explains_its_points_line_by_line,
        a_refund_is_told_on_the_receipt,
        older_receipts_come_when_asked_for,
        a_receipt_that_is_not_mine_is_not_found,
    ];
    all.extend(tests![engines:
        going_back_restores_where_one_was_and_the_focus,
    ]);
    all
}

fn line(name: &str, class: &str, list: i64, off: i64) -> SaleLine {
    let discounts = (off > 0).then(|| Discount { name: "满减".into(), amount: Fen(off) });
    SaleLine {
        item: "1001".into(),
        name: name.into(),
        class: ClassId::from(class),
        quantity: 2,
        list: Fen(list),
        discounts: discounts.into_iter().collect(),
        paid: Fen(list - off),
    }
}

fn a_receipt_explains_its_points_line_by_line(world: &World) {
    let (mut api, number) = world.join(&World::new_phone());
    let lines = vec![line("燕麦拿铁", "regular", 5_600, 0), line("冷泡茶", "discounted", 4_000, 1_000)];
    let sale =
        SaleRequest { number: "B-1".into(), member: number.clone(), quote: None, at: None, lines, paid: Fen(8_600) };
    let booked = world.till().call::<CreateSale>("", &sale).expect("a sale");
    let receipt = api.call::<receipts::GetReceipt>(&booked.id, &Empty {}).expect("the receipt");
    let page = world.phone();
    page.sign_in_as(number.as_str());
    page.open_path("/receipts");
    page.started();
    page.link("¥86").click();
    page.arrive(&format!("/receipts/{}", booked.id));
    for part in ["上海武康路店", "燕麦拿铁", "冷泡茶", "¥56", "¥30", "¥86", "所得积分", "小白"] {
        page.see(part);
    }
    page.see(&format!("正价商品，1 元 1 分，分得 {} 分", receipt.lines[0].points));
    page.see(&format!("特价商品，1 元 0.5 分，分得 {} 分", receipt.lines[1].points));
    page.see(&format!("+{}", receipt.earned));
    assert_eq!(receipt.earned.0, 56 + 15);
}

fn a_refund_is_told_on_the_receipt(world: &World) {
    let (_, number) = world.join(&World::new_phone());
    let sale = world.till().sell(&number, Fen(60_000));
    let refund = world.till().refund(&sale.id, Fen(30_000));
    let page = world.phone();
    page.sign_in_as(number.as_str());
    page.open_path("/receipts");
    page.see("已退 ¥300");
    page.started();
    // What remains of it; what was paid at first is on the receipt itself.
    page.link("¥300").click();
    page.see("¥600");
    page.see(&format!("收回 {} 分", refund.taken_back));
    page.see("等级随之撤回");
    page.see("素人是靠这笔消费升的，退货后回到小白");
}

fn going_back_restores_where_one_was_and_the_focus(world: &World) {
    for yuan in 1..=25 {
        world.till().sell(&world.card(0), Fen(10_000 + yuan * 100));
    }
    let page = world.member(0);
    page.link("我的").click();
    page.link("小票").click();
    page.see("¥125");
    let far = page.link("¥104");
    far.wait();
    let href = far.ask("element.getAttribute('href')");
    far.ask("element.scrollIntoView({ block: 'center' })");
    let scrolled = |page: &shuke_tests::page::Page| page.js("return Math.round(scrollY)").as_i64().unwrap_or_default();
    let before = scrolled(&page);
    assert!(before > 200, "the list is long enough to be scrolled: {before}");
    far.click();
    page.see("所得积分");
    assert!(scrolled(&page) < 50, "a new page begins at its top");
    page.back();
    page.arrive("/receipts");
    page.until("the list is where it was", || ((scrolled(&page) - before).abs() < 60).then_some(()));
    page.until("the focus is on the receipt that was opened", || {
        (page.js("return document.activeElement.getAttribute('href')") == href).then_some(())
    });
}

fn older_receipts_come_when_asked_for(world: &World) {
    let (_, number) = world.join(&World::new_phone());
    for yuan in 1..=32 {
        world.till().sell(&number, Fen(yuan * 100));
    }
    let page = world.phone();
    page.sign_in_as(number.as_str());
    page.open_path("/receipts");
    page.see("¥32");
    page.started();
    assert!(!page.link("¥2 ").is_there());
    page.button("更早的").click();
    page.link("¥2 ").wait();
    page.button("更早的").gone();
}

fn a_receipt_that_is_not_mine_is_not_found(world: &World) {
    let sale = world.till().sell(&world.card(1), Fen(10_000));
    let page = world.member(0);
    page.expect_in_console("404");
    page.open_path(&format!("/receipts/{}", sale.id));
    page.see("没有找到");
}
