//! Receipts.

use super::{member_at, t};
use crate::{api::Api, engine::Looks, page::Page, world::World};
use shuke_contract::till::QuoteRequest;
use shuke_rules::{
    Fen, Points,
    pricing::{Choice, Line},
};
use std::rc::Rc;

pub fn list(world: &World, looks: Looks) -> Rc<Page> {
    for yuan in [35, 268] {
        world.till().sell(&world.card(0), Fen(yuan * 100));
    }
    let page = member_at(world, looks, 0, "/receipts");
    shows_268(&page);
    page
}

pub fn shows_268(page: &Page) {
    page.see("268");
}

/// A member who has bought nothing yet.
pub fn empty(world: &World, looks: Looks) -> Rc<Page> {
    let (_, number) = world.join(&World::new_phone());
    let page = world.browser(looks);
    page.sign_in_as(number.as_str());
    page.open_path("/receipts");
    page.see(t(&page, "还没有小票", "No receipts yet"));
    page
}

pub fn one(world: &World, looks: Looks) -> Rc<Page> {
    let sale = world.till().sell(&world.card(0), Fen(26_800));
    let page = member_at(world, looks, 0, &format!("/receipts/{}", sale.id));
    page.see(t(&page, "所得积分", "Points earned"));
    page
}

/// A purchase that won a tier, taken back.
pub fn refunded(world: &World, looks: Looks) -> Rc<Page> {
    let (_, number) = world.join(&World::new_phone());
    let mut till: Api = world.till();
    let sale = till.sell(&number, Fen(600_000));
    till.refund(&sale.id, Fen(600_000));
    let page = world.browser(looks);
    page.sign_in_as(number.as_str());
    page.open_path(&format!("/receipts/{}", sale.id));
    page.started();
    page.see(t(&page, "等级随之撤回", "The tier was reversed with it"));
    page
}

/// A coupon, points, a gift and delivery.
pub fn quoted(world: &World, looks: Looks) -> Rc<Page> {
    let (_, number) = world.join(&World::new_phone());
    world.till().sell(&number, Fen(60_000));
    let line = |item: &str, quantity, price| Line { item: item.into(), class: "regular".into(), quantity, price };
    let quote = QuoteRequest {
        number: "Q-1".into(),
        member: Some(number.clone()),
        code: None,
        lines: vec![line("10021", 1, Fen(2_800)), line("10034", 2, Fen(3_400))],
        coupons: Choice::Best,
        points: Points(500),
        sent: true,
    };
    let sale = world.till().sell_quoted(&quote, &["燕麦拿铁", "燕麦拿铁"]);
    let page = world.browser(looks);
    page.sign_in_as(number.as_str());
    page.open_path(&format!("/receipts/{}", sale.id));
    page.see(t(&page, "首单礼金", "For your first order"));
    page
}
