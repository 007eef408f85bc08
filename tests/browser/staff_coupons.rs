//! Coupons at the counter: priced, used up, taken away, undone; the member sees it.

use crate::staff::look_up;
use shuke_contract::till::CreateQuote;
use shuke_contract::{Empty, coupons::GetCoupons};
use shuke_rules::{Fen, coupons::State};
use shuke_tests::{
    api::Api,
    counter::{CLERK, MANAGER, at_counter, code_on},
    page::Page,
    suite::Test,
    tests,
    world::World,
};
use std::rc::Rc;

pub fn tests() -> Vec<Test> {
    let mut all = tests![
        a_gift_is_handed_over_and_undone,
        what_is_missing_is_said_and_nothing_is_used,
        a_manager_takes_one_away_and_a_clerk_cannot,
        a_coupon_that_a_till_keeps_says_until_when,
    ];
    all.extend(tests![engines:
        a_coupon_is_priced_before_money_is_taken_and_used_up_once,
    ]);
    all
}

/// Somebody new, who stands at the counter of that colleague.
pub fn newcomer(world: &World, who: usize) -> (Api, Rc<Page>) {
    let (mut member, _) = world.join(&World::new_phone());
    let page = at_counter(world, who);
    look_up(&page, &code_on(&mut member));
    page.heading("林晓雨").wait();
    (member, page)
}

fn state(member: &mut Api, template: &str) -> State {
    let wallet = member.call::<GetCoupons>("", &Empty {}).expect("the wallet");
    wallet.coupons.into_iter().find(|coupon| coupon.terms.id.0 == template).expect("the coupon").state
}

fn a_coupon_is_priced_before_money_is_taken_and_used_up_once(world: &World) {
    let (mut member, page) = newcomer(world, CLERK);
    page.see("只限正价商品");
    page.button("核销: 首单礼金").click();
    page.dialog().wait();
    page.button("算一算").click();
    page.see("写金额");
    page.field("这些商品的原价").fill("28");
    page.button("算一算").click();
    page.see("原价 ¥28，这张券减 ¥5");
    assert_eq!(state(&mut member, "first-order"), State::Available);
    // Another price is another amount.
    page.field("这些商品的原价").fill("30");
    page.button("算一算").click();
    page.see("原价 ¥30");
    page.button("已收 ¥25，核销").double_tap();
    page.see("已核销 · 首单礼金 · 林晓雨");
    page.see("还有 9:");
    page.button("核销: 首单礼金").gone();
    assert_eq!(state(&mut member, "first-order"), State::Used);
    let log = world.gate.seen().iter().filter(|line| line.contains("coupon-uses")).count();
    assert_eq!(log, 3, "two prices and one use");
}

fn a_gift_is_handed_over_and_undone(world: &World) {
    let (mut member, page) = newcomer(world, CLERK);
    page.button("核销: 新人礼包").click();
    page.dialog().wait();
    page.see("交给对方：燕麦饮三条");
    page.button("核销").click();
    page.see("已核销 · 新人礼包");
    assert_eq!(state(&mut member, "welcome-pack"), State::Used);
    page.button("撤销: 已核销 · 新人礼包 · 林晓雨").click();
    page.field("原因").fill("拿错了");
    page.button("撤销").click();
    page.see("已撤销");
    assert_eq!(state(&mut member, "welcome-pack"), State::Available);
}

fn what_is_missing_is_said_and_nothing_is_used(world: &World) {
    let (mut member, number) = world.join(&World::new_phone());
    world.till().sell(&number, Fen(60_000));
    let page = at_counter(world, CLERK);
    look_up(&page, &code_on(&mut member));
    page.button("核销: 三免一").click();
    page.dialog().wait();
    for (field, yuan) in [("第一件的原价", "28"), ("第二件的原价", "32"), ("第三件的原价", "20")] {
        page.field(field).fill(yuan);
    }
    page.button("算一算").click();
    page.see("原价 ¥80，这张券减 ¥20");
    // So do other goods.
    page.field("商品").choose("特价商品");
    page.see_no("原价 ¥80");
    page.button("算一算").click();
    page.see("原价 ¥80，这张券减 ¥20");
    page.field("第三件的原价").fill("x");
    page.see_no("原价 ¥80");
    page.button("算一算").click();
    page.see("写金额");
    assert_eq!(state(&mut member, "three-one"), State::Available);
}

fn a_manager_takes_one_away_and_a_clerk_cannot(world: &World) {
    let (mut member, page) = newcomer(world, MANAGER);
    page.button("作废: 首单礼金").click();
    page.dialog().wait();
    page.button("作废").click();
    page.see("写 2–200 个字");
    page.field("原因").fill("发错了");
    page.button("作废").click();
    page.see("已作废 · 首单礼金");
    assert_eq!(state(&mut member, "first-order"), State::Void { reason: "发错了".into() });
    page.button("作废: 首单礼金").gone();
    let (_, clerks) = newcomer(world, CLERK);
    clerks.button("核销: 首单礼金").wait();
    assert!(!clerks.button("作废: 首单礼金").is_there());
}

fn a_coupon_that_a_till_keeps_says_until_when(world: &World) {
    let (mut member, number) = world.join(&World::new_phone());
    let body = serde_json::json!({ "number": "B-9", "member": number, "lines":
        [{ "item": "1", "class": "regular", "quantity": 1, "price": 3000 }] });
    let request = serde_json::from_value(body).expect("a quote's request");
    world.till().call::<CreateQuote>("", &request).expect("a quote");
    let page = at_counter(world, CLERK);
    look_up(&page, &code_on(&mut member));
    page.heading("林晓雨").wait();
    page.see("收银台占用到");
    assert!(!page.button("核销: 首单礼金").is_there());
}
