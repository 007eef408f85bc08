//! The counter.

use super::t;
use crate::{
    counter::{
        BAG, CLERK, CUP, LATTE, MANAGER, at_counter_with, code_on, member_code, pick_up_code, redeem, redeem_here,
    },
    engine::{Camera, Engine, Looks},
    film,
    page::Page,
    world::World,
};
use shuke_rules::Fen;
use std::rc::Rc;

const WHO: usize = 1;

pub fn sign_in(world: &World, looks: Looks) -> Rc<Page> {
    let page = world.browser(looks);
    page.expect_in_console("401");
    page.open_path("/staff");
    page.field(t(&page, "手机号", "Phone number")).wait();
    page
}

/// What waits: something of each kind.
pub fn counter(world: &World, looks: Looks) -> Rc<Page> {
    redeem_here(world, WHO, BAG);
    redeem_here(world, 2, CUP);
    redeem(world, WHO, LATTE, None);
    let page = at_counter_with(world, looks, MANAGER);
    page.see(t(&page, "待备货", "To set aside"));
    page
}

/// The camera sees a code that is none of ours; where the engine has none it says so.
pub fn scan(world: &World, looks: Looks) -> Rc<Page> {
    let camera = Camera::Sees(film::of("https://example.com/menu"));
    let page = at_counter_with(world, Looks { camera, ..looks }, CLERK);
    page.link(t(&page, "扫码", "Scan a code")).click();
    page.arrive("/staff/scan");
    match page.engine() {
        Engine::Chromium => page.see(t(&page, "这不是会员码", "neither a member code")),
        Engine::Webkit => page.see(t(&page, "在下面输入", "Type it below")),
    }
    page
}

pub fn member(world: &World, looks: Looks) -> Rc<Page> {
    redeem_here(world, WHO, BAG);
    let page = at_counter_with(world, looks, CLERK);
    type_code(&page, &member_code(world, WHO));
    page.see(t(&page, "已备好", "Set aside"));
    page
}

fn type_code(page: &Page, code: &str) {
    page.field(t(page, "会员码或取货码", "Member or pickup code")).fill(code);
    page.button(t(page, "查看", "Look up")).click();
}

pub fn order(world: &World, looks: Looks) -> Rc<Page> {
    let code = pick_up_code(&redeem_here(world, WHO, CUP));
    let page = at_counter_with(world, looks, CLERK);
    type_code(&page, &code);
    page.button(t(&page, "已收 ¥9", "¥9 taken")).wait();
    page
}

/// What will happen, before it does.
pub fn money(world: &World, looks: Looks) -> Rc<Page> {
    let page = order(world, looks);
    page.button(t(&page, "已收 ¥9", "¥9 taken")).click();
    page.dialog().wait();
    page
}

/// A coupon, and what the goods come to with it.
pub fn coupon(world: &World, looks: Looks) -> Rc<Page> {
    let (mut newcomer, number) = world.join(&World::new_phone());
    world.till().sell(&number, Fen(60_000));
    let page = at_counter_with(world, looks, MANAGER);
    type_code(&page, &code_on(&mut newcomer));
    work_out(&page);
    page
}

pub fn work_out(page: &Page) {
    page.button(t(page, "核销: 首单礼金", "Use it: For your first order")).click();
    page.dialog().wait();
    page.field(t(page, "这些商品的原价", "List price of the items")).fill("28");
    page.button(t(page, "算一算", "Work it out")).click();
    page.see(t(page, "原价 ¥28", "List price ¥28"));
}

pub fn coupons(world: &World, looks: Looks) -> Rc<Page> {
    let page = coupon(world, looks);
    page.button(t(&page, "关闭", "Close")).click();
    page
}

pub fn lists_coupons(page: &Page) {
    page.button(t(page, "核销: 首单礼金", "Use it: For your first order")).wait();
}

pub fn undo(world: &World, looks: Looks) -> Rc<Page> {
    let page = member(world, looks);
    page.button(t(&page, "已备好", "Set aside")).click();
    page.see(t(&page, "还有 9:", "left"));
    page
}

pub fn log(world: &World, looks: Looks) -> Rc<Page> {
    let page = undo(world, looks);
    page.link(t(&page, "返回", "Back")).click();
    page.link(t(&page, "操作记录", "Log")).click();
    page.see(t(&page, "你的操作", "What you did"));
    page.see(t(&page, "已备好", "Set aside"));
    page
}
