//! Points, the inbox, what there is to take part in.

use super::{member_at, t};
use crate::{
    coupons::give_nothing,
    engine::{Camera, Engine, Looks},
    film,
    page::Page,
    world::World,
};
use shuke_rules::Fen;
use std::rc::Rc;

/// A member who bought something and brought part of it back.
fn shopper(world: &World, looks: Looks, path: &str) -> Rc<Page> {
    let (_, number) = world.join(&World::new_phone());
    let sale = world.till().sell(&number, Fen(60_000));
    world.till().refund(&sale.id, Fen(20_000));
    let page = world.browser(looks);
    page.sign_in_as(number.as_str());
    page.open_path(path);
    page.started();
    page
}

pub fn points(world: &World, looks: Looks) -> Rc<Page> {
    let page = member_at(world, looks, 1, "/points");
    page.see(t(&page, "每一笔", "History"));
    page
}

pub fn points_checked(world: &World, looks: Looks) -> Rc<Page> {
    let page = shopper(world, looks, "/points");
    check(&page);
    page
}

pub fn check(page: &Page) {
    page.button(t(page, "在这部手机上核对", "Check on this phone")).click();
    page.see(t(page, "都对得上", "check out"));
}

pub fn proof(world: &World, looks: Looks) -> Rc<Page> {
    let page = member_at(world, looks, 1, "/proof");
    page.see(t(&page, "它证明什么", "What it proves"));
    page
}

pub fn inbox(world: &World, looks: Looks) -> Rc<Page> {
    let page = shopper(world, looks, "/inbox");
    page.see(t(&page, "退货收回", "took"));
    page
}

pub fn inbox_empty(world: &World, looks: Looks) -> Rc<Page> {
    give_nothing(world);
    let (_, number) = world.join(&World::new_phone());
    let page = world.browser(looks);
    page.sign_in_as(number.as_str());
    page.open_path("/inbox");
    page.see(t(&page, "还没有消息", "No messages yet"));
    page
}

pub fn together(world: &World, looks: Looks) -> Rc<Page> {
    let page = shopper(world, looks, "/together");
    page.see(t(&page, "任务", "Tasks"));
    page
}

/// A basket of three, with a coupon, points and what is not used.
pub fn preview(world: &World, looks: Looks) -> Rc<Page> {
    let (_, number) = world.join(&World::new_phone());
    world.till().sell(&number, Fen(60_000));
    let page = world.browser(looks);
    page.sign_in_as(number.as_str());
    page.open_path("/preview");
    page.started();
    page.link(t(&page, "加商品", "Add items")).click();
    for (zh, en) in [("加上: 燕麦拿铁", "Add: Oat latte"), ("加上: 桂花乌龙", "Add: Osmanthus oolong")] {
        page.button(t(&page, zh, en)).click();
    }
    page.link(t(&page, "看看多少钱", "See the price")).click();
    page.choice(t(&page, "用积分抵现", "Pay with points")).click();
    page.see(t(&page, "这是最划算的一组", "No other set"));
    page
}

pub fn preview_add(world: &World, looks: Looks) -> Rc<Page> {
    let page = member_at(world, looks, 1, "/preview/add");
    add(&page);
    page
}

pub fn add(page: &Page) {
    page.button(t(page, "加上: 燕麦拿铁", "Add: Oat latte")).click();
    page.see(t(page, "已加 燕麦拿铁", "Oat latte added"));
}

/// A guest, whose camera sees a link that is none of ours; where the engine has no camera it says so.
pub fn scan(world: &World, looks: Looks) -> Rc<Page> {
    let camera = Camera::Sees(film::of("https://example.com/menu"));
    let page = world.browser(Looks { camera, ..looks });
    page.open_path("/scan");
    page.started();
    match page.engine() {
        Engine::Chromium => page.see(t(&page, "这是别处的链接", "leads elsewhere")),
        Engine::Webkit => page.see(t(&page, "在下面输入", "Type it below")),
    }
    page
}

/// A member without a camera, who typed what nobody should.
pub fn scan_typed(world: &World, looks: Looks) -> Rc<Page> {
    let page = member_at(world, looks, 1, "/scan");
    type_payment(&page);
    page
}

pub fn type_payment(page: &Page) {
    page.field(t(page, "输入或粘贴", "Type or paste it")).fill("134567890123456789");
    page.button(t(page, "查看", "Look it up")).click();
    page.see(t(page, "这是付款码", "a payment code"));
}
