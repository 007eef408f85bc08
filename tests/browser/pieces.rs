//! One piece: registered, handed over, handed in for repair.

use super::join::join;
use shuke_contract::Empty;
use shuke_contract::pieces::{OfferPiece, RegisterPiece, RegisterRequest};
use shuke_tests::{page::Page, suite::Test, tests, world::World};
use std::rc::Rc;

pub fn tests() -> Vec<Test> {
    let mut all = tests![
        a_guest_is_asked_to_sign_in,
        who_joins_by_a_card_in_a_parcel_is_known_by_it,
        what_a_shop_has_is_said_by_the_page_of_the_goods,
    ];
    all.extend(tests![engines:
        a_piece_is_registered_and_handed_in_for_repair,
        a_piece_is_taken_over_with_the_code_of_its_owner,
    ]);
    all
}

fn at(page: Rc<Page>, code: &str) -> Rc<Page> {
    page.open_path(&format!("/i/{code}"));
    page.started();
    page.see("是真的吗");
    page
}

fn a_guest_is_asked_to_sign_in(world: &World) {
    let page = at(world.phone(), &world.data.piece_of("10034"));
    page.see("还没有人登记");
    page.link("登录").wait();
}

fn who_joins_by_a_card_in_a_parcel_is_known_by_it(world: &World) {
    let code = world.data.piece_of("10034");
    let page = world.phone();
    page.open_path(&format!("/i/{code}?from=parcel"));
    page.started();
    page.see("是真的吗");
    page.link("免费加入").click();
    page.arrive("/join");
    join(world, &page);
    let export: shuke_contract::account::Export = page.get("/api/v1/me/export");
    assert_eq!(export.more["source"], serde_json::json!({ "kind": "parcel", "about": code }));
}

fn what_a_shop_has_is_said_by_the_page_of_the_goods(world: &World) {
    let page = world.phone();
    page.open_path("/goods/10034");
    page.started();
    page.see("12 件");
    page.see("条码");
}

fn a_piece_is_registered_and_handed_in_for_repair(world: &World) {
    let page = at(world.member(0), &world.data.piece_of("10034"));
    page.button("登记").click();
    page.see("登记好了");
    page.see("是你的");
    page.button("提交送修").click();
    page.see("写 2 到 500 个字");
    page.field("哪里坏了").fill("盒盖合不上");
    page.button("提交送修").click();
    page.see("送修已提交");
    page.see("盒盖合不上");
    page.button("撤回送修").click();
    page.see("送修已撤回");
    page.button("提交送修").wait();
}

fn a_piece_is_taken_over_with_the_code_of_its_owner(world: &World) {
    let code = world.data.piece_of("10034");
    let (mut owner, _) = world.join(&World::new_phone());
    owner.call::<RegisterPiece>(&code, &RegisterRequest::default()).expect("registered");
    let own = owner.call::<OfferPiece>(&code, &Empty {}).expect("offered").own.expect("theirs");
    let digits = own.offer.expect("a code").code;
    let page = at(world.member(0), &code);
    page.field("转让码").fill("12");
    page.button("接过来").click();
    page.see("写成 8 位数字");
    page.field("转让码").fill(&format!("{} {}", &digits[..4], &digits[4..]));
    page.button("接过来").click();
    page.see("现在归你了");
    page.see("由前一位主人转来");
}
